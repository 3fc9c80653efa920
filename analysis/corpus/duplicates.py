"""Copies and updates: articles whose text is that of another, mostly so, or has grown out of it.

The same words under any headline are an exact copy.  Other candidates share some runs of words (``sketches``) and are
then compared whole.  Of two alike the one published first is kept, on one day the longer one.  Three likenesses make
no copy: a form filled in anew, with other names or another day; a text that another one quotes in full; and what an
outlet adds to a story of its own, which is an update.
"""

from __future__ import annotations

import hashlib
import re
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from ..likeness import runs, shared, words
from . import sketches
from .forms import Said, is_another_form, is_of_another_day, said

SKETCHED = 0.04  # least share of the runs of its sketch that a copy has, however it is edited
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
_READ = 300  # texts that are kept cut into words: those of one form are compared again and again
_NAME = re.compile(r"(?<=[\w,;)] )[^\W\d_]\w*|\d+")


class _Text:
    """An article as it is compared."""

    def __init__(self, title: Any, text: str):
        self.title = title if isinstance(title, str) and text.startswith(title) else ""
        self.body = text[len(self.title) :]
        self.words = words(self.body)
        self.runs = runs(self.words)

    @property
    def key(self) -> bytes:
        """The same for exact copies."""
        named = self.words if len(self.words) >= SHORT else [*words(self.title), "", *self.words]
        return hashlib.blake2b(" ".join(named).encode(), digest_size=16).digest()

    @cached_property
    def said(self) -> Said:
        return said(self.words, self.runs)

    @cached_property
    def names(self) -> set[str]:
        """Words with a capital that begin no sentence, and numbers."""
        return {name.casefold() for name in _NAME.findall(self.body) if not name[0].islower()}


class _Original(NamedTuple):
    """What an article repeats, by its number in the order of publication, and how: exact, near or update."""

    number: int
    kind: str


def mark_reprints(articles: pd.DataFrame) -> pd.DataFrame:
    """The table ``articles`` with ``duplicate_of`` and ``duplicate_kind`` filled for copies and updates.

    A copy points to the article or update whose text it has, never to another copy.
    """
    first = articles[["published", "article_id"]].assign(size=-articles["text"].str.len()).reset_index(drop=True)
    order = first.sort_values(["published", "size", "article_id"], na_position="last").index
    found, ids = _Folder(articles, order.to_numpy()).originals(), articles["article_id"].array
    of, kinds = (np.full(len(articles), None, object) for _ in range(2))
    for number, original in found.items():
        of[order[number]], kinds[order[number]] = ids[order[original.number]], original.kind
    return articles.assign(duplicate_of=list(of), duplicate_kind=list(kinds))


def stories(articles: pd.DataFrame) -> dict[str, str]:
    """Of each article the first version of the story that it tells: that of a copied update is the update's first."""
    before = dict(articles.dropna(subset="duplicate_of")[["article_id", "duplicate_of"]].itertuples(index=False))
    firsts = {article: before.get(article, article) for article in articles["article_id"]}
    while (further := {article: before.get(first, first) for article, first in firsts.items()}) != firsts:
        firsts = further
    return firsts


class _Folder:
    """The articles in the order of publication, each found by those after it through what they share.

    Of thousands only sketches and hashes are held; a text is read again when it may be alike.
    """

    def __init__(self, articles: pd.DataFrame, order: np.ndarray) -> None:
        titles, texts = (pa.array(articles[column]) for column in ("title", "text"))

        def read(number: int) -> _Text:
            return _Text(titles[order[number]].as_py(), texts[order[number]].as_py())

        self._text = lru_cache(_READ)(read)
        self._sources, self._pages = (pd.factorize(articles[column])[0][order] for column in ("source", "url"))
        self._keys: list[bytes] = []  # empty where a text has no words
        sketched, shortened = [], []
        for number in range(len(order)):
            text = read(number)
            self._keys.append(text.key if text.words else b"")
            sketched.append(sketches.sketch(text.runs))
            shortened.append(text.runs.astype(sketches.SHORT))
        self._sharing, self._shares = sketches.Sharing(sketched), sketches.Shares(shortened)

    def originals(self) -> dict[int, _Original]:
        """Of each that repeats another, what it is most alike of those before it; by their numbers."""
        found: dict[int, _Original] = {}
        same: dict[bytes, _Original] = {}
        for number, key in enumerate(self._keys):
            original = self._exact(number, same.get(key)) or self._nearest(number)
            if original:
                found[number] = original
            if original is None or original.kind == "update":
                self._sharing.add(number)
                original = _Original(number, "exact")
            # what a copy has in common with those to come its original has too
            same.setdefault(key, original)
        return found

    def _exact(self, number: int, same: _Original | None) -> _Original | None:
        if same is None or not self._keys[number]:
            return None
        return None if is_of_another_day(self._text(same.number).title, self._text(number).title) else same

    def _nearest(self, number: int) -> _Original | None:
        others, counts = self._sharing.with_runs_of(number)
        likely = counts >= SKETCHED * np.minimum(self._sharing.sizes[number], self._sharing.sizes[others])
        if not likely.any():
            return None
        others, counts = others[likely], counts[likely]
        closest = others[np.lexsort((others, -counts))][:CLOSEST]
        least = self._least_kept(number, closest)
        share, kept = self._shares.at_most(number, closest)
        may_be = (share >= SAME) | (kept >= least)
        pairs = zip(closest[may_be].tolist(), least[may_be].tolist(), strict=True)
        kinds = [(*self._kind(number, other, of_update), other) for other, of_update in pairs]
        _, kind, other = max(kinds, key=lambda one: (one[0], -one[2]), default=(0.0, None, 0))
        return _Original(other, kind) if kind else None

    def _kind(self, number: int, other: int, of_update: float) -> tuple[float, str | None]:
        signed = self._sources[number] >= 0 and self._sources[other] >= 0
        return _kind(self._text(number), self._text(other), of_update, signed)

    def _least_kept(self, number: int, others: np.ndarray) -> np.ndarray:
        """The share of the words of each other text that an update of it keeps; infinite where it is another's."""
        source, page = self._sources[number], self._pages[number]
        own = np.where((self._sources[others] == source) & (source >= 0), KEPT, np.inf)
        return np.where((self._pages[others] == page) & (page >= 0), PAGE, own)


def _kind(text: _Text, before: _Text, of_update: float, signed: bool) -> tuple[float, str | None]:
    """How alike two articles are, and what the later one is: a copy (near), an update, or neither (None).

    ``of_update``: the share of the earlier one that an update of it keeps, infinite where it is another's;
    ``signed``: whose both are is known.
    """
    new, old, own = text.runs, before.runs, of_update <= 1
    if own or not signed:
        new, old = _without_footer(new, old)
    share = shared(new, old)
    if share < SAME and (not own or shared(old, new) < of_update):
        return 0.0, None
    if share * len(text.words) < FEW and max(shared(new, old, edit=0), shared(old, new, edit=0)) < WHOLLY:
        return 0.0, None
    if _of_another_form(before, text):
        return 0.0, None
    kept = shared(old, new)
    if own and (1 - share) * len(text.words) >= NEWS:
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


def _of_another_form(before: _Text, after: _Text) -> bool:
    """Whether the two stand on one form that was filled in anew."""
    if is_of_another_day(before.title, after.title):
        return True
    return is_another_form(before.said, after.said, before.names, after.names)
