"""Older Europresse exports: tables whose spans name publication, header and title; the text stands between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from analysis.reading import markup
from analysis.reading.content import Content, Item, Reader
from analysis.reading.draft import Draft, Unreadable, compared
from analysis.reading.europresse import ARTICLE, LONGEST_NAME, NUMBER, dated, declared, elements, source_of, taken
from analysis.reading.labels import labelled

_MARK = re.compile(
    rf"""<[^<>]{{1,200}}class\s{{0,3}}=\s{{0,3}}["']?(?P<mark>DocPublicationName|DocHeader|TitreArticleVisu)\b"""
    rf"|(?P<number>{NUMBER.pattern})",
    re.IGNORECASE,
)
_TABLE = re.compile(r"<(/?)table\b", re.IGNORECASE)
_NAME = r"[A-ZÀ-Þ][\w.'’-]{0,30}"
_AUTHORS = re.compile(rf"{_NAME}(?:(?:,|;| et| and| de)? {_NAME}){{1,7}};?")
_RIGHTS = re.compile(r"©|\(c\)|copyright|tous droits|all rights", re.IGNORECASE)
_HERE = "\ue000"  # no letter of any writing
_FEWEST_WORDS = 3  # in a table that is a document by itself


def _claims(content: Content) -> bool:
    marks = {match["mark"] for match in _MARK.finditer(content.head)} if "<" in content.head else set()
    return len(marks - {None}) > 1 and not ARTICLE.search(content.head)


def _read(content: Content) -> Iterator[Item]:
    text, remarks = content.decoded
    yield from remarks
    starts = _starts(text)
    documents = [(start, _end(text, start, end)) for start, end in pairwise([*starts, len(text)])]
    messages = [table for table in _markless_tables(text) if _is_behind_one(table[0], starts, documents)]
    pieces = sorted(documents + messages)
    for k, (start, end) in enumerate(pieces, 1):
        yield _document(text[start:end], f"document {k} of {len(pieces)}")
    yield from compared(len(pieces), declared(text[: starts[0]]))


def _starts(text: str) -> list[int]:
    """Where documents begin: at a mark behind the number of the last one, or where a head comes after another.

    A head names publication, header and title, in this order and the first two perhaps not at all.
    """
    starts: list[int] = []
    before: list[str] = []  # marks of the document, until its number ends it
    for match in _MARK.finditer(text):
        mark = (match["mark"] or "").lower()
        if not mark:
            before = []
            continue
        last = before[-1] if before else ""
        named = mark == "docpublicationname" and last != mark
        headed = mark == "docheader" and last == "titrearticlevisu" and mark in before
        if not before or named or headed:
            starts.append(match.start())
            before = []
        before.append(mark)
    return starts


def _end(text: str, start: int, end: int) -> int:
    """Where the document ends: with its number, behind which it is certified to whom it was lent."""
    number = NUMBER.search(text, start, end)
    return number.end() if number else end


def _is_behind_one(place: int, starts: list[int], documents: list[tuple[int, int]]) -> bool:
    """Whether the place is between documents or behind the last, and in none."""
    before = bisect_right(starts, place) - 1
    return before >= 0 and place >= documents[before][1]


def _markless_tables(text: str) -> Iterator[tuple[int, int]]:
    """Tables beside documents that hold words and no mark: messages of the site in the place of a document."""
    depth = start = 0
    for tag in _TABLE.finditer(text):
        depth, start = (max(depth - 1, 0), start) if tag[1] else (depth + 1, start if depth else tag.start())
        if tag[1] and depth == 0 and not _MARK.search(text, start, tag.end()):
            seen = markup.text_of(markup.html(text[start : tag.end()]))
            if len(seen.split()) >= _FEWEST_WORDS and not _RIGHTS.match(seen):
                yield start, tag.end()


def _document(fragment: str, location: str) -> Draft | Unreadable:
    try:
        tree = markup.html(fragment)
    except Unreadable as error:
        return error.at(location)
    seen = markup.text_of(tree)
    headers, names = (_taken(tree, name) for name in ("DocHeader", "DocPublicationName"))
    _mark_title(tree)
    titles = _taken(tree, "TitreArticleVisu")
    title, *more = [line for lines in titles for line in lines] or [""]
    rest = [line for lines in names for line in lines if len(line.split()) > LONGEST_NAME]
    rest += [line for lines in headers for line in lines[1:]]  # text that a span swallowed, whose end is missing
    lines = markup.lines_of(tree)
    above = lines.index(_HERE) if _HERE in lines else 0
    lead, lines = rest + lines[:above], more + [line for line in lines[above:] if line != _HERE]
    while lines and (_RIGHTS.match(lines[-1]) or NUMBER.search(lines[-1]) or labelled(lines[-1], "europresse")):
        del lines[-1]
    author = lines.pop(0) if len(lines) > 1 and _AUTHORS.fullmatch(lines[0]) else None
    draft = Draft(
        body="\n\n".join(lead + lines),
        title=title or None,
        source=source_of(names),
        author=author,
        location=location,
    )
    return dated(draft, " ".join(lines[0] for lines in headers), seen)


def _mark_title(tree: Any) -> None:
    """A line of its own where the title stands: the author comes behind it, what heads the column above."""
    for title in elements(tree, "TitreArticleVisu")[:1]:
        mark = tree.makeelement("p")
        mark.text = _HERE
        title.addprevious(mark)


def _taken(tree: Any, name: str) -> list[list[str]]:
    """The lines of each element of a class, which are taken out of the tree."""
    found = elements(tree, name)
    lines = list(map(markup.lines_of, found))
    taken(found)
    return lines


READER = Reader("Europresse (tables)", _claims, _read, needs=("lxml",))
