"""The entries of a live blog: paragraphs that open with a clock time, and are of the day of the blog.

Such a stamp dates what its entry tells in the present tense ("10:25 Brandt says"); what is told otherwise is dated by
its own words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from .grammar import child
from .parser import Parsed
from .times import TimeExpression

_STAMP = re.compile(r"\d{1,2}[:.h]\d{2}|\d{1,2}(?:[:.]\d{2})? ?[ap]\.?m\.?", re.IGNORECASE)
_AT_ONCE = re.compile(r"[ \t:–—|-]{0,20}\n{0,9}[ \t]{0,20}[\"“”‘'(]?[A-Z]")  # what follows a stamp begins a sentence
_FEWEST = 2  # stamps: one alone is no blog
_SAME_DAY = "nar +P0D"


class Entries:
    """The stamps of one article: ``times`` with each stamp on the day of publication, ``stamp_of`` each paragraph."""

    def __init__(self, parsed: Parsed, times: list[TimeExpression]):
        starts = {paragraph.start: number for number, paragraph in enumerate(parsed.paragraphs)}
        found = {
            starts[time.start]: index
            for index, time in enumerate(times)
            if time.start in starts and _STAMP.fullmatch(time.text) and _AT_ONCE.match(parsed.text, time.end)
        }
        stamps = found if len(found) >= _FEWEST else {}
        self.stamps = frozenset(stamps.values())
        self.times = [_on_publication(t) if i in self.stamps else t for i, t in enumerate(times)]
        self._stamp_of: dict[int, int] = {}
        for number in range(min(stamps, default=len(starts)), len(parsed.paragraphs)):
            self._stamp_of[number] = stamps.get(number, self._stamp_of.get(number - 1, -1))

    def stamp(self, paragraph: int, verb: Any) -> int | None:
        """The stamp that dates what the verb tells, if it tells it as going on or just done."""
        return self._stamp_of.get(paragraph) if _is_now(verb) else None


def _on_publication(time: TimeExpression) -> TimeExpression:
    return replace(time, anchored=time.anchored.replace(_SAME_DAY, "pub +P0D"))


def _is_now(verb: Any) -> bool:
    """Whether the verb is in the present or the perfect: "says", "has spoken with"."""
    aux = child(verb, "aux")
    return (
        verb.tag_ in ("VBZ", "VBP")
        or aux is not None
        and aux.tag_ in ("VBZ", "VBP")
        and verb.tag_ in ("VBN", "VBG", "VBD")
    )
