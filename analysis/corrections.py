"""What a person has put right: one row a correction in ``corrections.csv``, applied whenever the tables are built.

A row names what it corrects by the hash of the article's text, a span of it and the names of actors, never by an id
that the library made, so that it holds for other code and in other folders.  Nothing is ever taken out of the file: a
correction is undone by a later row that says so.

An actor is written as its name, where need be with its kind and country: ``Mara Lindqvist [person, XVE]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from dataclasses import field as its
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from . import dates
from .aliases import Target
from .dates import Interval
from .schema import ACTOR_KINDS, CHANNELS, STATUSES
from .sheets import Problem, Sheet, UnreadableSheet, add_rows, problem, read_sheet
from .storage import corrections_folder, short_hash

FILE = "corrections.csv"
COLUMNS = ("correction_id", "what", "article", "start", "end", "evidence", "speaker", "addressee", "from", "to", "who",
           "when", "why")  # fmt: skip
DIRECTIONS = ("mutual", "one way", "other way round")
OF_ROW = ("speaker", "addressee", "date", "channel", "status", "direction", "not these two", "not a communication")
OF_ACTORS = ("merge actors", "split actor")
OF_COPIES = ("not a duplicate", "duplicate")
MISSING, UNDONE = "missing row", "undone"
WHAT = (*OF_ROW, MISSING, *OF_ACTORS, *OF_COPIES, UNDONE)
BASIS = "corrected by hand"
NEEDLESS = "Nothing needs to be done; you may undo the correction."

_PATH = f"corrections/{FILE}"
_problem = partial(problem, _PATH)
_REMEDY = "docs/corrections.md says what each kind of row needs; mend the row, or undo it."
_LABEL = re.compile(rf"(?P<name>.*\S)\s*\[(?P<kind>{'|'.join(ACTOR_KINDS)})(?:,\s*(?P<country>[A-Z]{{3}}))?\]", re.S)
_HASH = re.compile(r"([0-9a-f]{12})(?:-\d+)?")


@dataclass(frozen=True)
class Correction:
    """One row: what is wrong, where it stands, what the machine has (``old``) and what it should be (``new``)."""

    what: str
    article: str = ""  # hash of its text
    start: int | None = None
    end: int | None = None
    evidence: str = ""
    speaker: str = ""  # of the row that is corrected, or of the one that was missing
    addressee: str = ""
    old: str = ""
    new: str = ""
    who: str = ""
    when: str = ""
    why: str = ""
    correction_id: str = ""
    row: str | None = its(default=None, compare=False)  # where it stands in the file

    def as_cells(self) -> dict[str, str]:
        """The cells of its row in the file."""
        cells = {name: "" if value is None else str(value) for name, value in asdict(self).items() if name != "row"}
        return {"from": cells.pop("old"), "to": cells.pop("new"), **cells}

    def problem(self, severity: str, message: str, remedy: str = _REMEDY) -> Problem:
        """A row of ``problems`` about it; what it was about is said in the words of the article."""
        words = f" It was about: “{' '.join(self.evidence.split())}”" if self.evidence else ""
        return _problem(self.row, f"{self.what}: {message}{words}", remedy, severity)


def hash_of(article_id: str) -> str:
    """The hash of an article's text: copies of one text share it."""
    return article_id.partition("-")[0]


def text_hash(named: str) -> str | None:
    """The hash that names an article's text; None where it is a path."""
    found = _HASH.fullmatch(named.strip())
    return found[1] if found else None


def label(name: str, kind: str | None = None, country: str | None = None) -> str:
    """An actor as corrections write it: "Mara Lindqvist [person, XVE]"."""
    known = ", ".join(part for part in (kind, country) if part and not pd.isna(part))
    return f"{name} [{known}]" if known else name


def labelled(text: str) -> Target:
    """The actor that a label names; kind and country only where they are given."""
    found = _LABEL.fullmatch(text.strip())
    return Target(found["name"], found["kind"], found["country"]) if found else Target(text.strip())


