"""The timeline in the formats of other programs: TimelineJS and iCalendar, as bytes that are the same on every run.

Both take the dated events of ``timeline_exports`` and their accounts by event.  TimelineJS: the JSON format of its
documentation, where a date is as long as it is exact ({"year": 2020}).  iCalendar: RFC 5545.  Article text is not
trusted: HTML in it is escaped, control characters are dropped, what is very long is cut.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from html import escape
from typing import Any

import pandas as pd

from analysis.views.days_in_words import whole_unit

HEADLINE, PASSAGE, MOST_ACCOUNTS = 160, 1000, 8  # characters of a headline, of a quoted account; accounts quoted
WEB = re.compile(r"https?://\S+", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")  # all but those that separate words or lines
HAPPENING = "what happened"  # the group of what is no communication
MARKS = {"happened": "CONFIRMED", "planned": "TENTATIVE", "proposed": "TENTATIVE"}  # else CANCELLED
FIELDS = {"year": 1, "decade": 1, "century": 1, "month": 2, "season": 2, "quarter": 2, "half": 2}  # of a date; else 3
Accounts = dict[str, list[dict[str, Any]]]


def timelinejs(rows: pd.DataFrame, accounts: Accounts, caption: str) -> bytes:
    """A timeline of TimelineJS: one slide per event, a group per channel; every text in it is escaped HTML."""
    headline, _, words = caption.partition("\n")
    title = {"text": {"headline": escape(headline), "text": f"<p>{escape(plain(words))}</p>"}, "autolink": False}
    slides = [_slide(row, accounts.get(row.event_id, [])) for row in rows.itertuples()]
    return (json.dumps({**({"title": title} if caption else {}), "events": slides}, indent=1) + "\n").encode()


def icalendar(rows: pd.DataFrame, accounts: Accounts, caption: str = "") -> bytes:
    """A calendar of RFC 5545: one all-day entry per event, which keeps nobody busy; RFC 7986 for its description."""
    from icalendar import Calendar  # costs most of a second: only whoever exports pays it

    calendar = Calendar()
    calendar.add("prodid", "-//who-to-whom//timeline//EN")
    calendar.add("version", "2.0")
    if caption:
        for name in ("description", "x-wr-caldesc"):  # the second is what calendars read before there was the first
            calendar.add(name, plain(caption))
    for row in rows.itertuples():
        calendar.add_component(_entry(row, accounts.get(row.event_id, [])))
    return calendar.to_ical()


def plain(text: str) -> str:
    """The text on one line, without control characters."""
    return " ".join(CONTROL.sub("", text).split())


def _slide(row: Any, accounts: list[dict[str, Any]]) -> dict[str, Any]:
    first, last = row.date_start.date(), row.date_end.date()
    fields = FIELDS.get(row.date_precision, 3) if whole_unit(first, last, row.date_precision) else 3
    start, end = (dict(zip(("year", "month", "day"), _parts(day)[:fields], strict=False)) for day in (first, last))
    facts = "<br>".join(escape(plain(fact)) for fact in _facts(row))
    quoted = "".join(map(_passage, accounts[:MOST_ACCOUNTS]))
    return {
        "unique_id": row.event_id,
        "start_date": start,
        **({"end_date": end} if end != start else {}),
        "display_date": row.when,
        "group": _group(row),
        "text": {"headline": escape(_headline(row)), "text": f"<p>{facts}</p>{quoted}{_more(accounts, '<p>{}</p>')}"},
        "autolink": False,  # an address in an article is no link of ours
    }


def _passage(one: dict[str, Any]) -> str:
    """An account as HTML, linked to the article where that gives an address of the web."""
    source = escape(_source(one))
    if pd.notna(one["url"]) and WEB.fullmatch(one["url"]):
        source = f'<a href="{escape(one["url"])}" rel="noopener">{source}</a>'
    return f"<blockquote>{escape(_cut(one['evidence'], PASSAGE))}</blockquote><p>{source}</p>"


def _entry(row: Any, accounts: list[dict[str, Any]]) -> Any:
    from icalendar import Event

    first, last = row.date_start.date(), min(row.date_end.date(), date.max - timedelta(1))
    # What is known of an event changes with the articles that tell of it: their last day is when it was last revised.
    revised = max((a["published_latest"].date() for a in accounts if pd.notna(a["published_latest"])), default=first)
    quoted = [f"“{_cut(one['evidence'], PASSAGE)}” ({_source(one)})" for one in accounts[:MOST_ACCOUNTS]]
    entry = Event()
    entry.add("uid", f"{row.event_id}@who-to-whom")
    entry.add("dtstamp", datetime.combine(revised, time(), UTC))
    entry.add("dtstart", first)
    entry.add("dtend", last + timedelta(1))
    vague = "" if first == last else f" ({row.when})"
    entry.add("summary", _headline(row) + vague)
    entry.add("description", "\n".join([*map(plain, _facts(row)), *quoted, *filter(None, [_more(accounts, "{}")])]))
    entry.add("categories", [_group(row)])
    entry.add("status", next((mark for status, mark in MARKS.items() if status in row.status), "CANCELLED"))
    entry.add("transp", "TRANSPARENT")
    if pd.notna(row.place):
        entry.add("location", plain(row.place))
    return entry


def _people(row: Any) -> str:
    """Who to whom, at most three of each."""
    who, to_whom = (", ".join([*names[:3], *["others"] * (len(names) > 3)]) for names in (row.who, row.to_whom))
    return " to ".join(filter(None, [who, to_whom]))


def _headline(row: Any) -> str:
    """The event in its own words, after who to whom where these do not say who; what did not happen says so."""
    people = "" if row.what.startswith(row.who) else _people(row)
    status = "" if "happened" in row.status else row.status.capitalize()
    return ": ".join(_cut(plain(part), HEADLINE) for part in (status, people, row.what) if part)


def _facts(row: Any) -> Iterator[str]:
    """What stands above the accounts, a line each."""
    if people := _people(row):
        yield f"Who: {people}"
    basis = "" if pd.isna(row.date_basis) else f" ({row.date_basis})"
    yield f"When: {row.when}{basis}"
    if pd.notna(row.place):
        yield f"Where: {row.place}"
    if pd.notna(row.channel) and row.channel != "unspecified":
        yield f"How: {row.channel}"
    if pd.notna(row.conflict):
        yield f"The accounts differ in: {row.conflict}"
    if row.claims:
        yield f"Claimed: {'; '.join(row.claims)}"


def _group(row: Any) -> str:
    """The channel in words."""
    return HAPPENING if pd.isna(row.channel) else "no channel named" if row.channel == "unspecified" else row.channel


def _source(one: dict[str, Any]) -> str:
    published = "date unknown" if pd.isna(one["published"]) else f"{one['published']:%Y-%m-%d}"
    return plain(f"{one['source']}, {published}" + ", a reprint" * one["reprint"])


def _more(accounts: list[dict[str, Any]], form: str) -> str:
    beyond = len(accounts) - MOST_ACCOUNTS
    return form.format(f"and {beyond:,} more account{'s' * (beyond > 1)}") if beyond > 0 else ""


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _parts(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day
