"""The reader of the explorer: one account at a time, highlighted in its article, with previous and next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import ipywidgets as widgets
import numpy as np
import pandas as pd
import traitlets

from analysis.schema import Tables
from analysis.views.evidence import evidence_html
from analysis.views.figures import count
from analysis.views.frames import codes
from analysis.views.index import Index
from analysis.views.shown import Shown
from analysis.views.widgets_clickable import ClickableHtml
from analysis.views.widgets_rows import NOTHING

OF_AN_ARTICLE = ("times", "mentions", "quotes", "communications", "event_sources")


class Account(NamedTuple):
    """What can be read: a communication in its article, or an article's account of an event that is none."""

    article_id: str
    communication_id: str | None
    event_id: str | None = None
    start: int | None = None  # of that account: an article may give several


class Accounts(Sequence):
    """Rows of the index that can be read, then accounts of what is no communication; each made when it is asked for."""

    def __init__(self, index: Index, rows: np.ndarray, others: Sequence[Account] = ()) -> None:
        self.rows, self.others, self._said = rows, others, index.rows

    def __len__(self) -> int:
        return len(self.rows) + len(self.others)

    def __getitem__(self, place):
        if place >= len(self.rows):
            return self.others[place - len(self.rows)]
        row = self._said.iloc[self.rows[place]]
        return Account(row["article_id"], row["communication_id"])

    def place(self, row: int | None) -> int:
        """Where a row of the index stands among these; 0 where it does not."""
        found = np.flatnonzero(self.rows == row)
        return int(found[0]) if len(found) else 0


class Reader(widgets.VBox):
    """Shows ``accounts[position]``; ``read`` gives it other accounts to walk through, ``current`` is the one shown."""

    position = traitlets.Int(0)
    current = traitlets.Instance(Account, allow_none=True)

    def __init__(self) -> None:
        self.accounts: Sequence[Account] = []
        self.walk, self.evidence = ClickableHtml(), ClickableHtml(scroll_to=".evidence-article .ev-evidence")
        super().__init__([self.walk, self.evidence])
        self.add_class("explorer-reader")
        self.walk.add_class("explorer-walk")
        self.evidence.add_class("explorer-evidence")
        self.walk.on_msg(lambda _widget, content, _buffers: self.step(1 if content["do"] == "next" else -1))

    def take(self, tables: Tables) -> None:
        """Read in these tables from now on."""
        self._tables = tables
        self._articles = {identity: place for place, identity in enumerate(tables.articles["article_id"])}
        self._places = {name: self._by_article(getattr(tables, name)) for name in OF_AN_ARTICLE}
        self.accounts, self.current = [], None

    def read(self, accounts: Sequence[Account], position: int = 0) -> None:
        """Show one of the accounts given; none at all empties the reader."""
        self.accounts, self.position = accounts, position
        self._show()

    def step(self, by: int) -> None:
        """To the next account, or back."""
        self.position = min(max(self.position + by, 0), max(len(self.accounts) - 1, 0))
        self._show()

    def _show(self) -> None:
        last = len(self.accounts) - 1
        rows, others = getattr(self.accounts, "rows", ()), getattr(self.accounts, "others", ())
        parts = f" ({count(len(rows), 'row')}, {count(len(others), 'other account')})" if len(others) else ""
        place = f"{self.position + 1:,} of {last + 1:,}{parts}" if last >= 0 else "nothing to read"
        buttons = "".join(
            f'<button type="button" class="explorer-{do}" data-do="{do}"{"" if here else " disabled"}>{words}</button>'
            for do, words, here in (
                ("previous", "‹ Previous", self.position > 0),
                ("next", "Next ›", self.position < last),
            )
        )
        self.walk.html = f'{buttons}<span class="explorer-place" role="status">{place}</span>'
        account = self.accounts[self.position] if last >= 0 else None
        if account is None:
            self.evidence.html = NOTHING
        elif account != self.current:
            self.evidence.html = evidence_html(self._around(account.article_id), *account)
        self.current = account

    @property
    def row(self) -> int | None:
        """The row of the index that is shown."""
        rows = getattr(self.accounts, "rows", [])
        return int(rows[self.position]) if self.position < len(rows) else None

    def _around(self, article_id: str) -> Tables:
        """The tables of one article: to look through those of all would take longer than to draw."""
        article = self._articles[article_id]
        frames = {"articles": self._tables.articles.take([article])}
        for name, (order, first) in self._places.items():
            frames[name] = getattr(self._tables, name).take(order[first[article] : first[article + 1]])
        return replace(self._tables, **frames)

    def _by_article(self, frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        """The rows in the order of the articles, and where those of each begin."""
        article = codes(frame["article_id"], self._tables.articles["article_id"])
        order = np.argsort(article, kind="stable")
        return order, np.searchsorted(article[order], np.arange(len(self._articles) + 1))


def happenings(shown: Shown) -> list[Account]:
    """Accounts of the events shown beside their communications: of happenings, and in other words of an article."""
    place = ["event_id", "article_id", "start"]
    told, said = shown.tables.event_sources.drop_duplicates(place), shown.tables.communications
    others = told[~pd.MultiIndex.from_frame(told[place]).isin(pd.MultiIndex.from_frame(said[place]))]
    return [Account(row.article_id, None, row.event_id, row.start) for row in others.itertuples()]
