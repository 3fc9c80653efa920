"""The words that report an act of communication, and the frames they stand in, as the lexicon lists them."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from .. import lexicon
from ..lexicon import word_list
from .grammar import child, first_verb, has_child, is_subject, is_verb
from .spot import Spot
from .tokens import place
from .words import Frame

_NEAR = 14  # tokens from a verb to a quotation that it may report


@cache
def _frames() -> dict[str, list[Frame]]:
    """Verb to its frames; those that ask for more stand first."""
    found: dict[str, list[Frame]] = {}
    for row in lexicon.load("cues"):
        found.setdefault(row["lemma"], []).append(row)
    order = {"to": 0, "from": 0, "mutual": 1, "tell": 2, "say": 3}
    for rows in found.values():
        rows.sort(key=lambda r: (r["needs"] != "joint", r["with"] == "", order[r["frame"]]))
    return found


def is_of_speech(token: Any) -> bool:
    """Whether the verb by itself says or tells something, in one of its frames."""
    rows = _frames().get(token.lemma_.lower(), []) if is_verb(token) else []
    return any(row["frame"] in ("say", "tell") and not row["with"] for row in rows)


@cache
def light_verbs() -> dict[str, list[Frame]]:
    """Noun to the light verbs that make an act of it ("issued a statement")."""
    found: dict[str, list[Frame]] = {}
    for row in lexicon.load("light_verbs"):
        found.setdefault(row["noun"], []).append(row)
    return found


@cache
def _of_light_verbs() -> frozenset[str]:
    return frozenset(verb for rows in light_verbs().values() for row in rows for verb in row["verbs"].split())


@cache
def _channel_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = {row["words"]: row["channel"] for row in lexicon.load("channels")}
    beginnings: dict[str, list[str]] = {}  # a letter is met before all that begins with it is tried
    for words in sorted(rows, key=len, reverse=True):
        beginnings.setdefault(words[0], []).append(re.escape(words[1:]))
    alternatives = "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in beginnings.items())
    return re.compile(rf"\b(?:{alternatives})\b"), rows


def channel_in(text: str, near: int) -> str | None:
    """The channel that the words of a sentence tell, the ones nearest to the cue first."""
    pattern, rows = _channel_pattern()
    found = [(abs((m.start() + m.end()) // 2 - near), rows[m.group()]) for m in pattern.finditer(text.lower())]
    return min(found)[1] if found else None


class Cue(NamedTuple):
    """One candidate: the verb or noun, the frame it fits, the noun of a light verb, the preposition of the frame."""

    spot: Spot
    frame: Frame
    noun: Any = None
    link: Any = None

    @property
    def token(self) -> Any:
        return self.spot.token

    @property
    def tokens(self) -> list[Any]:
        return [t for t in (self.token, self.noun, self.link) if t is not None]

    @property
    def words(self) -> str:
        """The words of the cue as they stand in the text."""
        return " ".join(text for _, text in sorted({t.i: t.text for t in self.tokens}.items()))

    @property
    def rule(self) -> str:
        """Name of the rule that finds it: by which kind of word, in which frame."""
        if self.frame["lemma"] == "according":
            return "according-to"
        kind = "noun" if self.token.pos_ == "NOUN" else "light" if self.noun is not None else "verb"
        return f"{kind}-{self.frame['frame']}"


def own_channel(cue: Cue) -> str | None:
    """The channel that the noun of talks tells by itself: "telephone talks"."""
    noun = cue.noun if cue.noun is not None else cue.token
    if cue.frame["frame"] != "mutual" or noun.pos_ != "NOUN":
        return None
    return channel_in(" ".join(c.text for c in (*noun.lefts, noun) if c.dep_ in ("compound", "amod") or c == noun), 0)


def candidates(spot: Spot) -> list[Cue]:
    """The frames that the verb may stand in, likeliest first."""
    token = spot.token
    found = []
    for noun in _objects(token) if token.lemma_ in _of_light_verbs() else ():
        for row in _light(noun):
            if token.lemma_ in row["verbs"].split():
                found.append(Cue(spot, {**row, "lemma": token.lemma_}, noun))
    for row in _frames().get(token.lemma_.lower(), []):
        link = _link(token, row["with"]) if row["with"] else None
        if link is not None or not row["with"]:
            found.append(Cue(spot, row, None, link))
    return found


def _light(noun: Any) -> list[Frame]:
    """Rows of the noun together with the one before it ("video conference"), or else of the noun."""
    before = next((c.lemma_.lower() + " " for c in noun.children if c.dep_ == "compound" and c.i == noun.i - 1), "")
    return light_verbs().get(before + noun.lemma_.lower()) or light_verbs().get(noun.lemma_.lower(), [])


def _link(token: Any, word: str) -> Any:
    """The dependent of a verb that completes it: a particle, a preposition, a fixed word."""
    kinds = ("prep", "prt", "dative", "advmod", "acomp", "oprd", "ccomp", "dobj", "npadvmod")
    for part in token.children:
        if part.lower_ == word and part.i > token.i and part.dep_ in kinds and not _dates(part):
            return part
    if word == "for":  # "called for the men to be freed"
        marks = (child(c, "mark") for c in token.children if c.dep_ in ("advcl", "xcomp", "ccomp") and c.i > token.i)
        mark = next((m for m in marks if m is not None and m.lower_ == word), None)
        if mark is not None:
            return mark
    hosts = []  # "gave an answer to", "spoke by phone with": the preposition may hang on the noun
    if word in ("to", "from", "with", "of"):
        hosts += [c for c in token.children if c.dep_ == "dobj"]
    if word == "with":
        means = [p for p in token.children if p.dep_ == "prep" and p.lower_ in ("by", "on", "over", "via")]
        hosts += [c for p in means for c in p.children]
    parts = (c for host in hosts for c in host.children)
    return next((c for c in parts if c.lower_ == word and c.i > token.i and c.dep_ == "prep"), None)


def _dates(part: Any) -> bool:
    """Whether the preposition only introduces a date: "called her on Monday" is no call on anybody."""
    return part.dep_ == "prep" and any(c.dep_ == "pobj" and c.ent_type_ in ("DATE", "TIME") for c in part.children)


def _objects(token: Any) -> list[Any]:
    """Nouns that may make an act of a light verb: "issued a statement", "took part in talks"."""
    heads = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass")]
    if token.dep_ == "acl" and token.tag_ == "VBN" and not _speaks(token.head):
        heads.append(token.head)  # "remarks made by", "a letter sent by"
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ == "in" and token.lemma_ in word_list("joining"):
            heads += [c for c in prep.children if c.dep_ == "pobj"]
    return [t for head in heads for t in (head, *(c for c in head.children if c.dep_ == "conj"))]


def _speaks(noun: Any) -> bool:
    """Whether a verb of speech tells of the same act: "a statement issued by X said", "in a letter by X, Y said"."""
    verb = noun.head if is_subject(noun) else noun.head.head if noun.head.lower_ == "in" else noun
    return verb.lemma_.lower() in _frames()


def behind(cue: Cue, *words: str) -> Any:
    """What stands behind one of the prepositions, on the noun or on the verb."""
    for host in (cue.noun, cue.token):
        for prep in host.children if host is not None else ():
            if prep.dep_ in ("prep", "dative") and prep.lower_ in words and has_child(prep, "pobj"):
                return child(prep, "pobj")
    return None


def reports_quotation(spot: Spot) -> bool:
    """Whether a quotation in sentences stands beside the verb."""
    token, sentence = spot.token, spot.token.sent
    stand_ins = spot.segment.stand_ins[sentence.start : sentence.end]
    quoting = (t for t, stands_for in zip(sentence, stand_ins, strict=True) if stands_for is not None)
    return any(token.i in (t.head.i, t.head.head.i) or abs(t.i - token.i) < _NEAR for t in quoting)


def clause_text(token: Any) -> tuple[str, int]:
    """The words of the verb's own clause, without the clauses that it reports, and where among them it stands."""
    first = first_verb(token)  # "In a statement, she praised X and condemned Y": the opening serves both
    before = [c for c in first.children if c.dep_ in ("prep", "advcl") and c.i < first.i] if first != token else []
    opening = [t for c in before for t in c.subtree]
    reported = [c for c in token.children if c.dep_ in ("ccomp", "conj", "parataxis") and is_verb(c)]
    inner = {t.i for c in reported for t in c.subtree}
    below = token.subtree
    inner |= {t.i for c in below if c.dep_ == "relcl" for t in c.subtree}
    own = [t for t in below if t.i not in inner]
    words, at = "", 0
    for t in sorted({*opening, *own}, key=place):
        at = len(words) if t.i == token.i else at
        words += t.text_with_ws
    return words, at
