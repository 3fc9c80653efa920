"""What else happened, and when: clauses with a date that report no act of communication."""

from __future__ import annotations

from typing import Any

from .actors import Actors
from .findings import Communication, Happening
from .grammar import is_verb
from .parser import Parsed, Segment
from .times import TimeExpression

_LONGEST = 40  # tokens shown on either side of the verb


def find_happenings(
    parsed: Parsed, actors: Actors, times: list[TimeExpression], acts: list[Communication]
) -> list[Happening]:
    """One happening a dated clause of the narration, in the order of the text."""
    used = {act.time for act in acts}
    found = []
    for segment in parsed.segments:
        if segment.quotation is not None or not segment.spans or segment.spans[0][0] < parsed.title_end:
            continue
        start, end = segment.spans[0][0], segment.spans[-1][1]
        for index, time in enumerate(times):
            if start <= time.start < end and index not in used and time.kind in ("DATE", "TIME"):
                span = _clause(segment, time)
                if span is not None:
                    text = parsed.text[span[0] : span[1]]
                    found.append(Happening(span[0], span[1], text, index, _named_in(actors, *span)))
    return found


def _clause(segment: Segment, time: TimeExpression) -> tuple[int, int] | None:
    """The span of the clause that the time stands in."""
    head = next((t for t in segment.doc if segment.spans[t.i][0] >= time.start and segment.stands_for(t) is None), None)
    if head is None or not time.start <= segment.spans[head.i][0] < time.end:
        return None
    verb = head
    while not is_verb(verb) and verb.head != verb:
        verb = verb.head
    inside = [t for t in verb.subtree if segment.stands_for(t) is None and not _elsewhere(t, verb)]
    near = [t.i for t in inside if abs(t.i - verb.i) <= _LONGEST]
    if not near or not is_verb(verb):
        return None
    first, last = min(near), max(near)
    while last > first and segment.doc[last].is_punct:
        last -= 1
    return segment.span(first, last)


def _named_in(actors: Actors, start: int, end: int) -> list[int]:
    """The actors that the span names, in the order of the mentions."""
    named = (m.actor for m in actors.mentions if start <= m.start and m.end <= end and m.form == "name")
    return list(dict.fromkeys(named))


def _elsewhere(token: Any, verb: Any) -> bool:
    """Whether the token belongs to another clause coordinated with the verb's."""
    while token is not verb and token.head != token:
        if token.dep_ in ("conj", "parataxis", "relcl", "advcl") and is_verb(token):
            return True
        token = token.head
    return False
