"""Whether an act took place: happened, planned, proposed, denied or negated, from the words that govern its verb."""

from __future__ import annotations

from typing import Any

from ..lexicon import word_list
from .grammar import has_child, is_infinitive, is_verb
from .words import Frame, status_words

_DEEP = 4  # verbs above one that can govern it
_GOVERNED = ("xcomp", "acl", "ccomp", "pcomp", "advcl", "attr")


def status_of(token: Any, frame: Frame) -> str:
    """The status of the act that the token reports."""
    if token.pos_ == "NOUN" and token.dep_ in ("nsubj", "nsubjpass") and is_verb(token.head):
        token = token.head  # "the talks will be held"
    if frame["needs"] == "speech-infinitive" or has_child(token, "neg"):
        return "negated"
    verb = token
    for _ in range(_DEEP):
        modal = _modal(verb)
        if modal:
            return modal
        if verb.dep_ == "conj" and verb.tag_ in ("VBD", "VBZ") and verb.head.tag_ == "VB":
            return "happened"  # "urged her to wait and thanked him": a finite verb is not the infinitive's sister
        if verb.dep_ == "conj" and verb.head != verb:
            verb = verb.head
            continue
        governed = _governed(verb)
        if governed is not None:
            return governed
        verb = verb.head
    return "happened"


def _modal(verb: Any) -> str | None:
    """The status that an auxiliary gives."""
    for aux in verb.children:
        word = aux.lower_.replace("’", "'")
        if aux.dep_ == "aux" and word in word_list("modal"):
            return status_words()[word]
    return None


def _governed(verb: Any) -> str | None:
    """The status that the verb or noun above gives; None where that one has to be asked about itself."""
    head, infinitive = verb.head, is_infinitive(verb)
    if head == verb or verb.dep_ not in _GOVERNED or verb.dep_ == "advcl" and not infinitive:
        return "happened"
    denied = status_words().get(head.lemma_) == "denied"
    if not (infinitive or verb.tag_ == "VBG" or denied):
        return "happened"
    status = status_words().get(head.lemma_.lower())
    if status and (status == "denied" or infinitive):
        return status
    return "planned" if infinitive and head.lemma_ == "be" else None
