"""Two small widgets that can be clicked, by mouse and by keyboard: a picture with marks, and HTML with rows.

Both say which mark is open through ``clicked`` (its number, or None), and show as open whatever ``clicked`` says.
Both write ``generation`` on their element (``data-generation``) once the browser holds what belongs to it.
"""

from __future__ import annotations

import json
from pathlib import Path

import anywidget
import numpy as np
import traitlets

from analysis.views.scene import Scene, svg

HERE = Path(__file__).parent
AT_ONCE = 300  # marks that go to the browser with their picture: more of them weigh as much as it does


class SceneView(anywidget.AnyWidget):
    """A scene as SVG with one transparent, labelled button a mark; Tab enters it, arrow keys walk its marks.

    ``clicked`` is the open mark; a click on it, or Escape, lets it go (None).  Where the scene has days, dragging
    along it (or Shift and arrow keys from a mark) sets ``brushed``, first and last day as ordinals: again and again
    while the hand moves (``brushing`` is True then, and never is more than one message under way), and once more when
    it is let go.  Python may set both.  ``width`` (CSS pixels; 0 until shown) and ``visible`` come from the browser.
    """

    _esm = HERE / "widgets_scene.js"
    _css = HERE / "widgets.css"
    svg = traitlets.Unicode("", help="escaped in Python").tag(sync=True)
    alt = traitlets.Unicode("", help="what a screen reader says for the whole picture").tag(sync=True)
    marks: traitlets.List = traitlets.List(help="[x0, y0, x1, y1, label]: fractions from the top left").tag(
        sync=True,
        to_json=lambda marks, _: json.dumps(marks),  # ipywidgets would look for bytes in every single one
    )
    days: traitlets.List = traitlets.List(help="[fraction of the width, day as ordinal], rising").tag(sync=True)
    untold = traitlets.Int(0, help="marks that come when the browser asks for them").tag(sync=True)
    clicked = traitlets.Int(None, allow_none=True).tag(sync=True)
    brushed: traitlets.List = traitlets.List(None, allow_none=True, help="first and last day, both in").tag(sync=True)
    brushing = traitlets.Bool(False).tag(sync=True)
    generation = traitlets.Int(0).tag(sync=True)
    width = traitlets.Int(0).tag(sync=True)
    visible = traitlets.Bool(False).tag(sync=True)

    def __init__(self, **traits: object) -> None:
        super().__init__(**traits)
        self._scene = Scene(1, 1)
        self.on_msg(self._asked)

    def show(self, scene: Scene, alt: str, generation: int = 0, clicked: int | None = None) -> None:
        """Show this scene with this mark open, in one message."""
        self._scene, many = scene, len(scene.marks) > AT_ONCE
        with self.hold_sync():
            self.svg, self.alt = svg(scene), alt
            self.marks, self.untold = ([], len(scene.marks)) if many else (_told(scene), 0)
            self.days = [[x / scene.width, day] for x, day in scene.days]
            self.clicked, self.generation = clicked, generation

    def _asked(self, _widget: object, _message: object, _buffers: object) -> None:
        """Somebody points at a picture of many marks, or enters it by keyboard."""
        with self.hold_sync():
            self.marks, self.untold = _told(self._scene), 0


def _told(scene: Scene) -> list[list]:
    """The marks as the browser has them."""
    size = (scene.width, scene.height) * 2
    places = np.array([mark[:4] for mark in scene.marks]).reshape(-1, 4) / size
    labels = (mark.label for mark in scene.marks)
    return [[*place, label] for place, label in zip(places.round(4).tolist(), labels, strict=True)]


class ClickableHtml(anywidget.AnyWidget):
    """HTML in which article text is already escaped; its elements with ``data-mark="N"`` can be clicked."""

    _esm = HERE / "widgets_html.js"
    _css = HERE / "widgets.css"
    html = traitlets.Unicode("").tag(sync=True)
    scroll_to = traitlets.Unicode("", help="CSS selector of what its scrolling box shows first").tag(sync=True)
    revealed = traitlets.Int(0, help="whenever it grows, the page scrolls until the widget is in sight").tag(sync=True)
    clicked = traitlets.Int(None, allow_none=True).tag(sync=True)
    generation = traitlets.Int(0).tag(sync=True)
