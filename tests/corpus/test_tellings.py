"""The days that a date in a sentence comes to, was its article published on one day or another."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from analysis.corpus.dating import resolve
from analysis.corpus.tellings import days_of

FORMS = ["pub ~<XXXX-WXX-2", "pub ~>XXXX-WXX-5 TMO", "pub <XXXX-WXX-7", "pub -P1W", "pub +P3D", "pub -P0D TEV"]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_said_against_the_day_of_publication_moves_with_it_over_years_and_leap_days(form):
    for n in range(0, 1200, 13):
        day = date(1999, 12, 20) + timedelta(days=n)
        what = resolve(form, day)
        assert days_of(form, day) == (what.date_start, what.date_end), day


def test_a_time_off_the_calendar_and_one_of_more_than_a_week_come_to_no_days():
    assert days_of("pub -P999999D", date(2031, 3, 5)) is None
    assert days_of("pub +P9999999W", date(2031, 3, 5)) is None
    assert days_of("pub +P9W", date(9999, 12, 20)) is None
    assert days_of("pub ~<XXXX-02-30", date(2031, 3, 5)) is None
