"""Where an act stands in the text."""

from __future__ import annotations

from .cues import Cue
from .ledger import Sides
from .parser import Segment

_FAR = 40  # tokens from the cue: a speaker or addressee further away is not shown
_BEFORE, _BEHIND = 18, 8  # tokens of a long noun phrase that are shown around its head
_CONTENT = 9  # tokens of content shown behind the cue


def evidence(cue: Cue, sides: Sides) -> tuple[int, int]:
    """From the speaker over the cue to the addressee and some words of content, without a quotation in sentences."""
    token, segment = cue.token, cue.spot.segment
    first, last = min(t.i for t in cue.tokens), max(t.i for t in cue.tokens)
    for part in (sides.subject, sides.told):
        if part is not None and abs(part.i - token.i) < _FAR:
            shown = range(part.i - _BEFORE, part.i + _BEHIND + 1)
            phrase = [t.i for t in part.subtree if t.i in shown and t.sent == token.sent]
            first, last = min([first, part.i, *phrase]), max(last, part.i)
    last = max(last, min(token.i + _CONTENT, token.sent.end - 1))
    while first < token.i and _quotes_between(segment, first, token.i):
        first += 1
    while last > token.i and (_quotes_between(segment, token.i, last)):
        last -= 1
    while last > token.i and segment.doc[last].is_punct:
        last -= 1
    return segment.span(first, last)


def _quotes_between(segment: Segment, first: int, last: int) -> bool:
    """Whether the stand-in of a quotation is among the tokens."""
    return any(segment.stands_for(segment.doc[i]) is not None for i in range(first, last + 1))
