"""Factiva (XML): articles as its programs hand them out, one element a field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from analysis.reading import markup
from analysis.reading.content import Content, Item, Reader
from analysis.reading.draft import Unreadable, compared
from analysis.reading.exports import Read, cut_off, draft_of, no_article
from analysis.reading.header_dates import not_a_day, parse_date

_COLUMNS = {"title": "headline", "author": "byline", "source": "sourceName", "language": "baseLanguage"}
_BEGUN = re.compile(r"<ppsarticle(?:\s[^<>]{0,200})?>")
_DECLARED = re.compile(r"<ppsarticleResultSet\s[^<>]{0,200}?\bcount\s{0,3}=\s{0,3}[\"'](\d{1,9})[\"']")
_TEXTS = ("leadParagraph", "tailParagraphs")


def _claims(content: Content) -> bool:
    head = content.head.lstrip()
    return head.startswith("<") and ("<ppsArticleResponse" in head or "<ppsarticleResultSet" in head)


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _first(element: Any, name: str) -> str:
    found = element.find(f".//{{*}}{name}")
    return "" if found is None else _words(found)


def _paragraphs(element: Any, name: str) -> list[str]:
    return [_words(one) for part in element.iterfind(f".//{{*}}{name}") for one in part.iterfind(".//{*}paragraph")]


def _stamp(element: Any, name: str) -> str:
    """The day that an element states as ``dateTime`` or as ``date``."""
    found = element.find(f".//{{*}}{name}")
    return "" if found is None else _first(found, "dateTime") or _first(found, "date") or _words(found)


def _article(element: Any, location: str) -> Read:
    fields = {column: _first(element, name) for column, name in _COLUMNS.items()}
    stated = _stamp(element, "publicationDate")
    day = parse_date(stated)
    doubts = [not_a_day(stated)] if stated and not day else []
    body = "\n\n".join(text for name in _TEXTS for text in _paragraphs(element, name) if text)
    fields |= {"modified": _stamp(element, "modificationDate"), "correction": _first(element, "correction")}
    ended = element.find(".//{*}wordCount") is not None
    return draft_of(fields, day, "metadata", doubts, body, location), ended


def _document(piece: str, location: str) -> Read:
    """One document by itself, so that what is broken in it breaks no other."""
    try:
        tree = markup.xml(f"<ppsarticle>{piece.partition('</ppsarticle>')[0]}</ppsarticle>".encode())
    except Unreadable as error:
        return error.at(location), True
    article = tree.find("{*}article")
    return (no_article(_words(tree), location), True) if article is None else _article(article, location)


def _read(content: Content) -> Iterator[Item]:
    text, remarks = content.decoded
    yield from remarks
    _, *pieces = _BEGUN.split(text)
    if not pieces:
        raise Unreadable("an answer of Factiva without an article", "ask Factiva for it again")
    yield from cut_off([_document(piece, f"document {k} of {len(pieces)}") for k, piece in enumerate(pieces, 1)])
    counts = _DECLARED.findall(text)
    yield from compared(len(pieces), sum(map(int, counts)) if counts else None)


READER = Reader("Factiva (XML)", _claims, _read, needs=("lxml",))
