"""Plain text: the whole file is one article, its header in whatever form it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.reading.content import Content, Item, Reader
from analysis.reading.draft import Draft, Remark, Unreadable, refuse_shelf
from analysis.reading.header import split_header
from analysis.reading.normal import normalised


def article_of(text: str, remarks: Sequence[Remark] = (), title: str | None = None) -> Draft:
    """The one article that a text is, its header parted from its body; Unreadable where there is no text.

    Where its format states the title, no line of the text is taken for one.
    """
    refuse_shelf(text)  # before it is parsed
    text, changes = normalised(text)
    if not text:
        raise Unreadable("the file is empty", "put the text of the article into it, or delete it")
    draft = split_header(text, title)
    return replace(draft, remarks=(*remarks, *changes, *draft.remarks))


def _claims(content: Content) -> bool:
    return True  # the last reader: it says itself that a content is no text


def _read(content: Content) -> Iterator[Item]:
    yield article_of(*content.decoded)


READER = Reader("plain text", _claims, _read)
