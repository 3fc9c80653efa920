"""The tables as partitioned Parquet, for pandas, Arrow and Dask: a folder a table, in it a folder a year.

The year is that in which an article was published for rows that lie in its text, that in which it happened for acts and
events; it is 0 where it is not known, or where there are two: pandas cannot read parts whose year is null.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pandas as pd

from .schema import Tables
from .writing import write_together

YEARS = {
    **dict.fromkeys(("articles", "times", "mentions", "quotes"), "published_year"),
    **dict.fromkeys(("communications", "events", "participants", "event_sources"), "happened_year"),
}
_PART = "part-0.parquet"
_GROUP = 20_000  # rows that a reader can take alone


def write_dataset(tables: Tables, folder: Path) -> list[Path]:
    """Every part of every table, or none; parts of an earlier writing that have no rows now are gone."""
    emptied: list[Path] = []

    def files() -> Iterator[tuple[Path, bytes]]:
        for name, table in tables:
            old = set((folder / name).rglob(_PART))
            for part, rows in _parts(tables, name, table):
                old.discard(path := folder / name / part / _PART)
                yield path, rows.to_parquet(index=False, row_group_size=_GROUP)
            for path in sorted(old):  # readers who come before it is deleted find no row in it
                emptied.append(path)
                yield path, table.iloc[:0].to_parquet(index=False)

    written = write_together(files())
    for path in emptied:
        with suppress(OSError):
            path.unlink()
            path.parent.rmdir()
    return [path for path in written if path not in emptied]


def _parts(tables: Tables, name: str, table: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Folder of each part of the table, and its rows in the order of the table; one folder where there are no years."""
    if name not in YEARS or table.empty:
        yield "", table
        return
    for year, rows in table.groupby(_years(tables, name, table).fillna(0).astype(int).to_numpy()):
        yield f"{YEARS[name]}={year}", rows


def _years(tables: Tables, name: str, table: pd.DataFrame) -> pd.Series:
    if YEARS[name] == "published_year":
        first, last = (tables.articles[f"published_{side}"].dt.year for side in ("earliest", "latest"))
        return table["article_id"].map(first.where(first == last).set_axis(tables.articles["article_id"]))
    if "date_start" in table:
        return table["date_start"].dt.year
    return table["event_id"].map(tables.events.set_index("event_id")["date_start"].dt.year)
