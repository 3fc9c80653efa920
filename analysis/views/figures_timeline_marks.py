"""The marks of a timeline's lanes: points, spans as wide as a date is vague, discs, and bars where events are many."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgba

from analysis.views.figures import CHANNEL_COLOURS, Box, count
from analysis.views.timeline import DATED
from analysis.views.timeline_folding import REST, Calendar
from analysis.views.timeline_layout import SEVERAL, SLOT

HAPPENING, MANY, CONFLICT = "#444444", "#6E6E6E", "#C00020"
COLOURS = CHANNEL_COLOURS | {SEVERAL: MANY}
SHAPES = {"source": ("o", "speaks"), "target": ("s", "is spoken to"), "participant": ("D", "takes part")}
HAPPENED = "X"
THINNEST = 0.025  # inches: a season in a strip of decades would not be seen
THICK, FADE, STEPS = 0.62 * SLOT, 0.3, 6  # inches: a bar, what fades of an end at most; in how many steps
STRONG = 0.55  # alpha of a span
SHARP = ("range",)  # precisions of which both ends are told; of a vaguer one some day within is meant
HALF = 0.04  # inches: of a point
POINT, DISC = {"o": 5.0, "s": 4.4, "D": 4.2, "X": 4.8}, 9.6  # points across


def colours(rows: pd.DataFrame) -> list[str]:
    """The colour of each row's channel; a happening that is no communication is dark."""
    return [COLOURS.get(channel, HAPPENING) for channel in rows["channel"]]


def draw_points(ax: Axes, spots: pd.DataFrame) -> None:
    """A point for a day, by part and channel; hollow where no text dates it; a disc with a number for several."""
    single = spots[spots["bin"].isna()]
    shape = single["part"].map({part: shape for part, (shape, _) in SHAPES.items()}).fillna("o")
    single = single.assign(shape=shape.mask(single["channel"].isna(), HAPPENED), colour=colours(single))
    for (shape, colour, placing), alike in single.groupby(["shape", "colour", "placed"]):
        _dots(ax, alike, shape, POINT[shape], colour, placing == DATED)
    discs = spots[spots["bin"].notna()]
    discs = discs.assign(colour=colours(discs))
    for (colour, placing), alike in discs.groupby(["colour", "placed"]):
        _dots(ax, alike, "o", DISC, colour, placing == DATED)
    for disc in discs.itertuples():
        _number(ax, disc.x0, disc.y, disc.count, disc.placed != DATED or _is_light(disc.colour))
    for rows, size in ((single, 9.0), (discs, 12.5)):
        disputed = rows[rows["conflict"].notna()]
        ring: dict[str, Any] = dict(markerfacecolor="none", markeredgecolor=CONFLICT, markeredgewidth=1.1)
        ax.plot(disputed["x0"], disputed["y"], "o", markersize=size, zorder=4, **ring)


def draw_spans(ax: Axes, spans: pd.DataFrame, calendar: Calendar, thick: float = THICK) -> None:
    """A bar over the days that a date allows; it fades where only some day within is meant; hollow where undated."""
    low, high = calendar.edges
    shapes, fills, lines = [], [], []
    for span, colour in zip(spans.itertuples(), colours(spans), strict=True):
        y0, y1 = span.y - thick / 2, span.y + thick / 2
        middle, half = (span.x0 + span.x1) / 2, max(THINNEST, span.x1 - span.x0) / 2
        left, right = middle - half, middle + half
        if span.placed != DATED:
            shapes.append(rectangle(left, right, y0, y1))
            fills.append(to_rgba("white"))
            lines.append(to_rgba(colour))
            continue
        fade = 0.0 if span.date_precision in SHARP or 2 * half <= THINNEST else min(FADE, 0.6 * half)
        for x0, x1, strength in _slices(left, right, fade * (left > low), fade * (right < high)):
            shapes.append(rectangle(x0, x1, y0, y1))
            fills.append(to_rgba(colour, STRONG * strength))
            lines.append(to_rgba("none"))
    ax.add_collection(PolyCollection(shapes, facecolors=fills, edgecolors=lines, linewidths=0.9, zorder=2))
    for span in spans[spans["bin"] == REST].itertuples():
        _number(ax, (span.x0 + span.x1) / 2, span.y, span.count, True)
    disputed = spans[spans["conflict"].notna()]
    outlines = [rectangle(s.x0, s.x1, s.y - thick / 2 - 0.02, s.y + thick / 2 + 0.02) for s in disputed.itertuples()]
    ax.add_collection(PolyCollection(outlines, facecolors="none", edgecolors=CONFLICT, linewidths=1.0, zorder=4))


def _number(ax: Axes, x: float, y: float, number: int, dark: bool) -> None:
    ink, size = "#222222" if dark else "white", 5.8 if number < 100 else 4.4
    ax.annotate(f"{number:,}", (x, y), fontsize=size, color=ink, ha="center", va="center_baseline", zorder=5)


def box_of(spot: Any, tall: float) -> Box:
    """Where a point, a disc or a span can be clicked, and what it is in words."""
    told = spot.what if pd.notna(spot.what) else count(spot.count, "event")
    days = f"{spot.date_start:%Y-%m-%d}" + (f" to {spot.date_end:%Y-%m-%d}" if spot.date_end > spot.date_start else "")
    undated = "" if spot.placed == DATED else " (published; not dated by the text)"
    differ = f"; accounts differ in {spot.conflict}" if pd.notna(spot.conflict) else ""
    words = f"{spot.actor}, {days}{undated}: {told}{differ}"
    return Box(spot.x0 - HALF, spot.y - tall / 2, spot.x1 + HALF, spot.y + tall / 2, words, spot.ids)


def rectangle(x0: float, x1: float, y0: float, y1: float) -> np.ndarray:
    """The corners of a rectangle."""
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])


def _dots(ax: Axes, rows: pd.DataFrame, shape: str, size: float, colour: str, filled: bool) -> None:
    ax.plot(
        rows["x0"], rows["y"], linestyle="", marker=shape, markersize=size, zorder=3,
        markerfacecolor=colour if filled else "white", markeredgecolor="white" if filled else colour,
        markeredgewidth=0.5 if filled else 0.7 if shape == HAPPENED else 1.1,
    )  # fmt: skip


def _slices(x0: float, x1: float, left: float, right: float) -> list[tuple[float, float, float]]:
    """A span in pieces of rising and falling strength: left edge, right edge, share of the full strength."""
    rise = [(x0 + left * n / STEPS, x0 + left * (n + 1) / STEPS, (n + 1) / (STEPS + 1)) for n in range(STEPS) if left]
    fall = [
        (x1 - right * (n + 1) / STEPS, x1 - right * n / STEPS, (n + 1) / (STEPS + 1)) for n in range(STEPS) if right
    ]
    return [*rise, (x0 + left, x1 - right, 1.0), *fall]


def _is_light(colour: str) -> bool:
    red, green, blue, _ = to_rgba(colour)
    return 0.3 * red + 0.59 * green + 0.11 * blue > 0.5
