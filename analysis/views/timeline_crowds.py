"""Events too many to be drawn one by one: counted by lane and time, above them what is vaguer than a bar."""

from __future__ import annotations

import numpy as np

from analysis.schema import CHANNELS
from analysis.views.timeline_folding import COVERED, FAR, SPAN, Calendar
from analysis.views.timeline_layout import BINS, Groups, Marks, Rows, numbered, reach, slots

NARROWEST, SPAN_ROWS = 4.0, 2  # points from bar to bar, which a pointer can still hit; rows of spans above them
MONTHS = {"month": 1, "quarter": 3, "year": 12}
KINDS = len(CHANNELS) + 1  # a happening has no channel


def crowded(rows: Rows, calendar: Calendar) -> Marks:
    """Counts by lane, bin, placing and channel (slot -1), and spans in the few rows that a lane has for them."""
    days = calendar.last - calendar.first + 1
    unit = next((name for name, length in BINS.items() if days / length <= calendar.width / NARROWEST), "year")
    first, last = _bins(rows.start, unit, calendar), _bins(rows.end, unit, calendar)
    vague = first[0] != last[0]
    bins = _Bins(rows, first[0], last[1], unit)
    within = np.flatnonzero(~vague[rows.when])
    lane, when = rows.lane[within], rows.when[within]
    key = ((lane * len(bins.start) + bins.of[when]) * 2 + ~rows.dated[when]) * KINDS + rows.channel[within]
    found, of, _ = numbered(key)
    cells, undated = found // KINDS // 2, found // KINDS % 2
    at = cells % len(bins.start)
    spans = _spans(rows, np.flatnonzero(vague[rows.when]), calendar)
    every = np.full(len(rows.lane), -1)
    every[within] = of
    every = np.where(spans.of >= 0, len(found) + spans.of, every)
    bars = Groups(
        cells // len(bins.start), np.full(len(found), -1), bins.start[at], bins.end[at], undated == 0, bins.era[at],
        np.where(bins.era[at] == COVERED, unit, "year").astype(object), every,
    )  # fmt: skip
    both = [np.concatenate(pair) for pair in zip(bars[:-1], spans[:-1], strict=True)]
    groups = Groups._make([*both, every])
    order = np.lexsort((~groups.dated, groups.start, groups.slot, groups.lane))
    nothing = np.zeros(0, dtype=np.int64)
    return Marks(nothing, nothing, groups, order)


class _Bins:
    """The distinct bins of whens, in the order of their days, and the number of each when's (``of``)."""

    def __init__(self, rows: Rows, start: np.ndarray, end: np.ndarray, unit: str) -> None:
        packed = ((start + FAR) * 2 * FAR + end + FAR) * 2 + (rows.era == COVERED)
        _, first, self.of = np.unique(packed, return_index=True, return_inverse=True)
        self.start, self.end, self.era = start[first], end[first], rows.era[first]


def _bins(days: np.ndarray, unit: str, calendar: Calendar) -> tuple[np.ndarray, np.ndarray]:
    """First and last day of the bin of each: a strip of folded years, or a day, week ... of the covered time."""
    first, last = _unit(days, unit)
    # The first bar may begin before the first covered day: a strip ends before it, and likewise behind the last one.
    ends = _unit(np.array([calendar.first, calendar.last], dtype=np.int64), unit)
    low, high = ends[0][0], ends[1][1]
    for strip in calendar.strips:
        within = (strip.first <= days) & (days < strip.last)
        start, end = (int(day) for day in strip.days)
        start, end = (start, max(start, min(end, low - 1))) if strip.x0 < 0 else (min(end, max(start, high + 1)), end)
        first, last = np.where(within, start, first), np.where(within, end, last)
    return first, last


def _unit(days: np.ndarray, unit: str) -> tuple[np.ndarray, np.ndarray]:
    """First and last day of the day, week (from Monday), month ... of each."""
    if unit in ("day", "week"):
        first = days - (days + 3) % 7 if unit == "week" else days  # 1970 began on a Thursday
        return first, first + (6 if unit == "week" else 0)
    size = MONTHS[unit]
    month = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) // size * size
    first, after = (
        some.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) for some in (month, month + size)
    )
    return first, after - 1


def _spans(rows: Rows, which: np.ndarray, calendar: Calendar) -> Groups:
    """Those rows by lane, days and placing; spans that overlap in the last row become one, as long as all."""
    keys, of, _ = numbered(rows.lane[which] * len(rows.start) + rows.when[which])
    lane, when = np.divmod(keys, len(rows.start))
    start, end, dated = rows.start[when], rows.end[when], rows.dated[when]
    slot = slots(lane, *reach(start, end, np.zeros(len(when), dtype=bool), calendar))
    slot = np.minimum(slot, SPAN_ROWS - 1)
    last = np.flatnonzero(slot == SPAN_ROWS - 1)
    last = last[np.lexsort((start[last], lane[last]))]
    chain = np.arange(len(keys))  # of spans, by their first
    chain[last] = _chained(last, lane, start, end)
    firsts, one = np.unique(chain * 2 + ~dated, return_inverse=True)
    begin, until = np.full(len(keys), FAR), np.full(len(keys), -FAR)
    np.minimum.at(begin, chain, start)
    np.maximum.at(until, chain, end)
    at = firsts // 2
    every = np.full(len(rows.lane), -1)
    every[which] = one[of]
    era = np.zeros(len(firsts), dtype=object)
    era[one] = rows.era[when]
    bins = np.full(len(firsts), SPAN, dtype=object)
    return Groups(lane[at], slot[at], begin[at], until[at], firsts % 2 == 0, era, bins, every)


def _chained(spans: np.ndarray, lane: np.ndarray, start: np.ndarray, end: np.ndarray) -> list[int]:
    """For each span, the first one of those that overlap one another; they are given by lane and first day."""
    found: list[int] = []
    reached = (-1, -FAR)
    for number, place, begin, until in zip(
        spans.tolist(), lane[spans].tolist(), start[spans].tolist(), end[spans].tolist(), strict=True
    ):
        touches = reached[0] == place and begin <= reached[1]
        found.append(found[-1] if touches else number)
        reached = (place, max(reached[1], until) if touches else until)
    return found
