"""The filter "between": the two sides of a communication are two of those given, not one of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.views.coded import Codes, Flags


class Between:
    """Who is given, as flags over the actors: an actor, or all actors of a country.  Talk within the only one given."""

    def __init__(self, given: Sequence[Flags]) -> None:
        self.given = {flags.tobytes(): number for number, flags in enumerate(given)}
        distinct = [given[number] for number in self.given.values()]
        self.alone = len(distinct) == 1
        self.how_many: Codes = np.array(distinct).sum(axis=0)
        self.first: Codes = np.where(self.how_many > 0, np.argmax(distinct, axis=0), -1)

    def number(self, flags: Flags) -> int:
        """Which of the given that is."""
        return list(self.given).index(flags.tobytes())

    def mask(self, speaker: Codes, addressee: Codes) -> Flags:
        """The rows whose sides are two of the given."""
        found = (self.how_many[speaker] > 0) & (self.how_many[addressee] > 0)
        return found if self.alone else found & self._others(addressee, self.first[speaker], self.how_many[speaker])

    def partners(self, side: Codes, own: Codes) -> Flags:
        """Where that side is one of the given, other than the one of number ``own``."""
        return self._others(side, own, np.ones_like(own))

    def _others(self, side: Codes, own: Codes, owned: Codes) -> Flags:
        """Whether the side can be another one than ``own``, where the near side can be no other (``owned`` is 1)."""
        count = self.how_many[side]
        return (count > 1) | (owned > 1) | ((count == 1) & (self.first[side] != own))
