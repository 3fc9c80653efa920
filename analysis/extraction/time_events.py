"""Times told beside an event ("a day after the ceasefire"), counted from the day on which the text has dated the event.

An event is known again by its noun alone.  A sentence dates it where the time stands right before the noun
("Wednesday's ceasefire") or behind ``of``, or where a verb that says that something took place is near ("the ceasefire
took effect on Wednesday").  Beside what no earlier sentence dates a length stays a length, and a day is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from analysis.lexicon import word_list

from .times import SENTENCE_END, TimeExpression

WORD = re.compile(r"[^\W\d_]+")
_THE = r"\s+(?:(?:after|before|into|of)\s+)?(?:the|an?|this|that|its|his|her|their)\s+"
BESIDE = re.compile(_THE + r"(?P<phrase>[^\W\d_]+(?:[ -][^\W\d_]+){0,4})", re.IGNORECASE)
DATED_HERE = re.compile(_THE + r"(?:[^\W\d_]+[ -]){0,4}?(?:(?:of|on|in)\s+(?:the\s+)?)?", re.IGNORECASE)
ATTRIBUTE = re.compile(r"(?:['’]s)?\s+(?:\w+[ -]){0,2}")
SIGNS = {"after": "+", "before": "-"}
REACH = 300  # characters of the sentence that are read to each side of a noun
NEAR = 40  # characters between a noun and the verb that says that it took place
MENTIONS = 20  # earlier mentions of a noun that are tried, the nearest first


class _Text(NamedTuple):
    """An article: its words by their lower-case spelling, and its time expressions with their beginnings."""

    text: str
    words: dict[str, list[re.Match[str]]]
    times: list[TimeExpression]
    starts: list[int]


def with_events(times: list[TimeExpression], text: str) -> list[TimeExpression]:
    """The expressions; one beside an event that the text has dated before is a date of its own."""
    if not any("event" in time.anchored for time in times):
        return times
    words: dict[str, list[re.Match[str]]] = defaultdict(list)
    for word in WORD.finditer(text):
        words[word[0].lower()].append(word)
    whole = _Text(text, words, times, [time.start for time in times])
    told = [_beside_event(time, whole) if "event" in time.anchored else time for time in times]
    return [time for time in told if time.kind == "DURATION" or "event" not in time.anchored]


def _beside_event(time: TimeExpression, whole: _Text) -> TimeExpression:
    text, behind = whole.text, bisect_left(whole.starts, time.end)
    following = whole.times[behind] if behind < len(whole.times) else None
    found = BESIDE.match(text, time.end, time.end + REACH)
    noun = _noun(found["phrase"]) if found else None
    if following and _datable(following) and DATED_HERE.fullmatch(text, time.end, following.start):
        day, end = following.anchored, time.end
    elif found and noun and (earlier := _day_of(noun[0], time, whole)):
        day, end = earlier, found.start("phrase") + noun.end()
    else:
        return time
    if time.kind == "DURATION":
        length, side, _ = time.anchored.split()
        form = f"{day} {SIGNS[side]}{length}~"
    else:
        form = time.anchored.replace("event", day)
    return replace(time, end=end, text=text[time.start : end], kind="DATE", anchored=form)


def _noun(phrase: str) -> re.Match[str] | None:
    """The last word of a noun phrase: what stands before the first small word."""
    words = takewhile(lambda word: word[0].lower() not in word_list("phrase_end"), WORD.finditer(phrase))
    return next(reversed([*words]), None)


def _day_of(noun: str, time: TimeExpression, whole: _Text) -> str | None:
    """The anchored form of the time that dates the last earlier mention of a noun that is dated."""
    mentions = whole.words[noun.lower()]
    before = bisect_left(mentions, time.start, key=re.Match.start)
    for mention in reversed(mentions[max(0, before - MENTIONS) : before]):
        start, end = _sentence(whole.text, mention.start(), mention.end())
        near = whole.times[bisect_left(whole.starts, start) : bisect_left(whole.starts, end)]
        for one in sorted(filter(_datable, near), key=lambda one: abs(one.start - mention.start())):
            if _dates(one, mention, whole.text):
                return one.anchored
    return None


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Start and end of the sentence about a stretch of the text, as far as it is read."""
    first, last = max(0, start - REACH), end + REACH
    before = [*SENTENCE_END.finditer(text, first, start)]
    after = SENTENCE_END.search(text, end, last)
    return before[-1].end() if before else first, after.start() if after else min(last, len(text))


def _dates(time: TimeExpression, mention: re.Match[str], text: str) -> bool:
    """Whether a time of its sentence dates what the noun stands for."""
    start, end = mention.span()
    between = text[end : time.start] if time.start >= end else text[time.end : start]
    words = set(WORD.findall(between.lower()))
    if time.start >= end:
        adjoining = re.fullmatch(r"\s+of\s+(?:the\s+)?", between)
    else:
        adjoining = None if words & word_list("phrase_end") else ATTRIBUTE.fullmatch(between)
    if adjoining:
        return True
    about = set(WORD.findall(text[max(0, start - NEAR) : end + NEAR].lower()))
    return bool(about & word_list("occurring")) and not words & word_list("clause_opening")


def _datable(time: TimeExpression) -> bool:
    """Whether the form can stand elsewhere: a date that neither the story nor another event places."""
    moving = ("nar", "event", "_REF", " from ")
    return time.kind in ("DATE", "TIME") and not any(part in time.anchored for part in moving)
