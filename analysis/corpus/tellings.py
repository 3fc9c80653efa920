"""Sentences with a date in them, by which one article places another, and the days that such a date comes to."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from .. import names
from .dating import resolve

WEEK = 7  # days: a telling dated less exactly than this dates nothing else
DAY = timedelta(days=1)
SINGLING = ("call", "meeting", "press", "interview", "letter", "speech")  # no statement to everybody, nor plain speech

NEAR = re.compile(r"pub (?:~?[<>]?=?XXXX-WXX-\d|[+-]P\d+[DW])(?: T[A-Z]{2})?")
OF_THE_YEAR = re.compile(r"pub [~<>=]{1,2}XXXX-\d\d-\d\d(?: from pub [~<>=]{1,2}XXXX-\d\d-\d\d)?")
FULL = re.compile(r"\d{4}-\d\d-\d\d")
_WEEKLY = re.compile(r"pub (?:~?[<>]?=?XXXX-WXX-\d|[+-]P\d{1,3}[DW])(?: T|$)")
_A_MONDAY = date(2001, 1, 1)
_SENTENCE = re.compile(r"[.!?][\"'”’]{0,2}\s+(?=[A-Z\"“‘])|\n(?:[^\S\n]*\n)+")
_STEM = 6  # letters that the forms of a word share
_LONG = 5  # letters of a word that says something


@dataclass(slots=True, frozen=True)
class Telling:
    """A sentence with a date: the date in anchored form, and the actors and words beside it."""

    article: str
    sentence: int
    form: str
    features: frozenset[str]  # actor ids and stems of words
    actors: frozenset[str]  # of these the actor ids
    acts: frozenset[tuple[str, ...]]  # channel and parties of what it dates (``SINGLING``)


def cuts_of(text: str) -> list[int]:
    """Where the sentences of a text begin, and its end."""
    return [0, *(found.end() for found in _SENTENCE.finditer(text)), len(text)]


def around(cuts: list[int], place: int) -> tuple[int, int]:
    number = min(bisect_right(cuts, place), len(cuts) - 1)
    return cuts[number - 1], cuts[number]


def tellings(
    article: str, text: str, found: Any, actor_ids: Sequence[str | None], audience: Collection[str]
) -> Iterator[Telling]:
    """The tellings of an article that can place it, or that another one can be placed by."""
    cuts = cuts_of(text)
    acts = _acts(found, actor_ids)
    named: dict[tuple[int, int], set[str]] = defaultdict(set)
    for mention in found.mentions:
        actor_id = actor_ids[mention.actor]
        if actor_id and actor_id not in audience:
            named[around(cuts, mention.start)].add(sys.intern(f"@{actor_id}"))
    for number, time in enumerate(found.times):
        if not any(shape.fullmatch(time.anchored) for shape in (NEAR, OF_THE_YEAR, FULL)):
            continue
        start, end = around(cuts, time.start)
        if not (actors := named.get((start, end))):
            continue
        words = names.words_of_text(text[start : time.start]) + names.words_of_text(text[time.end : end])
        if stems := {sys.intern(word[:_STEM]) for word in words if len(word) >= _LONG}:
            features, parties = frozenset(stems | actors), frozenset(actors)
            yield Telling(article, start, time.anchored, features, parties, frozenset(acts[number]))


def _acts(found: Any, actor_ids: Sequence[str | None]) -> dict[int, set[tuple[str, ...]]]:
    """Channel and parties of the acts that each time dates, by its place in the findings."""
    acts: dict[int, set[tuple[str, ...]]] = defaultdict(set)
    for act in found.communications:
        if act.time is not None and act.status == "happened" and act.channel in SINGLING:
            parties = sorted(filter(None, (actor_ids[actor] for actor in {act.speaker, *act.addressees})))
            acts[act.time].add((act.channel, *parties))
    return acts


def days_of(form: str, published: date) -> tuple[date, date] | None:
    """First and last day of a form, where it covers no more than a week."""
    if not (week := _by_weekday(form)):
        return _days(form, published)
    away = week[published.weekday()]
    try:
        return away and (published + away[0], published + away[1])
    except OverflowError:
        return None  # off the calendar


@lru_cache(maxsize=100_000)
def _by_weekday(form: str) -> list[tuple[timedelta, timedelta] | None]:
    """How far off a weekday, or what is some days or weeks away, begins and ends: that hangs on the weekday alone."""
    if not _WEEKLY.match(form):
        return []
    week = [_A_MONDAY + n * DAY for n in range(WEEK)]
    found = [(day, _days(form.partition(" T")[0], day)) for day in week]
    return [days and (days[0] - day, days[1] - day) for day, days in found]


@lru_cache(maxsize=100_000)
def _days(form: str, published: date) -> tuple[date, date] | None:
    what = resolve(form, published)
    if what.date_start is None or what.date_end is None or (what.date_end - what.date_start).days >= WEEK:
        return None
    return what.date_start, what.date_end
