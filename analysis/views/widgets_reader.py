"""The reader of the explorer: one account at a time, highlighted in its article, with previous and next."""

from __future__ import annotations

from typing import NamedTuple

import ipywidgets as widgets
import pandas as pd
import traitlets

from analysis.schema import Tables
from analysis.views.evidence import evidence_html
from analysis.views.widgets_clickable import ClickableHtml


class Account(NamedTuple):
    """What can be read: a communication in its article, or an article's account of an event that is none."""

    article_id: str
    communication_id: str | None
    event_id: str | None = None
    start: int | None = None  # of that account: an article may give several


class Reader(widgets.VBox):
    """Shows ``accounts[position]``; ``read`` gives it other accounts to walk through."""

    position = traitlets.Int(0)

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.accounts: list[Account] = []
        self.evidence = ClickableHtml(scroll_to=".evidence-article .ev-evidence")
        self.previous = widgets.Button(description="Previous", icon="chevron-left")
        self.next = widgets.Button(description="Next", icon="chevron-right")
        self.place = widgets.HTML()
        walk = widgets.HBox([self.previous, self.next, self.place])
        super().__init__([walk, self.evidence])
        for name, widget in {
            "reader": self,
            "walk": walk,
            "previous": self.previous,
            "next": self.next,
            "place": self.place,
            "evidence": self.evidence,
        }.items():
            widget.add_class(f"explorer-{name}")
        self.previous.on_click(lambda _: self._step(-1))
        self.next.on_click(lambda _: self._step(1))

    @property
    def current(self) -> Account | None:
        return self.accounts[self.position] if self.accounts else None

    def read(self, accounts: list[Account], position: int = 0) -> None:
        """Show one of the accounts given; an empty list empties the reader."""
        self.accounts, self.position = list(accounts), position
        self._show()

    def _step(self, by: int) -> None:
        self.position = min(max(self.position + by, 0), max(len(self.accounts) - 1, 0))
        self._show()

    def _show(self) -> None:
        last = len(self.accounts) - 1
        self.previous.disabled, self.next.disabled = self.position <= 0, self.position >= last
        if self.current is None:
            self.place.value = "nothing to read"
            self.evidence.html = '<p class="explorer-nothing">No row passes these filters.</p>'
            return
        self.place.value = f"{self.position + 1} of {len(self.accounts)}"
        self.evidence.html = evidence_html(self.tables, *self.current)


def accounts_of(rows: pd.DataFrame, event_sources: pd.DataFrame, ids: tuple[str, ...]) -> list[Account]:
    """Accounts behind a mark whose ids are communications or events: communications first, then what else is told."""
    said = rows[rows["communication_id"].isin(ids) | rows["event_id"].isin(ids)]
    place = ["event_id", "article_id", "start"]
    told = event_sources[event_sources["event_id"].isin(ids)].drop_duplicates(place)
    others = told[~pd.MultiIndex.from_frame(told[place]).isin(pd.MultiIndex.from_frame(said[place]))]
    return [
        *communications(said),
        *(Account(row.article_id, None, row.event_id, row.start) for row in others.itertuples()),
    ]


def communications(rows: pd.DataFrame) -> list[Account]:
    """One account per row."""
    return [Account(*pair) for pair in zip(rows["article_id"], rows["communication_id"], strict=True)]
