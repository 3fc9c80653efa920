"""One event by its accounts: the day that each gives, and the day of its publication."""

from __future__ import annotations

from typing import Any

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.views.figures import CHANNEL_COLOURS, Box, Drawn, canvas, finish, legend, nothing, short, styled
from analysis.views.figures_calendar import calendar


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
