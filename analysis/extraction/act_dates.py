"""Which time expression dates an act: the one that its own verb governs.

The parser often hangs a time on the wrong verb, so its place counts first: right behind a verb ("said Tuesday his
government would wait") or right before one ("Lindqvist Tuesday condemned") it is that verb's.  From there the tree is
climbed to the verb that the time dates, which other verbs of the sentence may share.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Collection
from typing import Any

from ..lexicon import word_list
from .grammar import has_child, has_word, is_subject
from .spot import Spot
from .times import TimeExpression
from .words import speech_nouns

_LONGEST = 300  # characters: no time expression has more
_DEEP = 10  # steps in the tree from a time to the verb that it dates
_DAY = re.compile(r"-\d\d-\d\d|W(?:\d\d|XX)-\d|P\d+D(?!\S)|(?<![A-Z])T")  # in an anchored form: a day or its hour
_FINITE = ("VBD", "VBZ", "VBP")


def names_a_day(time: TimeExpression) -> bool:
    """Whether the words are exact enough for one occasion: "on Monday", not "in May"."""
    return _DAY.search(time.anchored) is not None


def dating(spot: Spot, times: list[TimeExpression], stamps: Collection[int] = ()) -> int | None:
    """The number of the time expression that dates the act; the stamps of a live blog are none of its words."""
    segment, sentence = spot.segment, spot.token.sent
    start, end = spot.sentence_start, segment.spans[sentence.end - 1][1]
    distances = []
    first, last = (bisect.bisect_left(times, place, key=lambda t: t.start) for place in (start - _LONGEST, end))
    for index in range(first, last):
        time = times[index]
        if time.end <= start or time.kind not in ("DATE", "TIME") or index in stamps:
            continue
        own = segment.beginning_in(time.start, time.end, sentence)
        inside = [t for t in own if segment.stands_for(t) is None]
        distance = _distance(inside, spot.token) if inside else None
        if distance is not None:
            distances.append((not names_a_day(time), distance, index))
    return min(distances)[2] if distances else None


def _distance(time: list[Any], token: Any) -> int | None:
    """How far the act's verb is above the time, None where the time dates something else."""
    if _introduces(time, token):
        return 0
    beside = _verb_beside(time)
    above = beside or next((t for t in time if t.head not in time), time[0])
    for steps in range(_DEEP):
        if above.i == token.i:
            return steps
        if _is_clause(above) and not _passes(above, time):
            return steps + 1 if _shares(above, token, time[0]) else None
        if above.head == above or _apart(above, time):
            return None
        above = above.head
    return None


def _introduces(time: list[Any], token: Any) -> bool:
    """Whether the act's clause unfolds the time: "on Monday, when she met him", "it was on Monday that she met him"."""
    opening = next((c for c in token.children if c.lower_ in ("when", "that")), None)
    if opening is None or not 0 < opening.i - time[-1].i <= 2:
        return False
    return opening.lower_ == "when" or token.head.lemma_ == "be" and has_word(token.head, "it")


def _verb_beside(time: list[Any]) -> Any:
    """The verb that stands right before the time and its preposition, or right behind it."""
    doc, first, last = time[0].doc, time[0].i, time[-1].i
    behind = doc[last + 1] if last + 1 < len(doc) else None
    if behind is not None and behind.tag_ == "POS":
        return None  # "condemned Monday's attack"
    while first > time[0].sent.start and doc[first - 1].lower_ in word_list("before_time"):
        first -= 1
    before = doc[first - 1] if first > time[0].sent.start else None
    if before is not None and _is_clause(before):
        return before
    named = before is not None and before.pos_ in ("NOUN", "PROPN", "PRON")
    return behind if named and behind is not None and behind.pos_ == "VERB" and behind.tag_ in _FINITE else None


def _is_clause(token: Any) -> bool:
    return token.pos_ == "VERB" or token.pos_ == "AUX" and token.dep_ not in ("aux", "auxpass")


def _passes(verb: Any, time: list[Any]) -> bool:
    """Whether the time dates what stands above the verb."""
    opening = next((c for c in verb.children if c.dep_ == "mark" or c.dep_ == "aux" and c.lower_ == "to"), None)
    if opening is not None and time[-1].i < opening.i:
        return True  # "held talks on Sunday to begin the work"
    return (
        verb.dep_ == "acl"
        and verb.tag_ == "VBN"
        and (verb.lemma_ == "date" or verb.head.lemma_.lower() in speech_nouns())
    )  # "said in a letter published on Monday"


def _apart(above: Any, time: list[Any]) -> bool:
    """Whether a word between the time and the verb holds it away: "since Monday", "discussed Monday's attack"."""
    if above in time:
        return False  # "a day after the truce" has its own preposition
    if above.dep_ == "prep" and above.lower_ in word_list("beside_time"):
        return not has_word(above, *word_list("soon"))  # "shortly after the attacks on Tuesday" is of that day
    if above.pos_ != "NOUN" or time[-1].i > above.i:
        return False
    if is_subject(above):
        return above.lemma_.lower() not in speech_nouns()
    return above.dep_ != "pobj" or above.head.lower_ not in ("at", "in", "during")


def _shares(above: Any, token: Any, time: Any) -> bool:
    """Whether a time of the verb above also dates the verb or noun of the act."""
    if above.dep_ == "advcl" and above.head == token and above.lemma_ in word_list("addressing"):
        return True  # "said so while addressing the press yesterday"
    if above.dep_ == "advcl" and above.i < token.i and above.tag_ in ("VBG", "VBN"):
        opens = not has_child(above, "mark", "aux", "nsubj")  # "speaking there on Monday, she said"
        return opens and token == next((t for t in token.sent if t.i > time.i and t.tag_ in _FINITE), None)
    link = token.head if token.dep_ == "pcomp" and token.head.lower_ in ("as", "by") else token
    if link.head != above:
        return False
    if token.pos_ == "NOUN":
        return is_subject(token) or token.dep_ == "dobj"  # "their call took place on Monday"
    if token.dep_ == "conj":
        return time.i < min(above.i, token.i)  # "On Monday he rang her and told her"
    return token.dep_ == "xcomp" or link != token
