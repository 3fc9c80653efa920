"""XLSX: every sheet with a column of text is read; of formulas the value that was saved, and none is run."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from itertools import islice
from typing import Any

from analysis.reading.archive import guard, opened
from analysis.reading.cells import Serial
from analysis.reading.columns import Columns
from analysis.reading.content import Content, Item, Reader
from analysis.reading.draft import Remark, Unreadable
from analysis.reading.tables import Row, articles

_WORKBOOK = "xl/workbook.xml"
_MOST_ROWS = 1_048_576  # of a sheet in Excel; a number beyond it is there to exhaust the machine
_FULL = 32_767  # letters that a cell can hold
_DAYS = (20_000, 80_000)  # numbers that can be days, from 1954 to 2119
_1900 = 1899  # the year in which most workbooks begin to count days; others do in 1904


def _claims(content: Content) -> bool:
    return any(name.startswith("xl/workbook.") for name in content.members)


def _read(content: Content) -> Iterator[Item]:
    import openpyxl

    if _WORKBOOK not in content.members:
        raise Unreadable("it is a workbook in another format than .xlsx", "save it as .xlsx or as CSV")
    guard(content)
    with warnings.catch_warnings(action="ignore"):  # of decorations that openpyxl does not know
        workbook = openpyxl.load_workbook(io.BytesIO(content.data), read_only=True, data_only=True, keep_links=False)
    columns, left_out = Columns(content.columns), dict[str, Unreadable]()
    for sheet in workbook.worksheets:
        where = f"sheet {sheet.title}, " if len(workbook.worksheets) > 1 else ""
        full: list[int] = []
        try:
            yield from articles(_rows(sheet, workbook.epoch.year, full), columns, where=where, ragged=True)
        except Unreadable as error:
            left_out[sheet.title] = error
            continue
        if sheet.sheet_state != "visible":
            yield Remark("note", f"the sheet {sheet.title} is hidden; it was read", "delete it, if it is not meant")
        if full:
            message = f"{len(full)} texts fill their cells, which end at {_FULL:,} letters: they may be cut off"
            yield Remark("warning", message, "export them as CSV", f"{where}row {full[0]}")
    if len(left_out) == len(workbook.worksheets):
        raise _worst(left_out)
    for title, reason in left_out.items():
        yield Remark("note", f"the sheet {title} was left out: {reason.message}", reason.remedy)
    yield from _merged(content)


def _rows(sheet: Any, epoch: int, full: list[int]) -> Iterator[Row]:
    """The values of the rows of a sheet; the numbers of those with a cell that can hold no more go into ``full``."""
    from openpyxl.utils.escape import unescape

    sheet.reset_dimensions()  # some programs state fewer rows than there are
    for number, row in enumerate(islice(sheet.iter_rows(values_only=True), _MOST_ROWS), 1):
        cells = [unescape(cell) if isinstance(cell, str) and "_x" in cell else cell for cell in row]
        if any(isinstance(cell, str) and len(cell) >= _FULL for cell in cells):
            full.append(number)
        yield [Serial(cell) if epoch == _1900 and _is_number(cell) else cell for cell in cells]


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool) and _DAYS[0] <= cell <= _DAYS[1]


def _worst(left_out: dict[str, Unreadable]) -> Unreadable:
    """Why no sheet was read, all of them named."""
    if len(left_out) == 1:
        return next(iter(left_out.values()))
    errors = [error for error in left_out.values() if error.severity == "error"] or list(left_out.values())
    message = "; ".join(f"sheet {title}: {error.message}" for title, error in left_out.items())
    return Unreadable(message[:2_000], errors[0].remedy if errors else "", severity=errors[0].severity)


def _merged(content: Content) -> Iterator[Remark]:
    """A remark where cells are merged: all of them but the first are empty in the file."""
    sheets = [name for name in content.members if name.startswith("xl/worksheets/") and name.endswith(".xml")]
    with opened(content) as archive:
        if any(b"<mergeCell " in archive.read(name) for name in sheets):
            message = "cells are merged in it: what they hold was read in the first row of each alone"
            yield Remark("warning", message, "part the cells, and fill each row")


READER = Reader("XLSX", _claims, _read, needs=("lxml",))
