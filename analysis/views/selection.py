"""Which rows a view shows: a ``Selection`` is all the state of a screen, ``Index`` the one place that applies it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta

import pandas as pd

from analysis.schema import Tables
from analysis.views.index import FIXED, Index
from analysis.views.sentences import sentence


@dataclass(frozen=True)
class Selection:
    """Filters, all optional; a row stays if it passes every one that is given.

    Actors may be given by name or by id, countries by ISO code or by name, ``None`` among the sources stands for
    "no outlet named".  Dates are first and last day, both included.  ``between`` asks that the two sides be two of the
    actors and countries given (within it, where only one is given), not that one side be.  Speakers and addressees are
    found on either side of a mutual row.  ``minimum_sources`` counts the articles that tell of an event, reprints once.
    ``to_the_day`` keeps only what counts over time show: events that are dated to the day; day and channel are theirs.
    """

    date_from: date | None = None
    date_to: date | None = None
    include_undated: bool = True
    to_the_day: bool = False
    actors: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    between: bool = False
    kinds: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("happened",)
    sources: tuple[str | None, ...] = ()
    reported_by: tuple[str, ...] = ()
    text: str = ""
    include_audiences: bool = True
    minimum_confidence: float | None = None
    minimum_sources: int | None = None
    events: tuple[str, ...] = ()
    communications: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(field.default, tuple):
                value = (value,) if isinstance(value, str) or value is None else tuple(value)
            elif field.name in ("date_from", "date_to") and value is not None:
                value = pd.Timestamp(value).date()
            object.__setattr__(self, field.name, value)
        for name, known in FIXED.items():
            if wrong := [value for value in getattr(self, name) if value not in known]:
                raise ValueError(f"{name}: {', '.join(map(repr, wrong))} not among {', '.join(known)}")

    def sentence(self, names: Mapping[str, str] | None = None) -> str:
        """The filters in English, as a caption says them; ``names`` are those of actors that are given by id."""
        return sentence(self, names or {})

    @property
    def two_sided(self) -> bool:
        """Whether ``between`` has somebody to be between."""
        return self.between and bool(self.actors or self.countries)

    @property
    def of_rows(self) -> bool:
        """Whether a filter is set that only a communication can pass, and no mere article or happening."""
        by_people = self.speakers or self.addressees or self.channels or self.reported_by or self.communications
        return bool(by_people or self.two_sided) or self.minimum_confidence is not None

    @property
    def of_events(self) -> bool:
        """Whether a filter is set that only an event can pass, and no mere article."""
        by_event = self.actors or self.countries or self.kinds or self.acts or self.events
        return self.of_rows or bool(by_event) or self.to_the_day or self.minimum_sources is not None


DEFAULTS = {field.name: field.default for field in fields(Selection)}


def select(tables: Tables, selection: Selection) -> Tables:
    """The tables with only the communications, events and articles that the selection keeps; the others untouched.

    A happening that is no communication stays if it passes the filters that apply to it.  An article stays if a row of
    it stays or, where no filter asks for people or events, if it passes the filters by outlet, day and text itself.
    """
    return Index(tables).shown(selection).tables


def period(tables: Tables, margin: int = 30) -> tuple[date | None, date | None]:
    """First and last day of the time that the articles cover: their publication days, and ``margin`` days about them.

    A background paragraph about 1994 is an event of 1994; drawn to scale it would leave no room for this week.
    """
    published = tables.articles["published"].dropna()
    days = published if len(published) else tables.events["date_start"].dropna()
    if days.empty:
        return None, None
    return days.min().date() - timedelta(margin), days.max().date() + timedelta(margin)
