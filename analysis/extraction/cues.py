"""The words that report an act of communication, and the frames they stand in, as the lexicon lists them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from .. import lexicon
from .parser import Segment

Frame = dict[str, str]


@cache
def by_lemma() -> dict[str, list[Frame]]:
    """Verb to its frames; those that ask for more stand first."""
    found: dict[str, list[Frame]] = {}
    for row in lexicon.load("cues"):
        found.setdefault(row["lemma"], []).append(row)
    order = {"to": 0, "mutual": 1, "tell": 2, "say": 3}
    for rows in found.values():
        rows.sort(key=lambda r: (r["with"] == "", order[r["frame"]], r["needs"] == "joint"))
    return found


@cache
def light_verbs() -> dict[str, list[Frame]]:
    """Noun to the light verbs that make an act of it ("issued a statement")."""
    found: dict[str, list[Frame]] = {}
    for row in lexicon.load("light_verbs"):
        found.setdefault(row["noun"], []).append(row)
    return found


@cache
def speech_nouns() -> dict[str, Frame]:
    return {row["noun"]: row for row in lexicon.load("speech_nouns")}


@cache
def never_speak() -> frozenset[str]:
    """Nouns that stand before verbs of speech and are nobody ("figures say")."""
    return frozenset(row["noun"] for row in lexicon.load("never_speak"))


@cache
def outlet_words() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.load("outlet_words"))


@cache
def speech_objects() -> frozenset[str]:
    return frozenset(row["noun"] for row in lexicon.load("speech_objects"))


@cache
def status_words() -> dict[str, str]:
    return {row["word"]: row["status"] for row in lexicon.load("status_words")}


@cache
def _channel_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = {row["words"]: row["channel"] for row in lexicon.load("channels")}
    alternatives = "|".join(re.escape(words) for words in sorted(rows, key=len, reverse=True))
    return re.compile(rf"\b(?:{alternatives})\b"), rows


def channel_in(text: str, near: int) -> str | None:
    """The channel that the words of a sentence tell, the ones nearest to the cue first."""
    pattern, rows = _channel_pattern()
    found = [(abs((m.start() + m.end()) // 2 - near), rows[m.group()]) for m in pattern.finditer(text.lower())]
    return min(found)[1] if found else None


@dataclass(frozen=True, slots=True)
class Cue:
    """One candidate: the verb or noun, the frame it fits, the noun of a light verb, the preposition of the frame."""

    token: Any
    frame: Frame
    noun: Any = None
    link: Any = None

    @property
    def words(self) -> str:
        parts = sorted({t.i: t.text for t in (self.token, self.noun, self.link) if t is not None}.items())
        return " ".join(text for _, text in parts)


def child(token: Any, *deps: str) -> Any:
    """The first dependent with one of the relations."""
    return next((c for c in token.children if c.dep_ in deps), None)


def link(token: Any, word: str) -> Any:
    """The dependent of a verb that completes it: a particle, a preposition, a fixed word."""
    kinds = ("prep", "prt", "dative", "advmod", "acomp", "oprd", "ccomp", "dobj", "npadvmod")
    hosts = [token, *(c for c in token.children if c.dep_ == "dobj" and word in ("to", "from", "with", "of"))]
    hosts += [c for p in token.children if p.dep_ == "prep" and p.lower_ in ("by", "on", "over", "via") for c in p.children if word == "with"]
    return next((c for host in hosts for c in host.children if c.lower_ == word and c.i > token.i and c.dep_ in (kinds if host == token else ("prep",))), None)


def candidates(token: Any) -> list[Cue]:
    """The frames that the verb may stand in, likeliest first."""
    found = []
    for noun in _objects(token):
        for row in light_verbs().get(noun.lemma_.lower(), []):
            if token.lemma_ in row["verbs"].split():
                found.append(Cue(token, {**row, "lemma": token.lemma_}, noun))
    for row in by_lemma().get(token.lemma_.lower(), []):
        if not row["with"]:
            found.append(Cue(token, row))
        else:
            linked = link(token, row["with"])
            if linked is not None:
                found.append(Cue(token, row, None, linked))
    return found


def _objects(token: Any) -> list[Any]:
    heads = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass")]
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ == "in" and token.lemma_ in ("take", "participate", "join"):
            heads += [c for c in prep.children if c.dep_ == "pobj"]
    return [t for head in heads for t in (head, *(c for c in head.children if c.dep_ == "conj"))]


def clause_text(segment: Segment, token: Any) -> tuple[str, int]:
    """The words of the verb's own clause, without the clauses that it reports, and where among them it stands."""
    first = token
    while first.dep_ == "conj" and first.head.pos_ in ("VERB", "AUX"):
        first = first.head  # "In a statement, she praised X and condemned Y": the opening serves both
    opening = [t for c in first.children if c.dep_ in ("prep", "advcl") and c.i < first.i for t in c.subtree] if first != token else []
    inner = {t.i for c in token.children if c.dep_ in ("ccomp", "conj", "parataxis") and c.pos_ in ("VERB", "AUX") for t in c.subtree}
    own = [t for t in token.subtree if t.i not in inner]
    words, at = "", 0
    for t in sorted({t.i: t for t in (*opening, *own)}.values(), key=lambda t: t.i):
        at = len(words) if t.i == token.i else at
        words += t.text_with_ws
    return words, at
