"""One article is the same article in whatever format it comes; of hostile ones none is lost in silence."""

from __future__ import annotations

import pytest

from analysis.reading import read_articles
from benchmarks import fuzz
from benchmarks.fuzz_formats import WRITERS, Article

ARTICLES = [
    Article(
        "Bridge reopens after call", "2031-03-04", "Ann Writer", "Halvern Post",
        "HALVERN — Foreign Minister Mara Lindqvist told President Tomas Brandt the bridge was open; he was glad.\n\n"
        "“We wait for the ‘ice’ to go,” she said – in French, “à bientôt”. <b> & {co} are 5 % \\ of it, says “A, B”.",
    ),
    Article(
        "Brandt asks for a second ferry", "2031-03-05", "Otto Reiss", "Halvern Post",
        "President Tomas Brandt asked Foreign Minister Mara Lindqvist for a second ferry on Tuesday.\n\n"
        "She promised an answer by the time the ice has gone from the harbour.",
    ),
]  # fmt: skip


@pytest.mark.parametrize("kind", WRITERS)
def test_an_article_is_the_same_whatever_its_format(tmp_path, kind):
    writer = WRITERS[kind]
    expected = ARTICLES[: writer.most]
    (tmp_path / f"no-name-tells{writer.ending}").write_bytes(writer.write(expected))
    articles, problems = read_articles(tmp_path)
    found = articles.drop_duplicates("text")  # the archive holds each in two formats
    assert found["title"].tolist() == [one.title for one in expected]
    assert found["published"].dt.strftime("%Y-%m-%d").tolist() == [one.date for one in expected]
    assert found["text"].tolist() == [f"{one.title}\n\n{one.text}" for one in expected]
    assert not (problems["severity"] == "error").any()


@pytest.mark.parametrize("seed", range(1, 5))
def test_poisoned_and_garbled_files_of_every_format_are_articles_or_problems(seed):
    counted = fuzz.run(60, seed)
    assert counted["articles"] > 60 and not [name for name in counted if name.startswith("FAILED")]
