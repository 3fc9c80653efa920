"""The linked views of the explorer as widgets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

from analysis.views.index import Index
from analysis.views.linked import VIEWS
from analysis.views.scene import Mark, Scene, Size
from analysis.views.selection import Selection
from analysis.views.shown import Shown
from analysis.views.widgets_clickable import SceneView
from analysis.views.widgets_history import State

POINT = 0.75  # of a CSS pixel


class Linked:
    """The widgets of all views, each with the scene that it shows; a view is drawn anew only where it changes."""

    def __init__(self) -> None:
        self.widgets = {name: SceneView(alt=view.title) for name, view in VIEWS.items()}
        self.scenes: dict[str, Scene] = {}
        self._drawn: dict[str, tuple] = {}  # what each was last drawn from
        self._grounds: dict[str, Any] = {}

    def take(self, index: Index) -> None:
        """Draw these tables from now on."""
        self._index, self._drawn, self._grounds = index, {}, {}

    def picture(self, name: str, shown: Shown, filters: Selection, size: Size) -> tuple[pd.DataFrame, Scene, str]:
        """The frame of a view, its picture, and what it leaves out."""
        return VIEWS[name].picture(shown, filters, size, self.ground(name))

    def ground(self, name: str) -> Any:
        """What a view is drawn on, whatever is filtered."""
        if name not in self._grounds:
            self._grounds[name] = VIEWS[name].ground(self._index)
        return self._grounds[name]

    def draw(self, name: str, shown: Callable[[], Shown], state: State, generation: int) -> None:
        """Show the state in a view: what it leaves, what was clicked in the view, which days are chosen."""
        widget, view = self.widgets[name], VIEWS[name]
        source = (state.filters, None if state.view == name else state.mark, widget.width)
        with widget.hold_sync():
            if self._drawn.get(name) != source and not widget.brushing:  # nothing moves under the hand
                size = Size(widget.width * POINT or Size().width, height=view.height)
                _, self.scenes[name], note = self.picture(name, shown(), state.filters, size)
                widget.show(self.scenes[name], f"{view.title}. {note}".strip())
                self._drawn[name] = source
            marks = self.scenes[name].marks if state.mark and state.view == name else ()
            widget.clicked = next((n for n, mark in enumerate(marks) if narrowed_to(mark) == state.mark), None)
            widget.set_trait("brushed", _days(state.filters))
            widget.generation = generation


def narrowed_to(mark: Mark) -> Selection:
    """What a mark stands for, whatever the status: the filters say which status is shown."""
    narrows: dict[str, Any] = {"statuses": (), **mark.narrows}
    return Selection(**narrows)


def _days(filters: Selection) -> list[int] | None:
    """First and last day as ordinals; None where no day is chosen."""
    first, last = filters.date_from, filters.date_to
    return [(first or date.min).toordinal(), (last or date.max).toordinal()] if first or last else None
