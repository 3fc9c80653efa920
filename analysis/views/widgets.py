"""The explorer: controls -> Selection -> Index -> the pictures of the other notebooks, rows, and their evidence.

Its state is the filters and what was clicked, both a ``Selection``: what is clicked narrows all views but its own.  A
change shows in the table and in the view under the hand first, then in the other views that are in sight, each drawn in
its own turn of the event loop; a newer change leaves undone what is left of an older one.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import numpy as np

from analysis.refusals import refusal
from analysis.schema import Tables
from analysis.storage import source_folder
from analysis.views import saved
from analysis.views.captions import caption
from analysis.views.export_seen import Seen
from analysis.views.exports import save
from analysis.views.figures import StaticPicture
from analysis.views.figures_scene import drawn
from analysis.views.index import Index
from analysis.views.linked import VIEWS, pictures
from analysis.views.scene import Size
from analysis.views.selection import Selection
from analysis.views.shown import Shown
from analysis.views.widgets_corrections import Corrections, Place
from analysis.views.widgets_export import ExportPanel
from analysis.views.widgets_filters import FilterPanel, Wish
from analysis.views.widgets_history import History, State
from analysis.views.widgets_linked import Linked, narrowed_to
from analysis.views.widgets_reader import Account, Accounts, Reader, happenings
from analysis.views.widgets_rows import RowTable

Rebuild = Callable[[], Tables]
Step = Callable[[], None]
RELEASED: dict[str, Any] = dict(mark=None, view="", label="")


def explore(
    tables: Tables,
    rebuild: Rebuild | None = None,
    view: Selection | Path | str | None = None,
    folder: Path | str | None = None,
    checked: str = "",
) -> Explorer:
    """A widget with filters, linked views, rows and evidence; a button calls ``rebuild`` for fresh tables.

    It opens on ``view``: a selection, or a saved view by its name or file.  Views and corrections are kept beside the
    articles in ``folder`` (by default those that the notebooks read).  ``checked``, what people found in a sample
    (``analysis.checked``), stands beside the counts, here and in all that is exported.
    """
    return Explorer(tables, rebuild, view, Path(folder) if folder is not None else source_folder(), checked)


class Explorer(widgets.Box):
    """What ``explore`` returns: ``filters`` and ``mark`` are its state, ``shown`` what they leave of the tables."""

    def __init__(
        self,
        tables: Tables,
        rebuild: Rebuild | None,
        view: Selection | Path | str | None,
        folder: Path,
        checked: str = "",
    ):
        super().__init__()
        self._rebuild, self.folder, self.checked, self.generation = rebuild, folder, checked, 0
        self._own, self._refused = False, ""
        first = Selection() if view is None else view if isinstance(view, Selection) else saved.load(view, folder)
        self._history = History(State(first))
        self.panel, self.table, self.reader = FilterPanel(self._do), RowTable(), Reader()
        self.linked, self._brushing = Linked(), False
        self.views = self.linked.widgets
        self.corrections, self.exports = Corrections(folder, self._corrected), ExportPanel(self.seen)
        self._lay_out()
        for name, scene in self.views.items():
            scene.observe(partial(self._clicked, name), "clicked")
            scene.observe(partial(self._brushed, name), ["brushed", "brushing"])
            scene.observe(partial(self._seen, name), ["visible", "width"])
        self.table.observe(self._row_clicked, "clicked")
        self.table.observe(self._ordered, "order")
        self.reader.observe(self._opened, "current")
        self.take(tables)

    def _lay_out(self) -> None:
        """Above timeline and table the controls, beside them the reader, further down the other views; see the CSS."""
        beside = [self.views[name] for name, view in VIEWS.items() if view.beside_table]
        main = widgets.Box([*beside, self.table])
        more = widgets.Box([widget for widget in self.views.values() if widget not in beside])
        side = widgets.Box([self.reader, self.corrections])
        layout = widgets.Box([self.panel, main, side, more, self.exports])
        self.children = [layout]
        named = {"": self, "-layout": layout, "-main": main, "-more-views": more, "-side": side, "-table": self.table}
        for name, widget in {**named, **{f"-{name}": view for name, view in self.views.items()}}.items():
            widget.add_class(f"explorer{name}")

    @property
    def filters(self) -> Selection:
        """The filters that are set; setting them is a step that can be undone."""
        return self._history.state.filters

    @filters.setter
    def filters(self, selection: Selection) -> None:
        self._go(filters=selection)

    @property
    def mark(self) -> Selection | None:
        """What was clicked: it narrows all views but the one that it was clicked in."""
        return self._history.state.mark

    @mark.setter
    def mark(self, selection: Selection | None) -> None:
        chosen = RELEASED
        if selection is not None:
            chosen = dict(mark=selection, view="", label=selection.sentence(self.index.names))
        self._go(**chosen)

    def take(self, tables: Tables) -> None:
        """Show these tables under the filters that are set; what was clicked is let go."""
        self.tables, self.index = tables, Index(tables)
        for part in (self.panel, self.table, self.linked):
            part.take(self.index)
        self.reader.take(tables)
        self.corrections.take(tables)
        self._go(**RELEASED)
        # Tables, index and imports stay: a full collection, which comes every few changes, need not walk through them.
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def save(self, name: str) -> StaticPicture:
        """A view as it is seen now: written to files with its caption and CSV, and given back as a picture."""
        shown = self._shown_in(name)
        frame, scene, note = self.linked.picture(name, shown, self.filters, Size())
        words = caption(self.tables, self.filters, title=VIEWS[name].title, note=note, checked=self.checked)
        return save(drawn(scene, name), frame, f"explore_{name}", words)

    def seen(self) -> Seen:
        """What the table shows, with the views as they are on the screen, ready for ``exports.export``."""
        return Seen(self._shown_in("table"), pictures(self._shown_in, self.linked.ground), self.checked)

    # What a hand asks for.

    def _do(self, wishes: list[Wish]) -> None:
        """The wishes of the panel, one after the other, as one change."""
        try:
            for wish in wishes:
                for kind, what in wish.items():
                    self._grant(kind, what)
        except (OSError, ValueError) as error:
            self._refused = f"Not done: {refusal(error).rstrip('.?')}."
        finally:
            self._redraw()
            self._refused = ""

    def _grant(self, kind: str, what: Any) -> None:
        if kind in ("set", "drop", "reset"):
            self._add(filters=self.panel.granted(self.filters, kind, what))
        elif kind == "clear":
            self._add(filters=Selection(), **RELEASED)
        elif kind == "release":
            self._add(**RELEASED)
        elif kind in ("undo", "redo"):
            self._history.step(-1 if kind == "undo" else 1)
        elif kind == "save":
            saved.save(self.filters, what, self.folder, self.index.names)
        elif kind == "open":
            self._add(filters=saved.load(what, self.folder), **RELEASED)
        elif kind == "again" and self._rebuild:
            self.take(self._rebuild())

    def _corrected(self, place: Place | None) -> None:
        """Build anew, and open the row that stands where one was corrected."""
        self.take(self._rebuild() if self._rebuild else self.tables)
        if place:
            said = self.index.rows
            here = (
                (said["article_id"] == place.article_id) & (said["start"] == place.start) & (said["end"] == place.end)
            )
            if len(found := np.flatnonzero(here)):
                self._go_to_row(int(found[0]))

    def _clicked(self, name: str, change: dict) -> None:
        """A mark of a view was clicked, or let go."""
        if self._own:
            return
        if change["new"] is None:
            self._go(**RELEASED)
            return
        mark = self.linked.scenes[name].marks[change["new"]]
        self._go(mark=narrowed_to(mark), view=name, label=mark.label)
        self.reader.evidence.revealed += 1

    def _row_clicked(self, change: dict) -> None:
        if self._own:
            return
        if change["new"] is None:
            self._go(**RELEASED)
        else:
            self._go_to_row(int(self.table.rows[change["new"]]))

    def _opened(self, change: dict) -> None:
        """Another account is read; where a row is what was clicked, that is its row now."""
        account: Account | None = change["new"]
        self.corrections.show(*(account[:2] if account else (None, None)))
        if not self._own and self._history.state.view == "table" and self.reader.row is not None:
            self._go_to_row(self.reader.row)

    def _ordered(self, _change: dict) -> None:
        self._fill_table()
        self._read()

    def _go_to_row(self, row: int) -> None:
        said = self.index.rows.iloc[row]
        label = f"{said['speaker']} {'↔' if said['mutual'] else '→'} {said['addressee']}"
        self._go(mark=Selection(statuses=(), communications=(said["communication_id"],)), view="table", label=label)

    def _brushed(self, name: str, _change: dict) -> None:
        """Days were brushed: they become the dates of the filters, as one step for as long as the hand moves."""
        if self._own:
            return
        days, going_on, self._brushing = self.views[name].brushed, self._brushing, self.views[name].brushing
        first, last = map(date.fromordinal, days) if days else (None, None)
        state = self._history.state
        self._history.add(state._replace(filters=replace(state.filters, date_from=first, date_to=last)), going_on)
        self._redraw(under_hand=name)

    def _add(self, **changed: Any) -> None:
        self._history.add(self._history.state._replace(**changed))

    def _go(self, **changed: Any) -> None:
        self._add(**changed)
        self._redraw()

    # What is seen of it.

    def _redraw(self, under_hand: str = "") -> None:
        """Show the state: what is under the hand now, the rest in turns, which a newer change leaves undone."""
        self.generation += 1
        filters, mark, view, _ = self._history.state
        under_hand = under_hand or view
        self.all = self.index.shown(filters)
        self.shown = self.all if mark is None else self.index.shown(filters, mark)
        order = sorted(self.views, key=lambda name: name != under_hand)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # no screen: all at once
            loop = None
        seen = [name for name in order if loop is None or self.views[name].visible]
        drawing: list[Step] = [partial(self._draw, name) for name in seen]
        first: list[Step] = [self._fill_table, self._say, *drawing[:1]]
        rest: list[Step] = [self._read, partial(self.panel.count, filters), *drawing[1:]]
        for step in first if loop else first + rest:
            step()
        if loop:
            self._task = loop.create_task(self._in_turns(self.generation, rest))

    async def _in_turns(self, generation: int, steps: list[Step]) -> None:
        for step in steps:
            await asyncio.sleep(0)
            if generation != self.generation:
                return
            step()

    def _shown_in(self, name: str) -> Shown:
        """What a view shows: what was clicked narrows the others, the dates of the filters all but the overview."""
        state = self._history.state
        if name in VIEWS and VIEWS[name].overview and (state.filters.date_from or state.filters.date_to):
            wide = replace(state.filters, date_from=None, date_to=None)
            return self.index.shown(*filter(None, (wide, state.mark if state.view != name else None)))
        return self.all if state.view == name else self.shown

    def _draw(self, name: str) -> None:
        with self._setting():
            self.linked.draw(name, partial(self._shown_in, name), self._history.state, self.generation)

    def _seen(self, name: str, _change: dict) -> None:
        if self.views[name].visible:
            self._draw(name)

    def _fill_table(self) -> None:
        with self._setting(), self.table.hold_sync():
            self.table.show(self._shown_in("table").rows, self._row())
            self.table.generation = self.generation

    def _row(self) -> int | None:
        """The row that was clicked."""
        mark, view = self._history.state.mark, self._history.state.view
        if mark is None or view != "table":
            return None
        rows = np.flatnonzero(self.shown.rows)
        return int(rows[0]) if len(rows) else None

    def _read(self) -> None:
        """Give the reader the rows of the table; where an event was clicked, also what is told of it besides."""
        state, row = self._history.state, self._row()
        others = happenings(self.shown) if state.mark and state.view != "table" else []
        accounts = Accounts(self.index, self.table.rows, others)
        with self._setting():
            self.reader.read(accounts, accounts.place(row if row is not None else self.reader.row))

    def _say(self) -> None:
        said: dict[str, Any] = dict(refused=self._refused, checked=self.checked, views=saved.names(self.folder))
        said["can"] = dict(self._history.can, again=self._rebuild is not None, save=True)
        self.panel.show(self._history.state, self.shown, self.generation, **said)

    @contextmanager
    def _setting(self) -> Iterator[None]:
        """What is set in here was set by the explorer, not by a hand."""
        before, self._own = self._own, True
        try:
            yield
        finally:
            self._own = before
