"""Whether accounts are merged into events as a person would merge them: pairs of gold events, over all articles.

A gold event may name the ``fact`` that it tells of, and its ``part`` where one fact is a chain of happenings (a truce,
and its collapse).  The account that tells of it shares words with it, as in the measure ``events``, and has a date that
does not exclude the gold's, or none: whether dates are right is measured elsewhere.  Matching is one to one, by the
largest part of words and parties.  Two gold events of one fact should be accounts of one event, two of different facts
of two: a pair is ``right`` (one fact, one event), ``missed`` (one fact, two events) or ``extra`` (two facts, one
event); two facts that are two events are no line.  ``merging`` judges what was found, ``merging of all`` takes a
pair of one fact for missed, too, where one of the two was not found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

import pandas as pd

from analysis import matching
from analysis.matching import Item
from analysis.schema import Tables

MEASURES = ("merging", "merging of all")


def accounts(tables: Tables) -> pd.DataFrame:
    """One row per account, with its own dates as ``told_start`` and ``told_end``, and its event's parties and dates."""
    names = tables.actors.set_index("actor_id")["name"]
    parties = tables.participants.groupby("event_id")["actor_id"].agg(lambda ids: tuple(names[ids])).rename("parties")
    told = tables.event_sources.rename(columns={"date_start": "told_start", "date_end": "told_end"})
    told = told[["event_id", "article_id", "start", "end", "evidence", "told_start", "told_end"]]
    events = tables.events[["event_id", "date_start", "date_end", "date_precision", "what"]]
    return told.merge(events, on="event_id").merge(parties, on="event_id", how="left")


def judge(gold: Mapping[str, Item], articles: Mapping[str, Item]) -> Iterator[Item]:
    """Lines of a ledger; an article has its ``text`` and ``accounts``, each with its ``span``."""
    told = []
    for stem, truth in gold.items():
        article = articles.get(stem, {"text": "", "accounts": ()})
        facts = [event for event in truth["events"] if event.get("fact")]
        events = [{**event, "spans": matching.find(article["text"], event["evidence"])} for event in facts]
        hits, missed, _ = matching.match(events, article["accounts"], _likeness)
        told += [{**event, "article": stem, "account": account} for event, account in hits]
        told += [{**event, "article": stem, "account": None} for event in missed]
    for one, other in combinations(told, 2):
        yield from _lines(one, other)


def _likeness(event: Item, account: Item) -> float | None:
    """How well an account fits a gold event, by its words and, of two in the same words, by its parties."""
    fits = [matching.same_happening(span, account["span"]) for span in event["spans"]]
    alike = max((fit for fit in fits if fit is not None), default=None)
    if alike is None or not _may_be_of(event["date"], account):
        return None
    named = sum(
        any(matching.same_actor(actor, party) for party in account["parties"] or ()) for actor in event["actors"]
    )
    return alike + named / (1 + len(event["actors"]))


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
