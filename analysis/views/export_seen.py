"""What is on the screen, as a value: every export is a function of it, and says of which view, corpus and version."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.schema import Tables
from analysis.storage import XML_CANNOT_HOLD, fingerprint, short_hash, version
from analysis.views.captions import TEACHING_WARNING, is_teaching
from analysis.views.scene import Scene, Size
from analysis.views.selection import Selection
from analysis.views.shown import Shown


class Picture(NamedTuple):
    """A figure of the view: its title, what only it has to say, and its drawing for a room of any size."""

    title: str
    note: str
    scene: Callable[[Size], Scene]


@dataclass(frozen=True)
class Seen:
    """The tables of a view, the view in words, and the corpus that it is of."""

    shown: Tables
    view: str
    statuses: tuple[str, ...]
    corpus: str  # fingerprint of all its articles, seen or not
    articles: int  # of the corpus
    teaching: bool
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    @property
    def behind(self) -> str:
        """How many of the articles the rows of the view stand in."""
        here = self.shown.communications["article_id"].nunique()
        return f"{here:,} of {self.articles:,} article{'' if self.articles == 1 else 's'}"

    @property
    def about(self) -> dict[str, str]:
        """What every file carries: view, articles, corpus and version."""
        said = {"view": self.view, "articles": self.behind, "corpus": self.corpus, "version": version()}
        return said | ({"warning": TEACHING_WARNING} if self.teaching else {})

    @property
    def name(self) -> str:
        """The view as the name of a folder: its first words, and four digits that tell it from like ones."""
        words = re.sub(r"[^a-z0-9]+", "-", self.view.lower()).strip("-")[:60].rstrip("-")
        return f"{words or 'view'}-{short_hash(self.view, self.corpus)[:4]}"


def seen(shown: Shown, pictures: Mapping[str, Picture] | None = None) -> Seen:
    """What some selections leave of an index, each narrowing the one before it, with the figures that show it."""
    tables, chosen = shown.index.tables, shown.selections or [Selection(statuses=())]
    return Seen(
        shown.tables,
        "; of these: ".join(selection.sentence(shown.index.names) for selection in chosen),
        chosen[0].statuses,
        fingerprint(tables),
        len(tables.articles),
        is_teaching(tables),
        pictures or {},
    )


def clean(text: str) -> str:
    """The text on one line, without the characters that XML and HTML cannot hold."""
    return " ".join(XML_CANNOT_HOLD.sub(" ", text).split())


def in_lines(about: Mapping[str, str]) -> str:
    """One line a fact: "corpus: 1a2b3c4d"."""
    return "\n".join(f"{name}: {clean(said)}" for name, said in about.items())
