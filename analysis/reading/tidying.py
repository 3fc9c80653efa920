"""A draft as its format states it -> the same with its characters put right, and without what is not of the article."""

from __future__ import annotations

from dataclasses import replace

from analysis.reading.boilerplate import without_boilerplate
from analysis.reading.draft import Draft
from analysis.reading.normal import normalised

_TEXTS = ("title", "source", "author", "body")


def tidied(draft: Draft) -> Draft:
    """The draft normalised, whatever its format; what that changed is in its remarks."""
    remarks = list(draft.remarks)
    texts = {}
    for name in _TEXTS:
        texts[name], changes = normalised(getattr(draft, name) or "")
        remarks += changes
    title, source, author = (" ".join(texts[name].split("\n")) or None for name in _TEXTS[:3])
    body, told, left_out = without_boilerplate(texts["body"])
    remarks += left_out
    return replace(draft, title=title, source=source, author=author or told, body=body, remarks=tuple(remarks))
