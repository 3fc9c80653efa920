"""What is on the screen, as a value: every export is a function of it, and says of which view, corpus and version."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from analysis.schema import Tables
from analysis.storage import XML_CANNOT_HOLD, fingerprint, short_hash, version
from analysis.views.captions import TEACHING_WARNING, is_teaching
from analysis.views.scene import Scene, Size
from analysis.views.selection import Selection
from analysis.views.shown import Shown


class Picture(NamedTuple):
    """A figure of the view: its title, what it shows, and the drawing for a room of any size, with what it leaves out.

    What a figure shows can be wider than the rows: on the screen, a click narrows all figures but its own.
    """

    title: str
    shown: Shown
    draw: Callable[[Shown, Size], tuple[Scene, str]]


@dataclass(frozen=True)
class Seen:
    """What some selections leave of an index, and the figures that show it."""

    shown: Shown
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    checked: str = ""  # what people found in a sample (``analysis.checked``)

    @property
    def tables(self) -> Tables:
        """The tables with only what is seen."""
        return self.shown.tables

    @cached_property
    def view(self) -> str:
        """The view in words; each selection narrows the one before it."""
        chosen = self.shown.selections or [Selection(statuses=())]
        return "; of these: ".join(selection.sentence(self.shown.index.names) for selection in chosen)

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses that the view counts; all, if none is named."""
        return self.shown.selections[0].statuses if self.shown.selections else ()

    @cached_property
    def corpus(self) -> str:
        """The fingerprint of all articles, seen or not."""
        return fingerprint(self.shown.index.tables)

    @cached_property
    def behind(self) -> str:
        """How many of the articles the rows of the view stand in."""
        here, all_of_them = self.tables.communications["article_id"].nunique(), len(self.shown.index.tables.articles)
        return f"{here:,} of {all_of_them:,} article{'' if all_of_them == 1 else 's'}"

    @cached_property
    def about(self) -> dict[str, str]:
        """What every file carries: view, articles, corpus and version; what people checked, if they did."""
        said = {"view": self.view, "articles": self.behind, "corpus": self.corpus, "version": version()}
        said |= {"checked": self.checked} if self.checked else {}
        return said | ({"warning": TEACHING_WARNING} if is_teaching(self.shown.index.tables) else {})

    @property
    def name(self) -> str:
        """The view as the name of a folder: its first words, and four digits that tell it from like ones."""
        words = re.sub(r"[^a-z0-9]+", "-", self.view.lower()).strip("-")[:60].rstrip("-")
        return f"{words or 'view'}-{short_hash(self.view, self.corpus)[:4]}"


def clean(text: str) -> str:
    """The text on one line, without the characters that XML and HTML cannot hold."""
    return " ".join(XML_CANNOT_HOLD.sub(" ", text).split())


def in_lines(about: Mapping[str, str]) -> str:
    """One line a fact: "corpus: 1a2b3c4d"."""
    return "\n".join(f"{name}: {clean(said)}" for name, said in about.items())
