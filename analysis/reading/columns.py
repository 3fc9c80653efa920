"""Tables and records -> articles: which column holds what, by its name or because the user says so.

The user says it in ``columns.csv`` beside the articles; known names are rows of ``lexicon/column_words.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from analysis import lexicon, schema
from analysis.reading.cells import day_in, readable, text_in
from analysis.reading.datelines import read_dateline
from analysis.reading.draft import Draft, Remark, Unreadable
from analysis.reading.header_lines import ADDRESS, language_code
from analysis.reading.normal import clean, paragraphs
from analysis.reading.plain import article_of
from analysis.sheets import Problem, UnreadableSheet, problem, read_sheet

FILE = "columns.csv"
_ORDERS = {"published day first": r"\3-\2-\1", "published month first": r"\3-\1-\2"}  # of 03/04/2031, as an ISO day
HOLDS = ("text", "title", "summary", "published", *_ORDERS, "modified", "source", "author", "url", "language",
         "nothing")  # fmt: skip
ONLY_SUMMARY = Remark("note", "there is a summary and no text: what is found is what the summary says",
                      "read the article itself, if it matters")  # fmt: skip
_REMEDY = f"Give each row a column and what it holds ({', '.join(HOLDS)}), with the header column,holds."
_NAME_IT = (
    f"write a file {FILE} beside the articles: column,holds in its first line, NAME-OF-THE-COLUMN,{{}} in its second"
)
_ISO = f"write it as YYYY-MM-DD, or say in {FILE} that the column holds “{'” or “'.join(_ORDERS)}”"
_CUT = re.compile(r"\s{0,3}…?\s{0,3}\[\+\d{1,7} chars\]$")
_NUMBERS = re.compile(r"^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")
_BYLINE = re.compile(r"by\s{1,3}", re.IGNORECASE)
_TEXTS = ("text", "summary")
_WANTED = {"the titles": {"title"}, "the days": {"published", "found"}}
_DEEPEST = 3
_MOST_NAMED, _LONGEST_SHOWN, _LONGEST_NAME = 30, 40, 80
_problem = partial(problem, FILE)

Record = Mapping[str, object]
Cells = Mapping[str, list[tuple[str, object]]]


class Columns:
    """What columns hold, by their names; what the user gives goes before what the lexicon knows."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._orders = {_plain(name): _ORDERS[holds] for name, holds in given.items() if holds in _ORDERS}
        self._users = {_plain(name): (-1, "published" if holds in _ORDERS else holds) for name, holds in given.items()}

    def holds(self, name: str) -> str:
        """What the column of this name holds: "title"; empty where nobody knows."""
        return self._ranked(name)[1]

    def held(self, record: Record) -> set[str]:
        """All that the columns of a record hold, empty or not."""
        return {self.holds(name) for _, name, _ in self._flat(record, 0)}

    def have_text(self, record: Record) -> bool:
        """Whether a column holds the text of articles, or a summary of it."""
        return not self.held(record).isdisjoint(_TEXTS)

    def article(self, record: Record, location: str) -> Draft | Unreadable | None:
        """The article that a row or record is, what it lacks to be one, or None where all of it is empty."""
        cells = self._cells(record)
        body, remarks = clean(readable(_first(cells, "text", "\n\n"))), list[Remark]()
        if not body:
            body, remarks = clean(readable(_first(cells, "summary", "\n\n"))), [ONLY_SUMMARY]
        if not body:
            return _without_text(record, cells, location)
        if _CUT.search(body[-40:]):
            body = _CUT.sub("", body)
            remarks.append(Remark("warning", "the service cut the text short", "get the whole text from the outlet"))
        draft = _draft(body, cells) if "title" in self.held(record) else article_of(body)
        published, basis = _published(cells, remarks)
        if published:
            draft = replace(draft, published=published, published_basis=basis)
        return replace(
            draft,
            modified=_day(cells, "modified", remarks) or draft.modified,
            remarks=(*remarks, *draft.remarks),
            location=location,
            **{name: value for name, value in _stated(cells).items() if value},
        )

    def _cells(self, record: Record) -> Cells:
        """Name and value of the columns that hold something known, by what they hold, the preferred first."""
        found: list[tuple[int, int, str, str, object]] = []
        for depth, name, value in self._flat(record, 0):
            rank, holds = self._ranked(name)
            order = self._orders.get(_plain(name)) if holds == "published" else None
            if order and isinstance(value, str):
                value = _NUMBERS.sub(order, value.strip())
            if holds and value is not None:
                found.append((depth, rank, holds, name, value))
        cells: dict[str, list[tuple[str, object]]] = {}
        for _, _, holds, name, value in sorted(found, key=lambda one: one[:2]):
            cells.setdefault(holds, []).append((name, value))
        return cells

    def _flat(self, record: Record, depth: int) -> Iterator[tuple[int, str, object]]:
        for name, value in record.items():
            inner = list(self._flat(value, depth + 1)) if isinstance(value, dict) and depth < _DEEPEST else []
            holds = self.holds(name)
            if holds == "wrapper" or holds in _TEXTS and any(self.holds(one) in _TEXTS for _, one, _ in inner):
                yield from inner
            else:
                yield depth, name, value

    def _ranked(self, name: str) -> tuple[int, str]:
        if len(name) > _LONGEST_NAME:
            return 0, ""
        plain, known = _plain(name), _known()
        return self._users.get(plain) or known.get(name) or known.get(plain) or (0, "")


