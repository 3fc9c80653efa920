"""Anchored forms on the calendar."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.dating import resolve
from analysis.corpus.times import Bounds, resolve_times, rows_of_times
from analysis.extraction.time_events import with_events
from analysis.extraction.times import find_times
from analysis.lexicon import load
from analysis.schema import frame

TUESDAY = date(2022, 9, 13)
EXAMPLES = [row["example"].replace("[", "").replace("]", "") for row in load("time_patterns") if row["example"]]


def times_of(*texts: str, published: str | None = "2022-09-13") -> pd.DataFrame:
    day = date.fromisoformat(published) if published else None
    rows = []
    for number, text in enumerate(texts):
        times = list(with_events(find_times(text), text))
        rows += rows_of_times(f"a{number}", times, resolve_times(times, Bounds(day, day)))
    return frame("times", rows)


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
    ("phrase", "first", "last"),
    [
        ("on 13 Sept", "2022-09-13", "2022-09-13"),
        ("on 13/14 September", "2022-09-13", "2022-09-14"),
        ("on September 12, 13 and 14", "2022-09-12", "2022-09-14"),
        ("on the night of 12-13 September", "2022-09-12", "2022-09-13"),
        ("overnight from Monday to Tuesday", "2022-09-12", "2022-09-13"),
        ("overnight on Monday", "2022-09-12", "2022-09-12"),
        ("in the night to Tuesday", "2022-09-13", "2022-09-13"),
        ("in the night from 12 to 13 September", "2022-09-12", "2022-09-13"),
        ("in the evening of 12 September", "2022-09-12", "2022-09-12"),
        ("in the early hours of Tuesday", "2022-09-13", "2022-09-13"),
        ("shortly before dawn on Tuesday", "2022-09-13", "2022-09-13"),
        ("in Tuesday's talks", "2022-09-13", "2022-09-13"),
        ("since Friday", "2022-09-09", "2022-09-09"),
        ("He gave them until Friday", "2022-09-16", "2022-09-16"),
        ("The summit opens on Friday", "2022-09-16", "2022-09-16"),
        ("The truce lasted until Friday", "2022-09-09", "2022-09-09"),
        ("He will call again on Thursday", "2022-09-15", "2022-09-15"),
        ("this Friday", "2022-09-16", "2022-09-16"),
        ("Thursday last week", "2022-09-08", "2022-09-08"),
        ("next week on Tuesday", "2022-09-20", "2022-09-20"),
        ("on Monday of this week", "2022-09-12", "2022-09-12"),
        ("He will come on Monday week", "2022-09-26", "2022-09-26"),
        ("last Monday week", "2022-09-05", "2022-09-05"),
        ("a week ago on Tuesday", "2022-09-06", "2022-09-06"),
        ("a fortnight ago", "2022-08-29", "2022-09-04"),
        ("10 days ago", "2022-09-04", "2022-09-04"),
        ("some ten days ago", "2022-09-04", "2022-09-04"),
        ("days ago", "2022-09-07", "2022-09-14"),
        ("in two weeks' time", "2022-09-26", "2022-10-02"),
        ("a letter dated Monday", "2022-09-12", "2022-09-12"),
        ("quoted Friday by the agency", "2022-09-09", "2022-09-09"),
        ("at 0430 GMT on Tuesday", "2022-09-13", "2022-09-13"),
        ("Monday evening local time", "2022-09-12", "2022-09-12"),
        ("at five o'clock on Monday", "2022-09-12", "2022-09-12"),
        ("over the past 48 hours", "2022-09-12", "2022-09-14"),
        ("in the coming days", "2022-09-14", "2022-09-21"),
        ("in the days ahead", "2022-09-14", "2022-09-21"),
        ("by the end of the month", "2022-09-21", "2022-09-30"),
        ("in the week of Sept. 5", "2022-09-05", "2022-09-11"),
        ("in the first week of September", "2022-09-05", "2022-09-11"),
        ("in the last days of August", "2022-08-22", "2022-08-31"),
        ("in the second half of August", "2022-08-01", "2022-08-31"),
        ("in mid-May", "2022-05-11", "2022-05-21"),
        ("late last year", "2021-09-02", "2021-12-31"),
        ("in the first half of last year", "2021-01-01", "2021-06-30"),
        ("the year before last", "2020-01-01", "2020-12-31"),
        ("last winter", "2021-12-01", "2022-02-28"),
        ("in the 1990s", "1990-01-01", "1999-12-31"),
        ("in the 1994-2020 conflict", "1994-01-01", "2020-12-31"),
        ("the fighting of 1991-94", "1991-01-01", "1994-12-31"),
        ("20220913", "2022-09-13", "2022-09-13"),
        ("13-09-2022", "2022-09-13", "2022-09-13"),
        ("2022/09/13", "2022-09-13", "2022-09-13"),
        ("09/13/2022 12:41:05", "2022-09-13", "2022-09-13"),
        ("2022-09-13T10:30:00+04:00", "2022-09-13", "2022-09-13"),
    ],
)
def test_every_house_style_of_an_article_of_a_wednesday_falls_on_its_days(phrase, first, last):
    row = times_of(phrase + ".", published="2022-09-14").iloc[0]
    assert (str(row["date_start"].date()), str(row["date_end"].date())) == (first, last)


def test_a_clock_time_belongs_to_the_day_named_behind_its_brackets():
    values = times_of("They spoke at 5pm local time (1300 GMT) on Monday.", published="2022-09-14")["value"]
    assert values.tolist() == ["2022-09-12T17:00", "2022-09-12T13:00", "2022-09-12"]


def test_a_weekday_before_a_date_in_brackets_is_that_day():
    assert values("They met on Monday (5 September).", "2022-09-14") == ["2022-09-05", "2022-09-05"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("On 5 September they met. That evening he left.", "2022-09-05TEV"),
        ("On 5 September they met. He left the next morning.", "2022-09-06TMO"),
        ("On 5 September they met. He had arrived the night before.", "2022-09-04TNI"),
        ("On 5 September they met. Hours later he left.", "2022-09-05/2022-09-06"),
        ("On 5 September they met. In the following days he left.", "PXD"),
        ("They met in September. In the same month last year it rained.", "2021-09"),
        ("The truce took effect on 5 September. A day after the truce he left.", "2022-09-06"),
        ("The vote will be held on 25 September. Two weeks before the vote he left.", "2022-09-11"),
    ],
)
def test_where_the_text_moves_what_follows_is_counted_from_there(text, last):
    row = times_of(text, published="2022-09-14").iloc[-1]
    assert row["value"] == last and not pd.isna(row["date_start"])


def test_beside_an_event_without_a_date_a_length_has_no_days():
    row = times_of("A day after the truce he left.").iloc[0]
    assert row["value"] == "P1D" and pd.isna(row["date_start"])
    assert row["anchor"] == "no date: after an event that the text names next"


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("a 44-day war", "P44D"),
        ("another two weeks", "P2W"),
        ("three straight days", "P3D"),
        ("the entire week", "P1W"),
        ("a decade-long war", "P1E"),
        ("twice a week", "P1W"),
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


@pytest.mark.parametrize("phrase", ["66,000,000 years ago", "99999999999 days later", "12,000 years ago"])
def test_what_lies_beyond_the_calendar_has_no_days_however_large_its_number(phrase):
    row = times_of("It happened " + phrase + ".").iloc[0]
    assert row["anchor"] == "off the calendar" and pd.isna(row["value"]) and pd.isna(row["date_start"])


def test_without_a_publication_date_nothing_is_guessed_and_the_anchor_tells_why():
    rows = times_of("On Tuesday he said that on Sept. 14 and in September 2022 they met.", published=None)
    assert rows["value"].isna().tolist() == [True, True, False]
    assert rows["date_start"].isna().tolist() == [True, True, False]
    assert rows["anchor"].tolist() == [
        "no publication date: weekday Tue, same day or before",
        "no publication date: 14 September, the nearest, past by the tense",
        "as written",
    ]


def test_without_a_publication_date_a_day_takes_the_year_of_the_last_date_told():
    rows = times_of("On 20 December 2030 they met. On 4 January they parted. Two days later she wrote.", published=None)
    assert rows["value"].tolist() == ["2030-12-20", "2031-01-04", "2031-01-06"]
    assert rows["anchor"].tolist()[1] == "narrative date 2030-12-20: 4 January, the nearest"


def test_a_day_before_the_first_full_date_takes_its_year_only_where_all_full_dates_are_of_one():
    assert values("On 2 March he rang. On 5 March 2031 he rang again.", None) == ["2031-03-02", "2031-03-05"]
    mixed = values("On 2 March he rang. The war began on 5 May 2008. It ended on 5 March 2031.", None)
    assert mixed[1:] == ["2008-05-05", "2031-03-05"] and pd.isna(mixed[0])


def test_a_day_that_cannot_be_placed_ends_the_story_told_so_far():
    rows = times_of("It began on 5 May 2028. On Tuesday they met. Two days later they parted.", published=None)
    assert rows["date_start"].isna().tolist() == [False, True, True]


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
    assert values("It was signed and applies by October 31", "2022-08-29") == ["2022-10-31"]


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
