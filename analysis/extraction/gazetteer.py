"""Names that the lexicon lists: countries with their demonyms and capitals, organisations, a few people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from .. import lexicon, names


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of the lists: what it stands for."""

    name: str
    kind: str  # country, demonym, capital, organisation, seat (of an organisation), platform
    country: str | None


@cache
def _entries() -> dict[str, Entry]:
    """Every name of the lists of countries and organisations, with what it stands for."""
    found: dict[str, Entry] = {}
    columns = {
        "name": "country",
        "aliases": "country",
        "demonyms": "demonym",
        "capitals": "capital",
        "seats": "capital",
    }
    for row in lexicon.load("countries"):
        for column, kind in columns.items():
            for alias in filter(None, row[column].split(";")):
                found.setdefault(alias, Entry(row["name"], kind, row["country"]))
    for row in lexicon.load("organisations"):
        for alias in filter(None, [row["name"], *row["aliases"].split(";")]):
            found.setdefault(alias, Entry(row["name"], row["kind"], row["country"] or None))
        for seat in filter(None, row["seats"].split(";")):
            found.setdefault(seat, Entry(row["name"], "seat", row["country"] or None))
    return found


@cache
def _by_first_word() -> dict[str, list[str]]:
    """First word of a listed name, to the names that begin with it, the longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(_entries(), key=len, reverse=True):
        found.setdefault(re.findall(r"\w+", name)[0], []).append(name)
    return found


@cache
def _may_begin() -> re.Pattern[str]:
    """A word that may begin a listed name: one with a capital, or one of the few without."""
    small = "|".join(sorted(word for word in _by_first_word() if not word[0].isupper()))
    return re.compile(rf"(?<![\w.])(?:(?:{small})\b|[^\W\d_a-z]\w*)")


def can_begin(word: str) -> bool:
    """Whether a listed name may begin with the word."""
    return _may_begin().match(word) is not None


@cache
def _beginning_with(word: str) -> re.Pattern[str]:
    """The listed names that begin with the word; the longest wins."""
    listed_names = "|".join(re.escape(name).replace("'", "['’]") for name in _by_first_word()[word])
    return re.compile(rf"(?:{listed_names})(?!\w)")


def listed(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, Entry]]:
    """Every listed name in the stretch of text: its span and its entry, in order."""
    position, end = start, len(text) if end is None else end
    for word in _may_begin().finditer(text, start, end):
        if word.start() < position or word[0] not in _by_first_word():
            continue
        match = _beginning_with(word[0]).match(text, word.start(), end)
        if match:
            position = match.end()
            yield match.start(), position, _entries()[match[0].replace("’", "'")]


@cache
def country_names() -> dict[str, str]:
    """Country code to name."""
    return {row["country"]: row["name"] for row in lexicon.load("countries")}


@cache
def demonym_of() -> dict[str, str]:
    """Country code to its adjective."""
    return {row["country"]: row["demonyms"].split(";")[0] or row["name"] for row in lexicon.load("countries")}


@lru_cache(5_000)
def country_of(office: str) -> str | None:
    """The country that an office belongs to: not the one that an envoy is sent to or a desk is for."""
    for start, _, entry in listed(office):
        before = office[:start].lower().split()[-2:]
        if entry.country and entry.kind != "capital" and not {"for", "to", "on"} & set(before):
            return entry.country
    return None


@cache
def _people() -> dict[str, list[tuple[str, str, str]]]:
    """Surname to (name, office, country) of the few people whom articles name without a country."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in lexicon.load("people"):
        for name in filter(None, [row["name"], *row["aliases"].split(";")]):
            found.setdefault(names.words(name)[-1], []).append((name, row["office"], row["country"]))
    return found


def country_of_person(name: str, role: str | None) -> str | None:
    """The country of a person whom the article leaves without one: by full name, or by surname and office."""
    words = names.words(name)
    for known, office, country in _people().get(words[-1], []) if words else []:
        by_office = len(words) == 1 and bool(role) and set(names.words(office)) <= set(names.words(role or ""))
        if names.words(known) == words or by_office:
            return country
    return None
