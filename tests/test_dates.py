"""Calendar arithmetic: units, shifts, recurring patterns and TIMEX3 values."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import dates, schema
from analysis.dates import Interval

DAYS = st.dates(min_value=date(1500, 1, 1), max_value=date(2500, 12, 31))
DAY = Interval(date(2022, 9, 13), date(2022, 9, 13), "day")  # a Tuesday


def test_every_unit_is_a_precision_of_the_schema():
    assert set(dates.UNITS.values()) | {"time", "range"} == set(schema.PRECISIONS)


@pytest.mark.parametrize(
    ("unit", "first", "last"),
    [
        ("D", "2022-09-13", "2022-09-13"),
        ("W", "2022-09-12", "2022-09-18"),
        ("M", "2022-09-01", "2022-09-30"),
        ("S", "2022-09-01", "2022-11-30"),
        ("Q", "2022-07-01", "2022-09-30"),
        ("H", "2022-07-01", "2022-12-31"),
        ("Y", "2022-01-01", "2022-12-31"),
        ("E", "2020-01-01", "2029-12-31"),
        ("C", "2000-01-01", "2099-12-31"),
    ],
)
def test_a_unit_that_holds_a_day_has_its_first_and_last_day(unit, first, last):
    interval = dates.containing(DAY.start, unit)
    assert (str(interval.start), str(interval.end)) == (first, last)


def test_january_belongs_to_the_winter_that_began_in_december():
    assert dates.containing(date(2023, 1, 15), "S")[:2] == (date(2022, 12, 1), date(2023, 2, 28))
    assert dates.iso(dates.containing(date(2023, 1, 15), "S")) == "2022-WI"


def test_a_month_after_the_31st_is_the_last_day_of_the_shorter_month():
    assert dates.shift(date(2024, 1, 31), 1, "M") == date(2024, 2, 29)
    assert dates.shift(date(2024, 2, 29), -1, "Y") == date(2023, 2, 28)


def test_a_shift_off_the_calendar_is_refused():
    with pytest.raises(OverflowError):
        dates.shift(date(2022, 1, 1), -300, "E")


def test_a_day_cannot_be_counted_from_a_year():
    assert dates.moved(dates.containing(DAY.start, "Y"), 2, "D") is None
    assert dates.moved(DAY, 2, "D") == Interval(date(2022, 9, 15), date(2022, 9, 15), "day")


def test_a_year_before_a_quarter_is_a_quarter():
    assert dates.iso(dates.moved(dates.parse("1989-Q3"), -1, "Y")) == "1988-Q3"


@pytest.mark.parametrize(
    ("pattern", "relation", "value"),
    [
        ("XXXX-WXX-2", "~", "2022-09-13"),
        ("XXXX-WXX-2", "<", "2022-09-06"),
        ("XXXX-WXX-2", ">", "2022-09-20"),
        ("XXXX-WXX-1", "~", "2022-09-12"),
        ("XXXX-WXX-1", "~>", "2022-09-19"),
        ("XXXX-WXX-WE", "~", "2022-W36-WE"),
        ("XXXX-09-14", "~", "2022-09-14"),
        ("XXXX-01-31", "~<", "2022-01-31"),
        ("XXXX-12", "~", "2022-12"),
        ("XXXX-12", "~<", "2021-12"),
        ("XXXX-03", "~>", "2023-03"),
        ("XXXX-SU", "~", "2022-SU"),
        ("XXXX-Q1", "<", "2022-Q1"),
        ("XX8", "~", "198"),
        ("XXXX-02-29", "<", "2020-02-29"),
    ],
)
def test_the_instance_of_a_pattern_follows_the_relation(pattern, relation, value):
    assert dates.iso(dates.matching(pattern, relation, DAY)) == value


@given(DAYS, st.integers(1, 7))
def test_a_weekday_on_or_before_a_day_is_less_than_a_week_away(day, weekday):
    found = dates.matching(f"XXXX-WXX-{weekday}", "<=", Interval(day, day, "day"))
    assert found.start.isoweekday() == weekday
    assert timedelta(0) <= day - found.start < timedelta(7)


@given(DAYS, st.sampled_from("DWMSQHYEC"))
def test_a_value_written_is_read_back_as_the_same_interval(day, unit):
    interval = dates.containing(day, unit)
    value = dates.iso(interval)
    assert dates.parse(f"C{int(value) + 1}" if unit == "C" else value) == interval
    assert interval.start <= day <= interval.end


@given(st.text(alphabet="0123456789-WQHSPUX", max_size=12))
def test_any_value_is_read_or_refused_and_never_fails(value):
    interval = dates.parse(value)
    assert interval is None or interval.start <= interval.end


@given(DAYS, st.sampled_from("WMQY"), st.sampled_from(["start", "mid", "end"]))
def test_a_part_lies_within_its_whole(day, unit, which):
    whole = dates.containing(day, unit)
    piece = dates.part(whole, which)
    assert whole.start <= piece.start <= piece.end <= whole.end
