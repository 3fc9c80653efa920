"""Corrections of who is who: two actors of the corpus are one, or one is another in an article."""

from __future__ import annotations

from collections.abc import Iterable

from .. import names
from ..aliases import Target
from ..corrections import NEEDLESS, OF_ACTORS, Correction, hash_of, labelled
from ..sheets import Problem
from .cast import Called, Cast, Unclear
from .joined import Joined, Locals

_SPELLING = "See how the table actors spells it, or undo the correction."


def correct_actors(
    place: list[Joined], locals_: Locals, corrections: Iterable[Correction]
) -> tuple[list[Joined], list[Problem]]:
    """The place of each article's actor after the corrections, and those that could not be applied."""
    wanted = [c for c in corrections if c.what in OF_ACTORS]
    return _Actors(place, locals_).after(wanted) if wanted else (place, [])


class _Actors:
    """The actors of a corpus while they are corrected."""

    def __init__(self, place: list[Joined], locals_: Locals):
        self.place = place
        self.locals = locals_
        self.cast: Cast[Joined] = Cast()
        for joined in dict.fromkeys(place):
            self._learn(joined)

    def after(self, corrections: list[Correction]) -> tuple[list[Joined], list[Problem]]:
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
        self.place = [other if joined is one else joined for joined in self.place]
        self.cast.drop(one)
        self._learn(other)
        return None

    def _split(self, correction: Correction) -> Problem | None:
        target = labelled(correction.new)
        named_here = (n for n, article in enumerate(self.locals.articles) if hash_of(article) == correction.article)
        here = [actor for article in named_here for actor in self.locals.of_article(article)]
        one = self.cast.find(labelled(correction.old), near=[self.place[actor] for actor in here])
        moving = {actor for actor in here if self.place[actor] is one}
        if one is None or not moving:
            return correction.problem("warning", f"the article names no {correction.old}.", _SPELLING)
        other = self.cast.find(target, but=one)
        if other is None:
            other = Joined(target.kind or one.kind, names.words(target.name), given=target)
        _pin(other)
        rest = Joined(one.kind, one.words, one.apart, given=one.given)
        for actor in self._of(one):
            joined = other if actor in moving else rest
            joined.take_in(self.locals[actor], [self.locals.article_of(actor)])
            self.place[actor] = joined
        self.cast.drop(one)
        for joined in (other, *([rest] if rest.articles else [])):
            self._learn(joined)
        return None

    def _of(self, one: Joined) -> list[int]:
        """Its places, those first where it is named: what it is only described as is no name of it then."""
        places = [actor for actor, joined in enumerate(self.place) if joined is one]
        return sorted(places, key=lambda actor: not self.locals[actor].named)


def _pin(joined: Joined, target: Target | None = None) -> None:
    """Hold the actor to the name, kind and country that the person gives, or else to those that it has."""
    joined.hold(target or joined.given or Target(joined.name, joined.kind, joined.country))
