"""Which rows a view shows: a ``Selection`` is all the state of a screen, ``select`` the one place that applies it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

import pandas as pd

from analysis.schema import CHANNELS, STATUSES, Tables
from analysis.views.frames import UNNAMED, among, look_up


@dataclass(frozen=True)
class Selection:
    """Filters, all optional; a row stays if it passes every one that is given.

    Actors may be given by name or by id, countries by ISO code or by name, ``None`` among the sources stands for
    "no outlet named".  Dates are first and last day, both included.
    """

    date_from: date | None = None
    date_to: date | None = None
    include_undated: bool = True
    actors: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("happened",)
    sources: tuple[str | None, ...] = ()
    reported_by: tuple[str, ...] = ()
    text: str = ""
    include_audiences: bool = True
    minimum_confidence: float | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(field.default, tuple):
                value = (value,) if isinstance(value, str) or value is None else tuple(value)
            elif field.name in ("date_from", "date_to") and value is not None:
                value = pd.Timestamp(value).date()
            object.__setattr__(self, field.name, value)
        for name, given, known in (("channels", self.channels, CHANNELS), ("statuses", self.statuses, STATUSES)):
            if wrong := [value for value in given if value not in known]:
                raise ValueError(f"{name}: {', '.join(map(repr, wrong))} not among {', '.join(known)}")

    def sentence(self) -> str:
        """The filters in English, as a caption says them."""
        parts = ["all statuses" if set(self.statuses) >= set(STATUSES) else _either(self.statuses) or "all statuses"]
        if self.date_from or self.date_to:
            days = [f"from {self.date_from}"] * bool(self.date_from) + [f"to {self.date_to}"] * bool(self.date_to)
            parts.append(f"{' '.join(days)} (undated {'in' if self.include_undated else 'ex'}cluded)")
        elif not self.include_undated:
            parts.append("dated only")
        for words, values in (
            ("with", self.actors),
            ("spoken by", self.speakers),
            ("spoken to", self.addressees),
            ("with an actor of", self.countries),
            ("channel", self.channels),
            ("published by", self.sources),
            ("reported by", self.reported_by),
        ):
            if values:
                parts.append(f"{words} {_either(values)}")
        if self.text.strip():
            parts.append(f"words containing “{self.text.strip()}”")
        if not self.include_audiences:
            parts.append("without statements to an audience")
        if self.minimum_confidence is not None:
            parts.append(f"confidence at least {self.minimum_confidence:g}")
        return "; ".join(parts)

    @property
    def of_rows(self) -> bool:
        """Whether a filter is set that only a communication can pass, and no mere article or happening."""
        by_people = self.speakers or self.addressees or self.channels or self.reported_by
        return bool(by_people) or self.minimum_confidence is not None


def select(tables: Tables, selection: Selection) -> Tables:
    """The tables with only the communications, events and articles that the selection keeps; the others untouched.

    A happening that is no communication stays if it passes the filters that apply to it.  An article stays if a row of
    it stays or, where no filter asks for people or channels, if it passes the filters by outlet, day and text itself.
    """
    rows = tables.communications[_communications(tables, selection)]
    happenings = tables.events[_happenings(tables, selection)]
    events = tables.events[among(tables.events["event_id"], {*rows["event_id"], *happenings["event_id"]})]
    participants = tables.participants[among(tables.participants["event_id"], events["event_id"])]
    accounts = tables.event_sources[among(tables.event_sources["event_id"], events["event_id"])]
    if selection.sources:
        accounts = accounts[among(accounts["article_id"], _published_by(tables, selection))]
    behind = {*rows["article_id"], *accounts.loc[among(accounts["event_id"], happenings["event_id"]), "article_id"]}
    articles = tables.articles[among(tables.articles["article_id"], behind) | _articles(tables, selection)]
    return replace(
        tables, articles=articles, communications=rows, events=events, participants=participants, event_sources=accounts
    )


def period(tables: Tables, margin: int = 30) -> tuple[date | None, date | None]:
    """First and last day of the time that the articles cover: their publication days, and ``margin`` days about them.

    A background paragraph about 1994 is an event of 1994; drawn to scale it would leave no room for this week.
    """
    published = tables.articles["published"].dropna()
    days = published if len(published) else tables.events["date_start"].dropna()
    if days.empty:
        return None, None
    return days.min().date() - timedelta(margin), days.max().date() + timedelta(margin)


def _either(values: Iterable[str | None]) -> str:
    return " or ".join(UNNAMED if value is None else value for value in values)


def _communications(tables: Tables, selection: Selection) -> pd.Series:
    rows = tables.communications
    events = tables.events.set_index("event_id")
    undated = rows["date_start"].isna()  # by its own account; another account of the same event may date it
    start = rows["date_start"].mask(undated, look_up(rows["event_id"], events["date_start"]))
    end = rows["date_end"].mask(undated, look_up(rows["event_id"], events["date_end"]))
    keep = _in_time(start, end, selection)
    if selection.statuses:
        keep &= rows["status"].isin(selection.statuses)
    if selection.channels:
        keep &= rows["channel"].isin(selection.channels)
    if selection.sources:
        keep &= among(rows["article_id"], _published_by(tables, selection))
    if selection.minimum_confidence is not None:
        keep &= (rows["confidence"] >= selection.minimum_confidence).fillna(False)
    for columns, wanted in (
        (("speaker", "addressee"), _actor_ids(tables, selection.actors)),
        (("speaker", "addressee"), _country_ids(tables, selection.countries)),
        (("speaker",), _actor_ids(tables, selection.speakers)),
        (("addressee",), _actor_ids(tables, selection.addressees)),
        (("reported_by",), _actor_ids(tables, selection.reported_by)),
    ):
        if wanted is not None:
            keep &= rows[[f"{column}_id" for column in columns]].isin(wanted).any(axis=1)
    if not selection.include_audiences:
        keep &= ~rows["addressee_id"].isin(tables.actors.loc[tables.actors["kind"] == "audience", "actor_id"])
    if selection.text.strip():
        quoting = tables.quotes.loc[_contains(tables.quotes["text"], selection), "communication_id"]
        keep &= _contains(rows["evidence"], selection) | among(rows["communication_id"], quoting.dropna())
    return keep.astype(bool)


def _happenings(tables: Tables, selection: Selection) -> pd.Series:
    events = tables.events
    if selection.of_rows:
        return pd.Series(False, index=events.index)
    keep = ~among(events["event_id"], tables.communications["event_id"])
    keep &= _in_time(events["date_start"], events["date_end"], selection)
    for wanted in (_actor_ids(tables, selection.actors), _country_ids(tables, selection.countries)):
        if wanted is not None:
            theirs = tables.participants.loc[tables.participants["actor_id"].isin(wanted), "event_id"]
            keep &= among(events["event_id"], theirs)
    if selection.sources:
        told = among(tables.event_sources["article_id"], _published_by(tables, selection))
        keep &= among(events["event_id"], tables.event_sources.loc[told, "event_id"])
    if selection.text.strip():
        keep &= _contains(events["what"], selection)
    return keep.astype(bool)


def _articles(tables: Tables, selection: Selection) -> pd.Series:
    articles = tables.articles
    if selection.of_rows or selection.actors or selection.countries:
        return pd.Series(False, index=articles.index)
    earliest, latest = articles["published_earliest"], articles["published_latest"]
    open_ended = latest.isna() & earliest.notna()  # it may have come out at any later time
    latest = latest.mask(open_ended, pd.Timestamp("9998-12-31"))
    keep = _in_time(earliest, latest, selection)
    if selection.sources:
        keep &= among(articles["article_id"], _published_by(tables, selection))
    if selection.text.strip():
        keep &= _contains(articles["text"], selection)
    return keep.astype(bool)


def _in_time(start: pd.Series, end: pd.Series, selection: Selection) -> pd.Series:
    undated = start.isna() & end.isna()
    keep = pd.Series(True, index=start.index)
    if selection.date_from:
        keep &= ~(end.fillna(start) < pd.Timestamp(selection.date_from))
    if selection.date_to:  # an article with a latest day only may have come out at any time before
        keep &= ~(start >= pd.Timestamp(selection.date_to) + pd.Timedelta(days=1))
    return keep.mask(undated, selection.include_undated)


def _contains(texts: pd.Series, selection: Selection) -> pd.Series:
    return texts.fillna("").str.casefold().str.contains(selection.text.strip().casefold(), regex=False)


def _published_by(tables: Tables, selection: Selection) -> pd.Series:
    source = tables.articles["source"]
    unnamed = source.isna() if None in selection.sources else False
    return tables.articles.loc[source.isin([s for s in selection.sources if s is not None]) | unnamed, "article_id"]


def _actor_ids(tables: Tables, wanted: tuple[str, ...]) -> set[str] | None:
    if not wanted:
        return None
    actors = tables.actors
    return set(actors.loc[actors["name"].isin(wanted) | actors["actor_id"].isin(wanted), "actor_id"])


def _country_ids(tables: Tables, wanted: tuple[str, ...]) -> set[str] | None:
    if not wanted:
        return None
    actors = tables.actors
    codes = {*wanted, *actors.loc[(actors["kind"] == "country") & actors["name"].isin(wanted), "country"].dropna()}
    return set(actors.loc[actors["country"].isin(codes), "actor_id"])
