"""Who spoke to whom, counted.

The unit of a count is the event: distinct ``event_id`` per pair of speaker and addressee, of the statuses asked for
(``happened``), audiences apart.  ``unit="act"`` counts reported acts, ``unit="article"`` articles; in both a reprint
counts once, with its original.  A mutual act stands in both directions, and ``total`` counts it once.

All of them take tables, or what an ``Index`` shows of tables.  Every frame carries ``ids``, the units that were
counted, and ``communication_ids``, the rows that are the evidence; ``ids=False`` leaves them out, for speed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from analysis.schema import CHANNELS, DTYPES, Tables
from analysis.views.coded import NOT_A_DAY, Coded, Codes
from analysis.views.facets import country_names
from analysis.views.frames import gather
from analysis.views.shown import Shown
from analysis.views.units import HAPPENED, UNITS, Counted, Statuses, Unit, counted, tally

By = Literal["person", "country"]
Step = Literal["day", "week"]
Sides = tuple[str, ...]
BOTH: Sides = ("speaker", "addressee")
SIDES = ["speaker_id", "speaker", "addressee_id", "addressee"]
NO_COUNTRY = "no country"
OTHERS = "others"
NO_DAY = 10**7  # as days since 1970: after all days


class _People(NamedTuple):
    """Whom a cell can be of: ids and names; and which of them each actor is."""

    ids: pd.Index
    names: pd.Index
    of_actor: Codes


def pairs(
    tables: Tables | Shown,
    unit: Unit = "event",
    by: By = "person",
    statuses: Statuses = HAPPENED,
    ids: bool = True,
    most: int | None = None,
) -> pd.DataFrame:
    """One row per speaker and addressee (persons and other actors as named, or countries), most counted first.

    With ``most`` they are folded as by ``fold``, which without ids could not say how many units "others" share.
    """
    rows = counted(tables, unit, statuses).among_actors()
    people = _people(rows.index, by)
    if most is None:
        return _paired(rows, people, ids)
    people, rest = _folded(rows, people, most)
    frame = _paired(rows, people, ids)
    if rest:
        frame.attrs[OTHERS] = _Folded(sorted(rest))
    return frame


def total(counted: pd.DataFrame) -> int:
    """How many units a frame counts, each once, in however many cells it stands."""
    return len({identity for ids in counted["ids"] for identity in ids})


def ranked(counted: pd.DataFrame, sides: Sides = BOTH) -> pd.DataFrame:
    """One row per actor on those sides of pairs (actor_id, name, count), the most active first, "others" last."""
    columns = ["actor_id", "name", "count"]
    actors = pd.concat([counted[[f"{side}_id", side, "count"]].set_axis(columns, axis=1) for side in sides])
    actors = actors.groupby(["actor_id", "name"], as_index=False)["count"].sum()
    actors = actors.assign(last=actors["actor_id"] == OTHERS)
    return actors.sort_values(["last", "count", "name"], ascending=[True, False, True], ignore_index=True)[columns]


def fold(counted: pd.DataFrame, most: int = 15, sides: Sides = BOTH) -> pd.DataFrame:
    """The pairs of the ``most`` active actors on those sides; all further ones become one, named "N others".

    Who they are stands in the ``attrs`` of the frame, under "others".
    """
    actors = ranked(counted, sides)
    if len(actors) <= most:
        return counted
    rest = set(actors["actor_id"].iloc[most - 1 :])
    rows = counted.copy()
    for side in sides:
        within = rows[f"{side}_id"].isin(rest)
        rows[f"{side}_id"] = rows[f"{side}_id"].mask(within, OTHERS)
        rows[side] = rows[side].mask(within, f"{len(rest)} {OTHERS}")
    gathered = gather(rows, SIDES)
    gathered.attrs[OTHERS] = _Folded(sorted(rest))
    return gathered


class _Folded(tuple[str, ...]):
    """Ids that were folded; pandas copies the attrs of a frame at every step, and need not copy thousands of ids."""

    def __deepcopy__(self, memo: object) -> _Folded:
        return self


def folded(counted: pd.DataFrame, most: int = 15, sides: Sides = BOTH, named: int = 8) -> str:
    """Who stands behind "others", for the caption; empty where nobody does."""
    names = list(ranked(counted, sides)["name"])
    rest = names[most - 1 :] if len(names) > most else []
    further = f" and {len(rest) - named} more" if len(rest) > named else ""
    return f"{len(rest)} {OTHERS}: {', '.join(rest[:named])}{further}." if rest else ""


def by_unit(tables: Tables | Shown, by: By = "person", statuses: Statuses = HAPPENED) -> pd.DataFrame:
    """One row per pair, with its count by event, by act and by article side by side."""
    frames = [pairs(tables, unit, by, statuses, ids=False).set_index(SIDES)["count"].rename(unit) for unit in UNITS]
    units = pd.concat(frames, axis=1).fillna(0).astype("Int64").reset_index()
    return units.sort_values([*UNITS, "speaker", "addressee"], ascending=[False] * 3 + [True] * 2, ignore_index=True)


def to_audiences(
    tables: Tables | Shown, unit: Unit = "event", statuses: Statuses = HAPPENED, ids: bool = True
) -> pd.DataFrame:
    """One row per speaker and audience: what was said to the public, to reporters, to parliament."""
    rows = counted(tables, unit, statuses).to_audiences()
    return _paired(rows, _people(rows.index, "person"), ids)


def by_channel(
    tables: Tables | Shown, unit: Unit = "event", statuses: Statuses = HAPPENED, ids: bool = True
) -> pd.DataFrame:
    """One row per channel, audiences included; an event counts in the channel of its clearest account."""
    rows = counted(tables, unit, statuses)
    key = (rows.index.event_channel if unit == "event" else rows.index.channel)[rows.rows]
    names = _texts(CHANNELS)
    rank = _rank(names)
    return tally(rows, key, lambda found: {"channel": names.take(found)}, lambda found: rank[found], ids)


def over_time(
    tables: Tables | Shown, step: Step = "day", statuses: Statuses = HAPPENED, ids: bool = True
) -> pd.DataFrame:
    """One row per day (or week: its Monday) and channel, audiences included; null where no text gives the day."""
    rows = counted(tables, "event", statuses)
    day = rows.index.event_day[rows.unit]
    number = np.where(np.isnat(day), NO_DAY, day.astype(np.int64))
    if step == "week":
        number = np.where(number == NO_DAY, NO_DAY, number - (number + 3) % 7)  # the first day of 1970 was a Thursday

    def columns(found: Codes) -> dict[str, object]:
        when, channel = np.divmod(found, len(CHANNELS))
        days = np.where(when == NO_DAY, NOT_A_DAY, when.astype("datetime64[D]"))
        return {step: days.astype("datetime64[us]"), "channel": _texts(CHANNELS).take(channel)}

    key = number * len(CHANNELS) + rows.index.event_channel[rows.rows]
    return tally(rows, key, columns, lambda found: found, ids, by_count=False)


def contacts(tables: Tables, statuses: Statuses = HAPPENED) -> pd.DataFrame:
    """One row per pair of actors, whoever spoke: first and last dated contact, and the longest silence between two.

    Only contacts with an exact day have a place in time; ``undated`` says how many more there are.  ``since_last`` is
    the days from the last contact to the last publication day: the silence that may still go on.
    """
    rows = counted(tables, "event", statuses).among_actors()
    people = _people(rows.index, "person")
    place = np.lexsort((_rank(people.ids), _rank(people.names))).argsort()
    swap = place[rows.speaker] > place[rows.addressee]
    rows = replace(
        rows,
        speaker=np.where(swap, rows.addressee, rows.speaker),
        addressee=np.where(swap, rows.speaker, rows.addressee),
    )
    frame = _paired(rows, people, ids=True)
    days, end = rows.index.event_day, tables.articles["published"].max()
    exact = dict(zip(tables.events["event_id"][~np.isnat(days[:-1])], days[~np.isnat(days)].tolist(), strict=True))
    dated = [[exact[event] for event in events if event in exact] for events in frame["ids"]]
    last = None if pd.isna(end) else end.date()
    silences = pd.DataFrame([_silence(days, last) for days in dated], columns=list(SILENCE), index=frame.index)
    silences = silences.astype({column: DTYPES[kind] for column, kind in SILENCE.items()})
    undated = [len(ids) - len(days) for ids, days in zip(frame["ids"], dated, strict=True)]
    named = {"speaker": "one", "speaker_id": "one_id", "addressee": "other", "addressee_id": "other_id"}
    return frame.join(silences).assign(undated=undated).rename(columns=named)


SILENCE = {
    "first": "date",
    "last": "date",
    "silence_days": "whole",
    "silence_from": "date",
    "silence_to": "date",
    "since_last": "whole",
}


def _silence(days: list[date], end: date | None) -> dict[str, object]:
    """First and last of the days, and the longest gap between two that follow each other."""
    days = sorted(set(days))
    if not days:
        return {}
    found: dict[str, object] = dict(first=days[0], last=days[-1])
    if end:
        found["since_last"] = max(0, (end - days[-1]).days)
    if len(days) > 1:
        before, after = max(pairwise(days), key=lambda two: two[1] - two[0])
        found |= dict(silence_days=(after - before).days, silence_from=before, silence_to=after)
    return found


def _paired(rows: Counted, people: _People, ids: bool) -> pd.DataFrame:
    """One row per pair of those who stand on the sides of the rows."""
    size, rank = len(people.ids), _rank(people.ids)

    def columns(found: Codes) -> dict[str, object]:
        one, other = np.divmod(found, size)
        taken = (people.ids.take(one), people.names.take(one), people.ids.take(other), people.names.take(other))
        return dict(zip(SIDES, taken, strict=True))

    def order(found: Codes) -> Codes:
        one, other = np.divmod(found, size)
        return rank[one] * size + rank[other]

    return tally(rows, _key(rows, people), columns, order, ids)


def _folded(rows: Counted, people: _People, most: int) -> tuple[_People, list[str]]:
    """The people with all beyond the ``most`` active as one, as ``fold`` does with frames; and who these are."""
    found, number = rows.per(_key(rows, people))
    sides = np.concatenate(np.divmod(found, len(people.ids)))
    active = np.bincount(sides, np.tile(number, 2), len(people.ids))
    order = np.lexsort((_rank(people.ids), _rank(people.names), -active))[: np.count_nonzero(active)]
    rest = order[most - 1 :] if len(order) > most else order[:0]
    if not len(rest):
        return people, []
    others = np.isin(people.of_actor, rest)
    size = len(people.ids)
    ids, names = people.ids.insert(size, OTHERS), people.names.insert(size, f"{len(rest)} {OTHERS}")
    return _People(ids, names, np.where(others, size, people.of_actor)), list(people.ids.take(rest))


def _key(rows: Counted, people: _People) -> Codes:
    return people.of_actor[rows.speaker] * len(people.ids) + people.of_actor[rows.addressee]


def _people(index: Coded, by: By) -> _People:
    """The actors; or their countries, where international bodies and the unknown are "no country"."""
    actors = index.tables.actors
    if by == "person":
        return _People(pd.Index(actors["actor_id"]), pd.Index(actors["name"]), np.append(np.arange(len(actors)), -1))
    named = country_names()
    ids = [*index.countries, NO_COUNTRY]
    of_actor = np.where(index.country < 0, len(index.countries), index.country)
    return _People(_texts(ids), _texts([named.get(code, code) for code in ids]), of_actor)


def _texts(values: Iterable[str]) -> pd.Index:
    return pd.Index(list(values), dtype="str")


def _rank(values: pd.Index) -> Codes:
    """The place of each in the order of values, equal ones together."""
    return pd.factorize(values, sort=True)[0]
