"""A picture as a short list of shapes and words: the screen shows it as SVG, ``figures_scene`` draws it for files.

Lengths are points (1/72 inch) from the top left.  Both drawings come from this one list, so they cannot disagree.
What can be clicked is a ``Mark``: a place, its name in words, and the filters (fields of ``Selection``) that keep the
very rows which it stands for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal, NamedTuple

Point = tuple[float, float]
FONT = "DejaVu Sans, Verdana, Geneva, sans-serif"
INK, FAINT, PAPER = "#222222", "#666666", "#FFFFFF"


class Size(NamedTuple):
    """The room for a picture: its width, the size of its letters, and the most that it may be high (points)."""

    width: float = 540.0
    text: float = 8.0
    height: float = 640.0


class Rect(NamedTuple):
    """A rectangle from corner to corner."""

    x0: float
    y0: float
    x1: float
    y1: float
    fill: str = "none"
    stroke: str = "none"
    width: float = 0.7
    alpha: float = 1.0


class Rects(NamedTuple):
    """Many rectangles of one look as one shape: x0, y0, x1, y1 of each, in no order of corners."""

    corners: Sequence[tuple[float, float, float, float]]
    fill: str = "none"
    stroke: str = "none"
    width: float = 0.7
    alpha: float = 1.0


class Line(NamedTuple):
    """Straight lines through the points; ``dashed`` where something is uncertain."""

    points: tuple[Point, ...]
    stroke: str = FAINT
    width: float = 0.7
    alpha: float = 1.0
    dashed: bool = False


class Curve(NamedTuple):
    """A bow from start to end, drawn towards ``control`` (quadratic Bezier)."""

    start: Point
    control: Point
    end: Point
    stroke: str = FAINT
    width: float = 0.7
    alpha: float = 1.0


class Dot(NamedTuple):
    """A sign of radius ``r`` about a point: o circle, s square, D diamond, X cross."""

    x: float
    y: float
    r: float
    shape: Literal["o", "s", "D", "X"] = "o"
    fill: str = INK
    stroke: str = "none"
    width: float = 0.7


class Words(NamedTuple):
    """Words beside a point, their middle line at its height; ``angle`` turns them (degrees, counter-clockwise)."""

    x: float
    y: float
    text: str
    size: float = 8.0
    anchor: Literal["start", "middle", "end"] = "start"
    colour: str = INK
    angle: float = 0.0
    bold: bool = False


Item = Rect | Rects | Line | Curve | Dot | Words


class Mark(NamedTuple):
    """What can be clicked: its box, its name in words, and the fields of ``Selection`` that keep its rows."""

    x0: float
    y0: float
    x1: float
    y1: float
    label: str
    narrows: Mapping[str, object]


@dataclass(frozen=True)
class Scene:
    """A picture: what is drawn, in this order, and what can be clicked.

    ``days`` ties places on the horizontal axis to days (as ordinals), in rising order; between two the axis is even.
    It is empty where the axis is no time.
    """

    width: float
    height: float
    items: Sequence[Item] = ()
    marks: Sequence[Mark] = ()
    days: Sequence[tuple[float, float]] = field(default=())

    def day_at(self, x: float) -> int:
        """The day (ordinal) that a place on the horizontal axis stands for; ValueError where it is no time."""
        if not self.days:
            raise ValueError("the horizontal axis of this picture is no time")
        places = [place for place, _ in self.days]
        right = min(max(1, sum(place <= x for place in places)), len(places) - 1)
        (x0, day0), (x1, day1) = self.days[max(0, right - 1)], self.days[right]
        share = min(max((x - x0) / (x1 - x0), 0.0), 1.0) if x1 > x0 else 0.0
        return math.floor(day0 + share * (day1 - day0))


def svg(scene: Scene, title: str = "", about: str = "") -> str:
    """The picture as SVG text that fills the width that it is given; ``about`` becomes its metadata.

    Words of articles are escaped here, and nowhere else.
    """
    said = f"<title>{_text(title)}</title>" if title else ""
    said += f"<metadata>{_text(about)}</metadata>" if about else ""
    body = "".join(_DRAWN[type(item)](item) for item in scene.items)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {scene.width:.4g} {scene.height:.4g}" '
        f'width="{scene.width:.4g}pt" height="{scene.height:.4g}pt" role="img" font-family="{FONT}">'
        f'{said}<rect width="100%" height="100%" fill="{PAPER}"/>{body}</svg>'
    )


def enlarged(scene: Scene, factor: float) -> Scene:
    """The same picture, letters and all, so many times as large."""
    if factor == 1:
        return scene
    lengths = ("x", "y", "x0", "y0", "x1", "y1", "r", "width", "size")

    def larger(one: Any) -> Any:
        grown: dict[str, Any] = {name: factor * getattr(one, name) for name in one._fields if name in lengths}
        for name in {"start", "control", "end"}.intersection(one._fields):
            grown[name] = tuple(factor * n for n in getattr(one, name))
        for name in {"points", "corners"}.intersection(one._fields):
            grown[name] = tuple(tuple(factor * n for n in point) for point in getattr(one, name))
        return one._replace(**grown)

    days = [(factor * x, day) for x, day in scene.days]
    items, marks = ([larger(one) for one in some] for some in (scene.items, scene.marks))
    return Scene(factor * scene.width, factor * scene.height, items, marks, days)


def _rect(r: Rect) -> str:
    x, y = min(r.x0, r.x1), min(r.y0, r.y1)
    return (
        f'<rect x="{x:.2f}" y="{y:.2f}" width="{abs(r.x1 - r.x0):.2f}" height="{abs(r.y1 - r.y0):.2f}"'
        f"{_look(r.fill, r.stroke, r.width, r.alpha)}/>"
    )


def _rects(r: Rects) -> str:
    edges = [n for x0, y0, x1, y1 in r.corners for n in (x0, y0, x1 - x0, y1 - y0, x0 - x1)]
    path = "M%.1f %.1fh%.1fv%.1fh%.1fz" * len(r.corners) % tuple(edges)
    return f'<path d="{path}"{_look(r.fill, r.stroke, r.width, r.alpha)}/>'


def _line(one: Line) -> str:
    points = " ".join(f"{x:.2f},{y:.2f}" for x, y in one.points)
    dashes = ' stroke-dasharray="3 2"' if one.dashed else ""
    return f'<polyline points="{points}"{_look("none", one.stroke, one.width, one.alpha)}{dashes}/>'


def _curve(c: Curve) -> str:
    (x0, y0), (x1, y1), (x2, y2) = c.start, c.control, c.end
    path = f"M{x0:.2f} {y0:.2f}Q{x1:.2f} {y1:.2f} {x2:.2f} {y2:.2f}"
    return f'<path d="{path}"{_look("none", c.stroke, c.width, c.alpha)}/>'


def _dot(d: Dot) -> str:
    look = _look(d.fill, d.stroke, d.width, 1.0)
    if d.shape == "o":
        return f'<circle cx="{d.x:.2f}" cy="{d.y:.2f}" r="{d.r:.2f}"{look}/>'
    corners = " ".join(f"{d.x + d.r * x:.2f},{d.y + d.r * y:.2f}" for x, y in CORNERS[d.shape])
    return f'<polygon points="{corners}"{look}/>'


def _words(w: Words) -> str:
    # The middle of small letters is 0.36 of the size above their foot; "dominant-baseline" differs by browser.
    turned = f' transform="rotate({-w.angle:.4g} {w.x:.2f} {w.y:.2f})"' if w.angle else ""
    bold = ' font-weight="bold"' if w.bold else ""
    return (
        f'<text x="{w.x:.2f}" y="{w.y:.2f}" dy="{0.36 * w.size:.2f}" font-size="{w.size:.4g}" '
        f'text-anchor="{w.anchor}" fill="{w.colour}"{bold}{turned}>{_text(w.text)}</text>'
    )


def _look(fill: str, stroke: str, width: float, alpha: float) -> str:
    lines = f' stroke="{stroke}" stroke-width="{width:.4g}"' if stroke != "none" else ""
    return f' fill="{fill}"{lines}' + (f' opacity="{alpha:.3g}"' if alpha < 1 else "")


def _text(words: str) -> str:
    """Escaped, without the characters that XML cannot hold."""
    clean = words if words.isprintable() else "".join(c if c.isprintable() or c == "\n" else " " for c in words)
    return escape(clean)


# Corners of the signs that are no circles, about (0, 0), reaching to 1.
CORNERS: dict[str, tuple[Point, ...]] = {
    "s": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "D": ((0, -1), (1, 0), (0, 1), (-1, 0)),
    "X": ((-1, -0.5), (-0.5, -1), (0, -0.5), (0.5, -1), (1, -0.5), (0.5, 0),
          (1, 0.5), (0.5, 1), (0, 0.5), (-0.5, 1), (-1, 0.5), (-0.5, 0)),
}  # fmt: skip
_DRAWN: dict[type, Callable[..., str]] = {
    Rect: _rect, Rects: _rects, Line: _line, Curve: _curve, Dot: _dot, Words: _words
}  # fmt: skip
