"""Who stands in which event, coded once: from this a timeline of any choice of events is made in milliseconds."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.lexicon import load
from analysis.schema import ACTS, CHANNELS, STATUSES
from analysis.views.coded import Coded
from analysis.views.counts import NO_COUNTRY
from analysis.views.frames import codes
from analysis.views.selection import period
from analysis.views.timeline_folding import FAR
from analysis.views.timeline_placing import Placing

By = Literal["actor", "country"]
PARTS = ("source", "participant", "target")  # of several in one lane, the first of these is drawn
SIDES = {"source": {"target"}, "target": {"source"}, "participant": {"participant", "source", "target"}}
WORDS = {"source": "to", "target": "from", "participant": "with"}


class Seats:
    """All events that have a day, in the order of time, and the seats of their actors (or countries) in them.

    An event is a number in that order; ``order`` says which row of ``tables.events`` it is.  A seat is one event and
    one party, sorted by event and then by part and name; audiences have none.  ``whens`` are the distinct days and
    placings that events have.
    """

    def __init__(self, coded: Coded, by: By = "actor") -> None:
        tables, placing = coded.tables, Placing(coded)
        self.covered = period(tables)
        self.statuses = {status: placing.told((status,)) for status in STATUSES}
        self.nowhere = placing.nowhere
        days = [side.astype("datetime64[D]").astype(np.int64) for side in (placing.start, placing.end)]
        self.order = _ordered(days, tables.events["event_id"], ~self.nowhere)
        self.start, self.end = placing.start[self.order], placing.end[self.order]
        self.undated = placing.undated[self.order]
        events = tables.events.take(self.order)
        self.ids, self.what = texts(events["event_id"]), texts(events["what"])
        self.precision = np.where(self.undated, -1, coded.event_precision[self.order])
        self.act = codes(events["act"], ACTS)
        self.articles = events["articles"].to_numpy(dtype=np.int64)
        self.channel = codes(events["channel"], CHANNELS) % (len(CHANNELS) + 1)  # the last is for none
        self.conflicts = sorted(events["conflict"].dropna().unique())
        self.conflict = codes(events["conflict"], self.conflicts)
        start, end = (side[self.order] + FAR for side in days)
        whens, self.when = np.unique((start * 2 * FAR + end) * 2 + self.undated, return_inverse=True)
        self.starts, self.ends, self.dated = whens // (4 * FAR) - FAR, whens // 2 % (2 * FAR) - FAR, whens % 2 == 0
        self._seat(coded, by)
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
        event, part, actor = self._parts[:, row].tolist()
        first, last = np.searchsorted(self._parts[0], [event, event + 1])
        others = sorted(
            self._short[other]
            for facing, other in self._parts[1:, first:last].T.tolist()
            if PARTS[facing] in SIDES[PARTS[part]] and other != actor
        )
        names = ", ".join(others[:2]) + (" …" if len(others) > 2 else "")
        label = f"{WORDS[PARTS[part]]} {names}" if others else None
        if several and not self._is_country[actor]:
            return f"{self._short[actor]} {label or ''}".strip()
        return label

    def _seat(self, coded: Coded, by: By) -> None:
        actors = coded.tables.actors.reset_index(drop=True).sort_values(["name", "actor_id"])
        self._parts = _parts(coded, _places(actors.index.to_numpy()), _places(self.order, len(self.nowhere)))
        event, part, actor = self._parts
        names, kinds = actors["name"].tolist(), actors["kind"].tolist()
        self._short = [short_name(name, kind) for name, kind in zip(names, kinds, strict=True)]
        self._is_country = actors["kind"].eq("country").to_numpy()
        party, self.party_ids, self.party_names = _parties(actors, by)
        self.named = np.array([identity != NO_COUNTRY for identity in self.party_ids], dtype=bool)
        seated = np.flatnonzero(~actors["kind"].eq("audience").to_numpy()[actor])
        key = event[seated] * len(self.party_ids) + party[actor[seated]]
        _, first = np.unique(key, return_index=True)  # the first of its party, by part and name
        self.row = seated[np.sort(first)]
        self.event, self.part, whose = self._parts[:, self.row]
        self.party = party[whose]
        # In a lane of several, it is said whose each mark is; a country is its own lane's name.
        self.crowded = (np.array(names, dtype=object) != np.array(self.party_names, dtype=object)[party])[whose]
        self.nobody = np.ones(len(self.order), dtype=bool)
        self.nobody[self.event] = False


def _ordered(days: list[np.ndarray], ids: pd.Series, known: np.ndarray) -> np.ndarray:
    """The known ones by first day, last day and id."""
    sorting = pa.table({"start": days[0], "end": days[1], "id": pa.array(ids, type=pa.large_string())})
    order = pc.sort_indices(sorting, [(name, "ascending") for name in sorting.column_names]).to_numpy()
    return order[known[order]].astype(np.int64)


def _places(order: np.ndarray, size: int | None = None) -> np.ndarray:
    """The place of each of ``size`` things in an order of some of them; -1 for the others, and at the end for none."""
    places = np.full((len(order) if size is None else size) + 1, -1)
    places[order] = np.arange(len(order))
    return places


def _parts(coded: Coded, actor: np.ndarray, event: np.ndarray) -> np.ndarray:
    """Event, part and actor of each participant, by their places, in that order."""
    columns = [event[coded.part_event], codes(coded.tables.participants["part"], PARTS), actor[coded.part_actor]]
    known = np.logical_and.reduce([column >= 0 for column in columns])
    shape = (len(event), len(PARTS), len(actor))
    packed = np.ravel_multi_index([column[known] for column in columns], shape)
    return np.array(np.unravel_index(np.sort(packed), shape))


def texts(column: pd.Series) -> np.ndarray:
    """The values as objects, None where there is none."""
    return pa.array(column, type=pa.large_string()).to_numpy(zero_copy_only=False)


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
