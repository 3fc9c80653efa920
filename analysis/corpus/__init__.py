"""All findings -> the tables: dates resolved, actors joined, accounts merged into events; plain pandas, no text read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ..schema import Tables, empty, frame, validate
from ..storage import short_hash
from .actors import join_actors
from .dating import resolve_times
from .duplicates import mark_reprints
from .events import Account, event_rows, merge

__all__ = ["assemble"]

Rows = list[dict[str, Any]]


def assemble(articles: pd.DataFrame, findings: Mapping[str, Any], problems: pd.DataFrame) -> Tables:
    """The tables of a corpus from its articles and what was found in each (article_id -> findings)."""
    articles = validate("articles", mark_reprints(articles))
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    originals = {row.article_id: row.article_id if pd.isna(row.duplicate_of) else row.duplicate_of for row in articles.itertuples()}
    times, dates = _times(articles, findings)
    actors, ids = join_actors(findings)
    named = {row["actor_id"]: row for row in actors}
    acts = _acts(findings, texts, ids, named, dates)
    accounts = [_account(act, originals) for act in acts] + _happenings(findings, texts, ids, dates, originals)
    accounts_of_acts = len(acts)
    events, participants, sources, event_of = event_rows(accounts, merge(accounts))
    communications = [row for i in range(accounts_of_acts) for row in _pairs(acts[i], event_of[i], named)]
    of_act = {(act["article_id"], act["number"]): rows for act, rows in zip(acts, _by_act(communications, acts), strict=True)}
    return Tables(
        articles=articles,
        times=times,
        actors=frame("actors", actors),
        mentions=frame("mentions", _mentions(findings, texts, ids)),
        quotes=frame("quotes", _quotes(findings, texts, ids, named, of_act)),
        communications=frame("communications", communications),
        events=frame("events", events),
        participants=frame("participants", participants),
        event_sources=frame("event_sources", sources),
        problems=pd.concat([problems, _problems(articles, findings)], ignore_index=True),
    )


def _times(articles: pd.DataFrame, findings: Mapping[str, Any]) -> tuple[pd.DataFrame, dict[tuple[str, int], Any]]:
    """The table ``times``, and its row for each (article_id, place in the findings)."""
    found = [
        {"article_id": article, "number": n, "start": t.start, "end": t.end, "text": t.text, "kind": t.kind, "anchored": t.anchored}
        for article in articles["article_id"] for n, t in enumerate(findings[article].times)
    ]  # fmt: skip
    if not found:
        return empty("times"), {}
    table = resolve_times(pd.DataFrame(found).drop(columns="number"), articles)
    at = {(row.article_id, row.start, row.end): row for row in table.itertuples()}
    return table, {(t["article_id"], t["number"]): at[t["article_id"], t["start"], t["end"]] for t in found}


def _mentions(findings: Mapping[str, Any], texts: Mapping[str, str], ids: Mapping) -> Rows:
    rows = {
        (article, m.start, m.end, ids[article, m.actor]): {
            "article_id": article, "start": m.start, "end": m.end, "text": texts[article][m.start : m.end],
            "form": m.form, "role": m.role, "actor_id": ids[article, m.actor],
        }
        for article, found in findings.items() for m in found.mentions
    }  # fmt: skip
    return [rows[key] for key in sorted(rows)]


def _acts(findings: Mapping[str, Any], texts: Mapping[str, str], ids: Mapping, named: Mapping, dates: Mapping) -> Rows:
    """One mapping a reported act, with actors and dates of the corpus."""
    rows = []
    for article, found in findings.items():
        for number, act in enumerate(found.communications):
            when = dates.get((article, act.time)) if act.time is not None else None
            dated = when is not None and not pd.isna(when.date_start)
            reporter = None if act.reported_by is None else ids[article, act.reported_by]
            rows.append({
                "article_id": article, "number": number, "start": act.start, "end": act.end, "evidence": texts[article][act.start : act.end],
                "speaker_id": ids[article, act.speaker], "addressee_ids": [ids[article, a] for a in act.addressees],
                "mutual": act.mutual, "cue": act.cue, "act": act.act, "channel": act.channel, "status": act.status,
                "reported_by_id": reporter, "reported_by": named[reporter]["name"] if reporter else None,
                "date_start": when.date_start.date() if dated else None, "date_end": when.date_end.date() if dated else None,
                "date_precision": when.date_precision if dated else None,
                "date_basis": f"“{when.text}”, {when.anchor}" if when is not None else None,
                "place": act.place, "rule": act.rule, "audience": all(named[ids[article, a]]["kind"] == "audience" for a in act.addressees),
            })  # fmt: skip
    return rows


def _account(act: dict[str, Any], originals: Mapping[str, str]) -> Account:
    return Account(
        act["article_id"], act["start"], act["end"], act["evidence"], (act["speaker_id"],), tuple(act["addressee_ids"]),
        act["audience"], act["mutual"], act["act"], act["channel"], act["status"],
        act["date_start"], act["date_end"], act["date_precision"], act["place"], originals[act["article_id"]],
    )  # fmt: skip


def _happenings(findings: Mapping[str, Any], texts: Mapping[str, str], ids: Mapping, dates: Mapping, originals: Mapping[str, str]) -> list[Account]:
    """Dated happenings; one whose time did not resolve is no event."""
    accounts = []
    for article, found in findings.items():
        for h in found.happenings:
            when = dates.get((article, h.time))
            if when is None or pd.isna(when.date_start):
                continue
            parties = tuple(dict.fromkeys(ids[article, p] for p in h.participants))
            accounts.append(Account(
                article, h.start, h.end, texts[article][h.start : h.end], parties, (), False, False, None, None, "happened",
                when.date_start.date(), when.date_end.date(), when.date_precision, h.place, originals[article],
            ))  # fmt: skip
    return accounts


def _pairs(act: dict[str, Any], event_id: str, named: Mapping) -> Rows:
    """Rows of ``communications``: one a speaker-addressee pair of the act; a mutual act pairs all its parties."""
    act_id = short_hash("act", act["article_id"], act["number"], act["start"], act["end"], act["cue"])
    parties = list(dict.fromkeys([act["speaker_id"], *act["addressee_ids"]]))
    pairs = [(a, b) for i, a in enumerate(parties) for b in parties[i + 1 :] if act["mutual"] or i == 0]
    shared = {k: v for k, v in act.items() if k not in ("number", "addressee_ids", "audience", "speaker_id")}
    return [
        {
            **shared, "communication_id": short_hash(act_id, a, b), "act_id": act_id, "event_id": event_id, "origin": "machine",
            "speaker_id": a, "speaker": named[a]["name"], "addressee_id": b, "addressee": named[b]["name"],
        }
        for a, b in pairs
    ]  # fmt: skip


def _by_act(communications: Rows, acts: Rows) -> list[Rows]:
    """The rows of each act, in the order of the acts."""
    by_id: dict[str, Rows] = {}
    for row in communications:
        by_id.setdefault(row["act_id"], []).append(row)
    return [by_id.get(short_hash("act", a["article_id"], a["number"], a["start"], a["end"], a["cue"]), []) for a in acts]


def _quotes(findings: Mapping[str, Any], texts: Mapping[str, str], ids: Mapping, named: Mapping, of_act: Mapping) -> Rows:
    rows = {}
    for article, found in findings.items():
        for q in found.quotes:
            speaker = None if q.speaker is None else ids[article, q.speaker]
            carrying = of_act.get((article, q.communication)) if q.communication is not None else None
            quote_id = short_hash("quote", article, q.start, q.end, speaker)
            rows[quote_id] = {
                "quote_id": quote_id, "article_id": article, "start": q.start, "end": q.end, "text": texts[article][q.start : q.end],
                "kind": q.kind, "speaker_id": speaker, "speaker": named[speaker]["name"] if speaker else None,
                "speaker_start": q.speaker_span[0] if q.speaker_span else None, "speaker_end": q.speaker_span[1] if q.speaker_span else None,
                "cue": q.cue, "cue_start": q.cue_span[0] if q.cue_span else None, "cue_end": q.cue_span[1] if q.cue_span else None,
                "communication_id": carrying[0]["communication_id"] if carrying else None, "rule": q.rule,
            }  # fmt: skip
    return sorted(rows.values(), key=lambda r: (r["article_id"], r["start"], r["end"]))


def _problems(articles: pd.DataFrame, findings: Mapping[str, Any]) -> pd.DataFrame:
    paths = dict(zip(articles["article_id"], articles["path"], strict=True))
    return frame("problems", [
        {"path": paths[article], "article_id": article, "stage": "extraction", **problem}
        for article, found in findings.items() for problem in found.problems
    ])  # fmt: skip
