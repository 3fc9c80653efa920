"""Precision and recall as dots on one scale; whether confidence keeps its word; precision by verdicts on a sample."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.views.figures import COLOURS, Box, Drawn, canvas, count, finish, nothing, styled

SHARES = (("precision", ">", 8, "#0072B2"), ("recall", "<", 8, "#D55E00"), ("f1", "o", 4, "#222222"))


@styled
def draw_quality(frame: pd.DataFrame, ax: Axes | None = None) -> Drawn:
    """One line per measure of ``quality.evaluate``; beside it how many were right, found, and in the gold."""
    if frame.empty:
        return nothing(ax, "no hand-checked article")
    ax = canvas(ax, 1.1 + 0.3 * len(frame))
    boxes = []
    for y, row in enumerate(frame.itertuples()):
        values = {share: getattr(row, share) for share, *_ in SHARES if pd.notna(getattr(row, share))}
        ax.plot([min(values.values()), max(values.values())], [y, y], color="#BBBBBB", linewidth=1.6, zorder=1)
        counted = f"{row.right:,} right, {row.predicted:,} found, {row.gold:,} in the gold"
        said = ", ".join(f"{share} {value:.2f}" for share, value in values.items())
        boxes.append(Box(0, y - 0.4, 1, y + 0.4, f"{row.measure}: {said}; {counted}", (row.measure,)))
    for share, marker, size, colour in SHARES:
        look: dict[str, Any] = {"color": colour, "markersize": size, "clip_on": False}
        name = share.replace("f1", "F1 (both)")
        ax.plot(frame[share].astype(float), range(len(frame)), marker, label=name, **look)
    ax.set_yticks(range(len(frame)), [str(measure).replace("_", " ") for measure in frame["measure"]])
    beside = ax.secondary_yaxis("right")
    counts = [f"{row.right:,} / {row.predicted:,} / {row.gold:,}" for row in frame.itertuples()]
    beside.set_yticks(range(-1, len(frame)), ["right / found / gold", *counts], color="#555555")
    beside.tick_params(length=0, pad=10)
    beside.spines["right"].set_visible(False)
    ax.set_ylim(len(frame) - 0.4, -1.2)
    ax.set_xlim(0, 1)
    ax.grid(axis="x")
    ax.tick_params(length=0)
    ax.spines["left"].set_visible(False)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=len(SHARES))
    return finish(ax, "measure", boxes)


@styled
def draw_reliability(frame: pd.DataFrame, ax: Axes | None = None) -> Drawn:
    """Confidence and the share that was right (``calibration.curves``); on the diagonal the two are one."""
    if frame.empty:
        return nothing(ax, "no row that a hand-checked article judges")
    ax = canvas(ax, 4.6)
    ax.plot([0, 1], [0, 1], color="#AAAAAA", linewidth=1, linestyle="--", zorder=1)
    boxes = []
    for place, (series, bins) in enumerate(frame.groupby("articles", sort=False)):
        colour = COLOURS[place % len(COLOURS)]
        x = bins["confidence"] + 0.003 * place  # ranges of two series do not hide each other
        ax.vlines(x, bins["low"], bins["high"], color=colour, linewidth=1.2, alpha=0.4, clip_on=False)
        ax.plot(x, bins["right"], color=colour, linewidth=0.8, alpha=0.5)
        sizes = 1.6 * bins["rows"].clip(8, 200)
        ax.scatter(x, bins["right"], sizes, color=colour, clip_on=False, zorder=3)
        ax.plot([], [], "o", color=colour, markersize=5, label=str(series))
        for size, row in zip(sizes, bins.itertuples(), strict=True):
            away = 4 + size**0.5 / 2  # the first series has its numbers on the left, the second on the right
            beside: dict[str, Any] = {"xytext": (away if place else -away, 0), "textcoords": "offset points"}
            beside |= {"ha": "left" if place else "right", "va": "center_baseline", "fontsize": 7, "color": colour}
            ax.annotate(f"{row.rows:,}", (row.confidence, row.right), **beside)
            said = f"{series}: confidence {row.confidence:.2f}, {row.right:.0%} of {count(row.rows, 'row')} right"
            boxes.append(Box(row.confidence, row.right, row.confidence, row.right, said, (str(series),)))
    ax.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", ylabel="share that was right")
    ax.grid(True)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1.03), ncols=2)
    return finish(ax, "confidence", boxes)


@styled
def draw_precision(frame: pd.DataFrame, ax: Axes | None = None) -> Drawn:
    """One line per group of ``estimates.precision_by``: the share right, its range, and how many were judged."""
    if frame.empty:
        return nothing(ax, "no verdict yet")
    ax = canvas(ax, 1.1 + 0.32 * len(frame))
    groups, boxes = frame.iloc[:, 0].astype(str), []
    for y, row in enumerate(frame.itertuples()):
        ax.plot([row.low, row.high], [y, y], color="#56B4E9", linewidth=5, solid_capstyle="butt", zorder=1)
        said = f"{groups[y]}: precision {row.precision:.2f} ({row.low:.2f} to {row.high:.2f})"
        said += f", {row.right:,} of {count(row.judged, 'row')} right"
        boxes.append(Box(row.low, y - 0.4, row.high, y + 0.4, said, (groups[y],)))
    ax.plot(frame["precision"].astype(float), range(len(frame)), "o", color="#222222", markersize=6, clip_on=False)
    ax.set_yticks(range(len(frame)), list(groups))
    beside = ax.secondary_yaxis("right")
    counts = [f"{row.right:,} / {row.judged:,}" for row in frame.itertuples()]
    beside.set_yticks(range(-1, len(frame)), ["right / judged", *counts], color="#555555")
    beside.tick_params(length=0, pad=10)
    beside.spines["right"].set_visible(False)
    ax.set(xlim=(0, 1), ylim=(len(frame) - 0.4, -1.2), xlabel="precision, and where it lies with 95 %")
    ax.grid(axis="x")
    ax.tick_params(length=0)
    ax.spines["left"].set_visible(False)
    return finish(ax, str(frame.columns[0]), boxes)
