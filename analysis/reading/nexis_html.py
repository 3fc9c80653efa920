"""Nexis (HTML): one page, its documents below anchors named DOC_ID; words that were searched for stand in spans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.reading import markup, nexis
from analysis.reading.content import Content, Item, Reader
from analysis.reading.draft import Unreadable
from analysis.reading.exports import Read, cut_off
from analysis.reading.nexis_text import Count, count_of, counted, declared_by
from analysis.reading.normal import clean

_ANCHOR = re.compile(
    r"<a\s[^<>]{0,80}?\bname\s{0,3}=\s{0,3}[\"']?DOC_ID_\d{1,6}(?:_\d{1,6})?[\"']?\s{0,9}/?>", re.IGNORECASE
)
_DECLARED = re.compile(r"<meta\s[^<>]{0,200}\bdocuments\s{0,3}=\s{0,3}[\"']?(\d{1,6})", re.IGNORECASE)
_BLANKS = re.compile(r"\n{2,}")


def _blocks(piece: str) -> list[str]:
    text = clean(markup.text_of(markup.html(f"<body>{piece}")))
    return [block for block in _BLANKS.split(text) if block]


def _joined(blocks: Sequence[str]) -> str:
    return "\n\n".join(blocks)


def _claims(content: Content) -> bool:
    return content.head.lstrip().startswith("<") and bool(_ANCHOR.search(content.head))


def _read(content: Content) -> Iterator[Item]:
    text, remarks = content.decoded
    yield from remarks
    cover, *pieces = _ANCHOR.split(text)
    read: list[Read] = []
    counts: list[Count] = []
    for k, piece in enumerate(pieces, 1):
        try:
            blocks = _blocks(piece)
        except Unreadable as error:
            read.append((error.at(f"document {k}"), True))
            continue
        count = count_of(blocks[0]) if blocks else None
        blocks = blocks[1:] if count else blocks
        if counts and not count:  # in place of an article, without its number
            count = counts[-1][0] + 1, counts[-1][1]
        counts += [count] if count else []
        location = f"document {count[0]} of {count[1]}" if count else f"document {k}"
        read.append(nexis.document(blocks, location, _joined))
    yield from cut_off(read)
    declared = _DECLARED.search(cover)
    cover = clean(markup.text_of(markup.html(f"<body>{cover[declared.end() if declared else 0 :]}")))
    yield from counted(len(pieces), counts, int(declared[1]) if declared else declared_by(cover))


READER = Reader("Nexis (HTML)", _claims, _read, needs=("lxml",))
