"""CSV and its kin: a table as text, with commas, semicolons, tabs or bars between its cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from analysis.reading.columns import Columns
from analysis.reading.content import Content, Item, Reader
from analysis.reading.draft import Remark, Unreadable
from analysis.reading.tables import ROWS_SEARCHED, Row, articles

_SUFFIXES = {".csv", ".tsv", ".tab", ".psv"}
_LONGEST_NAME = 40
_LONGEST_CELL = 2**31 - 1  # letters; by itself csv refuses an article of 131,072
_MOST_UNCLOSED = 20


class _Layout(NamedTuple):
    """How cells are parted, and what stands before a quotation mark inside of one that is quoted."""

    delimiter: str
    escape: str | None = None


_LAYOUTS = tuple(_Layout(delimiter, escape) for escape in (None, "\\") for delimiter in ",;\t|")


def _claims(content: Content) -> bool:
    return _layout(content, Columns(content.columns)) is not None


def _read(content: Content) -> Iterator[Item]:
    text, remarks = content.decoded
    yield from remarks
    columns = Columns(content.columns)
    layout = _layout(content, columns)
    if layout:
        yield from articles(_rows(text, layout), columns)


def _layout(content: Content, columns: Columns) -> _Layout | None:
    """The layout under which the first rows are a table; None where they are prose, which has commas, too."""
    ranked = [(_rank(content, layout, columns), layout) for layout in _LAYOUTS]
    rank, layout = max(ranked, key=lambda one: one[0])
    return layout if rank > (0, 0, 0) else None


def _rank(content: Content, layout: _Layout, columns: Columns) -> tuple[int, int, int]:
    """How many columns are known, whether all rows are of one length, how many cells they have; zeros for no table."""
    if layout.escape and '\\"' not in content.head:
        return 0, 0, 0
    if content.suffix not in _SUFFIXES and layout.delimiter not in content.head:
        return 0, 0, 0
    whole = len(content.data) <= len(content.head.encode("utf-8", "replace")) + 4
    rows = list(islice(_parsed(io.StringIO(content.head, newline=""), layout), ROWS_SEARCHED + 3))
    rows = [row for row in rows[: None if whole or len(rows) < 3 else -1] if any(row)]
    known, names, below = next(_headers(rows, columns), (0, [], rows))
    even = len({len(row) for row in below}) == 1
    if content.suffix in _SUFFIXES:
        table = known or even and len(below[0]) > 1
    else:
        short = all(len(name) <= _LONGEST_NAME for name in names)
        table = even and len(below) > 1 and known > 1 and known * 2 >= len(names) and short
    return (known, even, len(below[0])) if table else (0, 0, 0)


def _headers(rows: Sequence[Sequence[str]], columns: Columns) -> Iterator[tuple[int, Sequence[str], Sequence[Row]]]:
    """Rows that name a column of text: how many of their names are known, the names, and all rows from there on."""
    for position, row in enumerate(rows[:ROWS_SEARCHED]):
        record = dict.fromkeys(row)
        if columns.have_text(record):
            yield len(columns.held(record) - {""}), row, rows[position:]


def _parsed(lines: Iterable[str], layout: _Layout) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    return csv.reader(lines, delimiter=layout.delimiter, escapechar=layout.escape, doublequote=not layout.escape)


def _rows(text: str, layout: _Layout) -> Iterator[Row | Unreadable | Remark]:
    """The rows of the text; where a quotation mark is never closed, the rows that it would swallow are kept apart."""
    width = 0
    for _ in range(_MOST_UNCLOSED):
        row: list[str] | None = None
        own: list[str] = []  # the lines of that row
        taken: list[str] = []
        for following in _parsed(_noted(io.StringIO(text, newline=""), taken), layout):
            if row is not None:
                yield row
            row, own, width = following, taken.copy(), max(width, len(following))
            taken.clear()
        text = "".join(own[1:])
        if row is None or sum(line.count('"') for line in own) % 2 == 0:
            yield from () if row is None else (row,)
            return
        if not any(len(other) == width for other in _parsed(io.StringIO(text, newline=""), layout)):
            yield row
            yield Remark("warning", "the file ends inside a quotation mark: it was cut off", "export it again")
            return
        yield Unreadable("a quotation mark in it is never closed", "close it, or export the table again")
    yield Unreadable("too many quotation marks are never closed; the rest was not read", "export the table again")


def _noted(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line


READER = Reader("CSV", _claims, _read, needs=("lxml",))
