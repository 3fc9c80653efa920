"""Plain text: the whole file is one article, its header in whatever form it has."""

from __future__ import annotations

from dataclasses import replace

from analysis.reading.draft import Draft, Remark, Unreadable
from analysis.reading.encoding import decode
from analysis.reading.header import split_header
from analysis.reading.normal import clean


def read_plain(content: bytes) -> list[Draft]:
    """The article of a plain-text file."""
    text, remarks = decode(content)
    nuls = text.count("\0")
    if nuls:
        remarks.append(Remark("warning", f"{nuls} NUL characters were left out", "see that no words are missing there"))
    text = clean(text)
    if not text:
        raise Unreadable("the file is empty", "put the text of the article into it, or delete it")
    draft = split_header(text)
    return [replace(draft, remarks=(*remarks, *draft.remarks))]
