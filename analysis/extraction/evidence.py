"""Where an act stands in the text, and which time expression dates it."""

from __future__ import annotations

from typing import Any

from ..lexicon import word_list
from .cues import Cue
from .ledger import Sides
from .parser import Segment
from .spot import Spot
from .times import TimeExpression

_FAR = 40  # tokens from the cue: a speaker or addressee further away is not shown
_BEFORE, _BEHIND = 18, 8  # tokens of a long noun phrase that are shown around its head
_CONTENT = 9  # tokens of content shown behind the cue
_DEEP = 8  # steps in the tree from a time to the verb that it dates


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


def dating(spot: Spot, times: list[TimeExpression]) -> int | None:
    """The number of the time expression that dates the act: one that hangs on its verb, or opens its sentence."""
    segment, sentence = spot.segment, spot.token.sent
    start, end = spot.sentence_start, segment.spans[sentence.end - 1][1]
    distances = []
    for index, time in enumerate(times):
        if time.end <= start or time.start >= end or time.kind not in ("DATE", "TIME"):
            continue
        inside = (
            t
            for t in sentence
            if time.start <= segment.spans[t.i][0] < time.end and segment.stands_for(t) is None
        )
        head = next(inside, None)
        distance = _distance(head, spot.token) if head is not None else None
        if distance is not None:
            distances.append((distance, index))
    return min(distances)[1] if distances else None


def _distance(time: Any, token: Any) -> int | None:
    """How far the verb is above the time, None where another verb is nearer."""
    above = time
    for steps in range(_DEEP):
        if above.i == token.i:
            return steps
        if above.pos_ == "VERB":
            if above.dep_ == "advcl" and above.head.i == token.i and above.lemma_ in word_list("addressing"):
                return steps + 1  # "said so while addressing the press yesterday"
            return steps + 1 if _shares(above, token, time) else None
        if above.head == above:
            return None
        above = above.head
    return None


def _shares(above: Any, token: Any, time: Any) -> bool:
    """Whether a time of the verb above also dates the verb that hangs on it: "On Monday he rang her and told her"."""
    if token.head.i != above.i:
        return False
    return token.dep_ == "xcomp" or token.dep_ == "conj" and time.i < min(above.i, token.i)
