"""Rows of a table -> items: its header is found, and each row is an article, lost with its number, or empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from analysis.reading.cells import text_in
from analysis.reading.columns import Columns, blanks, listed, no_text, refuse_own, unknown
from analysis.reading.content import Item
from analysis.reading.draft import Draft, Remark, Unreadable
from analysis.sheets import as_meant

ROWS_SEARCHED = 10  # for the header: exports set their own name and the query above it
_QUOTE = "put text with a comma or a line break into quotation marks, or export the table again"

Row = Sequence[object]
_ODD = (Unreadable, Remark)


def articles(
    rows: Iterable[Row | Unreadable | Remark], columns: Columns, *, where: str = "", ragged: bool = False
) -> Iterator[Item]:
    """What the rows hold, header first; raises Unreadable where none of the first names a column of text.

    Rows are numbered from 1, header included, as a spreadsheet shows them; ``where`` goes before the number.  Rows
    are shorter than the header by nature where they are ``ragged``.
    """
    waiting = iter(rows)
    above = list(islice(waiting, ROWS_SEARCHED))
    position, names = _header([() if isinstance(row, _ODD) else row for row in above], columns)
    yield from _above(above[: max(position, 0)])
    yield from below(chain(above[position + 1 :], waiting), names, columns, position + 2, where=where, ragged=ragged)


def below(
    rows: Iterable[Row | Unreadable | Remark],
    names: Sequence[str],
    columns: Columns,
    first: int,
    *,
    where: str = "",
    ragged: bool = False,
) -> Iterator[Item]:
    """What the rows under a header hold, the first of which has the number ``first``."""
    yield from _repeated(names)
    yield from unknown(names, columns)
    empty = 0
    for number, row in enumerate(rows, first):
        location = f"{where}row {number}"
        if isinstance(row, Remark):
            yield row
            continue
        if isinstance(row, Unreadable):
            yield row.at(location)
            continue
        if all(cell is None or cell == "" for cell in row):
            empty += 1
            continue
        cells = [as_meant(cell) if isinstance(cell, str) else cell for cell in row]
        if not any(text_in(cell) for cell in cells[len(names) :] if cell is not None):
            del cells[len(names) :]
        counts = f"it has {len(cells)} cells under {len(names)} columns"
        if len(cells) > len(names):
            yield Unreadable(counts, _QUOTE, location)
            continue
        article = columns.article(dict(zip(names, cells, strict=False)), location)
        if article is None:
            empty += 1
        elif isinstance(article, Draft) and len(cells) < len(names) and not ragged:
            yield replace(article, remarks=(*article.remarks, Remark("warning", counts, _QUOTE)))
        else:
            yield article
    yield from blanks(empty)


def _header(rows: Sequence[Row], columns: Columns) -> tuple[int, list[str]]:
    """Which of the rows is the header (-1: none is, and the user numbers the columns), and its names, each once."""
    for position, row in enumerate(rows):
        names = named(row)
        refuse_own(names)
        if columns.have_text(dict.fromkeys(names)):
            return position, names
    numbered = [f"column {n}" for n in range(1, max(map(len, rows), default=0) + 1)]
    if columns.have_text(dict.fromkeys(numbered)):
        return -1, numbered
    raise no_text([name.strip() for name in named(next(filter(any, rows), ()))])


def named(row: Row) -> list[str]:
    """The names of columns; one that comes again gets blanks behind it, which make no difference but part the two."""
    names: list[str] = []
    for cell in row:
        name = text_in(cell)
        names.append(name + " " * sum(other.rstrip() == name for other in names))
    while names and not names[-1].strip():
        del names[-1]
    return names


def _above(rows: Sequence[Row | Unreadable | Remark]) -> Iterator[Remark]:
    filled = sum(isinstance(row, _ODD) or any(map(text_in, row)) for row in rows)
    if filled:
        yield Remark("note", f"{filled} rows above the header were left out", "see whether they hold an article")


def _repeated(names: Sequence[str]) -> Iterator[Remark]:
    again = [name.rstrip() for name in names if name.strip() and name != name.rstrip()]
    if again:
        message = f"several columns are called {listed(dict.fromkeys(again))}; of each row the first filled one is read"
        yield Remark("warning", message, "give each column a name of its own")