def days_of(text: str) -> Interval | None:
    """The days of 2031-03-04, 2031-03-04/2031-03-06, 2031-03, 2031 or 2031-W10; None where it is none of these."""
    first, slash, last = text.partition("/")
    if not slash:
        return dates.parse(first) if re.match(r"\d{4}", first) else None
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    if start > end:
        return None
    return Interval(start, end, "day" if start == end else "range")


def in_days(start: Any, end: Any, precision: Any) -> str:
    """First and last day of a row as corrections write them; empty where it is not dated."""
    if start is None or pd.isna(start):
        return ""
    first, last = pd.Timestamp(start).date(), pd.Timestamp(end).date()
    written = dates.iso(Interval(first, last, str(precision)))
    return written if days_of(written) == Interval(first, last, str(precision)) else f"{first}/{last}"


def settings(text: str) -> dict[str, str]:
    """What a missing row says beside its two parties: "channel: call; date: 2031-03-04; direction: mutual"."""
    parts = (part.partition(":") for part in text.split(";") if part.strip())
    return {name.strip().lower(): value.strip() for name, _, value in parts}


# -- reading -----------------------------------------------------------------------------------------------------------


def read_corrections(source: Path) -> tuple[list[Correction], list[Problem]]:
    """The corrections in force, in the order in which they were made, and what is wrong in the file, as problems."""
    try:
        sheet = read_sheet(corrections_folder(source) / FILE)
    except UnreadableSheet as error:
        return [], [_problem(None, f"{error} No correction was applied.", "Save it as CSV in UTF-8.")]
    if sheet.rows and not {"what", "to"} <= set(sheet.columns):
        message = f"The header is {', '.join(sheet.columns) or 'empty'}, not {','.join(COLUMNS)}."
        return [], [_problem("row 1", f"{message} No correction was applied.", "Put the header back.")]
    made, problems = _rows(sheet)
    undone = {c.old for c in made if c.what == UNDONE}
    unknown = [c for c in made if c.what == UNDONE and c.old not in {other.correction_id for other in made}]
    problems += [c.problem("note", f"there is no correction {c.old}.", "Nothing needs to be done.") for c in unknown]
    return [c for c in made if c.what != UNDONE and c.correction_id not in undone], problems


def _rows(sheet: Sheet) -> tuple[list[Correction], list[Problem]]:
    made: list[Correction] = []
    problems: list[Problem] = []
    for number, cells, too_long in sheet.records():
        row = f"row {number}"
        wrong = "There are more cells than columns" if too_long else _wrong(cells)
        if wrong:
            words = f" It was about: “{cells['evidence']}”" if cells.get("evidence") else ""
            problems.append(_problem(row, f"{wrong}. The row is not used.{words}", _REMEDY))
        else:
            made.append(_correction(cells, row))
    return made, problems


def _correction(cells: Mapping[str, str], row: str) -> Correction:
    """The correction of a sound row; one written by hand without an id gets one from what it says."""
    said = {name: cells.get(name, "") for name in COLUMNS}
    start, end = (int(said[place]) if said[place] else None for place in ("start", "end"))
    texts = {name: said[name] for name in ("what", "evidence", "speaker", "addressee", "who", "when", "why")}
    return Correction(
        **{**texts, "what": texts["what"].lower()},
        article=hash_of(said["article"]),
        start=start,
        end=end,
        old=said["from"],
        new=said["to"],
        correction_id=said["correction_id"] or short_hash(*said.values()),
        row=row,
    )


