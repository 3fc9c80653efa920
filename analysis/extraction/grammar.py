"""Small questions to the dependency tree of a sentence."""

from __future__ import annotations

from typing import Any

from ..lexicon import word_list


def child(token: Any, *deps: str) -> Any:
    """The first dependent with one of the relations."""
    for part in token.children:
        if part.dep_ in deps:
            return part
    return None


def has_child(token: Any, *deps: str) -> bool:
    """Whether there is a dependent with one of the relations."""
    return child(token, *deps) is not None


def has_word(token: Any, *words: str) -> bool:
    """Whether one of the lower-case words depends on the token."""
    return any(c.lower_ in words for c in token.children)


def conjuncts(token: Any) -> list[Any]:
    """The token and the nouns that are coordinated with it, in order."""
    found = [token]
    for part in token.children:
        if part.dep_ == "conj" and part.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
            found += conjuncts(part)
    return found


def first_verb(token: Any) -> Any:
    """The first of the verbs that the token is coordinated with: what opens its sentence serves all of them."""
    first = token
    while first.dep_ == "conj" and first.head.pos_ in ("VERB", "AUX"):
        first = first.head
    return first


def is_subject(token: Any) -> bool:
    return token.dep_ in ("nsubj", "nsubjpass")


def is_verb(token: Any) -> bool:
    return token.pos_ in ("VERB", "AUX")


def is_infinitive(token: Any) -> bool:
    """Whether the verb has a "to" before it."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)


def is_finite_sister(token: Any) -> bool:
    """Whether a finite verb hangs on an infinitive: in "urged her to wait and thanked him", it goes with urged."""
    return token.dep_ == "conj" and token.tag_ in ("VBD", "VBZ") and token.head.tag_ == "VB"


def is_content(verb: Any) -> bool:
    """Whether the clause says what the noun before it tells ("the claim that she had lied"), and not which one."""
    clause = verb.dep_ == "acl" or verb.dep_ == "relcl" and has_child(verb, "mark")
    return clause and verb.head.pos_ == "NOUN" and has_word(verb, "that")


def tells_why(prep: Any) -> bool:
    """Whether a "for" gives the reason of the verb: "thanked the minister for his help" names no minister for help."""
    noun = prep.head
    return prep.lower_ == "for" and noun.dep_ == "dobj" and noun.head.lemma_ in word_list("giving_reason")


def each_other(token: Any) -> bool:
    """Whether the token stands for "each other", "one another" or "the other"."""
    if token.lower_ in ("other", "another") and has_word(token, "the", "each", "one"):
        return True
    return token.text == "other"
