"""A timeline of more events than can be drawn one by one: in each lane, bars that count them."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from analysis.schema import CHANNELS
from analysis.views.figures import Box, count
from analysis.views.figures_labels import INK, SIZE, Wish, write
from analysis.views.figures_timeline_marks import CONFLICT, box_of, colours, draw_spans, rectangle
from analysis.views.timeline import DATED
from analysis.views.timeline_folding import Calendar
from analysis.views.timeline_layout import SPAN_ROWS, TALLEST

TALL, SPAN, AIR = 0.95, 0.07, 0.07  # inches: a lane at most, a row of spans, above and below
WIDEST = 0.16  # inches: a bar of a year is no wider
LEAST = 0.12  # inches of a bar that can be clicked, away from the line: what lies beyond it is another bar
HOLLOW = "#777777"
NUMBERED = 0.6  # of the highest bar: from here on a bar has its number
ORDER = {channel: number for number, channel in enumerate(CHANNELS)}


class Scale(NamedTuple):
    """Inches of a lane, from its top to the line on which its bars stand, per event; the most that a bar shows."""

    lane: float
    line: float
    per_event: float
    up: int
    down: int


def scaled(frame: pd.DataFrame) -> Scale:
    """The scale that all lanes share; a bar of a lane of many actors may be too high for it, and is cut."""
    tall = min(TALL, TALLEST / frame["lane"].nunique())
    bars = frame[frame["slot"] < 0].groupby(["actor_id", "lane", "date_start", "placed"], dropna=False)["count"].sum()
    bars = bars.reset_index()
    bars = bars[bars["actor_id"].notna()] if bars["actor_id"].notna().any() else bars
    dated = bars["placed"] == DATED
    up, down = (int(some.max()) if len(some) else 0 for some in (bars.loc[dated, "count"], bars.loc[~dated, "count"]))
    spans = SPAN * min(SPAN_ROWS, int(frame["slot"].max()) + 1)
    per_event = (tall - spans - 2 * AIR) / max(1, up + down)
    return Scale(tall, AIR + spans + up * per_event, per_event, max(1, up), max(1, down))


def draw_bars(ax: Axes, spots: pd.DataFrame, calendar: Calendar, scale: Scale) -> list[Box]:
    """Bars up for dated events, stacked by channel; hollow ones down for undated; above them spans; peaks numbered."""
    spans = spots[spots["slot"] >= 0]
    spans = spans.assign(y=spans["top"] + AIR + SPAN * (spans["slot"] + 0.5))
    draw_spans(ax, spans.assign(conflict=None), calendar, SPAN * 0.7)
    pieces = _pieces(spots[spots["slot"] < 0], scale)
    bars = pieces.groupby(["lane", "date_start", "placed"], as_index=False).agg(
        **{name: (name, "first") for name in ("x0", "x1", "line", "date_end", "bin", "actor", "conflict")},
        count=("count", "sum"), end=("to", "last"), ids=("ids", "sum"),
    )  # fmt: skip
    filled, hollow = pieces[pieces["placed"] == DATED], bars[bars["placed"] != DATED]
    _rectangles(ax, filled["x0"], filled["x1"], filled["from"], filled["to"], facecolors=colours(filled))
    _rectangles(ax, hollow["x0"], hollow["x1"], hollow["line"], hollow["end"], facecolors="white", edgecolors=HOLLOW)
    lines = spots["top"].unique() + scale.line
    ax.hlines(lines, *calendar.edges, color="#BBBBBB", linewidth=0.6, zorder=1)
    for some, y in ((bars, bars["end"]), (spans, spans["y"] + 0.35 * SPAN)):
        some = some[some["conflict"].notna()]
        ax.hlines(y[some.index], some["x0"], some["x1"], color=CONFLICT, linewidth=1.6, zorder=4)
    _numbers(ax, bars, spans, scale)
    _ruler(ax, float(lines.min()), scale)
    return [_box(bar) for bar in bars.itertuples()] + [box_of(span, SPAN) for span in spans.itertuples()]


def _pieces(counts: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """The bars by channel, one upon the other, with their edges; what is too high ends where there is room."""
    counts = counts.assign(order=counts["channel"].map(ORDER).fillna(len(ORDER)))
    counts = counts.sort_values(["lane", "date_start", "placed", "order"], ignore_index=True)
    dated = counts["placed"] == DATED
    after = counts.groupby(["lane", "date_start", "placed"])["count"].cumsum()
    most = pd.Series(np.where(dated, scale.up, scale.down), index=counts.index)
    up, line = np.where(dated, -scale.per_event, scale.per_event), counts["top"] + scale.line
    middle, wide = (counts["x0"] + counts["x1"]) / 2, np.clip(counts["x1"] - counts["x0"], 0.03, WIDEST)
    edges = {"from": line + up * (after - counts["count"]).clip(upper=most), "to": line + up * after.clip(upper=most)}
    return counts.assign(x0=middle - 0.43 * wide, x1=middle + 0.43 * wide, line=line, **edges)


def _numbers(ax: Axes, bars: pd.DataFrame, spans: pd.DataFrame, scale: Scale) -> None:
    """The count beside the higher bars, the highest first; a bar that was cut has a stroke and always its count."""
    most = bars["placed"].map({DATED: scale.up}).fillna(scale.down)
    cut = bars[bars["count"] > most]
    strokes = cut["end"] - np.where(cut["placed"] == DATED, -0.06, 0.06)
    _rectangles(ax, cut["x0"] - 0.02, cut["x1"] + 0.02, strokes - 0.012, strokes + 0.012, facecolors="white", zorder=3)
    y0, y1 = bars[["line", "end"]].min(axis=1), bars[["line", "end"]].max(axis=1)
    across = [np.column_stack([spans["x0"], spans["y"] - SPAN / 2, spans["x1"], spans["y"] + SPAN / 2])]
    marks = np.vstack([np.column_stack([bars["x0"], y0, bars["x1"], y1]), *across]).astype(float)
    high = bars[(bars["count"] >= NUMBERED * most) & (bars["count"] > 1)].sort_values(
        "count", ascending=False, kind="stable"
    )
    sides = [("above" if placing == DATED else "below", "right", "left") for placing in high["placed"]]
    edges = ax.get_xlim()
    write(ax, marks, [Wish(n, f"{c:,}", s, *edges) for n, c, s in zip(high.index, high["count"], sides, strict=True)])


def _ruler(ax: Axes, line: float, scale: Scale) -> None:
    """How high so many events are, at the right of the first lane."""
    number = next(n for n in (500, 200, 100, 50, 20, 10, 5, 2, 1) if n <= max(1, scale.up))
    x, top = ax.get_xlim()[1] - 0.12, line - number * scale.per_event
    ax.plot([x, x], [line, top], color="#777777", linewidth=1.0, marker="_", markersize=4)
    ax.annotate(
        f"{number}", (x, (line + top) / 2), (-3, 0), textcoords="offset points", ha="right", va="center",
        fontsize=SIZE, color=INK,
    )  # fmt: skip


def _rectangles(ax: Axes, x0: pd.Series, x1: pd.Series, y0: pd.Series, y1: pd.Series, **look: Any) -> None:
    shapes = [rectangle(*edges) for edges in zip(x0, x1, y0, y1, strict=True)]
    ax.add_collection(PolyCollection(shapes, **{"linewidths": 0.7, "zorder": 2} | look))


def _box(bar: Any) -> Box:
    days = f"{bar.date_start:%Y-%m-%d}" + (f" to {bar.date_end:%Y-%m-%d}" if bar.date_end > bar.date_start else "")
    how = "dated by the text" if bar.placed == DATED else "not dated by the text, published then"
    differ = f"; accounts differ in {bar.conflict}" if pd.notna(bar.conflict) else ""
    words = f"{bar.actor}, {days}: {count(bar.count, 'event')} {how}{differ}"
    far = min(bar.end, bar.line - LEAST) if bar.placed == DATED else max(bar.end, bar.line + LEAST)
    return Box(bar.x0, min(bar.line, far), bar.x1, max(bar.line, far), words, tuple(sorted(set(bar.ids))))
