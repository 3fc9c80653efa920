"""Corrections of what was said by whom to whom, and when: reported acts as a person has put them right.

An act is found by the text of its article, its span and the party that is corrected; a correction whose act is not
there any more changes nothing, and is a problem that shows the sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

import pandas as pd

from ..corrections import BASIS, MISSING, NEEDLESS, OF_ROW, Correction, days_of, hash_of, in_days, labelled, settings
from ..sheets import Problem
from .accounts import acts
from .cast import Called, Cast, Unclear
from .joined import Joined
from .known import Known, Rows

RULE = "human"
CERTAIN = 1.0  # a person's word is not calibrated: it passes every filter by confidence
Act = dict[str, Any]
Parties = Mapping[str, str | None]

_UNDO = "If nothing is wrong there any more, undo the correction; else correct the row that stands there now."


class _Refused(ValueError):
    """The correction cannot hold; the message says why."""


class _Needless(ValueError):
    """The machine says so itself."""


@dataclass
class Corrected:
    """Acts after the corrections, actors that only these name, whom quotes of an act are by instead, problems."""

    acts: dict[str, Rows] = field(default_factory=dict)  # of an article of which something is corrected
    added: Rows = field(default_factory=list)
    actors: dict[str, dict[str, Any]] = field(default_factory=dict)
    speakers: dict[tuple[str, Any], dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    problems: list[Problem] = field(default_factory=list)

    def quoted(self, article: str, number: int | None, machine: str | None) -> str | None:
        """Whom a quote of the act is by, where the machine has this actor."""
        instead = self.speakers.get((article, number), {})
        return machine if machine is None else instead.get(machine, machine)


def correct_acts(known: Known, corrections: Iterable[Correction]) -> Corrected:
    """The acts of the articles that are corrected, and those that are added."""
    wanted = [c for c in corrections if c.what in OF_ROW or c.what == MISSING]
    return _Acts(known, {c.article for c in wanted}).after(wanted) if wanted else Corrected()


class _Acts:
    """The acts of some articles (by the hash of their text) while they are corrected."""

    def __init__(self, known: Known, hashes: set[str]):
        self.known = known
        self.done = Corrected()
        self.articles: dict[str, list[str]] = defaultdict(list)
        self.there: dict[tuple[str, int, int], Rows] = defaultdict(list)
        self.newcomers: dict[str, Joined] = {}
        self.cast: Cast[str] = Cast()
        for article in known.findings:
            if hash_of(article) in hashes:
                self.articles[hash_of(article)].append(article)
                self.done.acts[article] = acts(known.article(article), known)
        for act in chain.from_iterable(self.done.acts.values()):
            self.there[act["article_id"], act["start"], act["end"]].append(act)
        for row in known.actors.itertuples():
            country, others = (None if pd.isna(value) else value for value in (row.country, row.aliases))
            self.cast.add(row.actor_id, Called(row.name, row.kind, country, tuple((others or "").split("; "))))

    def after(self, corrections: list[Correction]) -> Corrected:
        for correction in corrections:
            try:
                self._apply(correction)
            except _Needless:
                self.done.problems.append(correction.problem("note", "the machine says so itself.", NEEDLESS))
            except (_Refused, Unclear) as error:
                self.done.problems.append(correction.problem("warning", f"{error}.", _UNDO))
        self.done.acts = {i: [act for act in made if act["addressee_ids"]] for i, made in self.done.acts.items()}
        self.done.added = [act for act in self.done.added if act["addressee_ids"]]
        made = chain(self.done.added, *self.done.acts.values())
        parties = {party for act in made for party in (act["speaker_id"], *act["addressee_ids"])}
        self.done.actors = {i: joined.row(0) for i, joined in self.newcomers.items() if i in parties}
        return self.done

    def _apply(self, correction: Correction) -> None:
        articles = self.articles.get(correction.article)
        if not articles:
            raise _Refused(f"no article has this text any more{self._elsewhere(correction.evidence)}")
        words = self.known.text(articles[0])[correction.start : correction.end]
        if correction.evidence and correction.evidence.split() != words.split():
            raise _Refused(f"between the characters {correction.start} and {correction.end} stands “{words}”")
        for article in articles:  # copies of one text are corrected alike
            if correction.what == MISSING:
                self._add(correction, article)
            else:
                self._change(correction, article)

    def _elsewhere(self, evidence: str) -> str:
        """Where the words stand now, if in one place only."""
        found = [article for article in self.known.findings if evidence and evidence in self.known.text(article)]
        if len(found) != 1 or self.known.text(found[0]).count(evidence) != 1:
            return ""
        start = self.known.text(found[0]).index(evidence)
        return f"; the same words stand in the article {found[0]} at {start} to {start + len(evidence)}"

    # -- one act

    def _change(self, correction: Correction, article: str) -> None:
        there = self.there[article, correction.start or 0, correction.end or 0]
        act, parties = self._meant(correction, there, article)
        before = _state(act)
        CHANGES[correction.what](self, act, correction, parties)
        if before == _state(act):
            raise _Needless
        act.update(rule=RULE, confidence=CERTAIN, origin="human")

    def _meant(self, correction: Correction, there: Rows, article: str) -> tuple[Act, Parties]:
        """The act that is corrected: what is put right must be there, the other party tells apart several."""
        strict = {"speaker": ("speaker",), "addressee": ("addressee",), "not these two": ("speaker", "addressee")}
        names = {"speaker": correction.speaker, "addressee": correction.addressee}
        if correction.what in names:
            names[correction.what] = correction.old
        parties = {side: self._find(name, article) for side, name in names.items()}
        sides = strict.get(correction.what, ())
        found = [act for act in there if act["addressee_ids"] and all(_has(act, side, parties[side]) for side in sides)]
        close = [act for act in found if all(_has(act, side, parties[side]) for side in names)]
        if len(found) > 1:
            found = close or found
        if not found and correction.what in names:
            new = self._find(correction.new, article)
            if any(_has(act, correction.what, new) for act in there):
                raise _Needless
        if len(found) != 1:
            raise _Refused("the machine's row is there no more" if not found else "several rows stand there")
        return found[0], parties

    def _find(self, name: str, article: str) -> str | None:
        return self.cast.find(labelled(name), near=set(filter(None, self.known.actor_ids[article]))) if name else None

    def actor(self, name: str, article: str) -> str:
        """The actor of that name; one that nobody knows yet is new."""
        found = self._find(name, article)
        if found is None:
            target = labelled(name)
            joined = Joined(target.kind or "person", (), given=target)
            found = joined.actor_id
            self.newcomers[found] = joined
            self.cast.add(found, Called(joined.name, joined.kind, joined.country))
        if found in self.newcomers:
            self.newcomers[found].articles.append(article)
        return found

    def is_audience(self, actor_id: str) -> bool:
        if actor_id in self.newcomers:
            return self.newcomers[actor_id].kind == "audience"
        return bool(self.known.actor(actor_id).kind == "audience")

    def says_instead(self, act: Act, old: str, new: str) -> None:
        """Note that what the act quotes is another's."""
        known = self.done.speakers[act["article_id"], act["number"]]
        for machine, human in list(known.items()):
            known[machine] = new if human == old else human
        known.setdefault(old, new)

    # -- a new one

    def _add(self, correction: Correction, article: str) -> None:
        text, start, end = self.known.text(article), correction.start or 0, correction.end or 0
        if end > len(text):
            raise _Refused(f"the article has {len(text)} characters")
        speaker, addressee = (self.actor(name, article) for name in (correction.speaker, correction.addressee))
        there = self.there[article, start, end]
        if speaker == addressee:
            raise _Refused("speaker and addressee are one")
        if any(_has(act, "speaker", speaker) and _has(act, "addressee", addressee) for act in there):
            raise _Needless
        act = _blank(article, start, end, text[start:end], speaker, addressee)
        act["audience"] = self.is_audience(addressee)
        for name, value in settings(correction.new).items():
            CHANGES[name](self, act, replace(correction, what=name, new=value), {})
        act["act"] = "CONSULT" if act["mutual"] else "SAY"
        there.append(act)
        self.done.added.append(act)


