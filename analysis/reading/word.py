"""DOCX of one article: the text that stands in the document, from its XML.

It is taken from the XML itself, since python-docx passes over content controls, text boxes and tracked insertions.
The title in the document's properties is not believed: it stays when another article is typed over the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from analysis.reading import markup
from analysis.reading.archive import guard, opened
from analysis.reading.content import Content, Item, Reader
from analysis.reading.draft import Remark, Unreadable
from analysis.reading.plain import article_of

_MAIN = re.compile(r"word/document\d{0,3}\.xml")
_NOTES = re.compile(r"word/(?:foot|end)notes\d{0,3}\.xml")
_MOST_XML = 50_000_000  # bytes; its tree takes ten times as many
_SIGNS = {
    "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "p": "\n", "tc": "\n\n", "noBreakHyphen": "-",
    "footnote": "\n\n", "endnote": "\n\n",
}  # fmt: skip
_UNSEEN = {"del", "moveFrom", "Fallback", "pPr", "sectPr", "tblPr", "tcPr", "sdtPr", "rt", "instrText", "delText"}
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")  # lines above footnotes
_ELSEWHERE = ("altChunk", "subDoc")  # stand for a document within the document


def _tag(element: Any) -> str:
    """The name without its namespace: the strict form of the format has another one."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _unseen(element: Any, tag: str) -> bool:
    """Whether a reader of the document does not see it: deleted, hidden, or a second form of the same."""
    if tag == "r":
        hidden = [mark for mark in element.iterfind("./{*}rPr/{*}vanish") if _value(mark, "val") not in ("0", "false")]
        return bool(hidden)
    return tag in _UNSEEN or tag in ("footnote", "endnote") and _value(element, "type") in _SEPARATORS


def _value(element: Any, name: str) -> str | None:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def _text(tree: Any) -> str:
    """All text in the order of the document, a text box behind the paragraph that it hangs on."""
    from lxml import etree

    pieces: list[str] = []
    boxes: list[str] = []
    outer: list[list[str]] = []  # what is being written outside the text box
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = _tag(element)
        if event == "start" and _unseen(element, tag):
            walk.skip_subtree()
        elif event == "start" and tag == "txbxContent":
            outer.append(pieces)
            pieces = []
        elif event == "start" and tag == "t":
            pieces.append(element.text or "")
        elif event == "end" and tag == "txbxContent":
            boxes.append("".join(pieces))
            pieces = outer.pop()
        elif event == "end" and tag in _SIGNS and not _unseen(element, tag):
            pieces.append(_SIGNS[tag])
            if tag == "p" and not outer:
                pieces += boxes
                boxes.clear()
    return "".join(pieces + boxes)


def text_of(content: Content) -> tuple[str, list[Remark]]:
    """The text of a document, a line for each paragraph, footnotes at its end; and what of it may be missing."""
    guard(content)
    remarks: list[Remark] = []
    texts = []
    with opened(content) as archive:
        main = [name for name in archive.namelist() if _MAIN.fullmatch(name)][:1]
        for name in [*main, *filter(_NOTES.fullmatch, archive.namelist())]:
            size = archive.getinfo(name).file_size
            if size > _MOST_XML:
                raise Unreadable(f"its text takes {size / 1e6:.0f} MB", "split it into one document an article")
            tree = markup.xml(archive.read(name))
            if tree.getroottree().parser.error_log:
                remarks.append(Remark("warning", f"{name} in it is malformed", "save it anew: text may be missing"))
            elsewhere = sum(_tag(element) in _ELSEWHERE for element in tree.iter())
            if elsewhere:
                message = f"{elsewhere} documents inside the document were not read"
                remarks.append(Remark("warning", message, "save it anew in an office program"))
            texts.append(_text(tree))
    return "\n\n".join(texts), remarks


def _claims(content: Content) -> bool:
    return any(_MAIN.fullmatch(name) for name in content.members)


def _read(content: Content) -> Iterator[Item]:
    yield article_of(*text_of(content))


READER = Reader("DOCX", _claims, _read, needs=("lxml",))
