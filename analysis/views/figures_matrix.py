"""Who spoke to whom as a table in colour: a row per speaker, a column per addressee, the count in the cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import asin, cos, degrees, radians, sin
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex

from analysis.views.counts import OTHERS
from analysis.views.figures import Drawn, count
from analysis.views.figures_scene import drawn, fitted, nothing_scene, width_of, wrapped
from analysis.views.scene import FAINT, INK, Item, Line, Mark, Rect, Scene, Size, Words

SHADES = LinearSegmentedColormap.from_list("counts", ["#DCE9F5", "#6BAED6", "#0072B2", "#083763"])
SELF, MANY, GRID = "#F2F2F2", "#E6E6E6", "#E4E4E4"  # a cell of one with oneself, a cell of "others", the lines between
FEWEST = 5  # columns that there is room for, so that two do not fill the page
FLATTEST = 40.0  # degrees: the names of the columns
TALLEST, GAP, EDGE = 24.5, 5.0, 3.0  # points: a row, names from the table, everything from the edge


def draw_matrix(frame: pd.DataFrame, ax: Axes | None = None, unit: str = "event") -> Drawn:
    """Pairs (``counts.pairs``) as a directed matrix; a mutual event stands in both of its cells."""
    return drawn(matrix_scene(frame, Size(), unit), "pair", ax)


def matrix_scene(frame: pd.DataFrame, size: Size, unit: str = "event") -> Scene:
    """Pairs as a directed matrix; a cell is a mark that keeps the rows between its speaker and its addressee.

    Whom "others" stands for is read from ``frame.attrs``, where ``counts.fold`` has written it.
    """
    if frame.empty:
        return nothing_scene("nobody is seen to speak to anybody under these filters", size)
    pairs, names = in_order(frame)
    spoke, heard = {pair.one for pair in pairs}, {pair.other for pair in pairs}
    rows, columns = [i for i in names if i in spoke], [i for i in names if i in heard]
    table = _table([names[i] for i in rows], [names[i] for i in columns], size)
    x = {identity: table.left + place * table.wide for place, identity in enumerate(columns)}
    y = {identity: table.top + place * table.tall for place, identity in enumerate(rows)}
    single = [pair.number for pair in pairs if not pair.many]  # a heap of people sets no scale
    most = max(single or [pair.number for pair in pairs])
    widest = max(width_of(f"{pair.number:,}", size.text) for pair in pairs)
    text = size.text * min(1.0, max(0.7, (table.wide - 3) / widest))  # of the numbers: one size, or as few as may be
    cells: dict[tuple[str, str], Rect] = {(i, i): table.cell(x[i], y[i], SELF) for i in rows if i in x}
    numbers, marks = [], []
    for pair in sorted(pairs, key=lambda pair: (y[pair.one], x[pair.other])):  # as one reads, row by row
        left, top = x[pair.other], y[pair.one]
        strength = 0.0 if most == 1 else min(1.0, (pair.number - 1) / (most - 1))
        cells[pair.one, pair.other] = table.cell(left, top, MANY if pair.many else _shade(round(strength, 2)))
        ink = "#FFFFFF" if strength > 0.55 and not pair.many else INK
        numbers.append(table.number(left, top, pair.number, text, ink))
        label = f"{names[pair.one]} to {names[pair.other]}: {count(pair.number, unit)}"
        narrows = {"speakers": ids_of(pair.one, frame), "addressees": ids_of(pair.other, frame)}
        marks.append(Mark(left, top, left + table.wide, top + table.tall, label, narrows))
    items = [*table.lines(), *cells.values(), *numbers, *table.names]
    return Scene(size.width, table.top + len(rows) * table.tall + EDGE, items, marks)


class Pair(NamedTuple):
    """How often one spoke to the other; ``many`` where a side is a heap of others."""

    one: str
    other: str
    number: int
    many: bool


def in_order(frame: pd.DataFrame) -> tuple[list[Pair], dict[str, str]]:
    """The pairs, and the names of all their actors by id: the most active first, "others" last."""
    sides = [frame[column].tolist() for column in ("speaker_id", "addressee_id", "speaker", "addressee", "count")]
    names: dict[str, str] = {}
    active: Counter[str] = Counter()
    pairs = []
    for one, other, speaker, addressee, number in zip(*sides, strict=True):
        names |= {one: speaker, other: addressee}
        active[one] += number
        active[other] += number
        pairs.append(Pair(one, other, int(number), OTHERS in (one, other)))
    order = sorted(names, key=lambda identity: (identity == OTHERS, -active[identity], names[identity], identity))
    return pairs, {identity: names[identity] for identity in order}


def ids_of(identity: str, frame: pd.DataFrame) -> tuple[str, ...]:
    """The actors for which a row or column stands."""
    return tuple(frame.attrs.get(OTHERS, ())) if identity == OTHERS else (identity,)


@dataclass(frozen=True)
class _Table:
    """Where the cells lie, and the names around them (points)."""

    left: float
    top: float
    wide: float
    tall: float
    rows: int
    columns: int
    names: Sequence[Words]

    def cell(self, x: float, y: float, fill: str) -> Rect:
        return Rect(x + 0.7, y + 0.7, x + self.wide - 0.7, y + self.tall - 0.7, fill)

    def number(self, x: float, y: float, number: int, text: float, ink: str) -> Words:
        """The number as its cell has room for it: whole, in thousands, in smaller letters (its mark says it whole)."""
        words, room = f"{number:,}", self.wide - 3
        if number >= 1000 and width_of(words, text) > room:
            words = f"{number // 1000}k"
        letters = min(text, text * room / width_of(words, text))
        return Words(x + self.wide / 2, y + self.tall / 2, words, letters, "middle", ink)

    def lines(self) -> list[Item]:
        right, foot = self.left + self.columns * self.wide, self.top + self.rows * self.tall
        across = [self.top + n * self.tall for n in range(self.rows + 1)]
        down = [self.left + n * self.wide for n in range(self.columns + 1)]
        return [
            *(Line(((self.left, y), (right, y)), GRID) for y in across),
            *(Line(((x, self.top), (x, foot)), GRID) for x in down),
        ]


def _table(rows: Sequence[str], columns: Sequence[str], size: Size) -> _Table:
    """The table that fits the size: names of rows at the left on up to two lines, of columns above, slanted."""
    text = size.text
    corner = ("addressee →", "speaker ↓")
    room = 0.3 * size.width
    widest = max(width_of(words, text) for words in (*corner, *(fitted(name, room, text) for name in rows)))
    left = EDGE + min(widest, room) + GAP
    most = 0.26 * size.width  # of a column's name, along its slant
    named = [fitted(name, most, text) for name in columns]
    wide, angle = _columns([width_of(name, text) for name in named], size.width - left - EDGE, text)
    right = size.width - EDGE
    slanted = []
    for place, name in enumerate(named):
        x = left + (place + 0.5) * wide
        name = fitted(name, (right - x) / cos(angle), text) if angle < radians(89) else name
        slanted.append((x, name))
    top = max(width_of(name, text) * sin(angle) for _, name in slanted) + text + GAP
    top = max(top, 2.6 * text + GAP)
    tall = max(1.25 * text, min(TALLEST, max(wide, 1.5 * text), (size.height - top) / len(rows)))
    names = [Words(x, top - GAP, name, text, angle=round(degrees(angle), 1)) for x, name in slanted]
    for place, name in enumerate(rows):
        lines = wrapped(name, left - GAP - EDGE, text, most=2 if tall >= 2.3 * text else 1)
        middle = top + (place + 0.5) * tall
        for number, line in enumerate(lines):
            y = middle + 1.1 * text * (number - (len(lines) - 1) / 2)
            names.append(Words(left - GAP, y, line, text, "end"))
    for number, words in enumerate(corner):
        names.append(Words(left - GAP, top - (1.9 - 1.2 * number) * text, words, 0.92 * text, "end", FAINT))
    return _Table(left, top, wide, tall, len(rows), len(columns), names)


def _columns(names: Sequence[float], room: float, text: float) -> tuple[float, float]:
    """How wide a column is, and how steep its name (radians), so that neighbours do not touch and the last ends within.

    ``names`` are the widths of the names.
    """
    places = max(FEWEST, len(names))
    wide, angle = room / places, radians(FLATTEST)
    for _ in range(3):  # a steeper name reaches less far to the right, which makes the columns wider again
        angle = max(radians(FLATTEST), asin(min(1.0, 1.2 * text / wide)))
        beyond = max(width * cos(angle) - (places - place - 0.5) * wide for place, width in enumerate(names))
        wide = (room - min(max(0.0, beyond + text / 2), 0.15 * room)) / places
    return wide, angle


@cache
def _shade(strength: float) -> str:
    return str(to_hex(SHADES(strength)))
