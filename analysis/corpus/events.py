"""Groups of accounts as rows of ``events``, ``participants`` and ``event_sources``.

The same call told five times is one event with five accounts.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

from ..growing import Growing
from ..schema import PRECISIONS
from ..storage import short_hash
from .groups import Groups
from .known import Known, Rows
from .packed_accounts import Account, alike

_FINENESS = {precision: i for i, precision in enumerate(PRECISIONS)}  # the finest first
_A_DAY = _FINENESS["day"]


class Events:
    """Groups of accounts as events by number, with their rows of ``events`` and ``participants``."""

    def __init__(self, groups: Groups, known: Known):
        self.accounts, self._known = groups.accounts, known
        self.of_account = array("i", [-1]) * len(groups.accounts)  # the event of each
        self.hashes = array("Q")  # the event_id of each event as a number
        self.happenings = array("b")  # of each event whether it is one
        self.rows, self.participants = Growing("events", later=("conflict",)), Growing("participants")
        for group in groups.members():
            for i in group:
                self.of_account[i] = len(self.hashes)
            self._tell([self.accounts[i] for i in group])

    def _tell(self, told: list[Account]) -> None:
        event = _event(told, self._known)
        self.rows.add([event])
        self.participants.add(_participants(event["event_id"], told))
        self.hashes.append(int(event["event_id"], 16))
        self.happenings.append(event["channel"] is None)

    def id_of(self, event: int) -> str:
        return f"{self.hashes[event]:012x}"

    def hash_of(self, account: Account) -> int:
        return self.hashes[self.of_account[account.number]]

    def is_happening(self, account: Account) -> bool:
        """Whether the event of the account is one."""
        return bool(self.happenings[self.of_account[account.number]])

    def told(self) -> Iterator[list[Account]]:
        """Of each event the accounts of different spans."""
        for group in alike(zip(self.of_account, count(), strict=False)):
            yield once(self.accounts[i] for i in group)

    def source(self, a: Account) -> dict[str, Any]:
        """The row of ``event_sources`` of an account."""
        return {
            "event_id": self.id_of(self.of_account[a.number]),
            "article_id": a.article,
            "start": a.start,
            "end": a.end,
            "evidence": self._known.text(a.article)[a.start : a.end],
            "date_start": a.first,
            "date_end": a.last,
            "date_precision": a.precision,
            "place": a.place,
        }


def _event(told: list[Account], known: Known) -> dict[str, Any]:
    """The row of an event: dated by its most exact account, named by its earliest."""
    best = _best(told)
    earliest = min(told, key=lambda a: (a.article, a.start, a.end))
    place = (earliest.article, earliest.start, earliest.end, earliest.act)
    parties = sorted(map(earliest.of.actors.__getitem__, earliest.parties))
    channels = [a.channel for a in told if a.channel not in (None, "unspecified")]
    return {
        "event_id": short_hash("event", *place, best.first, best.last, *parties),
        "date_start": best.first,
        "date_end": best.last,
        "date_precision": best.precision,
        "act": _root(best, told),
        "channel": channels[0] if channels else best.channel,
        "what": _clear(known.text(best.article)[best.start : best.end]),
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
    if len(told) == 1:  # as of most events
        return told[0]
    given = Counter(days for days, _ in {((a.first, a.last), a.original) for a in told})

    def vagueness(account: Account) -> tuple:
        fineness = _FINENESS.get(account.precision or "", len(_FINENESS))
        sources = given[account.first, account.last]
        return account.first is None, max(fineness, _A_DAY), -sources, fineness, not account.mutual, account.article

    return min(told, key=lambda account: (*vagueness(account), account.start))


def once(told: Iterable[Account]) -> list[Account]:
    """The accounts of an event, each span that tells of it once."""
    spans: dict[tuple[str, int, int], Account] = {}
    for account in told:
        spans.setdefault((account.article, account.start, account.end), account)
    return list(spans.values())


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
            for actor in map(account.of.actors.__getitem__, actors):
                parts[actor] = "participant" if mutual or parts.get(actor, part) != part else part
    return [{"event_id": event_id, "actor_id": actor, "part": part} for actor, part in sorted(parts.items())]
