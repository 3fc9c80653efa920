"""Who holds an office: "the Armenian foreign minister" and "the president of the European Council" as persons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from .. import lexicon, names
from ..lexicon import word_list
from .joined import Joined


def holder(actor: Any, by_word: Mapping[tuple[str | None, str], list[Joined]]) -> Joined | None:
    """The one person whose role has all words of the office; ``by_word`` has the persons by the words of their roles.

    An office is told by its country, or by two words besides the title ("European Council"); of each word there are
    the persons of a country, and those of any (None).
    """
    if not actor.role:
        return None
    wanted = set(names.words(actor.role)) - _small_words()
    if actor.country:
        wanted -= _country_words(actor.country)
    if not wanted or not actor.country and len(wanted - _titles()) < 2:
        return None
    fewest = min((by_word.get((actor.country or None, word), []) for word in wanted), key=len)
    return _only_holder(wanted, fewest)


def holder_among(actor: Any, present: Iterable[Joined]) -> Joined | None:
    """The only person named in the same article who has the bare office, maybe in another article."""
    wanted = set(names.words(actor.role or "")) - _small_words()
    if actor.country or not wanted & word_list("single_office") or not wanted <= _titles() | _fields():
        return None
    return _only_holder(wanted, present)


def _only_holder(wanted: set[str], persons: Iterable[Joined]) -> Joined | None:
    holding = (j for j in persons if any(_is_office(wanted, role) for role in j.roles))
    first = next(holding, None)
    return None if any(other is not first for other in holding) else first


def _is_office(wanted: set[str], role: str) -> bool:
    """Whether the role has all the words wanted and is not that of a deputy or a predecessor."""
    words = set(names.words(role))
    return wanted <= words and not (_lesser() & words) - wanted


@cache
def _lesser() -> frozenset[str]:
    return word_list("lesser_rank") | word_list("passing_rank")


@cache
def _small_words() -> frozenset[str]:
    return word_list("office_link") | word_list("determiner")


@cache
def _titles() -> frozenset[str]:
    """Words that open or qualify an office and name no body."""
    ranks = (row["word"] for row in lexicon.load("role_words") if row["kind"] == "rank")
    return frozenset(word for row in lexicon.load("titles") for word in names.words(row["title"])) | set(ranks)


@cache
def _fields() -> frozenset[str]:
    """Words of what an office is for (foreign)."""
    return frozenset(row["word"] for row in lexicon.load("role_words") if row["kind"] == "field")


@cache
def _country_words(country: str) -> frozenset[str]:
    """The words by which a role says its country."""
    rows = [row for row in lexicon.load("countries") if row["country"] == country]
    forms = (";".join((row["name"], row["aliases"], row["demonyms"])) for row in rows)
    return frozenset(names.words(" ".join(forms).replace(";", " ")))
