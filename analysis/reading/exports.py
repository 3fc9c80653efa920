"""What the exports of databases have in common: documents, some of which are no article, and a last one cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from analysis.reading.draft import Draft, Remark, Unreadable
from analysis.reading.header_dates import date_in_line, words_of
from analysis.reading.header_lines import language_code

Fields = dict[str, str]  # what a document states, by column
Read = tuple[Draft | Unreadable, bool]  # a document, and whether what ends every document is there

YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_BY = re.compile(r"^by\s(?=\S)", re.IGNORECASE)
_AGAIN = "download the document again"
SHORTEST_TEXT = 300  # letters; what is shorter may be a message of the database


def no_article(text: str, location: str) -> Unreadable:
    """What a document becomes that holds a message in place of an article."""
    said = " ".join(text.split())[:200]
    return Unreadable(f"no article, but: “{said}”" if said else "the document is empty", _AGAIN, location)


def draft_of(
    fields: Fields, day: date | None, basis: str, remarks: Sequence[Remark], body: str, location: str
) -> Draft | Unreadable:
    """The draft of a document, or what is in its place; columns that no field fills stay empty.

    A field ``lead`` begins the text; ``correction`` and ``more``, words that are not in it, become remarks.
    """
    columns = ("title", "source", "author", "correction", "more")
    title, source, author, correction, more = (" ".join(fields.get(name, "").split()) for name in columns)
    text = "\n\n".join(part for part in (fields.get("lead"), body) if part)
    excuses = tuple(words_of("no_article"))
    if len(title) + len(text) < SHORTEST_TEXT and any(s.lower().startswith(excuses) for s in (title, text, source)):
        return no_article(text or title or source, location)
    if not title and not text:
        return Unreadable("the document ends before its text", _AGAIN, location)
    if correction:
        message = f"a correction is appended, which is not in the text: {correction[:300]}"
        remarks = [*remarks, Remark("note", message, "read it beside the article")]
    if more:
        remarks = [*remarks, beside(more)]
    changed = date_in_line(fields.get("modified", ""))
    return Draft(
        body=text,
        title=title or None,
        published=day,
        published_basis=basis if day else "none",
        modified=changed.day if changed else None,
        source=source or None,
        author=_BY.sub("", author) or None,
        language=language_code(fields.get("language", "").split(";")[0]) or None,
        url=fields.get("url") or None,
        remarks=tuple(replace(remark, location=location) for remark in remarks),
        location=location,
    )


def beside(words: str) -> Remark:
    """The remark about words that stand beside the text and are left out."""
    message = f"left out as belonging to a picture or a note below the text: {words[:300]}"
    return Remark("note", message, "see that it is no part of the article")


def cut_off(items: Sequence[Read]) -> Iterator[Draft | Unreadable]:
    """The documents, the last with a warning where the keys that end the others are missing."""
    ended = any(complete for _, complete in items)
    for k, (item, complete) in enumerate(items):
        if isinstance(item, Draft) and ended and not complete and k == len(items) - 1:
            message = "the file may be cut off here: what ends the other documents is missing"
            item = replace(item, remarks=(*item.remarks, Remark("warning", message, "download the file again")))
        yield item
