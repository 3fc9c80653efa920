"""Accounts merged into events: the same call told five times is one event with five accounts.

An account is one reported act or one dated happening.  Within an article, acts of one group of parties belong
together unless their dates, channels or states differ.  Over articles, only dated accounts do, and those of a reprint.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from networkx.utils import UnionFind

from .. import names
from ..schema import PRECISIONS
from ..storage import short_hash
from .known import Rows

_LONGEST = 7  # days: an account dated less exactly than this is not merged over articles
_WINDOW = 40  # accounts compared with each one: a bucket of a thousand must not take a million comparisons
_FINENESS = {precision: i for i, precision in enumerate(PRECISIONS)}  # the finest first


@dataclass(slots=True)
class Account:
    """One telling of an event."""

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

    @property
    def parties(self) -> frozenset[str]:
        return frozenset(self.speakers) if self.audience else frozenset((*self.speakers, *self.others))

    @property
    def exact(self) -> bool:
        return self.first is not None and self.last is not None and (self.last - self.first).days < _LONGEST


class _Groups:
    """Accounts in groups that can each be of one day: an undated account never ties together two days."""

    def __init__(self, accounts: list[Account]):
        self._sets = UnionFind(range(len(accounts)))
        self._days = {i: (a.first or date.min, a.last or date.max) for i, a in enumerate(accounts)}

    def join(self, i: int, j: int) -> bool:
        """Make the groups of two accounts one, if there are days that all of them allow."""
        a, b = self._sets[i], self._sets[j]
        (first_a, last_a), (first_b, last_b) = self._days[a], self._days[b]
        first, last = max(first_a, first_b), min(last_a, last_b)
        if first <= last:
            self._sets.union(a, b)
            self._days[self._sets[a]] = first, last
        return first <= last

    def members(self) -> list[list[int]]:
        return sorted(sorted(group) for group in self._sets.to_sets())


def merge(accounts: list[Account]) -> list[list[int]]:
    """Numbers of the accounts of each event, in the order of their first telling."""
    groups = _Groups(accounts)
    by_article: dict[str, list[int]] = defaultdict(list)
    for i, account in enumerate(accounts):
        by_article[account.article].append(i)
    for inside in by_article.values():
        _join(groups, accounts, _buckets(accounts, inside), dated_only=False)
    everything = range(len(accounts))
    _join(groups, accounts, _buckets(accounts, [i for i in everything if accounts[i].exact]), dated_only=True)
    _join_reprints(groups, accounts)
    return groups.members()


def _buckets(accounts: list[Account], numbers: Iterable[int]) -> Iterator[list[int]]:
    """Accounts that can tell of one event: a pair of parties in common, or the speaker of a public statement."""
    found: dict[tuple, list[int]] = defaultdict(list)
    for i in numbers:
        account = accounts[i]
        if account.channel is None:
            found["clause", account.article, account.start, account.end].append(i)
            for party in account.parties:
                found["happening", account.first, party].append(i)
        elif account.audience or len(account.parties) < 2:
            found["public", account.status, tuple(sorted(account.parties))].append(i)
        else:
            for pair in combinations(sorted(account.parties)[:8], 2):
                found["talk", account.status, pair].append(i)
    yield from found.values()


def _join(groups: _Groups, accounts: list[Account], buckets: Iterable[list[int]], dated_only: bool) -> None:
    for bucket in buckets:
        ordered = sorted(bucket, key=lambda i: (accounts[i].first or date.max, accounts[i].article, accounts[i].start))
        told = {accounts[i].channel for i in ordered} - {"unspecified"}
        for position, i in enumerate(ordered):
            for j in ordered[position + 1 : position + _WINDOW]:
                if dated_only and _is_over(accounts[i], accounts[j]):
                    break
                if _one_event(accounts[i], accounts[j], len(told) <= 1) and groups.join(i, j) and dated_only:
                    break


def _is_over(a: Account, b: Account) -> bool:
    """Whether the first account's days end before the second's begin."""
    return a.last is not None and b.first is not None and a.last < b.first


def _one_event(a: Account, b: Account, one_channel: bool) -> bool:
    if _is_over(a, b) or _is_over(b, a):
        return False
    if a.channel is None or b.channel is None:
        alike = 0.3 if len(a.parties & b.parties) > 1 else 0.5
        one_deed = a.channel is b.channel and (a.act is None or b.act is None or a.act == b.act)
        return one_deed and a.first == b.first and _likeness(a.evidence, b.evidence) >= alike
    if not (a.parties <= b.parties or b.parties <= a.parties):
        return False
    return a.channel == b.channel or one_channel and "unspecified" in (a.channel, b.channel)


def _likeness(a: str, b: str) -> float:
    x, y = set(names.words(a)), set(names.words(b))
    return len(x & y) / max(1, min(len(x), len(y)))


def _join_reprints(groups: _Groups, accounts: list[Account]) -> None:
    """An account of a reprint is its original's of the same parties and nearly the same words.

    Not if its day is another: a readout on a form, filled in anew, is nearly a reprint and tells of another call.
    """
    told: dict[tuple, list[int]] = defaultdict(list)
    for i, account in enumerate(accounts):
        if account.article == account.original:
            told[account.article, account.parties, account.status].append(i)
    for i, account in enumerate(accounts):
        if account.article != account.original:
            for j in told.get((account.original, account.parties, account.status), []):
                if _likeness(account.evidence, accounts[j].evidence) >= 0.7 and groups.join(i, j):
                    break


def event_rows(accounts: list[Account], groups: list[list[int]]) -> tuple[Rows, Rows, Rows, dict[int, str]]:
    """Rows of ``events``, ``participants`` and ``event_sources``, and the event_id of each account."""
    events: Rows = []
    participants: Rows = []
    sources: Rows = []
    event_of: dict[int, str] = {}
    for group in groups:
        told = [accounts[i] for i in group]
        event = _event(told)
        events.append(event)
        participants += _participants(event["event_id"], told)
        sources += _sources(event["event_id"], told)
        event_of |= dict.fromkeys(group, event["event_id"])
    return events, participants, sources, event_of


def _event(told: list[Account]) -> dict[str, Any]:
    """The row of an event: dated by its most exact account, named by its earliest."""
    best = min(told, key=_vagueness)
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
        "place": next((a.place for a in told if a.place), None),
        "articles": len({a.article for a in told}),
        "sources": len({a.original for a in told}),
        "conflict": None,
    }


def _root(best: Account, told: list[Account]) -> str | None:
    """What the clearest account calls it; where that is plain speech or nothing, what another one does."""
    if best.act not in (None, "SAY"):
        return best.act
    return next((a.act for a in told if a.act not in (None, "SAY")), best.act)


def _vagueness(account: Account) -> tuple[bool, int, bool, str, int]:
    fineness = _FINENESS.get(account.precision or "", len(_FINENESS))
    return account.first is None, fineness, not account.mutual, account.article, account.start


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
