"""Counts over time, stacked by channel: a bar a day, week, month or year, as the time that they cover is long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.schema import CHANNELS
from analysis.views.days_in_words import days_in_words
from analysis.views.figures import CHANNEL_COLOURS, Drawn, count
from analysis.views.figures_calendar import labels, ticks
from analysis.views.figures_scene import drawn, nothing_scene, width_of, wrapped
from analysis.views.scene import FAINT, INK, Item, Line, Mark, Rect, Scene, Size, Words

NARROWEST, FEWEST = 4.5, 10  # points that a bar and its gap take; bars that there is room for
RARE, FAR = 0.05, 3.0  # of the events, so few at either end are folded away if they make the time so many times longer
LOWEST, AXIS, LINE = 36.0, 3.0, 1.3  # points: the bars at least; times a letter: the words of the axis, a line of words
GRID, RULE, EDGE = "#E4E4E4", "#999999", 4.0
EPOCH = date(1970, 1, 1).toordinal()


def draw_weeks(frame: pd.DataFrame, ax: Axes | None = None) -> Drawn:
    """Events by week and channel (``counts.over_time``); how many lie in a week that no text gives is said in words."""
    return drawn(weeks_scene(frame, Size()), "event", ax)


def weeks_scene(frame: pd.DataFrame, size: Size, unit: str = "event") -> Scene:
    """Counts by ``week`` (its Monday) or by ``day``, and channel, as stacked bars; each part of a bar is a mark.

    A few events of long before or after the others stand in one bar at that end, so that there is room for the rest.
    """
    time = "day" if "day" in frame else "week"
    if frame.empty:
        return nothing_scene("no event under these filters", size)
    dated = frame[frame[time].notna()]
    undated = int(frame["count"].sum() - dated["count"].sum())
    if dated.empty:
        return nothing_scene(f"no text gives the {time} of {'the' if undated == 1 else 'any of the'} "
                             f"{count(undated, unit)}", size)  # fmt: skip
    days = dated[time].to_numpy("datetime64[D]").astype(int) + EPOCH
    numbers = dated["count"].to_numpy(int)
    which = pd.Categorical(dated["channel"].fillna("unspecified"), CHANNELS).codes
    legend, top = _legend([CHANNELS[number] for number in np.unique(which)], size)
    words = _words(undated, time, unit, size)
    room = size.height - top - AXIS * size.text - len(words) * LINE * size.text - EDGE
    scale = _Scale(_bars(days, numbers, WEEKS if time == "week" else DAYS, size), top, room, size)
    stacks = np.zeros((len(scale.edges) - 1, len(CHANNELS)), int)
    place = np.searchsorted(scale.edges, days, side="right") - 1
    np.add.at(stacks, (place, which), numbers)
    most = int(stacks.sum(axis=1).max())
    rects, marks = [], []
    for bar in np.flatnonzero(stacks.sum(axis=1)).tolist():
        below = 0
        for number, channel in zip(stacks[bar].tolist(), CHANNELS, strict=True):
            if number:
                rect = scale.rect(bar, below / most, (below + number) / most, CHANNEL_COLOURS[channel])
                rects.append(rect)
                marks.append(scale.mark(bar, rect, channel, count(number, unit)))
                below += number
    foot = scale.foot + AXIS * size.text
    under = [
        Words(EDGE, foot + LINE * (n + 0.5) * size.text, line, size.text, colour=FAINT) for n, line in enumerate(words)
    ]
    items = [*scale.axes(most, unit), *rects, *legend, *under]
    return Scene(size.width, foot + LINE * len(words) * size.text + EDGE, items, marks, scale.days())


@dataclass(frozen=True)
class _Bars:
    """From which day to which a bar goes (``edges``), and how many days the folded ones at either end stand for."""

    edges: list[int]
    precision: str
    before: bool
    after: bool


class _Scale:
    """Where bars and days lie (points)."""

    def __init__(self, bars: _Bars, top: float, room: float, size: Size) -> None:
        self.bars, self.size, self.edges = bars, size, bars.edges
        tall = max(LOWEST, min(room, 170.0, max(80.0, 0.27 * size.width)))
        self.top, self.foot = top, top + tall
        self.left = EDGE + 3.4 * size.text
        self.right = size.width - EDGE
        low, high = int(bars.before), len(self.edges) - 1 - int(bars.after)
        ends = [4.2 * size.text * folded for folded in (bars.before, bars.after)]
        x0, x1 = self.left + ends[0], self.right - ends[1]
        first, last = self.edges[low], self.edges[high]
        self.x = [x0 + (x1 - x0) * (edge - first) / (last - first) for edge in self.edges]
        self.x[0], self.x[-1] = self.left, self.right
        self.within = first, last

    def rect(self, bar: int, low: float, high: float, fill: str) -> Rect:
        """A part of a bar between two heights (shares of the highest)."""
        x0, x1 = self.x[bar], self.x[bar + 1]
        if self._folded(bar):
            x0, x1 = (x0 + x1) / 2 - 6, (x0 + x1) / 2 + 6
        gap = min(2.0, 0.14 * (x1 - x0)) / 2
        tall = 0.96 * (self.foot - self.top)
        return Rect(x0 + gap, self.foot - high * tall, x1 - gap, self.foot - low * tall, fill)

    def mark(self, bar: int, rect: Rect, channel: str, counted: str) -> Mark:
        first, last = date.fromordinal(self.edges[bar]), date.fromordinal(self.edges[bar + 1] - 1)
        when = days_in_words(first, last, "range" if self._folded(bar) else self.bars.precision)
        narrows = dict(date_from=first, date_to=last, channels=(channel,), include_undated=False, to_the_day=True)
        return Mark(rect.x0, rect.y0, rect.x1, rect.y1, f"{when}, {channel}: {counted}", narrows)

    def days(self) -> list[tuple[float, float]]:
        return [(x, float(edge)) for x, edge in zip(self.x, self.edges, strict=True)]

    def axes(self, most: int, unit: str) -> list[Item]:
        """The scale of counts, the calendar, and a break before what is folded away."""
        text, tall = self.size.text, 0.96 * (self.foot - self.top)
        steps = max(1.0, min(5.0, tall / (1.5 * text)))  # as many as their numbers have room
        step = next(s for s in (f * 10**n for n in range(12) for f in (1, 2, 5)) if most / s <= steps)
        heights = [(number, self.foot - tall * number / most) for number in range(0, most + 1, step)]
        lines = [Line(((self.left, y), (self.right, y)), RULE if number == 0 else GRID) for number, y in heights]
        words = [Words(self.left - 4, y, _short(number), text, "end", INK) for number, y in heights]
        words.append(Words(EDGE, self.top - 0.9 * text, f"{unit}s", 0.92 * text, "start", FAINT))
        for x, label in self._ticks():
            lines.append(Line(((x, self.foot), (x, self.foot + 3)), RULE))
            words += self._below(x, label)
        for folded, x, middle, label in (
            (self.bars.before, self.x[1], (self.x[0] + self.x[1]) / 2, f"earlier\nfrom {_year(self.edges[0])}"),
            (self.bars.after, self.x[-2], (self.x[-2] + self.x[-1]) / 2, f"later\nto {_year(self.edges[-1] - 1)}"),
        ):
            if folded:
                lines.append(Line(((x, self.top), (x, self.foot + 3)), RULE, dashed=True))
                words += self._below(middle, label)
        return [*lines, *words]

    def _ticks(self) -> list[tuple[float, str]]:
        """Days of the calendar with room for their words, clear of what stands below the folded bars."""
        first, last = self.within
        room = max(2, int((self.right - self.left) / (5.5 * self.size.text)))
        starts = self.edges[int(self.bars.before) :][: len(self.edges) - 1 - self.bars.before - self.bars.after]
        if len(starts) <= 3 * room and starts[-1] - starts[0] < 31 * room:
            days = starts[:: -(-len(starts) // room)]
        else:
            low, high = (pd.Timestamp(date.fromordinal(day)) for day in (first, last - 1))
            days = [int(number) + EPOCH for number in ticks(low, high, most=min(9, room))[0]]
        within = 0.5 * (self.bars.precision == "day")  # below the middle of its day
        at = np.interp(np.array(days) + within, self.edges, self.x).tolist()
        left = self.x[1] + 2 * self.size.text if self.bars.before else self.left
        right = self.x[-2] - 2 * self.size.text if self.bars.after else self.right
        clear = [(x, date.fromordinal(day)) for x, day in zip(at, days, strict=True) if left <= x <= right]
        return list(zip((x for x, _ in clear), labels([day for _, day in clear]), strict=True))

    def _below(self, x: float, label: str) -> list[Words]:
        """Words below the axis, on one or two lines, that end where the picture does."""
        text, lines = self.size.text, label.split("\n")
        half = max(width_of(line, text) for line in lines) / 2
        x = min(max(x, EDGE + half), self.size.width - EDGE - half)
        return [Words(x, self.foot + (1.2 + 1.2 * n) * text, line, text, "middle") for n, line in enumerate(lines)]

    def _folded(self, bar: int) -> bool:
        return (self.bars.before and bar == 0) or (self.bars.after and bar == len(self.edges) - 2)


class _Step(NamedTuple):
    """How long a bar is: so many days (from a Monday if these are weeks) or months; its name among the precisions."""

    precision: str
    days: int = 0
    months: int = 0

    def start(self, day: int) -> int:
        """The first day of the bar in which a day lies."""
        if self.days:
            return day - (day - 1) % self.days
        at = date.fromordinal(day)
        month = 12 * at.year + at.month - 1
        year, month = divmod(month - month % self.months, 12)
        return date(year, month + 1, 1).toordinal()

    def following(self, start: int) -> int:
        """The first day of the bar after the one that starts there."""
        return self.start(start + (self.days or 31 * self.months))


# Of weeks only whole ones are known: months would cut them.
WEEKS = [_Step("range", days=7 * number) for number in (1, 4, 13, 52, 260, 1040)]
MONTHS = [
    _Step(name, months=n) for n, name in ((1, "month"), (3, "quarter"), (12, "year"), (60, "range"), (240, "range"))
]
DAYS = [_Step("day", days=1), WEEKS[0], *MONTHS]


def _bars(days: np.ndarray, numbers: np.ndarray, steps: Sequence[_Step], size: Size) -> _Bars:
    """The finest bars that there is room for, over the days on which nearly all events lie."""
    low, high = int(days.min()), int(days.max())
    first, last = _busy(days, numbers)
    room = int((size.width - 5 * size.text) / NARROWEST)
    step = next((step for step in steps if (last - first) / (step.days or 30 * step.months) < room), steps[-1])
    edges = [step.start(first)]
    while edges[-1] <= last:
        edges.append(step.following(edges[-1]))
    before, after = low < edges[0], high >= edges[-1]
    while len(edges) <= FEWEST and not (before and after):  # a bar for each of three days does not fill the page
        edges = [step.start(edges[0] - 1)] * (not before) + edges + [step.following(edges[-1])] * (not after)
    return _Bars([low] * before + edges + [high + 1] * after, step.precision, before, after)


def _busy(days: np.ndarray, numbers: np.ndarray) -> tuple[int, int]:
    """First and last of the days on which nearly all events lie; of all days, if that is not much more."""
    low, high = int(days.min()), int(days.max())
    order = np.argsort(days, kind="stable")
    share = np.cumsum(numbers[order]) / numbers.sum()
    inner = days[order][[np.searchsorted(share, RARE, "right"), np.searchsorted(share, 1 - RARE)]]
    slack = max(30, 0.25 * (inner[1] - inner[0]))
    near = days[(days >= inner[0] - slack) & (days <= inner[1] + slack)]
    first, last = int(near.min()), int(near.max())
    return (low, high) if high - low < FAR * (last - first + 1) else (first, last)


def _legend(channels: Sequence[str], size: Size) -> tuple[list[Item], float]:
    """A square and a name for each channel, in as many lines as they take, and where they end."""
    text, x, y = size.text, EDGE, EDGE + 0.7 * size.text
    squares, words = [], []
    for channel in channels:
        wide = text + 3 + width_of(channel, text)
        if x > EDGE and x + wide > size.width - EDGE:
            x, y = EDGE, y + 1.5 * text
        squares.append(Rect(x, y - 0.42 * text, x + 0.84 * text, y + 0.42 * text, CHANNEL_COLOURS[channel]))
        words.append(Words(x + text + 2, y, channel, text))
        x += wide + 1.6 * text
    return [*squares, *words], y + 2.2 * text


def _words(undated: int, time: str, unit: str, size: Size) -> list[str]:
    """How many have no place in the picture, as lines of words."""
    said = f"Not in the bars: {count(undated, unit)} whose {time} no text gives."
    return wrapped(said, size.width - 2 * EDGE, size.text, most=3) if undated else []


def _year(day: int) -> int:
    return date.fromordinal(day).year


def _short(number: int) -> str:
    return f"{number:,}" if number < 10_000 else f"{number // 1000}k"
