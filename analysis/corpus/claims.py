"""Claimed numbers as accounts of events, and in what the accounts of an event contradict one another.

A claim belongs to the account in whose words it stands: the dated happening first, else the act that tells it.  Beside
a happening of its sentence that the same claimant counts too, it is a further account of that happening.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from .. import lexicon, names
from .known import Article, Known, Rows

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
Span = tuple[str, str, int, int]  # the key of a row of ``event_sources``


class Claim(NamedTuple):
    """A claimed number of an article, and the act in whose content it stands."""

    made: Any
    act: Any


def claims(found: Any) -> list[Claim]:
    """The claimed numbers of an article."""
    acts = found.communications
    return [Claim(made, None if made.communication is None else acts[made.communication]) for made in found.claims]


class Claims:
    """The claims of a corpus, by the accounts to which they belong."""

    def __init__(self, accounts: Iterable[Row], happenings: Set[str], claiming: Iterable[str], known: Known):
        """``accounts`` are rows of ``event_sources`` of the articles by which claims were made."""
        of_article: dict[str, Rows] = defaultdict(list)
        for row in accounts:
            of_article[row["article_id"]].append(row)
        self.behind: dict[Span, Row] = {}  # rows that stand behind those of all events
        self._held: dict[Span, Rows] = defaultdict(list)  # the rows of the claims that the words of an account hold
        self._beside: dict[str, list[Span]] = defaultdict(list)  # of an event, the rows behind
        self._counts: dict[str, list[Count]] = defaultdict(list)
        for article in map(known.article, claiming):
            for claim, row, holds in _placed(of_article[article.article_id], article, happenings):
                own = _row(claim.made, row, article, known)
                self._counts[row["event_id"]].append(_count(claim, article, known))
                if holds:
                    self._held[_span(row)].append(own)
                else:
                    own |= {"date_start": None, "date_end": None, "date_precision": None, "place": None}
                    self.behind[_span(own)] = own
                    self._beside[row["event_id"]].append(_span(own))

    def told(self, event: str, accounts: Rows) -> Rows:
        """The rows of an event's accounts with those of the claims that they make."""
        rows = (row for account in accounts for row in _with_claims(account, self._held.get(_span(account), [])))
        told = {_span(row): row for row in rows}
        for span in self._beside.get(event, ()):
            if span in told and span in self.behind:
                told[span] = self.behind.pop(span)
        return list(told.values())

    def conflict(self, event: str, told: Rows) -> str | None:
        """In what the accounts of an event differ."""
        dates = {(row["date_start"], row["date_end"]) for row in told if row["date_start"] is not None}
        places = {row["place"] for row in told if row["place"]}
        differing = {
            "date": bool(dates) and min(last for _, last in dates) < max(first for first, _ in dates),
            "place": len(places) > 1 and _are_several(places),
            "quantity": any(map(contradict, _alike(self._counts.get(event, ())))),
        }
        return "; ".join(field for field, differs in differing.items() if differs) or None


def _span(row: Row) -> Span:
    return row["event_id"], row["article_id"], row["start"], row["end"]


def _placed(rows: Rows, article: Article, happenings: Set[str]) -> Iterator[tuple[Claim, Row, bool]]:
    """The claims of an article that belong to an account, with that account, and whether its words hold the claim."""
    near: dict[int, Rows] = defaultdict(list)
    for account in rows:
        for stretch in _stretches(account["start"], account["end"]):
            near[stretch].append(account)
    spans = {(account["start"], account["end"]): account for account in reversed(rows)}
    waiting: list[Claim] = []
    deeds: dict[int, list[tuple[Any, Row]]] = defaultdict(list)
    for claim in claims(article.found):
        row = _covering(near.get(claim.made.start // _STRETCH, ()), claim.made, happenings)
        if row is None:
            waiting.append(claim)
            continue
        yield claim, row, True
        if row["event_id"] in happenings:
            for stretch in _stretches(row["start"], row["end"]):
                deeds[stretch].append((claim.made, row))
    for claim in waiting:
        around = _stretches(claim.made.start - _STRETCH, claim.made.end + _STRETCH)
        counted = [deed for stretch in around for deed in deeds.get(stretch, ())]
        row = None if claim.made.total else _of_sentence(counted, claim.made, article.text)
        if row is not None:
            yield claim, row, False
            continue
        row = spans.get((claim.act.start, claim.act.end)) if claim.act else None
        if row is not None:
            yield claim, row, True


def _stretches(start: int, end: int) -> range:
    """Numbers of the stretches of a text that a span touches."""
    return range(start // _STRETCH, end // _STRETCH + 1)


def _covering(rows: Iterable[Row], claim: Any, happenings: Set[str]) -> Row | None:
    """The account in whose words the claim stands: a happening before an act, the shortest before longer ones."""
    covering = [row for row in rows if row["start"] <= claim.start and claim.end <= row["end"]]
    return min(covering, key=lambda row: (row["event_id"] not in happenings, row["end"] - row["start"]), default=None)


def _of_sentence(deeds: list[tuple[Any, Row]], claim: Any, text: str) -> Row | None:
    """The happening of the sentence that the same claimant counts: "killed ten people on Monday and wounded 70"."""
    near = []
    for counted, row in deeds:
        first, last = min(row["end"], claim.end), max(row["start"], claim.start)
        if counted.claimant == claim.claimant and not _SENTENCE_END.search(text, first, last):
            near.append((last - first, row["start"], row["event_id"], row))
    return min(near, key=lambda n: n[:3])[3] if near else None


def _row(claim: Any, account: Row, article: Article, known: Known) -> Row:
    """The row of a claim: the words of it alone, dated as its account is."""
    claimant = None if claim.claimant is None else article.actor_ids[claim.claimant]
    words = article.text[claim.start : claim.end]
    side = f" ({claim.side})" if claim.side else ""
    return {
        **account,
        "start": claim.start,
        "end": claim.end,
        "evidence": words,
        "claimant_id": claimant,
        "claimant": known.name(claimant),
        "claim": " ".join(words.split()),
        "quantity": claim.quantity,
        "unit": f"{claim.counted} {claim.fate}{side}",
    }


def _with_claims(account: Row, claims: Rows) -> Rows:
    """The row of an account with its first claim, and a row for each further one."""
    if not claims:
        return [account]
    shown = {column: account[column] for column in ("start", "end", "evidence")}
    return [{**claims[0], **shown}, *claims[1:]]


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
    claimant = None if claim.claimant is None else article.actor_ids[claim.claimant]
    side = claim.side
    if side is None and claimant is not None and claim.counted in _forces():
        side = _countries().get(known.actor(claimant).country or "")
    said = article.dated(told.act.time) if told.act is not None else {}
    first, last = (said["date_start"], said["date_end"]) if said.get("date_start") else article.published
    low, high = _between(claim)
    what = (f"{claim.counted} {claim.fate}", side)
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
