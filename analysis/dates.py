"""Calendar arithmetic on intervals of days.

An ``Interval`` is a first day, a last day and how exact the wording is (a precision of the schema).  A *pattern* is a
TIMEX3 value with holes ("XXXX-09-13", "XXXX-SU", "XXXX-WXX-2") that recurs every year or every week; ``matching``
finds the instance meant.  Weeks begin on Monday (ISO 8601), seasons are the meteorological ones of the northern
hemisphere, and a winter bears the year in which it begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
               "November", "December")  # fmt: skip
UNITS = {
    "D": "day",
    "W": "week",
    "M": "month",
    "S": "season",
    "Q": "quarter",
    "H": "half",
    "Y": "year",
    "E": "decade",
    "C": "century",
}
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "AU": 9, "WI": 12}  # first month
SEASON_OF = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
MONTHS = {"M": 1, "S": 3, "Q": 3, "H": 6, "Y": 12, "E": 120, "C": 1200}  # length of a unit in months
DAYS = {"D": 1, "W": 7}
FULL = re.compile(r"(\d{4})(?:-(?:(\d\d)(?:-(\d\d))?|W(\d\d)(?:-([1-7]|WE))?|Q([1-4])|H([12])|(SP|SU|FA|AU|WI)))?")
MONTH_GRAINED = {UNITS[unit]: unit for unit in MONTHS}
TENSE_DAYS = 210  # what the tense of the verb is worth against nearness, when a day without a year is placed


class Interval(NamedTuple):
    """First and last day, both included, and the precision of the wording."""

    start: date
    end: date
    precision: str


FITS: dict[str, Callable[[Interval, Interval], bool]] = {
    "<=": lambda one, to: one.start <= to.start,
    "<": lambda one, to: one.end < to.start,
    ">=": lambda one, to: one.end >= to.start,
    ">": lambda one, to: one.start > to.end,
    "=": lambda one, to: to.start <= one.start <= to.end,
}


def shift(day: date, count: int, unit: str) -> date:
    """The day ``count`` units later; the 31st becomes the last of a shorter month.  OverflowError off the calendar."""
    if unit in DAYS:
        return day + timedelta(days=count * DAYS[unit])
    year, month = divmod(day.year * 12 + day.month - 1 + count * MONTHS[unit], 12)
    if not 1 <= year <= 9998:
        raise OverflowError("the year is off the calendar")
    return date(year, month + 1, min(day.day, _days_in(year, month + 1)))


def containing(day: date, unit: str) -> Interval:
    """The calendar unit that holds the day."""
    if unit == "D":
        return Interval(day, day, "day")
    if unit == "W":
        first = day - timedelta(days=day.weekday())
        return Interval(first, first + timedelta(days=6), "week")
    if unit == "S":
        first = date(day.year, day.month, 1)
        return _of_months(shift(first, -(day.month % 3), "M"), unit)
    if unit in "EC":
        years = MONTHS[unit] // 12
        return _of_months(date(max(1, day.year // years * years), 1, 1), unit)
    return _of_months(date(day.year, (day.month - 1) // MONTHS[unit] * MONTHS[unit] + 1, 1), unit)


def moved(interval: Interval, count: int, unit: str) -> Interval | None:
    """The interval ``count`` units later, as exact as before; None where it is coarser than the unit."""
    coarse = interval.precision in MONTH_GRAINED
    if coarse and (unit in DAYS or MONTHS[unit] < MONTHS[MONTH_GRAINED[interval.precision]]):
        return None
    start = shift(interval.start, count, unit)
    if coarse:
        return _of_months(start, MONTH_GRAINED[interval.precision])
    return Interval(start, shift(interval.end, count, unit), interval.precision)


def part(interval: Interval, which: str) -> Interval:
    """The first, middle or last third of an interval; a day stays whole."""
    length = (interval.end - interval.start).days + 1
    third = length // 3
    first, last = {"start": (0, third), "mid": (third, length - third), "end": (length - third, length)}[which]
    if length < 3:
        return interval
    return interval._replace(
        start=interval.start + timedelta(days=first), end=interval.start + timedelta(days=last - 1)
    )


def parse(value: str) -> Interval | None:
    """The interval of a TIMEX3 date: 2022, 2022-09, 2022-09-13, 2022-W37, 2022-W37-WE, 2022-Q3, 2022-H1, 2022-SU.

    Also 199, a decade, and C20, the twentieth century.  None for what is not on the calendar.
    """
    try:
        return _parse(value)
    except (ValueError, OverflowError):
        return None


def iso(interval: Interval) -> str:
    """The TIMEX3 value of an interval; ``first/last`` where no single value exists."""
    start, precision = interval.start, interval.precision
    if precision == "week":
        return "{}-W{:02}".format(*start.isocalendar()[:2])
    if precision == "range":
        if start.weekday() == 5 and interval.end == start + timedelta(days=1):
            return "{}-W{:02}-WE".format(*start.isocalendar()[:2])
        return f"{start}/{interval.end}"
    year = f"{start.year:04}"
    values = {
        "month": f"-{start.month:02}",
        "quarter": f"-Q{start.month // 3 + 1}",
        "half": f"-H{start.month // 6 + 1}",
        "season": f"-{SEASON_OF.get(start.month, '')}",
        "year": "",
    }
    if precision in values:
        return year + values[precision]
    return {"decade": year[:3], "century": year[:2]}.get(precision, start.isoformat())


def matching(pattern: str, relation: str, reference: Interval) -> Interval | None:
    """The instance of a recurring pattern that stands in a relation to the reference.

    ``<=`` on or before, ``<`` before, ``>=`` on or after, ``>`` after, ``=`` the first one within; ``~`` the likely
    one, ``~<`` and ``~>`` where the tense says past or future: a weekday by the tense, else on or before; a day or
    month of the year by nearness, with the tense as a weight.
    """
    weekly = pattern.startswith("XXXX-WXX")
    if weekly and relation.startswith("~"):
        relation = ">=" if relation == "~>" else "<="
    found = _instances(pattern, reference)
    if relation.startswith("~"):
        return min(found, key=lambda one: _cost(one, relation, reference.start), default=None)
    fitting = [one for one in found if FITS[relation](one, reference)]
    return (max if relation.startswith("<") else min)(fitting, default=None)


def _instances(pattern: str, reference: Interval) -> list[Interval]:
    """Instances about the reference: of two weeks to each side, of the years (29 February: eight), of the centuries."""
    if pattern.startswith("XXXX-WXX"):
        monday = containing(reference.start, "W").start
        weeks = (shift(monday, n, "W") for n in range(-2, 3))
        values = ["{}-W{:02}{}".format(*week.isocalendar()[:2], pattern[8:]) for week in weeks]
    elif pattern.startswith("XX"):
        stem = pattern.lstrip("X")
        reach = 8 if stem == "-02-29" else 1
        year = reference.start.year
        last = max(year, reference.end.year)
        values = (
            [f"{n:04}{stem}" for n in range(year - reach, last + reach + 1)]
            if stem.startswith("-")
            else [f"{n:02}{stem}" for n in range(year // 100 - 1, year // 100 + 2)]
        )
    else:
        values = [pattern]
    return [one for one in map(parse, values) if one]


def _cost(one: Interval, relation: str, day: date) -> int:
    """Days between instance and day; half a day's tie goes to the past, a contrary tense costs ``TENSE_DAYS``."""
    if one.start <= day <= one.end:
        return 0
    past = one.end < day
    distance = 2 * (day - one.end).days if past else 2 * (one.start - day).days + 1
    return distance + 2 * TENSE_DAYS * (relation == ("~>" if past else "~<"))


