"""The controls of the explorer: they show a ``Selection``, how many rows each choice would leave, and ask for another.

The panel holds no state of its own: what is asked for comes to ``on_ask`` as a list of wishes, and what ``show`` is
given is what it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from analysis.views.facets import Facet
from analysis.views.figures import count
from analysis.views.index import Index
from analysis.views.selection import DEFAULTS, Selection
from analysis.views.shown import Shown
from analysis.views.widgets_history import State

HERE = Path(__file__).parent
PLAIN = (
    "date_from", "date_to", "text", "minimum_confidence", "minimum_sources", "include_undated", "include_audiences",
    "between", "to_the_day",
)  # fmt: skip
WORDS = {
    "date_from": "from {}",
    "date_to": "to {}",
    "text": "“{}”",
    "minimum_confidence": "confidence {:g} or more",
    "minimum_sources": "{} or more sources",
    "include_undated": "dated only",
    "include_audiences": "not to an audience",
    "between": "both sides",
    "to_the_day": "dated to the day",
}

Wish = dict[str, Any]  # {"set": {field: value}}, {"reset": field}, {"undo": True} ...; see widgets_filters.js


class FilterPanel(anywidget.AnyWidget):
    """Fieldsets of labelled controls, chips of what is set, undo and saved views; all native HTML."""

    _esm = HERE / "widgets_filters.js"
    _css = HERE / "widgets.css"
    facets: traitlets.List = traitlets.List(help="dicts: name, title, labels").tag(sync=True)
    counts = traitlets.Bytes(help="int32: rows that each choice would leave, facet after facet").tag(sync=True)
    state: traitlets.Dict = traitlets.Dict().tag(sync=True)
    generation = traitlets.Int(0, help="grows with every answer").tag(sync=True)

    def __init__(self, on_ask: Callable[[list[Wish]], None]) -> None:
        super().__init__(state=dict(set={}, chips=[], views=[], can={}, headline="", sentence="", hint="", undated=0))
        self._offered: Mapping[str, Facet] = {}
        self.on_msg(lambda _widget, content, _buffers: on_ask(content["asked"]))

    def take(self, index: Index) -> None:
        """Offer the choices that occur in these tables."""
        self._index, self._offered = index, index.facets
        self.facets = [dict(name=f.name, title=f.title, labels=list(f.labels)) for f in index.facets.values()]

    def show(self, state: State, shown: Shown, generation: int, refused: str, checked: str, **said: Any) -> None:
        """Set every control to what the filters say, and say what is shown, and how sure that is."""
        filters = state.filters
        values = {name: _sent(getattr(filters, name)) for name in PLAIN}
        chosen = {name: self._positions(name, getattr(filters, name)) for name in self._offered}
        every, days = self._index, (filters.date_from, filters.date_to)
        undated = every.mask(replace(filters, include_undated=True)) & every.undated
        clicked = [dict(label=f"Clicked: {state.label}", off=dict(release=True))] if state.mark else []
        said |= dict(
            headline=f"{shown.rows.sum():,} of {count(len(every.rows), 'row')}, {count(shown.events.sum(), 'event')}:",
            sentence=f"{filters.sentence(every.names)}. {checked}".strip(),
            hint=refused or ("The first day lies after the last: no dated row can pass." if _crossed(*days) else ""),
            chips=clicked + self._chips(filters),
            undated=int(undated.sum()),
        )
        with self.hold_sync():
            self.state = dict(self.state, set={**values, **chosen}, **said)
            self.generation = generation

    def count(self, filters: Selection) -> None:
        """Show beside every choice how many rows it would leave."""
        counts = self._index.counts(filters)
        self.counts = b"".join(counts[name].astype("<i4").tobytes() for name in self._offered)

    def granted(self, selection: Selection, kind: str, what: Any) -> Selection:
        """The selection with fields set, one value dropped, or one field reset."""
        if kind == "set":
            return self._changed(selection, what)
        field, value = what if kind == "drop" else (what, None)
        left: Any = DEFAULTS[field]
        if kind == "drop":
            left = tuple(one for one in getattr(selection, field) if one != value)
        return replace(selection, **{field: left})

    def _changed(self, selection: Selection, asked: Mapping[str, Any]) -> Selection:
        """The selection with the fields that were asked for; what is chosen and not on offer here stays chosen."""
        new: dict[str, Any] = {}
        for name, value in asked.items():
            if name in self._offered:
                facet = self._offered[name]
                kept = [v for v in getattr(selection, name) if not self._positions(name, [v])]
                new[name] = (*kept, *(facet.values[position] for position in value))
            else:
                new[name] = value or DEFAULTS[name] if DEFAULTS[name] is None else value
        return replace(selection, **new)

    def _chips(self, selection: Selection) -> list[dict]:
        """What is set, each with its words and the wish that takes it off."""
        said = {name: getattr(selection, name) for name in PLAIN}
        single = [
            (WORDS[name].format(value), dict(reset=name)) for name, value in said.items() if value != DEFAULTS[name]
        ]
        single += [
            (count(len(ids), name.removesuffix("s")), dict(reset=name))
            for name in ("events", "communications")
            if (ids := getattr(selection, name))
        ]
        chosen = [
            (f"{facet.title}: {self._label(name, value)}", dict(drop=[name, value]))
            for name, facet in self._offered.items()
            for value in getattr(selection, name)
        ]
        return [dict(label=label, off=off) for label, off in single + chosen]

    def _positions(self, name: str, wanted: Sequence) -> list[int]:
        """Where the values (or, for a name that several bear, the labels) stand among the choices."""
        facet, given = self._offered[name], set(wanted)
        both = zip(facet.values, facet.labels, strict=True)
        return [n for n, (value, label) in enumerate(both) if value in given or label in given] if given else []

    def _label(self, name: str, value: object) -> str:
        here = self._positions(name, [value])
        return self._offered[name].labels[here[0]] if here else str(value)


def _sent(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _crossed(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and first > last
