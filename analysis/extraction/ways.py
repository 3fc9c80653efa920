"""How the sides of an act were found: the second and third part of the name of its rule.

Who is named in place is seldom wrong, who is taken over from an earlier clause more often; so the name of a rule says
it ("verb-say/to-default/by-pronoun"), and confidence is counted by it.  ``lexicon/rules.csv`` explains every part.
"""

from __future__ import annotations

from typing import Any

from ..lexicon import word_list
from .actors import Actors
from .cues import Cue
from .ledger import Sides
from .words import pronouns, speech_nouns


def rule_name(actors: Actors, cue: Cue, told: Sides, full: Sides) -> str:
    """The name of the rule of an act, from its sides as the sentence tells them and as the scene completes them."""
    speaker = "document" if _is_document(told.subject) else _way(actors, cue, told.subject, told.speakers)
    if told.mutual and speaker == "shared" and _named(actors, cue, told.told, told.speakers):
        speaker = "name"  # "talks between A and B": one phrase names both sides
    if full.addressees and full.addressees != told.addressees:
        addressee = "default" if all(actors[a].kind == "audience" for a in full.addressees) else "scene"
    elif not full.addressees:
        addressee = "shared" if speaker == "document" else speaker  # "A and B met"
    else:
        addressee = _way(actors, cue, told.told, told.addressees)
        addressee = "scene" if addressee == "shared" else addressee
    return f"{cue.rule}/to-{addressee}/by-{speaker}"


def _is_document(token: Any) -> bool:
    """Whether the speaker stands behind a statement, a letter: "the statement said"."""
    return token is not None and (token.lemma_.lower() in speech_nouns() or token.lower_ in word_list("document"))


def _way(actors: Actors, cue: Cue, token: Any, found: list[int]) -> str:
    """How the phrase headed by the token gave the actors."""
    if token is None:
        return "shared"
    if token.lower_ in pronouns():
        return "pronoun"
    if any(actors[a].kind == "audience" for a in found):
        return "audience"
    if _named(actors, cue, token, found):
        return "name"
    return "title" if any(actors[a].named for a in found) else "description"


def _named(actors: Actors, cue: Cue, token: Any, found: list[int]) -> bool:
    """Whether the phrase itself names one of the actors."""
    return token is not None and any(actors.named(cue.spot.at(t)) in found for t in token.subtree)
