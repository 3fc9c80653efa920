"""Actors known only by a description: "German officials", "Navalny's associates", "a foreign ministry"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .. import names
from ..lexicon import word_list
from .gazetteer import country_names
from .grammar import has_child, is_subject, tells_why
from .spot import Spot
from .titles import is_title
from .words import audiences, pronouns

if TYPE_CHECKING:
    from .actors import Actors

_LONGEST = 80  # characters: what is longer describes an event, not an actor
_LONGEST_TAIL = 7  # tokens behind "of"
_TELLING = ("of", "for", "from")  # what an actor is of, behind the noun
_PLACING = ("in", "at", "near", "around", "across")  # where it is


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


def of_all(actors: Actors, spot: Spot, heads: list[Any]) -> int | None:
    """The one group of several nouns that share what stands behind the last: "generals and admirals of the navy"."""
    last = heads[-1]
    plural = all(t.tag_ == "NNS" and actors.named(spot.at(t)) is None for t in heads)
    own = any(t.dep_ in ("det", "poss", "amod", "nmod", "prep") for head in heads[1:] for t in head.lefts)
    hosts = (heads[0], last, *last.rights)
    behind = next((c for t in hosts for c in t.rights if c.lower_ == "of" and 0 < c.i - last.i <= 2), None)
    if len(heads) < 2 or not plural or own or behind is None:
        return None
    tail = _up_to_comma(list(behind.subtree))
    if len(tail) > _LONGEST_TAIL or tail[-1].i - heads[0].i > 2 * _LONGEST_TAIL:
        return None
    doc, first = spot.segment.doc, heads[0].left_edge.i
    first += doc[first].lower_ in word_list("determiner")
    actor = actors.add(" ".join(doc.span(first, tail[-1].i + 1).text.split()), "group")
    actors.mention(spot, "nominal", actor, is_subject(spot.token))
    return actor


def _description(actors: Actors, spot: Spot) -> str:
    parts: list[str] = []
    for part in spot.token.lefts:
        if part.dep_ == "poss":
            owner = _owner(actors, spot.at(part))
            if owner is None:
                return ""
            parts.append(owner + "'s")
        elif part.dep_ in ("amod", "compound", "nmod", "nummod", "punct", "quantmod") and _tells(part):
            within = [t for t in part.subtree if t.lower_ not in word_list("determiner") and not t.is_quote]
            parts.append(_joined(within))
    parts.append(spot.token.text)
    for part in spot.token.rights:
        links = (*_TELLING, *_PLACING) if is_subject(spot.token) else _TELLING  # "told officials in May": when
        tells = part.dep_ == "prep" and part.lower_ in links and part.i <= spot.token.i + 2
        if tells and not tells_why(part):
            tail = _up_to_comma(list(part.subtree))
            if len(tail) <= _LONGEST_TAIL:
                parts.append("".join(_spelled_out(actors, spot.at(t)) for t in tail).strip())
            break
    text = " ".join(p for p in parts if p).replace(" - ", "-").replace("- ", "-").replace("( ", "(")
    return "" if len(text) > _LONGEST else text.strip(" \"“”'’,;:")


def _up_to_comma(tail: list[Any]) -> list[Any]:
    """The tail without what a bracket or a comma adds ("the family of Hallam, 37 years old"); a list stays whole."""
    for n, token in enumerate(tail):
        if token.text == "(" or token.text == "," and not any(c.dep_ == "cc" for c in tail[n:]):
            return tail[:n]
    return tail


def _tells(part: Any) -> bool:
    """Whether the modifier tells one actor from another; of a group a rank does where nothing else does."""
    if part.lower_ in word_list("loose_rank") and part.head.tag_ == "NNS":
        others = (c for c in part.head.lefts if c.dep_ in ("amod", "compound", "nmod"))
        return all(c.lower_ in word_list("loose_rank") for c in others)
    return part.lower_ not in word_list("determiner")


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
    token, doc = spot.token, spot.segment.doc
    if token.i > 0 and token.lower_ in ("country", "nation") and (home := _homeland(actors, spot.at(doc[token.i - 1]))):
        return home
    if token.tag_ in ("PRP", "PRP$"):
        if doc.span(token.i + 1, token.i + 2).text in ("country", "nation") and _homeland(actors, spot):
            return ""
        owner = actors.one(spot)
        ending = "'s" if token.tag_ == "PRP$" else ""
        return (
            actors[owner[0]].name + ending + token.text_with_ws[len(token) :] if len(owner) == 1 else token.text_with_ws
        )
    return token.text_with_ws


def _homeland(actors: Actors, spot: Spot) -> str | None:
    """The country of whom a possessive pronoun means: "the people of his country"."""
    owner = actors.one(spot) if spot.token.tag_ == "PRP$" else []
    code = actors[owner[0]].country if len(owner) == 1 else None
    return country_names()[code] if code else None
