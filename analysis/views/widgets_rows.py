"""The rows behind the figures: an HTML table, a page at a time, in the order that its heads are clicked to."""

from __future__ import annotations

from html import escape

import numpy as np
import pandas as pd

from analysis.views.evidence import day_range
from analysis.views.frames import TEACHING, UNNAMED
from analysis.views.index import Index
from analysis.views.widgets_clickable import ClickableHtml

PAGE = 100
LONGEST_EVIDENCE = 240
NOTHING = '<p class="explorer-nothing">No row passes these filters.</p>'
SORTED_BY = {
    "date_start": "Date",
    "speaker": "Speaker",
    "addressee": "addressee",
    "source": "Outlet",
    "confidence": "Confidence",
}
HEADS = (("date_start",), ("speaker", "addressee"), "Channel", ("source",), ("confidence",), "Evidence")
COLUMNS = [
    "date_start", "date_end", "date_precision", "speaker", "addressee", "mutual", "channel", "status", "source",
    "confidence", "evidence",
]  # fmt: skip


class RowTable(ClickableHtml):
    """A page of the communications that a mask keeps; ``clicked`` is the place of a row among ``rows``."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = np.array([], dtype=int)  # places in the index of what is shown, in the order shown
        self.by, self.falling, self.first = "date_start", False, 0
        self.on_msg(lambda _widget, content, _buffers: self._turn(**content))

    def take(self, index: Index) -> None:
        """The rows to show pages of."""
        outlets = index.tables.articles.set_index("article_id")["source"]
        source = index.rows["article_id"].map(outlets).astype("str").str.replace(TEACHING, "", regex=False).str.strip()
        self._frame = index.rows.assign(source=source.fillna(UNNAMED))[COLUMNS]
        self._orders: dict[str, np.ndarray] = {}

    def show(self, mask: np.ndarray, open_row: int | None = None, turn: bool = True) -> None:
        """The rows that the mask keeps, from the first on, or (``turn``) from the page on that ``open_row`` is on."""
        order = self._order()
        self.rows = order[mask[order]]
        place = None if open_row is None else self.place(open_row)
        self.first = place // PAGE * PAGE if place is not None and turn else 0
        self._fill()
        self.clicked = place

    def place(self, row: int) -> int | None:
        """Where a row of the index stands among those shown."""
        found = np.flatnonzero(self.rows == row)
        return int(found[0]) if len(found) else None

    def _turn(self, do: str, by: str = "") -> None:
        """To another page, or into another order: the same column again turns it round."""
        if do == "sort":
            self.falling, self.by = (not self.falling if by == self.by else False), by
            mask = np.zeros(len(self._frame), dtype=bool)
            mask[self.rows] = True
            open_row = None if self.clicked is None else int(self.rows[self.clicked])
            self.show(mask, open_row, turn=False)
        else:
            self.first = min(max(self.first + (PAGE if do == "next" else -PAGE), 0), max(len(self.rows) - 1, 0))
            self._fill()

    def _order(self) -> np.ndarray:
        """All rows of the index in the chosen order; those that say nothing of it come last either way."""
        key = f"{self.by} {self.falling}"
        if key not in self._orders:
            ordered = self._frame[self.by].reset_index(drop=True)
            ordered = ordered.sort_values(ascending=not self.falling, na_position="last", kind="stable")
            self._orders[key] = ordered.index.to_numpy()
        return self._orders[key]

    def _fill(self) -> None:
        if not len(self.rows):
            self.html = NOTHING
            return
        page = self.rows[self.first : self.first + PAGE]
        records = self._frame.iloc[page].to_dict("records")
        body = "".join(_row(self.first + number, record) for number, record in enumerate(records))
        last = self.first + len(page)
        pages = (
            f'<div class="explorer-pages"><span>{len(self.rows):,} rows, {self.first + 1:,} to {last:,} here; '
            f"choose one to read it in its article</span>{_button('previous', 'Previous rows', self.first > 0)}"
            f"{_button('next', 'Next rows', last < len(self.rows))}</div>"
        )
        heads = "".join(self._head(head) for head in HEADS)
        table = f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
        self.html = f'{pages}<div class="scrolls">{table}</div>'

    def _head(self, columns: str | tuple[str, ...]) -> str:
        if isinstance(columns, str):
            return f'<th scope="col">{columns}</th>'
        here = self.by in columns
        direction = "descending" if self.falling else "ascending"
        buttons = " → ".join(
            f'<button type="button" data-do="sort" data-by="{column}">{SORTED_BY[column]}'
            f"{('▾' if self.falling else '▴') if column == self.by else ''}</button>"
            for column in columns
        )
        return f'<th scope="col"{f""" aria-sort="{direction}" """ if here else ""}>{buttons}</th>'


def _button(do: str, words: str, possible: bool) -> str:
    return f'<button type="button" data-do="{do}"{"" if possible else " disabled"}>{words}</button>'


def _row(number: int, row: dict) -> str:
    joined = "↔" if row["mutual"] is True else "→"
    words = row["evidence"] if len(row["evidence"]) <= LONGEST_EVIDENCE else row["evidence"][:LONGEST_EVIDENCE] + "…"
    date = "undated" if pd.isna(row["date_start"]) else day_range(row)
    channel = row["channel"] if row["status"] == "happened" else f"{row['channel']} ({row['status']})"
    sure = "" if pd.isna(row["confidence"]) else f"{row['confidence']:.0%}"
    who = escape(f"{row['speaker']} {joined} {row['addressee']}")
    cells = [
        escape(date),
        f'<button type="button" data-mark="{number}">{who}</button>',
        *(escape(value) for value in (channel, row["source"], sure, words)),
    ]
    return f'<tr data-mark="{number}">' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
