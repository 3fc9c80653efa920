"""Copies of every grade are told from what only looks like a copy, in whatever order the articles are read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.duplicates import mark_reprints
from analysis.reading import read_articles
from benchmarks.duplicates import bodies, table
from benchmarks.invented_copies import COPIES, FOOTER, Article, lookalikes, whole

ROOT = Path(__file__).parents[2]
FEW = 8  # articles that each way of editing is tried on


@pytest.fixture(scope="module")
def texts() -> list[list[str]]:
    return bodies([ROOT / "data" / "articles", ROOT / "tests" / "articles"])


def marks(articles: list[Article]) -> dict[int, tuple[int, str]]:
    """Of each article that repeats another which one, and how."""
    found = mark_reprints(table(articles)).dropna(subset="duplicate_of")
    return {int(row.article_id): (int(row.duplicate_of), row.duplicate_kind) for row in found.itertuples()}


@pytest.mark.parametrize("grade", [0.05, 0.15, 0.3])
@pytest.mark.parametrize("way", COPIES)
def test_a_copy_of_which_up_to_three_tenths_are_changed_points_to_its_original(texts, way, grade):
    originals = [Article(whole(body, f"Headline {n}"), "A", "2031-03-04") for n, body in enumerate(texts)]
    chance = np.random.default_rng(1)
    copies = [
        Article(whole(COPIES[way](texts[n], texts[n + 7], grade, chance), f"In other words, {n}"), "B", "2031-03-05")
        for n in range(FEW)
    ]
    assert marks(originals + copies) == {len(texts) + n: (n, "near") for n in range(FEW)}


def test_what_only_looks_like_a_copy_is_none(texts):
    wrong = [what for what, *pair in lookalikes(texts[:FEW], np.random.default_rng(1), 2) if marks(pair)]
    assert not wrong


def test_the_articles_of_the_sample_repeat_one_another_only_where_they_say_so():
    articles = mark_reprints(read_articles(ROOT / "data" / "articles")[0])
    paths = articles.set_index("article_id")["path"]
    found = articles.dropna(subset="duplicate_of")
    assert dict(zip(found["path"], paths[found["duplicate_of"]], strict=True)) == {
        "12-review-reprint-of-09.txt": "09-wire-truce-collapses.txt",
        "24-geneva-reprint.txt": "20-geneva-treaty-talks.txt",
    }


def test_another_headline_and_other_white_space_make_no_other_text(texts):
    one = Article(whole(texts[0], "One headline"), "A", "2031-03-04")
    other = Article(whole(texts[0], "Quite another").replace(". ", ".\n"), "B", "2031-03-05")
    assert marks([one, other]) == {1: (0, "exact")}


def test_one_text_under_two_headlines_of_two_days_is_two_articles(texts):
    days = [Article(whole(texts[0], f"The briefing of {day}"), "A", "2031-03-04") for day in ("Monday", "Tuesday")]
    assert marks(days) == {}


def test_an_exact_copy_of_a_copy_points_to_the_original_and_is_no_exact_copy_of_it(texts):
    copy = whole([*texts[0][:-1], "Nobody knew more than that."], "Copied")
    made = [Article(whole(texts[0], "First"), "A", "2031-03-04"), Article(copy, "B", "2031-03-05"),
            Article(copy, "C", "2031-03-06")]  # fmt: skip
    assert marks(made) == {1: (0, "near"), 2: (0, "near")}


def test_an_outlet_that_adds_a_paragraph_has_made_an_update_and_one_that_mends_a_word_has_not(texts):
    first = Article(whole(texts[0], "First"), "A", "2031-03-04")
    added = first._replace(text=f"{first.text}\n\n{texts[1][0]} {texts[1][1]}", day="2031-03-05")
    mended = first._replace(text=first.text.replace(" the ", " this ", 1), day="2031-03-05")
    assert marks([first, added]) == {1: (0, "update")}
    assert marks([first, mended]) == {1: (0, "near")}


def test_a_page_that_was_mostly_rewritten_is_an_update_at_the_same_address_alone(texts):
    first = whole(texts[0], "First")
    later = whole([*texts[1], *texts[0][: len(texts[0]) // 2]], "Later")
    rows = table([Article(first, "A", "2031-03-04"), Article(later, "A", "2031-03-04")])
    assert mark_reprints(rows)["duplicate_of"].isna().all()
    same = mark_reprints(rows.assign(url="https://harbour.example/talks"))
    assert list(same["duplicate_kind"].dropna()) == ["update"]


def test_a_thousand_copies_among_articles_with_one_footer_all_find_the_first(texts):
    others = [Article(f"{' '.join(body)} {FOOTER}", "A", "2031-03-04") for body in texts[1:]]
    words = " ".join(texts[0]).split()
    copies = [
        Article(" ".join("edited" if k == n % len(words) else word for k, word in enumerate(words)), "B", "2031-03-05")
        for n in range(1_000)
    ]
    found = marks([Article(" ".join(words), "A", "2031-03-04"), *others, *copies])
    assert found == {len(texts) + n: (0, "near") for n in range(1_000)}


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_the_order_in_which_files_are_read_and_their_names_change_no_mark(texts, data):
    chance = np.random.default_rng(data.draw(st.integers(0, 99)))
    ways, days = list(COPIES.values()), ["2031-03-04", "2031-03-05", None]
    made = []
    for n in range(data.draw(st.integers(2, 8))):
        body = texts[n % 3]
        if n >= 3:
            body = data.draw(st.sampled_from(ways))(body, texts[9], data.draw(st.sampled_from([0.0, 0.2, 0.5])), chance)
        made.append(Article(" ".join(body), data.draw(st.sampled_from("AB")), data.draw(st.sampled_from(days))))
    rows = table(made)
    order = data.draw(st.permutations(range(len(rows))))
    renamed = rows.assign(path=[f"{n}.txt" for n in order]).iloc[list(order)].reset_index(drop=True)
    columns = ["duplicate_of", "duplicate_kind"]
    before, after = (mark_reprints(r).set_index("article_id")[columns].sort_index() for r in (rows, renamed))
    pd.testing.assert_frame_equal(before, after)
