"""The linked views of the explorer: what each shows of a selection, and the very pictures of the other notebooks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pandas as pd

from analysis.schema import Tables
from analysis.views.counts import by_week, fold, folded, pairs
from analysis.views.export_seen import Picture
from analysis.views.figures_matrix import matrix_scene
from analysis.views.figures_timeline import timeline_scene
from analysis.views.figures_weeks import weeks_scene
from analysis.views.scene import Scene, Size
from analysis.views.selection import Selection
from analysis.views.shown import Shown
from analysis.views.timeline_lanes import lanes, not_drawn

LARGEST_MATRIX = 15


@dataclass(frozen=True)
class View:
    """One linked view: its name and title, the frame that it needs of what is shown, the picture of that frame, and
    what it folds or leaves out."""

    name: str
    title: str
    frame: Callable[[Tables, Selection, Size], pd.DataFrame]
    scene: Callable[[pd.DataFrame, Size], Scene]
    note: Callable[[Tables, Selection, pd.DataFrame], str]
    height: float = 420.0  # points, at most
    overview: bool = False  # it shows all days, whichever are brushed
    beside_table: bool = False  # it stands above the table, the others further down (or beside, where there is room)


VIEWS = {
    view.name: view
    for view in (
        View(
            "weeks",
            "How much, over time, by channel",
            lambda shown, selection, _: by_week(shown, statuses=selection.statuses),
            weeks_scene,
            lambda shown, selection, frame: "",
            height=90,
            overview=True,
            beside_table=True,
        ),
        View(
            "timeline",
            "What happened when: one lane an actor",
            lambda shown, selection, size: lanes(shown, statuses=selection.statuses, size=size),
            timeline_scene,
            lambda shown, selection, frame: not_drawn(shown, frame, selection.statuses),
            beside_table=True,
        ),
        View(
            "matrix",
            "Who spoke to whom: speakers down, addressees across",
            lambda shown, selection, _: fold(pairs(shown, statuses=selection.statuses), LARGEST_MATRIX),
            matrix_scene,
            lambda shown, selection, _: folded(pairs(shown, statuses=selection.statuses), LARGEST_MATRIX),
        ),
    )
}


def pictures(shown_in: Callable[[str], Shown]) -> dict[str, Picture]:
    """The views for export: each with what it shows, in whatever room."""
    return {name: Picture(view.title, shown_in(name), partial(_draw, view)) for name, view in VIEWS.items()}


def _draw(view: View, shown: Shown, size: Size) -> tuple[Scene, str]:
    tables, selection = shown.tables, shown.selections[0] if shown.selections else Selection(statuses=())
    frame = view.frame(tables, selection, size)
    return view.scene(frame, size), view.note(tables, selection, frame)
