"""How much of one text stands in another, in words: what marks an article as a copy, and what its diff shows.

Texts are compared by their runs of three words: two people who write of one thing share few of these, a copy keeps most
of them wherever its paragraphs went.  A few words changed between two runs are an edit, and count as the other's.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

RUN = 3  # words
EDIT = 10  # most words between two runs that are an edit of what stood there
WORD = re.compile(r"\w+")
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


def words(text: str) -> list[str]:
    """The words of a text, without case, marks and white space."""
    return WORD.findall(text.casefold())


def runs(texts: Sequence[str]) -> np.ndarray:
    """A number for each run of three words, in their order; the same on every machine."""
    codes = np.fromiter(map(_code, texts), np.uint64, len(texts))
    if len(codes) < RUN:
        return codes[:0]
    last = len(codes) - RUN + 1
    mixed = codes[:last] * _FACTORS[0]
    for n in range(1, RUN):
        mixed = (mixed ^ (mixed >> np.uint64(29))) + codes[n : last + n] * _FACTORS[n]
    mixed = (mixed ^ (mixed >> np.uint64(32))) * _FACTORS[0]
    return mixed ^ (mixed >> np.uint64(29))


def shared(mine: np.ndarray, other: np.ndarray, edit: int = EDIT) -> float:
    """The share of a text's words (given by its runs) that stands in another, small edits of what stood there too."""
    if not len(mine) or not len(other):
        return 0.0
    order = np.argsort(other, kind="stable")
    ordered = other[order]
    before = np.searchsorted(ordered, mine)
    found = np.flatnonzero(ordered[np.minimum(before, len(other) - 1)] == mine)
    if not len(found):
        return 0.0
    before = before[found]
    place, once = order[before], np.searchsorted(ordered, mine[found], side="right") - before == 1
    steps, there = np.diff(found), np.diff(place)
    goes_on = (there > 0) & (there <= RUN + edit) | ~(once[1:] & once[:-1])
    edited = (steps <= RUN + edit) & goes_on
    covered = RUN + np.where(edited, steps, np.minimum(steps, RUN)).sum()
    return float(covered / (len(mine) + RUN - 1))


@lru_cache(maxsize=4_096)
def _code(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")