@cache
def _known() -> dict[str, tuple[int, str]]:
    """Names of columns as rows of the lexicon, with their rank and what they hold."""
    rows = enumerate(lexicon.load("column_words"))
    return {_spelt(row["column"]): (rank, row["holds"]) for rank, row in rows if row["holds"] != "inside"}


def no_text(names: Iterable[str], what: str = "columns") -> Unreadable:
    """Why a table without a known column of text is not read, with the columns seen and the remedy."""
    remedy = _NAME_IT.format("text") + " (column 1, column 2 ... where it has no header)" * (what == "columns")
    return Unreadable(f"none of its {what} is known to hold the text of articles: {listed(names)}", remedy)


def unknown(names: Sequence[str], columns: Columns) -> Iterator[Remark]:
    """A remark where no column is known to hold the titles or the days, and one that is not known may hold them."""
    held = columns.held(dict.fromkeys(names))
    lacks = [what for what, holds in _WANTED.items() if held.isdisjoint(holds)]
    others = [name.strip() for name in names if name.strip() and not columns.holds(name)]
    if lacks and others:
        message = f"no column is known to hold {' or '.join(lacks)}; left out were: {listed(others)}"
        yield Remark("note", message, _NAME_IT.format("title (or published)"))


def refuse_own(names: Sequence[str]) -> None:
    """Nothing, but for another table than that of articles which this library wrote: an Unreadable that is a note."""
    for table in schema.TABLES.values():
        if names == table.names and table is not schema.ARTICLES:
            message = f"it is the table {table.name} that this library wrote, and was left out"
            raise Unreadable(message, "nothing needs to be done", severity="note")


def blanks(number: int, what: str = "rows") -> Iterator[Remark]:
    """A remark that so many rows were empty, where some were."""
    if number:
        yield Remark("note", f"{number} empty {what} were left out", "nothing needs to be done")


def listed(names: Iterable[str]) -> str:
    """Names of columns as a message shows them."""
    shown = [clean(name).replace("\n", " ")[:_LONGEST_SHOWN] or "(no name)" for name in names]
    more = f" and {len(shown) - _MOST_NAMED} more" if len(shown) > _MOST_NAMED else ""
    return ", ".join(shown[:_MOST_NAMED]) + more if shown else "(none)"


