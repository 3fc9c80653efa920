"""Events in time: each at its own days, or, where no text dates it, at the publication day and marked as such."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.schema import Tables
from analysis.views.coded import EXACT, Coded
from analysis.views.frames import UNNAMED, joined_ids, look_up
from analysis.views.timeline_placing import Placing

DATED, PUBLICATION, NOWHERE = "dated", "publication day", "no day known"


def placed(tables: Tables, statuses: tuple[str, ...] = ("happened",)) -> pd.DataFrame:
    """One row per event that happened (or has another of the statuses), with its days and what they rest on.

    ``placed`` is "dated", "publication day" (the first on which an article told of it, or the days between which that
    lies: no text dates the event) or "no day known".  A happening that is no communication counts as happened, or as
    planned where it lies ahead of all that tell of it.
    """
    placing = Placing(Coded(tables))
    events = tables.events.assign(
        placed=np.select([placing.nowhere, placing.undated], [NOWHERE, PUBLICATION], DATED),
        date_start=placing.start,
        date_end=placing.end,
        date_precision=tables.events["date_precision"].mask(placing.undated),
    )[placing.told(statuses)]
    evidence = communications_of(tables)
    return events.assign(communication_ids=[evidence.get(event, ()) for event in events["event_id"]])


def communications_of(tables: Tables) -> dict[str, tuple[str, ...]]:
    """The communications that are accounts of each event, in the order of their ids."""
    rows = tables.communications[["event_id", "communication_id"]].sort_values("communication_id")
    found: dict[str, list[str]] = {}
    for event, row in zip(rows["event_id"].tolist(), rows["communication_id"].tolist(), strict=True):
        found.setdefault(event, []).append(row)
    return {event: tuple(ids) for event, ids in found.items()}


def ahead(tables: Tables) -> pd.Series:
    """Whether each event begins after all articles that tell of it were published: none can know that it happened."""
    return pd.Series(Placing(Coded(tables)).ahead, index=tables.events.index)


def by_day(tables: Tables, statuses: tuple[str, ...] = ("happened",)) -> pd.DataFrame:
    """One row per day and kind of placing: how many events; events known only by week or longer are left out."""
    events = placed(tables, statuses)
    one_day = events["date_start"].dt.normalize() == events["date_end"].dt.normalize()
    exact = events["date_precision"].isin(EXACT) | ((events["placed"] == PUBLICATION) & one_day)
    days = events[exact].assign(day=events["date_start"].dt.normalize())
    ids = days.groupby(["day", "placed"])["event_id"].agg(joined_ids).rename("ids").reset_index()
    ids.insert(2, "count", ids["ids"].map(len).astype("Int64"))
    return ids


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
