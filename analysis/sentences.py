"""Where a text is cut into sentences: one pattern for what people are shown and what is judged.

A full stop behind a capital or another full stop ("U.S.", "J. Smith") ends none.  The rooms that find things have
patterns of their own, each narrower or wider for a reason of its own.
"""

from __future__ import annotations

import re

_END = re.compile(r"\n(?:[^\S\n]*\n)+|(?<=[^\sA-Z.][^\sA-Z.])[.!?]{1,9}[\"”’)]{0,9}\s+(?=[\"“‘(]{0,9}[A-Z])")

Span = tuple[int, int]


def spans(text: str) -> list[Span]:
    """Every sentence of the text in its order, without the blanks around it."""
    cuts = _cuts(text)
    found = [(start, start + len(text[start:end].rstrip())) for start, end in zip(cuts, cuts[1:], strict=False)]
    return [span for span in found if span[0] < span[1]]


def around(text: str, span: Span) -> Span:
    """The span widened to the sentences that it touches."""
    cuts = _cuts(text)
    return max(cut for cut in cuts if cut <= span[0]), min(cut for cut in cuts if cut >= span[1])


def _cuts(text: str) -> list[int]:
    """Where sentences begin, and where the text ends."""
    return [0, *(m.end() for m in _END.finditer(text)), len(text)]
