"""Who spoke to whom as a table in colour: a row per speaker, a column per addressee, the count in the cell."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.colors import LinearSegmentedColormap, to_hex
from matplotlib.patches import Rectangle

from analysis.views.counts import OTHERS, ranked
from analysis.views.figures import Box, Drawn, canvas, count, finish, nothing, short, styled

SHADES = LinearSegmentedColormap.from_list("counts", ["#DCE9F5", "#6BAED6", "#0072B2", "#083763"])
SELF, MANY = "#F2F2F2", "#E6E6E6"  # a cell of one with oneself, a cell of "others"
FEWEST = 5  # columns that there is room for, so that two do not fill the page


@styled
def draw_matrix(frame: pd.DataFrame, ax: Axes | None = None, unit: str = "event") -> Drawn:
    """Pairs (``counts.pairs``) as a directed matrix; a mutual event stands in both of its cells."""
    if frame.empty:
        return nothing(ax, "nobody is seen to speak to anybody under these filters")
    order = ranked(frame)
    rows, columns = (_places(order, frame[side]) for side in ("speaker_id", "addressee_id"))
    names = dict(zip(order["actor_id"], order["name"], strict=True))
    ax = canvas(ax, 1.9 + 0.34 * len(rows))
    single = frame[~frame[["speaker_id", "addressee_id"]].isin([OTHERS]).any(axis=1)]  # a heap of people sets no scale
    most = int((single if len(single) else frame)["count"].max())
    boxes = []
    cells = {(columns[identity], row): SELF for identity, row in rows.items() if identity in columns}
    for pair in frame.itertuples():
        x, y = columns[pair.addressee_id], rows[pair.speaker_id]
        strength = 0.0 if most == 1 else (pair.count - 1) / (most - 1)
        many = OTHERS in (pair.speaker_id, pair.addressee_id)
        cells[x, y] = MANY if many else to_hex(SHADES(strength))
        ax.text(
            x + 0.5,
            y + 0.5,
            f"{pair.count:,}",
            ha="center",
            va="center",
            in_layout=False,
            color="white" if strength > 0.45 and not many else "#222222",
        )
        label = f"{pair.speaker} to {pair.addressee}: {count(pair.count, unit)}"
        boxes.append(Box(x, y, x + 1, y + 1, label, pair.communication_ids))
    ax.add_collection(
        PatchCollection(
            [Rectangle(place, 1, 1) for place in cells],
            facecolors=list(cells.values()),
            edgecolors="white",
            linewidths=1.5,
        ),
        autolim=False,
    )
    ax.set_xticks(
        [x + 0.5 for x in columns.values()],
        [short(names[i], 24) for i in columns],
        rotation=40,
        ha="left",
        rotation_mode="anchor",
    )
    ax.set_yticks([y + 0.5 for y in rows.values()], [short(names[i]) for i in rows])
    ax.xaxis.tick_top()
    ax.set(xlim=(0, max(FEWEST, len(columns))), ylim=(len(rows), 0))
    ax.annotate(
        "speaker ↓   addressee →",
        (0, 0),
        (-6, 6),
        textcoords="offset points",
        ha="right",
        color="#666666",
        fontsize=7.5,
    )
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.hlines(range(len(rows) + 1), 0, len(columns), color="#E4E4E4", linewidth=0.7, zorder=0)
    ax.vlines(range(len(columns) + 1), 0, len(rows), color="#E4E4E4", linewidth=0.7, zorder=0)
    return finish(ax, "pair", boxes)


def _places(order: pd.DataFrame, side: pd.Series) -> dict[str, int]:
    """The row or column of each actor on one side, by activity on both."""
    return {identity: place for place, identity in enumerate(order.loc[order["actor_id"].isin(side), "actor_id"])}
