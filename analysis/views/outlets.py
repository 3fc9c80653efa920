"""What the folder covers: articles by outlet and day, and how much each outlet weighs in the counts.

"Who spoke most" is first of all "whom this folder covers": these frames stand beside every raw count.
"""

from __future__ import annotations

import pandas as pd

from analysis.schema import PUBLISHED_BASES, Tables
from analysis.views.frames import UNNAMED, joined_ids
from analysis.views.timeline import placed

OTHER_OUTLETS = "other outlets"


def coverage(tables: Tables, most: int = 8) -> pd.DataFrame:
    """One row per outlet and publication day (null where unknown): articles, reprints among them, their ids.

    The ``most`` frequent outlets have their names; all further ones are "N other outlets".
    """
    articles = _outlets(tables).assign(day=lambda rows: rows["published"].dt.normalize())
    rest = articles["source"].value_counts(sort=False).sort_values(ascending=False, kind="stable").index[most - 1 :]
    if len(rest) > 1:
        articles["source"] = articles["source"].mask(articles["source"].isin(rest), f"{len(rest)} {OTHER_OUTLETS}")
    return articles.groupby(["source", "day"], dropna=False, as_index=False).agg(
        articles=("article_id", "size"), reprints=("reprint", "sum"), ids=("article_id", joined_ids)
    )


def bases(tables: Tables) -> pd.DataFrame:
    """One row per basis of a publication date, from the surest to none: how many articles rest on it."""
    counts = tables.articles["published_basis"].value_counts().reindex(PUBLISHED_BASES, fill_value=0)
    return counts.rename("articles").rename_axis("basis").reset_index()


def shares(tables: Tables) -> pd.DataFrame:
    """One row per outlet: its articles and the events that they tell of, as shares and per hundred articles.

    An event told by three outlets counts for each of them, so shares of events add up to more than 1.
    """
    articles = _outlets(tables)
    rows = tables.communications
    events = placed(tables)[["event_id"]].merge(rows.loc[rows["status"] == "happened", ["event_id", "article_id"]])
    events = events.merge(articles[["article_id", "source"]])
    found = articles.groupby("source").agg(
        articles=("article_id", "size"),
        reprints=("reprint", "sum"),
        words=("words", "sum"),
        first=("published", "min"),
        last=("published", "max"),
    )
    found["events"] = events.groupby("source")["event_id"].nunique().reindex(found.index, fill_value=0)
    found["share_of_articles"] = found["articles"] / max(1, found["articles"].sum())
    found["share_of_events"] = found["events"] / max(1, events["event_id"].nunique())
    found["events_per_hundred"] = 100 * found["events"] / found["articles"]
    return found.sort_values("articles", ascending=False, kind="stable").reset_index()


def speakers(tables: Tables) -> pd.DataFrame:
    """One row per actor who speaks: events spoken, per hundred articles, and the outlet that most of them come from."""
    rows = tables.communications[tables.communications["status"] == "happened"]
    actors = tables.actors[tables.actors["kind"] != "audience"].set_index("actor_id")
    spoken = rows[["event_id", "article_id", "speaker_id", "speaker"]]
    back = rows.loc[rows["mutual"], ["event_id", "article_id", "addressee_id", "addressee"]].set_axis(
        spoken.columns, axis=1
    )
    spoken = pd.concat([spoken, back]).merge(_outlets(tables)[["article_id", "source"]])
    spoken = spoken[spoken["speaker_id"].isin(actors.index)]
    found = spoken.groupby(["speaker_id", "speaker"])["event_id"].nunique().rename("events").reset_index()
    found["per_hundred_articles"] = 100 * found["events"] / max(1, len(tables.articles))
    by_outlet = spoken.groupby(["speaker_id", "source"])["event_id"].nunique().rename("told").reset_index()
    largest = by_outlet.sort_values(["told", "source"], ascending=[False, True]).drop_duplicates("speaker_id")
    found = found.merge(largest.rename(columns={"source": "mostly_in"}), on="speaker_id")
    found["share_of_it"] = found.pop("told") / found["events"]
    return found.sort_values(["events", "speaker"], ascending=[False, True], ignore_index=True)


def _outlets(tables: Tables) -> pd.DataFrame:
    articles = tables.articles
    reprint = articles["duplicate_of"].notna() & (articles["duplicate_kind"] != "update")
    return articles.assign(source=articles["source"].fillna(UNNAMED), reprint=reprint)
