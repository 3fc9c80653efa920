"""Anchored forms on the calendar."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.dating import resolve, resolve_times
from analysis.extraction.times import find_times
from analysis.lexicon import load

TUESDAY = date(2022, 9, 13)
EXAMPLES = [row["example"].replace("[", "").replace("]", "") for row in load("time_patterns") if row["example"]]


def times_of(*texts: str, published: str | None = "2022-09-13") -> pd.DataFrame:
    found = [
        {"article_id": f"a{number}", **vars(time)} for number, text in enumerate(texts) for time in find_times(text)
    ]
    articles = pd.DataFrame(
        {
            "article_id": [f"a{number}" for number in range(len(texts))],
            "published": pd.to_datetime(pd.Series([published] * len(texts))),
        }
    )
    return resolve_times(pd.DataFrame(found), articles)


def values(text: str, published: str | None = "2022-09-13") -> list[str | None]:
    return [None if pd.isna(value) else value for value in times_of(text, published=published)["value"]]


@pytest.mark.parametrize(
    ("phrase", "value", "first", "last", "precision"),
    [
        ("It attacked on Tuesday", "2022-09-13", "2022-09-13", "2022-09-13", "day"),
        ("It began Monday", "2022-09-12", "2022-09-12", "2022-09-12", "day"),
        ("He spoke overnight", "2022-09-13TNI", "2022-09-13", "2022-09-13", "time"),
        ("Later on Tuesday he spoke", "2022-09-13", "2022-09-13", "2022-09-13", "day"),
        ("They met last week", "2022-W36", "2022-09-05", "2022-09-11", "week"),
        ("They meet next week", "2022-W38", "2022-09-19", "2022-09-25", "week"),
        ("on September 14", "2022-09-14", "2022-09-14", "2022-09-14", "day"),
        ("on Sept. 13-14", "2022-09-13/2022-09-14", "2022-09-13", "2022-09-14", "range"),
        ("between Sept. 28 and Oct. 3, 2021", "2021-09-28/2021-10-03", "2021-09-28", "2021-10-03", "range"),
        ("in mid-September", "2022-09", "2022-09-11", "2022-09-20", "month"),
        ("earlier this year", "2022", "2022-01-01", "2022-09-13", "year"),
        ("two years ago", "2020", "2020-01-01", "2020-12-31", "year"),
        ("the last few days", "PXD", "2022-09-06", "2022-09-13", "range"),
        ("over the weekend", "2022-W36-WE", "2022-09-10", "2022-09-11", "range"),
        ("in 2020", "2020", "2020-01-01", "2020-12-31", "year"),
        ("at 5pm local time", "2022-09-13T17:00", "2022-09-13", "2022-09-13", "time"),
        ("He will meet him on Friday", "2022-09-16", "2022-09-16", "2022-09-16", "day"),
        ("He will meet him on Tuesday", "2022-09-13", "2022-09-13", "2022-09-13", "day"),
        ("this past Friday", "2022-09-09", "2022-09-09", "2022-09-09", "day"),
        ("the first Tuesday of November", "2022-11-01", "2022-11-01", "2022-11-01", "day"),
        ("in the '80s", "198", "1980-01-01", "1989-12-31", "decade"),
        ("in the fourth century", "03", "0300-01-01", "0399-12-31", "century"),
        ("last summer", "2022-SU", "2022-06-01", "2022-08-31", "season"),
    ],
)
def test_a_phrase_of_an_article_of_a_tuesday_falls_on_its_days(phrase, value, first, last, precision):
    row = times_of(phrase + ".").iloc[0]
    assert (row["value"], str(row["date_start"].date()), str(row["date_end"].date()), row["date_precision"]) == (
        value,
        first,
        last,
        precision,
    )


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("a 44-day war", "P44D"),
        ("several hours", "PTXH"),
        ("half an hour", "PT30M"),
        ("two and a half years", "P2Y6M"),
        ("a decade and a half", "P15Y"),
        ("every Monday", "XXXX-WXX-1"),
        ("now", "PRESENT_REF"),
        ("recently", "PAST_REF"),
    ],
)
def test_what_has_no_place_on_the_calendar_has_a_value_and_no_days(phrase, value):
    row = times_of(phrase + ".").iloc[0]
    assert row["value"] == value
    assert pd.isna(row["date_start"]) and pd.isna(row["date_end"]) and pd.isna(row["date_precision"])


def test_without_a_publication_date_nothing_is_guessed_and_the_anchor_tells_why():
    rows = times_of("On Tuesday he said that on Sept. 14 and in September 2022 they met.", published=None)
    assert rows["value"].isna().tolist() == [True, True, False]
    assert rows["date_start"].isna().tolist() == [True, True, False]
    assert rows["anchor"].tolist() == [
        "no publication date: weekday Tue, same day or before",
        "no publication date: 14 September, the nearest, past by the tense",
        "as written",
    ]


def test_the_anchor_says_how_a_weekday_was_placed():
    assert resolve("pub ~XXXX-WXX-2", TUESDAY).anchor == "publication: weekday Tue, same day or before"
    assert resolve("nar +P2D~", TUESDAY, (date(2020, 9, 27), date(2020, 9, 27))).anchor == (
        "narrative date 2020-09-27: 2 days later"
    )


def test_two_days_later_is_told_against_the_date_that_the_text_named():
    assert values("It began on September 27, 2020. Two days later Baku replied.") == ["2020-09-27", "2020-09-29"]


def test_a_glance_back_or_ahead_does_not_move_the_story():
    assert values("On Monday he spoke. A week earlier he had not. The following day he left.")[2] == "2022-09-13"
    assert values("On Friday it announced rules that will take effect on December 10. They came the same day.") == [
        "2022-09-09",
        "2022-12-10",
        "2022-09-09",
    ]


def test_a_day_is_never_counted_from_a_year():
    assert values("In 1998 it rained. The previous day he spoke.") == ["1998", "2022-09-12"]


def test_articles_do_not_share_their_narrative_dates():
    rows = times_of("It began on September 27, 2020.", "Two days later it ended.")
    assert rows["value"].tolist() == ["2020-09-27", "2022-09-15"]


def test_a_day_without_a_year_is_the_nearest_one():
    assert values("in a ceasefire of December 30", "2023-01-05") == ["2022-12-30"]
    assert values("payable January 5", "2022-12-30") == ["2023-01-05"]


def test_no_expressions_give_the_empty_table():
    assert len(times_of("Nothing is dated here.")) == 0


@given(st.sampled_from(EXAMPLES), st.one_of(st.none(), st.dates()), st.one_of(st.none(), st.dates()))
def test_every_form_resolves_on_any_calendar(example, published, told):
    for time in find_times(example + "."):
        what = resolve(time.anchored, published, (told, told) if told else None)
        assert (what.date_start is None) == (what.date_end is None) == (what.precision is None)
        assert what.date_start is None or what.date_start <= what.date_end
        assert what.anchor


@given(st.sampled_from(EXAMPLES))
def test_without_any_date_only_what_is_written_in_full_is_dated(example):
    for time in find_times(example + "."):
        what = resolve(time.anchored, None)
        assert what.date_start is None or what.anchor.startswith("as written")
