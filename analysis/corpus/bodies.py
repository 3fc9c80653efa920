"""Bodies of one state by their office: "Veslandic Defence Ministry" and "Ministry of Defence of Vesland" are one."""

from __future__ import annotations

from functools import cache, lru_cache

from .. import lexicon, names
from ..lexicon import word_list

_KEPT = 4_096  # names: asked about again and again
_OFFICIAL, _OWNED, _PLAIN = 1, 2, 3


@lru_cache(_KEPT)
def office_of(name: str, country: str | None) -> str | None:
    """The words of the office that a body of the country is, in one order and without the country's names.

    Nothing for what is no body of state, and for what several bodies of a state are called ("the ministry").
    """
    words = _bare(name, country)[0]
    if not words & word_list("state_body") or len(words) == 1 and not words & word_list("single_body"):
        return None
    return " ".join(sorted(words))


@lru_cache(_KEPT)
def fullness(name: str, country: str | None) -> int:
    """How well the name of an office can stand alone: best with its country, neither as owner nor in official form."""
    _, found, official = _bare(name, country)
    if office_of(name, country) is None or not found:
        return 0
    return _OFFICIAL if official else _OWNED if "'" in name or "’" in name else _PLAIN


def _bare(name: str, country: str | None) -> tuple[frozenset[str], bool, bool]:
    """The words of the office alone; whether the name says its country, and whether in the form of treaties."""
    words = names.words(name)
    without = _without(words, _forms(country)) if country else words
    found = without != words
    official = found and bool(set(words) & word_list("state_form"))
    left = set(without) - word_list("office_link") - (word_list("state_form") if found else frozenset())
    for phrase, same in _equals():
        if phrase <= left:
            left = left - phrase | same
    return frozenset(left), found, official


def _without(words: tuple[str, ...], forms: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """The words without the first form that stands among them."""
    for form in forms:
        for i in range(len(words) - len(form) + 1):
            if words[i : i + len(form)] == form:
                return words[:i] + words[i + len(form) :]
    return words


@cache
def _forms(country: str) -> tuple[tuple[str, ...], ...]:
    """The words of every name and adjective of the country, the longest first."""
    rows = [row for row in lexicon.load("countries") if row["country"] == country]
    forms = (f for row in rows for column in ("name", "aliases", "demonyms") for f in row[column].split(";") if f)
    return tuple(sorted({names.words(form) for form in forms}, key=lambda form: (-len(form), form)))


@cache
def _equals() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Words of offices, and the words that mean the same."""
    rows = lexicon.load("office_words")
    return tuple((frozenset(row["words"].split()), frozenset(row["same"].split())) for row in rows)
