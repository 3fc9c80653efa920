"""A timeline of more events than can be drawn one by one: in each lane, bars that count them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.views.figures import count
from analysis.views.figures_labels import INK, SIZE, TALL, Wish, write
from analysis.views.figures_timeline_marks import (
    CONFLICT,
    Spot,
    as_days,
    clickable,
    colour,
    differ,
    marks,
    said_days,
    spans,
    spots,
    texts,
)
from analysis.views.scene import Item, Line, Mark, Rects, Words
from analysis.views.timeline import DATED
from analysis.views.timeline_crowds import SPAN_ROWS
from analysis.views.timeline_marks import joined

TALLEST, SPAN, AIR = 68.0, 5.0, 5.0  # points: a lane at most, of it at most a row of spans, above and below
SPANS, AIRY = 0.12, 0.09  # of a low lane: the same
WIDEST, THINNEST = 11.5, 2.2  # points: a bar of a year is no wider, and none is thinner
LEAST = 8.6  # points of a bar that can be clicked, away from the line: what lies beyond it is another bar
HOLLOW = "#777777"
NUMBERED = 0.6  # of the highest bar: from here on a bar has its number
COUNTED = ["lane", "actor_id", "actor", "date_start", "date_end", "placed", "count", "channel", "conflict", "ids"]


class Scale(NamedTuple):
    """Points of a lane, of the air in it, of a row of spans, from its top to the line on which its bars stand, and per
    event; the most events that a bar shows."""

    lane: float
    air: float
    span: float
    line: float
    per_event: float
    up: int
    down: int


class Bars(NamedTuple):
    """The bars of one lane, time and placing each, of all channels: their places, counts, and rows of the frame."""

    x0: np.ndarray
    x1: np.ndarray
    line: np.ndarray
    end: np.ndarray
    number: np.ndarray
    dated: np.ndarray
    first: np.ndarray  # row of the frame with its first channel
    last: np.ndarray  # and one past that with its last


def tallest(lanes: int, height: float) -> float:
    """How high each of so many lanes is."""
    return min(TALLEST, height / lanes)


def _scaled(frame: pd.DataFrame, stacks: _Stacks, tall: float, spans: int) -> Scale:
    """The scale that all lanes share; a bar of a lane of many actors may be too high for it, and is cut."""
    actors = frame["actor_id"].to_numpy(dtype=object)[stacks.first].tolist()
    own = np.array([isinstance(actor, str) for actor in actors], dtype=bool)
    own = own if own.any() else ~own
    totals = stacks.after[stacks.last - 1]
    up, down = (int(totals[own & side].max(initial=0)) for side in (stacks.dated, ~stacks.dated))
    air, span = min(AIR, AIRY * tall), min(SPAN, SPANS * tall)
    above = air + span * spans
    per_event = (tall - above - air) / max(1, up + down)
    return Scale(tall, air, span, above + up * per_event, per_event, max(1, up), max(1, down))


class _Stacks(NamedTuple):
    """Which rows of the frame are one bar, and how many events are in it up to each row."""

    first: np.ndarray
    last: np.ndarray
    dated: np.ndarray  # of each bar
    after: np.ndarray  # of each row


def _stacked(frame: pd.DataFrame) -> _Stacks:
    dated = frame["placed"].to_numpy(dtype=object) == DATED
    keys = [frame["lane"].to_numpy(), frame["date_start"].to_numpy(), dated]
    new = np.ones(len(frame), dtype=bool)
    new[1:] = np.any([key[1:] != key[:-1] for key in keys], axis=0)
    first = np.flatnonzero(new)
    number = frame["count"].to_numpy(dtype=int)
    after = np.cumsum(number)
    after -= (after - number)[first][np.cumsum(new) - 1]
    return _Stacks(first, np.append(first[1:], len(frame)), dated[first], after)


def _bars(
    frame: pd.DataFrame, stacks: _Stacks, x0: np.ndarray, x1: np.ndarray, tops: np.ndarray, scale: Scale
) -> tuple[Bars, list[Item]]:
    """Bars up for dated events, stacked by channel, and hollow ones down for undated; what is too high is cut."""
    first, last, after = stacks.first, stacks.last, stacks.after
    dated = np.repeat(stacks.dated, last - first)
    most, up = np.where(dated, scale.up, scale.down), np.where(dated, -scale.per_event, scale.per_event)
    line = tops + scale.line
    before = after - frame["count"].to_numpy(dtype=int)
    low, high = line + up * np.minimum(before, most), line + up * np.minimum(after, most)
    middle, wide = (x0 + x1) / 2, 0.43 * np.clip(x1 - x0, THINNEST, WIDEST)
    corners = np.column_stack([middle - wide, low, middle + wide, high])
    shown = dated & (before < most)
    corners, channels = corners[shown], frame["channel"].to_numpy(dtype=object)[shown]
    number, kinds = pd.factorize(channels, use_na_sentinel=False)
    items: list[Item] = [
        Rects(corners[number == n].tolist(), colour(kind)) for n, kind in enumerate(texts(pd.Series(kinds)))
    ]
    one = Bars(
        (middle - wide)[first], (middle + wide)[first], line[first], high[last - 1], after[last - 1], stacks.dated,
        first, last,
    )  # fmt: skip
    hollow = np.column_stack([one.x0, one.line, one.x1, one.end])[~one.dated]
    items += [Rects(hollow.tolist(), "white", HOLLOW)] * bool(len(hollow))
    return one, items


def drawn_bars(
    frame: pd.DataFrame, x0: np.ndarray, x1: np.ndarray, tops: np.ndarray, edges: tuple[float, float], tall: float
) -> tuple[list[Item], list[Mark]]:
    """Bars that count, above them the spans of what is vaguer; peaks are numbered, a ruler says how high."""
    slot = frame["slot"].to_numpy()
    over = slot >= 0
    counts = frame.loc[~over, COUNTED]
    stacks = _stacked(counts)
    scale = _scaled(counts, stacks, tall, min(SPAN_ROWS, int(slot.max()) + 1))
    y = tops + scale.air + scale.span * (slot + 0.5)
    across = spots(frame[over], x0[over], x1[over], y[over])
    one, items = _bars(counts, stacks, x0[~over], x1[~over], tops[~over], scale)
    lines = np.unique(tops) + scale.line
    ground: list[Item] = [Line(((edges[0], y), (edges[1], y)), "#BBBBBB", 0.6) for y in lines.tolist()]
    conflicts = _conflicts(texts(counts["conflict"]), one)
    red = [
        (x0, y - 0.8, x1, y + 0.8)
        for x0, x1, y, conflict in zip(one.x0.tolist(), one.x1.tolist(), one.end.tolist(), conflicts, strict=True)
        if conflict
    ]
    red += [(s.x0, s.y + 0.35 * scale.span - 0.8, s.x1, s.y + 0.35 * scale.span + 0.8) for s in across if s.conflict]
    width = edges[1]
    return [
        *ground, *spans([s._replace(conflict=None) for s in across], *edges, scale.span * 0.7), *items,
        *[Rects(red, CONFLICT)] * bool(red), *_cuts(one, scale), *_ruler(edges[1], float(lines.min()), scale),
        *_numbers(one, across, edges, (float(tops.min()), float(tops.max()) + scale.lane), scale),
    ], [*_marks(counts, one, conflicts, width), *marks(across, scale.span, width)]  # fmt: skip


def _cuts(one: Bars, scale: Scale) -> list[Item]:
    """A white stroke through each bar that is higher than it is drawn."""
    cut = one.number > np.where(one.dated, scale.up, scale.down)
    y = one.end + np.where(one.dated, 4.3, -4.3)
    strokes = np.column_stack([one.x0 - 1.4, y - 0.9, one.x1 + 1.4, y + 0.9])[cut]
    return [Rects(strokes.tolist(), "white")] * bool(cut.any())


def _numbers(
    one: Bars, across: list[Spot], edges: tuple[float, float], heights: tuple[float, float], scale: Scale
) -> list[Words]:
    """The count beside the higher bars, the highest first; a bar that was cut always has its count."""
    y0, y1 = np.minimum(one.line, one.end), np.maximum(one.line, one.end)
    marks = np.column_stack([one.x0, y0, one.x1, y1])
    vague = np.array([(s.x0, s.y - scale.span / 2, s.x1, s.y + scale.span / 2) for s in across]).reshape(-1, 4)
    high = (one.number >= NUMBERED * np.where(one.dated, scale.up, scale.down)) & (one.number > 1)
    chosen = np.flatnonzero(high)
    chosen = chosen[np.argsort(-one.number[chosen], kind="stable")]
    near = np.column_stack([one.x0, np.where(one.dated, y0, y1 - TALL), one.x1, np.where(one.dated, y0 + TALL, y1)])
    wishes = [
        Wish(n, place, f"{number:,}", ("above" if dated else "below", "right", "left"), *edges)
        for n, place, number, dated in zip(
            *(some.tolist() for some in (chosen, near[chosen], one.number[chosen], one.dated[chosen])), strict=True
        )
    ]
    return write(np.vstack([marks, vague]), wishes, *heights)


def _ruler(right: float, line: float, scale: Scale) -> list[Item]:
    """How high so many events are, at the right of the first lane."""
    number = next(n for n in (5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1) if n <= max(1, scale.up))
    x, top = right - 8.0, line - number * scale.per_event
    strokes = [((x, line), (x, top)), *(((x - 2, y), (x + 2, y)) for y in (line, top))]
    words = Words(x - 3, (line + top) / 2, f"{number:,}", SIZE, "end", INK)
    return [*(Line(stroke, "#777777", 1.0) for stroke in strokes), words]


def _marks(counts: pd.DataFrame, one: Bars, conflicts: list[str | None], width: float) -> list[Mark]:
    start, end = (as_days(counts[side].iloc[one.first]) for side in ("date_start", "date_end"))
    actors = counts["actor"].iloc[one.first].tolist()
    y0 = np.where(one.dated, np.minimum(one.end, one.line - LEAST), one.line)
    y1 = np.where(one.dated, one.line, np.maximum(one.end, one.line + LEAST))
    places = clickable(one.x0, y0, one.x1, y1, width)
    how = {True: "dated by the text", False: "not dated by the text, published then"}
    words = [
        f"{actor}, {said_days(first, last)}: {count(number, 'event')} {how[dated]}{differ(conflict)}"
        for actor, first, last, number, dated, conflict in zip(
            actors, start, end, one.number.tolist(), one.dated.tolist(), conflicts, strict=True
        )
    ]
    ids = [joined(some) for some in _grouped(counts["ids"].tolist(), one)]
    return [Mark(*place, said, {"events": some}) for place, said, some in zip(places, words, ids, strict=True)]


def _grouped(values: list, one: Bars) -> list[list]:
    """The values of the frame's rows, by bar."""
    return [values[first:last] for first, last in zip(one.first.tolist(), one.last.tolist(), strict=True)]


def _conflicts(conflicts: list[str | None], one: Bars) -> list[str | None]:
    """In what the accounts of the events of each bar differ."""
    found: dict[int, set[str]] = {}
    rows = [row for row, conflict in enumerate(conflicts) if conflict]
    for bar, row in zip(np.searchsorted(one.last, rows, "right").tolist(), rows, strict=True):
        found.setdefault(bar, set()).update((conflicts[row] or "").split("; "))
    return ["; ".join(sorted(found[bar])) if bar in found else None for bar in range(len(one.last))]
