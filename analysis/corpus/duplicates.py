"""Reprints and updates: articles whose text is mostly that of another, or has grown out of it.

Candidates share some of the five-word shingles with the smallest hashes (a bottom sketch, Broder 1997; longer for a
longer text, so that a short piece is found in it) and are then compared whole.  An article is a reprint if most of its
shingles stand in one published before: a new headline, light edits and cuts change that little.  A story that quotes a
readout in full has more of its own, and is none; if it is of the same outlet it is an update.  Nor is a readout on a
form filled in anew, for another day.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, cached_property

import pandas as pd

from .. import lexicon

SHINGLE = 5  # words
SKETCH = 24  # smallest hashes kept of each article, or
DENSITY = 8  # one in so many
COMMON = 50  # articles with a shingle by which nothing is looked for: it is everybody's footer
SAME = 0.6  # share of the shingles of a reprint that stand in its original
KEPT = 0.6  # share of the shingles of the first version that stand in an update
_DATING = {"on", "since", "from", "until", "by", "of"}  # words before a date that is no dateline
_WORD = re.compile(r"\w+")


@dataclass
class _Text:
    """The words of an article, its shingles and their sketch."""

    text: str

    @cached_property
    def words(self) -> list[str]:
        return _WORD.findall(self.text.casefold())

    @cached_property
    def shingles(self) -> set[int]:
        runs = (" ".join(self.words[i : i + SHINGLE]) for i in range(max(0, len(self.words) - SHINGLE + 1)))
        return {int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big") for run in runs}

    @cached_property
    def sketch(self) -> list[int]:
        return sorted(self.shingles)[: max(SKETCH, len(self.shingles) // DENSITY)]

    def share(self, other: _Text) -> float:
        """How much of it stands in another."""
        return len(self.shingles & other.shingles) / len(self.shingles) if self.shingles else 0.0


def mark_reprints(articles: pd.DataFrame) -> pd.DataFrame:
    """The table ``articles`` with ``duplicate_of`` and ``duplicate_kind`` filled for reprints and updates."""
    texts = {i: _Text(articles.at[i, "text"]) for i in articles.index[articles["duplicate_of"].isna()]}
    order = articles.loc[list(texts)].sort_values("path").assign(size=lambda rows: -rows["text"].str.len())
    order = order.sort_values(["published", "size", "path", "part"], na_position="last")
    sharing: dict[int, list[int]] = defaultdict(list)
    marked = articles.copy()
    for i in order.index:
        candidates = dict.fromkeys(other for h in texts[i].sketch for other in sharing[h] if len(sharing[h]) < COMMON)
        kinds = ((other, _kind(articles, texts, i, other)) for other in candidates)
        found, kind = next(((other, kind) for other, kind in kinds if kind), (None, None))
        if found is not None:
            first = marked.at[found, "duplicate_of"]
            marked.at[i, "duplicate_of"] = articles.at[found, "article_id"] if pd.isna(first) else first
            marked.at[i, "duplicate_kind"] = kind
        if kind != "near":
            for h in texts[i].sketch:
                sharing[h].append(i)
    return marked


def _kind(articles: pd.DataFrame, texts: dict[int, _Text], i: int, other: int) -> str | None:
    """What an article is to one published before: a reprint (near), an update, or neither (None)."""
    text, before = texts[i], texts[other]
    grown = before.share(text) >= KEPT and len(text.words) > len(before.words)
    near = text.share(before) >= SAME
    if not (near or grown) or _is_another_form(before.words, text.words):
        return None
    outlet = articles.at[i, "source"]
    if grown and pd.notna(outlet) and outlet == articles.at[other, "source"]:
        return "update"
    return "near" if near else None


def _is_another_form(before: list[str], after: list[str]) -> bool:
    """Whether a day stands in the one text just where another day stands in the other."""
    for change, start, end, new_start, new_end in SequenceMatcher(None, before, after).get_opcodes():
        if change == "replace" and end - start == new_end - new_start <= SHINGLE:
            old, new = set(_days(before, start, end)), set(_days(after, new_start, new_end))
            if old and new and not old & new:
                return True
    return False


def _days(words: list[str], start: int, end: int) -> Iterator[str]:
    """The weekdays of a stretch, and its numbers beside the name of a month; a dateline tells nothing."""
    for place in range(start, end):
        before, beside = words[max(0, place - 2) : place], words[max(0, place - 1) : place + 2]
        dated = not _months().isdisjoint(beside) and not _DATING.isdisjoint(before)
        if words[place] in _weekdays() or words[place].isdigit() and dated:
            yield words[place]


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.load("time_words") if row["class"] == "WEEKDAY")


@cache
def _months() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.load("time_words") if row["class"] in ("MONTH", "MAY", "ABBR"))
