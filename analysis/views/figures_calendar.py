"""A calendar along the bottom of a figure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes

FEW = 9


def calendar(ax: Axes, first: pd.Timestamp, last: pd.Timestamp, step: int = 1) -> None:
    """Ticks on whole days (every ``step``-th where they are few), the year below the first and below each new year."""
    ticks = list(mdates.date2num(pd.date_range(first, last, freq=f"{step}D")))
    if len(ticks) > FEW:
        found = mdates.AutoDateLocator(minticks=3, maxticks=FEW).tick_values(first, last)
        ticks = [tick for tick in found if ticks[0] <= tick <= ticks[-1] and tick == int(tick)]
        step = max((later - tick for tick, later in pairwise(ticks)), default=0)
        ticks = [tick for tick, later in pairwise([*ticks, math.inf]) if later - tick > 0.6 * step]  # 29 Sep, 1 Oct
    ax.set_xticks(ticks, _labels([mdates.num2date(tick) for tick in ticks]))


def _labels(days: Sequence) -> list[str]:
    step = min((later - day).days for day, later in pairwise(days)) if len(days) > 1 else 1
    labels, year = [], None
    for day in days:
        words = f"{day:%Y}" if step > 300 else f"{day:%b}" if step > 27 else f"{day.day} {day:%b}"
        labels.append(words if step > 300 or day.year == year else f"{words}\n{day:%Y}")
        year = day.year
    return labels
