"""Events in time: a lane per actor or country, and one event with the days that its accounts give."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.schema import CHANNELS
from analysis.views.figures import CHANNEL_COLOURS, Box, Drawn, canvas, finish, legend, nothing, short, styled
from analysis.views.figures_calendar import calendar, ticks
from analysis.views.figures_labels import Wish, write
from analysis.views.figures_timeline_bars import draw_bars, scaled
from analysis.views.figures_timeline_marks import (
    CONFLICT,
    HAPPENED,
    HAPPENING,
    MANY,
    SHAPES,
    SHARP,
    box_of,
    draw_points,
    draw_spans,
)
from analysis.views.timeline import DATED
from analysis.views.timeline_folding import AFTER, BEFORE, BREAK, COVERED, REST, RIGHT, Calendar, folded
from analysis.views.timeline_layout import LANE, SLOT, extent

LONGEST_LABEL, MOST_LABELS = 26, 500  # letters; tried
NAME, NAME_LINES = 24, 2  # letters of a line, lines
TICK, WEEK = 0.52, 0.15  # inches: what the words of a tick take, what a week needs to have its line
STRIP, LANE_SHADE, RULE = "#EDEDED", "#F6F6F6", "#DDDDDD"


@styled
def draw_timeline(frame: pd.DataFrame, ax: Axes | None = None) -> Drawn:
    """Lanes (``timeline_lanes.lanes``): a mark per event, as wide as its date is vague, hollow where only its
    publication is known, in a ring where accounts differ; bars where events are too many; other years folded away."""
    if frame.empty:
        return nothing(ax, "no event with a day under these filters")
    days, many = folded(frame), bool((frame["slot"] < 0).any())
    scale = scaled(frame)
    slots = frame.groupby("lane")["slot"].max()
    heights = slots * 0 + scale.lane if many else LANE + SLOT * slots
    tops, tall = heights.cumsum() - heights, float(heights.sum())
    x0, x1 = extent(frame, days)
    spots = frame.assign(x0=x0, x1=x1, top=frame["lane"].map(tops))
    spots["y"] = spots["top"] + LANE / 2 + SLOT * spots["slot"]
    key = _key(spots)
    ax = canvas(ax, tall + 0.85 + 0.18 * sum(1 + (len(group) - 1) // 5 for group in key))
    legend(ax, *key)
    ax.set_xlim(*(edge + more for edge, more in zip(days.edges, (-0.06, 0.06), strict=True)))
    ax.set_ylim(tall, 0)
    _ground(ax, days, tops, heights)
    _name(ax, frame.drop_duplicates("lane").set_index("lane"), tops + heights / 2)
    if many:
        finish(ax, "event", [])
        return finish(ax, "event", draw_bars(ax, spots, days, scale))
    spans = spots["x1"] > spots["x0"]
    draw_spans(ax, spots[spans], days)
    draw_points(ax, spots[~spans])
    drawn = finish(ax, "event", [box_of(spot, SLOT) for spot in spots.itertuples()])
    _label(ax, spots, days)
    return drawn


@styled
def draw_accounts(frame: pd.DataFrame, ax: Axes | None = None) -> Drawn:
    """One event by its accounts (``timeline.accounts``): the day that each gives, and the day of its publication."""
    if frame.empty:
        return nothing(ax, "no account of this event")
    ax = canvas(ax, 0.9 + 0.34 * len(frame))
    days = pd.concat([frame["date_start"], frame["date_end"], frame["published"]]).dropna().dt.normalize()
    boxes = []
    for y, row in enumerate(frame.itertuples()):
        ax.axhline(y, color="#EEEEEE", linewidth=0.8, zorder=0)
        if pd.notna(row.published):
            ax.plot(
                mdates.date2num(row.published.normalize()),
                y,
                marker="|",
                markersize=21,
                color="#888888",
                markeredgewidth=1.6,
            )
        if pd.notna(row.date_start):
            x0, x1 = mdates.date2num(row.date_start.normalize()), mdates.date2num(row.date_end.normalize())
            ax.plot(
                [x0, x1],
                [y, y],
                marker="o",
                markersize=8,
                linewidth=5,
                solid_capstyle="round",
                color=CHANNEL_COLOURS["call"],
            )
            says = f"{row.date_start:%Y-%m-%d}"
        else:
            x0 = x1 = mdates.date2num(days.min()) if len(days) else 0.0
            ax.text(x0, y, "gives no day", va="center", fontsize=8, color="#777777", style="italic")
            says = "no day"
        boxes.append(Box(x0 - 0.3, y - 0.4, x1 + 0.3, y + 0.4, f"{row.source}: {says}", (row.event_id,)))
    if len(days):
        calendar(ax, days.min(), days.max())
        room = max(0.6, 0.08 * (days.max() - days.min()).days)
        ax.set_xlim(mdates.date2num(days.min()) - room, mdates.date2num(days.max()) + room)
    else:
        ax.set_xticks([])
    names = [short(row.source) + (" (reprint)" if row.reprint else "") + _claim(row) for row in frame.itertuples()]
    ax.set_yticks(range(len(frame)), names)
    ax.set_ylim(len(frame) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    legend(
        ax,
        [
            Line2D(
                [],
                [],
                color=CHANNEL_COLOURS["call"],
                marker="o",
                linestyle="",
                markersize=7,
                label="day that the account gives",
            ),
            Line2D(
                [], [], color="#888888", marker="|", linestyle="", markersize=11, markeredgewidth=1.6, label="published"
            ),
        ],
    )
    return finish(ax, "event", boxes)


def _claim(account: Any) -> str:
    """What the account claims, and whose claim it is; empty where it counts nothing."""
    if pd.isna(account.claim):
        return ""
    by = "" if pd.isna(account.claimant) else f" ({short(account.claimant)})"
    return f": {short(account.claim)}{by}"


def _ground(ax: Axes, days: Calendar, tops: pd.Series, heights: pd.Series) -> None:
    """What lies below the marks: every second lane shaded, lines at the ticks, folded years grey behind a break."""
    for number, lane in enumerate(tops.index):
        if number % 2 == 0:
            ax.axhspan(tops[lane], tops[lane] + heights[lane], color=LANE_SHADE, linewidth=0, zorder=0)
    numbers, words = ticks(days.first, days.last, most=max(2, int(days.width / TICK)))
    places = days.at(numbers)
    weeks = pd.date_range(days.first, days.last, freq="W-MON") if days.per_day * 7 > WEEK else []
    lines = [*places, *days.at(mdates.date2num(weeks))] if len(weeks) else places
    ax.vlines(lines, *ax.get_ylim(), color=RULE, linewidth=0.6, zorder=0.8)
    bottom: dict[str, Any] = {"transform": ax.get_xaxis_transform(), "clip_on": False}
    for strip in days.strips:
        ax.axvspan(strip.x0, strip.x1, color=STRIP, linewidth=0, zorder=0.5)
    for side in {strip.x0 < 0 for strip in days.strips}:
        middle = -BREAK / 2 if side else days.width + BREAK / 2
        ax.plot([middle - 0.05, middle + 0.05], [0, 0], color="white", linewidth=3, zorder=6, **bottom)
        for x in (middle - 0.05, middle + 0.05):
            ax.plot([x - 0.03, x + 0.03], [-0.008, 0.008], color="#777777", linewidth=0.9, zorder=7, **bottom)
    ax.set_xticks(
        [*places, *((strip.x0 + strip.x1) / 2 for strip in days.strips)], [*words, *(s.name for s in days.strips)]
    )
    for label in ax.get_xticklabels()[len(places) :]:
        label.set_fontsize(7)


def _name(ax: Axes, lanes: pd.DataFrame, middles: pd.Series) -> None:
    """The name of each lane, on two lines if it is long, and how many events are in it, at the right."""
    names = [_on_lines(lanes.at[lane, "actor"]) for lane in middles.index]
    ax.set_yticks(list(middles), names, linespacing=0.95)
    for label in ax.get_yticklabels():
        label.set_fontsize(8.5 if "\n" not in label.get_text() else 7.6)
    for lane, y in middles.items():
        ax.annotate(
            f"{lanes.at[lane, 'events']:,}", (1, y), (16, 0), xycoords=("axes fraction", "data"), fontsize=7.5,
            textcoords="offset points", color="#666666", ha="right", va="center", annotation_clip=False,
        )  # fmt: skip
    ax.annotate(
        "events", (1, 1), (18, 4), xycoords="axes fraction", textcoords="offset points", fontsize=7, color="#666666",
        ha="right", va="bottom", annotation_clip=False,
    )  # fmt: skip
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)


def _on_lines(name: str) -> str:
    lines = wrap(short(name, 2 * NAME - 2), NAME) or [""]
    return "\n".join(lines if len(lines) <= NAME_LINES else [lines[0], short(" ".join(lines[1:]), NAME)])


def _key(spots: pd.DataFrame) -> list[list[Line2D]]:
    """What colours, shapes and signs mean, as far as they occur."""
    counted = bool((spots["slot"] < 0).any())
    dot = "s" if counted else "o"
    present = set(spots["channel"].dropna())
    named = [_sign(CHANNEL_COLOURS[channel], dot, channel) for channel in CHANNELS if channel in present]
    single = spots[spots["bin"].isna() & spots["channel"].notna()]
    shapes = [_sign("#777777", *SHAPES[part]) for part in SHAPES if part in set(single["part"])]
    happening = _sign(HAPPENING, dot if counted else HAPPENED, "no communication")
    (named if counted else shapes).extend([happening] * bool(spots["channel"].isna().any()))
    spans = spots[(spots["x1"] > spots["x0"]) & (spots["slot"] >= 0)]
    signs = [_sign(MANY, "o", "n events of one day", size=8)] * bool((spots["bin"] == REST).any())
    signs += [_sign("#777777", dot, "undated: at its publication", "white")] * bool((spots["placed"] != DATED).any())
    vague = (spans["placed"] == DATED) & ~spans["date_precision"].isin(SHARP)
    bar = Line2D([], [], color="#AAAAAA", linewidth=5, solid_capstyle="butt", label="some day within")
    signs += [bar] * bool(vague.any())
    ring = _sign(CONFLICT, "_" if counted else "o", "accounts differ", "none", 7)
    ring.set_markeredgewidth(1.8 if counted else 1.1)
    signs += [ring] * bool(spots["conflict"].notna().any())
    return [group for group in (named, shapes, signs) if group]


def _sign(colour: str, shape: str, words: str, fill: str | None = None, size: float = 5.5) -> Line2D:
    look: dict[str, Any] = dict(marker=shape, markerfacecolor=fill or colour, linestyle="", markersize=size)
    return Line2D([], [], color=colour, label=words, **look)


def _label(ax: Axes, spots: pd.DataFrame, days: Calendar) -> None:
    """Write beside the marks, those told most often first and those that only an audience heard last."""
    half = np.where(spots["bin"].notna() | spots["conflict"].notna(), 0.075, 0.05)
    marks = np.column_stack([spots["x0"] - half, spots["y"] - SLOT / 2, spots["x1"] + half, spots["y"] + SLOT / 2])
    wanted = spots.assign(mark=range(len(spots)), source=spots["part"].eq("source"))[spots["bin"].isna()]
    wanted = wanted.sort_values(["articles", "source"], ascending=False, kind="stable").head(MOST_LABELS)
    write(
        ax,
        marks,
        [
            Wish(row.mark, short(row.label, LONGEST_LABEL), ("right", "left"), *_room(row.era, days))
            for row in wanted.itertuples()
        ],
    )


def _room(era: str, days: Calendar) -> tuple[float, float]:
    """From where to where words may stand: not over the break beside the covered time."""
    low, high = days.edges
    return {COVERED: (max(low, -0.14), min(high, days.width + RIGHT)), BEFORE: (low, -0.06), AFTER: (days.width, high)}[
        era
    ]
