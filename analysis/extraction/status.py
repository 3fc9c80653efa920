"""Whether an act took place: happened, planned, proposed, denied or negated, from the words that govern its verb."""

from __future__ import annotations

from typing import Any

from ..lexicon import word_list
from .grammar import has_child, has_word, is_content, is_finite_sister, is_infinitive, is_verb
from .words import Frame, status_words

_DEEP = 4  # verbs above one that can govern it
_GOVERNED = ("xcomp", "acl", "ccomp", "pcomp", "advcl", "attr")


def status_of(token: Any, frame: Frame) -> str:
    """The status of the act that the token reports."""
    if token.pos_ == "NOUN":
        if token.dep_ not in ("nsubj", "nsubjpass") or not is_verb(token.head):
            return _status_of_noun(token)
        token = token.head  # "the talks will be held"
        if token.lemma_ in word_list("calling_off"):
            return "negated"
    if frame["needs"] == "speech-infinitive" or has_child(token, "neg") or _nothing(token):
        return "negated"
    return _of_verb(token)


def _of_verb(verb: Any) -> str:
    """The status that the words above a verb give."""
    for _ in range(_DEEP):
        if verb.dep_ == "conj" and has_child(verb.head, "neg") and has_word(verb.head, "or", "nor"):
            return "negated"  # "did not meet or call"
        modal = _modal(verb)
        if modal:
            return modal
        if is_finite_sister(verb):
            return "happened"
        if _is_rejected(verb):
            return "denied"
        if verb.dep_ == "conj" and verb.head != verb:
            verb = verb.head
            continue
        governed = _governed(verb)
        if governed is not None:
            return governed
        verb = verb.head
    return "happened"


def _is_rejected(verb: Any) -> bool:
    """Whether the clause stands behind a noun that somebody rejects: "rejected a report that she had called"."""
    noun = verb.head
    return (
        is_content(verb)
        and noun.lemma_ in word_list("rumour")
        and noun.dep_ == "dobj"
        and noun.head.lemma_ in word_list("rejecting")
    )


def _nothing(verb: Any) -> bool:
    """Whether its object is said to be none: "expressed no regret", "had no comment", "heard nothing from"."""
    objects = [o for o in verb.children if o.dep_ in ("dobj", "nsubjpass")]
    return any(o.lower_ in ("nothing", "none") or has_word(o, "no") for o in objects)


def _status_of_noun(noun: Any) -> str:
    """The status that an adjective or the verb above gives: "upcoming talks", "called for talks", "refused talks"."""
    if has_word(noun, "no"):
        return "negated"
    for word in (c.lower_ for c in noun.children if c.dep_ == "amod"):
        if word in status_words():
            return status_words()[word]
    above, linked = noun.head, noun.dep_ == "pobj" and noun.head.lower_ in ("for", "to", "in", "at")
    linking = above.lower_ if linked else ""
    if linked:
        above = above.head
    if not linked and noun.dep_ != "dobj" or not is_verb(above):
        return "happened"
    if linking == "for" and above.lemma_ in word_list("departing"):
        return "planned"  # "left for talks"
    if above.lemma_ in status_words() and (linking in ("for", "to") or above.lemma_ not in word_list("asking_for")):
        return status_words()[above.lemma_]
    return _of_verb(above)  # "is to visit Cairo for talks"


def _modal(verb: Any) -> str | None:
    """The status that an auxiliary gives."""
    for aux in verb.children:
        word = aux.lower_.replace("’", "'")
        if aux.dep_ == "aux" and aux.tag_ == "MD" and word in word_list("modal"):
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
