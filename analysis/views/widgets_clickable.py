"""Two small widgets that can be clicked, by mouse and by keyboard: a picture with marks, and HTML with rows.

Both say which mark is open through ``clicked`` (its number, or None), and show as open whatever ``clicked`` says.
"""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets

HERE = Path(__file__).parent


class ClickableFigure(anywidget.AnyWidget):
    """A figure as PNG bytes with one transparent, labelled button a mark; Tab enters it, arrow keys walk its marks."""

    _esm = HERE / "widgets_figure.js"
    _css = HERE / "widgets.css"
    png = traitlets.Bytes(b"").tag(sync=True)
    alt = traitlets.Unicode("", help="what a screen reader says for the whole picture").tag(sync=True)
    marks: traitlets.List = traitlets.List(help="dicts: x0, y0, x1, y1 (fractions from top left), label").tag(sync=True)
    clicked = traitlets.Int(None, allow_none=True).tag(sync=True)


class ClickableHtml(anywidget.AnyWidget):
    """HTML in which article text is already escaped; its elements with ``data-mark="N"`` can be clicked."""

    _esm = HERE / "widgets_html.js"
    _css = HERE / "widgets.css"
    html = traitlets.Unicode("").tag(sync=True)
    scroll_to = traitlets.Unicode("", help="CSS selector of what its scrolling box shows first").tag(sync=True)
    revealed = traitlets.Int(0, help="whenever it grows, the page scrolls until the widget is in sight").tag(sync=True)
    clicked = traitlets.Int(None, allow_none=True).tag(sync=True)
