"""Who spoke to whom, counted.

The unit of a count is the event: distinct ``event_id`` per pair of speaker and addressee, of the statuses asked for
(``happened``), audiences apart.  ``unit="act"`` counts reported acts, ``unit="article"`` articles; in both a reprint
counts once, with its original.  A mutual act stands in both directions, and ``total`` counts it once.

Every frame carries ``ids``, the units that were counted, and ``communication_ids``, the rows that are the evidence.
"""

from __future__ import annotations

from typing import Literal

import pandas as pd

from analysis.lexicon import load
from analysis.schema import CHANNELS, DTYPES, Tables
from analysis.views.frames import gather, look_up, tally
from analysis.views.timeline import EXACT, placed

Unit = Literal["event", "act", "article"]
By = Literal["person", "country"]
Statuses = tuple[str, ...]
Sides = tuple[str, ...]
BOTH: Sides = ("speaker", "addressee")
UNITS: tuple[Unit, ...] = ("event", "act", "article")
HAPPENED: Statuses = ("happened",)
SIDES = ["speaker_id", "speaker", "addressee_id", "addressee"]
NO_COUNTRY = "no country"
OTHERS = "others"


def pairs(tables: Tables, unit: Unit = "event", by: By = "person", statuses: Statuses = HAPPENED) -> pd.DataFrame:
    """One row per speaker and addressee (persons and other actors as named, or countries), most counted first."""
    rows = _without_audiences(tables, _counted(tables, unit, statuses))
    swapped = {
        f"{a}{x}": f"{b}{x}" for a, b in (("speaker", "addressee"), ("addressee", "speaker")) for x in ("_id", "")
    }
    rows = pd.concat([rows, rows[rows["mutual"]].rename(columns=swapped)], ignore_index=True)
    if by == "country":
        rows = _as_countries(tables, rows)
    return tally(rows, SIDES)


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


def by_unit(tables: Tables, by: By = "person", statuses: Statuses = HAPPENED) -> pd.DataFrame:
    """One row per pair, with its count by event, by act and by article side by side."""
    frames = [pairs(tables, unit, by, statuses).set_index(SIDES)["count"].rename(unit) for unit in UNITS]
    counted = pd.concat(frames, axis=1).fillna(0).astype("Int64").reset_index()
    return counted.sort_values([*UNITS, "speaker", "addressee"], ascending=[False] * 3 + [True] * 2, ignore_index=True)


def to_audiences(tables: Tables, unit: Unit = "event", statuses: Statuses = HAPPENED) -> pd.DataFrame:
    """One row per speaker and audience: what was said to the public, to reporters, to parliament."""
    rows = _counted(tables, unit, statuses)
    return tally(rows[rows["addressee_id"].isin(_audiences(tables))], SIDES)


def by_channel(tables: Tables, unit: Unit = "event", statuses: Statuses = HAPPENED) -> pd.DataFrame:
    """One row per channel, audiences included; an event counts in the channel of its clearest account."""
    return tally(_counted(tables, unit, statuses), ["channel"])


def by_week(tables: Tables, statuses: Statuses = HAPPENED) -> pd.DataFrame:
    """One row per week (its Monday) and channel, audiences included; week null where no text gives the week."""
    days = placed(tables, statuses).set_index("event_id")
    rows = _counted(tables, "event", statuses)
    day = look_up(rows["event_id"], days["date_start"].where(days["date_precision"].isin(EXACT)))
    rows["week"] = day.dt.normalize() - pd.to_timedelta(day.dt.day_of_week, unit="D")
    rows["channel"] = pd.Categorical(rows["channel"], CHANNELS)
    return tally(rows, ["week", "channel"], by_count=False).astype({"channel": "str"})


