"""One row a pair or an outlet, with points on a common scale: contact and silence, coverage and weight."""

from __future__ import annotations

from typing import Literal

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.views.figures import COLOURS, Box, Drawn, canvas, count, finish, legend, nothing, short, styled
from analysis.views.figures_calendar import calendar

CONTACT, SILENCE = COLOURS[0], COLOURS[1]


@styled
def draw_contacts(frame: pd.DataFrame, ax: Axes | None = None) -> Drawn:
    """Pairs (``counts.contacts``): first and last contact, and the longest silence between two, with its days."""
    frame = frame.dropna(subset="first")
    if frame.empty:
        return nothing(ax, "no contact with an exact day under these filters")
    ax = canvas(ax, 0.95 + 0.3 * len(frame))
    ends = frame["last"] + pd.to_timedelta(frame["since_last"].fillna(0).astype(int), unit="D")
    boxes = []
    for y, row in enumerate(frame.itertuples()):
        first, last, end = (mdates.date2num(day) for day in (row.first, row.last, ends[row.Index]))
        ax.plot([last, end], [y, y], color="#BBBBBB", linewidth=1, linestyle=(0, (1, 2)), zorder=1)
        ax.plot([first, last], [y, y], color=CONTACT, linewidth=1.2, zorder=1)
        label = f"{row.one} and {row.other}: {count(row.count, 'event')}, {row.first:%Y-%m-%d} to {row.last:%Y-%m-%d}"
        if pd.notna(row.silence_days) and row.silence_days > 1:
            since, until = mdates.date2num(row.silence_from), mdates.date2num(row.silence_to)
            ax.plot([since, until], [y, y], color=SILENCE, linewidth=4, solid_capstyle="butt", zorder=2)
            ax.annotate(
                f"{row.silence_days} d",
                ((since + until) / 2, y),
                (0, 4),
                textcoords="offset points",
                ha="center",
                fontsize=7,
            )
            label += f", longest silence {row.silence_days} days"
        ax.plot([first, last], [y, y], marker="o", markersize=5.5, linestyle="", color=CONTACT, zorder=3)
        boxes.append(Box(first, y - 0.4, last, y + 0.4, label, row.communication_ids))
    ax.set_yticks(range(len(frame)), [f"{short(row.one, 20)} – {short(row.other, 20)}" for row in frame.itertuples()])
    ax.set_ylim(len(frame) - 0.4, -0.7)
    first, last = frame["first"].min(), ends.max()
    calendar(ax, first, last)
    room = max(0.5, 0.03 * (last - first).days)
    ax.set_xlim(mdates.date2num(first) - room, mdates.date2num(last) + room)
    _quiet(ax, "both")
    legend(
        ax,
        [
            Line2D([], [], color=CONTACT, marker="o", linewidth=1.2, markersize=5.5, label="first and last contact"),
            Line2D([], [], color=SILENCE, linewidth=4, label="longest silence, in days"),
            Line2D([], [], color="#BBBBBB", linewidth=1, linestyle=(0, (1, 2)), label="silent until the last article"),
        ],
    )
    return finish(ax, "pair", boxes)


@styled
def draw_shares(frame: pd.DataFrame, ax: Axes | None = None) -> Drawn:
    """Outlets (``outlets.shares``): its share of the articles beside its share of the events that are told."""
    if frame.empty:
        return nothing(ax, "no articles")
    ax = canvas(ax, 0.95 + 0.32 * len(frame))
    boxes = []
    for y, row in enumerate(frame.itertuples()):
        shares = 100 * row.share_of_articles, 100 * row.share_of_events
        ax.plot(shares, [y, y], color="#CCCCCC", linewidth=2.5, zorder=1)
        for share, colour in zip(shares, (CONTACT, SILENCE), strict=True):
            ax.plot(share, y, marker="o", markersize=7, color=colour, linestyle="", zorder=2)
        words = f"{count(row.articles, 'article')}, {row.events_per_hundred:.0f} events per hundred"
        ax.annotate(
            words,
            (max(shares), y),
            (8, 0),
            textcoords="offset points",
            va="center",
            fontsize=7.5,
            color="#666666",
            bbox=dict(facecolor="white", edgecolor="none", pad=0.6),
        )
        boxes.append(Box(min(shares), y - 0.4, max(shares), y + 0.4, f"{row.source}: {words}", ()))
    ax.set_yticks(range(len(frame)), [short(source) for source in frame["source"]])
    ax.set_ylim(len(frame) - 0.4, -0.6)
    largest = 100 * float(frame[["share_of_articles", "share_of_events"]].max().max())
    ax.set_xlim(0, max(10.0, largest) * 1.55)  # the words stand at the right of the points
    ticks = [tick for tick in ax.get_xticks() if tick <= 100]
    ax.set_xticks(ticks, [f"{tick:.0f}%" for tick in ticks])
    _quiet(ax, "x")
    legend(
        ax,
        [
            Line2D([], [], color=colour, marker="o", linestyle="", markersize=7, label=words)
            for colour, words in ((CONTACT, "share of all articles"), (SILENCE, "share of all events, told by it"))
        ],
    )
    return finish(ax, "outlet", boxes)


def _quiet(ax: Axes, grid: Literal["x", "both"]) -> None:
    ax.grid(axis=grid)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
