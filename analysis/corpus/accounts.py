"""Reported acts and dated happenings as accounts of events (the fields of ``Account``), and acts as rows of
``communications``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any

from ..confidence import confidence
from ..storage import short_hash
from .known import Article, Known, Rows
from .wording import about

_SENTENCE_END = re.compile(r"[.!?]\W{0,40}?\s|\n")
_FURTHER = 200  # characters behind the evidence in which its sentence goes on to say what it was about

# not columns of ``communications``
_OF_ACT_ONLY = {"number", "addressee_ids", "audience", "speaker_id", "unpaired", "time"}


def acts(article: Article, known: Known) -> Rows:
    """One mapping a reported act of the article, with actors and dates of the corpus."""
    return [_act(known, article, number, act) for number, act in enumerate(article.found.communications)]


def _act(known: Known, article: Article, number: int, act: Any) -> dict[str, Any]:
    ids = article.actor_ids
    addressees = [ids[a] for a in act.addressees]
    reporter = None if act.reported_by is None else ids[act.reported_by]
    when = None
    if act.time is not None:
        when = f"“{article.found.times[act.time].text}”, {article.times[act.time].anchor}"
    return {
        "article_id": article.article_id,
        "number": number,
        "start": act.start,
        "end": act.end,
        "evidence": article.text[act.start : act.end],
        "speaker_id": ids[act.speaker],
        "addressee_ids": addressees,
        "mutual": act.mutual,
        "time": act.time,
        "unpaired": {frozenset(ids[a] for a in two) for two in act.unpaired},
        "cue": act.cue,
        "act": act.act,
        "channel": act.channel,
        "status": act.status,
        "reported_by_id": reporter,
        "reported_by": known.name(reporter),
        **article.dated(act.time),
        "date_basis": when,
        "place": act.place,
        "confidence": confidence("communications", act.rule),
        "rule": act.rule,
        "origin": "machine",
        "audience": all(known.actor(a).kind == "audience" for a in addressees),
    }


def accounts_of_act(act: dict[str, Any], article: Article, known: Known) -> Rows:
    """The account that an act gives of its event; one for each party whom somebody met or called one by one."""
    addressees = act["addressee_ids"]
    apart = [two for two in act["unpaired"] if act["speaker_id"] not in two and len(two) == 2]
    if any(len({known.actor(a).country or a for a in two}) == 2 for two in apart):  # not two of one country
        return [_account_of_act(act, [addressee], article, known) for addressee in addressees]
    return [_account_of_act(act, addressees, article, known)]


def _account_of_act(act: dict[str, Any], addressees: list[str], article: Article, known: Known) -> dict[str, Any]:
    parties = (act["speaker_id"], *addressees)
    return {
        **_told(known, article, act["start"], act["end"], parties, act["time"]),
        "speakers": (act["speaker_id"],),
        "others": addressees,
        **{name: act[name] for name in ("audience", "mutual", "act", "channel", "status", "place")},
        **_days(act),
    }


def _days(dated: dict[str, Any]) -> dict[str, Any]:
    return {"first": dated["date_start"], "last": dated["date_end"], "precision": dated["date_precision"]}


def _told(
    known: Known, article: Article, start: int, end: int, parties: tuple[str, ...], time: int | None
) -> dict[str, Any]:
    """What every account has: where it stands, in which words, and for which countries its parties are."""
    text, found = article.text, article.found
    behind = _SENTENCE_END.search(text, end, end + _FURTHER)
    last = behind.start() if behind else min(len(text), end + _FURTHER)
    inside = slice(*(bisect_left(found.times, place, key=lambda t: t.start) for place in (start, last)))
    times = [(t.start - start, t.end - start) for t in found.times[inside]]
    actors = [known.actor(party) for party in parties]
    named = frozenset[str]().union(*(a.words for a in actors if a.kind != "audience"))
    told, topic = about(text[start:last], end - start, times, named)
    when = article.times[time].value if time is not None else None
    _, _, clock = when.partition("T") if when else ("", "", "")
    return {
        "article": article.article_id,
        "start": start,
        "end": end,
        "original": article.original,
        "earliest": article.published.earliest,
        "latest": article.published.latest,
        "time": -1 if time is None else time,
        "clock": clock or None,
        "about": told,
        "topic": topic,
        "sides": {a.country for a in actors if a.country},
        "bodies": {a.country for a in actors if a.country and a.kind != "person"},
    }


def accounts_of_happenings(article: Article, known: Known) -> Rows:
    """Dated happenings of the article; one whose time did not resolve is no event."""
    dated = ((happening, article.dated(happening.time)) for happening in article.found.happenings)
    return [
        _account_of_happening(known, article, happening, when)
        for happening, when in dated
        if when["date_start"] is not None
    ]


def _account_of_happening(known: Known, article: Article, happening: Any, when: dict[str, Any]) -> dict[str, Any]:
    ids = article.actor_ids
    parties = tuple(dict.fromkeys(actor_id for p in happening.participants if (actor_id := ids[p])))
    return {
        **_told(known, article, happening.start, happening.end, parties, happening.time),
        "speakers": parties,
        "others": (),
        "audience": False,
        "mutual": False,
        "act": happening.act,
        "channel": None,
        "status": "happened",
        "place": happening.place,
        **_days(when),
    }


def pairs(act: dict[str, Any], known: Known) -> Rows:
    """Rows of ``communications`` but for their event: one a pair of the act; a mutual act pairs all who face each
    other.
    """
    act_id = short_hash("act", act["article_id"], act["number"], act["start"], act["end"], act["cue"])
    parties = list(dict.fromkeys([act["speaker_id"], *act["addressee_ids"]]))
    shared = {column: value for column, value in act.items() if column not in _OF_ACT_ONLY}
    return [
        {
            **shared,
            "communication_id": short_hash(act_id, a, b),
            "act_id": act_id,
            "speaker_id": a,
            "speaker": known.name(a),
            "addressee_id": b,
            "addressee": known.name(b),
        }
        for i, a in enumerate(parties)
        for b in parties[i + 1 :]
        if (act["mutual"] or i == 0) and frozenset((a, b)) not in act["unpaired"]
    ]
