"""What else happened, and when: clauses with a date that report no act of communication."""

from __future__ import annotations

from typing import Any

from .actors import Actors
from .findings import Communication, Happening
from .parser import Parsed, Segment
from .times import TimeExpression

_LONGEST = 40  # tokens of a clause shown


def find_happenings(parsed: Parsed, actors: Actors, times: list[TimeExpression], acts: list[Communication]) -> list[Happening]:
    """One happening a dated clause of the narration, in the order of the text."""
    used = {act.time for act in acts}
    found = []
    for number, segment in enumerate(parsed.segments):
        if segment.quotation is not None or not segment.spans or segment.spans[0][0] < parsed.title_end:
            continue
        start, end = segment.spans[0][0], segment.spans[-1][1]
        for index, time in enumerate(times):
            if start <= time.start < end and index not in used and time.kind in ("DATE", "TIME"):
                happening = _clause(number, segment, actors, index, time)
                if happening is not None:
                    found.append(happening)
    return found


def _clause(number: int, segment: Segment, actors: Actors, index: int, time: TimeExpression) -> Happening | None:
    head = next((t for t in segment.doc if segment.spans[t.i][0] >= time.start and segment.stands_for(t) is None), None)
    if head is None or not time.start <= segment.spans[head.i][0] < time.end:
        return None
    verb = head
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    inside = [t for t in verb.subtree if segment.stands_for(t) is None and not _elsewhere(t, verb)]
    near = [t.i for t in inside if abs(t.i - verb.i) <= _LONGEST]
    if not near or verb.pos_ not in ("VERB", "AUX"):
        return None
    first, last = min(near), max(near)
    while last > first and segment.doc[last].is_punct:
        last -= 1
    start, end = segment.span(first, last)
    participants = list(dict.fromkeys(
        m.actor for m in actors.mentions if start <= m.start and m.end <= end and m.form == "name"
    ))  # fmt: skip
    text = actors.parsed.text[start:end]
    return Happening(start, end, text, index, participants)


def _elsewhere(token: Any, verb: Any) -> bool:
    """Whether the token belongs to another clause coordinated with the verb's."""
    while token is not verb and token.head != token:
        if token.dep_ in ("conj", "parataxis", "relcl", "advcl") and token.pos_ in ("VERB", "AUX"):
            return True
        token = token.head
    return False
