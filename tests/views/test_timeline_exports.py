import csv
import io
import json
import re
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from analysis import views
from analysis.schema import STATUSES, Tables
from analysis.views.days_in_words import days_in_words

DATED = ["e1", "e2", "e8", "e4"]  # of ``small_tables``, those that happened, in order of time


class Exported(NamedTuple):
    """The three files, read again, and what was said of them."""

    rows: list[dict[str, str]]
    timeline: dict
    entries: list
    written: pd.DataFrame
    calendar: bytes


def exported(tables: Tables, folder: Path, **options) -> Exported:
    written = views.export_timeline(tables, folder, **options)
    text = (folder / "timeline.csv").read_bytes().decode()
    calendar = (folder / "timeline.ics").read_bytes()
    return Exported(
        list(csv.DictReader(io.StringIO(text, newline=""))),
        json.loads((folder / "timeline.json").read_bytes()),
        Calendar.from_ical(calendar).walk("VEVENT"),
        written,
        calendar,
    )


def changed(tables: Tables, table: str, key: str, **values: object) -> Tables:
    """The tables with other values in the rows of one table whose first column is the key."""
    frame = getattr(tables, table)
    rows = frame[frame.columns[0]] == key
    columns = {c: frame[c].mask(rows, value).astype(frame[c].dtype) for c, value in values.items()}
    return replace(tables, **{table: frame.assign(**columns)})


def dated(tables: Tables, first: str, last: str, precision: str, event: str = "e1") -> Tables:
    days = {"date_start": pd.Timestamp(first), "date_end": pd.Timestamp(last)}
    return changed(tables, "events", event, **days, date_precision=precision)


def slide_of(timeline: dict, event: str = "e1") -> dict:
    return next(slide for slide in timeline["events"] if slide["unique_id"] == event)


def entry_of(entries, event: str = "e1"):
    return next(entry for entry in entries if entry["uid"].startswith(event + "@"))


def assert_timelinejs(timeline: dict) -> None:
    """What the documentation of the TimelineJS JSON format asks for, as we read it."""
    assert set(timeline) <= {"events", "title", "eras", "scale"} and isinstance(timeline["events"], list)
    assert not {"start_date", "end_date"} & set(timeline.get("title", {}))
    ids = [slide["unique_id"] for slide in timeline["events"]]
    assert len(ids) == len(set(ids)) and all(isinstance(one, str) and one for one in ids)
    allowed = {"start_date", "end_date", "text", "media", "group", "display_date", "background", "autolink"}
    for slide in timeline["events"]:
        assert set(slide) <= allowed | {"unique_id"} and "start_date" in slide
        for name in {"start_date", "end_date"} & set(slide):
            day = slide[name]
            assert list(day) == ["year", "month", "day"][: len(day)] and all(type(part) is int for part in day.values())
            assert date(**{"month": 1, "day": 1, **day})
        # TimelineJS drops an end in which all that the beginning says stands again
        assert not slide["start_date"].items() <= slide.get("end_date", {}).items()
        assert isinstance(slide["display_date"], str) and isinstance(slide["group"], str)
        assert set(slide["text"]) == {"headline", "text"}


def assert_markup_is_ours(timeline: dict) -> None:
    """No element but those that the export makes, and none of them with an attribute but a link to the web."""
    for slide in timeline["events"]:
        assert not re.search("[<>]", slide["text"]["headline"])
        left = re.sub(
            r'</?(?:p|blockquote|br)>|<a href="https?://[^"<>\s]+" rel="noopener">|</a>', "", slide["text"]["text"]
        )
        assert not re.search("[<>]", left)


def test_a_spreadsheet_has_every_event_with_who_to_whom_and_the_words_of_its_clearest_account(small_tables, tmp_path):
    rows = exported(small_tables, tmp_path).rows
    assert [row["event_id"] for row in rows] == [*DATED, "e3", "e7", "e9"]
    call = rows[0]
    assert (call["who"], call["to_whom"]) == ("Mara Lindqvist; Tomas Brandt", "")
    assert call["date_start"] == "2031-03-03" and call["when"] == "3 March 2031" and call["date_basis"] == "on Monday"
    assert (call["articles"], call["sources"], call["conflict"]) == ("3", "2", "date")
    assert call["outlet"] == "Sample Wire (teaching corpus)"
    assert call["evidence"] == "Mara Lindqvist spoke by telephone with President Tomas Brandt on Monday"
    assert (rows[1]["who"], rows[1]["to_whom"]) == ("Mara Lindqvist", "Tomas Brandt")


