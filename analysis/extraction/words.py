"""Tables of the lexicon in the shape in which extraction asks them; each is read when it is first needed."""

from __future__ import annotations

from functools import cache
from typing import Any

from .. import lexicon

Frame = dict[str, str]


@cache
def pronouns() -> dict[str, tuple[str, str]]:
    """Pronoun to what it stands for (person, thing, plural, speaker ...) and its gender."""
    return {row["word"]: (row["kind"], row["gender"]) for row in lexicon.load("pronouns")}


@cache
def actor_nouns() -> dict[str, str]:
    """Common noun that can act, to the kind of actor."""
    return {row["noun"]: row["kind"] for row in lexicon.load("actor_nouns")}


@cache
def audiences() -> dict[str, str]:
    """Noun for an audience, to the audience."""
    return {row["word"]: row["audience"] for row in lexicon.load("audiences")}


@cache
def speech_nouns() -> dict[str, Frame]:
    """Noun of communication (statement, call, letter), to its frame."""
    return {row["noun"]: row for row in lexicon.load("speech_nouns")}


@cache
def speech_objects() -> frozenset[str]:
    """Nouns that only words can convey (concern, condolence)."""
    return frozenset(row["noun"] for row in lexicon.load("speech_objects"))


@cache
def never_speak() -> frozenset[str]:
    """Nouns that stand before verbs of speech and are nobody ("figures say")."""
    return frozenset(row["noun"] for row in lexicon.load("never_speak"))


def may_speak(noun: Any) -> bool:
    """Whether the subject of a verb of speech can be somebody: "figures say" names nobody."""
    return not {noun.lower_, noun.lemma_.lower()} & never_speak()


@cache
def outlet_words() -> frozenset[str]:
    """Words in the names of newspapers, agencies and broadcasters."""
    return frozenset(row["word"] for row in lexicon.load("outlet_words"))


@cache
def status_words() -> dict[str, str]:
    """Word that governs a verb, to the status that it gives the act."""
    return {row["word"]: row["status"] for row in lexicon.load("status_words")}
