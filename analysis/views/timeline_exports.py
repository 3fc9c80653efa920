"""The timeline for other programs: CSV for a spreadsheet, JSON for TimelineJS, iCalendar for a calendar.

The CSV has every event.  TimelineJS and calendars can place an event by its date alone, so there an event that no text
dates is left out, and not put where it was published.  A calendar has boxes for days: what spans more than
``LONGEST`` of them ("in 2020") is left out of it too.  What is left out is counted and said.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.schema import STATUSES, Tables
from analysis.storage import output_folder
from analysis.views.days_in_words import days_in_words
from analysis.views.export_rows import as_csv
from analysis.views.export_seen import Seen
from analysis.views.frames import UNNAMED, look_up
from analysis.views.timeline import DATED, ahead, placed
from analysis.views.timeline_formats import Accounts, icalendar, plain, timelinejs
from analysis.writing import write_together

LONGEST = 14  # days that an entry of a calendar may cover
COLUMNS = [
    "event_id", "date_start", "date_end", "date_precision", "when", "date_basis", "placed", "published", "status",
    "who", "to_whom", "channel", "act", "what", "place", "articles", "sources", "conflict", "claims", "evidence",
    "outlet",
]  # fmt: skip


class Timeline(NamedTuple):
    """The events of a view in order of time, their accounts, and how many cannot be placed by their date."""

    events: pd.DataFrame
    accounts: Accounts
    undated: int
    vague: int

    @property
    def dated(self) -> pd.DataFrame:
        return self.events[self.events["placed"] == DATED]

    @property
    def exact(self) -> pd.DataFrame:
        return self.dated[_exact(self.dated)]

    def left_out(self, kind: str) -> str:
        """What a file of that ending leaves out, in words."""
        unplaced = [f"{self.undated:,} that no text dates"] * bool(self.undated)
        vague = [f"{self.vague:,} whose date spans more than {LONGEST} days"] * bool(self.vague)
        return "; ".join({"csv": [], "json": unplaced, "ics": [*unplaced, *vague]}[kind])


def export_timeline(
    shown: Tables, folder: Path | None = None, caption: str = "", statuses: tuple[str, ...] = ("happened",)
) -> pd.DataFrame:
    """Write timeline.csv, timeline.json (TimelineJS) and timeline.ics; one row per file: events, and what is left out.

    ``shown`` are selected tables.  The ``caption`` opens the TimelineJS.  The same events write the same bytes.
    """
    folder = Path(folder) if folder is not None else output_folder("figures") / "timeline"
    made = _timeline(shown, statuses)
    counts = {"csv": len(made.events), "json": len(made.dated), "ics": len(made.exact)}
    files = [folder / f"timeline.{kind}" for kind in counts]
    contents = as_csv(made.events).encode(), _for_timelinejs(made, caption), _for_calendars(made, caption)
    write_together(zip(files, contents, strict=True))
    left_out = [made.left_out(kind) for kind in counts]
    return pd.DataFrame({"file": map(str, files), "events": counts.values(), "left out": left_out})


def timelines(seen: Seen, _size: str) -> Iterator[tuple[str, bytes]]:
    """The dated events as TimelineJS, opened by a slide that says of which view they are."""
    yield "timeline.json", _for_timelinejs(_timeline(seen.tables, seen.statuses), _opening(seen))


def calendars(seen: Seen, _size: str) -> Iterator[tuple[str, bytes]]:
    """The events of some days at most as iCalendar, with the view as the calendar's description."""
    yield "timeline.ics", _for_calendars(_timeline(seen.tables, seen.statuses), _opening(seen))


def _timeline(shown: Tables, statuses: tuple[str, ...]) -> Timeline:
    told = _told(shown)
    accounts = _accounts(told)
    events = _events(shown, told, accounts, statuses)
    dated = events[events["placed"] == DATED]
    return Timeline(events, accounts, len(events) - len(dated), int((~_exact(dated)).sum()))


def _exact(dated: pd.DataFrame) -> pd.Series:
    """Whether each event covers no more days than an entry of a calendar may."""
    return (dated["date_end"] - dated["date_start"]).dt.days < LONGEST


def _for_timelinejs(made: Timeline, caption: str) -> bytes:
    if caption and made.undated:
        caption += f" Left out: {made.left_out('json')}."
    return timelinejs(made.dated, made.accounts, caption)


def _for_calendars(made: Timeline, caption: str) -> bytes:
    if caption and (left_out := made.left_out("ics")):
        caption += f" Left out: {left_out}."
    return icalendar(made.exact, made.accounts, caption)


