"""A declared table whose rows come in one after the other, more of them than memory holds as mappings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

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
        self._blocks: list[dict[str, Any]] = []  # arrays by column

    def add(self, rows: Iterable[Mapping[str, object]]) -> None:
        """Take in further rows (mappings; missing keys become null)."""
        for row in rows:
            self._rows.append(row)
            if len(self._rows) == self._at_once:
                self._close()

    def _close(self) -> None:
        data = columns_of(self._table, self._rows, self._names)
        self._blocks.append({name: data[name].array for name in self._names})
        self._rows = []
        give_back()

    def frame(self, by: str | None = None, **later: Sequence[object]) -> pd.DataFrame:
        """The validated table: rows as they came, or in the order of a column, those alike in it as they came."""
        if self._rows:
            self._close()
        if not self._blocks:
            return empty(self._table.name)
        order = self._order(by) if by else None
        columns = {name: self._whole(name, order) for name in self._names}
        self._blocks = []
        for name, given in (typed_columns(self._table, later) if later else {}).items():
            columns[name] = given.array
        typed = pd.DataFrame({name: columns.pop(name) for name in self._table.names}, copy=False)
        check_key(self._table, typed)
        give_back()
        return typed

    def _order(self, by: str) -> np.ndarray:
        numbers, _ = pd.factorize(pd.concat([pd.Series(block[by]) for block in self._blocks]), sort=True)
        return np.argsort(numbers, kind="stable")

    def _whole(self, name: str, order: np.ndarray | None) -> Any:
        """A column of all blocks, taken out of them: only one column is ever there twice."""
        column = pd.concat([pd.Series(block.pop(name)) for block in self._blocks]).array
        if order is not None:
            if isinstance(pieces := pa.array(column), pa.ChunkedArray):  # ``take`` would make one of them beside them
                column = pd.array(pieces.combine_chunks(), dtype=column.dtype)
            del pieces
            column = column.take(order)
        give_back()
        return column
