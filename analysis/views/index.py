"""Every filter on integer codes, so that it costs milliseconds on 100,000 rows; the one meaning of each filter.

What a ``Selection`` keeps is an array of flags over the rows of an ``Index``, over its events and over its articles;
``counts`` says how many rows each choice of each filter would leave.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.schema import ACTOR_KINDS, ACTS, CHANNELS, STATUSES, Tables
from analysis.views import facets
from analysis.views.between import Between
from analysis.views.coded import Coded, Codes, Days, Flags, occurring
from analysis.views.facets import Facet
from analysis.views.frames import codes
from analysis.views.shown import Shown

if TYPE_CHECKING:
    from analysis.views.selection import Selection

OPEN_END = np.datetime64("9998-12-31", "us")
DIRECTED = ("speakers", "addressees")
EITHER = ("actors", "countries", "kinds")
ONE = ("channels", "acts", "statuses", "reported_by", "sources")
FIXED: dict[str, tuple[str, ...]] = {"kinds": ACTOR_KINDS, "channels": CHANNELS, "acts": ACTS, "statuses": STATUSES}


class Index(Coded):
    """Tables, ready to be filtered again and again."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables)
        # Kept, as it is asked what passes and what each choice would leave, and words stay while other filters change.
        self._filters = lru_cache(4)(self._filters_of)
        self._saying = lru_cache(2)(self._search)

    def mask(self, selection: Selection) -> Flags:
        """Which rows pass every filter of the selection."""
        return _all(self._filters(selection).values(), len(self.rows))

    def shown(self, *selections: Selection) -> Shown:
        """What passes all of the selections; all there is without one."""
        rows = _all((self.mask(one) for one in selections), len(self.rows))
        happenings = _all((self._happenings(one) for one in selections), len(self.tables.events))
        return Shown(self, selections, rows, happenings & ~self.told)

    def counts(self, selection: Selection) -> dict[str, np.ndarray]:
        """For each facet how many rows each of its values would leave, alone, with all other filters as they are.

        Under ``between`` that is the rows between it and another that is given; with anybody, if none is.
        """
        filters = self._filters(selection)
        missed = np.zeros(len(self.rows), dtype=np.uint8)
        for flags in filters.values():
            missed += ~flags
        counted, passing = {}, np.flatnonzero(missed == 0)
        for name, facet in self.facets.items():
            own = filters.get(_filter_of(name, selection))
            left = passing if own is None else np.flatnonzero(missed == ~own)
            counted[name] = self._count(name, left, selection)[facet.at]
        return counted

    @cached_property
    def facets(self) -> dict[str, Facet]:
        """The choices that occur, by the field of ``Selection`` that takes them."""
        everything, made = np.arange(len(self.rows)), {}
        for name in facets.TITLES:
            rows = self._count(name, everything, None)
            if name in FIXED:
                made[name] = facets.of_values(name, FIXED[name], rows)
            elif name == "countries":
                made[name] = facets.of_countries(self.countries, rows)
            elif name == "sources":
                made[name] = facets.of_outlets(self.outlets, rows)
            else:
                made[name] = facets.of_actors(name, self.tables.actors, rows)
        return made

    def published_by(self, selection: Selection) -> Flags:
        """Which articles are of the outlets asked for; the last is for none."""
        return _chosen((*self.outlets, None), selection.sources)[self.outlet]

    def articles_alone(self, selection: Selection) -> Flags:
        """Which articles pass the filters that apply to an article in which nobody speaks."""
        articles, s = self.tables.articles, selection
        if s.of_events:
            return np.zeros(len(articles), dtype=bool)
        earliest, latest = articles["published_earliest"].to_numpy(), articles["published_latest"].to_numpy()
        open_ended = np.isnat(latest) & ~np.isnat(earliest)  # it may have come out at any later time
        keep = _in_time(Days.of(earliest, np.where(open_ended, OPEN_END, latest)), s)
        if s.sources:
            keep &= self.published_by(s)[:-1]
        if s.text.strip():
            keep &= _containing(self.texts, s.text)
        return keep

    def _happenings(self, selection: Selection) -> Flags:
        """Which events pass the filters that apply to what is no communication."""
        s, events = selection, self.tables.events
        if s.of_rows:
            return np.zeros(len(events), dtype=bool)
        keep = _in_time(self.event_days, s)
        if s.to_the_day:
            keep &= ~np.isnat(self.event_day[:-1])
        for name in EITHER:
            if wanted := getattr(s, name):
                keep &= self.events_of(self.part_event[self._whose(name, wanted)[self.part_actor]])
        if s.sources:
            keep &= self.events_of(self.account_event[self.published_by(s)[self.account_article]])
        if s.acts:
            keep &= codes(events["act"], s.acts) >= 0
        if s.minimum_sources is not None:
            keep &= self.event_sources[:-1] >= s.minimum_sources
        if s.events:
            keep &= codes(events["event_id"], s.events) >= 0
        if s.text.strip():
            keep &= _containing(self.what, s.text)
        return keep

    def _filters_of(self, selection: Selection) -> dict[str, Flags]:
        """The filters that are given, each as flags over the rows."""
        s, found = selection, {}
        if s.date_from or s.date_to or not s.include_undated:
            found["days"] = _in_time(self.days, s)
        if s.to_the_day:
            day = Days.of(self.event_day, self.event_day)
            found["days"] = (_in_time(day, s) & ~day.undated)[self.event]
        for name in ONE:
            if wanted := getattr(s, name):
                column, chosen = self._column(name, wanted, s.to_the_day)
                found[name] = chosen[column]
        for name in EITHER:
            if (wanted := getattr(s, name)) and _filter_of(name, s) == name:
                theirs = self._whose(name, wanted)
                found[name] = theirs[self.speaker] | theirs[self.addressee]
        if s.two_sided:
            found["between"] = self._between(s).mask(self.speaker, self.addressee)
        if s.speakers or s.addressees:
            by, to = (self._side(name, s) for name in DIRECTED)
            found["direction"] = by[self.speaker] & to[self.addressee]
            found["direction"] |= self.mutual & by[self.addressee] & to[self.speaker]
        if not s.include_audiences:
            found["audiences"] = ~self._whose("kinds", ("audience",))[self.addressee]
        if s.minimum_confidence is not None:
            found["confidence"] = self.confidence >= s.minimum_confidence
        if s.minimum_sources is not None:
            found["told by"] = self.event_sources[self.event] >= s.minimum_sources
        if s.events:
            found["events"] = np.append(codes(self.tables.events["event_id"], s.events) >= 0, False)[self.event]
        if s.communications:
            found["communications"] = codes(self.rows["communication_id"], s.communications) >= 0
        if s.text.strip():
            found["text"] = self._saying(s.text.strip())
        return found

    def _search(self, text: str) -> Flags:
        """The rows whose evidence or quote has the words."""
        quotes, row = self.quoted
        return _containing(self.evidence, text) | occurring(row[_containing(quotes, text)], len(self.rows))

    def _count(self, name: str, left: Codes, selection: Selection | None) -> np.ndarray:
        """For each value of a filter the rows among those ``left`` that it alone would keep."""
        if name in DIRECTED:
            return self._count_directed(name, left, selection)
        if name not in EITHER:
            column, values = self._column(name, of_events=selection is not None and selection.to_the_day)
            return _tallied(column[left], len(values) - 1)
        if selection and _filter_of(name, selection) == "between":
            return self._count_between(name, left, selection)
        what, size = self._of_actors(name)
        one, other = what[self.speaker[left]], what[self.addressee[left]]
        return _tallied(one, size) + _tallied(np.where(one == other, -1, other), size)

    def _count_directed(self, name: str, left: Codes, selection: Selection | None) -> np.ndarray:
        """A speaker's rows, and those in which a mutual row has it on the other side; and so for addressees."""
        near, far = self.speaker[left], self.addressee[left]
        if name == "addressees":
            near, far = far, near
        facing = self._side(next(other for other in DIRECTED if other != name), selection)
        forth = facing[far]
        back = self.mutual[left] & facing[near] & ~(forth & (near == far))
        size = len(self.tables.actors)
        return _tallied(near[forth], size) + _tallied(far[back], size)

    def _count_between(self, name: str, left: Codes, selection: Selection) -> np.ndarray:
        """The rows between a value and another one that is given; within it, where it is the only one."""
        between = self._between(selection)
        what, size = self._of_actors(name)
        own = np.full(size + 1, -1)
        for value in getattr(selection, name):
            theirs = self._whose(name, (value,))
            own[what[theirs]] = between.number(theirs)
        speaker, addressee = self.speaker[left], self.addressee[left]
        touched = np.flatnonzero(between.how_many[speaker] + between.how_many[addressee])
        speaker, addressee = speaker[touched], addressee[touched]
        one, other = what[speaker], what[addressee]
        same = one == other
        within = _tallied(one[same & between.alone & (own[one] >= 0)], size)
        forth = between.partners(addressee, own[one])
        back = between.partners(speaker, own[other])
        return within + _tallied(one[forth | (back & same)], size) + _tallied(other[back & ~same], size)

    def _between(self, selection: Selection) -> Between:
        given = [(name, one) for name in ("actors", "countries") for one in getattr(selection, name)]
        return Between([self._whose(name, (one,)) for name, one in given])

    def _side(self, name: str, selection: Selection | None) -> Flags:
        """Who may stand on a side: everybody, unless the selection says who."""
        wanted = getattr(selection, name) if selection else ()
        return self._whose("actors", wanted) if wanted else np.ones(len(self.tables.actors) + 1, dtype=bool)

    def _whose(self, name: str, wanted: Collection[str | None]) -> Flags:
        """Which actors a filter names: by name or id, by country, by kind; the last is for nobody."""
        actors = self.tables.actors
        if name == "kinds":
            return _chosen(ACTOR_KINDS, wanted)[self.kind]
        named = codes(actors["name"], wanted) >= 0
        if name == "countries":
            named &= (actors["kind"] == "country").to_numpy(dtype=bool)
            return _chosen(self.countries, {*wanted, *actors["country"][named].dropna()})[self.country]
        return np.append(named | (codes(actors["actor_id"], wanted) >= 0), False)

    def _of_actors(self, name: str) -> tuple[Codes, int]:
        """What each actor is in the terms of a filter on either side (the last: nobody), of how many values."""
        if name == "countries":
            return self.country, len(self.countries)
        if name == "kinds":
            return self.kind, len(ACTOR_KINDS)
        size = len(self.tables.actors)
        return np.append(np.arange(size), -1), size

    def _column(self, name: str, wanted: Collection[str | None] = (), of_events: bool = False) -> tuple[Codes, Flags]:
        """For a filter of one column: the code of each row, and which codes are wanted; the last is for none."""
        if name == "reported_by":
            return self.reporter, self._whose("actors", wanted)
        if name == "sources":
            return self.outlet[self.article], _chosen((*self.outlets, None), wanted)
        channel = self.event_channel if of_events else self.channel
        return {"channels": channel, "acts": self.act, "statuses": self.status}[name], _chosen(FIXED[name], wanted)


