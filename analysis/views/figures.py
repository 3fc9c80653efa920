"""What every figure shares: the style, the canvas, where its marks are, and the bytes that it becomes.

A figure function takes a frame and perhaps an ``Axes`` and returns ``Drawn``; it counts nothing.  Figures belong to no
pyplot state: nothing shows by itself, and nothing has to be closed.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.textpath import TextToPath

from analysis.views.frames import TEACHING

STYLE = Path(__file__).with_name("figures.mplstyle")
WIDTH, DPI, PRINT_DPI = 7.5, 120, 240  # 900 pixels on the screen, within an A4 page on paper
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#8C7A00", "#555555")
CHANNEL_COLOURS = {
    "call": "#0072B2",
    "meeting": "#009E73",
    "statement": "#E69F00",
    "press": "#D55E00",
    "interview": "#CC79A7",
    "letter": "#56B4E9",
    "post": "#8C7A00",
    "speech": "#000000",
    "unspecified": "#9A9A9A",
}
OWN = "analysis"  # a figure that canvas() made, and nobody else draws into
MARKS = ["x0", "y0", "x1", "y1", "label", "kind", "ids"]
LONGEST_NAME, CAPTION = 30, 7  # letters, points
SMALLEST_MARK = 14 / 900  # of the figure's width: what a finger or a pointer can still hit


class Drawn(NamedTuple):
    """A drawn figure and its marks: one row per clickable thing, as fractions of the figure from its top left."""

    ax: Axes
    marks: pd.DataFrame

    def _repr_html_(self) -> str:
        return StaticPicture(png(self, PRINT_DPI), "a figure")._repr_html_()


@dataclass(frozen=True)
class StaticPicture:
    """A finished picture as a notebook shows it, as wide as the page; its caption is the text for who cannot see it."""

    picture: bytes
    caption: str

    def _repr_html_(self) -> str:
        data, words = b64encode(self.picture).decode(), escape(self.caption)
        size = f'width="{round(WIDTH * DPI)}" style="max-width:100%"'
        return f'<img {size} alt="{words}" src="data:image/png;base64,{data}">'


class Box(NamedTuple):
    """A mark in the coordinates of the axes' data, before the layout is known."""

    x0: float
    y0: float
    x1: float
    y1: float
    label: str
    ids: tuple[str, ...]


def styled(draw: Callable[..., Any]) -> Callable[..., Any]:
    """Run a function under the project's style, and leave the user's own settings as they were."""

    @wraps(draw)
    def within(*args: Any, **kwargs: Any) -> Any:
        with matplotlib.rc_context(fname=STYLE):
            return draw(*args, **kwargs)

    return within


def canvas(ax: Axes | None, height: float) -> Axes:
    """The given axes, or new ones on a figure of its own, ``height`` inches high and as wide as a page."""
    if ax is not None:
        return ax
    figure = Figure(figsize=(WIDTH, height), label=OWN)
    FigureCanvasAgg(figure)
    figure.set_layout_engine(ConstrainedLayoutEngine(w_pad=0.08, h_pad=0.08))
    return figure.add_subplot()


def nothing(ax: Axes | None, reason: str) -> Drawn:
    """A figure that says that, and why, there is nothing to show."""
    ax = canvas(ax, 1.2)
    ax.set_axis_off()
    ax.text(
        0.5,
        0.5,
        f"nothing to show: {reason}",
        ha="center",
        va="center",
        transform=ax.transAxes,
        color="#555555",
        fontsize=11,
    )
    return finish(ax, "none", [])


def finish(ax: Axes, kind: str, boxes: Iterable[Box]) -> Drawn:
    """Lay the figure out and say where its marks came to lie; a figure of our own stays as it was laid out."""
    figure = _figure(ax)
    engine = figure.get_layout_engine()
    if engine is not None and figure.get_label() == OWN:
        engine.execute(figure)
        figure.set_layout_engine("none")
    else:
        figure.draw_without_rendering()
    ax.get_xlim(), ax.get_ylim()  # settles limits that matplotlib has put off
    to_figure = ax.transData + figure.transFigure.inverted()
    smallest = (SMALLEST_MARK, SMALLEST_MARK * figure.get_figwidth() / figure.get_figheight())
    rows = []
    for box in boxes:
        (left, low), (right, high) = to_figure.transform([(box.x0, box.y0), (box.x1, box.y1)])
        x0, x1 = _widened(left, right, smallest[0])
        y0, y1 = _widened(1 - low, 1 - high, smallest[1])
        rows.append((x0, y0, x1, y1, box.label, kind, box.ids))
    return Drawn(ax, pd.DataFrame(rows, columns=MARKS))


