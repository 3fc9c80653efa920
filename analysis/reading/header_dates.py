"""The few layouts in which headers state a day, in a dozen languages; whatever else looks like a date is refused.

A general date guesser reads "we", "may" and 03/04/2022 as dates and fills a missing year with today's.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from analysis import lexicon
from analysis.reading.draft import Remark

_IN_NAME = re.compile(r"(?<![0-9A-Za-z])(\d{4})([-_.]?)(\d{2})\2(\d{2})(?![0-9A-Za-z])")
_YEAR = re.compile(r"\d{4}")
_LONGEST, _LONGEST_LINE = 80, 300


class Stated(NamedTuple):
    """A day, and the words of its line before and after it."""

    day: date
    before: str
    after: str


@cache
def words_of(kind: str) -> dict[str, str]:
    """Words of the header lexicon of one kind, with their values."""
    return {row["word"]: row["value"] for row in lexicon.load("header_words") if row["kind"] == kind}


def parse_date(text: str) -> date | None:
    """The day that the whole text states (weekday, clock time and zone allowed), or None."""
    found = date_at_start(text)
    return found[0] if found and _after_day().fullmatch(found[1]) else None


def not_a_day(value: str) -> Remark:
    """The remark about a stated date that was not understood."""
    message = f"the date “{value}” is incomplete, on no calendar or can be read in several ways"
    return Remark("warning", message, "write it as YYYY-MM-DD; years from 1800 to 2099 are understood", "header")


def date_at_start(text: str) -> tuple[date, str] | None:
    """The day that the text begins with, and the rest of the text."""
    head = text[:_LONGEST]
    for layout in _layouts() if _YEAR.search(head) else ():
        match = layout.match(head)
        if match:
            day = _day(match.groupdict())
            return (day, text[match.end() :]) if day else None
    return None


def date_in_line(text: str) -> Stated | None:
    """The one day that a line states among other things ("Sample Daily, mardi 14 mars 2006, p. 16")."""
    found: dict[date, Stated] = {}
    for layout in _layouts() if _YEAR.search(text) else ():
        for match in layout.finditer(text[:_LONGEST_LINE]):
            day = _day(match.groupdict())
            if day:
                found.setdefault(day, Stated(day, text[: match.start()].rstrip(" ,"), text[match.end() :].lstrip(" ,")))
    return found.popitem()[1] if len(found) == 1 else None


def date_in_name(stem: str) -> date | None:
    """The one day that a file name states as 2022-09-13 or 20220913; None where there is none, or several."""
    found = {_valid(int(m[1]), int(m[3]), int(m[4])) for m in _IN_NAME.finditer(stem)} - {None}
    return found.pop() if len(found) == 1 else None


@cache
def _layouts() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<month>{_any_of('month', 'month_abroad')})\.?"
    day, year = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|[eº°ª](?!\w)|\.)?", r"(?P<year>\d{4})"
    weekday = rf"(?:(?:{_any_of('weekday', 'weekday_abroad')})\.?,?\s{{1,3}})?"
    before, of = (rf"(?:(?:{_any_of(kind)})\s{{1,3}})?" for kind in ("day_word", "of_word"))
    layouts = (
        rf"{year}(?P<sign>[-/.])(?P<number>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})",
        rf"{year}(?P<number>\d{{2}})(?P<day>\d{{2}})",
        rf"(?P<one>\d{{1,2}})[./](?P<other>\d{{1,2}})[./]{year}",
        rf"{month}\s{{1,3}}{day},?\s{{1,3}}{of}{year}",
        rf"{day}(?:\s{{1,3}}|(?<=\.)){of}{month},?\s{{1,3}}{of}{year}",
        rf"{day}(?P<sign>[-/]){month}(?P=sign){year}",
        rf"{year}\s?年\s?(?P<number>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?日",
    )
    return tuple(
        re.compile(rf"(?<![\w/]){before}{weekday}{before}{layout}(?![0-9-])", re.IGNORECASE) for layout in layouts
    )


@cache
def _after_day() -> re.Pattern[str]:
    """What may follow a day that is all that a text states: its weekday, the hour, a time zone."""
    weekday = rf"(?:,?\s{{0,3}}\(?(?:{_any_of('weekday', 'weekday_abroad')})\b\.?\)?)?"
    at = rf"(?:T|,?\s{{0,3}}(?:{_any_of('clock_word')}|-|–|\|)?\s{{0,3}})"
    hour = r"\d{1,2}(?:[:.]\d{2}(?::\d{2})?(?:\.\d{1,9})?|\s?h(?:\s?\d{2})?)\s?(?:[ap]\.?m\.?)?"
    zone = r"\s?(?:Z|UTC|GMT|Uhr|[A-Z]{2,4}|[+-]\d{2}:?\d{2}|(?:[A-Z][a-z]{2,12} ){1,3}Time)?(?:\s?\([^()]{1,20}\))?"
    of_year = rf"(?:\s{{0,3}}(?:{_any_of('year_word')})\b)?"
    return re.compile(rf"{of_year}{weekday}(?:{at}{hour}{zone})?[\s.]{{0,9}}", re.IGNORECASE)


def _any_of(*kinds: str) -> str:
    """The alternatives of a pattern: the words of these kinds, the longest first."""
    words = sorted((word for kind in kinds for word in words_of(kind)), key=len, reverse=True)
    return "|".join(map(re.escape, words))


def _day(parts: dict[str, str]) -> date | None:
    year = int(parts["year"])
    if "one" in parts:  # day and month in either order: a date only where one order is none
        one, other = int(parts["one"]), int(parts["other"])
        readings = {_valid(year, one, other), _valid(year, other, one)} - {None}
        return readings.pop() if len(readings) == 1 else None
    name = parts.get("month", "").lower()
    month = parts.get("number") or words_of("month").get(name) or words_of("month_abroad").get(name)
    return _valid(year, int(month), int(parts["day"])) if month else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1800 <= year < 2100 else None
    except ValueError:
        return None
