"""What else happened, and when: clauses with a date that report no act of communication."""

from __future__ import annotations

import bisect
import re
from typing import Any

from .actors import Actors
from .acts import deed
from .entries import Entries
from .findings import Communication, Happening, Mention
from .grammar import child, has_child, is_verb
from .parser import Parsed, Segment
from .places import place_of_happening
from .spot import Spot
from .times import TimeExpression

_LONGEST = 40  # tokens shown on either side of the verb
_SHORTEST = 4  # words: fewer ("announced on Monday") say nothing
_CLIMB = 5  # clauses up from a short one to one that says what happened
_DEEP = 60  # steps in a tree: deeper ones are no sentences
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}\W*")
_YEAR = re.compile(r"\d{4}")
_OTHER_CLAUSE = ("conj", "parataxis", "relcl", "advcl")


def find_happenings(parsed: Parsed, actors: Actors, entries: Entries, acts: list[Communication]) -> list[Happening]:
    """One happening a dated clause of the narration, in the order of the text."""
    used, times = {act.time for act in acts}, entries.times
    dated = [(t.start, i) for i, t in enumerate(times) if i not in used and t.kind in ("DATE", "TIME")]
    dated.sort()
    named = sorted((m for m in actors.mentions if m.form == "name"), key=lambda m: m.start)
    found = []
    for segment in parsed.segments:
        if segment.quotation is not None or not segment.spans or segment.spans[0][0] < parsed.title_end:
            continue
        start, end = segment.spans[0][0], segment.spans[-1][1]
        for _, index in dated[bisect.bisect_left(dated, (start,)) : bisect.bisect_left(dated, (end,))]:
            clause = _clause(segment, times[index])
            if clause is not None:
                verb, (first, last) = clause
                what, participants = parsed.text[first:last], _named_in(named, first, last)
                place = place_of_happening(Spot(segment, verb), actors)
                found.append(Happening(first, last, what, index, participants, deed(verb), place))
    return found


def _clause(segment: Segment, time: TimeExpression) -> tuple[Any, tuple[int, int]] | None:
    """Verb and span of the clause that the time stands in, or of the one above that says enough."""
    at = bisect.bisect_left(segment.spans, (time.start,))
    if at == len(segment.spans) or not segment.spans[at][0] < time.end:
        return None
    token = segment.doc[at]
    if segment.stands_for(token) is not None or _is_stamp(segment, token, time):
        return None
    verb = _verb_above(token)
    if _is_named_by(segment, at, time):
        return None
    for _ in range(_CLIMB):
        if verb is None or verb.sent[-1].text == "?" or _says_which_day(verb, token):
            return None
        first, last = _extent(segment, verb)
        if _says_enough(segment, verb, first, last):
            return verb, segment.span(first, last)
        verb = _verb_above(verb.head) if verb.head != verb else None
    return None


def _is_stamp(segment: Segment, token: Any, time: TimeExpression) -> bool:
    """Whether the time is a bare clock time that no word leads up to: it stamps an entry of a live blog."""
    clock = segment.text[token.idx : token.idx + time.end - time.start]
    return _CLOCK.fullmatch(clock) is not None and token.head.pos_ != "ADP"


def _is_named_by(segment: Segment, at: int, time: TimeExpression) -> bool:
    """Whether the time is a year that is part of a name: "the 1991 Halvern Declaration"."""
    year = segment.doc[at]
    return _YEAR.fullmatch(time.text) is not None and year.dep_ in ("nummod", "compound") and year.head.pos_ == "PROPN"


def _says_which_day(verb: Any, time: Any) -> bool:
    """Whether the clause only says which day it is: "it was already Tuesday there"."""
    subject = child(verb, "nsubj", "expl")
    return verb.lemma_ == "be" and subject is not None and (subject.lower_ in ("it", "this", "that") or subject == time)


def _verb_above(token: Any) -> Any:
    """The token or the nearest verb above it."""
    for _ in range(_DEEP):
        if is_verb(token):
            return token
        if token.head == token:
            return None
        token = token.head
    return None


def _extent(segment: Segment, verb: Any) -> tuple[int, int]:
    """First and last token of the verb's clause, with the noun that a relative or reduced clause tells of.

    Without what only opens it: a conjunction, the stamp of a live blog entry.
    """
    inside = [t.i for t in _below(verb) if abs(t.i - verb.i) <= _LONGEST and segment.stands_for(t) is None]
    first, last = min(inside, default=verb.i), max(inside, default=verb.i)
    noun = verb.head
    if verb.dep_ in ("relcl", "acl") and noun.i < first and noun.i >= verb.i - _LONGEST:
        first = min([noun.i, *(c.i for c in noun.lefts if c.i >= verb.i - _LONGEST)])
    while last > first and segment.doc[last].is_punct:
        last -= 1
    while first < last and _says_nothing(segment.doc[first]):
        first += 1
    return first, last


def _says_enough(segment: Segment, verb: Any, first: int, last: int) -> bool:
    """Whether the clause says who or what, in some words."""
    words = sum(not t.is_punct and not t.text.isspace() for t in segment.doc[first : last + 1])
    subject = child(verb, "nsubj", "nsubjpass", "expl")
    if verb.dep_ in ("relcl", "acl"):
        told = first <= verb.head.i < verb.i
    elif subject is not None:
        told = subject.tag_ not in ("WDT", "WP")
    else:
        told = verb.tag_ in ("VBD", "VBZ", "VBP") and has_child(verb, "dobj")  # its subject is that of a verb before
    return words >= _SHORTEST and told


def _says_nothing(token: Any) -> bool:
    return token.is_punct or token.dep_ == "mark" or _CLOCK.fullmatch(token.text) is not None


def _named_in(named: list[Mention], start: int, end: int) -> list[int]:
    """The actors that the span names, in the order of the text."""
    first = bisect.bisect_left(named, start, key=lambda m: m.start)
    last = bisect.bisect_left(named, end, key=lambda m: m.start)
    return list(dict.fromkeys(m.actor for m in named[first:last] if m.end <= end))


def _below(verb: Any) -> list[Any]:
    """The verb and the tokens that stand below it, without those of other clauses coordinated with it."""
    found, level = [verb], [verb]
    for _ in range(_DEEP - 1):
        level = [c for t in level for c in t.children if c.dep_ not in _OTHER_CLAUSE or not is_verb(c)]
        if not level:
            break
        found += level
    return found
