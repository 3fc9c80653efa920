"""Claimed numbers as accounts of events, and in what the accounts of an event contradict one another.

A claim belongs to the account in whose words it stands: the dated happening first, else the act that tells it.  Beside
a happening of its sentence that the same claimant counts too, it is a further account of that happening.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby, pairwise
from typing import Any, NamedTuple

import numpy as np

from .. import lexicon, names
from .events import Events, once
from .known import Article, Known
from .packed_accounts import Account

_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]{0,3}\s|\n")
_STRETCH = 5_000  # characters: a longer sentence is not read as one
_ABOUT = 0.1  # of a number: how far "about" reaches


@dataclass(frozen=True, slots=True)
class Count:
    """A claim as it is compared with another: what is counted, between which numbers it lies, who says so, when."""

    what: tuple[str, str | None]
    low: float
    high: float
    claimant: str | None
    article: str
    earliest: date | None
    latest: date | None


Row = dict[str, Any]
Span = tuple[int, str, int, int]  # event, article, start and end


class Claim(NamedTuple):
    """A claimed number of an article, and the act in whose content it stands."""

    made: Any
    act: Any


class Claims:
    """The claims of some articles, by the accounts to which they belong."""

    def __init__(self, events: Events, claiming: Iterable[int], known: Known):
        self.counts: dict[int, list[Count]] = defaultdict(list)  # by event
        self.behind: dict[Span, Row] = {}  # rows that stand behind those of all events
        self._events, self._known = events, known
        self._held: dict[int, list[Held]] = defaultdict(list)  # by account: what its words claim
        self._beside: dict[int, list[Span]] = defaultdict(list)  # of an event, the rows behind
        for number, accounts in _by_article(events, set(claiming)):
            article = known.article(known.articles[number])
            for claim, account, holds in _placed(accounts, article, events):
                event = events.of_account[account.number]
                self.counts[event].append(_count(claim, article, known))
                held = _held(claim.made, article)
                if holds:
                    self._held[account.number].append(held)
                else:
                    span = event, article.article_id, held.start, held.end
                    row = {"event_id": events.id_of(event), "article_id": article.article_id}
                    self.behind[span] = row | self._row(held, article.article_id)
                    self._beside[event].append(span)

    def _row(self, claim: Held, article: str) -> Row:
        """Of the row of a claim what is its own: the words of it alone."""
        words = self._known.text(article)[claim.start : claim.end]
        return {
            "start": claim.start,
            "end": claim.end,
            "evidence": words,
            "claimant_id": claim.claimant,
            "claimant": self._known.name(claim.claimant),
            "claim": " ".join(words.split()),
            "quantity": claim.quantity,
            "unit": claim.unit,
        }

    def told(self, event: int, accounts: Iterable[Account]) -> list[Row]:
        """The rows of an event's accounts with those of the claims that they make."""
        rows = (row for account in accounts for row in self._with_claims(account))
        told = {(event, row["article_id"], row["start"], row["end"]): row for row in rows}
        for span in self._beside.pop(event, ()):
            if span in told and span in self.behind:
                told[span] = self.behind.pop(span)
        return list(told.values())

    def _with_claims(self, account: Account) -> Iterator[Row]:
        """The row of an account with its first claim, and a row for each further one."""
        row, held = self._events.source(account), self._held.pop(account.number, ())
        for place, claim in enumerate(held):
            yield row | self._row(claim, account.article) | (_shown(row) if place == 0 else {})
        if not held:
            yield row


def _shown(row: Row) -> Row:
    return {column: row[column] for column in ("start", "end", "evidence")}


class Held(NamedTuple):
    """A claim as it is shown."""

    start: int
    end: int
    claimant: str | None
    quantity: float | None
    unit: str


def _held(claim: Any, article: Article) -> Held:
    side = f" ({claim.side})" if claim.side else ""
    unit = sys.intern(f"{claim.counted} {claim.fate}{side}")
    return Held(claim.start, claim.end, _claimant(claim, article), claim.quantity, unit)


