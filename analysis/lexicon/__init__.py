"""Words as data: every table of language knowledge is a CSV file in this folder.

A new verb, title, country or audience is one row and no line of code.  Rows whose first cell starts with
``#`` are comments.
"""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def load(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``NAME.csv``, each a mapping of column to stripped text."""
    with open(FOLDER / f"{name}.csv", encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return tuple(
            {key: (value or "").strip() for key, value in row.items() if key}
            for row in rows
            if not next(iter(row.values()), "").startswith("#")
        )


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of one list of ``word_lists.csv``, where the comment above each says what it is for."""
    words = frozenset(row["word"] for row in load("word_lists") if row["list"] == name)
    if not words:
        raise KeyError(name)
    return words


@cache
def version(*names: str) -> str:
    """Hash of these files, or of all: findings made with other words are not these findings."""
    digest = hashlib.sha256()
    for name in sorted(names or (path.stem for path in FOLDER.glob("*.csv"))):
        content = (FOLDER / f"{name}.csv").read_bytes()
        digest.update(f"{name} {len(content)} ".encode() + content)
    return digest.hexdigest()[:12]
