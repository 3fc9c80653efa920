"""Actors known only by a description: "German officials", "Navalny's associates", "a foreign ministry"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .. import names
from ..lexicon import word_list
from .grammar import has_child, is_subject, tells_why
from .spot import Spot
from .titles import is_title
from .words import audiences, pronouns

if TYPE_CHECKING:
    from .actors import Actors

_LONGEST = 80  # characters: what is longer describes an event, not an actor
_LONGEST_TAIL = 7  # tokens behind "of"


def described(actors: Actors, spot: Spot, kind: str, countries: list[str]) -> list[int]:
    """The actor that the noun and its modifiers describe; none where the description refers to nobody known."""
    name = _description(actors, spot)
    if not name:
        return []
    audience = audiences().get(names.plain(name))
    if audience:
        return [actors.audience(audience)]
    has_office = kind == "person" and is_title(spot.token) and not has_child(spot.token, "poss")
    actor = actors.add(name, kind, countries[0] if len(countries) == 1 else None, name if has_office else None)
    actors.mention(spot, "nominal", actor, is_subject(spot.token))
    return [actor]


def _description(actors: Actors, spot: Spot) -> str:
    parts: list[str] = []
    for part in spot.token.lefts:
        if part.dep_ == "poss":
            owner = _owner(actors, spot.at(part))
            if owner is None:
                return ""
            parts.append(owner + "'s")
        elif part.dep_ in ("amod", "compound", "nmod", "nummod", "punct", "quantmod") and _tells(part.lower_):
            within = [t for t in part.subtree if t.lower_ not in word_list("determiner") and not t.is_quote]
            parts.append(_joined(within))
    parts.append(spot.token.text)
    for part in spot.token.rights:
        tells = part.dep_ == "prep" and part.lower_ in ("of", "for", "from") and part.i <= spot.token.i + 2
        if tells and not tells_why(part):
            tail = _up_to_comma(list(part.subtree))
            if len(tail) <= _LONGEST_TAIL:
                parts.append("".join(_spelled_out(actors, spot.at(t)) for t in tail).strip())
            break
    text = " ".join(p for p in parts if p).replace(" - ", "-").replace("- ", "-").replace("( ", "(")
    return "" if len(text) > _LONGEST else text.strip(" \"“”'’,;:")


def _up_to_comma(tail: list[Any]) -> list[Any]:
    """The tail without what a comma adds to it ("the family of Hallam, 37 years old"); a list stays whole."""
    at = next((n for n, t in enumerate(tail) if t.text == "," and not any(c.dep_ == "cc" for c in tail[n:])), len(tail))
    return tail[:at]


def _tells(word: str) -> bool:
    """Whether the modifier tells one group from another."""
    return word not in word_list("determiner") and word not in word_list("loose_rank")


def _joined(tokens: Iterable[Any]) -> str:
    return "".join(t.text_with_ws for t in tokens).strip()


def _owner(actors: Actors, spot: Spot) -> str | None:
    """The name of the owner, or the words for one whom nothing names; None for an open pronoun."""
    owner = actors.one(spot)
    if len(owner) > 1 or not owner and spot.token.lower_ in pronouns():
        return None
    return actors[owner[0]].name if owner else _joined(t for t in spot.token.subtree if t.tag_ != "POS")


def _spelled_out(actors: Actors, spot: Spot) -> str:
    """The token, or the name of whom a pronoun means: "people of his country", "a spokesman for her"."""
    token = spot.token
    if token.tag_ in ("PRP", "PRP$"):
        owner = actors.one(spot)
        ending = "'s" if token.tag_ == "PRP$" else ""
        return actors[owner[0]].name + ending + token.whitespace_ if len(owner) == 1 else token.text_with_ws
    return token.text_with_ws
