"""A calendar from which the years of the background are folded away, so that the covered weeks keep their room.

Places are inches from the first covered day.  The covered time is to scale; each background year that has an event is
a narrow strip beside it, to its own scale, and years without any take no room at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

PLOT = 5.4  # inches of a page between the names and the edge
STRIP, BREAK, RIGHT = 0.27, 0.3, 0.4  # inches: a folded year, the gap beside the covered time, room for a label
MOST_STRIPS = 6
FEWEST_DAYS = 9  # that the covered time is drawn as if it had
LONGEST_SPAN = 10  # days that a span may last and still set the ends of the calendar
BEFORE, COVERED, AFTER = "before", "covered", "after"
REST, SPAN = "rest", "span"  # bins that are no time: what a day holds beyond its room, what is vaguer than a bar
EPOCH = date(1970, 1, 1).toordinal()


class Strip(NamedTuple):
    """A folded year, or some years: where it is drawn, which days it holds (first, and one past the last), its name."""

    x0: float
    x1: float
    first: float
    last: float
    name: str

    @property
    def days(self) -> tuple[float, float]:
        """Its first and its last day, as day numbers."""
        return self.first + 0.5, self.last - 0.5


class Calendar(NamedTuple):
    """Where days are drawn: ``first`` to ``last`` to scale from 0 to ``width``, the strips beside it."""

    first: pd.Timestamp
    last: pd.Timestamp
    width: float
    strips: tuple[Strip, ...]

    def at(self, days: Iterable[float]) -> np.ndarray:
        """Inches for days as numbers (``numbers``; a day reaches from half before it to half past it)."""
        known = [(strip.first, strip.x0) for strip in self.strips] + [(strip.last, strip.x1) for strip in self.strips]
        known += list(zip(self.ends, (0.0, self.width), strict=True))
        known.sort()
        return np.interp(np.asarray(days, dtype=float), [day for day, _ in known], [x for _, x in known])

    @property
    def ends(self) -> tuple[float, float]:
        """First and last moment of the covered time, as day numbers."""
        low, high = _number(self.first) - 0.5, _number(self.last) + 0.5
        more = max(0.0, FEWEST_DAYS - (high - low)) / 2
        return low - more, high + more

    @property
    def edges(self) -> tuple[float, float]:
        """The inches at which the picture begins and ends."""
        before, after = ([s for s in self.strips if (s.x0 < 0) == side] for side in (True, False))
        return (before[0].x0 if before else -0.14), (after[-1].x1 if after else self.width + RIGHT)

    @property
    def per_day(self) -> float:
        """Inches of a covered day."""
        return self.width / (self.ends[1] - self.ends[0])


def numbers(days: pd.Series) -> np.ndarray:
    """Days since 1970 began, as matplotlib counts them too."""
    return ((days.dt.normalize() - pd.Timestamp(1970, 1, 1)) / pd.Timedelta(days=1)).to_numpy(dtype=float)


def eras(start: pd.Series, end: pd.Series, period: tuple[date | None, date | None]) -> pd.Series:
    """Whether days lie before, in or after a period; all are in it where it is unknown or nothing is in it."""
    era = pd.Series(COVERED, index=start.index, dtype="str")
    if period[0] is None or period[1] is None:
        return era
    found = era.mask(end < pd.Timestamp(period[0]), BEFORE)
    found = found.mask(start >= pd.Timestamp(period[1]) + pd.Timedelta(days=1), AFTER)
    return found if (found == COVERED).any() else era


def folded(frame: pd.DataFrame) -> Calendar:
    """The calendar of rows with ``date_start``, ``date_end``, ``bin`` and ``era``, of which at least one is covered."""
    start, end = frame["date_start"].dt.normalize(), frame["date_end"].dt.normalize()
    covered = frame["era"] == COVERED
    counted = frame["bin"].notna() & ~frame["bin"].isin([REST, SPAN])
    exact = covered & (counted | (end - start <= pd.Timedelta(days=LONGEST_SPAN)))
    exact = exact if exact.any() else covered
    first, last = start[exact].min(), end[exact].max()
    groups = {era: _years(frame[frame["era"] == era]) for era in (BEFORE, AFTER)}
    room = sum(len(years) * STRIP + (BREAK if years else 0) for years in groups.values())
    width = PLOT - room - (0 if groups[AFTER] else RIGHT)
    left = [-BREAK - (len(groups[BEFORE]) - n) * STRIP for n in range(len(groups[BEFORE]))]
    right = [width + BREAK + n * STRIP for n in range(len(groups[AFTER]))]
    calendar = Calendar(first, last, width, ())
    low, high = calendar.ends
    strips = [
        Strip(x + 0.02, x + STRIP - 0.02, max(day, high) if x > 0 else day, min(past, low) if x < 0 else past, name)
        for x, (day, past, name) in zip([*left, *right], [*groups[BEFORE], *groups[AFTER]], strict=True)
    ]
    return calendar._replace(strips=tuple(strips))


def _years(frame: pd.DataFrame) -> list[tuple[float, float, str]]:
    """The years in which something lies, as few as have room: by ones, twos, fives, decades, centuries."""
    years = sorted({*frame["date_start"].dt.year, *frame["date_end"].dt.year})
    for size in (1, 2, 5, 10, 20, 50, 100, 1000):
        groups = sorted({int(year) // size * size for year in years})
        if len(groups) <= MOST_STRIPS:
            break
    names = {1: "{0}", 10: "{0}s"}
    return [
        (
            date(max(1, year), 1, 1).toordinal() - EPOCH - 0.5,
            date(year + size - 1, 12, 31).toordinal() - EPOCH + 0.5,
            names.get(size, "{0}\n–{1:02}").format(year, (year + size - 1) % (100 if size <= 100 else 10000)),
        )
        for year in groups
    ]


def _number(day: pd.Timestamp) -> float:
    return day.date().toordinal() - EPOCH
