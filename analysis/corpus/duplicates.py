"""Copies and updates: articles whose text is that of another, mostly so, or has grown out of it.

The same words under any headline are an exact copy.  Other candidates share some of the three-word runs that are the
smallest of their surroundings (winnowing: Schleimer, Wilkerson and Aiken 2003) and are then compared whole.  Of two
alike the one published first is kept, on one day the longer one.  Three likenesses make no copy: a form filled in anew,
with other names or another day; a text that another one quotes in full; and what an outlet adds to a story of its own,
which is an update.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Set
from difflib import SequenceMatcher
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.lib.stride_tricks import sliding_window_view

from .. import lexicon
from ..likeness import RUN, runs, shared, words

SKETCH = 24  # smallest runs kept of each article, and
WINDOW = 16  # the smallest of so many in a row
SKETCHED = 0.04  # least share of these that a copy has, however it is edited
COMMON = 50  # articles with a run by which nothing is looked for: it is everybody's footer
CLOSEST = 20  # candidates that are compared whole
SAME = 0.66  # share of the words of a copy that stands in its original
WHOLLY = 0.9  # the same, of a text of few words
NEWS = 15  # words that an outlet adds to its own: fewer are a correction of it
KEPT = 0.6  # share of the words of the first version that stands in an update, or
PAGE = 0.3  # of one at the same address
FEW = 50  # words: two reports of one fact may have fewer in common, however they are edited
SHORT = 30  # words: a text of fewer is the same as another only under the same headline
FOOTER = 80  # words that end all that an outlet publishes, at most
LEAD = 40  # runs that are the beginning of a text
_DATING = {"for", "on", "since", "from", "until", "by", "of"}  # words before a date that is no dateline
BLANK = 8  # words: a longer change is no blank of a form
FILLED = 0.1  # share of the names that others stand for in a form filled in anew
_NAME = re.compile(r"(?<=[\w,;)] )[^\W\d_]\w*|\d+")


class _Text:
    """An article as it is compared; of thousands only the runs are kept, words are cut anew when they are asked for."""

    def __init__(self, row: Any):
        self.id, self.source, self.url, self.text = row.article_id, row.source, row.url, row.text
        self.title = row.title if isinstance(row.title, str) and row.text.startswith(row.title) else ""
        said = self.words
        self.length, self.runs = len(said), runs(said)
        named = said if self.length >= SHORT else [*words(self.title), "", *said]
        self.key = hashlib.blake2b(" ".join(named).encode(), digest_size=16).digest()  # the same for exact copies
        windows = sliding_window_view(self.runs, WINDOW).min(axis=1) if len(self.runs) >= WINDOW else self.runs[:0]
        # any passage of some twenty words has one of these, wherever it stands
        self.sketch = np.union1d(windows, np.unique(self.runs)[:SKETCH])

    @property
    def body(self) -> str:
        return self.text[len(self.title) :]

    @property
    def words(self) -> list[str]:
        return words(self.body)

    @property
    def names(self) -> set[str]:
        """Words with a capital that begin no sentence, and numbers."""
        return {name.casefold() for name in _NAME.findall(self.body) if not name[0].islower()}


def mark_reprints(articles: pd.DataFrame) -> pd.DataFrame:
    """The table ``articles`` with ``duplicate_of`` and ``duplicate_kind`` filled for copies and updates.

    A copy points to the article or update whose text it has, never to another copy.
    """
    size = -articles["text"].str.len()
    order = articles.assign(size=size).sort_values(["published", "size", "article_id"], na_position="last")
    folder, found = _Folder(), {}
    for row in order.itertuples():
        text = _Text(row)
        original, kind = folder.original(text)
        folder.add(text, original, kind)
        if original is not None:
            found[text.id] = original.id, kind
    marks = [found.get(article, (None, None)) for article in articles["article_id"]]
    return articles.assign(duplicate_of=[of for of, _ in marks], duplicate_kind=[kind for _, kind in marks])


def stories(articles: pd.DataFrame) -> dict[str, str]:
    """Of each article the first version of the story that it tells: that of a copied update is the update's first."""
    before = dict(articles.dropna(subset="duplicate_of")[["article_id", "duplicate_of"]].itertuples(index=False))
    firsts = {article: before.get(article, article) for article in articles["article_id"]}
    while (further := {article: before.get(first, first) for article, first in firsts.items()}) != firsts:
        firsts = further
    return firsts


class _Folder:
    """The articles so far, in the order of publication, found by what they share."""

    def __init__(self) -> None:
        self.same: dict[bytes, tuple[_Text, str]] = {}
        self.texts: list[_Text] = []
        self.sharing: dict[int, list[int]] = defaultdict(list)

    def add(self, text: _Text, original: _Text | None, kind: str | None) -> None:
        """Have it found by those to come; what a copy has in common with them its original has too."""
        if original is not None and kind != "update":
            self.same.setdefault(text.key, (original, kind or ""))
            return
        self.same.setdefault(text.key, (text, "exact"))
        for run in text.sketch.tolist():
            if len(self.sharing[run]) < COMMON:
                self.sharing[run].append(len(self.texts))
        self.texts.append(text)

    def original(self, text: _Text) -> tuple[_Text | None, str | None]:
        """What the article is most alike of those before it, and in which way; None where it repeats nothing."""
        same, kind = self.same.get(text.key, (None, None))
        if same is not None and text.length and not _of_another_day(same.title, text.title):
            return same, kind
        sharing = (self.sharing.get(run, ()) for run in text.sketch.tolist())
        alike = Counter(place for places in sharing if len(places) < COMMON for place in places)
        likely = [place for place, count in alike.items() if count >= self._least(text, place)]
        closest = sorted(likely, key=lambda place: (-alike[place], place))[:CLOSEST]
        kinds = [(*_kind(text, self.texts[place]), -place) for place in closest]
        _, kind, place = max(kinds, key=lambda one: (one[0], one[2]), default=(0.0, None, 0))
        return (self.texts[-place], kind) if kind else (None, None)

    def _least(self, text: _Text, place: int) -> float:
        """How many runs of their sketches two articles share, if one repeats the other."""
        return SKETCHED * min(len(text.sketch), len(self.texts[place].sketch))


