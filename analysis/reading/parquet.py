"""Parquet: each row is an article; columns that hold nothing known are not unpacked, and no object is unpickled."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from analysis.reading.archive import MOST_RATIO
from analysis.reading.columns import Columns, no_text, refuse_own
from analysis.reading.content import Content, Item, Reader
from analysis.reading.draft import Unreadable
from analysis.reading.tables import Row, below, named

_SMALL = 10_000_000  # bytes that do no harm, however small the file is
_MOST_ROWS, _MOST_BYTES = 256, 256_000_000  # unpacked at a time; one value can stand for all rows of a group


def _claims(content: Content) -> bool:
    return content.data.startswith(b"PAR1")


def _read(content: Content) -> Iterator[Item]:
    from pyarrow.parquet import ParquetFile

    columns = Columns(content.columns)
    file = ParquetFile(io.BytesIO(content.data))
    names = file.schema_arrow.names
    refuse_own(names)
    if not columns.have_text({field.name: _shape(field.type) for field in file.schema_arrow}):
        raise no_text(names)
    if file.metadata.num_rows > len(content.data):
        raise Unreadable("it states more rows than it has bytes", "export it again")
    kept = [name for name in names if columns.holds(name)]
    yield from below(_rows(file, kept, max(_SMALL, MOST_RATIO * len(content.data))), named(kept), columns, 1)


def _shape(type_: Any) -> dict[str, Any] | None:
    """The names inside a column of records, which may be those of an article."""
    from pyarrow import types

    return {field.name: _shape(field.type) for field in type_.fields} if types.is_struct(type_) else None


def _rows(file: Any, names: list[str], most: int) -> Iterator[Row | Unreadable]:
    groups = range(file.metadata.num_row_groups)
    largest = max((file.metadata.row_group(n).total_byte_size for n in groups), default=0)
    size = max(1, min(_MOST_ROWS, _MOST_BYTES // max(largest, 1)))
    for batch in file.iter_batches(batch_size=size, columns=list(dict.fromkeys(names))):
        try:
            rows: list[Row | Unreadable] = [*_values(batch)]
        except (ValueError, OverflowError, LookupError):  # times beyond the year 9999, zones that nobody knows
            rows = [_one(batch.slice(n, 1)) for n in range(batch.num_rows)]
        most -= max(batch.nbytes, sum(map(_letters, rows)))
        if most < 0:
            raise Unreadable(f"it unpacks to more than {MOST_RATIO} times its size, as a bomb does", "export it again")
        yield from rows


def _values(batch: Any) -> list[Row]:
    return list(zip(*(column.to_pylist() for column in batch.columns), strict=True))


def _letters(row: Row | Unreadable) -> int:
    """Letters in the cells of a row; in memory, a dictionary of values is counted once."""
    return 0 if isinstance(row, Unreadable) else sum(len(cell) for cell in row if isinstance(cell, str | bytes))


def _one(row: Any) -> Row | Unreadable:
    try:
        return _values(row)[0]
    except (ValueError, OverflowError, LookupError) as error:
        return Unreadable(f"a value in it cannot be read: {error}", "mend the value, or export the table again")


READER = Reader("Parquet", _claims, _read, needs=("lxml",))
