"""Texts on one form: the same words with other names or another day in the blanks are two articles and no copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from .. import lexicon
from ..likeness import RUN, runs, words

BLANK = 8  # words: a longer change is no blank of a form
FILLED = 0.1  # share of the names that others stand for in a form filled in anew
SPELT = 0.6  # likeness of two spellings of one name
_DATING = {"for", "on", "since", "from", "until", "by", "of"}  # words before a date that is no dateline
_ANEW = np.uint64(0x9E3779B97F4A7C15)
_KEPT = 8_192  # pairs of names: forms of one office have the same ones in their blanks
Span = tuple[int, int]


class Said(NamedTuple):
    """The words of a text, and a number for each run of them and how often it stood there before."""

    words: Sequence[str]
    runs: np.ndarray


def said(words: Sequence[str], runs: np.ndarray) -> Said:
    """A text as it is compared: its second run of the same words meets the second of another text."""
    order = np.argsort(runs, kind="stable")
    places, ordered = np.arange(len(runs)), runs[order]
    first = np.ones(len(runs), bool)
    first[1:] = ordered[1:] != ordered[:-1]
    numbered = np.empty_like(runs)
    numbered[order] = ordered + _ANEW * (places - np.maximum.accumulate(places * first)).astype(np.uint64)
    return Said(words, numbered)


def is_another_form(before: Said, after: Said, names: set[str], others: set[str]) -> bool:
    """Whether another day, or other names, stand in the one text just where those of the other stand in it.

    ``names`` are those of the earlier text, ``others`` those of the later one.
    """
    gone, come = names.difference(after.words), others.difference(before.words)
    swapped: set[str] = set()
    for old, new in _changes(before, after):
        if _of_other_days(before.words, old, after.words, new):
            return True
        instead = come.intersection(after.words[slice(*new)])
        for one in gone.intersection(before.words[slice(*old)]) if instead else ():
            if not any(_is_spelling(one, other) for other in instead):
                swapped.add(one)
        if len(swapped) >= max(2, FILLED * len(names)):
            return True
    return False


def is_of_another_day(before: str, after: str) -> bool:
    """Whether two headlines are one but for the day."""
    if before == after:
        return False
    old, new = words(before), words(after)
    if len(set(old) & set(new)) * 2 < max(len(old), len(new)):
        return False
    if not any(_days(old, 0, len(old))):
        return False
    changes = _changes(said(old, runs(old)), said(new, runs(new)))
    return any(_of_other_days(old, a, new, b) for a, b in changes)


def _changes(before: Said, after: Said) -> Iterator[tuple[Span, Span]]:
    """The few words between runs of both texts in whose place others stand: first and one past the last, in either."""
    _, there, at = np.intersect1d(before.runs, after.runs, True, True)
    order = np.argsort(at)
    there = np.concatenate(([-RUN], there[order], [len(before.words)]))
    at = np.concatenate(([-RUN], at[order], [len(after.words)]))
    gone, come = np.diff(there) - RUN, np.diff(at) - RUN
    for n in np.flatnonzero((gone > 0) & (gone <= BLANK) & (come > 0) & (come <= BLANK)).tolist():
        yield (int(there[n]) + RUN, int(there[n + 1])), (int(at[n]) + RUN, int(at[n + 1]))


@lru_cache(_KEPT)
def _is_spelling(one: str, other: str) -> bool:
    """Whether two names may be one, written in another way: Kiev and Kyiv."""
    if one.isdigit():
        return False
    at_most = 2 * sum(min(one.count(letter), other.count(letter)) for letter in set(one)) / (len(one) + len(other))
    return at_most >= SPELT and SequenceMatcher(None, one, other).ratio() >= SPELT


def _of_other_days(before: Sequence[str], old: Span, after: Sequence[str], new: Span) -> bool:
    """Whether two stretches both have weekdays, or days of a month, and none in common."""
    told = _days(before, *old)
    return any(told) and any(a and b and not a & b for a, b in zip(told, _days(after, *new), strict=True))


def _days(texts: Sequence[str], start: int, end: int) -> tuple[Set[str], Set[str]]:
    """The weekdays of a stretch, and its numbers beside the name of a month; a dateline tells nothing."""
    numbers = set()
    for place in range(start, end):
        if texts[place].isdigit():
            before, beside = texts[max(0, place - 2) : place], texts[max(0, place - 1) : place + 2]
            if not (_months().isdisjoint(beside) or _DATING.isdisjoint(before)):
                numbers.add(texts[place])
    return _weekdays().intersection(texts[start:end]), numbers


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.load("time_words") if row["class"] == "WEEKDAY")


@cache
def _months() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.load("time_words") if row["class"] in ("MONTH", "MAY", "ABBR"))
