"""A declared table whose rows come in one after the other, more of them than memory holds as mappings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from .heap import give_back
from .schema import TABLES, check_key, columns_of, empty, typed_columns

_BLOCK = 5_000  # rows that are held as mappings


class Growing:
    """A declared table while its rows come in: a few thousand are held as mappings, all before them as columns."""

    def __init__(self, name: str, later: Iterable[str] = (), at_once: int = _BLOCK):
        """``later`` are columns that are given as a whole when all rows have come; ``at_once``: rows that are held as
        mappings."""
        self._at_once = at_once
        self._table = TABLES[name]
        self._names = [column for column in self._table.names if column not in set(later)]
        self._rows: list[Mapping[str, object]] = []
        self._blocks: list[pd.DataFrame] = []

    def add(self, rows: Iterable[Mapping[str, object]]) -> None:
        """Take in further rows (mappings; missing keys become null)."""
        for row in rows:
            self._rows.append(row)
            if len(self._rows) == self._at_once:
                self._close()

    def _close(self) -> None:
        self._blocks.append(columns_of(self._table, self._rows, self._names))
        self._rows = []
        give_back()

    def frame(self, **later: Sequence[object]) -> pd.DataFrame:
        """The validated table."""
        if self._rows:
            self._close()
        if not self._blocks:
            return empty(self._table.name)
        columns = {name: pd.concat([block.pop(name) for block in self._blocks]) for name in self._names}
        self._blocks = []  # column by column, so that rows are never there twice
        for name, given in (typed_columns(self._table, later) if later else {}).items():
            columns[name] = given
        typed = pd.DataFrame({name: columns[name].array for name in self._table.names})
        check_key(self._table, typed)
        give_back()
        return typed