# -- what each kind of correction changes ------------------------------------------------------------------------------


def _party(acts: _Acts, act: Act, correction: Correction, parties: Parties) -> None:
    """Another speaker, or another addressee; whoever is both is refused."""
    old, new = parties[correction.what], acts.actor(correction.new, act["article_id"])
    assert old is not None
    speaker = new if act["speaker_id"] == old else act["speaker_id"]
    addressees = [new if a == old else a for a in act["addressee_ids"]]
    if speaker in addressees and not (act["mutual"] and len(set(addressees)) > 1):
        raise _Refused(f"{correction.new} would be on both sides; if they stand the wrong way round, correct that")
    act["speaker_id"], act["addressee_ids"] = speaker, [a for a in dict.fromkeys(addressees) if a != speaker]
    act["unpaired"] = {frozenset(new if a == old else a for a in two) for two in act["unpaired"]}
    act["audience"] = all(map(acts.is_audience, act["addressee_ids"]))
    if old != new and (correction.what == "speaker" or act["mutual"]):
        acts.says_instead(act, old, new)


def _date(acts: _Acts, act: Act, correction: Correction, parties: Parties) -> None:
    days = days_of(correction.new)
    if in_days(act["date_start"], act["date_end"], act["date_precision"]) == correction.new:
        return
    first, last, precision = days or (None, None, None)
    act.update(date_start=first, date_end=last, date_precision=precision, date_basis=BASIS, time=None)


