"""Counts over time and counts side by side, as bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.views.counts import ranked
from analysis.views.figures import (
    COLOURS,
    Box,
    Drawn,
    canvas,
    count,
    finish,
    legend,
    nothing,
    short,
    styled,
)
from analysis.views.figures_calendar import calendar
from analysis.views.outlets import OTHER_OUTLETS
from analysis.views.timeline import DATED, PUBLICATION

HOLLOW = dict(facecolor="white", hatch="////", linewidth=0.9)
ALL = "#0072B2"
FEWEST_BARS = 10


@styled
def draw_coverage(frame: pd.DataFrame, ax: Axes | None = None) -> Drawn:
    """Articles by publication day and outlet (``outlets.coverage``); those without a day stand apart at the right."""
    if frame.empty:
        return nothing(ax, "no articles")
    frame = frame.rename(columns={"source": "part", "day": "time", "articles": "count"})
    sizes = frame.groupby("part")["count"].sum().sort_values(ascending=False, kind="stable")
    parts = sorted(sizes.index, key=lambda part: part.endswith(OTHER_OUTLETS))
    colours = {part: COLOURS[number % len(COLOURS)] for number, part in enumerate(parts)}
    return _over_time(frame, parts, colours, ax, unit="article", missing="no day\nknown")


@styled
def draw_intensity(frame: pd.DataFrame, ax: Axes | None = None) -> Drawn:
    """Events by day (``timeline.by_day``); those that no text dates stand hollow at the day they were published."""
    if frame.empty:
        return nothing(ax, "no event with a day")
    frame = frame.rename(columns={"placed": "part", "day": "time"})
    colours = {DATED: ALL, PUBLICATION: ALL}
    parts = [part for part in (DATED, PUBLICATION) if part in set(frame["part"])]
    names = {PUBLICATION: "undated by the text: at its publication day", DATED: "dated by the text"}
    return _over_time(frame, parts, colours, ax, unit="event", missing="", names=names)


@styled
def draw_bases(frame: pd.DataFrame, ax: Axes | None = None) -> Drawn:
    """Articles by what their publication date rests on (``outlets.bases``)."""
    if not frame["articles"].sum():
        return nothing(ax, "no articles")
    bars = frame.assign(name=frame["basis"], part="articles", count=frame["articles"], ids=[()] * len(frame))
    return _side_by_side(bars, list(bars["name"]), {"articles": ALL}, ax, "article", "basis")


@styled
def draw_channels(frame: pd.DataFrame, ax: Axes | None = None) -> Drawn:
    """Events by channel (``counts.by_channel``), the most frequent first."""
    if frame.empty:
        return nothing(ax, "no event under these filters")
    bars = frame.assign(name=frame["channel"], part="events", ids=frame["communication_ids"])
    return _side_by_side(bars, list(bars["name"]), {"events": ALL}, ax, "event", "channel")


@styled
def draw_audiences(frame: pd.DataFrame, ax: Axes | None = None) -> Drawn:
    """Statements to the public and other audiences by speaker (``counts.to_audiences``)."""
    if frame.empty:
        return nothing(ax, "no statement to an audience under these filters")
    audiences = list(ranked(frame, ("addressee",))["name"])
    colours = {part: COLOURS[number % len(COLOURS)] for number, part in enumerate(audiences)}
    bars = frame.assign(name=frame["speaker"], part=frame["addressee"], ids=frame["communication_ids"])
    return _side_by_side(bars, list(ranked(frame, ("speaker",))["name"]), colours, ax, "event", "pair")


def _over_time(
    frame: pd.DataFrame,
    parts: Sequence[str],
    colours: Mapping[str, str],
    ax: Axes | None,
    *,
    unit: str,
    missing: str,
    names: Mapping[str, str] | None = None,
) -> Drawn:
    """Stacked bars along a calendar; what has no time stands right of it under the words ``missing``."""
    ax = canvas(ax, 2.9)
    times = frame["time"].dropna()
    first, last = (times.min(), times.max()) if len(times) else (None, None)
    span = 0 if first is None else (last - first).days + 1
    # With room at both ends, so that a bar for each of three days does not fill the page.
    room = max(1, 0.025 * span, (FEWEST_BARS - span) / 2)
    apart = 0.0 if last is None else mdates.date2num(last) + 2 * room
    width = 0.86 * max(1, span / 250)  # on a long calendar a day is thinner than ink
    at = frame["time"].map(lambda day: apart if pd.isna(day) else mdates.date2num(day))
    tops: dict[float, int] = {}
    boxes = []
    for part in parts:
        rows = frame[frame["part"] == part]
        look = HOLLOW | {"edgecolor": colours[part]} if part == PUBLICATION else {"color": colours[part]}
        low = [tops.get(x, 0) for x in at[rows.index]]
        ax.bar(
            at[rows.index],
            rows["count"].astype(float),
            width,
            low,
            label=short((names or {}).get(part, part), 44),
            **look,
        )
        for x, bottom, row in zip(at[rows.index], low, rows.itertuples(), strict=True):
            tops[x] = bottom + row.count
            when = "no day" if pd.isna(row.time) else f"{row.time:%Y-%m-%d}"
            boxes.append(
                Box(x - width / 2, bottom, x + width / 2, tops[x], f"{when}, {part}: {count(row.count, unit)}", row.ids)
            )
    if first is not None:
        calendar(ax, first, last)
        ax.set_xlim(mdates.date2num(first) - room, mdates.date2num(last) + room)
    if apart in tops:
        _stand_apart(ax, apart, room, width, tops, missing)
        top = ax.get_ylim()[1]
        boxes = [box._replace(y1=min(top, box.y1)) for box in boxes if box.y0 < top]
    ax.set_ylabel(f"{unit}s")
    ax.yaxis.set_major_locator(MaxNLocator("auto", steps=[1, 2, 5, 10], integer=True))
    ax.grid(axis="y")
    legend(ax, ax.get_legend_handles_labels()[0])
    return finish(ax, unit, boxes)


def _stand_apart(ax: Axes, at: float, room: float, width: float, tops: Mapping[float, int], words: str) -> None:
    """Room right of the calendar for what has no place in it; a bar that would dwarf the others is cut and numbered."""
    within = [top for x, top in tops.items() if x != at]
    labels = [label.get_text() for label in ax.get_xticklabels()] if within else []
    ax.set_xticks([*(ax.get_xticks() if within else []), at], [*labels, words])
    ax.set_xlim(ax.get_xlim()[0] if within else at - 4 * room, at + room + (0 if within else 3 * room))
    if not within:
        return
    ax.axvline(at - room, color="#BBBBBB", linewidth=0.8, linestyle=(0, (3, 3)))
    top = 1.2 * max(within)
    ax.set_ylim(0, top)
    ax.annotate(f"{tops[at]:,}", (at, min(tops[at], top)), (0, 3), textcoords="offset points", ha="center", fontsize=8)
    if top < tops[at]:
        ax.plot([at - 0.7 * width, at + 0.7 * width], [0.88 * top, 0.94 * top], color="white", linewidth=4, zorder=3)


def _side_by_side(
    bars: pd.DataFrame, names: Sequence[str], colours: Mapping[str, str], ax: Axes | None, unit: str, kind: str
) -> Drawn:
    """Horizontal stacked bars, one per name, with the total at their end."""
    ax = canvas(ax, 0.7 + 0.3 * len(names) + 0.3 * (len(colours) > 1))
    ends = dict.fromkeys(names, 0)
    boxes = []
    for part in colours:
        rows = bars[bars["part"] == part]
        places = [names.index(name) for name in rows["name"]]
        left = [ends[name] for name in rows["name"]]
        ax.barh(places, rows["count"].astype(float), 0.66, left, color=colours[part], label=short(part))
        for y, start, row in zip(places, left, rows.itertuples(), strict=True):
            ends[row.name] = start + row.count
            if row.count:
                words = (
                    f"{row.name}, {part}: {count(row.count, unit)}"
                    if len(colours) > 1
                    else f"{row.name}: {count(row.count, unit)}"
                )
                boxes.append(Box(start, y - 0.33, ends[row.name], y + 0.33, words, row.ids))
    for y, name in enumerate(names):
        ax.annotate(
            f"{ends[name]:,}", (ends[name], y), (4, 0), textcoords="offset points", va="center", color="#333333"
        )
    ax.set_yticks(range(len(names)), [short(name) for name in names])
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.margins(x=0.08)
    ax.tick_params(length=0)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.set_xticks([])
    if len(colours) > 1:
        legend(ax, ax.get_legend_handles_labels()[0])
    return finish(ax, kind, boxes)
