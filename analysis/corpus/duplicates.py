"""Reprints: articles whose text is nearly that of another.

Candidates share some of the five-word shingles with the smallest hashes (a bottom sketch, Broder 1997); a candidate
counts once the whole sets of shingles overlap by ``SAME`` of the smaller one.  The article published first is the
original.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict

import pandas as pd

SHINGLE = 5  # words
SKETCH = 24  # smallest hashes kept of each article
SAME = 0.6
_WORD = re.compile(r"\w+")


def mark_reprints(articles: pd.DataFrame) -> pd.DataFrame:
    """The table ``articles`` with ``duplicate_of`` and ``duplicate_kind`` filled for reprints."""
    order = articles.sort_values(["published", "path", "part"], na_position="last").index
    shingles = {i: _shingles(articles.at[i, "text"]) for i in order if pd.isna(articles.at[i, "duplicate_of"])}
    sharing: dict[int, list[int]] = defaultdict(list)
    original: dict[int, int] = {}
    for i, own in shingles.items():
        sketch = sorted(own)[:SKETCH]
        candidates = dict.fromkeys(other for h in sketch for other in sharing[h])
        for other in candidates:
            if own and len(own & shingles[other]) / min(len(own), len(shingles[other])) >= SAME:
                original[i] = other
                break
        else:
            for h in sketch:
                sharing[h].append(i)
    marked = articles.copy()
    for i, other in original.items():
        marked.at[i, "duplicate_of"] = articles.at[other, "article_id"]
        marked.at[i, "duplicate_kind"] = "near"
    return marked


def _shingles(text: str) -> set[int]:
    words = _WORD.findall(text.casefold())
    runs = (" ".join(words[i : i + SHINGLE]) for i in range(max(0, len(words) - SHINGLE + 1)))
    return {int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big") for run in runs}
