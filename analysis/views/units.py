"""The counting rule: which rows count, to which unit (event, reported act or article) each belongs, how they add up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from analysis.schema import ACTOR_KINDS, STATUSES, Tables
from analysis.views.coded import Coded, Codes, Flags, occurring
from analysis.views.index import Index
from analysis.views.shown import Shown

Unit = Literal["event", "act", "article"]
Statuses = tuple[str, ...]
UNITS: tuple[Unit, ...] = ("event", "act", "article")
HAPPENED: Statuses = ("happened",)


@dataclass(frozen=True)
class Counted:
    """Rows that count (their places in the index), the unit of each (a code), and who stands on its two sides."""

    index: Coded
    what: Unit
    rows: Codes
    unit: Codes
    speaker: Codes
    addressee: Codes

    def where(self, keep: Flags) -> Counted:
        """Of these rows those that are flagged."""
        places = np.flatnonzero(keep)
        return replace(self, **{name: getattr(self, name)[places] for name in ("rows", "unit", "speaker", "addressee")})

    def among_actors(self) -> Counted:
        """The rows without an audience on a side, mutual ones in both directions."""
        audience = self.index.kind == ACTOR_KINDS.index("audience")
        rows = self.where(~(audience[self.speaker] | audience[self.addressee]))
        swapped = rows.where(rows.index.mutual[rows.rows])
        return replace(
            rows,
            rows=np.append(rows.rows, swapped.rows),
            unit=np.append(rows.unit, swapped.unit),
            speaker=np.append(rows.speaker, swapped.addressee),
            addressee=np.append(rows.addressee, swapped.speaker),
        )

    def to_audiences(self) -> Counted:
        """The rows with an audience as addressee."""
        return self.where((self.index.kind == ACTOR_KINDS.index("audience"))[self.addressee])

    def per(self, key: Codes) -> tuple[Codes, np.ndarray]:
        """Each key that occurs, and how many distinct units it has."""
        width = int(self.unit.max(initial=0)) + 2  # the unit may be -1
        both = np.sort(key * width + self.unit + 1)  # sorting is several times as fast as np.unique
        keys = both[_new(both)] // width
        first = np.flatnonzero(_new(keys))
        return keys[first], np.diff(np.append(first, len(keys)))

    def ids_of(self, key: Codes, wanted: Codes) -> dict[str, list[tuple[str, ...]]]:
        """For each of the keys that are wanted the ids of its units and of its rows."""
        names = {"ids": self._unit_ids(), "communication_ids": self.index.rows["communication_id"]}
        order = np.argsort(key, kind="stable")
        first, last = (np.searchsorted(key[order], wanted, side=side) for side in ("left", "right"))
        found = {}
        for name, codes in (("ids", self.unit), ("communication_ids", self.rows)):
            texts = names[name].to_numpy(dtype=object)[codes[order]]
            found[name] = [tuple(sorted(set(texts[a:b]))) for a, b in zip(first.tolist(), last.tolist(), strict=True)]
        return found

    def _unit_ids(self) -> pd.Series:
        if self.what == "event":
            return self.index.tables.events["event_id"]
        return self.index.originals[1] if self.what == "article" else self.index.acts[1]


def _new(values: np.ndarray) -> Flags:
    """Where a sorted array has a value for the first time."""
    return np.append(np.ones(min(1, len(values)), dtype=bool), values[1:] != values[:-1])


def tally(
    counted: Counted,
    key: Codes,
    columns: Callable[[Codes], Mapping[str, object]],
    order: Callable[[Codes], Codes],
    ids: bool,
    by_count: bool = True,
) -> pd.DataFrame:
    """One row per key: the columns that describe it and its count; the most counted first, or in the order of keys."""
    found, number = counted.per(key)
    place = np.lexsort((order(found), -number)) if by_count else np.argsort(order(found))
    found, number = found[place], number[place]
    told = counted.ids_of(key, found) if ids else {}
    frame = pd.DataFrame({**columns(found), "count": pd.array(number, dtype="Int64")})
    for name, values in told.items():
        frame[name] = pd.Series(values, index=frame.index, dtype=object)
    return frame


def counted(tables: Tables | Shown, unit: Unit, statuses: Statuses) -> Counted:
    """The communications of these statuses; of a reprint and its original only one article's acts are counted."""
    shown = tables if isinstance(tables, Shown) else Index(tables).shown()
    index = shown.index
    keep = shown.rows
    if statuses:
        keep = keep & np.array([*(status in statuses for status in STATUSES), False])[index.status]
    if unit == "act":
        keep = keep & _first_tellers(index, keep)[index.article]
    rows = np.flatnonzero(keep)
    if unit == "event":
        code = index.event[rows]
    else:
        code = index.acts[0][rows] if unit == "act" else index.originals[0][index.article[rows]]
    return Counted(index, unit, rows, code, index.speaker[rows], index.addressee[rows])


def _first_tellers(index: Coded, rows: Flags) -> Flags:
    """Of each article and its reprints among the rows one: the original if it is here.  The last is for none."""
    here = np.flatnonzero(occurring(index.article[rows], len(index.tables.articles)))
    original = index.originals[0][here]
    order = np.lexsort((index.article_rank[here], index.reprint[here], original))
    first = np.unique(original[order], return_index=True)[1]
    return np.append(occurring(here[order[first]], len(index.tables.articles)), False)