def _kind(text: _Text, before: _Text) -> tuple[float, str | None]:
    """How alike two articles are, and what the later one is: a copy (near), an update, or neither (None)."""
    page = pd.notna(text.url) and text.url == before.url
    own = page or (pd.notna(text.source) and text.source == before.source)
    new, old = (text.runs, before.runs)
    if own or pd.isna(text.source) or pd.isna(before.source):
        new, old = _without_footer(new, old)
    share = shared(new, old)
    if share < SAME and not own:
        return 0.0, None
    kept = shared(old, new)
    if share < SAME and kept < (PAGE if page else KEPT):
        return 0.0, None
    if share * text.length < FEW and max(shared(new, old, edit=0), shared(old, new, edit=0)) < WHOLLY:
        return 0.0, None
    if _is_another_form(before, text):
        return 0.0, None
    if own and (1 - share) * text.length >= NEWS:
        return max(share, kept), "update"
    if kept < SAME and _is_quoted(text, before):
        return 0.0, None
    return share, "near"


def _without_footer(one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The runs of two texts without those of the end that they have in common, where it is short."""
    shorter = min(len(one), len(other))
    differs = np.flatnonzero(one[len(one) - shorter :][::-1] != other[len(other) - shorter :][::-1])
    same = int(differs[0]) if len(differs) else shorter
    if same > FOOTER or shorter - same < NEWS:
        return one, other
    return one[: len(one) - same], other[: len(other) - same]


def _is_quoted(text: _Text, longer: _Text) -> bool:
    """Whether the beginning of a text stands in a longer one only after words of that one's own."""
    begin = text.runs[: 2 * LEAD]
    return shared(longer.runs[:LEAD], begin) < 0.5 <= shared(begin[:LEAD], longer.runs)


def _is_another_form(before: _Text, after: _Text) -> bool:
    """Whether another day, or other names, stand in the one text just where those of the other stand in it."""
    if _of_another_day(before.title, after.title):
        return True
    old_words, new_words = before.words, after.words
    old_names, new_names = before.names, after.names
    gone, come = old_names.difference(new_words), new_names.difference(old_words)
    swapped: set[str] = set()
    for old, new in _changes(old_words, new_words):
        if _differ(_days(old_words, *old), _days(new_words, *new)):
            return True
        others = come.intersection(new_words[slice(*new)])
        for one in gone.intersection(old_words[slice(*old)]):
            if others and not any(_is_spelling(one, other) for other in others):
                swapped.add(one)
    return len(swapped) >= max(2, FILLED * len(old_names))


def _of_another_day(before: str, after: str) -> bool:
    """Whether two headlines are one but for the day."""
    old, new = words(before), words(after)
    if len(set(old) & set(new)) * 2 < max(len(old), len(new)):
        return False
    return any(_differ(_days(old, *a), _days(new, *b)) for a, b in _changes(old, new))


def _changes(before: list[str], after: list[str]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The few words between runs of both texts in whose place others stand: first and one past the last, in either."""
    known = dict(_numbered(before))
    at, there = -RUN, -RUN
    for run, place in (*_numbered(after), (None, len(after))):
        other = known.get(run) if run else len(before)
        if other is None:
            continue
        if 0 < other - there - RUN <= BLANK and 0 < place - at - RUN <= BLANK:
            yield (there + RUN, other), (at + RUN, place)
        at, there = place, other


def _numbered(texts: list[str]) -> Iterator[tuple[tuple, int]]:
    """Each run of words, with how often it stood there before, and its place."""
    seen: Counter[tuple[str, ...]] = Counter()
    for place, run in enumerate(zip(*(texts[n:] for n in range(RUN)), strict=False)):
        yield (*run, seen[run]), place
        seen[run] += 1


def _is_spelling(one: str, other: str) -> bool:
    """Whether two names may be one, written in another way: Kiev and Kyiv."""
    return not one.isdigit() and SequenceMatcher(None, one, other).ratio() >= 0.6


def _differ(old: tuple[Set[str], Set[str]], new: tuple[Set[str], Set[str]]) -> bool:
    """Whether both have weekdays, or days of a month, and none in common."""
    return any(a and b and not a & b for a, b in zip(old, new, strict=True))


def _days(texts: list[str], start: int, end: int) -> tuple[Set[str], Set[str]]:
    """The weekdays of a stretch, and its numbers beside the name of a month; a dateline tells nothing."""
    numbers = set()
    for place in range(start, end):
        before, beside = texts[max(0, place - 2) : place], texts[max(0, place - 1) : place + 2]
        if texts[place].isdigit() and not (_months().isdisjoint(beside) or _DATING.isdisjoint(before)):
            numbers.add(texts[place])
    return _weekdays().intersection(texts[start:end]), numbers


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.load("time_words") if row["class"] == "WEEKDAY")


@cache
def _months() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.load("time_words") if row["class"] in ("MONTH", "MAY", "ABBR"))