def test_an_event_that_no_text_dates_is_in_the_spreadsheet_without_a_day_and_nowhere_else(small_tables, tmp_path):
    rows, timeline, entries, written, _ = exported(small_tables, tmp_path)
    undated = {row["event_id"]: row for row in rows if not row["date_start"]}
    assert set(undated) == {"e3", "e7", "e9"}
    assert undated["e3"]["placed"] == "publication day" and undated["e3"]["published"] == "2031-03-04"
    assert [slide["unique_id"] for slide in timeline["events"]] == DATED
    assert [entry["uid"].split("@")[0] for entry in entries] == DATED
    assert written["events"].tolist() == [7, 4, 4]
    assert written["left out"].tolist() == ["", "3 that no text dates", "3 that no text dates"]


def test_what_was_planned_or_denied_is_exported_only_if_asked_for_and_says_so(small_tables, tmp_path):
    tables = dated(small_tables, "2031-03-05", "2031-03-05", "day", "e6")
    _, timeline, entries, *_ = exported(tables, tmp_path, statuses=STATUSES)
    assert entry_of(entries, "e1")["status"] == "CONFIRMED"
    assert entry_of(entries, "e5")["status"] == "TENTATIVE"
    assert entry_of(entries, "e5")["summary"].startswith("Planned: Mara Lindqvist, Tomas Brandt: ")
    assert entry_of(entries, "e6")["status"] == "CANCELLED"
    assert slide_of(timeline, "e6")["text"]["headline"].startswith("Denied: ")


def test_a_slide_says_what_who_when_and_who_tells_of_it(small_tables, tmp_path):
    timeline = exported(small_tables, tmp_path, caption="The bridge\nUnit: events & all.").timeline
    assert_timelinejs(timeline)
    assert timeline["title"]["text"] == {
        "headline": "The bridge",
        "text": "<p>Unit: events &amp; all. Left out: 3 that no text dates.</p>",
    }
    call = slide_of(timeline)
    assert call["start_date"] == {"year": 2031, "month": 3, "day": 3} and "end_date" not in call
    assert call["group"] == "call" and call["autolink"] is False
    assert call["text"]["headline"] == "Mara Lindqvist spoke by telephone with Tomas Brandt"
    said = call["text"]["text"]
    assert "When: 3 March 2031 (on Monday)" in said and "The accounts differ in: date" in said
    assert said.count("<blockquote>") == 3 and "Harbour Post (teaching corpus), 2031-03-05, a reprint" in said
    assert said.index("Sample Wire") < said.index("Harbour Post")
    assert "Who: Mara Lindqvist, Tomas Brandt<br>" in said
    demand = slide_of(timeline, "e2")
    assert demand["group"] == "no channel named"
    assert demand["text"]["headline"] == "Mara Lindqvist to Tomas Brandt: She urged Brandt to reopen the bridge"


