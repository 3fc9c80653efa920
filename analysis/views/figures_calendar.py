"""A calendar along the bottom of a figure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes

FEW = 9
STEPS = (
    ("W-MON", 1),
    ("W-MON", 2),
    ("MS", 1),
    ("MS", 2),
    ("MS", 3),
    ("MS", 6),
    *(("YS", n) for n in (1, 2, 5, 10, 20, 50)),
)


def calendar(ax: Axes, first: pd.Timestamp, last: pd.Timestamp, step: int = 1) -> None:
    """Ticks on whole days (every ``step``-th where they are few), the year below the first and below each new year."""
    ax.set_xticks(*ticks(first, last, step))


def ticks(first: pd.Timestamp, last: pd.Timestamp, step: int = 1, most: int = FEW) -> tuple[list[float], list[str]]:
    """Day numbers and their words: every day, Mondays, months or years, the first that are no more than ``most``."""
    days = list(pd.date_range(first, last, freq=f"{step}D"))
    for unit, every in STEPS:
        if len(days) <= most:
            break
        days = [day for day in pd.date_range(first, last, freq=unit) if _nth(day, unit) % every == 0]
    days = days or [first]
    return list(mdates.date2num(days)), _labels(days)


def _nth(day: pd.Timestamp, unit: str) -> int:
    return {"W": day.toordinal() // 7, "M": day.month - 1, "Y": day.year}[unit[0]]


def _labels(days: Sequence) -> list[str]:
    step = min((later - day).days for day, later in pairwise(days)) if len(days) > 1 else 1
    labels, year = [], None
    for day in days:
        words = f"{day:%Y}" if step > 300 else f"{day:%b}" if step > 27 else f"{day.day} {day:%b}"
        labels.append(words if step > 300 or day.year == year else f"{words}\n{day:%Y}")
        year = day.year
    return labels
