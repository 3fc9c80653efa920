"""Which days each event has, and what has happened by then: of all events at once, as arrays."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from analysis.schema import STATUSES
from analysis.views.coded import Coded, Codes, Flags, occurring

NEVER = np.iinfo(np.int64).max  # later than any day
NO_DAY = np.datetime64("NaT", "us")


class Placing:
    """Of each row of ``tables.events`` its days: those that the text gives, or between which it was first told of."""

    def __init__(self, coded: Coded) -> None:
        self._coded, events = coded, coded.tables.events
        own = [_moments(events[side].to_numpy()) for side in ("date_start", "date_end")]
        self.undated: Flags = np.isnat(own[0])
        earliest, latest = self._told_between
        self.nowhere: Flags = self.undated & np.isnat(latest)
        self.start = np.where(self.undated, earliest, own[0])
        end = np.where(self.undated, latest, own[1])
        self.end = np.where(np.isnat(end), self.start, end)

    def told(self, statuses: tuple[str, ...]) -> Flags:
        """Which events have one of the statuses, by a communication or as a happening; all have if none is given."""
        coded, found = self._coded, np.zeros(len(self.start), dtype=bool)
        if not statuses:
            return ~found
        for status in statuses:
            found |= coded.events_of(coded.event[coded.status == STATUSES.index(status)])
        if "happened" in statuses:
            found |= ~coded.told & ~self.ahead
        if "planned" in statuses:
            found |= ~coded.told & self.ahead
        return found

    @cached_property
    def ahead(self) -> Flags:
        """Which begin after all articles that tell of them were published: none can know that they happened."""
        event, article = self._coded.account_event, self._coded.account_article
        told = np.full(len(self.undated) + 1, -NEVER)
        np.maximum.at(told, event, self._published("published_latest")[article])
        begin = _moments(self._coded.tables.events["date_start"].to_numpy().astype("datetime64[D]"))
        return ~self.undated & occurring(event, len(begin)) & (begin.astype(np.int64) > told[:-1])

    @property
    def _told_between(self) -> list[np.ndarray]:
        """First and last day on which each can first have been told of; none where its articles do not bound it."""
        coded, bounds = self._coded, []
        for side in ("published_earliest", "published_latest"):
            published, first = self._published(side), np.full(len(self.undated) + 1, NEVER)
            np.minimum.at(first, coded.account_event, published[coded.account_article])
            np.minimum.at(first, coded.event, published[coded.article])
            bounds.append(first[:-1])
        open_ended = (bounds[0] == NEVER) | (bounds[1] == NEVER)
        return [np.where(open_ended, NO_DAY, first.astype("datetime64[us]")) for first in bounds]

    def _published(self, otherwise: str) -> Codes:
        """The day of each article as a number, or the bound of that, or ``NEVER``; the last is for none."""
        articles = self._coded.tables.articles
        day = _moments(articles["published"].fillna(articles[otherwise]).to_numpy())
        return np.append(np.where(np.isnat(day), NEVER, day.astype(np.int64)), NEVER)


def _moments(days: np.ndarray) -> np.ndarray:
    return days.astype("datetime64[us]")
