from datetime import date

import numpy as np
import pandas as pd
import pytest

from analysis.views import timeline_folding as folding

SEPTEMBER = (date(2031, 9, 1), date(2031, 9, 30))


def rows(*spans: tuple[str, str]) -> pd.DataFrame:
    start, end = (pd.Series([span[side] for span in spans], dtype="datetime64[us]") for side in (0, 1))
    era = folding.eras(folding.numbers(start), folding.numbers(end), SEPTEMBER)
    return pd.DataFrame(dict(date_start=start, date_end=end, era=era, bin=pd.Series(pd.NA, start.index, dtype="str")))


def test_what_ends_before_the_covered_time_is_background_and_what_reaches_into_it_is_not():
    frame = rows(
        ("1994-01-01", "1994-12-31"), ("2031-08-01", "2031-08-31"), ("2031-08-31", "2031-09-01"),
        ("2031-01-01", "2031-12-31"), ("2031-10-01", "2031-10-01"),
    )  # fmt: skip
    assert list(frame["era"]) == ["before", "before", "covered", "covered", "after"]


def test_where_nothing_is_covered_or_no_period_is_known_nothing_is_folded():
    days = folding.numbers(pd.Series(["1994-05-12", "1995-01-01"], dtype="datetime64[us]"))
    for period in (SEPTEMBER, (None, None)):
        assert set(folding.eras(days, days, period)) == {"covered"}


def test_folded_years_are_narrow_strips_and_the_covered_time_is_to_scale():
    calendar = folding.folded(rows(("1994-01-01", "1994-12-31"), ("2020-12-01", "2020-12-31"), *[
        (f"2031-09-{day:02}", f"2031-09-{day:02}") for day in range(1, 31)
    ]))  # fmt: skip
    assert [strip.name for strip in calendar.strips] == ["1994", "2020"]
    days = folding.numbers(pd.Series(pd.date_range("2031-09-01", "2031-09-30")))
    assert np.allclose(np.diff(calendar.at(days)), calendar.per_day)
    for year, strip in zip((1994, 2020), calendar.strips, strict=True):
        inside = calendar.at(folding.numbers(pd.Series(pd.date_range(f"{year}-01-01", f"{year}-12-31"))))
        assert strip.x0 < inside.min() and inside.max() < strip.x1 < 0
        assert (np.diff(inside) > 0).all()


def test_a_year_that_is_over_when_the_covered_time_begins_lies_left_of_the_break():
    calendar = folding.folded(rows(("2031-03-01", "2031-03-01"), ("2031-09-01", "2031-09-10")))
    march, september = calendar.at(folding.numbers(pd.Series(pd.to_datetime(["2031-03-01", "2031-09-01"]))))
    assert march < -folding.BREAK and september > 0


def test_what_lies_years_ahead_is_folded_at_the_right():
    calendar = folding.folded(rows(("2031-09-01", "2031-09-10"), ("2040-01-01", "2040-12-31")))
    assert calendar.strips[0].x0 > calendar.width and calendar.strips[0].name == "2040"


@pytest.mark.parametrize(
    "years, names",
    [
        (range(1990, 1996), ["1990", "1991", "1992", "1993", "1994", "1995"]),
        (range(1985, 2025), ["1980s", "1990s", "2000s", "2010s", "2020s"]),
        (range(1600, 2000, 30), ["1600\n–99", "1700\n–99", "1800\n–99", "1900\n–99"]),
        (range(1000, 2000, 90), ["1000\n–1999"]),
    ],
)
def test_many_years_share_strips(years, names):
    background = [(f"{year}-01-01", f"{year}-12-31") for year in years]
    assert [s.name for s in folding.folded(rows(*background, ("2031-09-01", "2031-09-02"))).strips] == names


def test_one_day_is_drawn_as_a_day_among_others():
    calendar = folding.folded(rows(("2031-09-05", "2031-09-05")))
    assert calendar.per_day < 0.2 * calendar.width
    assert calendar.at([folding.numbers(pd.Series([pd.Timestamp("2031-09-05")]))[0]])[0] == calendar.width / 2