@pytest.mark.parametrize(
    ("first", "last", "precision", "start", "end", "words"),
    [
        ("2031-03-03", "2031-03-03", "time", (2031, 3, 3), None, "3 March 2031"),
        ("2020-01-01", "2020-12-31", "year", (2020,), None, "2020"),
        ("2031-03-01", "2031-03-31", "month", (2031, 3), None, "March 2031"),
        ("2031-03-11", "2031-03-21", "month", (2031, 3, 11), (2031, 3, 21), "in the middle of March 2031"),
        ("2031-01-01", "2031-03-06", "year", (2031, 1, 1), (2031, 3, 6), "between 1 January 2031 and 6 March 2031"),
        ("2031-03-03", "2031-03-09", "week", (2031, 3, 3), (2031, 3, 9), "the week of 3 March 2031"),
        ("2031-07-01", "2031-09-30", "quarter", (2031, 7), (2031, 9), "the third quarter of 2031"),
        ("2031-07-01", "2031-12-31", "half", (2031, 7), (2031, 12), "the second half of 2031"),
        ("2031-12-01", "2032-02-29", "season", (2031, 12), (2032, 2), "winter 2031 to 2032"),
        ("1990-01-01", "1999-12-31", "decade", (1990,), (1999,), "the 1990s"),
        ("1900-01-01", "1999-12-31", "century", (1900,), (1999,), "the 20th century"),
        ("2031-03-01", "2031-03-02", "range", (2031, 3, 1), (2031, 3, 2), "the weekend of 1 March 2031"),
        ("2031-03-03", "2031-03-04", "range", (2031, 3, 3), (2031, 3, 4), "3 to 4 March 2031"),
        ("2031-03-30", "2031-04-02", "range", (2031, 3, 30), (2031, 4, 2), "30 March 2031 to 2 April 2031"),
    ],
)
def test_a_date_of_timelinejs_is_as_long_as_it_is_exact(
    small_tables, tmp_path, first, last, precision, start, end, words
):
    timeline = exported(dated(small_tables, first, last, precision), tmp_path).timeline
    assert_timelinejs(timeline)
    slide = slide_of(timeline)
    assert tuple(slide["start_date"].values()) == start
    assert tuple(slide.get("end_date", {}).values()) == (end or ())
    assert slide["display_date"] == words


@pytest.mark.parametrize(
    ("first", "last", "precision", "words"),
    [
        ("2031-03-03", "2031-03-04", "week", "early in the week of 3 March 2031"),
        ("2031-10-01", "2031-12-31", "quarter", "the fourth quarter of 2031"),
        ("2001-01-01", "2100-12-31", "range", "1 January 2001 to 31 December 2100"),
        ("2000-01-01", "2099-12-31", "century", "the 21st century"),
        ("1100-01-01", "1199-12-31", "century", "the 12th century"),
    ],
)
def test_days_are_said_no_more_exactly_than_they_are_known(first, last, precision, words):
    assert days_in_words(date.fromisoformat(first), date.fromisoformat(last), precision) == words


def test_an_entry_of_a_calendar_covers_its_days_and_keeps_nobody_busy(small_tables, tmp_path):
    tables = changed(dated(small_tables, "2031-03-03", "2031-03-09", "week"), "events", "e1", place="Halvern")
    entry = entry_of(exported(tables, tmp_path).entries)
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2031, 3, 3), date(2031, 3, 10))
    assert entry["dtstart"].params["VALUE"] == "DATE" and entry["transp"] == "TRANSPARENT"
    assert entry["summary"].endswith("(the week of 3 March 2031)") and entry["location"] == "Halvern"
    assert entry["categories"].cats == ["call"]
    assert "(Sample Wire (teaching corpus), 2031-03-04)" in entry["description"]


def test_a_year_is_no_entry_of_365_days_in_a_calendar_and_counted_as_left_out(small_tables, tmp_path):
    _, timeline, entries, written, _ = exported(dated(small_tables, "2020-01-01", "2020-12-31", "year"), tmp_path)
    assert "e1" in {slide["unique_id"] for slide in timeline["events"]}
    assert "e1" not in {entry["uid"].split("@")[0] for entry in entries}
    assert written["left out"].tolist()[2] == "3 that no text dates; 1 whose date spans more than 14 days"


def test_the_stamp_of_an_entry_is_the_last_day_on_which_an_article_told_of_it_and_not_today(small_tables, tmp_path):
    entry = entry_of(exported(small_tables, tmp_path).entries)
    assert f"{entry['dtstamp'].dt:%Y-%m-%d %H:%M %Z}" == "2031-03-05 00:00 UTC"


def test_a_second_export_writes_the_same_bytes_in_whatever_order_the_rows_come(small_tables, tmp_path):
    mixed = {name: frame.sample(frac=1, random_state=3) for name, frame in small_tables}
    views.export_timeline(small_tables, tmp_path / "one")
    views.export_timeline(replace(small_tables, **mixed), tmp_path / "two")
    for kind in ("csv", "json", "ics"):
        one, two = ((tmp_path / folder / f"timeline.{kind}").read_bytes() for folder in ("one", "two"))
        assert one == two


