"""The tables as integer codes: the place of each row's actor, event or article in its table, -1 where it has none.

A list with one thing more at its end than there are values can then be looked up by code: the last is for none.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.schema import ACTOR_KINDS, ACTS, CHANNELS, PRECISIONS, STATUSES, Tables
from analysis.views.frames import codes

Flags = np.ndarray  # of bool
Codes = np.ndarray  # of int
EXACT = ("time", "day")  # precisions of what is dated to the day
NOT_A_DAY = np.datetime64("NaT", "D")


class Days(NamedTuple):
    """First and last day of each thing, and whether it has none."""

    start: np.ndarray
    end: np.ndarray
    undated: Flags

    @classmethod
    def of(cls, start: np.ndarray, end: np.ndarray) -> Days:
        """The days between these; a thing without a last day ends on its first."""
        return cls(start, np.where(np.isnat(end), start, end), np.isnat(start) & np.isnat(end))


class Coded:
    """Tables whose ``rows`` are the communications by day, article and place in the text; all else made when asked."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    @cached_property
    def order(self) -> Codes:
        """The place in the table of each row."""
        said = self.tables.communications
        article = self.article_rank[codes(said["article_id"], self.tables.articles["article_id"])]
        return np.lexsort((said["start"].to_numpy(dtype=np.int64), article, said["date_start"].to_numpy()))

    @cached_property
    def rows(self) -> pd.DataFrame:
        return self.tables.communications.take(self.order)

    @cached_property
    def speaker(self) -> Codes:
        return self._actors(self.rows["speaker_id"])

    @cached_property
    def addressee(self) -> Codes:
        return self._actors(self.rows["addressee_id"])

    @cached_property
    def reporter(self) -> Codes:
        return self._actors(self.rows["reported_by_id"])

    @cached_property
    def mutual(self) -> Flags:
        return self.rows["mutual"].to_numpy(dtype=bool)

    @cached_property
    def article(self) -> Codes:
        return codes(self.rows["article_id"], self.tables.articles["article_id"])

    @cached_property
    def event(self) -> Codes:
        return codes(self.rows["event_id"], self.tables.events["event_id"])

    @cached_property
    def channel(self) -> Codes:
        return codes(self.rows["channel"], CHANNELS)

    @cached_property
    def act(self) -> Codes:
        return codes(self.rows["act"], ACTS)

    @cached_property
    def status(self) -> Codes:
        return codes(self.rows["status"], STATUSES)

    @cached_property
    def acts(self) -> tuple[Codes, pd.Index]:
        """The reported act of each row, and the ids of the acts."""
        return pd.factorize(self.rows["act_id"])

    @cached_property
    def confidence(self) -> np.ndarray:
        return self.rows["confidence"].to_numpy(dtype=float, na_value=np.nan)

    @cached_property
    def days(self) -> Days:
        """By each row's own account; where it gives none, by another account of the same event."""
        events, own = self.tables.events, self.rows["date_start"].to_numpy()
        told = np.isnat(own)
        start, end = (
            np.append(events[side].to_numpy(), np.datetime64("NaT"))[self.event] for side in ("date_start", "date_end")
        )
        return Days.of(np.where(told, start, own), np.where(told, end, self.rows["date_end"].to_numpy()))

    @property
    def undated(self) -> Flags:
        """The rows that no account of their event dates."""
        return self.days.undated

    # Actors: a kind and a country each, the last for nobody

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each actor by its id."""
        return dict(zip(self.tables.actors["actor_id"], self.tables.actors["name"], strict=True))

    @cached_property
    def countries(self) -> list[str]:
        return sorted(self.tables.actors["country"].dropna().unique())

    @cached_property
    def country(self) -> Codes:
        return np.append(codes(self.tables.actors["country"], self.countries), -1)

    @cached_property
    def kind(self) -> Codes:
        return np.append(codes(self.tables.actors["kind"], ACTOR_KINDS), -1)

    # Events, and who has part in them; articles, and their outlets, of which the last is "no outlet named"

    @cached_property
    def event_days(self) -> Days:
        events = self.tables.events
        return Days.of(events["date_start"].to_numpy(), events["date_end"].to_numpy())

    @cached_property
    def event_precision(self) -> Codes:
        return codes(self.tables.events["date_precision"], PRECISIONS)

    @cached_property
    def event_day(self) -> np.ndarray:
        """The day of each event that the text dates to the day; the last is for none."""
        exact = np.array([*(precision in EXACT for precision in PRECISIONS), False])[self.event_precision]
        days = self.event_days.start.astype("datetime64[D]")
        return np.append(np.where(exact, days, NOT_A_DAY), NOT_A_DAY)

    @cached_property
    def event_channel(self) -> Codes:
        """Of each row the channel of its event: that of its clearest account."""
        of_events = np.append(codes(self.tables.events["channel"], CHANNELS), -1)[self.event]
        return np.where(of_events < 0, self.channel, of_events)

    @cached_property
    def event_sources(self) -> Codes:
        """How many sources tell of each event; the last is for none."""
        return np.append(self.tables.events["sources"].to_numpy(dtype=np.int64), 0)

    @cached_property
    def told(self) -> Flags:
        """The events that a communication is an account of; the others are happenings."""
        return self.events_of(self.event)

    @cached_property
    def part_event(self) -> Codes:
        return codes(self.tables.participants["event_id"], self.tables.events["event_id"])

    @cached_property
    def part_actor(self) -> Codes:
        return self._actors(self.tables.participants["actor_id"])

    @cached_property
    def account_event(self) -> Codes:
        return codes(self.tables.event_sources["event_id"], self.tables.events["event_id"])

    @cached_property
    def account_article(self) -> Codes:
        return codes(self.tables.event_sources["article_id"], self.tables.articles["article_id"])

    @cached_property
    def article_rank(self) -> Codes:
        """The place of each article in the order of ids; the last is for none."""
        return np.append(self.tables.articles["article_id"].to_numpy(dtype=object).argsort().argsort(), -1)

    @cached_property
    def originals(self) -> tuple[Codes, pd.Index]:
        """The article that each repeats (itself, if it repeats none; the last is for none), and the ids of these."""
        articles = self.tables.articles
        reprinted = articles["duplicate_of"].where(articles["duplicate_kind"] != "update")
        original, ids = pd.factorize(reprinted.fillna(articles["article_id"]))
        return np.append(original, -1), ids

    @cached_property
    def reprint(self) -> Flags:
        """Whether each article repeats another one."""
        original, ids = self.originals
        return (ids.take(original[:-1]) != pd.Index(self.tables.articles["article_id"])).astype(bool)

    @cached_property
    def outlets(self) -> list[str]:
        return sorted(self.tables.articles["source"].dropna().unique())

    @cached_property
    def outlet(self) -> Codes:
        """Of each article."""
        found = codes(self.tables.articles["source"], self.outlets)
        return np.append(np.where(found < 0, len(self.outlets), found), -1)

    def events_of(self, event: Codes) -> Flags:
        """The events that occur among the codes."""
        return occurring(event, len(self.tables.events))

    def _actors(self, ids: pd.Series) -> Codes:
        return codes(ids, self.tables.actors["actor_id"])

    # Texts as they are searched

    @cached_property
    def evidence(self) -> pd.Series:
        return self.rows["evidence"].str.casefold()

    @cached_property
    def quoted(self) -> tuple[pd.Series, Codes]:
        """The words of each quote, and the row that carries it."""
        quotes = self.tables.quotes
        return quotes["text"].str.casefold(), codes(quotes["communication_id"], self.rows["communication_id"])

    @cached_property
    def what(self) -> pd.Series:
        return self.tables.events["what"].str.casefold()

    @cached_property
    def texts(self) -> pd.Series:
        return self.tables.articles["text"].str.casefold()


def occurring(found: Codes, size: int) -> Flags:
    """Which of ``size`` things occur among the codes."""
    flags = np.zeros(size + 1, dtype=bool)
    flags[found] = True
    return flags[:-1]
