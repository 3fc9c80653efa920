"""HTML and XML as trees, and their text as people read it; nothing is fetched, run or expanded."""

from __future__ import annotations

import re
from typing import Any

from analysis.reading.draft import Unreadable

_UNSEEN = {"script", "style", "noscript", "template", "form", "button", "select", "svg", "iframe", "head", "object"}
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "dfn", "em", "font", "i", "kbd", "label", "mark",
    "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
}  # fmt: skip
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_EARLY_END = re.compile(r"</(?:body|html)\s{0,9}>", re.IGNORECASE)  # the parser drops what stands behind one


def html(text: str) -> Any:
    """The tree of a whole page, however malformed; Unreadable where there is none, or only a part of one."""
    import lxml.html

    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        tree = lxml.html.document_fromstring(_EARLY_END.sub("", text).encode("utf-8", "replace"), parser)
    except lxml.etree.ParserError as error:
        raise Unreadable("the page is empty", "save the page again") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise Unreadable("its elements are nested too deep to be read to the end", "save its text as plain text (.txt)")
    return tree


def xml(data: bytes) -> Any:
    """The tree of an XML file, mended where it is malformed; entities of its own are left unexpanded."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, recover=True, remove_comments=True, remove_pis=True
    )
    tree = etree.fromstring(data, parser)
    if tree is None:
        raise Unreadable("the XML is broken from its first line", "export it again")
    return tree


def text_of(element: Any) -> str:
    """The text of an element in paragraphs parted by blank lines, without what a reader of the page does not see."""
    from lxml import etree

    pieces: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        tag = node.tag if isinstance(node.tag, str) else ""
        parting = "\n" if tag == "br" else "" if tag in _INLINE else "\n\n"
        if event == "start":
            pieces.append(parting)
            if not tag or tag in _UNSEEN or node.get("hidden") is not None or _HIDDEN.search(node.get("style") or ""):
                walk.skip_subtree()
            else:
                pieces.append(_BLANKS.sub(" ", node.text or ""))
        else:
            pieces.append("" if tag == "br" else parting)
            if node is not element:
                pieces.append(_BLANKS.sub(" ", node.tail or ""))
    return re.sub(r"\n{3,}", "\n\n", "".join(pieces)).strip()


def lines_of(element: Any) -> list[str]:
    """The lines of the text of an element, none of them blank."""
    return [line.strip() for line in text_of(element).split("\n") if line.strip()]


def line_of(element: Any) -> str:
    """The text of an element as one line."""
    return " ".join(text_of(element).split())
