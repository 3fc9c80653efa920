"""ProQuest exports, as HTML or as text: documents whose labelled rows stand before and behind the full text.

The HTML packs a page into each document, at times a broken one: documents are parted before anything is parsed.  The
day on which the database last touched a document is not that of a new version of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from analysis.reading import markup
from analysis.reading.content import Content, Item, Reader
from analysis.reading.draft import Draft, Remark, Unreadable, compared
from analysis.reading.header_dates import date_in_line, parse_date
from analysis.reading.header_lines import language_code
from analysis.reading.labels import fields_of, labelled
from analysis.reading.normal import clean, paragraphs, words_in

_ANCHOR = re.compile(r"""<a\b[^<>]{0,200}\bname\s{0,3}=\s{0,3}["']?(?:DocID_|Bibliography\b)""", re.IGNORECASE)
_BIBLIOGRAPHY = re.compile(r"Bibliography$", re.IGNORECASE)
_TITLE = re.compile(r"""<\w{1,10}\b[^<>]{0,200}\bclass\s{0,3}=\s{0,3}["']?documentTitle\b""", re.IGNORECASE)
_NAMED = re.compile(r"ProQuest\s{1,3}document\s{1,3}(?:ID|link)\b", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:html|body|div|p|a|table)\b[^<>]{0,2000}>", re.IGNORECASE)
_INNER_PAGE = re.compile(
    r"</?(?:html|head|body)\b[^<>]{0,2000}>|<title>[^<]{0,500}</title>|(?<=>)html&gt;", re.IGNORECASE
)
_RULE = re.compile(r"^_{20,}[ \t\r]{0,9}$", re.MULTILINE)
_NUMBERED = re.compile(r"(?:^|>)\s{0,9}Do[ck]ument\w?\s{1,3}\d{1,6}\s\w{1,5}\s(\d{1,6})\s{0,9}(?=<|$)", re.MULTILINE)
_EXPORT = "export it again, with its full text"
_FEWEST_WORDS = 4  # of a text: "None available." is none
_FEWEST_LABELS = 2  # of a document as text
_MOST_BETWEEN = 3  # lines without a label between those with one


def _claims(content: Content) -> bool:
    head = content.head
    if _RULE.match(head):  # as text, whose first document may be longer than what is glanced at
        labels = sum(labelled(line, "proquest") is not None for line in head.split("\n"))
        return labels >= _FEWEST_LABELS and b"ProQuest" in content.data
    return "proquest" in head.lower() and any(mark.search(head) for mark in (_ANCHOR, _TITLE, _NAMED))


def _read(content: Content) -> Iterator[Item]:
    text, remarks = content.decoded
    yield from remarks
    is_html = bool(_MARKUP.search(content.head))
    pieces = _html_pieces(text) if is_html else _text_pieces(clean(text))
    for k, piece in enumerate(pieces, 1):
        location = f"document {k} of {len(pieces)}"
        try:
            yield _from_html(piece, location) if is_html else _from_text(piece, location)
        except Unreadable as error:
            yield error.at(location)
    yield from compared(len(pieces), max(map(int, _NUMBERED.findall(text)), default=None))


def _html_pieces(text: str) -> list[str]:
    """The documents, each with its title first; the whole page where none is marked."""
    marks = list(_ANCHOR.finditer(text)) or list(_TITLE.finditer(text))
    bounds = [*(mark.start() for mark in marks), len(text)]
    pieces = [text[start:end] for start, end in pairwise(bounds)]
    return [piece for piece, mark in zip(pieces, marks, strict=True) if not _BIBLIOGRAPHY.search(mark[0])] or [text]


def _text_pieces(text: str) -> list[str]:
    """The documents, which rules part, or which follow the last label of each other."""
    blocks = _RULE.split(text)
    if len(blocks) == 1:
        lines = text.split("\n")
        ends = [k for k, line in enumerate(lines, 1) if (labelled(line, "proquest") or " ")[0] == "last"]
        blocks = [_trimmed(lines[start:end]) for start, end in zip([0, *ends], [*ends, len(lines)], strict=True)]
    labels = [sum(labelled(line, "proquest") is not None for line in block.split("\n")) for block in blocks]
    documents = [k for k, number in enumerate(labels) if number >= _FEWEST_LABELS] or [0]
    return [block for block in blocks[documents[0] : documents[-1] + 1] if block.strip()]


