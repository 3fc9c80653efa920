"""What pronouns mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import words
from .grammar import child, is_subject
from .memory import CLOSE, LOOK_BACK
from .spot import Spot

if TYPE_CHECKING:
    from .actors import Actors

_OBJECTS = ("dobj", "dative", "pobj")


def meant(actors: Actors, spot: Spot, exclude: tuple[int, ...]) -> list[int]:
    """The actors that the pronoun means, and a mention of each."""
    kind, gender = words.pronouns()[spot.token.lower_]
    if kind == "relative":
        return _antecedent(actors, spot, exclude)
    if kind == "speaker":
        found = [] if spot.voice is None else [spot.voice]
    elif kind == "speakers":
        found = [] if spot.voice is None else [_we(actors, spot.voice)]
    elif kind == "person":
        found = _person(actors, spot, gender, exclude)
    elif kind == "thing":
        nearest = actors.memory.nearest(spot, actors.is_a("organisation", "country"), exclude)
        found = [] if nearest is None else [nearest]
    elif kind == "plural":
        found = _they(actors, spot, exclude)
    else:
        found = []
    for actor in found:
        actors.mention(spot, "pronoun", actor, is_subject(spot.token))
    return found


def _person(actors: Actors, spot: Spot, gender: str, exclude: tuple[int, ...]) -> list[int]:
    """He or she: nobody of the other gender, nor the one who is speaking."""

    def fits(a: int) -> bool:
        actor = actors[a]
        return actor.kind == "person" and bool(actor.named or actor.role) and actors.genders.get(a, gender) == gender

    own = _owner_in_clause(actors, spot) if spot.token.tag_ == "PRP$" and spot.voice is None else None
    if own is not None and fits(own) and own not in exclude:
        return [own]
    blocked = (*exclude, *_told_of(actors, spot)) if spot.voice is None else (*exclude, spot.voice)
    memory = actors.memory
    near = memory.nearest_object if spot.token.dep_ in _OBJECTS else memory.nearest
    found = near(spot, fits, blocked)
    persons = actors.of_kind("person")
    if len(persons) == 1:  # the only one there is: the pronoun tells the gender
        actors.genders.setdefault(persons[0], gender)
    return [] if found is None else [found]


def _owner_in_clause(actors: Actors, spot: Spot) -> int | None:
    """Who acts in the clause in which something is called theirs: "the minister thanked the people of his city"."""
    verb = spot.token.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    subject = child(verb, "nsubj")
    if subject is None or subject.pos_ == "PRON" or spot.token in subject.subtree:
        return None
    found = actors.one(spot.at(subject))
    return found[0] if len(found) == 1 else None


def _told_of(actors: Actors, spot: Spot) -> set[int]:
    """Whoever is named in the clause before "he said": somebody else than the one who says it."""
    verb = spot.token.head
    clause = child(verb, "ccomp")
    if spot.token.dep_ != "nsubj" or clause is None or clause.i > spot.token.i:
        return set()
    start, end = (spot.segment.spans[edge.i][0] for edge in (clause.left_edge, clause.right_edge))
    return {seen.actor for seen in actors.memory.before(spot.position) if start <= seen.position <= end}


def _we(actors: Actors, voice: int) -> int:
    """Who "we" is in somebody's mouth: the country of an office holder, else the speaker."""
    actor = actors[voice]
    return actors.country(actor.country) if actor.kind == "person" and actor.role and actor.country else voice


def _they(actors: Actors, spot: Spot, exclude: tuple[int, ...]) -> list[int]:
    """The parties of the last joint act, or a group or body that acted since."""
    memory, position = actors.memory, spot.position
    pair = memory.together_before(position, LOOK_BACK)
    if spot.token.dep_ in _OBJECTS:
        hears = actors.is_a("group", "audience")
        groups = [s for s in memory.before(position) if hears(s.actor) and s.actor not in exclude]
        if groups and groups[0].position > memory.last_together(position) and position - groups[0].position < CLOSE:
            return [groups[0].actor]
        pair = [a for a in pair if a not in exclude] if pair else None
    plural = memory.nearest(spot, actors.is_a("group", "organisation"), exclude)
    if pair and plural is not None:
        return pair if memory.last_together(position) >= memory.last_acted(plural, position) else [plural]
    return pair or ([] if plural is None else [plural])


def _antecedent(actors: Actors, spot: Spot, exclude: tuple[int, ...]) -> list[int]:
    """What the relative clause belongs to."""
    verb = spot.token.head
    while verb.dep_ in ("conj", "xcomp", "ccomp") and verb.head != verb:
        verb = verb.head
    if verb.dep_ == "relcl" and verb.head.i < spot.token.i:
        return actors.one(spot.at(verb.head), exclude)
    return []
