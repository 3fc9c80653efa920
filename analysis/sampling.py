"""What a person is asked to judge: a random sample of what the machine made of a folder that nobody has annotated.

The tables given should be the machine's (``build(source, corrections=False)``): a verdict is about what it found,
whatever a person has put right since.

It is drawn from ``rows`` (the machine's, that count: what happened, reprints once) or from ``untouched`` (sentences
that no row of the machine touches).  The order is that of a hash of seed and item, so that the same folder and seed
give the same sample whatever the order of files, a larger sample holds the smaller, and whatever part of it has been
judged is itself random.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
import pandas as pd

from . import sentences, verdicts
from .schema import Tables
from .storage import short_hash

SEED = 1
SIZE = 50
PLACE = ["article", "start", "end"]
ITEM = ["what", *PLACE, "evidence", "speaker", "addressee"]


def rows(tables: Tables) -> pd.DataFrame:
    """The rows that count, with the columns of their table and all ``speaker_names`` and ``addressee_names``."""
    found = _by_the_machine(tables)
    found = found[found["article"].isin(_told_once(tables)["article_id"]) & (found["status"] == "happened")]
    actors = tables.actors
    aliases = actors["aliases"].fillna("").str.split("; ")
    called = {i: (name, *more) for i, name, more in zip(actors["actor_id"], actors["name"], aliases, strict=True)}
    names = {f"{side}_names": found[f"{side}_id"].map(called).astype(object) for side in ("speaker", "addressee")}
    return found.assign(**names).drop_duplicates(list(verdicts.KEY), ignore_index=True)


def untouched(tables: Tables) -> pd.DataFrame:
    """Sentences of at least two words without a row; headlines are left out, for the text tells the same again."""
    told: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for article_id, *place in zip(*(_by_the_machine(tables)[column].tolist() for column in PLACE), strict=True):
        told[article_id].append((place[0], place[1]))
    items: list[dict[str, Any]] = []
    for article in _told_once(tables).itertuples():
        headline = article.title if isinstance(article.title, str) and article.text.startswith(article.title) else ""
        for start, end in sentences.spans(article.text):
            words = article.text[start:end]
            touched = any(first < end and start < last for first, last in told[article.article_id])
            if start >= len(headline) and len(words.split()) > 1 and not touched:
                items.append(dict(article=article.article_id, start=start, end=end, evidence=words))
    frame = pd.DataFrame(items, columns=ITEM).assign(what="sentence", speaker="", addressee="")
    return frame.astype({column: "Int64" if column in ("start", "end") else "str" for column in ITEM})


def sample(items: pd.DataFrame, size: int = SIZE, seed: int = SEED) -> pd.DataFrame:
    """At most ``size`` of the rows or sentences given, in the order in which to judge them."""
    keys = zip(*(items[column].tolist() for column in verdicts.KEY), strict=True)
    order = np.argsort(np.array([short_hash(seed, *key) for key in keys], dtype="U12"), kind="stable")
    return items.iloc[order[:size]].reset_index(drop=True)


def judged(items: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    """The verdicts on items that are still there, each with the number of its ``item`` and the columns of that.

    A row is still there if its words are and its actors still go by the names in the verdict, as name or as alias: an
    article that joins the folder may bring a fuller name.
    """
    own = [column for column in items if column not in ITEM or column in PLACE]
    found = given.merge(items[own].rename_axis("item").reset_index(), on=PLACE)
    if "speaker_names" in items:
        found = found[pd.Series(map(_is_of_pair, found.itertuples()), index=found.index, dtype=bool)]
    return found.drop_duplicates(["item", "coder"], keep="last", ignore_index=True)


def _is_of_pair(row: Any) -> bool:
    """Whether speaker and addressee of a verdict are those of the row; a mutual row has no order."""
    one, other = row.speaker_names, row.addressee_names
    same = row.speaker in one and row.addressee in other
    return same or bool(row.mutual) and row.speaker in other and row.addressee in one


def _told_once(tables: Tables) -> pd.DataFrame:
    """The articles without reprints of others; an update is no reprint."""
    articles = tables.articles
    return articles[articles["duplicate_of"].isna() | (articles["duplicate_kind"] == "update")]


def _by_the_machine(tables: Tables) -> pd.DataFrame:
    found = tables.communications
    return found[found["origin"] == "machine"].rename(columns={"article_id": "article"}).assign(what="row")
