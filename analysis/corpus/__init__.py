"""All findings -> the tables: dates resolved, actors joined, accounts merged to events; plain pandas, no text read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from tqdm.auto import tqdm

from ..aliases import Aliases, unused
from ..corrections import Correction
from ..growing import Growing
from ..heap import give_back
from ..schema import Tables, frame, validate
from .actors import join_actors
from .claims import Claims, conflict
from .corrected_acts import correct_acts
from .corrected_duplicates import correct_duplicates
from .duplicates import mark_reprints
from .events import Events
from .gathering import Told, gathered
from .known import Known
from .merging import merge
from .publication import bounded

__all__ = ["assemble"]

_BAR: dict[str, Any] = {"desc": "putting tables together", "unit": "step", "delay": 1, "leave": False}


def assemble(
    articles: pd.DataFrame,
    findings: Any,
    problems: pd.DataFrame,
    aliases: Aliases,
    corrections: Sequence[Correction] = (),
    progress: bool = False,
) -> Tables:
    """The tables of a corpus: its articles, what was found in each, the user's aliases and corrections.

    ``findings``, a mapping by article_id, is emptied as soon as all is told: it would be held beside all tables.
    A correction acts at the step that it corrects: that of copies before all others, that of actors where they are
    joined, that of an act before its accounts are merged, so that events and all that hangs on them follow.
    """
    with tqdm(total=5, **_BAR, disable=not progress) as bar:

        def done() -> None:
            bar.update()
            give_back()

        articles, misfits = correct_duplicates(mark_reprints(articles), corrections)
        articles = validate("articles", articles)
        done()
        joined, actor_ids, not_applied = join_actors(findings, aliases, corrections)
        actors = {row["actor_id"]: row for row in joined}
        done()
        articles, inferred = bounded(articles, findings, actor_ids, actors)
        done()
        known = Known(findings, articles, actor_ids, frame("actors", actors.values()))
        corrected = correct_acts(known, corrections)
        if corrected.actors:
            known = Known(findings, articles, actor_ids, frame("actors", (actors | corrected.actors).values()))
        del joined, actors, actor_ids  # the tables say the same, in less room
        told = gathered(known, corrected)
        of_articles = {name: rows.frame(by="article_id") for name, rows in told.of_articles.items()}
        done()
        event_tables, events = merged(told, known)
        done()
    return Tables(
        articles=articles,
        actors=known.actors,
        **of_articles,
        communications=told.communications.frame(event_id=event_tables["events"]["event_id"].array.take(events)),
        **event_tables,
        problems=pd.concat(
            [
                problems,
                inferred,
                _problems(articles, told, aliases),
                frame("problems", [*misfits, *not_applied, *corrected.problems]),
            ],
            ignore_index=True,
        ),
    )


def merged(told: Told, known: Known) -> tuple[dict[str, pd.DataFrame], np.ndarray]:
    """The tables of events by name, and the row of its event for each of ``communications``."""
    events = Events(merge(told.accounts), known)
    told.accounts.merged()
    claims = Claims(events, told.claiming, known)
    known.forget()
    conflicts, sources = [], Growing("event_sources")
    for event, accounts in enumerate(events.told()):
        rows = claims.told(event, accounts)
        sources.add(rows)
        conflicts.append(conflict(rows, claims.counts.pop(event, ())))
    sources.add(claims.behind.values())
    del claims
    told.accounts.clear()  # hundreds of thousands, and the tables are still to be put together
    give_back()
    tables = {
        "events": events.rows.frame(conflict=conflicts),
        "participants": events.participants.frame(),
        "event_sources": sources.frame(),
    }
    return tables, np.asarray(events.of_account)[np.asarray(told.account_of)]


def _problems(articles: pd.DataFrame, told: Told, aliases: Aliases) -> pd.DataFrame:
    """Rows of ``problems`` for what extraction did not understand, and for aliases that nobody bears."""
    paths = dict(zip(articles["article_id"], articles["path"], strict=True))
    rows = [{"path": paths[row["article_id"]], **row} for row in told.problems]
    return frame("problems", [*rows, *unused(aliases, told.spellings)])
