"""Who stands in which event, coded once: from this a timeline of any choice of events is made in milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd

from analysis.lexicon import load
from analysis.schema import CHANNELS, STATUSES, Tables
from analysis.views.counts import NO_COUNTRY
from analysis.views.frames import codes, look_up
from analysis.views.selection import period
from analysis.views.timeline import DATED, NOWHERE, placement, told
from analysis.views.timeline_folding import numbers

By = Literal["actor", "country"]
PARTS = ("source", "participant", "target")  # of several in one lane, the first of these is drawn
SIDES = {"source": {"target"}, "target": {"source"}, "participant": {"participant", "source", "target"}}
WORDS = {"source": "to", "target": "from", "participant": "with"}
TEXTS = ("event_id", "date_precision", "placed", "channel", "act", "what", "conflict")


class Seats:
    """All events that have a day, in the order of time, and the seats of their actors (or countries) in them.

    An event is a number in that order; ``order`` says which row of ``tables.events`` it is.  A seat is one event and
    one party, sorted by event and then by part and name; audiences have none.  ``whens`` are the distinct days and
    placings that events have.
    """

    def __init__(self, tables: Tables, by: By = "actor") -> None:
        self.covered = period(tables)
        self.statuses = {status: told(tables, (status,)).to_numpy() for status in STATUSES}
        events = placement(tables)
        self.nowhere = (events["placed"] == NOWHERE).to_numpy()
        days = np.column_stack([numbers(events["date_start"]), numbers(events["date_end"])])
        ids = events["event_id"].to_numpy(dtype=object).astype(str)
        order = np.lexsort((ids, days[:, 1], days[:, 0]))
        self.order = order[~self.nowhere[order]]
        events, days = events.iloc[self.order], days[self.order].astype(np.int64)
        self.text = {name: texts(events[name]) for name in TEXTS}
        self.moments = events[["date_start", "date_end"]].reset_index(drop=True)
        self.articles = events["articles"].to_numpy(dtype=np.int64)
        self.channel = coded(self.text["channel"], CHANNELS)
        self.conflicts = sorted(set(events["conflict"].dropna()))
        self.conflict = coded(self.text["conflict"], self.conflicts)
        dated = (events["placed"] == DATED).to_numpy()
        packed = np.column_stack([days, ~dated])
        whens, when = np.unique(packed, axis=0, return_inverse=True)
        self.when: np.ndarray = when.reshape(-1)
        self.starts, self.ends, self.dated = whens[:, 0], whens[:, 1], whens[:, 2] == 0
        self._seat(tables, events["event_id"], by)
        self._labels: dict[tuple[int, bool], str | None] = {}

    def told(self, shown: np.ndarray | None, statuses: tuple[str, ...]) -> np.ndarray:
        """Which rows of ``tables.events`` are meant: of those shown (all unless given) the ones with a status."""
        any_of = [self.statuses[status] for status in statuses or STATUSES]
        meant = np.logical_or.reduce(any_of) if statuses else np.ones(len(self.nowhere), dtype=bool)
        return meant if shown is None else meant & shown

    def label(self, seat: int, several: bool) -> str | None:
        """What stands beside a mark: the short names of those on the other side, before it whose seat it is if the lane
        is one of several."""
        if (seat, several) not in self._labels:
            self._labels[seat, several] = self._label(self.row[seat], several)
        return self._labels[seat, several]

    def _label(self, row: int, several: bool) -> str | None:
        actor, part, event = self._actors[row], self._parts[row], self._events[row]
        others = sorted(
            self._short[self._actors[other]]
            for other in range(self._first[event], self._first[event + 1])
            if self._parts[other] in SIDES[part] and self._actors[other] != actor
        )
        names = ", ".join(others[:2]) + (" …" if len(others) > 2 else "")
        label = f"{WORDS[part]} {names}" if others else None
        if several and self._several[row]:
            return f"{self._short[actor]} {label or ''}".strip()
        return label

    def _seat(self, tables: Tables, event_ids: pd.Series, by: By) -> None:
        actors = tables.actors.sort_values(["name", "actor_id"], ignore_index=True)
        numbered = pd.Series(np.arange(len(event_ids)), index=event_ids.to_numpy())
        parts = tables.participants
        parts = parts.assign(
            event=look_up(parts["event_id"], numbered).to_numpy(),
            actor=look_up(parts["actor_id"], pd.Series(actors.index, index=actors["actor_id"])).to_numpy(),
            order=codes(parts["part"], PARTS),
        ).dropna(subset=["event", "actor"])
        parts = parts.astype({"event": int, "actor": int}).sort_values(["event", "order", "actor"], ignore_index=True)
        event, actor = parts["event"].to_numpy(), parts["actor"].to_numpy()
        names, kinds = actors["name"].tolist(), actors["kind"].tolist()
        self._short = [short_name(name, kind) for name, kind in zip(names, kinds, strict=True)]
        self._actors, self._parts, self._events = actor.tolist(), parts["part"].tolist(), event.tolist()
        self._first = np.searchsorted(event, np.arange(len(event_ids) + 1)).tolist()
        party, self.party_ids, self.party_names = _parties(actors, by)
        self.named = np.array([identity != NO_COUNTRY for identity in self.party_ids], dtype=bool)
        # In a lane of several, it is said whose each mark is; a country is its own lane's name.
        is_country = actors["kind"].eq("country").to_numpy()
        own = np.array(names, dtype=object) == np.array(self.party_names, dtype=object)[party]
        self._several = (~is_country)[actor].tolist()
        self.crowded = (~own)[actor] if len(actor) else np.zeros(0, dtype=bool)
        seated = np.flatnonzero(~actors["kind"].eq("audience").to_numpy()[actor])
        key = event[seated] * len(self.party_ids) + party[actor[seated]]
        _, first = np.unique(key, return_index=True)  # the first of its party, by part and name
        self.row = seated[np.sort(first)]
        self.event, self.party = event[self.row], party[actor[self.row]]
        self.part = parts["part"].to_numpy(dtype=object)[self.row]
        self.crowded = self.crowded[self.row]
        self.nobody = np.ones(len(event_ids), dtype=bool)
        self.nobody[self.event] = False


def texts(column: pd.Series) -> np.ndarray:
    """The values as objects, None where there is none."""
    return column.astype(object).where(column.notna(), None).to_numpy(dtype=object)


def coded(values: np.ndarray, known: Sequence[str]) -> np.ndarray:
    """The place of each among the known ones; one past the last for None."""
    places: dict[Any, int] = {value: place for place, value in enumerate(known)}
    return np.array([places.get(value, len(known)) for value in values], dtype=np.int64)


def short_name(name: str, kind: str) -> str:
    """The last name of a person; others, and an unnamed "foreign minister", stay whole."""
    last = name.split()[-1] if name.split() else name
    return last if kind == "person" and not last.islower() else name


def _parties(actors: pd.DataFrame, by: By) -> tuple[np.ndarray, list[str], list[str]]:
    """The party of each actor, and the ids and names of all parties in the order of names: themselves, or countries."""
    if by == "actor":
        return np.arange(len(actors)), actors["actor_id"].tolist(), actors["name"].tolist()
    names = {row["country"]: row["name"] for row in load("countries")}
    ids = actors["country"].fillna(NO_COUNTRY).tolist()
    known = sorted({(names.get(one, one), one) for one in ids})
    place = {one: number for number, (_, one) in enumerate(known)}
    return np.array([place[one] for one in ids], dtype=int), [one for _, one in known], [name for name, _ in known]