def _trimmed(lines: list[str]) -> str:
    """A document without what somebody wrote above its title, which stands over its first label."""
    first = next((k for k, line in enumerate(lines) if labelled(line, "proquest")), 0)
    above = [line for line in lines[:first] if line.strip("<> ")]
    return "\n".join(above[-1:] + lines[first:])


def _from_html(piece: str, location: str) -> Draft:
    tree = markup.html(_INNER_PAGE.sub("", piece))
    for link in tree.xpath("//a[contains(@class, 'sr-only')]"):  # "Enlarge this image."
        link.drop_tree()
    addresses = tree.xpath("//a[contains(@href, '/docview/')]/@href")
    texts = sorted(tree.iter("text"), key=lambda element: len(element.text_content()))
    if not texts:
        rows, body = _parts(markup.lines_of(tree))
    else:
        body = markup.lines_of(texts[-1])
        texts[-1].drop_tree()
        rows = markup.lines_of(tree)
        kept, tail = _parted(body)
        if {"source", "published"} & fields_of(
            tail, "proquest"
        ).keys():  # they slipped into the text, whose end is missing
            rows, body = rows + tail, kept
    return _draft(rows, body, addresses[0] if addresses else None, location)


def _from_text(piece: str, location: str) -> Draft:
    lines = piece.split("\n")
    rows, body = _parts(lines)
    return _draft([row for row in rows if row], paragraphs(body), None, location)


def _parts(lines: list[str]) -> tuple[list[str], list[str]]:
    """The rows before and behind the full text, and the lines of it."""
    for k, line in enumerate(lines):
        holds, value = labelled(line, "proquest") or ("", "")
        if holds == "text":
            body, tail = _parted([value, *lines[k + 1 :]])
            return lines[:k] + tail, body
    return lines, []


def _parted(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines before the labelled ones at the end, and these."""
    cut, between = len(lines), 0
    for k in range(len(lines) - 1, -1, -1):
        if labelled(lines[k], "proquest"):
            cut, between = k, 0
        between += bool(lines[k])
        if between > _MOST_BETWEEN + 1:
            break
    return lines[:cut], lines[cut:]


def _draft(rows: list[str], body: list[str], url: str | None, location: str) -> Draft:
    fields = fields_of(rows, "proquest")
    one = {holds: values[0] for holds, values in fields.items()}
    title = rows[0] if rows and not labelled(rows[0], "proquest") and not _NUMBERED.match(rows[0]) else None
    info = one.get("info", "")
    remarks: list[Remark] = []
    if len(words_in(" ".join(body))) < _FEWEST_WORDS:
        body = fields.get("abstract", [])
        if len(words_in(" ".join(body))) < _FEWEST_WORDS:
            raise Unreadable(
                f"the document “{(title or '')[:80]}” holds no text", "export it again, with its full text"
            )
        message = "the export holds the abstract of this article and not its text"
        remarks.append(Remark("warning", message, _EXPORT))
    stated, informed = parse_date(one.get("published", "")), date_in_line(info)
    published = stated or (informed.day if informed else None)
    remedy = "look at the document, and write the right day under “published” if need be"
    if "published" in one and not stated:
        message = f"the publication date “{one['published'][:40]}” is no day that is understood"
        remarks.append(Remark("warning", f"{message}; {published} was taken" if published else message, remedy))
    if stated and informed and stated != informed.day:
        message = f"the document states {stated} as its day, and {informed.day} elsewhere; the first was believed"
        remarks.append(Remark("warning", message, remedy))
    source = one.get("source") or (info if " ;" in info else "")
    return Draft(
        body="\n\n".join(line for line in body if line),
        title=title or one.get("title"),
        published=published,
        published_basis="metadata" if published else "none",
        source=source.partition(";")[0].strip() or None,
        author=one.get("author") or one.get("credit", "").removeprefix("By ") or None,
        language=language_code(one.get("language", "").partition(";")[0]) or None,
        url=one.get("url") or url,
        remarks=tuple(remarks),
        location=location,
    )


READER = Reader("ProQuest", _claims, _read, needs=("lxml",))
