"""Where an act stands in the text."""

from __future__ import annotations

from .cues import Cue
from .ledger import Sides
from .parser import Segment
from .times import TimeExpression

_FAR = 40  # tokens from the cue: a speaker or addressee further away is not shown
_BEFORE, _BEHIND = 18, 8  # tokens of a long noun phrase that are shown around its head
_CONTENT = 9  # tokens of content shown behind the cue


def evidence(cue: Cue, sides: Sides, time: TimeExpression | None) -> tuple[int, int]:
    """From the speaker over the cue to the addressee and some words of content, with the time that dates the act.

    A quotation in sentences between the cue and any of these ends it.
    """
    token, segment = cue.token, cue.spot.segment
    own = [t.i for t in cue.tokens]
    first, last = min(own), max(own)
    for part in (sides.subject, sides.told):
        if part is not None and abs(part.i - token.i) < _FAR:
            shown = range(part.i - _BEFORE, part.i + _BEHIND + 1)
            phrase = [t.i for t in part.subtree if t.i in shown and t.sent is token.sent]
            first, last = min([first, part.i, *phrase]), max(last, part.i)
    last = max(last, min(token.i + _CONTENT, token.sent.end - 1))
    for part in _tokens_of(time, cue) if time is not None else ():
        first, last = min(first, part), max(last, part)
    while first < token.i and _quotes_between(segment, first, token.i):
        first += 1
    while last > token.i and (_quotes_between(segment, token.i, last)):
        last -= 1
    while last > token.i and segment.doc[last].is_punct:
        last -= 1
    return segment.span(first, last)


def _tokens_of(time: TimeExpression, cue: Cue) -> list[int]:
    """Numbers of the tokens of the time, and of its preposition, in the sentence of the cue, if they are near."""
    token = cue.token
    inside = [t.i for t in cue.spot.segment.beginning_in(time.start, time.end, token.sent)]
    if inside and inside[0] > token.sent.start and token.doc[inside[0] - 1].pos_ == "ADP":
        inside.insert(0, inside[0] - 1)  # "on"
    return [i for i in inside if abs(i - token.i) < _FAR]


def _quotes_between(segment: Segment, first: int, last: int) -> bool:
    """Whether the stand-in of a quotation is among the tokens."""
    return any(stands_for is not None for stands_for in segment.stand_ins[first : last + 1])
