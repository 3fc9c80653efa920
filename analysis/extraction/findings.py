"""What one article says, before any other article or calendar is looked at.

Plain records that survive a trip through JSON.  Actors are known by their number within the article, times and
quotes by their place in the lists; everything else is a character span of the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from itertools import starmap
from operator import attrgetter
from typing import Any

from .times import TimeExpression


@dataclass(slots=True)
class Actor:
    """One actor of the article: the fullest name, its kind, office, country, and the other names used."""

    name: str
    kind: str
    role: str | None = None
    country: str | None = None
    aliases: list[str] = field(default_factory=list)
    named: bool = True  # False: known by a description only ("the Armenian foreign minister")


@dataclass(slots=True)
class Mention:
    """One mention: its span, how it refers, the actor's number, the office beside the name."""

    start: int
    end: int
    form: str
    actor: int
    role: str | None = None


@dataclass(slots=True)
class Quote:
    """One attributed content span; ``communication`` is the place in the list of the act that carries it."""

    start: int
    end: int
    kind: str
    rule: str
    speaker: int | None = None
    speaker_span: tuple[int, int] | None = None
    cue: str | None = None
    cue_span: tuple[int, int] | None = None
    communication: int | None = None


@dataclass(slots=True)
class Communication:
    """One reported act: who, to whom (several), how, whether it took place, who says so, which time dates it."""

    start: int
    end: int
    speaker: int
    addressees: list[int]
    mutual: bool
    cue: str
    act: str | None
    channel: str
    status: str
    rule: str
    reported_by: int | None = None
    time: int | None = None
    place: str | None = None
    unpaired: list[list[int]] = field(default_factory=list)  # two parties of a mutual act who do not face each other


@dataclass(slots=True)
class Happening:
    """One dated happening that is no communication: the words that tell it, its root, its time, who takes part."""

    start: int
    end: int
    what: str
    time: int
    participants: list[int] = field(default_factory=list)
    act: str | None = None
    place: str | None = None


@dataclass(slots=True)
class Claim:
    """One claimed number: its words, what it counts and what befell that, whose they are, who says so in which act.

    ``quantity`` is null where the words name no number ("dozens"); ``bound`` is least, more, most, less, about or
    empty; ``communication`` is the place in the list of the act in whose content it stands; ``total``: what things have
    come to by now, not what one deed did ("the toll reached 105").
    """

    start: int
    end: int
    quantity: float | None
    bound: str
    counted: str
    fate: str
    side: str | None = None
    claimant: int | None = None
    communication: int | None = None
    total: bool = False


@dataclass(slots=True)
class Findings:
    """All that was found in one article."""

    actors: list[Actor] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    times: list[TimeExpression] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    communications: list[Communication] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Each list of rows as a list of their values: a third of the time, and half of the size, that names cost."""
        rows = {name: [values(row) for row in getattr(self, name)] for name, (_, values) in _ROWS.items()}
        return {**rows, "problems": self.problems}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Findings:
        rows = {name: list(starmap(kind, data[name])) for name, (kind, _) in _ROWS.items()}
        return cls(**rows, problems=data["problems"])


_KINDS: dict[str, Any] = {
    "actors": Actor, "mentions": Mention, "times": TimeExpression, "quotes": Quote,
    "communications": Communication, "happenings": Happening, "claims": Claim,
}  # fmt: skip
_ROWS = {name: (kind, attrgetter(*(f.name for f in fields(kind)))) for name, kind in _KINDS.items()}
