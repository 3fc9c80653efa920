"""Europresse exports with one <article> a document; each is read apart, so that a broken one spoils no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from analysis.reading import markup
from analysis.reading.content import Content, Item, Reader
from analysis.reading.draft import Draft, Remark, Unreadable, compared
from analysis.reading.exports import beside
from analysis.reading.header_dates import date_in_line, parse_date
from analysis.reading.labels import labels

ARTICLE = re.compile(r"<article[\s>]", re.IGNORECASE)
_CLASSES = re.compile(r"DocPublicationName|publiC-lblNodoc|docOcurrContainer|titreArticleVisu")
_ISSUE = re.compile(r",\s{0,9}(?:no\b|n°|nº|vol\b)\.?\s{0,3}\d.*", re.IGNORECASE)
_DECLARED = re.compile(r"\b(\d{1,6})\s{1,3}(?:documents|articles)\b", re.IGNORECASE)
LONGEST_NAME = 12  # words; a line of more is text
_DOT = r"\s?(?:Â?·|[^\w\s<>])\s?"
NUMBER = re.compile(rf"\b[a-z]{{3,12}}{_DOT}(\d{{8}}){_DOT}\w{{1,12}}")  # of a document: news·20310304·HG·0123


def _claims(content: Content) -> bool:
    return bool(_CLASSES.search(content.head) and ARTICLE.search(content.head))


def _read(content: Content) -> Iterator[Item]:
    text, remarks = content.decoded
    yield from remarks
    starts = [match.start() for match in ARTICLE.finditer(text)]
    for k, start in enumerate(starts, 1):
        fragment = text[start : starts[k] if k < len(starts) else None]
        yield _document(fragment, f"document {k} of {len(starts)}")
    yield from compared(len(starts), declared(text[: starts[0]]) if starts else None)


def declared(preamble: str) -> int | None:
    """How many documents an export says it holds, before the first of them."""
    numbers = set(_DECLARED.findall(markup.text_of(markup.html(f"<p>{preamble}"))))
    return int(numbers.pop()) if len(numbers) == 1 else None


def _document(fragment: str, location: str) -> Draft | Unreadable:
    try:
        tree = markup.html(fragment)
    except Unreadable as error:
        return error.at(location)
    seen = markup.text_of(tree)
    if not seen:
        return dated(Draft("", location=location), "", seen)
    taken(elements(tree, "apd-wrapper"))  # where else it appeared
    text = elements(tree, "docOcurrContainer", "DocText") or tree.xpath("//section")
    heading = elements(tree, "titreArticle")
    titles = taken(elements(tree, "titreArticleVisu")[:1] or elements(tree, "grandTitre")[:1])
    lead = [line for element in heading for line in markup.lines_of(element)]
    title = markup.line_of(titles[0]) if titles else lead.pop(0) if lead else None
    authors = [markup.line_of(element) for element in elements(tree, "docAuthors")]
    for element in elements(tree, "sm-margin-bottomNews") + _bare_below(heading):
        if {*heading, *text}.isdisjoint(element.iterancestors()):  # the author, or what the article says first
            line = markup.line_of(element)
            (lead if len(line.split()) > LONGEST_NAME or authors else authors).append(line)
    addresses = _addresses(text)
    draft = Draft(
        body="\n\n".join(lead + [line for element in text for line in markup.lines_of(element)]),
        title=title,
        source=source_of([markup.lines_of(element) for element in elements(tree, "DocPublicationName")]),
        author="; ".join(authors) or None,
        url=addresses[0] if addresses else None,
        remarks=tuple(_left_out(tree.xpath("//aside[not(ancestor::section)]"))),
        location=location,
    )
    return dated(draft, ", ".join(map(markup.line_of, elements(tree, "DocHeader"))), seen)


def _bare_below(heading: list[Any]) -> list[Any]:
    """What stands below the heading without a class, in the head of the document."""
    below = [div for e in heading for div in e.xpath("self::*[ancestor::header]/following-sibling::div[not(@class)]")]
    return [div for div in below if markup.text_of(div)]


def _left_out(asides: list[Any]) -> Iterator[Remark]:
    """A remark about captions and notes, which stand beside the text."""
    lines = [line for aside in asides for line in markup.lines_of(aside)]
    if any(not line.endswith(":") for line in lines):
        yield beside(" ".join(lines))


def source_of(names: list[list[str]]) -> str | None:
    """The publication, without the number of its issue and its local editions."""
    return next((_ISSUE.sub("", lines[0]) for lines in names if lines), None)


def dated(draft: Draft, header: str, seen: str) -> Draft | Unreadable:
    """The draft with its day; Unreadable where the document, seen as a whole, is a message and no article."""
    number = next(iter(reversed(list(NUMBER.finditer(seen)))), None)
    if not draft.body or not (draft.source or draft.title or header or number):
        message = f"the document holds no article: “{' '.join(seen.split())[:80]}”"
        return Unreadable(message, "look at it in Europresse, and export it again", draft.location)
    stated = date_in_line(header)
    day, numbered = stated.day if stated else None, parse_date(number[1]) if number else None
    remarks = list(draft.remarks)
    remedy = "look at the document, and write the right day under “published” if need be"
    if header and day is None and re.search(r"\d{4}", header):
        taken = f"its number, {numbered}, was taken" if numbered else "none was taken"
        remarks.append(Remark("warning", f"“{header[:80]}” names no day that is understood; {taken}", remedy))
    if day and numbered and day != numbered:
        message = f"the document states {day}, its number {numbered}; what it states was believed"
        remarks.append(Remark("warning", message, remedy))
    published = day or numbered
    basis = "metadata" if published else "none"
    return replace(draft, published=published, published_basis=basis, remarks=tuple(remarks))


def elements(tree: Any, *names: str) -> list[Any]:
    """The outermost elements of these classes, where they hold text."""
    wanted = {name.lower() for name in names}
    found = [e for e in tree.iter("*") if not wanted.isdisjoint((e.get("class") or "").lower().split())]
    inner = set(found)
    return [e for e in found if inner.isdisjoint(e.iterancestors()) and markup.text_of(e)]


def taken(found: list[Any]) -> list[Any]:
    """The elements, taken out of their tree."""
    for element in found:
        element.drop_tree()
    return found


def _addresses(text: list[Any]) -> list[str]:
    """Where the article appeared, by links whose words are no part of it."""
    words = [word for word, holds in labels("europresse").items() if holds == "appeared"]
    links = [link for element in text for link in element.iter("a")]
    said = [link for link in links if "".join(markup.line_of(link).split()).casefold().startswith(tuple(words))]
    return [link.get("href") for link in taken(said) if link.get("href")]


READER = Reader("Europresse (articles)", _claims, _read, needs=("lxml",))
