"""Actors of the corpus by the keys of their names and by their country: who else may be called so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from .joined import Joined

Under = tuple[str, str]  # kind of actor and key


class Namesakes:
    """Actors under keys, each key with those of every country apart, so that nobody looks through all the world."""

    def __init__(self) -> None:
        self._under: dict[Under, dict[Joined, int]] = defaultdict(dict)  # with how many came before
        self._of: dict[tuple[Under, str | None], dict[Joined, None]] = defaultdict(dict)
        self._known: dict[Joined, tuple[str | None, set[Under]]] = {}
        self.changes = 0  # of what is found under any key

    def put(self, joined: Joined, keys: Iterable[str] = ()) -> None:
        """Have an actor found under the keys too, and as one of the country that it has now."""
        before, places = self._known.setdefault(joined, (None, set()))
        new, country = {(joined.kind, key) for key in keys} - places, joined.country
        self.changes += bool(new) or country != before
        for place in new:
            self._under[place][joined] = len(self._under[place])
            self._of[place, country][joined] = None
        if country != before:
            for place in places:
                del self._of[place, before][joined]
                self._of[place, country][joined] = None
            self._known[joined] = country, places
        places |= new

    def near(self, kind: str, keys: Iterable[str], country: str | None) -> list[Joined]:
        """The actors under the keys against whom no country speaks; those of the same country, if there are any."""
        places = [(kind, key) for key in keys if (kind, key) in self._under]
        if country is None:
            return list(dict.fromkeys(j for place in places for j in self._under[place]))
        return self._from(places, country) or self._from(places, None)

    def _from(self, places: list[Under], country: str | None) -> list[Joined]:
        """Those of a country, in the order in which they came."""
        found: dict[Joined, None] = {}
        for place in places:
            found.update(dict.fromkeys(sorted(self._of.get((place, country), ()), key=self._under[place].__getitem__)))
        return list(found)
