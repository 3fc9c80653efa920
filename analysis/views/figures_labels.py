"""Words beside marks that cover no mark and no other words, and do not leave their part of the picture."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.transforms import Bbox

SIZE, INK = 6.8, "#444444"  # points
AIR = 1.5  # pixels on the screen: letters are a little wider at another resolution


class Wish(NamedTuple):
    """Words for a mark (its number among the marks), the sides on which they may stand, and from where to where."""

    mark: int
    words: str
    sides: tuple[str, ...]
    left: float
    right: float


def write(ax: Axes, marks: np.ndarray, wishes: Iterable[Wish]) -> None:
    """Fulfil the wishes, the first ones first; ``marks`` are the x0, y0, x1, y1 of all marks, as data."""
    to_pixels = ax.transData
    corners = [to_pixels.transform(marks[:, pair]) for pair in ([0, 1], [2, 3])]
    low, high = np.minimum(*corners), np.maximum(*corners)
    taken, number = np.zeros((2 * len(marks), 4)), len(marks)
    taken[:number] = np.hstack([low, high])
    inside, back = ax.get_window_extent(), to_pixels.inverted()
    for wish in wishes:
        (left, _), (right, _) = to_pixels.transform([(wish.left, 0), (wish.right, 0)])
        edges = max(left, inside.x0), min(right, inside.x1)
        size = Text(0, 0, wish.words, fontsize=SIZE, figure=ax.figure).get_window_extent()
        for side in wish.sides:
            box = _beside(taken[wish.mark], size, side)
            fits = edges[0] <= box[0] and box[2] <= edges[1] and inside.y0 <= box[1] and box[3] <= inside.y1
            if fits and not _covers(box, taken[:number], wish.mark):
                x, y = back.transform(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
                ax.text(x, y, wish.words, fontsize=SIZE, color=INK, ha="center", va="center", in_layout=False)
                taken[number] = box
                number += 1
                break


def _beside(mark: np.ndarray, size: Bbox, side: str) -> np.ndarray:
    width, height = size.width + 2 * AIR, size.height
    middle = (mark[1] + mark[3]) / 2 - height / 2
    x, y = {
        "right": (mark[2] + AIR, middle),
        "left": (mark[0] - AIR - width, middle),
        "above": ((mark[0] + mark[2] - width) / 2, mark[3]),
        "below": ((mark[0] + mark[2] - width) / 2, mark[1] - height),
    }[side]
    return np.array([x, y, x + width, y + height])


def _covers(box: np.ndarray, taken: np.ndarray, own: int) -> bool:
    over = (taken[:, 0] < box[2]) & (box[0] < taken[:, 2]) & (taken[:, 1] < box[3]) & (box[1] < taken[:, 3])
    over[own] = False
    return bool(over.any())
