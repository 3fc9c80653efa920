"""Events in time: a lane per actor or country, to scale over the covered time, the years of the background folded."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.views.figures import Drawn, short
from analysis.views.figures_calendar import ticks
from analysis.views.figures_labels import WIDER, Wish, write
from analysis.views.figures_scene import drawn, nothing_scene, width_of, wrapped
from analysis.views.figures_timeline_bars import drawn_bars, tallest
from analysis.views.figures_timeline_key import drawn_key, key
from analysis.views.figures_timeline_marks import marks, points, spans, spots, texts
from analysis.views.scene import FAINT, Item, Line, Mark, Rect, Rects, Scene, Size, Words, enlarged
from analysis.views.timeline_folding import AFTER, BEFORE, BREAK, COVERED, EPOCH, LEFT, RIGHT, Calendar, folded
from analysis.views.timeline_layout import ABOVE, BELOW, LANE, PAGE, SLOT, TEXT, Plot, extent, plot

LONGEST_NAME, LONGEST_LABEL, MOST_LABELS = 60, 26, 500  # letters, letters; tried
NAME, SMALLER, NAME_AIR = 8.5, 7.6, 5.0  # points: letters of a name, of one on two lines, between it and the lane
TICK, WEEK = 37.0, 10.8  # points: what the words of a tick take, what a week needs to have its line
SHADE, STRIP, RULE, AXIS = "#F6F6F6", "#EDEDED", "#DDDDDD", "#999999"


class Lane(NamedTuple):
    """A lane of the picture: whose, how many events, from where to where."""

    actor: str
    events: int
    top: float
    bottom: float


def draw_timeline(frame: pd.DataFrame, ax: Axes | None = None) -> Drawn:
    """``timeline_scene`` on a page."""
    return drawn(timeline_scene(frame), "event", ax)


def timeline_scene(frame: pd.DataFrame, size: Size = PAGE) -> Scene:
    """Lanes (``timeline_lanes.lanes`` for the same size): a mark per event, as wide as its date is vague, hollow where
    only its publication is known, in a ring where accounts differ; bars where events are too many; other years folded
    away."""
    if frame.empty:
        return nothing_scene("no event with a day under these filters", size)
    room = plot(size)
    return enlarged(_scene(frame, room), size.text / TEXT)


def _scene(frame: pd.DataFrame, room: Plot) -> Scene:
    """The picture with letters of size ``TEXT``."""
    days, counted = folded(frame, room.width), bool((frame["slot"].to_numpy() < 0).any())
    shift = room.names - days.edges[0]
    x0, x1 = (shift + edge for edge in extent(frame, days))
    wide = x1 > x0
    legend, head = drawn_key(key(frame, wide), room.page)
    numbers, slot = frame["lane"].to_numpy(), frame["slot"].to_numpy()
    _, first, which = np.unique(numbers, return_index=True, return_inverse=True)
    heights = LANE + SLOT * np.maximum.reduceat(slot[np.argsort(which, kind="stable")], _starts(which))
    squeeze = min(1.0, room.height / heights.sum())  # a frame that was made for a higher picture
    heights = np.full(len(first), tallest(len(first), room.height)) if counted else squeeze * heights
    bottoms = head + ABOVE + np.cumsum(heights)
    tops = bottoms - heights
    rows = frame.iloc[first]
    lanes = [Lane(*one) for one in zip(rows["actor"], rows["events"], tops.tolist(), bottoms.tolist(), strict=True)]
    edges = shift + days.edges[0], shift + days.edges[1]
    if counted:
        items, marks = drawn_bars(frame, x0, x1, tops[which], edges, heights[0])
    else:
        y = tops[which] + squeeze * (LANE / 2 + SLOT * slot)
        items, marks = _singles(frame, x0, x1, y, days, shift, lanes)
    low, high = days.ends
    ends = ((shift, EPOCH + low + 0.5), (shift + days.width, EPOCH + high + 0.5))
    ground = [*_ground(days, shift, lanes, room), *_named(lanes, room)]
    return Scene(room.page, lanes[-1].bottom + BELOW, [*legend, *ground, *items], marks, ends)


def _starts(which: np.ndarray) -> np.ndarray:
    """Where the rows of each lane begin, once they are in the order of lanes."""
    return np.concatenate([[0], np.cumsum(np.bincount(which))[:-1]])


def _singles(
    frame: pd.DataFrame, x0: np.ndarray, x1: np.ndarray, y: np.ndarray, days: Calendar, shift: float, lanes: list[Lane]
) -> tuple[list[Item], list[Mark]]:
    """Marks one by one, the spans below, with words beside as many as have room."""
    every = spots(frame, x0, x1, y)
    low, high = shift + days.edges[0], shift + days.edges[1]
    items = spans([spot for spot in every if spot.x1 > spot.x0], low, high)
    items += points([spot for spot in every if spot.x1 <= spot.x0])
    half = np.where([bool(spot.bin or spot.conflict) for spot in every], 5.4, 3.6)
    boxes = np.column_stack([x0 - half, y - SLOT / 2, x1 + half, y + SLOT / 2])
    items += write(boxes, _wishes(frame, boxes, days, shift), lanes[0].top, lanes[-1].bottom)
    return items, marks(every, SLOT, high)


def _wishes(frame: pd.DataFrame, boxes: np.ndarray, days: Calendar, shift: float) -> list[Wish]:
    """Words for the marks of single events, those told most often first."""
    low, high = days.edges
    rooms = {
        # not over the break beside the covered time
        COVERED: (shift + max(low, -LEFT), shift + min(high, days.width + RIGHT)),
        BEFORE: (shift + low, shift - LEFT / 2),
        AFTER: (shift + days.width, shift + high),
    }
    told = frame["articles"].to_numpy(dtype=float)
    source = np.array([part == "source" for part in texts(frame["part"])])
    order = np.lexsort((~source, -told))
    single = np.array([one is None for one in texts(frame["bin"])])
    labels, eras = texts(frame["label"]), frame["era"].tolist()
    chosen = order[single[order]][:MOST_LABELS].tolist()
    places = boxes.tolist()
    return [
        Wish(n, places[n], short(labels[n] or "", LONGEST_LABEL), ("right", "left"), *rooms[eras[n]]) for n in chosen
    ]


def _ground(days: Calendar, shift: float, lanes: list[Lane], room: Plot) -> list[Item]:
    """What lies below the marks: every second lane shaded, lines at the ticks, folded years grey behind a break."""
    top, bottom, right = lanes[0].top, lanes[-1].bottom, room.names + room.width
    start, end = (pd.Timestamp(day, unit="D") for day in (days.first, days.last))
    numbers, words = ticks(start, end, most=max(2, int(days.width / TICK)))
    places = shift + days.at(np.array(numbers))
    monday = days.first + (4 - days.first) % 7  # 1970 began on a Thursday
    weeks = np.arange(monday, days.last + 1, 7) if days.per_day * 7 > WEEK else np.array([])
    lines = np.unique(np.concatenate([places, shift + days.at(weeks)]))
    items: list[Item] = [
        Rects([(room.names, lane.top, right, lane.bottom) for lane in lanes[::2]], SHADE),
        Rects([(shift + strip.x0, top, shift + strip.x1, bottom) for strip in days.strips], STRIP),
        Rects([(x - 0.3, top, x + 0.3, bottom) for x in lines.tolist()], RULE),
        Rects([(x - 0.4, bottom, x + 0.4, bottom + 3) for x in places.tolist()], AXIS),
        Line(((room.names, bottom), (right, bottom)), AXIS, 0.8),
    ]
    for side in sorted({strip.x0 < 0 for strip in days.strips}):
        items += _break(shift + (-BREAK / 2 if side else days.width + BREAK / 2), bottom)
    named = [(x, said, TEXT) for x, said in zip(places.tolist(), words, strict=True)]
    named += [(shift + (strip.x0 + strip.x1) / 2, strip.name, TEXT - 1.5) for strip in days.strips]
    for x, said, size in named:
        for n, line in enumerate(said.split("\n")):
            items.append(Words(x, bottom + 8.5 + 9.5 * n, line, size, "middle", "#333333"))
    return items


def _break(x: float, y: float) -> list[Item]:
    """Two strokes across the axis: it is not one scale on both sides."""
    strokes = [Line(((at - 2, y + 4), (at + 2, y - 4)), FAINT, 0.9) for at in (x - 3.5, x + 3.5)]
    return [Rect(x - 3.5, y - 1, x + 3.5, y + 1, "white"), *strokes]


def _named(lanes: list[Lane], room: Plot) -> list[Item]:
    """The name of each lane, on two lines if it is long, and how many events are in it, at the right."""
    items: list[Item] = [Words(room.page - 1, lanes[0].top - 5, "events", 7, "end", FAINT)]
    for lane in lanes:
        middle, x = (lane.top + lane.bottom) / 2, room.names - NAME_AIR
        lines, size = _on_lines(lane.actor, x - 1, 2 if lane.bottom - lane.top >= 2.1 * SMALLER else 1)
        for n, line in enumerate(lines):
            y = middle + (n - (len(lines) - 1) / 2) * 1.15 * size
            items.append(Words(x, y, line, size, "end", "#333333"))
        items.append(Words(room.page - 1, middle, f"{lane.events:,}", 7.5, "end", FAINT))
    return items


def _on_lines(name: str, width: float, most: int) -> tuple[list[str], float]:
    """A name on one line, or on as many as it may have in smaller letters, and the size of these.

    What has no room ends with dots.
    """
    if WIDER * width_of(short(name, LONGEST_NAME), NAME) <= width:
        return [short(name, LONGEST_NAME)], NAME
    return wrapped(name, width / WIDER, SMALLER, most), SMALLER