def _claimant(claim: Any, article: Article) -> str | None:
    return None if claim.claimant is None else article.actor_ids[claim.claimant]


def _by_article(events: Events, claiming: Set[int]) -> Iterator[tuple[int, list[Account]]]:
    """The accounts of each article by which claims were made, of each event those of different spans."""
    of_account, articles = events.of_account, events.accounts.columns["article"]
    order = map(int, np.lexsort((of_account, articles)))
    for article, numbers in groupby(order, key=articles.__getitem__):
        if article in claiming:
            of_events = (map(events.accounts.__getitem__, some) for _, some in groupby(numbers, of_account.__getitem__))
            yield article, [account for told in of_events for account in once(told)]


def conflict(told: Iterable[Row], counts: Iterable[Count]) -> str | None:
    """In what the accounts of an event differ: its rows of ``event_sources``, and what they count."""
    dates = {(row["date_start"], row["date_end"]) for row in told if row.get("date_start") is not None}
    places = {row["place"] for row in told if row.get("place")}
    differing = {
        "date": bool(dates) and min(last for _, last in dates) < max(first for first, _ in dates),
        "place": len(places) > 1 and _are_several(places),
        "quantity": any(map(contradict, _alike(counts))),
    }
    return "; ".join(field for field, differs in differing.items() if differs) or None