@lru_cache(maxsize=4096)
def _parse(value: str) -> Interval | None:
    if re.fullmatch(r"\d{3}", value):
        return containing(date(int(value) * 10, 1, 1), "E")
    if re.fullmatch(r"C\d\d?", value):
        return containing(date(max(1, int(value[1:]) * 100 - 100), 1, 1), "C")
    found = FULL.fullmatch(value)
    if not found:
        return None
    year, (month, day, week, weekday, quarter, half, season) = int(found[1]), found.groups()[1:]
    if week:
        monday = date.fromisocalendar(year, int(week), 1)
        if weekday == "WE":
            return Interval(monday + timedelta(days=5), monday + timedelta(days=6), "range")
        return containing(monday + timedelta(days=int(weekday) - 1), "D") if weekday else containing(monday, "W")
    first = date(year, int(month or SEASONS.get(season) or int(quarter or 1) * 3 - 2), int(day or 1))
    if half:
        first = date(year, int(half) * 6 - 5, 1)
    unit = "D" if day else "M" if month else "S" if season else "Q" if quarter else "H" if half else "Y"
    return containing(first, unit) if unit == "D" else _of_months(first, unit)


def _of_months(first: date, unit: str) -> Interval:
    return Interval(first, shift(first, MONTHS[unit], "M") - timedelta(days=1), UNITS[unit])


def _days_in(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day
