"""Events in time: a lane per actor, and one event with the days that its accounts give."""

from __future__ import annotations

from typing import Any

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from analysis.schema import CHANNELS
from analysis.views.figures import CHANNEL_COLOURS, Box, Drawn, canvas, finish, legend, nothing, short, styled
from analysis.views.figures_calendar import calendar
from analysis.views.timeline import DATED

HAPPENING = "#444444"
SHAPES = {"source": ("o", "speaks"), "target": ("s", "is spoken to"), "participant": ("D", "takes part")}
LANE, SLOT = 0.34, 0.17  # inches: the first row of a lane, and each further one
MOST_LABELS = 500  # tried
TALLEST = 8.6  # inches: what a printed page holds with its caption
LONGEST_SPAN = 45  # days that a span may last and still set the ends of the calendar


@styled
def draw_timeline(frame: pd.DataFrame, ax: Axes | None = None) -> Drawn:
    """Lanes (``timeline.lanes``): a mark per event and actor, as wide as its date is vague; hollow where only the
    publication day is known; a thin line joins the marks of one event."""
    if frame.empty:
        return nothing(ax, "no event with a day under these filters")
    slots = frame.groupby("lane")["slot"].max() + 1
    heights = LANE + SLOT * (slots - 1)
    tops = heights.cumsum() - heights
    tall = float(heights.sum())
    ax = canvas(ax, min(tall, TALLEST) + 1.0)
    spots = frame.assign(
        x0=mdates.date2num(frame["date_start"].dt.normalize()),
        x1=mdates.date2num(frame["date_end"].dt.normalize()),
        y=frame["lane"].map(tops) + LANE / 2 + SLOT * frame["slot"],
        colour=frame["channel"].map(CHANNEL_COLOURS).fillna(HAPPENING),
    )
    for number, lane in enumerate(slots.index):
        if number % 2 == 0:
            ax.axhspan(tops[lane], tops[lane] + heights[lane], color="#F6F6F6", zorder=0)
    joined = spots.groupby("event_id").agg(x=("x0", "first"), low=("y", "min"), high=("y", "max"))
    ax.vlines(joined["x"], joined["low"], joined["high"], color="#D9D9D9", linewidth=0.6, zorder=1)
    _points_and_spans(ax, spots)
    boxes = [_box(spot) for spot in spots.itertuples()]
    names = frame.drop_duplicates("lane").set_index("lane")["actor"]
    ax.set_yticks(
        [tops[lane] + heights[lane] / 2 for lane in slots.index], [short(names[lane]) for lane in slots.index]
    )
    ax.set_ylim(tall, 0)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    _ends(ax, spots)
    _key(ax, spots)
    drawn = finish(ax, "event", boxes)
    _label(ax, spots)
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


def _points_and_spans(ax: Axes, spots: pd.DataFrame) -> None:
    """A point for a day, a bar for a span; what no text dates is hollow."""
    spans = spots[spots["x1"] > spots["x0"]]
    ax.barh(
        spans["y"],
        spans["x1"] - spans["x0"] + 0.8,
        SLOT * 0.66,
        spans["x0"] - 0.4,
        color=list(spans["colour"]),
        alpha=0.45,
        zorder=2,
    )
    points = spots.drop(spans.index)
    points = points.assign(part=points["part"].mask(points["channel"].isna(), "").fillna(""))
    for (part, colour, placing), alike in points.groupby(["part", "colour", "placed"]):
        shape = SHAPES[part][0] if part in SHAPES else "X"
        hollow = placing != DATED
        ax.plot(
            alike["x0"],
            alike["y"],
            marker=shape,
            markersize=5.6 if shape == "o" else 4.8,
            linestyle="",
            zorder=3,
            markerfacecolor="white" if hollow else colour,
            markeredgecolor=colour if hollow else "white",
            markeredgewidth=1.2 if hollow else 0.5,
        )


def _box(spot: Any) -> Box:
    when = f"{spot.date_start:%Y-%m-%d}" + (f" to {spot.date_end:%Y-%m-%d}" if spot.x1 > spot.x0 else "")
    words = f"{spot.actor}, {when}{'' if spot.placed == DATED else ' (published; not dated by the text)'}: {spot.what}"
    return Box(spot.x0 - 0.4, spot.y - SLOT / 2, spot.x1 + 0.4, spot.y + SLOT / 2, words, (spot.event_id,))


def _ends(ax: Axes, spots: pd.DataFrame) -> None:
    """The calendar reaches over all that has a fairly exact date; a vaguer bar may run out of the picture."""
    exact = spots[spots["x1"] - spots["x0"] <= LONGEST_SPAN]
    exact = exact if len(exact) else spots
    low, high = exact["x0"].min(), exact["x1"].max()
    calendar(
        ax, pd.Timestamp(mdates.num2date(low)).tz_localize(None), pd.Timestamp(mdates.num2date(high)).tz_localize(None)
    )
    room = max(1.0, 0.02 * (high - low))
    ax.set_xlim(low - room, high + max(room, 0.1 * (high - low)))  # labels stand at the right of their marks


def _key(ax: Axes, spots: pd.DataFrame) -> None:
    def sign(colour: str, shape: str, words: str, fill: str | None = None) -> Line2D:
        return Line2D(
            [],
            [],
            color=colour,
            marker=shape,
            markerfacecolor=fill or colour,
            linestyle="",
            markersize=5.5,
            label=words,
        )

    present, parts = set(spots["channel"].dropna()), set(spots.loc[spots["channel"].notna(), "part"])
    colours = [sign(CHANNEL_COLOURS[channel], "o", channel) for channel in CHANNELS if channel in present]
    if spots["channel"].isna().any():
        colours.append(sign(HAPPENING, "X", "no communication"))
    shapes = [sign("#777777", *SHAPES[part]) for part in SHAPES if part in parts]
    if (spots["placed"] != DATED).any():
        shapes.append(sign("#777777", "o", "undated: at its publication day", "white"))
    legend(ax, colours, shapes)


def _label(ax: Axes, spots: pd.DataFrame) -> None:
    """Write beside the marks, those told most often first, where a label covers no mark and no other label."""
    inside = ax.get_window_extent()
    half = 4.5 * ax.figure.dpi / 72  # of a mark, with a little air
    at = ax.transData.transform
    taken = []
    for spot in spots.itertuples():
        (left, y), (right, _) = at((spot.x0, spot.y)), at((spot.x1, spot.y))
        taken.append(Bbox([[left - half, y - half], [right + half, y + half]]))
    order = spots.assign(first=spots["part"].eq("source")).sort_values(
        ["articles", "first"], ascending=False, kind="stable"
    )
    for place in order.index[:MOST_LABELS]:
        number = spots.index.get_loc(place)
        text = Text(
            0, 0, short(spots.at[place, "label"], 26), fontsize=6.8, color="#444444", va="center", figure=ax.figure
        )
        size = text.get_window_extent()
        y = (taken[number].y0 + taken[number].y1) / 2
        for left, side in ((taken[number].x1 + 1, "left"), (taken[number].x0 - size.width - 1, "right")):
            box = Bbox.from_bounds(left, y - size.height / 2, size.width, size.height)
            fits = inside.x0 <= box.x0 and box.x1 <= inside.x1
            if fits and not any(box.overlaps(other) for i, other in enumerate(taken) if i != number):
                x, height = ax.transData.inverted().transform((box.x0 if side == "left" else box.x1, y))
                ax.text(
                    x, height, text.get_text(), fontsize=6.8, color="#444444", va="center", ha=side, in_layout=False
                )
                taken.append(box)
                break
