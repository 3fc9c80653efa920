"""The marks of a timeline's lanes: points, spans as wide as a date is vague, discs with numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.views.figures import CHANNEL_COLOURS, count
from analysis.views.scene import Dot, Item, Mark, Rect, Rects, Words
from analysis.views.timeline import DATED
from analysis.views.timeline_folding import REST
from analysis.views.timeline_layout import SEVERAL, SLOT

HAPPENING, MANY, CONFLICT = "#444444", "#6E6E6E", "#C00020"
COLOURS = CHANNEL_COLOURS | {SEVERAL: MANY}
SHAPES = {"source": ("o", "speaks"), "target": ("s", "is spoken to"), "participant": ("D", "takes part")}
HAPPENED = "X"
THINNEST = 1.8  # points: a season in a strip of decades would not be seen
SMALL = 5.0  # points: no eye sees that a shorter span fades
THICK, FADE, STEPS = 0.62 * SLOT, 21.6, 6  # points: a span, what fades of an end at most; in how many steps
STRONG = 0.55  # of its colour: a span
SHARP = ("range",)  # precisions of which both ends are told; of a vaguer one some day within is meant
RADIUS = {"o": 2.5, "s": 2.4, "D": 2.9, "X": 2.4}
DISC, RING, DISC_RING = 4.8, 4.5, 6.3  # points: radius of a disc, of the ring about a point and about a disc
SMALLEST = 8.4  # points: what a finger or a pointer can still hit


class Spot(NamedTuple):
    """A row of the frame at its place: from ``x0`` to ``x1`` (alike for a point), its middle at height ``y``."""

    x0: float
    x1: float
    y: float
    actor: str
    start: str
    end: str
    placed: str
    precision: str | None
    bin: str | None
    number: int
    part: str | None
    channel: str | None
    what: str | None
    conflict: str | None
    ids: Sequence[str]


def spots(frame: pd.DataFrame, x0: np.ndarray, x1: np.ndarray, y: np.ndarray) -> list[Spot]:
    """The rows of the frame at these places."""
    days = [as_days(frame[side]) for side in ("date_start", "date_end")]
    words = {name: texts(frame[name]) for name in ("date_precision", "bin", "part", "channel", "what", "conflict")}
    columns = (
        x0.tolist(), x1.tolist(), y.tolist(), frame["actor"].tolist(), *days, frame["placed"].tolist(),
        words["date_precision"], words["bin"], frame["count"].tolist(), words["part"], words["channel"],
        words["what"], words["conflict"], frame["ids"].tolist(),
    )  # fmt: skip
    return [Spot(*row) for row in zip(*columns, strict=True)]


def as_days(moments: pd.Series) -> list[str]:
    """The days, as ISO 8601 writes them."""
    return np.datetime_as_string(moments.to_numpy(), unit="D").tolist()


def texts(column: pd.Series) -> list[str | None]:
    """The values, None where there is none: as objects (``lanes_of``) they are so, as pandas' own type they are nan."""
    return (
        column.tolist()
        if column.dtype == object
        else [value if isinstance(value, str) else None for value in column.tolist()]
    )


def colour(channel: str | None) -> str:
    """The colour of a channel; a happening that is no communication is dark."""
    return HAPPENING if channel is None else COLOURS[channel]


def points(some: Iterable[Spot]) -> list[Item]:
    """A point for a day, by part and channel; hollow where no text dates it; a disc with a number for several."""
    dots, numbers, rings = [], [], []
    for spot in some:
        paint, dated = colour(spot.channel), spot.placed == DATED
        if spot.bin is None:
            shape = HAPPENED if spot.channel is None else SHAPES[spot.part][0] if spot.part else "o"
            r, line, ring = RADIUS[shape], 0.7 if shape == HAPPENED else 1.1, RING
        else:
            shape, r, line, ring = "o", DISC, 1.1, DISC_RING
            numbers.append(_number(spot.x0, spot.y, spot.number, not dated or _is_light(paint)))
        look = (paint, "white", 0.5) if dated else ("white", paint, line)
        dots.append(Dot(spot.x0, spot.y, r, shape, *look))  # type: ignore[arg-type]
        if spot.conflict:
            rings.append(Dot(spot.x0, spot.y, ring, "o", "none", CONFLICT, 1.1))
    return [*dots, *rings, *numbers]


