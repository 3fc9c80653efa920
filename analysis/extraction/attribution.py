"""The words that attribute: the phrase that names who speaks, and the words of speech, as spans of the article."""

from __future__ import annotations

from typing import Any

from ..lexicon import word_list
from .grammar import child, is_infinitive, is_verb
from .parser import Segment

_DEEP = 4  # verbs between a word of speech and the subject that it shares with them
_FAR = 6  # tokens from a word of speech to the last word that belongs to it ("issued a short statement")
_LOOSE = (",", "-", "–", "—", ":", ";", '"', "“", "”", "(", ".")  # what a phrase never ends in

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


def words_of_speech(segment: Segment, token: Any, words: str) -> Span:
    """The verb of speech with its auxiliaries, adverbs and particles: "has also called for"; ``words`` are its own."""
    first = last = token.i
    verb = token
    if is_infinitive(token) and is_verb(token.head) and 0 < token.i - token.head.i < _FAR:
        verb, first = token.head, token.head.i  # "went on to say"
    while first > token.sent.start and _stands_before(segment.doc[first - 1], verb):
        first -= 1
    own = set(words.split()) - {token.text, "to"}  # whom it is said to is no word of speech
    for part in segment.doc[token.i + 1 : min(token.i + _FAR, token.sent.end)]:
        if part.text in own and segment.stands_for(part) is None and part.head.i in (token.i, last):
            last = part.i
    while last + 1 < token.sent.end and _stands_behind(segment.doc[last + 1], token):
        last += 1
    return segment.span(first, last)


def _stands_before(word: Any, token: Any) -> bool:
    """Whether the word is an auxiliary of the verb, or an adverb that does not open its clause."""
    if word.head.i != token.i or word.dep_ not in ("aux", "auxpass", "neg", "advmod"):
        return False
    return word.dep_ != "advmod" or _is_plain_adverb(word) and word.i > token.left_edge.i


def _stands_behind(word: Any, token: Any) -> bool:
    """Whether the word is a particle or adverb of the verb, or takes it up ("issued a statement saying")."""
    if word.lower_ in word_list("unfolding"):
        return True
    return word.head.i == token.i and (word.dep_ == "prt" or word.dep_ == "advmod" and _is_plain_adverb(word))


def _is_plain_adverb(word: Any) -> bool:
    """Whether it is one adverb of manner or time: no "when", no "two weeks ago"."""
    return word.tag_ == "RB" and not any(word.children) and word.lower_ != "however"
