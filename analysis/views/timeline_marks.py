"""The marks of a timeline as a frame: whose lane, which days, what they stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from typing import NamedTuple, overload

import numpy as np
import pandas as pd

from analysis.schema import ACTS, CHANNELS, PRECISIONS
from analysis.views.counts import NO_COUNTRY
from analysis.views.timeline import DATED, PUBLICATION
from analysis.views.timeline_layout import SEVERAL, Groups, Marks, Rows
from analysis.views.timeline_seats import PARTS, Seats

NOBODY = "no actor named"
KINDS = np.array([*CHANNELS, None], dtype=object)  # a happening has no channel


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
        once = np.ones(len(seat), dtype=bool)  # an event stands in this lane once
        once[others[1:][event[1:] == event[:-1]]] = False
        seat, lane = seat[once], lane[once]
    nobody = np.flatnonzero(chosen & seats.nobody)
    event = np.concatenate([seats.event[seat], nobody])
    seat = np.concatenate([seat, np.full(len(nobody), -1)])
    lane = np.concatenate([lane, np.full(len(nobody), most + 1)])
    order = np.argsort(lane.astype(np.int16), kind="stable")
    many = np.array([identity is None for identity in ids])
    return Standing(event[order], seat[order], lane[order], ids, names, many)


class Kept(Sequence[str]):
    """The ids of the events of some groups of a frame, in order, looked up when first asked for."""

    __slots__ = ("_groups", "_of")

    def __init__(self, of: _Grouped, groups: tuple[int, ...]) -> None:
        self._of, self._groups = of, groups

    @property
    def _all(self) -> tuple[str, ...]:
        return self._of.ids(self._groups)

    def __len__(self) -> int:
        return len(self._all)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        return self._all[place]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)


class _Grouped:
    """Which event is in which group, and the ids of all events."""

    def __init__(self, event: np.ndarray, of: np.ndarray, ids: np.ndarray) -> None:
        self.event, self.of, self.all = event, of, ids

    def ids(self, groups: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(sorted({*self.all[self.event[np.isin(self.of, groups)]]}))


def joined(some: Sequence[Sequence[str]]) -> Sequence[str]:
    """The ids of several marks as those of one."""
    if len(some) == 1:
        return some[0]
    if isinstance(some[0], Kept):
        return Kept(some[0]._of, tuple(chain.from_iterable(one._groups for one in some)))  # type: ignore[attr-defined]
    return tuple(sorted({identity for one in some for identity in one}))


def framed(seats: Seats, drawn: Standing, rows: Rows, marks: Marks) -> pd.DataFrame:
    """The marks as rows: those of single events, and those of groups with what their events have in common."""
    groups = marks.groups
    event, seat, when = drawn.event[marks.row], drawn.seat[marks.row], rows.when[marks.row]
    lane = np.concatenate([drawn.lane[marks.row], groups.lane])
    several = drawn.many[drawn.lane[marks.row]] | seats.crowded[seat]
    what, channel, conflict = seats.what[event], KINDS[seats.channel[event]], _or_none(seats.conflicts)
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
    starts, ends = (
        np.concatenate([own[event], day.astype("datetime64[D]").astype(own.dtype)])
        for own, day in zip([seats.start, seats.end], days, strict=True)
    )
    part, act = _or_none(PARTS)[np.append(seats.part, -1)[seat]], _or_none(ACTS)[seats.act[event]]
    undated = np.concatenate([seats.undated[event], ~groups.dated])
    columns = {
        "lane": lane, "slot": np.concatenate([marks.slot, groups.slot]), "actor_id": drawn.actor_ids[lane],
        "actor": drawn.actors[lane], "events": np.bincount(drawn.lane, minlength=len(drawn.many))[lane],
        "era": np.concatenate([rows.era[when], groups.era]), "date_start": starts, "date_end": ends,
        "date_precision": np.concatenate([_or_none(PRECISIONS)[seats.precision[event]], none]),
        "placed": np.where(undated, PUBLICATION, DATED).astype(object),
        "bin": np.concatenate([single, groups.bin]),
        "count": np.concatenate([np.ones(len(event), dtype=np.int64), one.number]),
        "part": np.concatenate([part, none]), "label": np.concatenate([np.array(labels, dtype=object), none]),
        "channel": np.concatenate([channel, one.channel]), "act": np.concatenate([act, none]),
        "what": np.concatenate([what, none]), "articles": np.concatenate([seats.articles[event], one.articles]),
        "conflict": np.concatenate([conflict[seats.conflict[event]], one.conflict]),
        "ids": np.concatenate([_objects([(identity,) for identity in seats.ids[event].tolist()]), one.ids]),
    }  # fmt: skip
    # Words stay objects: as pandas' own type they take longer to make than all else here.
    return pd.DataFrame(
        {name: pd.Series(values[marks.order], dtype=values.dtype, copy=False) for name, values in columns.items()},
        copy=False,
    )


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
    articles, channel = np.zeros(number, dtype=np.int64), np.zeros(number, dtype=np.int64)
    told = rows.articles[chosen]
    order = np.argsort(told.astype(np.min_scalar_type(told.max(initial=0))), kind="stable")  # short numbers: at once
    articles[of[order]] = told[order]  # of those with the same place the last, and highest, stays
    channel[of] = rows.channel[chosen]
    several = np.zeros(number, dtype=bool)
    several[of[rows.channel[chosen] != channel[of]]] = True
    channels = np.where(several, SEVERAL, KINDS[channel])
    disputed = np.flatnonzero(seats.conflict[event] >= 0)
    pairs = np.unique(of[disputed] * len(seats.conflicts) + seats.conflict[event[disputed]])
    differ: dict[int, set[str]] = {}
    for pair in pairs.tolist():
        group, conflict = divmod(pair, len(seats.conflicts))
        differ.setdefault(group, set()).update(seats.conflicts[conflict].split("; "))
    conflicts = np.full(number, None, dtype=object)
    for group, words in differ.items():
        conflicts[group] = "; ".join(sorted(words))
    ids = _objects([*map(Kept, repeat(_Grouped(event, of, seats.ids)), zip(range(number)))])
    return _Together(np.bincount(of, minlength=number), articles, channels, conflicts, ids)


def _or_none(values: Sequence[str]) -> np.ndarray:
    """The values by their codes; the last, and so -1, is for none."""
    return np.array([*values, None], dtype=object)


def _objects(values: list) -> np.ndarray:
    """The values as they are: otherwise numpy looks into each for a table."""
    return np.fromiter(values, dtype=object, count=len(values))