def spans(some: Iterable[Spot], low: float, high: float, thick: float = THICK) -> list[Item]:
    """A bar over the days that a date allows; it fades where only some day within is meant; hollow where undated.

    An end at the edge of the picture (``low``, ``high``) does not fade: what is meant goes on behind it.
    """
    bars: list[Item] = []
    numbers, outlines = [], []
    for span in some:
        y0, y1 = span.y - thick / 2, span.y + thick / 2
        middle, half = (span.x0 + span.x1) / 2, max(THINNEST, span.x1 - span.x0) / 2
        left, right = middle - half, middle + half
        if span.placed != DATED:
            bars.append(Rect(left, y0, right, y1, "white", colour(span.channel), 0.9))
        else:
            fade = 0.0 if span.precision in SHARP or 2 * half <= SMALL else min(FADE, 0.6 * half)
            ends = fade * (left > low), fade * (right < high)
            bars += _faded(left, right, y0, y1, colour(span.channel), *ends)
        if span.bin == REST:
            numbers.append(_number(middle, span.y, span.number, True))
        if span.conflict:
            outlines.append((span.x0, y0 - 1.4, span.x1, y1 + 1.4))
    return [*bars, *[Rects(outlines, "none", CONFLICT, 1.0)][: len(outlines)], *numbers]


def marks(some: Sequence[Spot], tall: float, width: float) -> list[Mark]:
    """Where points, discs or spans can be clicked in a picture so wide, and what they are in words."""
    x0, x1, y = (np.array([spot[n] for spot in some], dtype=float) for n in range(3))
    found = []
    for spot, place in zip(some, clickable(x0, y - tall / 2, x1, y + tall / 2, width), strict=True):
        told = spot.what or count(spot.number, "event")
        undated = "" if spot.placed == DATED else " (published; not dated by the text)"
        words = f"{spot.actor}, {said_days(spot.start, spot.end)}{undated}: {told}{differ(spot.conflict)}"
        found.append(Mark(*place, words, {"events": spot.ids}))
    return found


def clickable(
    x0: np.ndarray, y0: np.ndarray, x1: np.ndarray, y1: np.ndarray, width: float
) -> list[tuple[float, float, float, float]]:
    """Boxes that a pointer can hit, within a picture so wide."""
    wider, taller = (np.maximum(0.0, SMALLEST - length) / 2 for length in (x1 - x0, y1 - y0))
    boxes = [np.maximum(0.0, x0 - wider), y0 - taller, np.minimum(width, x1 + wider), y1 + taller]
    return list(zip(*(edge.tolist() for edge in boxes), strict=True))


def said_days(start: str, end: str) -> str:
    """The days from the first to the last, or the one."""
    return f"{start} to {end}" if end > start else start


def differ(conflict: str | None) -> str:
    """In what accounts differ, as the end of a sentence."""
    return f"; accounts differ in {conflict}" if conflict else ""


def _faded(x0: float, x1: float, y0: float, y1: float, paint: str, left: float, right: float) -> list[Item]:
    """Rectangles one upon the other, each narrower than the last, so that the ends fade."""
    if not left and not right:
        return [Rect(x0, y0, x1, y1, paint, alpha=STRONG)]
    shares = [n / STEPS for n in range(STEPS)]
    shown = [STRONG * (n + 1) / STEPS for n in range(STEPS)]  # of the colour, from the outermost in
    alphas = [1 - (1 - strong) / (1 - before) for before, strong in zip([0.0, *shown], shown, strict=False)]
    return [
        Rect(x0 + left * share, y0, x1 - right * share, y1, paint, alpha=alpha)
        for share, alpha in zip(shares, alphas, strict=True)
    ]


def _number(x: float, y: float, number: int, dark: bool) -> Words:
    return Words(x, y, f"{number:,}", 5.8 if number < 100 else 4.4, "middle", "#222222" if dark else "#FFFFFF")


def _is_light(paint: str) -> bool:
    red, green, blue = (int(paint[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return 0.3 * red + 0.59 * green + 0.11 * blue > 0.5
