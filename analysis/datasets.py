"""The tables as partitioned Parquet, for pandas, Arrow and Dask: a folder a table, in it a folder a year.

The year is that in which an article was published for rows that lie in its text, that in which it happened for acts and
events; it is 0 where it is not known, or where there are two: pandas cannot read parts whose year is null.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from .heap import give_back
from .schema import Tables
from .writing import write_together

YEARS = {
    **dict.fromkeys(("articles", "times", "mentions", "quotes"), "published_year"),
    **dict.fromkeys(("communications", "events", "participants", "event_sources"), "happened_year"),
}
_PART = "part-0.parquet"
_GROUP = 5_000  # rows that a reader can take alone, at most
_PIECE = 2_000_000  # bytes of a table that are written at once: as a file is made, there are several times as many


def rows_at_once(frame: pd.DataFrame) -> int:
    """How many of its rows are written at once."""
    return max(1, min(_GROUP, _PIECE * len(frame) // max(1, int(frame.memory_usage(deep=True).sum()))))


def as_parquet(frame: pd.DataFrame, rows: np.ndarray | None = None) -> Iterator[bytes]:
    """The frame, or these of its rows, as Parquet, some thousand rows at a time."""
    from pyarrow.parquet import ParquetWriter

    number, at_once = len(frame) if rows is None else len(rows), rows_at_once(frame)
    told = pa.Schema.from_pandas(frame, preserve_index=False)
    sink = BytesIO()
    with ParquetWriter(sink, told) as writer:
        for first in range(0, number, at_once):
            group = slice(first, first + at_once)
            some = frame[group] if rows is None else frame.take(rows[group])
            writer.write_table(pa.Table.from_pandas(some, told, preserve_index=False))
            yield sink.getvalue()
            sink.seek(0)
            sink.truncate()
            give_back()
    yield sink.getvalue()


def write_dataset(tables: Tables, folder: Path) -> list[Path]:
    """Every part of every table, or none; parts of an earlier writing that have no rows now are gone."""
    emptied: list[Path] = []

    def files() -> Iterator[tuple[Path, Iterable[bytes]]]:
        for name, table in tables:
            old = set((folder / name).rglob(_PART))
            for part, rows in _parts(tables, name, table):
                old.discard(path := folder / name / part / _PART)
                yield path, as_parquet(table, rows)
            for path in sorted(old):  # readers who come before it is deleted find no row in it
                emptied.append(path)
                yield path, as_parquet(table[:0])

    written = write_together(files())
    for path in emptied:
        with suppress(OSError):
            path.unlink()
            path.parent.rmdir()
    return [path for path in written if path not in emptied]


def _parts(tables: Tables, name: str, table: pd.DataFrame) -> Iterator[tuple[str, np.ndarray | None]]:
    """Folder of each part of the table, and the places of its rows; one folder of all where there are no years."""
    if name not in YEARS or table.empty:
        yield "", None
        return
    years = _years(tables, name, table).fillna(0).astype(int).to_numpy()
    for year in np.unique(years):
        yield f"{YEARS[name]}={year}", np.flatnonzero(years == year)


def _years(tables: Tables, name: str, table: pd.DataFrame) -> pd.Series:
    if YEARS[name] == "published_year":
        first, last = (tables.articles[f"published_{side}"].dt.year for side in ("earliest", "latest"))
        return table["article_id"].map(first.where(first == last).set_axis(tables.articles["article_id"]))
    if "date_start" in table:
        return table["date_start"].dt.year
    return table["event_id"].map(tables.events.set_index("event_id")["date_start"].dt.year)