def _filter_of(name: str, selection: Selection) -> str:
    """The filter that a facet replaces: who stands on which side is one filter."""
    if name in DIRECTED:
        return "direction"
    return "between" if selection.two_sided and name in ("actors", "countries") else name


def _all(flags: Iterable[Flags], size: int) -> Flags:
    """What passes all; everything, if nothing is asked."""
    keep = np.ones(size, dtype=bool)
    for one in flags:
        keep &= one
    return keep


def _chosen(values: Sequence[str | None], wanted: Collection[str | None]) -> Flags:
    """Which of the values are wanted; the last is for none of them."""
    return np.array([*(value in wanted for value in values), False])


def _tallied(found: Codes, size: int) -> np.ndarray:
    """How often each of ``size`` codes occurs."""
    return np.bincount(found + 1, minlength=size + 1)[1:]


def _in_time(days: Days, selection: Selection) -> Flags:
    keep = np.ones(len(days.start), dtype=bool)
    if selection.date_from:
        keep &= ~(days.end < np.datetime64(selection.date_from))
    if selection.date_to:  # an article with a latest day only may have come out at any time before
        keep &= ~(days.start >= np.datetime64(selection.date_to) + np.timedelta64(1, "D"))
    keep[days.undated] = selection.include_undated
    return keep


def _containing(texts: pd.Series, text: str) -> Flags:
    return texts.str.contains(text.strip().casefold(), regex=False).to_numpy(dtype=bool, na_value=False)
