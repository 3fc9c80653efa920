"""Corrections in place: what is wrong with the open row, written beside the articles at once, and taken back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import anywidget
import ipywidgets as widgets
import pandas as pd
import traitlets

from analysis import names
from analysis.aliases import key
from analysis.corrections import (
    DIRECTIONS,
    Correction,
    correct,
    differences,
    hash_of,
    in_days,
    label,
    labelled,
    undo,
)
from analysis.refusals import refusal
from analysis.schema import ACTOR_KINDS, CHANNELS, STATUSES, Tables
from analysis.storage import login_name
from analysis.views.corrected import BLANK, CHOICES, MISSING, Choice, corrections_html
from analysis.views.widgets_clickable import ClickableHtml

HERE = Path(__file__).parent


class Place(NamedTuple):
    """Where a corrected row stands: it has another id once the tables are built anew."""

    article_id: str
    start: int
    end: int


class SelectedWords(anywidget.AnyWidget):
    """The words of an article that are selected on the page: its id, first character, one past the last."""

    _esm = HERE / "widgets_corrections.js"
    _css = HERE / "widgets_corrections.css"
    selected: traitlets.List = traitlets.List().tag(sync=True)


class Corrections(widgets.VBox):
    """What was corrected of the open row, a form to correct it, and all corrections; ``on_change`` builds anew.

    ``take`` gives it tables (also those that ``on_change`` has built), ``show`` the row that is open.
    """

    def __init__(self, source: Path, on_change: Callable[[Place | None], None]) -> None:
        self.source, self.on_change = source, on_change
        self.row: dict[str, Any] = {}
        self.filled: dict[str, Any] | None = None  # the row that the form was filled in for
        self.here, self.all = ClickableHtml(), ClickableHtml()
        self.begin = widgets.ToggleButton(description="Correct this", icon="pencil")
        self.listed = widgets.ToggleButton(description="All corrections", icon="list")
        self.write = widgets.Button(description="Write the correction", icon="check")
        self.said, self.words = widgets.HTML(), SelectedWords()
        self.what = widgets.Dropdown(description="What is wrong", options=[(c.title, c) for c in CHOICES])
        self.asked: dict[str, widgets.ValueWidget] = {
            "words": widgets.Text(description="Words of the article", placeholder="select them above, or type them"),
            "whose": widgets.Dropdown(description="Actor"),
            "speaker": _names("Speaker"),
            "actor": _names("Right speaker"),
            "kind": widgets.Dropdown(description="Kind, if not known yet", options=ACTOR_KINDS),
            "channel": widgets.Dropdown(description="Channel", options=CHANNELS),
            "status": widgets.Dropdown(description="Status", options=STATUSES),
            "direction": widgets.Dropdown(description="Direction", options=DIRECTIONS, value="one way"),
            "date": widgets.Text(description="Day", placeholder="2031-03-04, a first/last day, or empty: not dated"),
        }
        self.who = widgets.Text(description="Your name", value=login_name())
        self.why = widgets.Text(description="Why (optional)")
        self.form = widgets.Box([self.what, *self.asked.values(), self.who, self.why, self.write])
        super().__init__(
            [self.here, widgets.HBox([self.begin, self.listed]), self.form, self.said, self.all, self.words]
        )
        self._name_and_wire()

    def _name_and_wire(self) -> None:
        parts = {"": self, "-here": self.here, "-all": self.all, "-form": self.form, "-said": self.said}
        buttons = {"-begin": self.begin, "-listed": self.listed, "-write": self.write}
        for name, widget in {**parts, **buttons}.items():
            widget.add_class(f"explorer-corrections{name}")
        for toggle in (self.begin, self.listed):
            toggle.observe(lambda _: self._unfold(), "value")
        self.what.observe(lambda _: self._ask(), "value")
        self.words.observe(self._selected, "selected")
        self.write.on_click(lambda _: self._write())
        for shown in (self.here, self.all):
            shown.on_msg(lambda _widget, content, _buffers: self._undo(content["id"]))
        self._unfold()

    def take(self, tables: Tables) -> None:
        """Show what was corrected of these tables, and offer their actors."""
        self.tables, self.filled = tables, None
        self.places = pd.Index(tables.communications["communication_id"])
        self.labels: dict[str, str] = {}
        self.made = differences(self.source, tables.problems)
        self.listed.description = f"All corrections ({len(self.made)})"
        self.all.html = corrections_html(self.made, self.made.index, quoted=True) or "<p>Nothing was corrected yet.</p>"

    def show(self, article_id: str | None, communication_id: str | None = None) -> None:
        """The row that is open; without a communication only a missing row can be added to the article."""
        if communication_id in self.places:
            self.row = self.tables.communications.iloc[self.places.get_loc(communication_id)].to_dict()
        else:
            self.row = {"article_id": article_id} if article_id else {}
        self.write.disabled = not self.row
        self.here.html = corrections_html(self.made, [n for n, made in self.made.iterrows() if self._is_here(made)])
        self._unfold()

    def _unfold(self) -> None:
        self.form.layout.display = None if self.begin.value else "none"
        self.all.layout.display = None if self.listed.value else "none"
        if self.begin.value and self.row and self.filled is not self.row:  # walking on must cost nothing
            self._fill()

    def _fill(self) -> None:
        """Put what the open row says into the form."""
        if not self.labels:
            self._learn_actors()
        self.filled = self.row
        is_row = "communication_id" in self.row
        self.what.options = [(choice.title, choice) for choice in (CHOICES if is_row else [MISSING])]
        self.asked["words"].value = self.asked["speaker"].value = ""
        if is_row:
            sides = [(f"{side}: {self.row[side]}", self.row[f"{side}_id"]) for side in ("speaker", "addressee")]
            self.asked["whose"].options = sides
            self.asked["whose"].value = self.row["speaker_id"]
        self._ask()

    def _learn_actors(self) -> None:
        actors = self.tables.actors[["actor_id", "name", "kind", "country", "aliases"]]
        self.known: dict[str, set[str]] = defaultdict(set)
        for actor_id, name, kind, country, others in actors.itertuples(index=False):
            self.labels[actor_id] = label(name, kind, country)
            for spelling in (name, *(others.split("; ") if isinstance(others, str) else ())):
                self.known[key(spelling)].add(self.labels[actor_id])
        for name in ("speaker", "actor"):
            self.asked[name].options = tuple(dict.fromkeys(self.labels.values()))

    def _ask(self) -> None:
        """Ask for what this kind of correction needs, and nothing else."""
        choice = self.what.value or MISSING
        for name, control in self.asked.items():
            control.layout.display = None if name in choice.asked else "none"
        for name, value in (BLANK if choice is MISSING or not self.row else _fields(self.row)).items():
            self.asked[name].value = value
        self.asked["actor"].description = choice.actor or "Actor"
        self.asked["actor"].value = ""

    def _selected(self, change: dict) -> None:
        """Words were selected in the open article: they are what a missing row is about."""
        article_id, start, end = change["new"]
        if article_id == self.row.get("article_id"):
            self.asked["words"].value = " ".join(self._text()[start:end].split())

    # -- writing

    def _write(self) -> None:
        try:
            made = self._made(self.what.value)
            correct(self.source, [made])
        except (ValueError, OSError) as error:
            self.said.value = _status(f"Not written: {refusal(error)}")
            return
        place = self._place() if made.start is None else Place(self.row["article_id"], made.start, made.end or 0)
        self._anew(place, f"Written: {made.what}. It can be undone here, or under “All corrections”.")

    def _place(self) -> Place | None:
        row = self.row
        return Place(row["article_id"], int(row["start"]), int(row["end"])) if "start" in row else None

    def _made(self, choice: Choice) -> Correction:
        """The correction that the form describes; ValueError where something is lacking."""
        what, asked = choice.what, {name: str(control.value or "") for name, control in self.asked.items()}
        signed = {"who": self.who.value.strip(), "why": self.why.value.strip()}
        article = hash_of(self.row["article_id"])
        if "actor" in choice.asked and not asked["actor"].strip():
            raise ValueError(f"Who is it? Give a name under “{choice.actor}”.")
        if what == "missing row":
            start, end, words = self._span(asked["words"])
            return Correction(what, article, start, end, words, *self._parties(asked), **signed)
        if what in ("merge actors", "split actor"):
            old, new = self.labels[asked["whose"]], self._named(asked["actor"], asked["kind"])
            return Correction(what, article if what == "split actor" else "", old=old, new=new, **signed)
        sides = {side: self.labels[self.row[f"{side}_id"]] for side in ("speaker", "addressee")}
        machine = {**sides, **_fields(self.row)}
        new = self._named(asked["actor"], asked["kind"]) if what in sides else asked.get(what, "").strip()
        start, end, words = int(self.row["start"]), int(self.row["end"]), self.row["evidence"]
        old = machine.get(what, "")
        return Correction(what, article, start, end, words, sides["speaker"], sides["addressee"], old, new, **signed)

    def _parties(self, asked: dict[str, str]) -> tuple[str, str, str, str]:
        """Speaker and addressee of a missing row, no former value, and what else is said of it."""
        if not asked["speaker"].strip():
            raise ValueError("Who speaks? Give a name under “Speaker”.")
        told = {name: asked[name].strip() for name, blank in BLANK.items() if asked[name].strip() != blank}
        speaker, addressee = (self._named(asked[name], asked["kind"]) for name in ("speaker", "actor"))
        return speaker, addressee, "", "; ".join(f"{name}: {value}" for name, value in told.items())

    def _named(self, text: str, kind: str) -> str:
        """The label of the actor that is meant: of one whom nobody knows yet the kind is given."""
        if labelled(text).kind:
            return text.strip()
        meant = self.known.get(key(text)) or {
            known for known in self.labels.values() if set(names.words(text)) <= set(names.words(labelled(known).name))
        }
        if not meant:
            return label(text.strip(), kind)
        if key(text) not in self.known or len(meant) > 1:
            several = ", ".join(sorted(meant)[:5])
            raise ValueError(f"Whom do you mean? There is {several}. For another write “{label(text.strip(), kind)}”.")
        return next(iter(meant))

    def _text(self) -> str:
        articles = self.tables.articles
        return str(articles.loc[articles["article_id"] == self.row["article_id"], "text"].iloc[0])

    def _span(self, words: str) -> tuple[int, int, str]:
        """First and last character of the words in the open article, and the words as they stand there."""
        text, parts = self._text(), words.split()
        if not parts:
            raise ValueError("Which words report it? Select them in the article above.")
        article_id, start, end = self.words.selected or ("", 0, 0)
        if article_id == self.row["article_id"] and text[start:end].split() == parts:
            whole = text[start:end]
            start += len(whole) - len(whole.lstrip())
            return start, start + len(whole.strip()), whole.strip()
        found = list(re.finditer(r"\s+".join(map(re.escape, parts)), text))
        if len(found) != 1:
            times = f"{len(found)} times" if found else "nowhere"
            raise ValueError(f"These words stand {times} in the article. Select them in it.")
        return found[0].start(), found[0].end(), found[0].group()

    def _anew(self, place: Place | None, said: str) -> None:
        """Have the tables built anew, and say whether they show it."""
        before = len(self.made)
        self.on_change(place)
        self.asked["actor"].value = self.why.value = ""
        if len(self.made) > before and self.made["applied"].iloc[-1] != "yes":
            told = self.tables.problems[self.tables.problems["stage"] == "corrections"]
            said = f"{said} It could not be applied: {told['message'].iloc[-1]}"
        self.said.value = _status(said)

    # -- taking back

    def _undo(self, correction_id: str) -> None:
        found = self.made[self.made["correction_id"] == correction_id]
        if found.empty:  # undone already: a hasty hand
            return
        made = found.iloc[0]
        try:
            undo(self.source, correction_id, self.who.value.strip())
        except OSError as error:
            self.said.value = _status(f"Not undone: {refusal(error)}")
            return
        self._anew(self._place(), f"Undone: {made['what']}. It stays in the file as undone.")

    def _is_here(self, made: pd.Series) -> bool:
        """Whether a correction is one of the open row, or of one of its actors."""
        if "start" not in self.row:
            return False
        here = made["article"] == hash_of(self.row["article_id"])
        if made["what"] in ("merge actors", "split actor"):
            named = {key(self.row["speaker"]), key(self.row["addressee"])}
            return (here or made["what"] == "merge actors") and key(labelled(made["human"]).name) in named
        return here and (made["start"], made["end"]) == (str(self.row["start"]), str(self.row["end"]))


def _names(description: str) -> widgets.Combobox:
    return widgets.Combobox(description=description, placeholder="type a name", ensure_option=False)


def _fields(row: dict[str, Any]) -> dict[str, str]:
    """What a row says beside who spoke to whom, as corrections write it."""
    return {
        "date": in_days(row["date_start"], row["date_end"], row["date_precision"]),
        "channel": row["channel"],
        "status": row["status"],
        "direction": "mutual" if row["mutual"] else "one way",
    }


def _status(words: str) -> str:
    return f'<p role="status">{escape(words)}</p>'
