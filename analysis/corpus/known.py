"""What is known of a whole corpus once its times are resolved and its actors joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .dating import Resolved

Rows = list[dict[str, Any]]
Key = tuple[str, int]  # article and number within its findings
ActorIds = Mapping[str, Sequence[str | None]]  # of each article those of its actors; None: a slip of the recogniser


@dataclass(frozen=True)
class Known:
    """The findings of a corpus with its texts, the ids and names of the actors, and the resolved times."""

    findings: Mapping[str, Any]
    texts: Mapping[str, str]
    originals: Mapping[str, str]  # article to the one that it reprints, or itself
    published: Mapping[str, tuple[date | None, date | None]]  # article to the first and last day it can be of
    actor_ids: ActorIds
    actors: Mapping[str, dict[str, Any]]  # rows of the table by actor_id
    times: Mapping[Key, Resolved]

    def name(self, actor_id: str | None) -> str | None:
        return self.actors[actor_id]["name"] if actor_id else None

    def dated(self, article: str, time: int | None) -> dict[str, Any]:
        """First and last day and precision of a time, as columns; all null where it did not resolve."""
        when = self.times.get((article, time)) if time is not None else None
        if when is None or when.date_start is None:
            return {"date_start": None, "date_end": None, "date_precision": None}
        return {"date_start": when.date_start, "date_end": when.date_end, "date_precision": when.precision}
