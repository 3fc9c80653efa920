"""Words beside marks that cover no mark and no other words, and do not leave their part of the picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.views.figures_scene import width_of
from analysis.views.scene import Words

SIZE, INK = 6.8, "#444444"  # points
TALL, AIR = 1.18 * SIZE, 0.9  # of a line of words, beside it
WIDER = 1.04  # letters are a little wider on a coarse screen
TOGETHER = 64  # places that are compared with the marks at once


class Wish(NamedTuple):
    """Words for a mark (its number among the marks): beside which box, on which sides, and from where to where."""

    mark: int
    box: tuple[float, float, float, float]
    words: str
    sides: tuple[str, ...]
    left: float
    right: float


def write(marks: np.ndarray, wishes: Sequence[Wish], top: float, bottom: float) -> list[Words]:
    """Fulfil the wishes, the first ones first; ``marks`` are the x0, y0, x1, y1 of all marks, y1 below y0."""
    places = [(number, box) for number, wish in enumerate(wishes) for box in _beside(wish)]
    places = [(number, box) for number, box in places if top <= box[1] and box[3] <= bottom]
    if not places:
        return []
    own = np.array([wishes[number].mark for number, _ in places])
    free = _free(np.array([box for _, box in places]), own, marks)
    written: list[Words] = []
    taken: dict[int, list[tuple[float, float, float, float]]] = {}
    done = -1
    for (number, box), is_free in zip(places, free.tolist(), strict=True):
        x0, y0, x1, y1 = box
        band = int(y0 // TALL)  # words are one line high: others that touch them begin in this or the next band
        beside = [other for n in (band - 1, band, band + 1) for other in taken.get(n, ())]
        if number == done or not is_free or any(
            a < x1 and x0 < c and b < y1 and y0 < d for a, b, c, d in beside
        ):  # fmt: skip
            continue
        written.append(Words((x0 + x1) / 2, (y0 + y1) / 2, wishes[number].words, SIZE, "middle", INK))
        taken.setdefault(band, []).append(box)
        done = number
    return written


def _beside(wish: Wish) -> list[tuple[float, float, float, float]]:
    """Where the words may stand, by side, as far as that lies between their bounds."""
    wide, (x0, y0, x1, y1) = WIDER * width_of(wish.words, SIZE) + 2 * AIR, wish.box
    middle, across = (y0 + y1 - TALL) / 2, (x0 + x1 - wide) / 2
    corners = {"right": (x1, middle), "left": (x0 - wide, middle), "above": (across, y0 - TALL), "below": (across, y1)}
    boxes = [(x, y, x + wide, y + TALL) for x, y in map(corners.__getitem__, wish.sides)]
    return [box for box in boxes if wish.left <= box[0] and box[2] <= wish.right]


def _free(boxes: np.ndarray, own: np.ndarray, marks: np.ndarray) -> np.ndarray:
    """Whether each box covers no mark but its own; neighbours in height are compared together."""
    free = np.zeros(len(boxes), dtype=bool)
    order = np.argsort(boxes[:, 1], kind="stable")
    for start in range(0, len(order), TOGETHER):
        some = order[start : start + TOGETHER]
        box = boxes[some]
        near = np.flatnonzero((marks[:, 1] < box[:, 3].max()) & (box[:, 1].min() < marks[:, 3]))
        other = marks[near]
        over = (other[:, 0] < box[:, [2]]) & (box[:, [0]] < other[:, 2])
        over &= (other[:, 1] < box[:, [3]]) & (box[:, [1]] < other[:, 3])
        over &= near != own[some][:, None]
        free[some] = ~over.any(axis=1)
    return free
