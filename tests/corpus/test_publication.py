"""When an article that states no date was published: bounds that its own dates and the other articles allow."""

from __future__ import annotations

import pandas as pd
import pytest

DATED = """Title: Shells fall on the old harbour
Date: 2031-03-05
Source: Sample Wire

Orvania shelled the old harbour of Vesland on Tuesday, and two Veslandic ferries burned at the northern quay. Foreign \
Minister Mara Lindqvist of Vesland spoke by telephone with President Tomas Brandt of Orvania late on Tuesday about the \
burning ferries. She told reporters at the lighthouse on Wednesday that divers were searching the northern quay.
"""
UNDATED = """Title: Ministers meet

Foreign Minister Mara Lindqvist of Vesland met Envoy Ilse Okoro on Monday. Orvania shelled the old harbour of Vesland \
last week, and two Veslandic ferries burned at the northern quay. Lindqvist spoke by telephone with President Tomas \
Brandt of Orvania on March 4 about the burning ferries.
"""
FIRST, LAST = pd.Timestamp("2031-03-10"), pd.Timestamp("2031-03-16")


def article_of(tables, path):
    (article,) = tables.articles[tables.articles["path"] == path].itertuples()
    return article


def time_of(tables, path, text):
    rows = tables.times[tables.times["article_id"] == article_of(tables, path).article_id]
    (time,) = rows[rows["text"] == text].itertuples()
    return time


@pytest.fixture(scope="module")
def narrowed(build_from):
    return build_from({"a.txt": DATED, "b.txt": UNDATED})


def test_a_dated_article_on_the_same_event_gives_the_week(narrowed):
    article = article_of(narrowed, "b.txt")
    assert (article.published_earliest, article.published_latest) == (FIRST, LAST)
    assert (article.published_basis, pd.isna(article.published)) == ("inferred", True)


def test_what_is_inferred_is_said_with_its_witness_and_a_remedy(narrowed):
    notes = narrowed.problems[narrowed.problems["stage"] == "corpus"]
    (note,) = notes.itertuples()
    assert note.path == "b.txt" and "2031-03-10" in note.message and "a.txt" in note.message
    assert "Date:" in note.remedy


def test_a_date_on_which_all_days_of_the_bounds_agree_stands(narrowed):
    monday = time_of(narrowed, "b.txt", "Monday")
    assert (monday.value, monday.date_precision) == ("2031-03-10", "day")
    assert monday.anchor.startswith("publication between 2031-03-10 and 2031-03-16")
    (meeting,) = narrowed.communications[narrowed.communications["channel"] == "meeting"].itertuples()
    assert meeting.date_start == meeting.date_end == FIRST


def test_a_date_on_which_they_differ_is_their_range(build_from):
    tables = build_from({"a.txt": DATED, "b.txt": UNDATED + "\nOkoro arrived yesterday.\n"})
    time = time_of(tables, "b.txt", "yesterday")
    assert (pd.isna(time.value), time.date_precision) == (True, "range")
    assert (time.date_start, time.date_end) == (FIRST - pd.Timedelta(days=1), LAST - pd.Timedelta(days=1))


def test_other_news_of_the_same_people_gives_no_bounds(build_from):
    other = (
        "Title: Nets\n\nForeign Minister Mara Lindqvist of Vesland opened a library on Monday. It was cold on Sunday."
    )
    article = article_of(build_from({"a.txt": DATED, "b.txt": other}), "b.txt")
    assert (article.published_basis, pd.isna(article.published_earliest)) == ("none", True)


def test_an_article_with_inferred_bounds_narrows_no_other(build_from):
    own = (
        "Envoy Ilse Okoro of Orvania opened the flooded archive of Halvern on Monday with mayor Piet Hallam. Mayor "
        "Piet Hallam told reporters on Sunday that Envoy Ilse Okoro had pumped the flooded archive dry."
    )
    tables = build_from({"a.txt": DATED, "b.txt": f"{UNDATED}\n{own}\n", "c.txt": f"Title: The archive\n\n{own}\n"})
    bases = tables.articles.set_index("path")["published_basis"]
    assert dict(bases) == {"a.txt": "header", "b.txt": "inferred", "c.txt": "none"}


def test_a_reprint_is_no_witness_of_its_own_date(build_from):
    reprint = DATED.replace("Date: 2031-03-05\n", "")
    assert set(build_from({"a.txt": DATED, "b.txt": reprint}).articles["published_basis"]) == {"header", "none"}


@pytest.mark.parametrize(
    ("sentence", "earliest", "latest"),
    [
        ("Foreign Minister Mara Lindqvist met President Tomas Brandt on 3 March 2031.", "2031-03-03", None),
        ("Foreign Minister Mara Lindqvist will meet President Tomas Brandt on 9 March 2031.", None, "2031-03-09"),
        ("Mara Lindqvist said the ferry was restricted until 2 May 2035.", None, None),
        ("Foreign Minister Mara Lindqvist met President Tomas Brandt on Monday.", None, None),
    ],
)
def test_full_dates_bound_the_day_on_one_side(build_from, sentence, earliest, latest):
    article = article_of(build_from({"a.txt": f"Title: Note\n\n{sentence}\n"}), "a.txt")
    found = article.published_earliest, article.published_latest
    assert found == (pd.Timestamp(earliest), pd.Timestamp(latest)) or all(map(pd.isna, (*found, earliest, latest)))
    assert article.published_basis == ("inferred" if earliest or latest else "none")


def test_a_day_last_changed_is_no_bound(build_from):
    article = article_of(build_from({"a.txt": "Title: Note\nUpdated: 2031-03-07\n\nIt rained on Monday.\n"}), "a.txt")
    assert article.published_basis == "none" and pd.isna(article.published_latest)
