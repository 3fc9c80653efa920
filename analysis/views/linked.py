"""The views that the explorer links and an export draws: what each shows of a selection, and how that is pictured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import pandas as pd

from analysis.views.counts import OTHERS, over_time, pairs
from analysis.views.export_seen import Picture
from analysis.views.figures_matrix import matrix_scene
from analysis.views.figures_network import network_places, network_scene
from analysis.views.figures_timeline import timeline_scene
from analysis.views.figures_weeks import weeks_scene
from analysis.views.index import Index
from analysis.views.scene import Scene, Size
from analysis.views.selection import Selection
from analysis.views.shown import Shown
from analysis.views.timeline_lanes import lanes_of, not_drawn_of
from analysis.views.timeline_seats import Seats

LARGEST_MATRIX = 15


@dataclass(frozen=True)
class View:
    """One linked view: its name and title, the frame that it needs of what is shown, the picture of that frame (at a
    size, on a ground that is the same under all filters), and what it folds or leaves out."""

    name: str
    title: str
    frame: Callable[[Shown, Selection, Size, Any], pd.DataFrame]
    scene: Callable[[pd.DataFrame, Size, Any], Scene]
    note: Callable[[Shown, Selection, pd.DataFrame, Any], str] = lambda shown, selection, frame, ground: ""
    ground: Callable[[Index], Any] = lambda index: None
    height: float = 420.0  # points, at most
    overview: bool = False  # it shows all days, whichever are brushed
    beside_table: bool = False  # it stands above the table, the others further down (or beside, where there is room)

    def picture(self, shown: Shown, selection: Selection, size: Size, ground: Any) -> tuple[pd.DataFrame, Scene, str]:
        """The frame, its picture, and what that leaves out."""
        frame = self.frame(shown, selection, size, ground)
        return frame, self.scene(frame, size, ground), self.note(shown, selection, frame, ground)


def _folded(shown: Shown, selection: Selection, frame: pd.DataFrame, ground: Any) -> str:
    return f"{len(frame.attrs[OTHERS]):,} others stand together." if frame.attrs.get(OTHERS) else ""


VIEWS = {
    view.name: view
    for view in (
        View(
            "timeline",
            "What happened when: one lane an actor",
            lambda shown, selection, size, seats: lanes_of(seats, shown.events, statuses=selection.statuses, size=size),
            lambda frame, size, _: timeline_scene(frame, size),
            lambda shown, selection, frame, seats: not_drawn_of(seats, frame, shown.events, selection.statuses),
            ground=Seats,
            height=280,
            beside_table=True,
        ),
        View(
            "weeks",
            "How much, over time, by channel",
            lambda shown, selection, size, _: over_time(shown, "day", selection.statuses, ids=False),
            lambda frame, size, _: weeks_scene(frame, size),
            height=110,
            overview=True,
        ),
        View(
            "matrix",
            "Who spoke to whom: speakers down, addressees across",
            lambda shown, selection, size, _: pairs(shown, statuses=selection.statuses, ids=False, most=LARGEST_MATRIX),
            lambda frame, size, _: matrix_scene(frame, size),
            _folded,
        ),
        View(
            "network",
            "Who spoke to whom, as a network: everybody keeps his place under every filter",
            lambda shown, selection, size, _: pairs(shown, statuses=selection.statuses, ids=False),
            lambda frame, size, places: network_scene(frame, places, size),
            ground=lambda index: network_places(pairs(index.shown(), statuses=(), ids=False)),
        ),
    )
}


def pictures(shown_in: Callable[[str], Shown], ground_of: Callable[[str], Any] | None = None) -> dict[str, Picture]:
    """The views for export: each with what it shows, in whatever room; ``ground_of`` where the grounds are at hand."""
    made = {}
    for name, view in VIEWS.items():
        shown = shown_in(name)
        ground = partial(ground_of, name) if ground_of else cache(partial(view.ground, shown.index))
        made[name] = Picture(view.title, shown, partial(_draw, view, ground))
    return made


def _draw(view: View, ground: Callable[[], Any], shown: Shown, size: Size) -> tuple[Scene, str]:
    selection = shown.selections[0] if shown.selections else Selection(statuses=())
    _, scene, note = view.picture(shown, selection, size, ground())
    return scene, note
