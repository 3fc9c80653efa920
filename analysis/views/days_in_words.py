"""The days of an event as a reader says them, no more exact than the text: "the third quarter of 2022"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from analysis import dates

SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}
THIRDS = {"start": "early in", "mid": "in the middle of", "end": "late in"}
ORDINALS = ("first", "second", "third", "fourth")
NAMES: dict[str, Callable[[date], str]] = {
    "W": lambda day: f"the week of {_day(day)}",
    "M": lambda day: f"{dates.MONTH_NAMES[day.month - 1]} {day.year}",
    "Q": lambda day: f"the {ORDINALS[day.month // 3]} quarter of {day.year}",
    "H": lambda day: f"the {ORDINALS[day.month // 6]} half of {day.year}",
    "S": lambda day: f"{SEASONS[day.month]} {day.year}" + f" to {day.year + 1}" * (day.month == 12),
    "Y": lambda day: str(day.year),
    "E": lambda day: f"the {day.year}s",
    "C": lambda day: f"the {_ordinal(day.year // 100 + 1)} century",
}
UNIT_OF = {name: unit for unit, name in dates.UNITS.items()}


def days_in_words(start: date, end: date, precision: str) -> str:
    """A day, a whole unit of the calendar, a third of one ("early in 2022"), or the days between which it lies."""
    unit = UNIT_OF.get(precision, "D")
    if unit == "D":
        return _stretch(start, end)
    whole = dates.containing(start, unit)
    if (start, end) == whole[:2]:
        return NAMES[unit](start)
    for which, words in THIRDS.items():
        if (start, end) == dates.part(whole, which)[:2]:
            return f"{words} {NAMES[unit](whole.start)}"
    return f"between {_day(start)} and {_day(end)}"


def whole_unit(start: date, end: date, precision: str) -> bool:
    """Whether the days are exactly a unit of the calendar, as a month or a year is; a day is one."""
    unit = UNIT_OF.get(precision, "D")
    return (start, end) == dates.containing(start, unit)[:2]


def _stretch(start: date, end: date) -> str:
    if start == end:
        return _day(start)
    if start.weekday() == 5 and end == start + timedelta(days=1):
        return f"the weekend of {_day(start)}"
    one_month = (start.year, start.month) == (end.year, end.month)
    return f"{start.day if one_month else _day(start)} to {_day(end)}"


def _day(day: date) -> str:
    return f"{day.day} {dates.MONTH_NAMES[day.month - 1]} {day.year}"


def _ordinal(number: int) -> str:
    ending = "th" if number // 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
