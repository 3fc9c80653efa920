"""Titles and the words of offices, and what they tell of their holder."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from .. import lexicon, names


@cache
def titles() -> dict[str, dict[str, str]]:
    """Title to its row, single words; "prime minister" is found by its last word."""
    return {row["title"]: row for row in lexicon.load("titles")}


@cache
def role_words(kind: str) -> frozenset[str]:
    """In offices: a ``rank`` (deputy), a ``field`` (foreign); of names: a ``body`` (Ministry), its ``members``."""
    return frozenset(row["word"] for row in lexicon.load("role_words") if row["kind"] == kind)


def modifies_office(word: str) -> bool:
    """Whether the lower-case word is the rank or the field of an office."""
    return word in role_words("field") or word in role_words("rank")


@lru_cache(8_192)
def singular(word: str) -> str:
    """The word without a plural ending, as far as titles need it."""
    if word in titles():
        return word
    for ending, rest in (("ies", "y"), ("men", "man"), ("women", "woman"), ("s", "")):
        if word.endswith(ending) and word[: -len(ending)] + rest in titles():
            return word[: -len(ending)] + rest
    return word


def singular_title(word: str) -> bool:
    """Whether the lower-case word is a title in the singular, also behind a hyphen (secretary-general)."""
    return word in titles() or word.rpartition("-")[2] in titles()


def is_title(token: Any) -> bool:
    """Whether the token is a title, in the singular or the plural."""
    return means_title(token.lower_)


@lru_cache(8_192)
def means_title(word: str) -> bool:
    """Whether the lower-case word is a title, in the singular or the plural."""
    word = word.rstrip(".")
    return singular(word) in titles() or singular(word.rpartition("-")[2]) in titles()


@lru_cache(5_000)
def gender_of(role: str | None) -> str | None:
    """Gender that an office tells (king, spokeswoman), if any."""
    for word in names.words(role or ""):
        row = titles().get(word)
        if row and row["gender"]:
            return row["gender"]
    return None
