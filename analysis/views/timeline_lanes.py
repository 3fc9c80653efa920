"""A timeline's rows: a lane an actor or a country, in it a mark an event, or a bar for as many as a day holds."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from analysis.schema import Tables
from analysis.views.coded import Coded
from analysis.views.scene import Size
from analysis.views.timeline import NOWHERE, communications_of, placed
from analysis.views.timeline_crowds import crowded
from analysis.views.timeline_folding import BEFORE, COVERED, REST, SPAN, calendar, eras
from analysis.views.timeline_layout import PAGE, Rows, in_slots, plot
from analysis.views.timeline_marks import framed, in_lanes
from analysis.views.timeline_seats import By, Seats

Covered = tuple[date | None, date | None] | None
LANES = [
    "lane", "slot", "actor_id", "actor", "events", "era", "date_start", "date_end", "date_precision", "placed", "bin",
    "count", "part", "label", "channel", "act", "what", "articles", "conflict", "ids", "communication_ids",
]  # fmt: skip
WORDS = (
    "actor_id", "actor", "era", "date_precision", "placed", "bin", "part", "label", "channel", "act", "what",
    "conflict",
)  # fmt: skip


def lanes(
    tables: Tables,
    by: By = "actor",
    most: int = 9,
    statuses: tuple[str, ...] = ("happened",),
    covered: Covered = None,
    size: Size = PAGE,
) -> pd.DataFrame:
    """One row per mark: an event in a lane, or the events of a lane that there is no room for one by one.

    The ``most`` active actors (or countries) have a lane each, all others share one.  ``lane`` counts from the top,
    ``slot`` within it, so that what overlaps stands side by side.  ``ids`` are the ``count`` events of a mark.
    ``bin`` is null; "rest" for what a day holds beyond those told most often; or, where events are too many to be drawn
    one by one, the time that a bar counts, and "span" for what is vaguer.  ``part`` is source, target or participant;
    ``label`` says with whom or what.  ``era`` is before, in or after the time ``covered`` (``selection.period`` unless
    given), ``placed`` as in ``timeline.placed``.  How many marks there are is decided for a picture of that ``size``.
    """
    frame = lanes_of(Seats(Coded(tables), by), None, most, statuses, covered, size)
    evidence = communications_of(tables)
    ids = [tuple(some) for some in frame["ids"]]
    rows = [tuple(sorted({row for event in some for row in evidence.get(event, ())})) for some in ids]
    words = {name: frame[name].astype("str") for name in WORDS}
    return frame.assign(**words, ids=pd.Series(ids, dtype=object), communication_ids=pd.Series(rows, dtype=object))[
        LANES
    ]


def lanes_of(
    seats: Seats,
    shown: np.ndarray | None = None,
    most: int = 9,
    statuses: tuple[str, ...] = ("happened",),
    covered: Covered = None,
    size: Size = PAGE,
) -> pd.DataFrame:
    """The frame of ``lanes``, for those rows of ``tables.events`` that are ``shown``, in milliseconds.

    It has no ``communication_ids``, and its ``ids`` are looked up when they are asked for.
    """
    chosen = seats.told(shown, statuses)[seats.order]
    if not chosen.any():
        return pd.DataFrame(columns=LANES)
    drawn = in_lanes(seats, chosen, most)
    present = np.flatnonzero(np.bincount(seats.when[drawn.event], minlength=len(seats.starts)))
    place = np.zeros(len(seats.starts), dtype=np.int64)
    place[present] = np.arange(len(present))
    start, end = seats.starts[present], seats.ends[present]
    era = eras(start, end, covered or seats.covered)
    rows = Rows(
        drawn.lane, place[seats.when[drawn.event]], seats.articles[drawn.event], seats.channel[drawn.event],
        start, end, seats.dated[present], era, drawn.many,
    )  # fmt: skip
    room = plot(size)
    days = calendar(start, end, era, np.zeros(len(start), dtype=bool), room.width)
    return framed(seats, drawn, rows, in_slots(rows, days, room.height) or crowded(rows, days))


def not_drawn(tables: Tables, drawn: pd.DataFrame, statuses: tuple[str, ...] = ("happened",)) -> str:
    """What a timeline folds, gathers and leaves out, for its caption; empty where that is nothing."""
    background = {identity for ids in drawn.loc[drawn["era"] != COVERED, "ids"] for identity in ids}
    return _said(drawn, len(background), int((placed(tables, statuses)["placed"] == NOWHERE).sum()))


def not_drawn_of(
    seats: Seats,
    drawn: pd.DataFrame,
    shown: np.ndarray | None = None,
    statuses: tuple[str, ...] = ("happened",),
    covered: Covered = None,
) -> str:
    """The same of a frame of ``lanes_of``, with what that was made of."""
    meant = seats.told(shown, statuses)
    events = np.bincount(seats.when[meant[seats.order]], minlength=len(seats.starts))
    present = np.flatnonzero(events)
    era = eras(seats.starts[present], seats.ends[present], covered or seats.covered)
    return _said(drawn, int(events[present][era != COVERED].sum()), int((meant & seats.nowhere).sum()))


def _said(drawn: pd.DataFrame, background: int, nowhere: int) -> str:
    said = []
    if background:
        sides = {"left" if era == BEFORE else "right" for era in drawn.loc[drawn["era"] != COVERED, "era"]}
        events = f"{background:,} event{'' if background == 1 else 's'}"
        said.append(f"Folded away at the {' and '.join(sorted(sides))}: {events} of other years.")
    if (drawn["bin"] == REST).any():
        said.append("A number counts events of the same days, told less often, for which there is no room one by one.")
    elif drawn["bin"].notna().any():
        unit = drawn.loc[drawn["bin"].notna() & (drawn["bin"] != SPAN) & (drawn["era"] == COVERED), "bin"].mode()
        said.append(
            f"Too many to be drawn one by one: a bar counts the events of a {'year' if unit.empty else unit.iat[0]}."
        )
    said += [f"Not drawn, for no day is known: {nowhere:,}."] * bool(nowhere)
    return " ".join(said)