@styled
def png(drawn: Drawn, dpi: int = DPI) -> bytes:
    """The figure as PNG, to which the marks fit exactly."""
    return _bytes(_figure(drawn.ax), "png", dpi=dpi)


@styled
def render(drawn: Drawn, kind: str, caption: str = "", about: Mapping[str, str] | None = None) -> bytes:
    """The figure as ``png``, ``svg`` or ``pdf`` with its caption below; the same figure gives the same bytes.

    ``about`` goes into the metadata of the file, under the names that its format has for them.
    """
    figure = _figure(drawn.ax)
    lines = _wrapped(caption, figure.get_figwidth() - 0.2)
    if not lines:
        return _bytes(figure, kind, PRINT_DPI, about)
    figure.draw_without_rendering()
    engine, height = figure.get_layout_engine(), figure.get_figheight()
    below = 0.16 * len(lines) + 0.12
    taller = height + below
    places = [(ax, ax.get_position(original=True)) for ax in figure.axes]
    figure.set_layout_engine("none")
    figure.set_figheight(taller)
    for ax, box in places:
        ax.set_position((box.x0, (box.y0 * height + below) / taller, box.width, box.height * height / taller))
    words = figure.text(0.012, 0.08 / taller, "\n".join(lines), color="#666666", va="bottom", linespacing=1.35)
    words.set_fontsize(CAPTION)
    try:
        return _bytes(figure, kind, PRINT_DPI, about)
    finally:
        words.remove()
        figure.set_figheight(height)
        for ax, box in places:
            ax.set_position(box)
        figure.set_layout_engine(engine)


def legend(ax: Axes, *groups: Sequence[Any]) -> None:
    """The signs above the figure, over its whole width; each group begins a row, read from left to right."""
    longest = max((len(handle.get_label()) for group in groups for handle in group), default=0)
    columns = 5 if len(groups) > 1 else max(1, min(9, 115 // (7 + longest)))
    rows = [list(group[start : start + columns]) for group in groups for start in range(0, len(group), columns)]
    width = max(map(len, rows), default=0)
    empty = Line2D([], [], linestyle="", label="")
    cells = [
        row[column] if column < len(row) else empty for column in range(width) for row in rows
    ]  # filled down, read across
    ax.figure.legend(handles=cells, loc="outside upper left", ncols=width, handletextpad=0.5)


def short(name: str, longest: int = LONGEST_NAME) -> str:
    """A name on one line that fits beside an axis; that a source is a teaching corpus is said once, in the caption."""
    name = str(name).replace(TEACHING, "")
    name = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"


def count(number: int, unit: str) -> str:
    """ "1 event", "2 events"."""
    return f"{number:,} {unit}{'' if number == 1 else 's'}"


def _wrapped(caption: str, inches: float) -> list[str]:
    """The caption in lines that fit, by the width of its letters; a title stands on a line of its own."""
    letters, font = TextToPath(), FontProperties(size=CAPTION)
    lines: list[str] = []
    for paragraph in caption.splitlines():
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            width, _, _ = letters.get_text_width_height_descent(longer, font, ismath=False)
            if line and width > 72 * inches:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


def _figure(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    assert figure is not None, "axes that belong to no figure"
    return figure


def _widened(one: float, other: float, least: float) -> tuple[float, float]:
    low, high = min(one, other), max(one, other)
    more = max(0.0, least - (high - low)) / 2
    return max(0.0, low - more), min(1.0, high + more)


def _bytes(figure: Figure, kind: str, dpi: int, about: Mapping[str, str] | None = None) -> bytes:
    undated: dict[str, dict[str, None]] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {}}
    buffer = BytesIO()
    figure.savefig(buffer, format=kind, dpi=dpi, metadata={**(about or {}), **undated[kind]})
    return buffer.getvalue()