def test_a_folder_in_which_nothing_is_found_exports_files_without_events(no_tables, tmp_path):
    written = views.export_timeline(no_tables, tmp_path)
    assert written["events"].tolist() == [0, 0, 0]
    assert json.loads((tmp_path / "timeline.json").read_bytes()) == {"events": []}
    assert Calendar.from_ical((tmp_path / "timeline.ics").read_bytes()).walk("VEVENT") == []


@pytest.mark.parametrize("day", ["0001-01-01", "1453-05-29", "9999-12-31"])
def test_the_first_and_the_last_day_of_the_calendar_can_be_exported(small_tables, tmp_path, day):
    _, timeline, entries, *_ = exported(dated(small_tables, day, day, "day"), tmp_path)
    assert_timelinejs(timeline)
    assert entry_of(entries)["dtstart"].dt == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("url", "linked"),
    [("https://news.example/a?b=1&c=2", True), ("javascript:alert(1)", False), ('https://"><script>x', True)],
)
def test_a_source_is_linked_only_to_an_address_of_the_web(small_tables, tmp_path, url, linked):
    timeline = exported(changed(small_tables, "articles", "a1", url=url), tmp_path).timeline
    assert_markup_is_ours(timeline)
    assert ('<a href="https://' in slide_of(timeline)["text"]["text"]) is linked


def test_an_event_told_very_often_quotes_its_first_accounts_and_counts_the_others(small_tables, tmp_path):
    told = small_tables.event_sources
    again = [told[told["event_id"] == "e2"].assign(start=number) for number in range(100, 110)]
    often = replace(small_tables, event_sources=pd.concat([told, *again], ignore_index=True))
    _, timeline, entries, *_ = exported(often, tmp_path)
    said = slide_of(timeline, "e2")["text"]["text"]
    assert said.count("<blockquote>") == 8 and said.endswith("<p>and 3 more accounts</p>")
    assert entry_of(entries, "e2")["description"].endswith("and 3 more accounts")


def test_two_claims_of_one_account_stand_side_by_side_with_who_makes_them(small_tables, tmp_path):
    told = small_tables.event_sources
    dead = told[told["event_id"] == "e1"].iloc[[0]]
    two = [dead.assign(claim="49 soldiers", claimant="officials in Halvern"), dead.assign(claim="50 troops")]
    claimed = replace(small_tables, event_sources=pd.concat([told.drop(dead.index), *two], ignore_index=True))
    rows, timeline, entries, *_ = exported(claimed, tmp_path)
    said = slide_of(timeline)["text"]["text"]
    assert "Claimed: 49 soldiers (officials in Halvern); 50 troops</p>" in said and said.count("<blockquote>") == 3
    assert rows[0]["claims"] == "49 soldiers (officials in Halvern); 50 troops"
    assert "Claimed: 49 soldiers (officials in Halvern); 50 troops" in entry_of(entries)["description"]


HOSTILE = (
    "=cmd()", "+1", "@x", "\t=1", "a, b; c\\n", "</script><script>x", "<img src=x onerror=y>", "&lt;b&gt;",
    "\x00\x1b\x85", "a\r\nEND:VCALENDAR\r\n", "\u2028x\u202e", "é😀" * 100, "x" * 50_000, "“" * 3_000,
)  # fmt: skip


@given(text=st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=80))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_hostile_text_stays_text_in_every_format(small_tables, tmp_path, text):
    tables = changed(small_tables, "events", "e1", what=text, place=text)
    tables = changed(tables, "event_sources", "e1", evidence=text, claim=text)
    tables = changed(changed(tables, "actors", "p1", name=text), "articles", "a1", source=text, url=text)
    rows, timeline, entries, _, calendar = exported(tables, tmp_path, caption=f"{text}\n{text}")
    assert_timelinejs(timeline)
    assert_markup_is_ours(timeline)
    assert len(rows) == 7 and len(entries) == 4
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row.values())
    for line in calendar.split(b"\r\n"):
        assert len(line) <= 75 and not re.search(rb"[\x00-\x1f\x7f]", line)
    kept = " ".join("".join(" " if c.isspace() else c for c in text if c.isspace() or not is_control(c)).split())
    assert entry_of(entries).get("location", "") == kept


def is_control(character: str) -> bool:
    return unicodedata.category(character) == "Cc"
