"""The marks of a timeline as a frame: whose lane, which days, what they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, overload

import numpy as np
import pandas as pd

from analysis.schema import CHANNELS
from analysis.views.counts import NO_COUNTRY
from analysis.views.timeline import DATED, PUBLICATION
from analysis.views.timeline_layout import SEVERAL, Groups, Marks, Rows
from analysis.views.timeline_seats import Seats

NOBODY = "no actor named"


class Standing(NamedTuple):
    """Events in lanes: of each its number, its seat (-1: of nobody) and its lane; and whose each lane is."""

    event: np.ndarray
    seat: np.ndarray
    lane: np.ndarray
    actor_ids: np.ndarray
    actors: np.ndarray
    many: np.ndarray


def in_lanes(seats: Seats, chosen: np.ndarray, most: int) -> Standing:
    """The chosen events by lane: the most active parties first, all beyond ``most`` in the last as "N others"."""
    seat = np.flatnonzero(chosen[seats.event])
    counts = np.bincount(seats.party[seat], minlength=len(seats.party_ids)) * seats.named
    active = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
    lane_of = np.full(len(counts), most)  # also of those that have no country
    lane_of[active] = np.minimum(np.arange(len(active)), most - 1)
    lane = lane_of[seats.party[seat]]
    ids = np.full(most + 2, None, dtype=object)
    names = np.full(most + 2, NOBODY, dtype=object)
    ids[most], names[most] = NO_COUNTRY, NO_COUNTRY
    for number, party in enumerate(active[:most].tolist()):
        ids[number], names[number] = seats.party_ids[party], seats.party_names[party]
    if len(active) > most:
        ids[most - 1], names[most - 1] = None, f"{len(active) - most + 1} others"
        others = np.flatnonzero(lane == most - 1)
        event = seats.event[seat[others]]
        again = others[1:][event[1:] == event[:-1]]  # an event stands in this lane once
        seat, lane = np.delete(seat, again), np.delete(lane, again)
    nobody = np.flatnonzero(chosen & seats.nobody)
    event = np.concatenate([seats.event[seat], nobody])
    seat = np.concatenate([seat, np.full(len(nobody), -1)])
    lane = np.concatenate([lane, np.full(len(nobody), most + 1)])
    order = np.argsort(lane.astype(np.int16), kind="stable")
    many = np.array([identity is None for identity in ids])
    return Standing(event[order], seat[order], lane[order], ids, names, many)


class Kept(Sequence[str]):
    """The ids of the events of some groups, in order, looked up when first asked for."""

    def __init__(self, ids: np.ndarray, event: np.ndarray, of: np.ndarray, groups: tuple[int, ...]) -> None:
        self._ids, self._event, self._of, self._groups = ids, event, of, groups
        self._found: tuple[str, ...] | None = None

    def __add__(self, other: Kept) -> Kept:
        return Kept(self._ids, self._event, self._of, self._groups + other._groups)

    @property
    def _all(self) -> tuple[str, ...]:
        if self._found is None:
            self._found = tuple(sorted({*self._ids[self._event[np.isin(self._of, self._groups)]]}))
        return self._found

    def __len__(self) -> int:
        return len(self._all)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        return self._all[place]


def framed(seats: Seats, drawn: Standing, rows: Rows, marks: Marks) -> pd.DataFrame:
    """The marks as rows: those of single events, and those of groups with what their events have in common."""
    groups, text = marks.groups, seats.text
    event, seat, when = drawn.event[marks.row], drawn.seat[marks.row], rows.when[marks.row]
    lane = np.concatenate([drawn.lane[marks.row], groups.lane])
    several = drawn.many[drawn.lane[marks.row]] | seats.crowded[seat]
    what, channel = text["what"][event], text["channel"][event]
    labels = [
        (None if kind is None or who < 0 else seats.label(who, crowd)) or words
        for who, crowd, kind, words in zip(
            seat.tolist(), several.tolist(), channel.tolist(), what.tolist(), strict=True
        )
    ]
    single = np.full(len(event), None, dtype=object)
    none = np.full(len(groups.lane), None, dtype=object)
    one = _together(seats, drawn, rows, groups)
    days = [groups.start, groups.end]
    moments = [seats.moments[side].to_numpy()[event] for side in ("date_start", "date_end")]
    starts, ends = (
        np.concatenate([own, day.astype("datetime64[D]").astype(own.dtype)])
        for own, day in zip(moments, days, strict=True)
    )
    part = np.where(seat < 0, None, seats.part[seat]) if len(seats.part) else single
    columns = {
        "lane": lane, "slot": np.concatenate([marks.slot, groups.slot]), "actor_id": drawn.actor_ids[lane],
        "actor": drawn.actors[lane], "events": np.bincount(drawn.lane, minlength=len(drawn.many))[lane],
        "era": np.concatenate([rows.era[when], groups.era]), "date_start": starts, "date_end": ends,
        "date_precision": np.concatenate([text["date_precision"][event], none]),
        "placed": np.concatenate([text["placed"][event], np.where(groups.dated, DATED, PUBLICATION).astype(object)]),
        "bin": np.concatenate([single, groups.bin]),
        "count": np.concatenate([np.ones(len(event), dtype=np.int64), one.number]),
        "part": np.concatenate([part, none]), "label": np.concatenate([np.array(labels, dtype=object), none]),
        "channel": np.concatenate([channel, one.channel]), "act": np.concatenate([text["act"][event], none]),
        "what": np.concatenate([what, none]), "articles": np.concatenate([seats.articles[event], one.articles]),
        "conflict": np.concatenate([text["conflict"][event], one.conflict]),
        "ids": np.concatenate([_alone(text["event_id"][event]), one.ids]),
    }  # fmt: skip
    return pd.DataFrame({name: values[marks.order] for name, values in columns.items()})


class _Together(NamedTuple):
    """What the events of each group have in common, or all of it."""

    number: np.ndarray
    articles: np.ndarray
    channel: np.ndarray
    conflict: np.ndarray
    ids: np.ndarray


def _together(seats: Seats, drawn: Standing, rows: Rows, groups: Groups) -> _Together:
    number, chosen = len(groups.lane), np.flatnonzero(groups.of >= 0)
    of, event = groups.of[chosen], drawn.event[chosen]
    articles, low, high = np.zeros(number, dtype=np.int64), np.full(number, len(CHANNELS)), np.zeros(number, dtype=int)
    np.maximum.at(articles, of, rows.articles[chosen])
    np.minimum.at(low, of, rows.channel[chosen])
    np.maximum.at(high, of, rows.channel[chosen])
    channel = np.where(low == high, np.array([*CHANNELS, None], dtype=object)[low], SEVERAL)
    disputed = np.flatnonzero(seats.conflict[event] < len(seats.conflicts))
    pairs = np.unique(of[disputed] * len(seats.conflicts) + seats.conflict[event[disputed]])
    differ: dict[int, set[str]] = {}
    for pair in pairs.tolist():
        group, conflict = divmod(pair, len(seats.conflicts))
        differ.setdefault(group, set()).update(seats.conflicts[conflict].split("; "))
    conflicts, ids = np.full(number, None, dtype=object), np.empty(number, dtype=object)
    for group, words in differ.items():
        conflicts[group] = "; ".join(sorted(words))
    for group in range(number):
        ids[group] = Kept(seats.text["event_id"], event, of, (group,))
    return _Together(np.bincount(of, minlength=number), articles, channel, conflicts, ids)


def _alone(ids: np.ndarray) -> np.ndarray:
    found = np.empty(len(ids), dtype=object)
    found[:] = [(identity,) for identity in ids.tolist()]
    return found
