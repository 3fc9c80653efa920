"""A frame as the table that a reader looks at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import pandas as pd
from pandas.api import types

HIDDEN = ("ids", "start", "end", "part", "path")
HIDDEN_ENDS = ("_id", "_ids", "_start", "_end")


@dataclass(frozen=True)
class Table:
    """What ``tidy`` shows; the frame itself is ``frame``."""

    frame: pd.DataFrame

    def _repr_html_(self) -> str:
        if self.frame.empty:
            return "<p>no rows</p>"
        heads = "".join(f'<th style="text-align:left">{escape(str(c)).replace("_", " ")}</th>' for c in self.frame)
        columns = [_cells(self.frame[column]) for column in self.frame]
        rows = "".join(f"<tr>{''.join(cells)}</tr>" for cells in zip(*columns, strict=True))
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def tidy(frame: pd.DataFrame) -> Table:
    """The table without ids, character offsets and columns in which nothing stands; gaps are empty, days are days."""
    shown = [
        column
        for column in frame.columns
        if column not in HIDDEN and (column.startswith("date_") or not column.endswith(HIDDEN_ENDS))
    ]
    return Table(frame[shown].dropna(axis=1, how="all"))


def _cells(values: pd.Series) -> list[str]:
    """One column as cells; what an article says is escaped."""
    style = "text-align:left"
    words: Callable[..., str] = str
    if types.is_datetime64_any_dtype(values):
        style, words = "text-align:left;white-space:nowrap", "{:%Y-%m-%d}".format
    elif types.is_bool_dtype(values):
        words = {True: "yes", False: ""}.__getitem__
    elif types.is_float_dtype(values):
        whole = (values.dropna() % 1 == 0).all()  # counted things, though the column is one of reals
        style, words = "text-align:right", ("{:,.0f}" if whole else "{:,.2f}").format
    elif types.is_numeric_dtype(values):
        style, words = "text-align:right", "{:,}".format
    style += ";vertical-align:top;max-width:28em"
    return [f'<td style="{style}">{"" if pd.isna(value) else _breakable(words(value))}</td>' for value in values]


def _breakable(text: str) -> str:
    """The text, escaped, with places where a long path may be broken over lines."""
    words = (
        "/<wbr>".join(map(escape, word.split("/"))) if len(word) > 20 else escape(word) for word in text.split(" ")
    )
    return " ".join(words)
