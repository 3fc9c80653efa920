"""The rows behind the figures: an HTML table, a page at a time, in the order that its heads are clicked to."""

from __future__ import annotations

from html import escape

import numpy as np
import pandas as pd
import traitlets

from analysis.views.evidence import day_range
from analysis.views.figures import count
from analysis.views.frames import TEACHING, UNNAMED
from analysis.views.index import Index
from analysis.views.widgets_clickable import ClickableHtml

PAGE = 50
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
    """A page of the communications that a mask keeps; ``clicked`` is the place of a row among ``rows``.

    Where a head asks for another ``order``, what is shown waits for ``show``.
    """

    order = traitlets.Tuple(("date_start", False), help="column, and whether it falls")

    def __init__(self) -> None:
        super().__init__()
        self.rows = np.array([], dtype=int)  # places in the index of what is shown, in the order shown
        self.first = 0
        self.on_msg(lambda _widget, content, _buffers: self._turn(**content))

    def take(self, index: Index) -> None:
        """The rows to show pages of."""
        outlets = index.tables.articles.set_index("article_id")["source"]
        source = index.rows["article_id"].map(outlets).astype("str").str.replace(TEACHING, "", regex=False).str.strip()
        self._frame = index.rows.assign(source=source.fillna(UNNAMED))[COLUMNS]
        self._orders: dict[tuple[str, bool], np.ndarray] = {}

    def show(self, mask: np.ndarray, open_row: int | None = None) -> None:
        """The rows that the mask keeps: their first page, or the one that ``open_row`` is on."""
        order = self._ordered()
        self.rows = order[mask[order]]
        place = None if open_row is None else self.place(open_row)
        self.first = (place or 0) // PAGE * PAGE
        self._fill()
        self.clicked = place

    def place(self, row: int) -> int | None:
        """Where a row of the index stands among those shown."""
        found = np.flatnonzero(self.rows == row)
        return int(found[0]) if len(found) else None

    def _turn(self, do: str, by: str = "") -> None:
        """To another page; or into another order, in which the same column again turns it round."""
        if do == "sort":
            column, falling = self.order
            self.order = (by, not falling if by == column else False)
        else:
            self.first = min(max(self.first + (PAGE if do == "next" else -PAGE), 0), max(len(self.rows) - 1, 0))
            self._fill()

    def _ordered(self) -> np.ndarray:
        """All rows of the index in the chosen order; those that say nothing of it come last either way."""
        if self.order not in self._orders:
            column, falling = self.order
            values = self._frame[column].reset_index(drop=True)
            values = values.sort_values(ascending=not falling, na_position="last", kind="stable")
            self._orders[self.order] = values.index.to_numpy()
        return self._orders[self.order]

    def _fill(self) -> None:
        if not len(self.rows):
            self.html = NOTHING
            return
        page = self.rows[self.first : self.first + PAGE]
        records = self._frame.iloc[page].to_dict("records")
        body = "".join(_row(self.first + number, record) for number, record in enumerate(records))
        last = self.first + len(page)
        pages = (
            f'<div class="explorer-pages"><span>{count(len(self.rows), "row")}, {self.first + 1:,} to {last:,} here; '
            f"choose one to read it in its article</span>{_button('previous', 'Previous rows', self.first > 0)}"
            f"{_button('next', 'Next rows', last < len(self.rows))}</div>"
        )
        heads = "".join(self._head(head) for head in HEADS)
        table = f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
        self.html = f'{pages}<div class="scrolls">{table}</div>'

    def _head(self, columns: str | tuple[str, ...]) -> str:
        if isinstance(columns, str):
            return f'<th scope="col">{columns}</th>'
        by, falling = self.order
        sorted_here = f' aria-sort="{"descending" if falling else "ascending"}"' if by in columns else ""
        sign = {by: " ▾" if falling else " ▴"}
        buttons = " → ".join(
            f'<button type="button" data-do="sort" data-by="{c}">{SORTED_BY[c]}{sign.get(c, "")}</button>'
            for c in columns
        )
        return f'<th scope="col"{sorted_here}>{buttons}</th>'


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
