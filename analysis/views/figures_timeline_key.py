"""The key of a timeline: what colours, shapes and signs mean, as far as they occur."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.schema import CHANNELS
from analysis.views.figures import CHANNEL_COLOURS
from analysis.views.figures_scene import width_of
from analysis.views.figures_timeline_marks import CONFLICT, HAPPENED, HAPPENING, MANY, SHAPES, SHARP, texts
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


def key(frame: pd.DataFrame, wide: np.ndarray) -> list[list[Entry]]:
    """What the marks of a frame mean: channels, shapes, signs; ``wide`` are those that span days."""
    slot, placed = frame["slot"].to_numpy(), frame["placed"].to_numpy(dtype=object)
    channels, bins = texts(frame["channel"]), texts(frame["bin"])
    counted, present = bool((slot < 0).any()), set(channels)
    dot = "s" if counted else "o"
    named = [_plain(CHANNEL_COLOURS[channel], dot, channel) for channel in CHANNELS if channel in present]
    parts = {
        part
        for part, channel, one in zip(texts(frame["part"]), channels, bins, strict=True)
        if one is None and channel is not None
    }
    shapes = [_plain(GREY, *SHAPES[part]) for part in SHAPES if part in parts]
    if None in present:
        (named if counted else shapes).append(_plain(HAPPENING, dot if counted else HAPPENED, "no communication"))
    signs = [_plain(MANY, "o", "n events of one day", 4.0)] * (REST in bins)
    if (placed != DATED).any():
        signs.append(Entry(dot, "white", GREY, "undated: at its publication"))
    spans = np.flatnonzero(wide & (slot >= 0) & (placed == DATED))
    if not {*frame["date_precision"].iloc[spans]} <= {*SHARP}:
        signs.append(Entry("-", PALE, "none", "some day within"))
    if any(texts(frame["conflict"])):
        ring = Entry("-", CONFLICT, "none", "accounts differ", 0.9)
        signs.append(ring if counted else Entry("o", "none", CONFLICT, "accounts differ", 4.0))
    return [group for group in (named, shapes, signs) if group]


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
