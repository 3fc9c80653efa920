"""What is known of a whole corpus once its actors are joined, and of each article when it is looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa

from .. import names
from .dating import Resolved
from .duplicates import stories
from .packed_accounts import Names
from .times import Bounds, resolve_times

Rows = list[dict[str, Any]]
Key = tuple[str, int]  # article and number within its findings
ActorIds = Mapping[str, Sequence[str | None]]  # of each article those of its actors; None: a slip of the recogniser

_TEXTS = 64  # held as they are: an event is told of in the article that was looked at last, or in one near it
_ACTORS = 4_096  # likewise: most is said by few


class Actor(NamedTuple):
    """What is asked of an actor of the corpus with everything that it says; ``words`` are those of all its names."""

    name: str
    kind: str
    country: str | None
    words: frozenset[str]


@dataclass(frozen=True)
class Article:
    """One article with its findings, and what these mean in the corpus."""

    article_id: str
    text: str
    found: Any
    original: str  # the article that it reprints, or itself
    published: Bounds
    actor_ids: Sequence[str | None]

    @cached_property
    def times(self) -> list[Resolved]:
        """What its time expressions mean, by their place in the findings."""
        return resolve_times(self.found.times, self.published)

    def dated(self, time: int | None) -> dict[str, Any]:
        """First and last day and precision of a time, as columns; all null where it did not resolve."""
        when = self.times[time] if time is not None else None
        if when is None or when.date_start is None:
            return {"date_start": None, "date_end": None, "date_precision": None}
        return {"date_start": when.date_start, "date_end": when.date_end, "date_precision": when.precision}


class Known:
    """The findings of a corpus with its tables of articles and of actors: what is asked of these is looked up there.

    A second copy of all texts, or a mapping for each actor, would grow beside the tables.
    """

    def __init__(self, findings: Any, articles: pd.DataFrame, actor_ids: ActorIds, actors: pd.DataFrame):
        self.findings, self.actor_ids, self.actors = findings, actor_ids, actors
        self.articles, self.parties = Names(articles["article_id"]), Names(actors["actor_id"])
        self._originals = {article: of for article, of in stories(articles).items() if article != of}
        self._published = articles[["published_earliest", "published_latest"]].to_numpy("datetime64[D]")
        called = [pa.array(actors[column]) for column in ("name", "kind", "country", "role", "aliases")]
        self.text = lru_cache(_TEXTS)(partial(_text, pa.array(articles["text"]), self.articles))
        self.actor = lru_cache(_ACTORS)(partial(_actor, called, self.parties))

    def forget(self) -> None:
        """Let go of what was found in the articles: all is told."""
        self.findings.clear()
        self.actor_ids = {}

    def name(self, actor_id: str | None) -> str | None:
        return self.actor(actor_id).name if actor_id else None

    def article(self, article: str) -> Article:
        published = Bounds(*self._published[self.articles.number(article)].tolist())
        original = self._originals.get(article, article)
        return Article(
            article, self.text(article), self.findings[article], original, published, self.actor_ids[article]
        )


def _text(texts: pa.ChunkedArray, articles: Names, article: str) -> str:
    return texts[articles.number(article)].as_py()


def _actor(called: Sequence[pa.ChunkedArray], parties: Names, actor_id: str) -> Actor:
    row = parties.number(actor_id)
    name, kind, country, *others = (of[row].as_py() for of in called)
    words = frozenset(word for form in (name, *others) if form for word in names.words(form))
    return Actor(name, kind, country, words)
