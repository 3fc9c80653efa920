"""Sentences with a date in them, by which one article places another, and the days that such a date comes to."""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

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


def cuts_of(text: str) -> list[int]:
    """Where the sentences of a text begin, and its end."""
    return [0, *(found.end() for found in _SENTENCE.finditer(text)), len(text)]


def around(cuts: list[int], place: int) -> tuple[int, int]:
    number = min(bisect_right(cuts, place), len(cuts) - 1)
    return cuts[number - 1], cuts[number]


class Telling(NamedTuple):
    """A sentence with a date: the date in anchored form, and the actors and words beside it, by number."""

    article: int
    sentence: int
    form: str
    features: frozenset[int]  # actors and stems of words
    actors: frozenset[int]  # of these the actors
    acts: frozenset[int]  # channel and parties of what it dates (``SINGLING``)


class Tellings:
    """The tellings that can place an article, or that another one can be placed by: numbers in arrays, by article."""

    def __init__(self, audience: Collection[str]) -> None:
        self.features: dict[str, int] = {}  # ids of actors behind an @, and stems of words
        self.ends = array("q", [0])  # of each article, and before it, the tellings that there are so far
        self.sizes, self.of_features = array("i"), array("i")  # features of each telling, actors before words
        self.forms: list[str] = []
        self._sentences, self._named = array("i"), array("i")  # where each begins, and how many actors are in it
        self._acts: dict[tuple[str, ...], int] = {}
        self._dated: dict[int, frozenset[int]] = {}  # by telling, where it dates an act
        self._audience = audience

    def take_in(self, text: str, found: Any, actor_ids: Sequence[str | None]) -> None:
        """Take in the tellings of the next article."""
        times = [(number, time) for number, time in enumerate(found.times) if _can_place(time.anchored)]
        if times:
            cuts, named = cuts_of(text), defaultdict[int, set[str]](set)
            for mention in found.mentions:
                actor_id = actor_ids[mention.actor]
                if actor_id and actor_id not in self._audience:
                    named[around(cuts, mention.start)[0]].add(f"@{actor_id}")
            acts = _acts(found, actor_ids)
            for number, time in times:
                start, end = around(cuts, time.start)
                words = names.words_of_text(f"{text[start : time.start]}\n{text[time.end : end]}")
                stems = {word[:_STEM] for word in words if len(word) >= _LONG}
                if stems and named[start]:
                    self._add(start, sys.intern(time.anchored), named[start], stems, acts[number])
        self.ends.append(len(self.forms))

    def _add(self, start: int, form: str, actors: set[str], stems: set[str], acts: set[tuple[str, ...]]) -> None:
        if acts:
            self._dated[len(self.forms)] = frozenset(self._acts.setdefault(act, len(self._acts)) for act in acts)
        self.forms.append(form)
        self._sentences.append(start)
        self._named.append(len(actors))
        self.sizes.append(len(actors) + len(stems))
        for features in (actors, stems):
            self.of_features.extend(self.features.setdefault(feature, len(self.features)) for feature in features)

    def of_article(self, number: int) -> range:
        return range(self.ends[number], self.ends[number + 1])

    def telling(self, number: int, first: int) -> Telling:
        """The telling whose features begin at a place."""
        features = self.of_features[first : first + self.sizes[number]]
        return Telling(
            bisect_right(self.ends, number) - 1,
            self._sentences[number],
            self.forms[number],
            frozenset(features),
            frozenset(features[: self._named[number]]),
            self._dated.get(number, frozenset()),
        )


@lru_cache(maxsize=8_192)
def _can_place(form: str) -> bool:
    return any(shape.fullmatch(form) for shape in (NEAR, OF_THE_YEAR, FULL))


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


@lru_cache(maxsize=8_192)
def _by_weekday(form: str) -> list[tuple[timedelta, timedelta] | None]:
    """How far off a weekday, or what is some days or weeks away, begins and ends: that hangs on the weekday alone."""
    if not _WEEKLY.match(form):
        return []
    week = [_A_MONDAY + n * DAY for n in range(WEEK)]
    found = [(day, _days(form.partition(" T")[0], day)) for day in week]
    return [days and (days[0] - day, days[1] - day) for day, days in found]


@lru_cache(maxsize=8_192)
def _days(form: str, published: date) -> tuple[date, date] | None:
    what = resolve(form, published)
    if what.date_start is None or what.date_end is None or (what.date_end - what.date_start).days >= WEEK:
        return None
    return what.date_start, what.date_end
