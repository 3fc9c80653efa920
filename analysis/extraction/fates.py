"""Words for what is counted and for what befell it, as ``counted.csv`` and ``fates.csv`` have them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from .. import lexicon

PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted: the unit and its kind (of ``counted.csv``), the token."""

    what: str
    kind: str
    token: Any


@dataclass(frozen=True, slots=True)
class Told:
    """What is counted and what befell it; the noun, the last word that says so, and who lost them, if these are told.

    Without a fate the number goes on with what was counted before.
    """

    counted: str
    fate: str
    noun: Any = None
    end: Any = None
    loser: Any = None
    bound: str = ""
    total: bool = False


@cache
def counted_words() -> dict[str, tuple[str, str]]:
    """Word to the unit that counts it and its kind."""
    return {noun: (row["unit"], row["kind"]) for row in lexicon.load("counted") for noun in row["nouns"].split()}


@cache
def _fates() -> dict[tuple[str, str], list[tuple[str, tuple[str, ...]]]]:
    """Column and word of ``fates.csv`` to the fates that it tells, each with the kinds that it can befall."""
    found: dict[tuple[str, str], list[tuple[str, tuple[str, ...]]]] = {}
    for row in lexicon.load("fates"):
        for column in ("verbs", "ways", "states", "nouns"):
            for word in row[column].split():
                found.setdefault((column, word), []).append((row["fate"], tuple(row["of"].split())))
    return found


def befell(column: str, token: Any, kind: str) -> str | None:
    """What the word says befell something of the kind."""
    told = _fates().get((column, token.lower_)) or _fates().get((column, token.lemma_.lower())) or ()
    return next((fate for fate, kinds in told if kind in kinds), None)


def noun_of(token: Any) -> Noun | None:
    """What the word counts, with the word before it where it takes two ("square kilometres")."""
    before = token.nbor(-1).lower_ if token.i else ""
    for word in (f"{before}_{token.lower_}", f"{before}_{token.lemma_.lower()}", token.lower_, token.lemma_.lower()):
        if word in counted_words():
            return Noun(*counted_words()[word], token)
    is_people = token.ent_type_ == "NORP" and token.tag_ in ("NNPS", "NNS")  # "twelve Americans"
    return Noun(PEOPLE, PEOPLE, token) if is_people else None
