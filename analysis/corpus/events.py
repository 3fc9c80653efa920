"""Accounts of events, and groups of accounts as rows: the same call told five times is one event with five accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from ..growing import Growing
from ..schema import PRECISIONS
from ..storage import short_hash
from .known import Rows
from .wording import Stems

LONGEST = 7  # days: an account dated less exactly than this is not merged over articles
_KEPT = 65_536  # sets of parties and of countries
_FINENESS = {precision: i for i, precision in enumerate(PRECISIONS)}  # the finest first
_A_DAY = _FINENESS["day"]


@lru_cache(_KEPT)
def one_set(members: tuple[str, ...]) -> frozenset[str]:
    """The members as a set, the same one for all accounts that have these."""
    return frozenset(members)


@dataclass(slots=True)
class Account:
    """One telling of an event: a reported act, or a dated happening."""

    article: str
    start: int
    end: int
    evidence: str
    speakers: tuple[str, ...]
    others: tuple[str, ...]
    audience: bool  # said to nobody in particular
    mutual: bool
    act: str | None
    channel: str | None  # None: a happening
    status: str
    first: date | None
    last: date | None
    precision: str | None
    place: str | None = None
    original: str = ""  # the article that this one reprints, or itself
    published: tuple[date | None, date | None] = (None, None)  # the first and last day that the article can be of
    time: int | None = None  # the time expression of the article that dates it
    clock: str | None = None  # the hour or part of the day, where the words give it
    about: Stems = ()  # stems of the words that tell what it was about
    topic: Stems = ()  # the same to the end of the sentence, without words of speech
    sides: frozenset[str] = frozenset()  # countries of the parties
    bodies: frozenset[str] = frozenset()  # of those, the countries that a party other than a person stands for
    # what follows from these is asked for with every account that it is compared with
    parties: frozenset[str] = field(init=False)
    public: bool = field(init=False)  # it is told that somebody spoke, and to nobody in particular
    talk: bool = field(init=False)
    figures: frozenset[str] = field(init=False)
    exact: bool = field(init=False)

    def __post_init__(self) -> None:
        self.parties = one_set(self.speakers if self.audience else (*self.speakers, *self.others))
        self.public = self.channel is not None and (self.audience or len(self.parties) < 2)
        self.talk = self.channel is not None and not self.public
        self.figures = frozenset(filter(str.isdigit, self.about))
        self.exact = self.first is not None and self.last is not None and (self.last - self.first).days < LONGEST

    @property
    def numbers(self) -> Stems:
        """What the telling counts, to the end of its sentence: no years, and no numbers that anything may have."""
        return tuple(stem for stem in self.topic if stem.isdigit() and (len(stem) in (2, 3) or len(stem) > 4))


class Events:
    """Groups of accounts as rows of ``events``, ``participants`` and ``event_sources``."""

    def __init__(self, accounts: list[Account], groups: list[list[int]]):
        self._accounts, self._groups = accounts, groups
        self.of_account = [""] * len(accounts)  # the event_id of each
        self.happenings: set[str] = set()
        self.rows, self.participants = Growing("events", later=("conflict",)), Growing("participants")
        for group, told in zip(groups, self._told(), strict=True):
            event = _event(told)
            self.rows.add([event])
            self.participants.add(_participants(event["event_id"], told))
            for i in group:
                self.of_account[i] = event["event_id"]
            if event["channel"] is None:
                self.happenings.add(event["event_id"])

    def _told(self) -> Iterator[list[Account]]:
        return ([self._accounts[i] for i in group] for group in self._groups)

    def sources(self, articles: Container[str] | None = None) -> Iterator[tuple[str, Rows]]:
        """Of each event the rows of its accounts, or of those by some articles."""
        for group, told in zip(self._groups, self._told(), strict=True):
            event = self.of_account[group[0]]
            yield event, _sources(event, told if articles is None else [a for a in told if a.article in articles])


def _event(told: list[Account]) -> dict[str, Any]:
    """The row of an event: dated by its most exact account, named by its earliest."""
    best = _best(told)
    earliest = min(told, key=lambda a: (a.article, a.start, a.end))
    place = (earliest.article, earliest.start, earliest.end, earliest.act)
    channels = [a.channel for a in told if a.channel not in (None, "unspecified")]
    return {
        "event_id": short_hash("event", *place, best.first, best.last, *sorted(earliest.parties)),
        "date_start": best.first,
        "date_end": best.last,
        "date_precision": best.precision,
        "act": _root(best, told),
        "channel": channels[0] if channels else best.channel,
        "what": _clear(best.evidence),
        "place": _place(told),
        "articles": len({a.article for a in told}),
        "sources": len({a.original for a in told}),
    }


def _root(best: Account, told: list[Account]) -> str | None:
    """What the clearest account calls it; where that is plain speech or nothing, what another one does."""
    if best.act not in (None, "SAY"):
        return best.act
    return next((a.act for a in told if a.act not in (None, "SAY")), best.act)


def _place(told: list[Account]) -> str | None:
    """The place that most sources give; of those given as often, the one told first."""
    given = Counter(place for place, _ in dict.fromkeys((a.place, a.original) for a in told if a.place))
    return max(given, key=lambda place: given[place], default=None)


def _best(told: list[Account]) -> Account:
    """The clearest account: of the most exact the one whose day most sources give, a mutual one first."""
    given = Counter(days for days, _ in {((a.first, a.last), a.original) for a in told})

    def vagueness(account: Account) -> tuple:
        fineness = _FINENESS.get(account.precision or "", len(_FINENESS))
        sources = given[account.first, account.last]
        return account.first is None, max(fineness, _A_DAY), -sources, fineness, not account.mutual, account.article

    return min(told, key=lambda account: (*vagueness(account), account.start))


def _sources(event_id: str, told: list[Account]) -> Rows:
    """Rows of ``event_sources``: each span that tells of the event once."""
    spans: dict[tuple[str, int, int], Account] = {}
    for account in told:
        spans.setdefault((account.article, account.start, account.end), account)
    return [
        {
            "event_id": event_id,
            "article_id": a.article,
            "start": a.start,
            "end": a.end,
            "evidence": a.evidence,
            "date_start": a.first,
            "date_end": a.last,
            "date_precision": a.precision,
            "place": a.place,
        }
        for a in spans.values()
    ]


def _clear(evidence: str) -> str:
    """The evidence on one line, cut at a word."""
    words = " ".join(evidence.split())
    return words if len(words) <= 200 else words[:199].rsplit(" ", 1)[0] + " …"


def _participants(event_id: str, told: list[Account]) -> Rows:
    """Rows of ``participants``; whoever is on both sides, or in something mutual, takes part in it."""
    mutual = any(a.mutual or a.channel is None for a in told)
    parts: dict[str, str] = {}
    for account in told:
        for actors, part in ((account.speakers, "source"), (account.others, "target")):
            for actor in actors:
                parts[actor] = "participant" if mutual or parts.get(actor, part) != part else part
    return [{"event_id": event_id, "actor_id": actor, "part": part} for actor, part in sorted(parts.items())]
