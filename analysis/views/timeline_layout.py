"""How the events of a lane share its room: side by side, the rest of a full day as one, or all as counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.views.scene import Size
from analysis.views.timeline_folding import REST, Calendar, numbers

LANE, SLOT = 21.0, 10.0  # points: the first row of a lane, and each further one
HALF_DAY = 0.49  # not to touch the next day, which may lie behind the break
MARK, DISC = 6.1, 10.0  # points that a sign takes, and a disc with a number
ROOMS = (8, 6, 4, 3, 2, 1)  # dated marks that a lane may hold of one day, tried in this order
MOST_GATHERED = 0.7  # of all events: beyond this a picture of single events says less than one of counts
BINS = {"day": 1.0, "week": 7.0, "month": 30.5, "quarter": 91.3, "year": 365.3}  # days
SEVERAL = "several"  # channels in one mark
PAGE = Size(height=735)  # what a printed page holds with its caption
TEXT = 8.0  # points: the size of letters at which all lengths here are as they are
NAMES, COUNTS = (60.0, 0.24, 128.0), 22.0  # for the names of the lanes (at least, of the width, at most), the counts
ABOVE, BELOW, ROW, KEY = 12.0, 26.0, 12.0, 1000.0  # the head of the counts, the days; the key: a row, all in one


class Plot(NamedTuple):
    """The room that the lanes have of a picture: how wide and how high, and how wide it is with names and counts."""

    names: float
    width: float
    height: float
    page: float


def plot(size: Size) -> Plot:
    """The room for lanes in a picture of this size, were its letters of size ``TEXT``."""
    page, tall = size.width * TEXT / size.text, size.height * TEXT / size.text
    names = min(max(NAMES[0], NAMES[1] * page), NAMES[2])
    key = ROW * (2 + ceil(KEY / page))
    return Plot(names, page - names - COUNTS, tall - key - ABOVE - BELOW, page)


@dataclass(frozen=True)
class Rows:
    """Events in lanes, in the order of lane, days and id: the ``when`` (days and placing) of each, and how often told.

    ``start``, ``end``, ``dated`` and ``era`` are those of each when; ``many`` says of each lane whether it is one of
    several actors or of none.
    """

    lane: np.ndarray
    when: np.ndarray
    articles: np.ndarray
    channel: np.ndarray
    start: np.ndarray
    end: np.ndarray
    dated: np.ndarray
    era: np.ndarray
    many: np.ndarray


class Groups(NamedTuple):
    """Marks that stand for several rows: their places, and the number of its group for each row (-1: none)."""

    lane: np.ndarray
    slot: np.ndarray
    start: np.ndarray
    end: np.ndarray
    dated: np.ndarray
    era: np.ndarray
    bin: np.ndarray
    of: np.ndarray


class Marks(NamedTuple):
    """What is drawn: rows one by one with their slots, then groups; and in which order both stand in the frame."""

    row: np.ndarray
    slot: np.ndarray
    groups: Groups
    order: np.ndarray


def extent(rows: pd.DataFrame, calendar: Calendar) -> tuple[np.ndarray, np.ndarray]:
    """The points from which to which each row reaches: a place where its day is known, a width for a span or a bar."""
    bar = np.array([one in BINS for one in rows["bin"].tolist()])
    return reach(numbers(rows["date_start"]), numbers(rows["date_end"]), bar, calendar)


def reach(start: np.ndarray, end: np.ndarray, bar: np.ndarray, calendar: Calendar) -> tuple[np.ndarray, np.ndarray]:
    """The same of day numbers."""
    point = (end <= start) & ~bar
    return calendar.at(np.where(point, start, start - HALF_DAY)), calendar.at(np.where(point, start, end + HALF_DAY))


def in_slots(rows: Rows, calendar: Calendar, height: float) -> Marks | None:
    """Every row in a slot, as many of a day as there is room for, the rest of it as one; None where that is too few.

    What no text dates has less room, and so has a lane of many actors or of none.
    """
    keys, group, sizes = numbered(rows.lane * len(rows.start) + rows.when)
    lane, when = np.divmod(keys, len(rows.start))
    own = rows.dated[when] & ~rows.many[lane]
    x0, x1 = reach(rows.start[when], rows.end[when], np.zeros(len(when), dtype=bool), calendar)

    def room(most: int) -> np.ndarray:
        return np.where(own, most, max(1, most // 3))

    def gathered(most: int) -> float:
        return np.where(sizes > room(most), sizes - room(most) + 1, 0).sum() / len(group)

    if gathered(ROOMS[0]) > MOST_GATHERED or len(keys) * MARK > (x1.max() - x0.min() + DISC) * (height / SLOT):
        return None
    tall = _heights(lane, (x0 + x1) / 2, x1 - x0)

    def fits(most: int) -> bool:
        return tall(np.where(sizes > room(most), room(most) - 1, sizes), sizes > room(most)) <= height

    if not fits(ROOMS[-1]):  # where not even the fewest fit, nothing else is tried
        return None
    most = next(most for most in ROOMS if fits(most))
    if gathered(most) > MOST_GATHERED:
        return None
    return _placed(rows, group, sizes, room(most), ((x0 + x1) / 2, x1 - x0))


def _heights(lane: np.ndarray, middle: np.ndarray, wide: np.ndarray) -> Callable[[np.ndarray, np.ndarray], float]:
    """How high all lanes are together with so many signs, and a disc or none, at each place.

    As many slots are needed as marks stand side by side, for a mark takes the first slot that is free.
    """
    sign, disc = np.maximum(wide, MARK) / 2, np.maximum(wide, DISC) / 2
    edges = np.concatenate([middle - sign, middle + sign, middle - disc, middle + disc])
    begins = np.repeat([True, False, True, False], len(lane))
    order = np.lexsort((begins, np.rint(edges * 1e6), np.tile(lane, 4)))  # one may begin where another ends
    sorted_lane = np.tile(lane, 4)[order]
    starts = np.flatnonzero(np.concatenate([[True], sorted_lane[1:] != sorted_lane[:-1]]))

    def tall(signs: np.ndarray, discs: np.ndarray) -> float:
        beside = np.cumsum(np.concatenate([signs, -signs, discs * 1, discs * -1])[order])
        return float((LANE + SLOT * (np.maximum.reduceat(beside, starts) - 1)).sum())

    return tall


def _placed(
    rows: Rows, group: np.ndarray, sizes: np.ndarray, room: np.ndarray, place: tuple[np.ndarray, np.ndarray]
) -> Marks:
    """The rows one by one, but of a group with more than its room those told least often as one."""
    told = np.lexsort((-rows.articles, group))
    rank = np.empty(len(group), dtype=np.int64)
    rank[told] = np.arange(len(group)) - (np.cumsum(sizes) - sizes)[group[told]]
    rest = (sizes > room)[group] & (rank >= room[group] - 1)
    row, first = np.flatnonzero(~rest), np.flatnonzero(rest & (rank == room[group] - 1))
    both, disc = np.concatenate([row, first]), np.arange(len(row) + len(first)) >= len(row)
    middle, wide = (of_group[group[both]] for of_group in place)
    half, when = np.maximum(wide, np.where(disc, DISC, MARK)) / 2, rows.when[both]
    order = np.lexsort((-rows.articles[both], disc, ~rows.dated[when], rows.start[when], rows.lane[both]))
    slot = np.empty(len(both), dtype=np.int64)
    slot[order] = slots(rows.lane[both][order], (middle - half)[order], (middle + half)[order])
    numbered = np.full(len(sizes), -1)
    numbered[group[first]] = np.arange(len(first))
    when = rows.when[first]
    discs = Groups(
        rows.lane[first], slot[len(row) :], rows.start[when], rows.end[when], rows.dated[when], rows.era[when],
        np.full(len(first), REST, dtype=object), np.where(rest, numbered[group], -1),
    )  # fmt: skip
    return Marks(row, slot[: len(row)], discs, order)


def slots(lane: np.ndarray, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The first free slot of its lane for each mark, from left to right; a slot is free again where its mark ends."""
    found = np.zeros(len(lane), dtype=np.int64)
    free: dict[int, list[float]] = {}
    lanes, begin, end = lane.tolist(), left.tolist(), right.tolist()
    for number in np.argsort(left, kind="stable").tolist():
        ends, x = free.setdefault(lanes[number], []), begin[number] + 1e-6
        slot = next((slot for slot, until in enumerate(ends) if until <= x), len(ends))
        ends[slot : slot + 1] = [end[number]]
        found[number] = slot
    return found


def numbered(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The distinct keys in rising order, the place of each key among them, and how often each occurs.

    As ``np.unique``, but at once where keys are many and none is large.
    """
    counts = np.bincount(keys)
    found = np.flatnonzero(counts)
    place = np.zeros(len(counts), dtype=np.int64)
    place[found] = np.arange(len(found))
    return found, place[keys], counts[found]