def contacts(tables: Tables, statuses: Statuses = HAPPENED) -> pd.DataFrame:
    """One row per pair of actors, whoever spoke: first and last dated contact, and the longest silence between two.

    Only contacts with an exact day have a place in time; ``undated`` says how many more there are.  ``since_last`` is
    the days from the last contact to the last publication day: the silence that may still go on.
    """
    rows = _without_audiences(tables, _counted(tables, "event", statuses))
    days = placed(tables, statuses).set_index("event_id")
    exact = days["date_start"].where(days["date_precision"].isin(EXACT)).dt.normalize()
    same = rows["speaker"] == rows["addressee"]  # two actors of one name
    swap = (rows["speaker"] > rows["addressee"]) | (same & (rows["speaker_id"] > rows["addressee_id"]))
    for one, other in (("speaker_id", "addressee_id"), ("speaker", "addressee")):
        rows[one], rows[other] = rows[one].mask(swap, rows[other]), rows[other].mask(swap, rows[one])
    end = tables.articles["published"].max()
    counted = tally(rows, SIDES)
    dated = [exact.reindex(list(ids)).dropna() for ids in counted["ids"]]
    silences = pd.DataFrame([_silence(days, end) for days in dated], columns=list(SILENCE), index=counted.index)
    silences = silences.astype({column: DTYPES[kind] for column, kind in SILENCE.items()})
    undated = [len(ids) - len(days) for ids, days in zip(counted["ids"], dated, strict=True)]
    named = {"speaker": "one", "speaker_id": "one_id", "addressee": "other", "addressee_id": "other_id"}
    return counted.join(silences).assign(undated=undated).rename(columns=named)


SILENCE = {
    "first": "date",
    "last": "date",
    "silence_days": "whole",
    "silence_from": "date",
    "silence_to": "date",
    "since_last": "whole",
}


def _silence(days: pd.Series, end: pd.Timestamp) -> dict[str, object]:
    """First and last of the days, and the longest gap between two that follow each other."""
    days = days.drop_duplicates().sort_values(ignore_index=True)
    if days.empty:
        return {}
    found = dict(first=days.iloc[0], last=days.iloc[-1])
    if pd.notna(end):
        found["since_last"] = max(0, (end.normalize() - days.iloc[-1]).days)
    if len(days) > 1:
        gaps = days.diff().dt.days
        longest = int(gaps.idxmax())
        found |= dict(silence_days=int(gaps[longest]), silence_from=days[longest - 1], silence_to=days[longest])
    return found


def _counted(tables: Tables, unit: Unit, statuses: Statuses) -> pd.DataFrame:
    """The communications that count, with the ``unit`` that each belongs to."""
    rows = tables.communications
    rows = rows[rows["status"].isin(statuses)] if statuses else rows
    if unit == "event":
        return rows.assign(unit=rows["event_id"], channel=_event_channel(tables, rows))
    articles = tables.articles.set_index("article_id")
    original = articles["duplicate_of"].where(articles["duplicate_kind"] != "update")
    original = look_up(rows["article_id"], original).fillna(rows["article_id"])
    if unit == "article":
        return rows.assign(unit=original)
    # A reprint tells the acts of its original again: of each group one article is counted, the original if it is here.
    chosen = rows.assign(original=original, copy=original != rows["article_id"]).sort_values(["copy", "article_id"])
    chosen = chosen.groupby("original")["article_id"].first()
    return rows[rows["article_id"] == look_up(original, chosen)].assign(unit=lambda kept: kept["act_id"])


def _event_channel(tables: Tables, rows: pd.DataFrame) -> pd.Series:
    return look_up(rows["event_id"], tables.events.set_index("event_id")["channel"]).fillna(rows["channel"])


def _audiences(tables: Tables) -> set[str]:
    return set(tables.actors.loc[tables.actors["kind"] == "audience", "actor_id"])


def _without_audiences(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    return rows[~rows[["speaker_id", "addressee_id"]].isin(_audiences(tables)).any(axis=1)].copy()


def _as_countries(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with each actor replaced by its country; international bodies and the unknown are "no country"."""
    country = tables.actors.set_index("actor_id")["country"]
    names = pd.Series({row["country"]: row["name"] for row in load("countries")}, dtype="str")
    sides: dict[str, pd.Series] = {}
    for side in ("speaker", "addressee"):
        code = look_up(rows[f"{side}_id"], country)
        sides |= {f"{side}_id": code.fillna(NO_COUNTRY), side: look_up(code, names).fillna(code).fillna(NO_COUNTRY)}
    return rows.assign(**sides)
