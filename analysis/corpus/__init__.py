"""All findings -> the tables: dates resolved, actors joined, accounts merged to events; plain pandas, no text read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

import pandas as pd

from ..aliases import Aliases, unused
from ..confidence import confidence
from ..corrections import Correction
from ..schema import Tables, empty, frame, validate
from ..storage import short_hash
from .accounts import accounts_of_act, accounts_of_happenings, acts, pairs
from .actors import join_actors
from .claims import claimed
from .corrected_acts import CERTAIN, RULE, Corrected, correct_acts
from .corrected_duplicates import correct_duplicates
from .duplicates import mark_reprints, stories
from .events import event_rows
from .known import Key, Known, Rows
from .merging import merge
from .publication import bounded
from .times import bounds_of, resolve_times

__all__ = ["assemble"]


def assemble(
    articles: pd.DataFrame,
    findings: Mapping[str, Any],
    problems: pd.DataFrame,
    aliases: Aliases,
    corrections: Sequence[Correction] = (),
) -> Tables:
    """The tables of a corpus: its articles, what was found in each (by article_id), the user's aliases and corrections.

    A correction acts at the step that it corrects: that of copies before all others, that of actors where they are
    joined, that of an act before its accounts are merged, so that events and all that hangs on them follow.
    """
    articles, misfits = correct_duplicates(mark_reprints(articles), corrections)
    articles = validate("articles", articles)
    actors, actor_ids, not_applied = join_actors(findings, aliases, corrections)
    articles, inferred = bounded(articles, findings, actor_ids, {row["actor_id"]: row for row in actors})
    times, resolved = _times(articles, findings)
    known = Known(
        findings=findings,
        texts=dict(zip(articles["article_id"], articles["text"], strict=True)),
        originals=stories(articles),
        published=bounds_of(articles),
        actor_ids=actor_ids,
        actors={row["actor_id"]: row for row in actors},
        times=resolved,
    )
    corrected = correct_acts(acts(known), known, corrections)
    known, reported = replace(known, actors={**known.actors, **corrected.actors}), corrected.acts
    of_acts = [accounts_of_act(act, known) for act in reported]
    accounts = [account for told in of_acts for account in told] + accounts_of_happenings(known)
    events, participants, sources, event_of = event_rows(accounts, merge(accounts))
    events, sources = claimed(events, sources, known)
    numbered = count()  # acts are the first of the accounts
    by_act = []
    for act, told in zip(reported, of_acts, strict=True):
        numbers = [next(numbered) for _ in told]
        event_ids = {other: event_of[n] for n in numbers for other in accounts[n].others}
        by_act.append(pairs(act, event_ids, known))
    of_act = {(act["article_id"], act["number"]): rows for act, rows in zip(reported, by_act, strict=True)}
    return Tables(
        articles=articles,
        times=times,
        actors=frame("actors", known.actors.values()),
        mentions=frame("mentions", _mentions(known)),
        quotes=frame("quotes", _quotes(known, of_act, corrected)),
        communications=frame("communications", [row for rows in by_act for row in rows]),
        events=frame("events", events),
        participants=frame("participants", participants),
        event_sources=frame("event_sources", sources),
        problems=pd.concat(
            [
                problems,
                inferred,
                _problems(articles, findings, aliases),
                frame("problems", [*misfits, *not_applied, *corrected.problems]),
            ],
            ignore_index=True,
        ),
    )


def _times(articles: pd.DataFrame, findings: Mapping[str, Any]) -> tuple[pd.DataFrame, dict[Key, Any]]:
    """The table ``times``, and its row for each (article_id, place in the findings)."""
    found = [
        {"article_id": article, "start": t.start, "end": t.end, "text": t.text, "kind": t.kind, "anchored": t.anchored}
        for article in articles["article_id"]
        for t in findings[article].times
    ]
    if not found:
        return empty("times"), {}
    table = resolve_times(pd.DataFrame(found), articles)
    at = {(row.article_id, row.start, row.end): row for row in table.itertuples()}
    places = ((article, n, t) for article in articles["article_id"] for n, t in enumerate(findings[article].times))
    return table, {(article, n): at[article, t.start, t.end] for article, n, t in places}


def _mentions(known: Known) -> Rows:
    """Rows of ``mentions``, each actor once at each span."""
    rows = {}
    for article, found in known.findings.items():
        for m in found.mentions:
            actor_id = known.actor_ids.get((article, m.actor))
            if actor_id is None:
                continue  # a slip of the recogniser
            rows[article, m.start, m.end, actor_id] = {
                "article_id": article,
                "start": m.start,
                "end": m.end,
                "text": known.texts[article][m.start : m.end],
                "form": m.form,
                "role": m.role,
                "actor_id": actor_id,
            }
    return [rows[key] for key in sorted(rows)]


def _quotes(known: Known, of_act: Mapping[Key, Rows], corrected: Corrected) -> Rows:
    """Rows of ``quotes`` in the order of the text; an act of several pairs is linked by its first."""
    rows = {}
    for article, found in known.findings.items():
        for q in found.quotes:
            machine = None if q.speaker is None else known.actor_ids[article, q.speaker]
            speaker = corrected.quoted(article, q.communication, machine)
            carrying = of_act.get((article, q.communication)) if q.communication is not None else None
            speaker_start, speaker_end = q.speaker_span or (None, None)
            cue_start, cue_end = q.cue_span or (None, None)
            quote_id = short_hash("quote", article, q.start, q.end, speaker)
            rows[quote_id] = {
                "quote_id": quote_id,
                "article_id": article,
                "start": q.start,
                "end": q.end,
                "text": known.texts[article][q.start : q.end],
                "kind": q.kind,
                "speaker_id": speaker,
                "speaker": known.name(speaker),
                "speaker_start": speaker_start,
                "speaker_end": speaker_end,
                "cue": q.cue,
                "cue_start": cue_start,
                "cue_end": cue_end,
                "communication_id": carrying[0]["communication_id"] if carrying else None,
                "confidence": CERTAIN if speaker != machine else confidence("quotes", q.rule) if speaker else 0.0,
                "rule": RULE if speaker != machine else q.rule,
            }
    return sorted(rows.values(), key=lambda r: (r["article_id"], r["start"], r["end"]))


def _problems(articles: pd.DataFrame, findings: Mapping[str, Any], aliases: Aliases) -> pd.DataFrame:
    """Rows of ``problems`` for what extraction did not understand, and for aliases that nobody bears."""
    paths = dict(zip(articles["article_id"], articles["path"], strict=True))
    rows = [
        {"path": paths[article], "article_id": article, "stage": "extraction", **problem}
        for article, found in findings.items()
        for problem in found.problems
    ]
    actors = (actor for found in findings.values() for actor in found.actors)
    spellings = (spelling for actor in actors for spelling in (actor.name, *actor.aliases))
    return frame("problems", [*rows, *unused(aliases, spellings)])
