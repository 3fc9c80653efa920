"""A calendar from which the years of the background are folded away, so that the covered weeks keep their room.

Places are points from the first covered day.  The covered time is to scale; each background year that has an event is
a narrow strip beside it, to its own scale, and years without any take no room at all.  Days are numbers since 1970.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

PLOT = 390.0  # points of a page between the names and the edge
STRIP, BREAK, RIGHT = 19.4, 21.6, 28.8  # a folded year, the gap beside the covered time, room for a label
LEFT, GAP = 10.0, 1.5  # points before the first covered day where nothing is folded, between strips
MOST_STRIPS, MOST_FOLDED = 6, 0.31  # beside the covered time, and of the whole plot
FEWEST_DAYS = 9  # that the covered time is drawn as if it had
LONGEST_SPAN = 10  # days that a span may last and still set the ends of the calendar
BEFORE, COVERED, AFTER = "before", "covered", "after"
REST, SPAN = "rest", "span"  # bins that are no time: what a day holds beyond its room, what is vaguer than a bar
FAR = 1 << 23  # days: no date is further from 1970
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

    first: float
    last: float
    width: float
    strips: tuple[Strip, ...]

    def at(self, days: np.ndarray) -> np.ndarray:
        """Points for days as numbers (``numbers``; a day reaches from half before it to half past it)."""
        known = [(strip.first, strip.x0) for strip in self.strips] + [(strip.last, strip.x1) for strip in self.strips]
        known += list(zip(self.ends, (0.0, self.width), strict=True))
        known.sort()
        return np.interp(np.asarray(days, dtype=float), [day for day, _ in known], [x for _, x in known])

    @property
    def ends(self) -> tuple[float, float]:
        """First and last moment of the covered time, as day numbers."""
        low, high = self.first - 0.5, self.last + 0.5
        more = max(0.0, FEWEST_DAYS - (high - low)) / 2
        return low - more, high + more

    @property
    def edges(self) -> tuple[float, float]:
        """The points at which the picture begins and ends."""
        before, after = ([s for s in self.strips if (s.x0 < 0) == side] for side in (True, False))
        return (before[0].x0 if before else -LEFT), (after[-1].x1 if after else self.width + RIGHT)

    @property
    def per_day(self) -> float:
        """Points of a covered day."""
        return self.width / (self.ends[1] - self.ends[0])


def numbers(days: pd.Series) -> np.ndarray:
    """Days since 1970 began, as matplotlib counts them too."""
    return days.to_numpy().astype("datetime64[D]").astype(float)


def eras(start: np.ndarray, end: np.ndarray, period: tuple[date | None, date | None]) -> np.ndarray:
    """Whether days lie before, in or after a period; all are in it where it is unknown or nothing is in it."""
    code = np.zeros(len(start), dtype=int)
    if period[0] is not None and period[1] is not None:
        first, last = (pd.Timestamp(day).toordinal() - EPOCH for day in period)
        found = (start > last) * 1 - (end < first)
        code = found if (found == 0).any() else code
    return np.array([COVERED, AFTER, BEFORE], dtype=object)[code]


def folded(frame: pd.DataFrame, room: float = PLOT) -> Calendar:
    """The calendar of rows with ``date_start``, ``date_end``, ``bin`` and ``era``, of which at least one is covered."""
    counted = np.array([isinstance(one, str) and one not in (REST, SPAN) for one in frame["bin"].tolist()])
    return calendar(
        numbers(frame["date_start"]),
        numbers(frame["date_end"]),
        frame["era"].to_numpy(dtype=object),
        counted,
        room,
    )


def calendar(start: np.ndarray, end: np.ndarray, era: np.ndarray, counted: np.ndarray, room: float) -> Calendar:
    """The calendar of these days (their ``eras``); what is ``counted`` in a bar sets its ends, however long."""
    covered = era == COVERED
    exact = covered & (counted | (end - start <= LONGEST_SPAN))
    exact = exact if exact.any() else covered
    first, last = float(start[exact].min()), float(end[exact].max())
    most = max(1, min(MOST_STRIPS, int(MOST_FOLDED * room / STRIP)))
    before, after = (_years(start[era == side], end[era == side], most) for side in (BEFORE, AFTER))
    beside = sum(len(years) * STRIP + (BREAK if years else 0) for years in (before, after))
    width = room - beside - (0 if before else LEFT) - (0 if after else RIGHT)
    xs = [-BREAK - (len(before) - n) * STRIP for n in range(len(before))]
    xs += [width + BREAK + n * STRIP for n in range(len(after))]
    plain = Calendar(first, last, width, ())
    low, high = plain.ends
    strips = [
        Strip(x + GAP, x + STRIP - GAP, max(day, high) if x > 0 else day, min(past, low) if x < 0 else past, name)
        for x, (day, past, name) in zip(xs, [*before, *after], strict=True)
    ]
    return plain._replace(strips=tuple(strips))


def _years(start: np.ndarray, end: np.ndarray, most: int) -> list[tuple[float, float, str]]:
    """The years in which something lies, as few as have room: by ones, twos, fives, decades, centuries."""
    days = np.unique(np.concatenate([start, end]))
    years = np.unique(days.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970)
    for size in (1, 2, 5, 10, 20, 50, 100, 1000):
        groups = np.unique(years // size * size).tolist()
        if len(groups) <= most:
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
