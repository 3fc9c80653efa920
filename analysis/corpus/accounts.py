"""Reported acts and dated happenings as accounts of events, and acts as rows of ``communications``."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import Any

from .. import names
from ..confidence import confidence
from ..storage import short_hash
from .events import Account, one_set
from .known import Known, Rows
from .wording import about

_SENTENCE_END = re.compile(r"[.!?]\W{0,40}?\s|\n")
_KEPT = 65_536  # actors: asked about in each of their accounts
_FURTHER = 200  # characters behind the evidence in which its sentence goes on to say what it was about

_OF_ACT_ONLY = (
    "number",
    "addressee_ids",
    "audience",
    "speaker_id",
    "unpaired",
    "time",
)  # not columns of ``communications``


def acts(article: str, found: Any, known: Known) -> Rows:
    """One mapping a reported act of the article, with actors and dates of the corpus."""
    return [_act(known, article, found.times, number, act) for number, act in enumerate(found.communications)]


def _act(known: Known, article: str, times: list[Any], number: int, act: Any) -> dict[str, Any]:
    when = known.times.get((article, act.time)) if act.time is not None else None
    ids = known.actor_ids[article]
    addressees = [ids[a] for a in act.addressees]
    reporter = None if act.reported_by is None else ids[act.reported_by]
    return {
        "article_id": article,
        "number": number,
        "start": act.start,
        "end": act.end,
        "evidence": known.texts[article][act.start : act.end],
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
        **known.dated(article, act.time),
        "date_basis": f"“{times[act.time].text}”, {when.anchor}" if when is not None else None,
        "place": act.place,
        "confidence": confidence("communications", act.rule),
        "rule": act.rule,
        "origin": "machine",
        "audience": all(known.actors[a]["kind"] == "audience" for a in addressees),
    }


def accounts_of_act(act: dict[str, Any], found: Any, known: Known) -> list[Account]:
    """The account that an act gives of its event; one for each party whom somebody met or called one by one."""
    addressees = act["addressee_ids"]
    apart = [two for two in act["unpaired"] if act["speaker_id"] not in two and len(two) == 2]
    if any(len({known.actors[a]["country"] or a for a in two}) == 2 for two in apart):  # not two of one country
        return [_account_of_act(act, [addressee], found, known) for addressee in addressees]
    return [_account_of_act(act, addressees, found, known)]


def _account_of_act(act: dict[str, Any], addressees: list[str], found: Any, known: Known) -> Account:
    parties = (act["speaker_id"], *addressees)
    return Account(
        **_told(known, act["article_id"], found, act["start"], act["end"], parties, act["time"]),
        speakers=(act["speaker_id"],),
        others=tuple(addressees),
        audience=act["audience"],
        mutual=act["mutual"],
        act=act["act"],
        channel=act["channel"],
        status=act["status"],
        first=act["date_start"],
        last=act["date_end"],
        precision=act["date_precision"],
        place=act["place"],
    )


def _told(
    known: Known, article: str, found: Any, start: int, end: int, parties: tuple[str, ...], time: int | None
) -> dict[str, Any]:
    """What every account has: where it stands, in which words, and for which countries its parties are."""
    text = known.texts[article]
    behind = _SENTENCE_END.search(text, end, end + _FURTHER)
    last = behind.start() if behind else min(len(text), end + _FURTHER)
    inside = slice(*(bisect_left(found.times, place, key=lambda t: t.start) for place in (start, last)))
    times = [(t.start - start, t.end - start) for t in found.times[inside]]
    actors = [known.actors[party] for party in parties]
    called = (_called(a["name"], a["aliases"], a["role"]) for a in actors if a["kind"] != "audience")
    named = frozenset[str]().union(*called)
    when = known.times.get((article, time)) if time is not None else None
    _, _, clock = when.value.partition("T") if when is not None and when.value else ("", "", "")
    return {
        "article": article,
        "start": start,
        "end": end,
        "evidence": text[start:end],
        "original": known.originals[article],
        "published": known.published[article],
        "time": time,
        "clock": clock or None,
        "about": about(text[start:end], times, named),
        "topic": about(text[start:last], times, named, spoken=False),
        "sides": one_set(tuple(a["country"] for a in actors if a["country"])),
        "bodies": one_set(tuple(a["country"] for a in actors if a["country"] and a["kind"] != "person")),
    }


@lru_cache(_KEPT)
def _called(*forms: str | None) -> frozenset[str]:
    """The words of all that an actor is called."""
    return frozenset(word for form in forms if form for word in names.words(form))


def accounts_of_happenings(article: str, found: Any, known: Known) -> list[Account]:
    """Dated happenings of the article; one whose time did not resolve is no event."""
    dated = ((happening, known.dated(article, happening.time)) for happening in found.happenings)
    return [
        _account_of_happening(known, article, found, happening, when)
        for happening, when in dated
        if when["date_start"] is not None
    ]


def _account_of_happening(known: Known, article: str, found: Any, happening: Any, when: dict[str, Any]) -> Account:
    ids = known.actor_ids[article]
    parties = tuple(dict.fromkeys(actor_id for p in happening.participants if (actor_id := ids[p])))
    return Account(
        **_told(known, article, found, happening.start, happening.end, parties, happening.time),
        speakers=parties,
        others=(),
        audience=False,
        mutual=False,
        act=happening.act,
        channel=None,
        status="happened",
        first=when["date_start"],
        last=when["date_end"],
        precision=when["date_precision"],
        place=happening.place,
    )


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
