"""The explorer: controls -> Selection -> select() -> the figures of the other notebooks, and the evidence behind them.

No state but the ``Selection`` of the filters and what is open to read.  ``VIEWS`` lists the linked figures; each is
drawn from the selected tables by the very functions that the other notebooks call.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from html import escape

import ipywidgets as widgets
import pandas as pd

from analysis.schema import Tables
from analysis.views.captions import caption
from analysis.views.counts import fold, folded, pairs
from analysis.views.exports import save
from analysis.views.figures import Drawn, Shown, png
from analysis.views.figures_matrix import draw_matrix
from analysis.views.figures_timeline import draw_timeline
from analysis.views.selection import Selection, select
from analysis.views.timeline_lanes import lanes, not_drawn
from analysis.views.widgets_clickable import ClickableFigure, ClickableHtml
from analysis.views.widgets_filters import Filters
from analysis.views.widgets_reader import Reader, accounts_of, communications
from analysis.views.widgets_rows import rows_html

LONGEST_TABLE = 100
LARGEST_MATRIX = 15


@dataclass(frozen=True)
class View:
    """One linked figure: its name and title, the frame that it needs of the selected tables, how that is drawn, and
    what it folds or leaves out."""

    name: str
    title: str
    frame: Callable[[Tables, Selection], pd.DataFrame]
    draw: Callable[[pd.DataFrame], Drawn]
    note: Callable[[Tables, Selection, pd.DataFrame], str]


VIEWS = {
    view.name: view
    for view in (
        View(
            "timeline",
            "What happened when: one lane an actor",
            lambda shown, selection: lanes(shown, statuses=selection.statuses),
            draw_timeline,
            lambda shown, selection, frame: not_drawn(shown, frame, selection.statuses),
        ),
        View(
            "matrix",
            "Who spoke to whom: speakers down, addressees across",
            lambda shown, selection: fold(pairs(shown, statuses=selection.statuses), LARGEST_MATRIX),
            draw_matrix,
            lambda shown, selection, _: folded(pairs(shown, statuses=selection.statuses), LARGEST_MATRIX),
        ),
    )
}


def explore(tables: Tables, rebuild: Callable[[], Tables] | None = None) -> Explorer:
    """A widget with filters, linked figures, rows and evidence; a button calls ``rebuild`` for fresh tables."""
    return Explorer(tables, rebuild)


class Explorer(widgets.Box):
    """What ``explore`` returns: ``filters.selection`` is its state, ``shown`` the tables that it leaves."""

    tables: Tables
    shown: Tables
    rows: pd.DataFrame  # the communications shown, in the order of the table
    filters: Filters
    reader: Reader

    def __init__(self, tables: Tables, rebuild: Callable[[], Tables] | None = None) -> None:
        super().__init__()
        self.status = widgets.HTML()
        self.figures = {name: ClickableFigure(alt=view.title) for name, view in VIEWS.items()}
        self.marks: dict[str, pd.DataFrame] = {}
        self.table = ClickableHtml()
        self.again = widgets.Button(description="Read files again", icon="refresh")
        self.again.layout.display = None if rebuild else "none"
        if rebuild:
            self.again.on_click(lambda _: self._take(rebuild(), self.filters.selection))
        for name, widget in {
            "explorer": self,
            "explorer-status": self.status,
            "explorer-table": self.table,
            "explorer-again": self.again,
            **{f"explorer-{name}": figure for name, figure in self.figures.items()},
        }.items():
            widget.add_class(name)
        for name, clickable in {**self.figures, "table": self.table}.items():
            clickable.observe(partial(self._open, name), "clicked")
        self._take(tables, Selection())

    def save(self, name: str) -> Shown:
        """A figure as it is seen now: written to files with its caption and CSV, and given back as a picture."""
        view, selection = VIEWS[name], self.filters.selection
        frame = view.frame(self.shown, selection)
        words = caption(self.tables, selection, title=view.title, note=view.note(self.shown, selection, frame))
        return save(view.draw(frame), frame, f"explore_{name}", words)

    def _take(self, tables: Tables, selection: Selection) -> None:
        """Show these tables under this selection, with controls for the values that occur in them."""
        self.tables, self.filters, self.reader = tables, Filters(tables), Reader(tables)
        self.filters.show(selection)
        self.filters.observe(lambda _: self._redraw(), "selection")
        bar = widgets.HBox([self.status, self.filters.clear, self.again])
        bar.add_class("explorer-bar")
        layout = widgets.Box([self.filters, bar, *self.figures.values(), self.reader, self.table])
        layout.add_class("explorer-layout")
        self.children = [layout]
        self._redraw()

    def _redraw(self) -> None:
        selection = self.filters.selection
        self.shown = select(self.tables, selection)
        self.rows = self.shown.communications.sort_values(["date_start", "article_id", "start"], na_position="last")
        for name, figure in self.figures.items():
            view = VIEWS[name]
            frame = view.frame(self.shown, selection)
            drawn = view.draw(frame)
            self.marks[name] = drawn.marks
            figure.clicked = None
            figure.alt = f"{view.title}. {view.note(self.shown, selection, frame)}".strip()
            figure.png = png(drawn)
            figure.marks = drawn.marks[["x0", "y0", "x1", "y1", "label"]].to_dict("records")
        self.table.clicked = None
        self.table.html = rows_html(self.rows, self.tables.articles, LONGEST_TABLE)
        self._say(selection)
        accounts, open_one = communications(self.rows), self.reader.current
        self.reader.read(accounts, accounts.index(open_one) if open_one in accounts else 0)

    def _say(self, selection: Selection) -> None:
        undated = select(self.tables, replace(selection, include_undated=True)).communications
        dated = self.tables.events.loc[self.tables.events["date_start"].notna(), "event_id"]
        self.filters.count_undated(int((undated["date_start"].isna() & ~undated["event_id"].isin(dated)).sum()))
        counts = (
            f"{len(self.rows):,} of {len(self.tables.communications):,} rows, "
            f"{self.rows['event_id'].nunique():,} events"
        )
        wrong = selection.date_from and selection.date_to and selection.date_from > selection.date_to
        hint = " The first day lies after the last: no dated row can pass." if wrong else ""
        self.status.value = f'<p role="status"><b>{counts}</b>: {escape(selection.sentence())}.{hint}</p>'

    def _open(self, name: str, change: dict) -> None:
        """A mark or row was clicked: read what is behind it; what was open elsewhere closes."""
        number = change["new"]
        if number is None:
            return
        for other, clickable in {**self.figures, "table": self.table}.items():
            if other != name:
                clickable.clicked = None
        if name == "table":
            self.reader.read(communications(self.rows), number)
        else:
            mark = self.marks[name].iloc[number]
            ids = mark["ids"] if "ids" in mark else _kept(self.rows, mark["narrows"])
            self.reader.read(accounts_of(self.rows, self.shown.event_sources, ids))
        self.reader.evidence.revealed += 1


def _kept(rows: pd.DataFrame, narrows: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The communications of a cell of the matrix: between its speakers and its addressees, mutual ones either way."""
    one, other = narrows["speakers"], narrows["addressees"]
    forth = rows["speaker_id"].isin(one) & rows["addressee_id"].isin(other)
    back = rows["speaker_id"].isin(other) & rows["addressee_id"].isin(one)
    return tuple(rows.loc[forth | (back & rows["mutual"]), "communication_id"])
