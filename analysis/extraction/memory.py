"""Who was last spoken of: where actors were seen in the article, and who last acted together."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Callable, Collection
from typing import NamedTuple

from .spot import Spot

LOOK_BACK = 900  # characters: an antecedent further away is no antecedent
CLOSE = 400  # characters: within about two sentences

Fits = Callable[[int], bool]


class Seen(NamedTuple):
    """One sight of an actor."""

    position: int
    actor: int
    subject: bool


class Memory:
    """What pronouns and descriptions can refer back to."""

    def __init__(self) -> None:
        self._seen: list[Seen] = []  # sorted
        self._acted: dict[int, list[int]] = defaultdict(list)  # where each actor was subject, sorted
        self._pairs: list[tuple[int, list[int]]] = []  # position and parties of each joint act, as they were read
        self._met: list[int] = []  # their positions, sorted

    def see(self, position: int, actor: int, subject: bool) -> None:
        bisect.insort(self._seen, Seen(position, actor, subject))
        if subject:
            bisect.insort(self._acted[actor], position)

    def see_together(self, position: int, parties: list[int]) -> None:
        """Remember the parties of a joint act: "both leaders" and "they" mean them."""
        self._pairs.append((position, list(dict.fromkeys(parties))))
        bisect.insort(self._met, position)

    def before(self, position: int) -> list[Seen]:
        """What was seen before the position and not too far away, nearest first."""
        end = bisect.bisect_left(self._seen, (position,))
        return self._seen[bisect.bisect_left(self._seen, (position - LOOK_BACK,)) : end][::-1]

    def last_acted(self, actor: int, position: int) -> int:
        """Where the actor was last subject before the position; -1 where it never was."""
        return _last_before(self._acted[actor], position)

    def together_before(self, position: int, look_back: int | None = None) -> list[int] | None:
        """The parties of the last joint act told of before the position."""
        for at, parties in reversed(self._pairs):
            if at < position and (look_back is None or position - at < look_back):
                return parties
        return None

    def last_together(self, position: int) -> int:
        """Where the last joint act before the position stands; -1 where there is none."""
        return _last_before(self._met, position)

    def nearest(self, spot: Spot, fits: Fits, exclude: Collection[int]) -> int | None:
        """The fitting actor that was subject of this or the last sentence, else the one named last."""
        seen = self.before(spot.position)
        fitting = {actor for actor in {s.actor for s in seen} if actor not in exclude and fits(actor)}
        candidates = [s for s in seen if s.actor in fitting]
        subjects = [s for s in candidates if s.subject]
        here = [s for s in subjects if s.position >= spot.sentence_start]
        if here:
            return here[-1].actor
        if subjects:
            return subjects[0].actor
        return candidates[0].actor if candidates else None

    def nearest_object(self, spot: Spot, fits: Fits, exclude: Collection[int]) -> int | None:
        """Whom "him" means: the last fitting one of this sentence, else the other party of the last talk."""
        for seen in self.before(spot.position):
            if seen.position >= spot.sentence_start and seen.actor not in exclude and fits(seen.actor):
                return seen.actor
        pair = self.together_before(spot.position, LOOK_BACK) or []
        left = [a for a in pair if a not in exclude and fits(a)]
        return left[0] if len(left) == 1 and len(pair) == 2 else self.nearest(spot, fits, exclude)


def _last_before(positions: list[int], position: int) -> int:
    """The last of the sorted positions before the position; -1 where there is none."""
    at = bisect.bisect_left(positions, position)
    return positions[at - 1] if at else -1
