"""Who is meant by a name that a person wrote: the actors of the corpus by all that they are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, NamedTuple, TypeVar

from ..aliases import Target, key

Actor = TypeVar("Actor", bound=Hashable)


class Called(NamedTuple):
    """What an actor is called."""

    name: str
    kind: str
    country: str | None
    others: Iterable[str] = ()


class Unclear(ValueError):
    """Several actors are called so; the message names them."""


class Cast(Generic[Actor]):  # noqa: UP046
    """Actors by name, kind and country, as labels give them."""

    def __init__(self) -> None:
        self._called: dict[Actor, Called] = {}
        self._by_key: dict[str, dict[Actor, None]] = defaultdict(dict)

    def add(self, actor: Actor, called: Called) -> None:
        """Take an actor in, or learn anew what it is called."""
        self._called[actor] = called
        for name in (called.name, *called.others):
            self._by_key[key(name)][actor] = None

    def drop(self, actor: Actor) -> None:
        self._called.pop(actor, None)

    def find(self, target: Target, near: Iterable[Actor] = (), but: Actor | None = None) -> Actor | None:
        """The actor meant, if there is one; of several the one ``near``; Unclear where that does not tell."""
        sought = key(target.name)
        called = self._by_key.get(sought, ())
        found = [a for a in called if a in self._called and a != but and self._fits(a, target)]
        found = [a for a in found if key(self._called[a].name) == sought] or [
            a for a in found if self._bears(a, sought)
        ]
        exact = [a for a in found if target.kind and self._called[a].country == target.country] or found
        if len(exact) > 1:
            close = set(near)
            exact = [a for a in exact if a in close] or exact
        if len(exact) > 1:
            raise Unclear(f"several actors are called {target.name}")
        return exact[0] if exact else None

    def _fits(self, actor: Actor, target: Target) -> bool:
        """Whether nothing but the name can speak against it: one of no known country may be of any."""
        called = self._called[actor]
        return target.kind in (None, called.kind) and (
            None in (target.country, called.country) or target.country == called.country
        )

    def _bears(self, actor: Actor, sought: str) -> bool:
        return any(key(name) == sought for name in self._called[actor].others)
