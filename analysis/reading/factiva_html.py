"""Factiva (HTML): a page of articles, with two-letter codes in a table ("HD", "PD") or one line below the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from analysis.reading import markup
from analysis.reading.content import Content, Item, Reader
from analysis.reading.draft import Remark, Unreadable, compared
from analysis.reading.exports import YEAR, Fields, Read, cut_off, draft_of
from analysis.reading.header_dates import not_a_day, parse_date, words_of
from analysis.reading.normal import clean

_ARTICLE = r"article [a-z]{2}Article"
_BEGUN = re.compile(rf"<div\s[^<>]{{0,200}}?class\s{{0,3}}=\s{{0,3}}[\"']?{_ARTICLE}\b")
_BEGUN_BYTES = re.compile(_BEGUN.pattern.encode())  # behind the styles of the page, often far below its head
_ID = re.compile(r"\w{2,15}[\s:]{1,3}[A-Za-z0-9]{18,45}")  # "Document HALV000020310304e7340001r"
_HOUR = re.compile(r"\d{1,2}[:.]\d{2}.{0,20}")
_NO_DATE = re.compile(r"[\d.,]{1,9} \w{1,20}$|\(c\)|©|copyright", re.IGNORECASE)  # words, rights
_NUMBER = re.compile(r"\d{1,4}\) ")  # of a headline in its list
_FULL = "choose “Article Format” or “Full Article” when you save the page"


def _claims(content: Content) -> bool:
    head = content.head
    if not head.lstrip().startswith("<"):
        return False
    return "<title>Factiva</title>" in head or bool(_BEGUN_BYTES.search(content.data))


def _texts(element: Any) -> str:
    return re.sub(r"\n{3,}", "\n\n", clean(markup.text_of(element)))


def _coded(element: Any) -> tuple[Fields, str, bool]:
    """Fields, text and completeness of an article whose table names each field by a code."""
    fields: Fields = {}
    texts: list[str] = []
    ended = False
    for row in element.iter("tr"):
        cells = row.findall("td")
        code = _texts(cells[0]).lower() if len(cells) > 1 else ""
        column = words_of("factiva").get(code)
        if column == "text":
            texts.append(_texts(cells[1]))
        elif column:
            fields.setdefault(column, _texts(cells[1]))
        ended = ended or code == "an"
    return fields, "\n\n".join(texts), ended


def _listed(element: Any) -> tuple[Fields, str, bool]:
    """The same of an article whose fields stand one below the other: words, date, hour, outlet, its code, language.

    Below the last paragraph of the text stand captions, the publisher and the number of the article.
    """
    fields: Fields = {}
    lines: list[str] = []
    texts: list[str] = []
    below: list[str] = []
    for child in element:
        name, text = f"{child.get('id') or ''} {child.get('class') or ''}", _texts(child)
        if "articleParagraph" in name or texts and child.tag != "p":
            texts += [*below, text]
            below = []
        elif texts:
            below.append(text)
        elif "hd" in name.split() or child.tag == "span" and "Headline" in name:
            counted = any("counted" in (span.get("class") or "") for span in child.iter("span"))
            fields.setdefault("title", _NUMBER.sub("", text, count=1) if counted else text)
        elif "author" in name:
            fields.setdefault("author", text)
        elif text:
            lines.append(text)
    dated = next((k for k, line in enumerate(lines) if parse_date(line)), None)
    if dated is None:
        dated = next((k for k, line in enumerate(lines) if YEAR.search(line) and not _NO_DATE.match(line)), None)
    if dated is not None:
        fields["day"] = lines[dated]
        fields["source"] = next((line for line in lines[dated + 1 :] if not _HOUR.fullmatch(line)), "")
    fields["language"] = next((line for line in lines if line.lower() in words_of("language")), "")
    ended = bool(_ID.fullmatch((below or texts or lines or [""])[-1]))
    *captions, _ = below[: len(below) - ended] or [""]
    fields["more"] = " ".join(caption for caption in captions if not caption.isdigit())
    return fields, "\n\n".join(texts), ended


def _read(content: Content) -> Iterator[Item]:
    page, remarks = content.decoded
    yield from remarks
    tree = markup.html(page)
    elements = [div for div in tree.iter("div") if re.match(_ARTICLE, div.get("class") or "")]
    if not elements:
        raise Unreadable("a page of Factiva without a whole article, perhaps with headlines only", _FULL)
    read: list[Read] = []
    for k, element in enumerate(elements, 1):
        coded = any(
            _texts(cell).lower() in words_of("factiva") for cell in element.iterfind("table//td[@class='index']")
        )
        fields, body, ended = (_coded if coded else _listed)(element)
        stated = fields.get("day", "")
        day = parse_date(stated)
        doubts = [not_a_day(stated)] if stated and not day else []
        read.append((draft_of(fields, day, "metadata", doubts, body, f"document {k} of {len(elements)}"), ended))
    yield from cut_off(read)
    yield from compared(len(elements), len(_BEGUN.findall(page)))
    yield from _of_all(tree, len(elements))
    yield from _headlines(tree)


def _of_all(tree: Any, held: int) -> Iterator[Remark]:
    """A remark where the search found more articles than the page holds."""
    for row in tree.iter("tr"):
        cells = [_texts(cell) for cell in row.findall("td")]
        if len(cells) > 1 and cells[0].lower().strip(" :") in words_of("factiva_found"):
            found = re.sub(r"\D", "", cells[1][:20])
            if found and int(found) > held:
                message = f"the search found {found} articles; the page holds {held}"
                yield Remark("warning", message, "see that the others are in other files")


def _headlines(tree: Any) -> Iterator[Remark]:
    """A remark where Factiva holds nothing but the headline of an article, as with pages of the web."""
    found = [_texts(bold) for bold in tree.iter("b") if "printheadline" in (bold.get("class") or "")]
    if found:
        named = ", ".join(f"“{title[:80]}”" for title in found[:3]) + (" ..." if len(found) > 3 else "")
        yield Remark("warning", f"of {len(found)} articles the page holds the headline only: {named}", _FULL)


READER = Reader("Factiva (HTML)", _claims, _read, needs=("lxml",))
