"""The controls above the explorer: they hold one ``Selection`` and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import ipywidgets as widgets
import pandas as pd
import traitlets

from analysis.lexicon import load
from analysis.schema import CHANNELS, STATUSES, Tables
from analysis.views.frames import TEACHING, UNNAMED
from analysis.views.selection import Selection


class Filters(widgets.Box):
    """Labelled controls over the values that occur in the tables; ``selection`` follows them, ``show`` sets them."""

    selection = traitlets.Instance(Selection, args=())

    def __init__(self, tables: Tables) -> None:
        said = tables.communications
        self.controls: dict[str, widgets.ValueWidget] = {
            "date_from": widgets.DatePicker(description="From (first day)"),
            "date_to": widgets.DatePicker(description="To (last day)"),
            "include_undated": widgets.Checkbox(value=True, description="Undated rows", indent=False),
            "actors": widgets.Combobox(
                description="Actor (either side)",
                placeholder="all; type a name",
                options=tuple(_names(said)),
                continuous_update=False,
            ),
            "text": widgets.Text(
                description="Words in the evidence", placeholder="all; type, then Enter", continuous_update=False
            ),
            "minimum_confidence": widgets.BoundedFloatText(
                description="Confidence at least", value=0, min=0, max=1, step=0.05, continuous_update=False
            ),
            "countries": _several("Country (either side)", _countries(tables)),
            "channels": _several("Channel", _occurring(CHANNELS, said["channel"])),
            "statuses": _several("Status", _occurring(STATUSES, said["status"])),
            "sources": _several("Outlet", _sources(tables)),
        }
        self.clear = widgets.Button(description="Clear all filters", icon="undo")
        self.clear.on_click(lambda _: self.show(Selection()))
        hint = widgets.HTML(
            "In a list, nothing chosen means all; Ctrl or ⌘ and a click chooses several, or takes one back."
        )
        hint.add_class("explorer-hint")
        super().__init__([*self.controls.values(), hint])
        self.add_class("explorer-filters")
        self.clear.add_class("explorer-clear")
        for name, control in self.controls.items():
            control.add_class(f"explorer-{name.replace('_', '-')}")
            control.observe(self._follow, "value")
        self.show(Selection())

    def show(self, selection: Selection) -> None:
        """Set every control to what the selection says, as one change; values that do not occur here are left out."""
        for name, control in self.controls.items():
            control.unobserve(self._follow, "value")
            value = getattr(selection, name)
            if name == "actors":
                value = value[0] if value else ""
            elif name == "minimum_confidence":
                value = value or 0
            elif isinstance(control, widgets.SelectMultiple):
                value = tuple(v for v in value if v in _values(control))
            control.value = value
            control.observe(self._follow, "value")
        self.selection = selection

    def count_undated(self, rows: int) -> None:
        """Say beside the control how many rows it lets in or keeps out."""
        self.controls["include_undated"].description = f"Undated rows ({rows})"

    def _follow(self, _change: object = None) -> None:
        values = {name: control.value for name, control in self.controls.items()}
        values["actors"] = (values["actors"],) if values["actors"] else ()
        values["minimum_confidence"] = values["minimum_confidence"] or None  # 0 keeps all, happenings too
        self.selection = replace(self.selection, **values)


def _several(description: str, options: Iterable) -> widgets.SelectMultiple:
    return widgets.SelectMultiple(description=description, options=list(options), rows=5)


def _values(control: widgets.SelectMultiple) -> list:
    return [option[1] if isinstance(option, tuple) else option for option in control.options]


def _occurring(order: Iterable[str], values: pd.Series) -> list[str]:
    present = set(values)
    return [value for value in order if value in present]


def _names(said: pd.DataFrame) -> list[str]:
    """Names of both sides, those that speak or are spoken to most often first."""
    return list(pd.concat([said["speaker"], said["addressee"]]).value_counts().index)


def _countries(tables: Tables) -> list[tuple[str, str]]:
    """Pairs of name and code, for the countries of actors on either side."""
    said, actors = tables.communications, tables.actors
    sides = actors[actors["actor_id"].isin(pd.concat([said["speaker_id"], said["addressee_id"]]))]
    names = {row["country"]: row["name"] for row in load("countries")}
    return sorted((names.get(code, code), code) for code in sides["country"].dropna().unique())


def _sources(tables: Tables) -> list[tuple[str, str | None]]:
    """Pairs of label and outlet; None is "no outlet named"."""
    sources = tables.articles["source"]
    named = [(name.replace(TEACHING, "").strip(), name) for name in sorted(sources.dropna().unique())]
    return [*named, (UNNAMED, None)] if sources.isna().any() else named
