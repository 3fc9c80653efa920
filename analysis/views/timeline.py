"""Events in time: each at its own days, or, where no text dates it, at the publication day and marked as such."""

from __future__ import annotations

import pandas as pd

from analysis.schema import Tables
from analysis.views.frames import UNNAMED, among, joined_ids, look_up

EXACT = ("time", "day")
MOST_SLOTS = 8  # of a lane; what is more crowded than that lies one on the other
NOBODY = "no actor named"
DATED, PUBLICATION, NOWHERE = "dated", "publication day", "no day known"


def placed(tables: Tables, statuses: tuple[str, ...] = ("happened",)) -> pd.DataFrame:
    """One row per event that happened (or has another of the statuses), with its days and what they rest on.

    ``placed`` is "dated", "publication day" (the first day on which an article told of it: no text dates the event)
    or "no day known".  A happening that is no communication counts as happened.
    """
    rows = tables.communications
    ids = rows.loc[rows["status"].isin(statuses), "event_id"] if statuses else rows["event_id"]
    told = among(tables.events["event_id"], ids)
    if not statuses or "happened" in statuses:
        told |= ~among(tables.events["event_id"], rows["event_id"])
    events = tables.events[told].copy()
    accounts = pd.concat([tables.event_sources[["event_id", "article_id"]], rows[["event_id", "article_id"]]])
    published = look_up(accounts["article_id"], tables.articles.set_index("article_id")["published"])
    published = look_up(events["event_id"], published.groupby(accounts["event_id"]).min())
    undated = events["date_start"].isna()
    events["placed"] = (
        pd.Series(DATED, index=events.index).mask(undated, PUBLICATION).mask(undated & published.isna(), NOWHERE)
    )
    events["date_start"] = events["date_start"].mask(undated, published)
    events["date_end"] = events["date_end"].mask(undated, published).fillna(events["date_start"])
    events["date_precision"] = events["date_precision"].mask(undated)
    evidence = rows.groupby("event_id")["communication_id"].agg(joined_ids)
    events["communication_ids"] = [evidence.get(event, ()) for event in events["event_id"]]
    return events


def by_day(tables: Tables, statuses: tuple[str, ...] = ("happened",)) -> pd.DataFrame:
    """One row per day and kind of placing: how many events; events known only by week or longer are left out."""
    events = placed(tables, statuses)
    exact = events["date_precision"].isin(EXACT) | (events["placed"] == PUBLICATION)
    days = events[exact].assign(day=events["date_start"].dt.normalize())
    ids = days.groupby(["day", "placed"])["event_id"].agg(joined_ids).rename("ids").reset_index()
    ids.insert(2, "count", ids["ids"].map(len).astype("Int64"))
    return ids


def lanes(tables: Tables, most: int = 12, events: int = 300, statuses: tuple[str, ...] = ("happened",)) -> pd.DataFrame:
    """One row per event and lane: the ``most`` active actors have a lane each, all others share one.

    ``lane`` counts from the top, ``slot`` from 0 within a lane, so that what overlaps in time stands side by side.
    ``part`` is source, target or participant; ``label`` says briefly with whom or what.  Of more than ``events``
    those told most often are taken; ``not_drawn`` says what was left out.
    """
    chosen = placed(tables, statuses)
    chosen = chosen[chosen["placed"] != NOWHERE].sort_values("articles", ascending=False, kind="stable").head(events)
    parts = tables.participants[among(tables.participants["event_id"], chosen["event_id"])]
    actors = tables.actors.set_index("actor_id")
    parts = parts.assign(
        actor=look_up(parts["actor_id"], actors["name"]), kind=look_up(parts["actor_id"], actors["kind"])
    )
    named = _in_lanes(parts[parts["kind"] != "audience"], most)
    rows = chosen.merge(named[["event_id", "actor_id", "actor", "lane", "part"]], on="event_id", how="left")
    rows = rows.assign(actor=rows["actor"].fillna(NOBODY), lane=rows["lane"].fillna(most).astype(int))
    labels = _labels(parts)
    keys = zip(rows["event_id"], rows["actor_id"], rows["part"], strict=True)
    rows["label"] = pd.Series([labels.get(key) for key in keys], index=rows.index, dtype="str")
    rows["label"] = rows["label"].where(rows["channel"].notna(), rows["what"]).fillna(rows["what"])
    rows = rows.drop_duplicates(["event_id", "lane"]).sort_values(["lane", "date_start", "date_end", "event_id"])
    ink = (
        (rows["date_end"].max() - rows["date_start"].min()) / 90 if len(rows) else pd.Timedelta(0)
    )  # a mark on the page
    rows["slot"] = [slot % MOST_SLOTS for _, lane in rows.groupby("lane") for slot in _slots(lane, ink)]
    return rows[LANES].reset_index(drop=True)


