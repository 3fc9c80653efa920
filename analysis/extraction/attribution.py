"""The words that attribute: the phrase that names who speaks, and the words of speech, as spans of the article."""

from __future__ import annotations

from typing import Any

from .grammar import child, is_verb
from .parser import Segment

_DEEP = 4  # verbs between a word of speech and the subject that it shares with them
_FAR = 6  # tokens from a word of speech to the last word that belongs to it ("issued a short statement")

Span = tuple[int, int]


def shared_subject(token: Any) -> Any:
    """The subject of the verb that the word of speech hangs on: "She rose, saying"."""
    head = token
    for _ in range(_DEEP):
        head = head.head
        subject = child(head, "nsubj")
        if subject is not None and subject.i != token.i:
            return subject
    return None


def phrase(text: str, segment: Segment, head: Any, cue: Any) -> Span:
    """The noun phrase of the head: office, name and what stands in apposition, without the word of speech."""
    inside = {t.i for t in head.subtree if segment.stands_for(t) is None and t != cue}
    first = last = head.i
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    while first < head.i and (segment.doc[first].is_punct or segment.doc[first].dep_ in ("cc", "preconj")):
        first += 1
    while last > head.i and (segment.doc[last].text in _LOOSE or segment.doc[last].tag_ == "POS"):
        last -= 1
    start, end = segment.span(first, last)
    office = segment.offices.get(segment.doc[first].idx)
    return (text.rfind(office, 0, start) if office else start), end


_LOOSE = (",", "-", "–", "—", ":", ";", '"', "“", "”", "(", ".")


def words_of_speech(segment: Segment, token: Any, words: str) -> Span:
    """The verb of speech with its auxiliaries, adverbs and particles: "has also called for"."""
    first = last = token.i
    while first > token.sent.start and _belongs(segment.doc[first - 1], token):
        first -= 1
    own = set(words.split())
    near = segment.doc[token.i + 1 : min(token.i + _FAR, token.sent.end)]
    for t in near:
        if segment.stands_for(t) is None and t.text in own and t.head.i in (token.i, last):
            last = t.i
    while last + 1 < token.sent.end and _follows(segment.doc[last + 1], token):
        last += 1
    return segment.span(first, last)


def _belongs(before: Any, token: Any) -> bool:
    """Whether the word stands before the verb as a part of it: an auxiliary, an adverb, the verb that it completes."""
    if before.head.i == token.i and before.dep_ in ("aux", "auxpass", "neg", "advmod"):
        return not before.is_punct and before.lower_ not in ("when", "where", "how", "why", "as")
    return token.dep_ == "xcomp" and before.i == token.head.i and is_verb(before)


def _follows(after: Any, token: Any) -> bool:
    """Whether the word stands behind the verb as a part of it: a particle, an adverb, "of" whom it is said."""
    return after.head.i == token.i and after.dep_ == "prt"