def _placed(accounts: list[Account], article: Article, events: Events) -> Iterator[tuple[Claim, Account, bool]]:
    """The claims of an article that belong to an account, with that account, and whether its words hold the claim."""
    near: dict[int, list[Account]] = defaultdict(list)
    for account in accounts:
        for stretch in _stretches(account.start, account.end):
            near[stretch].append(account)
    spans = {(account.start, account.end): account for account in reversed(accounts)}
    waiting: list[Claim] = []
    deeds: dict[int, list[tuple[Any, Account]]] = defaultdict(list)
    acts = article.found.communications
    for made in article.found.claims:
        claim = Claim(made, None if made.communication is None else acts[made.communication])
        found = _covering(near.get(made.start // _STRETCH, ()), made, events)
        if found is None:
            waiting.append(claim)
            continue
        yield claim, found, True
        if events.is_happening(found):
            for stretch in _stretches(found.start, found.end):
                deeds[stretch].append((made, found))
    for claim in waiting:
        around = _stretches(claim.made.start - _STRETCH, claim.made.end + _STRETCH)
        counted = [deed for stretch in around for deed in deeds.get(stretch, ())]
        found = None if claim.made.total else _of_sentence(counted, claim.made, article.text, events)
        if found is not None:
            yield claim, found, False
            continue
        found = spans.get((claim.act.start, claim.act.end)) if claim.act else None
        if found is not None:
            yield claim, found, True


def _stretches(start: int, end: int) -> range:
    """Numbers of the stretches of a text that a span touches."""
    return range(start // _STRETCH, end // _STRETCH + 1)


def _covering(accounts: Iterable[Account], claim: Any, events: Events) -> Account | None:
    """The account in whose words the claim stands: a happening before an act, the shortest before longer ones."""
    covering = [a for a in accounts if a.start <= claim.start and claim.end <= a.end]
    return min(covering, key=lambda a: (not events.is_happening(a), a.end - a.start), default=None)


def _of_sentence(deeds: list[tuple[Any, Account]], claim: Any, text: str, events: Events) -> Account | None:
    """The happening of the sentence that the same claimant counts: "killed ten people on Monday and wounded 70"."""
    near = []
    for counted, account in deeds:
        first, last = min(account.end, claim.end), max(account.start, claim.start)
        if counted.claimant == claim.claimant and not _SENTENCE_END.search(text, first, last):
            near.append((last - first, account.start, events.hash_of(account), account))
    return min(near, key=lambda n: n[:3])[3] if near else None


# -- what contradicts what ---------------------------------------------------------------------------------------------


@cache
def _forces() -> frozenset[str]:
    """The units that are of one side of a war or another."""
    return frozenset(row["unit"] for row in lexicon.load("counted") if row["kind"] == "forces")


@cache
def _countries() -> dict[str, str]:
    return {row["country"]: row["name"] for row in lexicon.load("countries")}


def _count(told: Claim, article: Article, known: Known) -> Count:
    """The claim for comparison; forces that are said to be nobody's are those of the claimant's country."""
    claim = told.made
    claimant, side = _claimant(claim, article), claim.side
    if side is None and claimant is not None and claim.counted in _forces():
        side = _countries().get(known.actor(claimant).country or "")
    said = article.dated(told.act.time) if told.act is not None else {}
    first, last = (said["date_start"], said["date_end"]) if said.get("date_start") else article.published
    low, high = _between(claim)
    what = (sys.intern(f"{claim.counted} {claim.fate}"), side)
    return Count(what, low, high, claimant, article.article_id, first, last)


def _between(claim: Any) -> tuple[float, float]:
    """Between which numbers the claimed one lies; a claim without a number fits every other."""
    n, infinite = claim.quantity, float("inf")
    if n is None:
        return 0.0, infinite
    about = (n * (1 - _ABOUT), n * (1 + _ABOUT))
    return {"least": (n, infinite), "more": (n, infinite), "most": (0.0, n), "less": (0.0, n), "about": about}.get(
        claim.bound, (n, n)
    )


def _alike(counts: Iterable[Count]) -> Iterable[list[Count]]:
    """The claims about the same thing together."""
    alike: dict[tuple, list[Count]] = defaultdict(list)
    for count in counts:
        alike[count.what].append(count)
    return alike.values()


def contradict(counts: list[Count]) -> bool:
    """Whether two numbers cannot both be right: not where a later one may only be newer, for counts of a deed grow.

    Nor where one claimant gives both in one article: a first and a last figure, or a part and the whole.
    """
    less = deque(sorted(counts, key=lambda count: count.high))
    # of the claims of less than the one that is looked at: until when one was made, of the two latest who made any
    until: dict[tuple[str, str | None], date] = {}
    for more in sorted(counts, key=lambda count: count.low):
        while less and less[0].high < more.low:
            one = less.popleft()
            who = one.article, one.claimant
            until[who] = max(until.get(who, date.min), one.latest or date.max)
            until = dict(sorted(until.items(), key=lambda made: made[1])[-2:])
        others = [latest for who, latest in until.items() if who != (more.article, more.claimant)]
        if any(latest >= (more.earliest or date.min) for latest in others):
            return True
    return False


def _are_several(places: Iterable[str]) -> bool:
    """Whether two of the places are towns of which neither lies in the other, by their names.

    A town may lie in any wider place.
    """
    towns = sorted((set(names.words(place)) for place in places if _is_town(place)), key=len)
    return not all(a <= b for a, b in pairwise(towns))  # each in the next, and so in all that follow


@cache
def _wider() -> frozenset[str]:
    """Places that are known to be no towns, and the last words of the names of such."""
    kinds = ("site", "area", "house", "wide")
    words = {w for row in lexicon.load("places") if row["kind"] in kinds for w in row["words"].lower().split()}
    countries = {n for row in lexicon.load("countries") for n in (row["name"], *row["aliases"].split(";"))}
    return frozenset({word.replace("_", " ") for word in words} | {name.lower() for name in countries})


@cache
def _compass() -> frozenset[str]:
    return frozenset(w for row in lexicon.load("places") if row["kind"] == "compass" for w in row["words"].split())


def _is_town(place: str) -> bool:
    """Whether the name can be a town's: it is not that of a house, a region or a country, nor several names."""
    parts = place.lower().split()
    return "and" not in parts and parts[0] not in _compass() and not {place.lower(), parts[-1]} & _wider()
