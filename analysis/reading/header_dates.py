"""The few layouts in which headers state a day; whatever else looks like a date is refused.

A general date guesser reads "we", "may" and 03/04/2022 as dates and fills a missing year with today's.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from analysis import lexicon

_CLOCK = re.compile(
    r"(?:T|,?\s{0,3}(?:at|-|–|\|)?\s{0,3})\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\.\d{1,9})?\s?(?:[ap]\.?m\.?)?"
    r"\s?(?:Z|UTC|GMT|[A-Z]{2,4}|[+-]\d{2}:?\d{2})?(?:\s?\([^()]{1,20}\))?",
    re.IGNORECASE,
)
_IN_NAME = re.compile(r"(?<![0-9A-Za-z])(\d{4})([-_.]?)(\d{2})\2(\d{2})(?![0-9A-Za-z])")
_LONGEST = 80


@cache
def words_of(kind: str) -> dict[str, str]:
    """Words of the header lexicon of one kind, with their values."""
    return {row["word"]: row["value"] for row in lexicon.load("header_words") if row["kind"] == kind}


def parse_date(text: str) -> date | None:
    """The day that the whole text states (weekday and clock time allowed), or None."""
    found = date_at_start(text)
    if found is None:
        return None
    day, rest = found
    return day if rest.strip(" .") == "" or _CLOCK.fullmatch(rest.rstrip()) else None


def date_at_start(text: str) -> tuple[date, str] | None:
    """The day that the text begins with, and the rest of the text."""
    for layout in _layouts():
        match = layout.match(text[:_LONGEST])
        if match:
            day = _day(match.groupdict())
            return (day, text[match.end() :]) if day else None
    return None


def date_in_name(stem: str) -> date | None:
    """The one day that a file name states as 2022-09-13 or 20220913; None where there is none, or several."""
    found = {_valid(int(m[1]), int(m[3]), int(m[4])) for m in _IN_NAME.finditer(stem)} - {None}
    return found.pop() if len(found) == 1 else None


@cache
def _layouts() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<month>{_alternatives('month')})\.?"
    day, year = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>\d{4})"
    weekday = rf"(?:(?:{_alternatives('weekday')})\.?,?\s{{1,3}})?"
    layouts = (
        rf"{year}(?P<sign>[-/])(?P<number>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})",
        rf"{year}(?P<number>\d{{2}})(?P<day>\d{{2}})",
        rf"(?P<one>\d{{1,2}})[./](?P<other>\d{{1,2}})[./]{year}",
        rf"{month}\s{{1,3}}{day},?\s{{1,3}}{year}",
        rf"{day}\s{{1,3}}{month},?\s{{1,3}}{year}",
    )
    return tuple(re.compile(rf"{weekday}{layout}(?![0-9-])", re.IGNORECASE) for layout in layouts)


def _alternatives(kind: str) -> str:
    return "|".join(sorted(words_of(kind), key=len, reverse=True))


def _day(parts: dict[str, str]) -> date | None:
    year = int(parts["year"])
    if "one" in parts:  # day and month in either order: a date only where one order is none
        one, other = int(parts["one"]), int(parts["other"])
        readings = {_valid(year, one, other), _valid(year, other, one)} - {None}
        return readings.pop() if len(readings) == 1 else None
    month = parts["number"] if "number" in parts else words_of("month")[parts["month"].lower()]
    return _valid(year, int(month), int(parts["day"]))


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1800 <= year < 2100 else None
    except ValueError:
        return None
