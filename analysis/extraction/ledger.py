"""The acts of communication accepted so far, and the words that report them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from .findings import Communication
from .parser import Segment
from .spot import Spot


@dataclass(frozen=True, slots=True)
class Sides:
    """Who acts and who is spoken to, and the tokens that say so (None where they are inherited or missing)."""

    speakers: list[int]
    subject: Any
    addressees: list[int]
    told: Any
    mutual: bool = False

    @property
    def everybody(self) -> list[int]:
        return [*self.speakers, *self.addressees]


@dataclass(slots=True, eq=False)
class Accepted:
    """An accepted act with the token that reports it, for what is nested in it or quoted by it; a turn has none."""

    communication: Communication
    segment: Segment | None = None
    token: Any = None
    root: str = ""  # of its frame, whatever the words around make of it
    subject: Any = None  # the token that says who acts; None where another verb tells it


class Ledger:
    """The accepted acts of one article, in the order in which they were read."""

    def __init__(self) -> None:
        self.accepted: list[Accepted] = []
        self._by_token: dict[tuple[int, int], Accepted] = {}
        self._by_segment: dict[int, list[Accepted]] = {}

    def add(self, communication: Communication, spot: Spot, root: str, subject: Any = None) -> None:
        accepted = Accepted(communication, spot.segment, spot.token, root, subject)
        self.accepted.append(accepted)
        self._by_token.setdefault(spot.key, accepted)
        self._by_segment.setdefault(spot.segment.number, []).append(accepted)

    def add_turn(self, communication: Communication) -> None:
        """Take in the act of a turn, which no word reports."""
        self.accepted.append(Accepted(communication))

    def at(self, segment: Segment, token: Any) -> Accepted | None:
        """The first act that the token reports."""
        return self._by_token.get((segment.number, token.i))

    def of_segment(self, segment: Segment) -> list[Accepted]:
        """The acts that words of the segment report."""
        return list(self._by_segment.get(segment.number, ()))

    def of_sentence(self, segment: Segment, token: Any) -> list[Accepted]:
        """The acts that words of the token's sentence report."""
        first, end = token.sent.start, token.sent.end
        return [a for a in self.of_segment(segment) if first <= a.token.i < end]

    def last_speaker(self) -> list[int]:
        """Whoever spoke in the act read last that was no conversation."""
        speakers = (a.communication.speaker for a in reversed(self.accepted) if not a.communication.mutual)
        return list(islice(speakers, 1))

    def drop_vouchers(self, segment: Segment) -> None:
        """ "According to her office, she told him": the office vouches for the telling, and is no act of its own."""
        vouchers = [a for a in self.of_segment(segment) if a.token.lower_ == "according"]
        for voucher in vouchers:
            others = [a for a in self.of_sentence(segment, voucher.token) if a is not voucher]
            if any(a.communication.reported_by == voucher.communication.speaker for a in others):
                self.accepted.remove(voucher)
                self._by_segment[segment.number].remove(voucher)
