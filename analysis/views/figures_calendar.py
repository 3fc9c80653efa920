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
LENGTHS = {"W-MON": 7, "MS": 31, "YS": 366}  # days, at most


def calendar(ax: Axes, first: pd.Timestamp, last: pd.Timestamp) -> None:
    """Ticks on whole days, the year below the first and below each new year."""
    ax.set_xticks(*ticks(first, last))


def ticks(first: pd.Timestamp, last: pd.Timestamp, most: int = FEW) -> tuple[list[float], list[str]]:
    """Day numbers and their words: every day, Mondays, months or years, the first that are no more than ``most``."""
    span = (last - first).days
    days = list(pd.date_range(first, last, freq="D")) if span < most else None
    for unit, every in STEPS:
        if days is not None and len(days) <= most:
            break
        if span < (most + 1) * LENGTHS[unit] * every:  # else there are too many, and no need to make them
            days = [day for day in pd.date_range(first, last, freq=unit) if _nth(day, unit) % every == 0]
    days = days or [first]
    return list(mdates.date2num(days)), labels(days)


def _nth(day: pd.Timestamp, unit: str) -> int:
    return {"W": day.toordinal() // 7, "M": day.month - 1, "Y": day.year}[unit[0]]


def labels(days: Sequence) -> list[str]:
    """The words of the ticks on those days, the year below the first and below each new year."""
    step = min((later - day).days for day, later in pairwise(days)) if len(days) > 1 else 1
    words_of, year = [], None
    for day in days:
        words = f"{day:%Y}" if step > 300 else f"{day:%b}" if step > 27 else f"{day.day} {day:%b}"
        words_of.append(words if step > 300 or day.year == year else f"{words}\n{day:%Y}")
        year = day.year
    return words_of
