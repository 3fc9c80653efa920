"""PLOVER roots of acts and happenings.

An act of speech has the root of its frame, unless what is said, or the verb above it, makes another of it.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from .. import lexicon
from ..lexicon import word_list
from .cues import Cue
from .grammar import child, first_verb, has_child, has_word, is_infinitive, is_verb
from .ledger import Ledger


@cache
def _rows() -> tuple[tuple[str, str, frozenset[str], frozenset[str]], ...]:
    """Root, where its words stand, of which cues (or roots of frames), which words (none: any)."""
    return tuple((row["act"], row["where"], _words(row["cues"]), _words(row["words"])) for row in lexicon.load("acts"))


@lru_cache(5_000)
def _rows_of(names: frozenset[str]) -> list[tuple[str, str, frozenset[str]]]:
    """Of the rows for one of these cues the root, where its words stand, which words."""
    return [(act, where, words) for act, where, cues, words in _rows() if cues & names]


def _words(cell: str) -> frozenset[str]:
    """The words of a cell, each "@name" replaced by the list of that name."""
    lists = (word_list(word[1:]) if word.startswith("@") else {word} for word in cell.split())
    return frozenset().union(*lists)


def act_of(cue: Cue, ledger: Ledger) -> str:
    """The root that the first fitting row of ``acts.csv`` gives, else that of the cue's frame."""
    standing = _standing(cue, ledger)
    names = {t.lemma_.lower() for t in cue.tokens} | {cue.frame["act"]}
    for act, where, words in _rows_of(frozenset(names)):
        there = standing.get(where)
        if there and (not words or words & there):
            return act
    return cue.frame["act"]


def _standing(cue: Cue, ledger: Ledger) -> dict[str, set[str]]:
    """The words that stand where ``acts.csv`` may ask for them, by the name of the place."""
    if has_child(cue.token, "neg"):  # of what is not said only the refusal to do it counts
        return {"itself-will-not": {cue.token.lemma_}} if has_word(cue.token, *word_list("future_modal")) else {}
    found = {"object": _objects(cue), "above": _above(cue, ledger)}
    clause = _clause(cue)
    if clause is not None:
        place, verb = _manner(clause)
        found[place] = {verb.lemma_.lower(), *(c.lemma_.lower() for c in verb.children if c.dep_ == "acomp")}
        if is_infinitive(clause):
            found["to"] = {clause.lemma_.lower()}
    return found


def _objects(cue: Cue) -> set[str]:
    """What is expressed, made or named: objects, the name given ("called it a crime"), what stands behind "as"."""
    heads = [] if cue.noun is None else [cue.noun]
    for part in cue.token.children:
        if part.dep_ in ("dobj", "nsubjpass", "oprd", "attr", "acomp"):
            heads.append(part)
        elif part.dep_ == "prep" and part.lower_ == "as":
            heads += [c for c in part.children if c.dep_ in ("pobj", "amod")]
        elif part.dep_ == "ccomp" and not is_verb(part):
            heads.append(part)
    return {t.lemma_.lower() for head in heads for t in (head, *(c for c in head.children if c.dep_ == "conj"))}


def _above(cue: Cue, ledger: Ledger) -> set[str]:
    """The verb whose infinitive the act is ("agreed to meet"), unless that is reported as an act of its own."""
    verb = first_verb(cue.token)
    if verb.dep_ != "xcomp" or not is_infinitive(verb) or ledger.at(cue.spot.segment, verb.head) is not None:
        return set()
    return {verb.head.lemma_.lower()}


def _clause(cue: Cue) -> Any:
    """The head of the clause that says what is said, also behind a noun ("a statement condemning")."""
    for host in (cue.token, cue.noun):
        clauses = ("acl", "ccomp", "relcl") if host is not None and not is_verb(host) else ("ccomp", "xcomp")
        found = child(host, *clauses) if host is not None else None
        if found is not None and is_verb(found) and cue.spot.segment.stands_for(found) is None:
            return found
    return None


def _manner(clause: Any) -> tuple[str, Any]:
    """How the clause speaks of its verb (must, does, will, will not; "other" of somebody else), and the verb."""
    subject = child(clause, "nsubj", "nsubjpass")
    if subject is not None and any(c.lower_ in word_list("duty_modal") and c.i > subject.i for c in clause.children):
        return "must", clause
    own = subject is None or subject.tag_ == "PRP" or any(c.tag_ == "PRP$" for c in subject.children)
    if not own or has_child(clause, "auxpass", "expl"):
        return "other", clause
    future = has_word(clause, *word_list("future_modal")) or is_infinitive(clause)
    if has_child(clause, "neg") or has_word(clause, "never"):
        return ("will-not" if future and clause.lemma_ != "be" else "does-not"), clause
    ready = child(clause, "acomp")
    aim = next((c for c in (ready, clause) if c is not None and has_child(c, "xcomp")), None)
    if aim is not None and ready is not None and is_infinitive(child(aim, "xcomp")):
        return "ready", child(aim, "xcomp")
    return ("will" if future else "does"), clause


# -- happenings ------------------------------------------------------------------------------------------------------


@cache
def _deeds() -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    """Root, verbs, objects of which one must be there (none: no matter which)."""
    return tuple((row["act"], _words(row["verbs"]), _words(row["objects"])) for row in lexicon.load("deeds"))


def deed(verb: Any) -> str | None:
    """The root of what a verb tells that was done, by the first fitting row of ``deeds.csv``; None for other verbs."""
    if has_child(verb, "neg"):
        return None
    done = {c.lemma_.lower() for c in verb.children if c.dep_ in ("dobj", "nsubjpass")}
    fitting = (
        act for act, verbs, objects in _deeds() if verb.lemma_.lower() in verbs and (not objects or objects & done)
    )
    return next(fitting, None)
