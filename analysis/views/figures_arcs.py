"""Who spoke to whom as arcs: names in the middle, what is said down the list on the right, up the list on the left."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from analysis.views.counts import OTHERS, ranked
from analysis.views.figures import COLOURS, WIDTH, Box, Drawn, canvas, count, finish, nothing, short, styled

ROW, LETTER = 0.32, 0.072  # inches: the height of a name, the width of a letter
QUIET = "#A8A8A8"


@styled
def draw_arcs(frame: pd.DataFrame, ax: Axes | None = None, unit: str = "event") -> Drawn:
    """Pairs (``counts.pairs``) as arrows from speaker to addressee, as thick as their count."""
    between = frame[frame["speaker_id"] != frame["addressee_id"]]
    if between.empty:
        return nothing(ax, "nobody is seen to speak to anybody else under these filters")
    order = ranked(between)
    rows = {identity: place * ROW for place, identity in enumerate(order["actor_id"])}
    colours = {
        identity: QUIET if identity == OTHERS or place >= len(COLOURS) - 1 else COLOURS[place]
        for place, identity in enumerate(order["actor_id"])
    }
    names = [short(name, 26) for name in order["name"]]
    middle = LETTER * max(map(len, names)) / 2 + 0.2
    reach = WIDTH / 2 - 0.35 - middle
    tall = ROW * len(rows)
    ax = canvas(ax, tall + 0.75)
    single = between[
        ~between[["speaker_id", "addressee_id"]].isin([OTHERS]).any(axis=1)
    ]  # a heap of people sets no scale
    most = int((single if len(single) else between)["count"].max())
    boxes = []
    for pair in between.sort_values("count", kind="stable").itertuples():
        start, end = rows[pair.speaker_id], rows[pair.addressee_id]
        side = 1 if end > start else -1
        out = side * (middle + reach * max(0.1, abs(end - start) / tall))
        colour = colours[pair.speaker_id]
        width = 0.8 + 4.2 * min(1.0, (pair.count - 1) / max(1, most - 1))
        ax.add_patch(
            PathPatch(
                _arc(side * middle, start, end, out), facecolor="none", edgecolor=colour, linewidth=width, alpha=0.75
            )
        )
        ax.plot(
            side * (middle - 0.02),
            end,
            marker="<" if side > 0 else ">",
            markersize=4.5 + width * 0.6,
            color=colour,
            markeredgewidth=0,
        )
        ax.plot(side * middle, start, marker="o", markersize=3.5 + width * 0.4, color=colour, markeredgewidth=0)
        height = (start + end) / 2
        if pair.count > 1:
            ax.text(
                out,
                height,
                f"{pair.count:,}",
                ha="center",
                va="center",
                fontsize=7,
                bbox=dict(facecolor="white", edgecolor="none", pad=0.8),
            )
        label = f"{pair.speaker} to {pair.addressee}: {count(pair.count, unit)}"
        boxes.append(Box(out - 0.1, height - 0.08, out + 0.1, height + 0.08, label, pair.communication_ids))
    for name, y in zip(names, rows.values(), strict=True):
        ax.text(0, y, name, ha="center", va="center")
    ax.text(middle, tall - 0.05, "right: said down the list ↓", fontsize=7, color="#777777", va="top")
    ax.text(-middle, tall - 0.05, "↑ left: said up the list", fontsize=7, color="#777777", va="top", ha="right")
    ax.set(xlim=(-WIDTH / 2 + 0.1, WIDTH / 2 - 0.1), ylim=(tall + 0.15, -ROW))
    ax.set_axis_off()
    return finish(ax, "pair", boxes)


def _arc(x: float, start: float, end: float, out: float) -> Path:
    """Half an ellipse from one row to another, ``out`` being its farthest point."""
    far = x + (out - x) * 4 / 3  # a cubic curve reaches three quarters of the way to its handles
    return Path([(x, start), (far, start), (far, end), (x, end)], [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