def _opening(seen: Seen) -> str:
    about = seen.about
    said = f"Filter: {about['view']}. From {about['articles']}. Corpus {about['corpus']}, {about['version']}."
    return "What happened when\n" + " ".join(filter(None, [said, about.get("checked"), about.get("warning")]))


def _events(shown: Tables, told: pd.DataFrame, accounts: Accounts, statuses: tuple[str, ...]) -> pd.DataFrame:
    """One row per event, in order of time: what a reader of a spreadsheet asks for, without a join."""
    chosen = placed(shown, statuses).set_index("event_id")["placed"]
    events = shown.events[shown.events["event_id"].isin(chosen.index)]
    ids = events["event_id"]
    clearest = told.drop_duplicates("event_id").set_index("event_id")
    people = _people(shown)
    coming = set(shown.events.loc[ahead(shown), "event_id"])
    states = shown.communications.groupby("event_id")["status"].agg(set)
    events = events.assign(
        date_end=events["date_end"].fillna(events["date_start"]),
        when=[_when(row) for row in events.itertuples()],
        date_basis=look_up(ids, _bases(shown)),
        placed=look_up(ids, chosen),
        published=look_up(ids, told.groupby("event_id")["published"].min()),
        status=[
            "; ".join(s for s in STATUSES if s in states.get(event, {"planned" if event in coming else "happened"}))
            for event in ids
        ],
        who=[people.get((event, False), ()) for event in ids],
        to_whom=[people.get((event, True), ()) for event in ids],
        claims=[tuple(dict.fromkeys(c for one in accounts.get(e, []) for c in one["claims"])) for e in ids],
        evidence=look_up(ids, clearest["evidence"]),
        outlet=look_up(ids, clearest["source"]),
    )
    return events[COLUMNS].sort_values(["date_start", "date_end", "event_id"], ignore_index=True)


def _when(row: Any) -> str | None:
    if pd.isna(row.date_start):
        return None
    last: date = (row.date_start if pd.isna(row.date_end) else row.date_end).date()
    return days_in_words(row.date_start.date(), last, row.date_precision)


def _people(shown: Tables) -> dict[tuple[str, bool], tuple[str, ...]]:
    """Names by event and whether they are those spoken to: a mutual event has none of these."""
    names = shown.actors.set_index("actor_id")["name"]
    parts = shown.participants.assign(name=look_up(shown.participants["actor_id"], names)).dropna(subset="name")
    grouped = parts.groupby(["event_id", parts["part"] == "target"])["name"]
    return {key: tuple(sorted(group)) for key, group in grouped}


def _bases(shown: Tables) -> pd.Series:
    """By event, the words that date it, of a communication with the very days of the event."""
    rows = shown.communications.dropna(subset="date_basis").sort_values(["article_id", "start"])
    days = rows.merge(shown.events, on="event_id", suffixes=("", "_of_event"))
    same = days[(days["date_start"] == days["date_start_of_event"]) & (days["date_end"] == days["date_end_of_event"])]
    return same.drop_duplicates("event_id").set_index("event_id")["date_basis"]


def _told(shown: Tables) -> pd.DataFrame:
    """One row per account and claim, with outlet and day; of an event first what words it, reprints last."""
    articles = shown.articles[
        ["article_id", "source", "published", "published_latest", "duplicate_of", "duplicate_kind", "url"]
    ]
    told = shown.event_sources.merge(articles, on="article_id")
    told = told.merge(shown.events[["event_id", "what"]], on="event_id")
    told["source"] = told["source"].fillna(UNNAMED)
    told["evidence"] = told["evidence"].map(plain)
    told["other"] = [
        not e.startswith(w.removesuffix(" …")) for e, w in zip(told["evidence"], told["what"], strict=True)
    ]
    told["reprint"] = told["duplicate_of"].notna() & (told["duplicate_kind"] != "update")
    order = ["event_id", "reprint", "other", "published", "source", "article_id", "start", "end", "claim", "unit"]
    return told.sort_values(order)


def _accounts(told: pd.DataFrame) -> Accounts:
    """The accounts by event, each once, with all that it claims and who claims it."""
    found: dict[str, dict[tuple, dict[str, Any]]] = {}
    for one in told.to_dict("records"):
        span = one["article_id"], one["start"], one["end"]
        account = found.setdefault(one["event_id"], {}).setdefault(span, {**one, "claims": []})
        if pd.notna(one["claim"]):
            account["claims"].append(one["claim"] + ("" if pd.isna(one["claimant"]) else f" ({one['claimant']})"))
    return {event: list(accounts.values()) for event, accounts in found.items()}
