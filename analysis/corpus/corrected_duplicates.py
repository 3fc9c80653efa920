"""Corrections of which article repeats which: one that is no copy, and one that the machine did not know for a copy."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ..corrections import NEEDLESS, OF_COPIES, Correction, hash_of, text_hash
from ..sheets import Problem

_UNDO = "See the articles in 1_articles: correct what is shown there now, or undo the correction."


class _Refused(ValueError):
    """The correction cannot hold; the message says why."""


def correct_duplicates(articles: pd.DataFrame, corrections: Iterable[Correction]) -> tuple[pd.DataFrame, list[Problem]]:
    """The table ``articles`` with its copies as corrected, and what could not be applied."""
    wanted = [c for c in corrections if c.what in OF_COPIES]
    if not wanted:
        return articles, []
    copies, problems = _Copies(articles), []
    for correction in wanted:
        before = dict(copies.of)
        try:
            copies.correct(correction)
        except _Refused as error:
            problems.append(correction.problem("warning", f"{error}.", _UNDO))
            continue
        if copies.of == before:
            problems.append(correction.problem("note", "the machine says so itself.", NEEDLESS))
    found = [copies.of.get(article, (None, None)) for article in articles["article_id"]]
    originals, kinds = (list(column) for column in zip(*found, strict=True))
    return articles.assign(duplicate_of=originals, duplicate_kind=kinds), problems


class _Copies:
    """Of each article that repeats another which one, and how; while it is corrected."""

    def __init__(self, articles: pd.DataFrame) -> None:
        self.ids = sorted(articles["article_id"], key=lambda i: (hash_of(i), len(i), i))  # the earliest of a text first
        self.paths = articles.set_index("article_id")["path"].to_dict()
        marked = articles.dropna(subset="duplicate_of")[["article_id", "duplicate_of", "duplicate_kind"]]
        self.of: dict[str, tuple[str, str]] = {copy: (first, kind) for copy, first, kind in marked.itertuples(False)}

    def correct(self, correction: Correction) -> None:
        copies = [i for i in self.ids if hash_of(i) == correction.article]
        if not copies:
            raise _Refused("no article has this text any more")
        if correction.what == "duplicate":
            self._mark(copies, self._find(correction.new))
        else:
            self._free(copies, self._find(correction.old))

    def _find(self, named: str) -> str:
        """The article of a hash or a path."""
        text = text_hash(named)
        found = [i for i in self.ids if (hash_of(i) == text if text else self.paths[i] == named)]
        if not found:
            raise _Refused(f"there is no article {named} any more")
        if not text and len(found) > 1:
            raise _Refused(f"several articles come from {named}; write the hash of the one")
        return found[0]

    def _free(self, copies: list[str], original: str) -> None:
        """They repeat it no more; nor do copies of that one text each other, if it is all about them."""
        freed = [i for i in copies if hash_of(original) in map(hash_of, self._line(i)[1:])]
        for article in freed:
            del self.of[article]
        if freed and hash_of(original) != hash_of(freed[0]):
            self.of |= {other: (freed[0], "exact") for other in freed[1:]}

    def _mark(self, copies: list[str], original: str) -> None:
        if original in copies:  # of one text, which may itself repeat another
            first, kind = self.of.get(original, ("", "update"))
            marked = (original, "exact") if kind == "update" else (first, kind)
            self.of |= {other: marked for other in copies if other != original}
            return
        if not set(copies).isdisjoint(self._line(original)):
            del self.of[original]  # the other way round
        original = next(i for i in self._line(original) if self.of.get(i, ("", "update"))[1] == "update")
        if all(self.of.get(i, ("", "update"))[0] == original and self.of[i][1] != "update" for i in copies):
            return
        self.of |= {i: (original, "near") for i in copies}
        for other, (first, kind) in list(self.of.items()):
            if first in copies:
                self.of[other] = (original, "update" if kind == "update" else "near")

    def _line(self, article: str) -> list[str]:
        """The article, what it repeats, what that repeats, and so on."""
        line = [article]
        while (further := self.of.get(line[-1])) and further[0] not in line:
            line.append(further[0])
        return line