def not_drawn(tables: Tables, drawn: pd.DataFrame, statuses: tuple[str, ...] = ("happened",)) -> str:
    """What a timeline leaves out, for its caption; empty where that is nothing."""
    events = placed(tables, statuses)
    nowhere = int((events["placed"] == NOWHERE).sum())
    shown, able = drawn["event_id"].nunique(), len(events) - nowhere
    said = [f"Drawn: {shown:,} of {able:,} events, those told most often."] * (shown < able)
    said += [f"Not drawn, for no day is known: {nowhere:,}."] * bool(nowhere)
    return " ".join(said)


LANES = [
    "event_id",
    "lane",
    "slot",
    "actor_id",
    "actor",
    "part",
    "label",
    "date_start",
    "date_end",
    "date_precision",
    "placed",
    "channel",
    "act",
    "what",
    "articles",
    "conflict",
    "communication_ids",
]


def accounts(tables: Tables, event_id: str) -> pd.DataFrame:
    """One row per account of one event: outlet, publication day, the day and the claim by this account."""
    rows = tables.event_sources[tables.event_sources["event_id"] == event_id]
    articles = tables.articles[["article_id", "source", "title", "published", "duplicate_of", "duplicate_kind"]]
    rows = rows.merge(articles, on="article_id", how="left")
    rows["source"] = rows["source"].fillna(UNNAMED)
    rows["reprint"] = rows["duplicate_of"].notna() & (rows["duplicate_kind"] != "update")
    columns = [
        "source",
        "published",
        "reprint",
        "date_start",
        "date_end",
        "date_precision",
        "place",
        "claimant",
        "claim",
        "quantity",
        "unit",
        "evidence",
        "title",
        "event_id",
        "article_id",
    ]
    return rows[columns].sort_values(["reprint", "published", "source"], ignore_index=True)


def claims(tables: Tables) -> pd.DataFrame:
    """One row per claimed number: what is counted, the day (of the account, else of publication), number and claimant.

    Claims that count the same thing stand side by side, in the order of time, with the events that they are about.
    """
    rows = tables.event_sources[tables.event_sources["claim"].notna()]
    published = look_up(rows["article_id"], tables.articles.set_index("article_id")["published"])
    rows = rows.assign(day=rows["date_start"].fillna(published).dt.normalize())
    what = ["unit", "day", "quantity", "claimant"]
    told = rows.groupby(what, dropna=False).agg(
        claim=("claim", "first"), articles=("article_id", "nunique"), event_ids=("event_id", joined_ids)
    )
    return told.reset_index().sort_values(what, ignore_index=True)


def _in_lanes(parts: pd.DataFrame, most: int) -> pd.DataFrame:
    """The parts with the lane of each actor: the most active first, all beyond ``most`` in the last as "N others"."""
    active = parts.groupby(["actor_id", "actor"])["event_id"].nunique().rename("events").reset_index()
    active = active.sort_values(["events", "actor"], ascending=[False, True], ignore_index=True)
    lane = pd.Series(active.index, index=active["actor_id"], dtype="Int64")
    beyond = len(active) - most + 1
    if beyond > 1:
        lane = lane.clip(upper=most - 1)
    lane = look_up(parts["actor_id"], lane)
    actor = parts["actor"].mask(lane == most - 1, f"{beyond} others") if beyond > 1 else parts["actor"]
    return parts.assign(lane=lane, actor=actor)


def _labels(parts: pd.DataFrame) -> dict[tuple[str, str, str], str]:
    """What stands beside a mark, by event, actor and part: the short names of those on the other side of the event."""
    words = {"source": "to", "target": "from", "participant": "with"}
    across = {"source": {"target"}, "target": {"source"}, "participant": {"participant", "source", "target"}}
    present = parts[["event_id", "actor_id", "part", "actor", "kind"]].to_dict("records")
    by_event: dict[str, list[dict]] = {}
    for one in present:
        by_event.setdefault(one["event_id"], []).append(one)
    labels = {}
    for one in present:
        others = [
            _short(other["actor"], other["kind"])
            for other in by_event[one["event_id"]]
            if other["part"] in across[one["part"]] and other["actor_id"] != one["actor_id"]
        ]
        if others:
            names = ", ".join(others[:2]) + (" …" if len(others) > 2 else "")
            labels[one["event_id"], one["actor_id"], one["part"]] = f"{words[one['part']]} {names}"
    return labels


def _short(name: str, kind: str) -> str:
    last = name.split()[-1]
    return last if kind == "person" and not last.islower() else name  # an unnamed "foreign minister" stays whole


def _slots(lane: pd.DataFrame, ink: pd.Timedelta) -> list[int]:
    """The first free slot for each event, in order of time; a slot is free again once the mark in it has ended."""
    free: list[pd.Timestamp] = []
    slots = []
    for start, end in zip(lane["date_start"].dt.normalize(), lane["date_end"].dt.normalize(), strict=True):
        slot = next((number for number, until in enumerate(free) if until < start), len(free))
        free[slot : slot + 1] = [end + ink * 0.99]
        slots.append(slot)
    return slots
