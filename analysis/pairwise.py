"""Whether accounts are merged into events as a person would merge them: pairs of gold events, over all articles.

A gold event may name the ``fact`` that it tells of, and its ``part`` where one fact is a chain of happenings (a truce,
and its collapse).  The account that tells of it shares words with it, as in the measure ``events``, and has a date that
does not exclude the gold's, or none: whether dates are right is measured elsewhere.  Of several the one that shares the
largest part of its words is taken.  Two gold events of one fact should be accounts of one event, two of different facts
of two: a pair is ``right`` (one fact, one event), ``missed`` (one fact, two events) or ``extra`` (two facts, one
event); two facts that are two events are no line.  ``merging`` judges what was found, ``merging of all`` takes a
pair of one fact for missed, too, where one of the two was not found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from analysis import matching
from analysis.matching import Item

MEASURES = ("merging", "merging of all")


def judge(gold: Mapping[str, Item], articles: Mapping[str, Item]) -> Iterator[Item]:
    """Lines of a ledger; an article has its ``text`` and ``accounts``, each with ``event_id``, ``span`` and dates."""
    told = []
    for stem, truth in gold.items():
        article = articles.get(stem, {"text": "", "accounts": ()})
        for event in truth["events"]:
            if event.get("fact"):
                spans = matching.find(article["text"], event["evidence"])
                account = _account({**event, "spans": spans}, article["accounts"])
                told.append({**event, "article": stem, "account": account})
    for one, other in combinations(told, 2):
        yield from _lines(one, other)


def _account(event: Item, accounts: Iterable[Item]) -> Item | None:
    """The account that tells of a gold event."""
    best, found = 0.0, None
    for account in accounts:
        if _may_be_of(event["date"], account):
            fits = [matching.same_happening(span, account["span"]) for span in event["spans"]]
            alike = max((fit for fit in fits if fit is not None), default=0.0)
            if alike > best:
                best, found = alike, account
    return found


def _may_be_of(gold: str, account: Item) -> bool:
    """Whether the account's own dates leave room for the gold's day, month or year."""
    if account["told_start"] is None:
        return True
    first, last = (str(account[key])[: len(gold)] for key in ("told_start", "told_end"))
    return first <= gold <= last


def _lines(one: Item, other: Item) -> Iterator[Item]:
    """The lines of a pair: none where two facts are two events."""
    same = (one["fact"], one.get("part")) == (other["fact"], other.get("part"))
    found = one["account"] is not None and other["account"] is not None
    joined = found and one["account"]["event_id"] == other["account"]["event_id"]
    if not (same or joined):
        return
    line = {
        "article": one["article"],
        "outcome": ("right" if joined else "missed") if same else "extra",
        "gold": f"{one['what']} ‖ {other['what']}",
        "found": "one event" if joined else "two events" if found else None,
        "evidence": f"{one['evidence']} ‖ {other['article']}: {other['evidence']}",
    }
    if found:
        yield {**line, "measure": "merging"}
    yield {**line, "measure": "merging of all"}
