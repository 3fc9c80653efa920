"""The key of a timeline: what colours, shapes and signs mean, as far as they occur."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from analysis.schema import CHANNELS
from analysis.views.figures import CHANNEL_COLOURS
from analysis.views.figures_scene import width_of
from analysis.views.figures_timeline_marks import CONFLICT, HAPPENED, HAPPENING, MANY, SHAPES, SHARP
from analysis.views.scene import Dot, Item, Rect, Words
from analysis.views.timeline import DATED
from analysis.views.timeline_folding import REST
from analysis.views.timeline_layout import ROW, TEXT

GREY, PALE, INK = "#777777", "#AAAAAA", "#222222"
SIGN, AIR, EDGE = 12.0, 11.0, 2.0  # points: a sign with the space behind it, between two entries, at the left


class Entry(NamedTuple):
    """A sign (its shape; "-" is a bar), its look, and its meaning."""

    shape: str
    fill: str
    stroke: str
    words: str
    r: float = 2.9


def key(frame: pd.DataFrame, wide: bool) -> list[list[Entry]]:
    """What the marks of a frame mean: channels, shapes, signs; ``wide`` if any of them spans days, and how vaguely."""
    counted = bool((frame["slot"] < 0).any())
    dot = "s" if counted else "o"
    present = set(frame["channel"].dropna())
    named = [_plain(CHANNEL_COLOURS[channel], dot, channel) for channel in CHANNELS if channel in present]
    single = frame[frame["bin"].isna() & frame["channel"].notna()]
    parts = set(single["part"].dropna())
    shapes = [_plain(GREY, *SHAPES[part]) for part in SHAPES if part in parts]
    if frame["channel"].isna().any():
        (named if counted else shapes).append(_plain(HAPPENING, dot if counted else HAPPENED, "no communication"))
    signs = [_plain(MANY, "o", "n events of one day", 4.0)] * bool((frame["bin"] == REST).any())
    if (frame["placed"] != DATED).any():
        signs.append(Entry(dot, "white", GREY, "undated: at its publication"))
    signs += [Entry("-", PALE, "none", "some day within")] * wide
    if frame["conflict"].notna().any():
        ring = Entry("-", CONFLICT, "none", "accounts differ", 0.9)
        signs.append(ring if counted else Entry("o", "none", CONFLICT, "accounts differ", 4.0))
    return [group for group in (named, shapes, signs) if group]


def vague(frame: pd.DataFrame, wide: pd.Series) -> bool:
    """Whether a date of a mark that spans days (``wide``) means some day within."""
    spans = frame[wide & (frame["slot"] >= 0)]
    return bool(((spans["placed"] == DATED) & ~spans["date_precision"].isin(SHARP)).any())


def drawn_key(groups: Sequence[Sequence[Entry]], width: float) -> tuple[list[Item], float]:
    """The entries from left to right, each group from a line's beginning; and how high that is."""
    signs: list[Item] = []
    words: list[Item] = []
    y = ROW / 2 + 1
    for group in groups:
        x = EDGE
        for entry in group:
            wide = SIGN + width_of(entry.words, TEXT)
            if x > EDGE and x + wide > width:
                x, y = EDGE, y + ROW
            signs.append(_sign(entry, x + SIGN / 2 - 2, y))
            words.append(Words(x + SIGN, y, entry.words, TEXT, "start", INK))
            x += wide + AIR
        y += ROW
    return [*signs, *words], y - ROW / 2


def _plain(colour: str, shape: str, words: str, r: float = 2.9) -> Entry:
    return Entry(shape, colour, "none", words, r)


def _sign(entry: Entry, x: float, y: float) -> Item:
    if entry.shape == "-":
        tall = entry.r if entry.r < 2 else 2.5
        return Rect(x - 4.5, y - tall, x + 4.5, y + tall, entry.fill)
    return Dot(x, y, entry.r, entry.shape, entry.fill, entry.stroke, 1.1)  # type: ignore[arg-type]