def read_columns(source: Path) -> tuple[dict[str, str], list[Problem]]:
    """What columns hold by the file in (or beside) the source, and what is wrong in that file, as problems."""
    path = (source if source.is_dir() else source.parent) / FILE
    if not path.is_file():
        return {}, []
    try:
        sheet = read_sheet(path)
    except UnreadableSheet as error:
        return {}, [_problem(None, str(error), "Save it as CSV in UTF-8.")]
    if not {"column", "holds"} <= set(sheet.columns):
        message = f"The header is {', '.join(sheet.columns) or 'empty'}, not column,holds."
        return {}, [_problem("row 1", message, _REMEDY)]
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for number, row, _ in sheet.records():
        column, holds = row.get("column", ""), row.get("holds", "").lower()
        if column and holds in HOLDS and found.get(column, holds) == holds:
            found[column] = holds
        else:
            wrong = f"{column or 'A column without a name'} cannot hold “{holds}”, or holds something else already."
            problems.append(_problem(f"row {number}", f"{wrong} The row is not used.", _REMEDY))
    return found, problems


def _draft(body: str, cells: Cells) -> Draft:
    """Title and cleaned text of an article whose title stands in a column of its own."""
    title = _line(cells, "title")
    parts = paragraphs(body.split("\n"))
    if title and parts and parts[0].casefold() == title.casefold():
        del parts[0]
    dateline = read_dateline(parts[0]) if parts else None
    day = dateline.published if dateline else None
    return Draft(
        body="\n\n".join(parts),
        title=title,
        published=day,
        published_basis="dateline" if day else "none",
        source=dateline.agency if dateline else None,
    )


def _stated(cells: Cells) -> dict[str, Any]:
    """What columns state beside text and days; an address as a source is the address of the article."""
    source, url, author = (_line(cells, holds) for holds in ("source", "url", "author"))
    if source and ADDRESS.fullmatch(source):
        named = [(name, value) for name, value in cells["source"] if not ADDRESS.fullmatch(text_in(value))]
        source, url = _line({"source": named}, "source"), url or source
    return {
        "source": source,
        "url": url,
        "author": _BYLINE.sub("", author, count=1) if author and _BYLINE.match(author) else author,
        "language": language_code(_line(cells, "language") or "") or None,
    }


def _published(cells: Cells, remarks: list[Remark]) -> tuple[date | None, str]:
    """The publication day and its basis.  Where a service says when it found the article, ``date`` is that day too."""
    found = cells.get("found", [])
    stated = [(name, value) for name, value in cells.get("published", []) if not found or _plain(name) != "date"]
    day = _day({"published": stated}, "published", remarks)
    if day:
        basis = _line(cells, "basis")
        return day, basis if basis in schema.PUBLISHED_BASES else "metadata"
    day = _day(cells, "found", remarks)
    if day:
        message = f"{day} is the day on which a service found the article ({found[0][0]}), not the one it was published"
        remarks.append(Remark("warning", message, "correct the day, if the article states another"))
    return day, "metadata"


def _day(cells: Cells, holds: str, remarks: list[Remark]) -> date | None:
    """The first day that one of the columns states; a remark where they state something else."""
    stated = [text for _, value in cells.get(holds, []) if (text := text_in(value))]
    day = next(filter(None, (day_in(value) for _, value in cells.get(holds, []))), None)
    if stated and day is None:
        message = f"the date “{clean(stated[0])[:60]}” is incomplete, on no calendar or can be read in several ways"
        remarks.append(Remark("warning", message, _ISO))
    return day


def _first(cells: Cells, holds: str, between: str = ", ") -> str:
    """The first of the columns that says something."""
    return next(filter(None, (text_in(value, between) for _, value in cells.get(holds, []))), "")


def _line(cells: Cells, holds: str) -> str | None:
    return " ".join(clean(readable(_first(cells, holds))).split()) or None


def _without_text(record: Record, cells: Cells, location: str) -> Unreadable | None:
    if not any(text_in(value) for value in record.values()):
        return None
    title = _line(cells, "title")
    about = f" of “{title[:60]}”" if title else ""
    return Unreadable(f"there is no text{about}", "add the text, or leave the article out", location)


@lru_cache(maxsize=10_000)  # the same few names head every row
def _plain(name: str) -> str:
    """The name without capitals and what stands between its words."""
    return "".join(filter(str.isalnum, name.casefold()))


def _spelt(word: str) -> str:
    return _plain(word) if word.islower() and word.replace(" ", "").isalpha() else word
