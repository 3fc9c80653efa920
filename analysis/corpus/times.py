"""What the time expressions of an article mean, each resolved in the order of the text.

An article that states no date may have bounds (``publication``).  It is then read once for each day within them: what
all readings agree on stands, and elsewhere the days of all readings are the range.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from .dating import Resolved, fine, resolve

REACH = 14  # days: against bounds further apart nothing is resolved
MONTH = timedelta(31)  # what a text dates less exactly does not tell the year of the dates that follow
OF_A_YEAR = re.compile(r"pub ~[<>]?XXXX-\d\d(?:-\d\d)?(?: from pub ~[<>]?XXXX-\d\d(?:-\d\d)?)?")
IN_FULL = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
OF_A_DAY = re.compile(r"pub [~<>=]{1,2}XXXX-(?:\d\d-\d\d|WXX-\d)")


class Bounds(NamedTuple):
    """The first and the last day on which an article can have been published; None where nothing bounds it."""

    earliest: date | None = None
    latest: date | None = None

    def days(self) -> list[date]:
        """Every day within the bounds; none where they are open or too far apart."""
        if self.earliest is None or self.latest is None or (self.latest - self.earliest).days >= REACH:
            return []
        return [self.earliest + timedelta(days=n) for n in range((self.latest - self.earliest).days + 1)]


def resolve_times(times: list[Any], bounds: Bounds) -> list[Resolved]:
    """What the time expressions of an article mean, by their place in its findings."""
    order = sorted(range(len(times)), key=lambda n: (times[n].start, times[n].end))
    meanings = dict(zip(order, _meanings([times[n] for n in order], bounds), strict=True))
    return [meanings[n] for n in range(len(times))]


def rows_of_times(article: str, times: list[Any], meanings: list[Resolved]) -> list[dict[str, object]]:
    """Rows of the table ``times`` in the order of the text, one an expression found."""
    ordered = sorted(zip(times, meanings, strict=True), key=lambda one: (one[0].start, one[0].end))
    return [_row(article, time, what) for time, what in ordered]


def _meanings(expressions: list[Any], bounds: Bounds) -> list[Resolved]:
    days: Sequence[date | None] = bounds.days() or [None]
    readings = [list(_read(expressions, day)) for day in days]
    if len(readings) == 1:
        return readings[0]
    return [_agreed(meanings, bounds) for meanings in zip(*readings, strict=True)]


def _row(article: str, time: Any, what: Resolved) -> dict[str, object]:
    return {
        "article_id": article,
        "start": time.start,
        "end": time.end,
        "text": time.text,
        "kind": time.kind,
        "value": what.value,
        "date_start": what.date_start,
        "date_end": what.date_end,
        "date_precision": what.precision,
        "anchor": what.anchor,
    }


def _read(expressions: list[Any], published: date | None) -> Iterator[Resolved]:
    """What the expressions of an article mean, one after the other, was it published on this day."""
    told: list[tuple[date, date]] = []  # the dates that the article has named so far, none before a finer one
    written = _full_dates(expressions)
    for row in expressions:
        at = bisect_left(told, True, key=lambda days: not fine(row.anchored, *days))
        narrative = told[at - 1] if at else None
        what = resolve(row.anchored, published, narrative)
        if published is None and what.date_start is None and OF_A_YEAR.fullmatch(row.anchored):
            what = _in_the_year_told(row.anchored, told or written) or what
        if row.kind in ("DATE", "TIME") and _moves(row.anchored, what, published):
            if what.date_start and what.date_end:
                _tell(told, (what.date_start, what.date_end))
            elif OF_A_DAY.match(row.anchored):
                told.clear()  # the story goes on from a day that is not known
        yield what


def _tell(told: list[tuple[date, date]], days: tuple[date, date]) -> None:
    """Add days to those told; what is not finer than they are is never gone back to."""
    while told and _span(told[-1]) >= _span(days):
        told.pop()
    told.append(days)


def _span(days: tuple[date, date]) -> timedelta:
    return days[1] - days[0]


def _full_dates(expressions: list[Any]) -> list[tuple[date, date]]:
    """The dates that the article gives in full, the first one last; none where they are of several years."""
    full = [date.fromisoformat(row.anchored[:10]) for row in expressions if IN_FULL.match(row.anchored)]
    return [(day, day) for day in reversed(full)] if len({day.year for day in full}) == 1 else []


def _in_the_year_told(anchored: str, told: list[tuple[date, date]]) -> Resolved | None:
    """A day or month without a year where the publication day is not known: the one nearest to the last date told."""
    at = bisect_left(told, MONTH, key=_span)
    if not at:
        return None
    last = told[at - 1][1]
    return resolve(re.sub(r"pub ~[<>]?", "nar ~", anchored), None, (last, last))


def _moves(anchored: str, what: Resolved, published: date | None) -> bool:
    """Whether the story goes on from this date: not from a glance back, nor from a date still to come."""
    ahead = published is not None and what.date_start is not None and what.date_start > published
    return not ahead and not anchored.startswith(("nar -", "nar <"))


def _agreed(meanings: tuple[Resolved, ...], bounds: Bounds) -> Resolved:
    """The meaning that all readings share, else the range of their days; the anchor says that it rests on bounds."""
    between = f"publication between {bounds.earliest} and {bounds.latest}"
    first = meanings[0]
    anchor = first.anchor.replace("publication", between, 1)
    if all(what[:4] == first[:4] for what in meanings):
        return first._replace(anchor=anchor)
    starts = [what.date_start for what in meanings if what.date_start]
    ends = [what.date_end for what in meanings if what.date_end]
    if len(starts) < len(meanings):
        return Resolved(None, None, None, None, anchor)
    return Resolved(None, min(starts), max(ends), "range", anchor)
