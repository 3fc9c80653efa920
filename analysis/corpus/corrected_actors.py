"""Corrections of who is who: two actors of the corpus are one, or one is another in an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .. import names
from ..aliases import Target
from ..corrections import NEEDLESS, OF_ACTORS, Correction, hash_of, labelled
from ..sheets import Problem
from .cast import Called, Cast, Unclear
from .joined import Joined, Local
from .known import Key

_SPELLING = "See how the table actors spells it, or undo the correction."


def correct_actors(
    place: Mapping[Key, Joined], findings: Mapping[str, Any], corrections: Iterable[Correction]
) -> tuple[dict[Key, Joined], list[Problem]]:
    """The place of each article's actor after the corrections, and those that could not be applied."""
    wanted = [c for c in corrections if c.what in OF_ACTORS]
    return _Actors(place, findings).after(wanted) if wanted else (dict(place), [])


class _Actors:
    """The actors of a corpus while they are corrected."""

    def __init__(self, place: Mapping[Key, Joined], findings: Mapping[str, Any]):
        self.place = dict(place)
        self.findings = findings
        self.cast: Cast[Joined] = Cast()
        for joined in dict.fromkeys(self.place.values()):
            self._learn(joined)

    def after(self, corrections: list[Correction]) -> tuple[dict[Key, Joined], list[Problem]]:
        problems = []
        for correction in corrections:
            act = self._merge if correction.what == "merge actors" else self._split
            try:
                problem = act(correction)
            except Unclear as error:
                problem = correction.problem("warning", f"{error}.", "Write kind and country: Name [person, XVE].")
            problems += [problem] if problem else []
        return self.place, problems

    def _learn(self, joined: Joined) -> None:
        self.cast.add(joined, Called(joined.name, joined.kind, joined.country, tuple(joined.spellings)))

    def _merge(self, correction: Correction) -> Problem | None:
        target = labelled(correction.new)
        one, other = self.cast.find(labelled(correction.old)), self.cast.find(target)
        if one is None:
            return correction.problem("warning", f"no actor is called {correction.old}.", _SPELLING)
        if one is other and names.plain(one.name) == names.plain(target.name):
            return correction.problem("note", f"{correction.old} and {correction.new} are one already.", NEEDLESS)
        if other is None or one is other:
            _pin(one, target)
            self._learn(one)
            return None
        _pin(other)
        other.absorb(one)
        self.place = {key: other if joined is one else joined for key, joined in self.place.items()}
        self.cast.drop(one)
        self._learn(other)
        return None

    def _split(self, correction: Correction) -> Problem | None:
        target = labelled(correction.new)
        here = [key for key in self.place if hash_of(key[0]) == correction.article]
        one = self.cast.find(labelled(correction.old), near=[self.place[key] for key in here])
        moving = [key for key in here if self.place[key] is one]
        if one is None or not moving:
            return correction.problem("warning", f"the article names no {correction.old}.", _SPELLING)
        other = self.cast.find(target, but=one)
        if other is None:
            other = Joined(target.kind or one.kind, names.words(target.name), given=target)
        _pin(other)
        rest = Joined(one.kind, one.words, one.apart, given=one.given)
        self.place |= dict.fromkeys(moving, other)
        for key in [key for key, joined in self.place.items() if joined is one]:
            self.place[key] = rest
        for keys, joined in ((moving, other), ([k for k, j in self.place.items() if j is rest], rest)):
            for article, number in keys:
                actor = self.findings[article].actors[number]
                joined.take_in(Local(article, number, actor, names.words(actor.name)))
        self.cast.drop(one)
        for joined in (other, *([rest] if rest.articles else [])):
            self._learn(joined)
        return None


def _pin(joined: Joined, target: Target | None = None) -> None:
    """Hold the actor to the name, kind and country that the person gives, or else to those that it has."""
    joined.hold(target or joined.given or Target(joined.name, joined.kind, joined.country))