def _plain(acts: _Acts, act: Act, correction: Correction, parties: Parties) -> None:
    act[correction.what] = correction.new


def _direction(acts: _Acts, act: Act, correction: Correction, parties: Parties) -> None:
    if correction.new == "other way round":
        if len(act["addressee_ids"]) > 1 or act["audience"]:
            raise _Refused("there is no one addressee who could have spoken instead")
        old, new = act["speaker_id"], act["addressee_ids"][0]
        act.update(speaker_id=new, addressee_ids=[old])
        acts.says_instead(act, old, new)
    elif correction.new == "mutual" and act["audience"]:
        raise _Refused("an audience does not answer")
    else:
        act["mutual"] = correction.new == "mutual"


def _not_these_two(acts: _Acts, act: Act, correction: Correction, parties: Parties) -> None:
    """The two are no pair; whoever has no pair left has no part in the act."""
    two = frozenset(party for party in parties.values() if party)
    everyone = [act["speaker_id"], *act["addressee_ids"]]
    if not act["mutual"]:
        act["addressee_ids"] = [a for a in act["addressee_ids"] if a not in two]
        return
    act["unpaired"] = act["unpaired"] | {two}
    left = [a for a in everyone if any(a != b and frozenset((a, b)) not in act["unpaired"] for b in everyone)]
    act["speaker_id"], act["addressee_ids"] = (left[0] if left else act["speaker_id"]), left[1:]


def _not_at_all(acts: _Acts, act: Act, correction: Correction, parties: Parties) -> None:
    act["addressee_ids"] = []


CHANGES: dict[str, Callable[[_Acts, Act, Correction, Parties], None]] = {
    "speaker": _party,
    "addressee": _party,
    "date": _date,
    "channel": _plain,
    "status": _plain,
    "direction": _direction,
    "not these two": _not_these_two,
    "not a communication": _not_at_all,
}


def _has(act: Act, side: str, actor_id: str | None) -> bool:
    """Whether the actor is on that side of the act; in a mutual one everybody is on both."""
    if act["mutual"]:
        return actor_id in (act["speaker_id"], *act["addressee_ids"])
    return actor_id == act["speaker_id"] if side == "speaker" else actor_id in act["addressee_ids"]


def _state(act: Act) -> tuple:
    """All of an act that a correction can change."""
    parts = ("speaker_id", "mutual", "date_start", "date_end", "date_precision", "channel", "status")
    return *(act[part] for part in parts), tuple(act["addressee_ids"]), frozenset(act["unpaired"])


UNSAID = ("time", "reported_by_id", "reported_by", "date_start", "date_end", "date_precision", "date_basis", "place")


def _blank(article: str, start: int, end: int, words: str, speaker: str, addressee: str) -> Act:
    """An act of which a person has only said where it stands and who has part in it."""
    return {
        "article_id": article,
        "number": f"{speaker} {addressee}",
        "start": start,
        "end": end,
        "evidence": words,
        "speaker_id": speaker,
        "addressee_ids": [addressee],
        "mutual": False,
        "unpaired": set(),
        "cue": "(by hand)",
        "channel": "unspecified",
        "status": "happened",
        **dict.fromkeys(UNSAID),
        "confidence": CERTAIN,
        "rule": RULE,
        "origin": "human",
    }
