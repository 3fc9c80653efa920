"""The invented news that growth is measured with: the same stream whatever its length, and made as its makers say."""

import re
from collections import Counter

import pytest

from analysis.corpus.duplicates import mark_reprints
from analysis.reading import read_articles
from benchmarks.invented_news import A_DAY, News, articles, write
from benchmarks.invented_telling import RULES, Telling


@pytest.fixture(scope="module")
def stream():
    return list(articles(160))


def test_a_longer_stream_begins_with_the_shorter_one_and_another_seed_tells_something_else(stream):
    news = News()
    assert [news.article(number) for number in (159, 17, 130)] == [stream[159], stream[17], stream[130]]
    assert not {article.body for article in articles(20, seed=8)} & {article.body for article in stream}


def test_no_slot_is_left_open_and_every_slot_is_known(stream):
    assert not [article.text for article in stream if re.search(r"[{}|]|  |\bNone\b| [,.]", article.text)]
    slots = {slot for forms in RULES.values() for form in forms for slot in re.findall(r"\{(\w+)", form)}
    people = {"A", "B", "C", "S"}
    assert all(slot.lower() in RULES or hasattr(Telling, f"_{slot.lower()}") for slot in slots - people)


def test_articles_are_as_long_as_news_and_as_many_a_day_and_few_are_undated(stream):
    assert all(120 <= len(article.body.split()) <= 520 for article in stream)
    days = Counter(article.published for article in stream)
    assert days.pop(None, 0) <= 12 and max(days.values()) <= A_DAY and len(days) == 160 // A_DAY


def test_the_cast_grows_with_the_stream_and_some_are_named_again_and_again():
    news = News()
    named = [person.family for n in range(0, 4_000, 8) for person in news.story(n).people.values()]
    counts = Counter(named)
    assert len(set(named[:300])) < 0.4 * len(counts) and counts.most_common(1)[0][1] > 8


def test_some_stories_are_told_more_than_once_in_other_words_and_few_texts_are_copies(stream, tmp_path):
    news = News()
    stories = Counter(id(news.story(number)) for number in range(60))
    assert 30 < len(stories) < 55
    copies = len(stream) - len({article.body.partition("—")[2] for article in stream})
    assert 1 <= copies <= 10
    write(tmp_path, 160, lines=True)
    marked = mark_reprints(read_articles(tmp_path)[0])["duplicate_of"].notna().sum()
    assert copies <= marked <= 0.08 * len(stream)


def test_files_and_lines_hold_the_same_articles(tmp_path):
    write(tmp_path / "files", 12)
    write(tmp_path / "lines", 12, lines=True)
    read = [read_articles(tmp_path / kind)[0] for kind in ("files", "lines")]
    told = [table.sort_values("text")[["title", "source", "published", "text"]].to_dict("list") for table in read]
    assert len(read[0]) == 12 and told[0] == told[1]