def _wrong(cells: Mapping[str, str]) -> str | None:
    """What is wrong with a row, if anything."""
    what, new = cells.get("what", "").lower(), cells.get("to", "")
    if what not in WHAT:
        return f"What is corrected, “{what}”, is none of {', '.join(WHAT)}"
    if what != "merge actors" and what != UNDONE and not _HASH.fullmatch(cells.get("article", "")):
        return f"The article is “{cells.get('article', '')}”, not the twelve signs of its hash"
    if what in OF_ROW or what == MISSING:
        start, end = cells.get("start", ""), cells.get("end", "")
        if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit() and int(start) < int(end)):
            return f"Start and end are “{start}” and “{end}”, not the characters between which the words stand"
    needed = {
        "speaker": ("from", "to"),
        "addressee": ("from", "to"),
        "not these two": ("speaker", "addressee"),
        MISSING: ("speaker", "addressee"),
        "merge actors": ("from", "to"),
        "split actor": ("from", "to"),
        "not a duplicate": ("from",),
        "duplicate": ("to",),
    }.get(what, ())
    if empty := [column for column in needed if not cells.get(column)]:
        return f"There is nothing under {' and '.join(empty)}"
    fields = settings(new) if what == MISSING else {what: new}
    return next((wrong for name, value in fields.items() if (wrong := _not_allowed(name, value, what))), None)


def _not_allowed(name: str, value: str, what: str) -> str | None:
    """What is wrong with the value of a field, if anything."""
    allowed = {"channel": CHANNELS, "status": STATUSES, "direction": DIRECTIONS}
    if name in allowed and value not in allowed[name]:
        return f"The {name} “{value}” is none of {', '.join(allowed[name])}"
    if name == "date" and value and days_of(value) is None:
        return f"The date “{value}” is not written as 2031-03-04, 2031-03-04/2031-03-06, 2031-03 or 2031"
    if what == MISSING and name not in (*allowed, "date"):
        return f"A missing row has channel, status, direction and date, no “{name}”"
    return None


# -- writing -----------------------------------------------------------------------------------------------------------


def correct(source: Path, corrections: Iterable[Correction]) -> None:
    """Write the corrections beside the articles at once, all or none; ValueError where one would not be understood."""
    made = [_stamped(c) for c in corrections]
    for correction in made:
        if wrong := _wrong(correction.as_cells()):
            raise ValueError(wrong)

    def rows(sheet: Sheet) -> list[dict[str, str]]:
        first = len(sheet.rows)
        cells = [c.as_cells() for c in made]
        return [{**c, "correction_id": short_hash(n, *c.values())} for n, c in enumerate(cells, first)]

    if made:
        add_rows(corrections_folder(source) / FILE, COLUMNS, rows)


def undo(source: Path, correction_id: str, who: str = "", why: str = "") -> None:
    """Take a correction back; it stays in the file, with the row that takes it back."""
    correct(source, [Correction(UNDONE, old=correction_id, who=who, why=why)])


def _stamped(correction: Correction) -> Correction:
    when = correction.when or datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
    return Correction(**{**asdict(correction), "when": when, "article": hash_of(correction.article)})


# -- looking -----------------------------------------------------------------------------------------------------------


def differences(source: Path, problems: pd.DataFrame) -> pd.DataFrame:
    """One row per correction in force: what the machine had, what a person says, and whether it was applied.

    ``problems`` is that table of tables built from the same source; ``applied`` is yes, no or needless.
    """
    ours = problems[(problems["stage"] == "corrections") & (problems["path"] == _PATH)]
    told = {row.location: ("needless" if row.severity == "note" else "no") for row in ours.itertuples()}
    made, _ = read_corrections(source)
    columns = ["what", "machine", "human", "applied", "evidence", "who", "when", "why", "article", "start", "end",
               "correction_id"]  # fmt: skip
    rows = [{**c.as_cells(), "machine": c.old, "human": _human(c), "applied": told.get(c.row, "yes")} for c in made]
    return pd.DataFrame(rows, columns=columns, dtype="str")


def _human(correction: Correction) -> str:
    """What the person says, in words."""
    if correction.what == MISSING:
        told = f" ({correction.new})" if correction.new else ""
        return f"{correction.speaker} to {correction.addressee}{told}"
    if correction.what in ("not these two", "not a communication"):
        return "no such row"
    if correction.what in OF_COPIES:
        return f"a copy of {correction.new}" if correction.new else "an article of its own"
    return correction.new or "undated"
