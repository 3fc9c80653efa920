"""Small CSV files that people edit beside their articles: read with care, and added to without losing a row.

A spreadsheet may have put semicolons between the cells, a mark before the first, columns in another order, or an
apostrophe before what it would else run.  What stands in a file and is not understood is kept when a row is added.
"""

from __future__ import annotations

import csv
import io
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from .refusals import Refusal
from .writing import delete_if_dead, held, see_that_one_can_write, write_whole

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NEUTRAL = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
_LONGEST_CELL = 100_000  # letters
_PATIENCE = 10.0  # seconds to wait for another notebook that writes
_STALE = 30.0  # seconds after which whoever was writing has died, where the system cannot tell


Problem = dict[str, str | None]


class UnreadableSheet(Refusal, ValueError):
    """The file is no CSV in UTF-8; the message says why."""


class Busy(Refusal, TimeoutError):
    """Another program writes the file, and does not come to an end."""


class Sheet(NamedTuple):
    """The cells of a file as they stand there, header first, and what stands between them."""

    rows: list[list[str]]
    delimiter: str = ","

    @property
    def columns(self) -> list[str]:
        return [cell.strip().lower() for cell in self.rows[0]] if self.rows else []

    def records(self) -> Iterator[tuple[int, dict[str, str], bool]]:
        """Number of each row that is neither empty nor a comment, its cells by column, whether it has too many."""
        for number, cells in enumerate(self.rows[1:], 2):
            if any(cell.strip() for cell in cells) and not cells[0].startswith("#"):
                cleaned = (as_meant(cell.strip()) for cell in cells)
                yield number, dict(zip(self.columns, cleaned, strict=False)), len(cells) > len(self.columns)


def read_sheet(path: Path) -> Sheet:
    """The file's cells; an empty sheet where there is no file, UnreadableSheet where it is no CSV."""
    if not path.is_file():
        return Sheet([])
    try:
        text = path.read_bytes().decode("utf-8-sig")
        header = text.partition("\n")[0]
        delimiter = ";" if ";" in header and "," not in header else ","
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        if any(len(cell) > _LONGEST_CELL for row in rows for cell in row):  # the limit of csv is whatever a reader set
            raise csv.Error(f"a cell has more than {_LONGEST_CELL:,} letters, as behind a quotation mark never closed")
        return Sheet(rows, delimiter)
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableSheet(f"The file cannot be read: {error}.") from error
    except csv.Error as error:
        raise UnreadableSheet(f"The file is no CSV: {error}.") from error


def add_rows(path: Path, columns: Sequence[str], made: Callable[[Sheet], Iterable[Mapping[str, str]]]) -> None:
    """Add the rows that ``made`` makes of the sheet as it is: all of them or none, after whoever else is writing.

    Raises UnreadableSheet rather than overwrite what it cannot read, and Unwritable where the folder cannot be written.
    """
    see_that_one_can_write(path.parent)
    with _alone(path):
        sheet = read_sheet(path)
        header = [*(sheet.rows[0] if sheet.rows else []), *(c for c in columns if c not in sheet.columns)]
        names = [cell.strip().lower() for cell in header]
        added = [[neutral(row.get(name, "").strip()) for name in names] for row in made(sheet)]
        content = io.StringIO(newline="")
        writer = csv.writer(content, delimiter=sheet.delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerows([header, *sheet.rows[1:], *added])
        write_whole(path, content.getvalue().encode("utf-8", "replace"))


def problem(path: str, location: str | None, message: str, remedy: str, severity: str = "error") -> Problem:
    """A row of ``problems`` about such a file."""
    return {"path": path, "location": location, "stage": "corrections", "severity": severity, "message": message,
            "remedy": remedy}  # fmt: skip


def neutral(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would run; reading takes it off again."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_meant(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if _NEUTRAL.match(cell) else cell


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a lock file beside the path; one that was left behind by a program that died is taken away."""
    lock = path.with_name(f".{path.name}.lock")
    deadline = time.monotonic() + _PATIENCE
    file = None
    while file is None:
        try:
            file = held(lock)
        except FileExistsError:
            with suppress(OSError):  # somebody else was quicker
                delete_if_dead(lock, _STALE)
            if time.monotonic() > deadline:
                raise Busy(f"{path} is being written by another program; if none is, delete {lock}") from None
            time.sleep(0.02)
    try:
        yield
    finally:
        if os.name == "nt":  # there an open file cannot be deleted
            file.close()
        lock.unlink(missing_ok=True)
        file.close()
