"""A word in its place: what every rule of reading is asked about."""

from __future__ import annotations

from typing import Any, NamedTuple

from .parser import Segment


class Spot(NamedTuple):
    """One token of a segment, and who speaks there (an actor; None where it is the narration)."""

    segment: Segment
    token: Any
    voice: int | None = None

    @property
    def key(self) -> tuple[int, int]:
        """What tells the token from every other token of the article."""
        return self.segment.number, self.token.i

    @property
    def position(self) -> int:
        """Where in the article the token begins."""
        return self.segment.spans[self.token.i][0]

    @property
    def sentence_start(self) -> int:
        """Where in the article its sentence begins."""
        return self.segment.spans[self.token.sent.start][0]

    def at(self, token: Any) -> Spot:
        """Another token of the same segment and voice."""
        return Spot(self.segment, token, self.voice)
