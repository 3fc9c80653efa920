"""A scene drawn by matplotlib for files: the same shapes and words, at the same places, as the SVG on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import groupby
from typing import Any
from unicodedata import east_asian_width

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextToPath

from analysis.views.figures import MARKS, OWN, Drawn, short, styled
from analysis.views.scene import CORNERS, FAINT, Curve, Dot, Line, Rect, Rects, Scene, Size, Words

INCH, EM = 72.0, 100.0
LONGEST = 200  # letters: nobody's name is longer
SIDES = {"start": "left", "middle": "center", "end": "right"}


@styled
def drawn(scene: Scene, kind: str, ax: Axes | None = None) -> Drawn:
    """The scene on axes of its own, or filling the given ones; its marks as ``figures.finish`` gives them."""
    if ax is None:
        figure = Figure(figsize=(scene.width / INCH, scene.height / INCH), label=OWN)
        FigureCanvasAgg(figure)
        ax = figure.add_axes((0, 0, 1, 1))
    ax.set_axis_off()
    ax.set(xlim=(0, scene.width), ylim=(scene.height, 0))
    for order, (shape, items) in enumerate(groupby(scene.items, key=type)):
        _DRAW[shape](ax, list(items), 1 + order)
    around = ax.get_figure(root=True)
    if around is not None and around.get_label() != OWN:
        around.draw_without_rendering()  # its layout says where the axes are
    left, low, right, high = ax.get_position().extents
    across, down = (right - left) / scene.width, (high - low) / scene.height
    rows = [
        (left + m.x0 * across, 1 - high + m.y0 * down, left + m.x1 * across, 1 - high + m.y1 * down,
         m.label, kind, m.narrows)
        for m in scene.marks
    ]  # fmt: skip
    return Drawn(ax, pd.DataFrame(rows, columns=[*MARKS[:-1], "narrows"]))


def width_of(words: str, size: float = 8.0) -> float:
    """How wide the words are (points)."""
    return size / EM * _at_em(words)


def fitted(words: str, width: float, size: float = 8.0) -> str:
    """The words on one line no wider than ``width``: whole, or cut and ended by "…"."""
    words = short(words, LONGEST)
    if width_of(words, size) <= width:
        return words
    few, many = 0, len(words)  # the first so many letters fit, and so many do not
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (middle, many) if width_of(words[:middle] + "…", size) <= width else (few, middle)
    return words[:few].rstrip() + "…"


def wrapped(words: str, width: float, size: float = 8.0, most: int = 2) -> list[str]:
    """The words on at most so many lines no wider than ``width``, the last one cut if need be."""
    lines: list[str] = []
    rest = short(words, LONGEST).split()
    while rest and len(lines) < most - 1:
        taken = 1
        while taken < len(rest) and width_of(" ".join(rest[: taken + 1]), size) <= width:
            taken += 1
        lines.append(fitted(" ".join(rest[:taken]), width, size))
        rest = rest[taken:]
    return [*lines, fitted(" ".join(rest), width, size)] if rest or not lines else lines


def nothing_scene(reason: str, size: Size) -> Scene:
    """A picture that says that, and why, there is nothing to show."""
    text, room = size.text + 2, size.width - 24
    lines = wrapped(f"nothing to show: {reason}", room, text, most=4)
    words = [Words(size.width / 2, 36 + 1.3 * text * n, line, text, "middle", FAINT) for n, line in enumerate(lines)]
    return Scene(size.width, 72 + 1.3 * text * (len(lines) - 1), words)


@lru_cache(maxsize=20_000)
def _at_em(words: str) -> float:
    return sum(map(_letter, words))


@cache
def _letter(letter: str) -> float:
    """How wide a letter is at ``EM``.  Words are as wide as their letters, or less: some stand closer together."""
    if east_asian_width(letter) in "WF":  # not in this font: the screen takes another's
        return EM
    font = FontProperties(family="DejaVu Sans", size=EM)
    return _letters().get_text_width_height_descent(letter, font, ismath=False)[0]


@cache
def _letters() -> TextToPath:
    return TextToPath()


def _rects(ax: Axes, items: Sequence[Rect], order: float) -> None:
    corners = [_corners(r.x0, r.y0, r.x1, r.y1) for r in items]
    ax.add_collection(PolyCollection(corners, **_look(items), zorder=order), autolim=False)


def _many_rects(ax: Axes, items: Sequence[Rects], order: float) -> None:
    for item in items:
        corners = [_corners(*four) for four in item.corners]
        ax.add_collection(PolyCollection(corners, **_look([item]), zorder=order), autolim=False)


def _corners(x0: float, y0: float, x1: float, y1: float) -> list[tuple[float, float]]:
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def _lines(ax: Axes, items: Sequence[Line], order: float) -> None:
    strokes: dict[str, Any] = dict(
        colors=[to_rgba(line.stroke, line.alpha) for line in items],
        linewidths=[line.width for line in items],
        linestyles=[(0, (3, 2)) if line.dashed else "solid" for line in items],
    )
    ax.add_collection(LineCollection([line.points for line in items], **strokes, zorder=order), autolim=False)


def _curves(ax: Axes, items: Sequence[Curve], order: float) -> None:
    for c in items:
        bow = Path([c.start, c.control, c.end], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
        colour = to_rgba(c.stroke, c.alpha)
        ax.add_patch(PathPatch(bow, facecolor="none", edgecolor=colour, linewidth=c.width, zorder=order))


def _dots(ax: Axes, items: Sequence[Dot], order: float) -> None:
    shapes = {"o": Path.unit_circle()}
    shapes |= {name: Path([*corners, corners[0]], closed=True) for name, corners in CORNERS.items()}
    paths = [
        Path(np.asarray(shapes[d.shape].vertices) * d.r + np.array([d.x, d.y]), shapes[d.shape].codes) for d in items
    ]
    ax.add_collection(PathCollection(paths, **_look(items), zorder=order), autolim=False)


def _words(ax: Axes, items: Sequence[Words], order: float) -> None:
    for w in items:
        # "center_baseline" puts the middle of the small letters there, as the screen does.
        ax.text(
            w.x, w.y, w.text, fontsize=w.size, color=w.colour, ha=SIDES[w.anchor], va="center_baseline",
            rotation=w.angle, rotation_mode="anchor", fontweight="bold" if w.bold else "normal", zorder=order,
            clip_on=False, parse_math=False,
        )  # fmt: skip


def _look(items: Sequence[Any]) -> dict[str, Any]:
    alphas = [getattr(item, "alpha", 1.0) for item in items]
    return dict(
        facecolors=["none" if i.fill == "none" else to_rgba(i.fill, a) for i, a in zip(items, alphas, strict=True)],
        edgecolors=["none" if i.stroke == "none" else to_rgba(i.stroke, a) for i, a in zip(items, alphas, strict=True)],
        linewidths=[item.width for item in items],
    )


_DRAW: dict[type, Any] = {
    Rect: _rects, Rects: _many_rects, Line: _lines, Curve: _curves, Dot: _dots, Words: _words
}  # fmt: skip
