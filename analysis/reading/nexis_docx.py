"""Nexis (Word): a cover that lists every title, then documents, each down to "End of Document".

A document is told by its date line and the line "Body": the title stands two paragraphs above the date, the outlet one.
What the file says about itself (its core properties) is the title of some article, and is not read.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence

from analysis.reading import nexis, nexis_text
from analysis.reading.content import Content, Item, Reader
from analysis.reading.draft import Remark, Unreadable, compared
from analysis.reading.exports import SHORTEST_TEXT, Read, cut_off, draft_of, no_article
from analysis.reading.header_dates import not_a_day, words_of
from analysis.reading.normal import clean
from analysis.reading.word import text_of

_MAIN = "word/document.xml"
_GLANCED = 1_000_000  # bytes of it by which the format is told
_TAGS = re.compile(r"<[^<>]{0,500}>")
_TOTAL = re.compile(r"([^\W\d_]{3,20}) {0,2}\((\d{1,6})\)")
_MOST_COVER = 8  # first lines, of which one is known where there is a cover page
_LONGEST_EDITION = 80
_MOST_HEADER = 12  # paragraphs above the line "Body"
_NO_DATE = 2  # title and outlet stand above the first key where there is no date line
_KINDS = ("nexis_head", "nexis_tail")


def _claims(content: Content) -> bool:
    if not content.members:  # the same, saved as text
        lines = [] if content.head.lstrip().startswith("<") else content.cleaned.split("\n")
        return _is_export(lines) and any(nexis.part_of(line) == "text" for line in lines)
    if _MAIN not in content.members:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as archive, archive.open(_MAIN) as text:
            start = text.read(_GLANCED).decode("utf-8", "replace")
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError, KeyError):
        return False
    lines = [line.strip() for line in _TAGS.sub("\n", start).split("\n") if line.strip()]
    return _is_export(lines) or any(map(nexis_text.is_export, lines))


def _is_export(lines: Sequence[str]) -> bool:
    ended = any(nexis.part_of(line) == "end" for line in lines)
    keys = {line.lower() for line in lines if nexis.key_of(line, _KINDS, False)}
    return _has_cover(lines) and _total(lines) is not None or ended and len(keys) > 1


def _has_cover(lines: Sequence[str]) -> bool:
    return any(line.lower().startswith(tuple(words_of("nexis_cover"))) for line in lines[:_MOST_COVER])


def _total(lines: Sequence[str]) -> int | None:
    """The number of documents that the cover declares: "Documents (3)"."""
    totals = (_TOTAL.fullmatch(line) for line in lines[: _MOST_COVER * 2])
    return next((int(m[2]) for m in totals if m and m[1].lower() in words_of("nexis_total")), None)


def _documents(blocks: Sequence[str]) -> list[list[str]]:
    """The blocks of each document; what stands behind the last end is one that was cut off."""
    documents: list[list[str]] = [[]]
    for block in blocks:
        documents[-1].append(block)
        if nexis.part_of(block) == "end":
            documents.append([])
    return documents if documents[-1] else documents[:-1]


def _document(blocks: Sequence[str], location: str, covered: bool) -> Read:
    ended = nexis.part_of(blocks[-1]) == "end"
    blocks = blocks[:-1] if ended else blocks
    text = next((k for k, block in enumerate(blocks) if nexis.part_of(block) == "text"), None)
    header_ends = text if covered else min(text or _MOST_HEADER, _MOST_HEADER)
    days = [k for k, block in enumerate(blocks[:header_ends]) if nexis.day_of_line(block)]
    keyed = next((k for k, block in enumerate(blocks[:text]) if _is_field(block)), text)
    day, remarks = None, list[Remark]()
    if days:
        at = days[0] if text is None else days[-1]
        day, header = nexis.day_of_line(blocks[at]), blocks[at + 1 : text]
    else:
        at = min(_NO_DATE, len(blocks)) if keyed is None else keyed
        header = blocks[at:text]
        if at > _NO_DATE:  # a date line that is none, as "Spring 2031"
            at -= 1
            remarks.append(not_a_day(blocks[at]))
    if not days and keyed is None and sum(map(len, blocks)) < SHORTEST_TEXT:
        return no_article(" ".join(blocks), location), ended
    above = blocks[max(at - 2, 0) : at] if covered else blocks[:at]
    fields = {"title": " ".join(above[:-1] or above), "source": above[-1] if len(above) > 1 else ""}
    if text is None:
        text = at + next((k for k, block in enumerate(blocks[at + 1 :]) if not _is_field(block)), len(blocks))
        header = blocks[at + 1 : text + 1]
    found = [found for block in header if (found := nexis.key_of(block, _KINDS, False))]
    more = [block for block in header if not _is_field(block) and len(block) > _LONGEST_EDITION]
    below, start = nexis.tail_of(blocks[text + 1 :], False)
    fields |= dict(reversed(found)) | below
    body = "\n\n".join([*more, *blocks[text + 1 : text + 1 + start]])
    return draft_of(fields, day, "header", remarks, body, location), ended


def _is_field(block: str) -> bool:
    return nexis.key_of(block, _KINDS, False) is not None or block.lower().startswith(("copyright", "©"))


def _read(content: Content) -> Iterator[Item]:
    text, remarks = text_of(content) if content.members else content.decoded
    yield from remarks
    if content.members and nexis_text.is_export(text):  # Word files of the older layout
        yield from nexis_text.exported(text)
    else:
        yield from _exported([line for line in clean(text).split("\n") if line])


def _exported(blocks: Sequence[str]) -> Iterator[Item]:
    documents, covered, declared = _documents(blocks), _has_cover(blocks), _total(blocks)
    if covered and documents and not any(nexis.day_of_line(block) or nexis.part_of(block) for block in documents[0]):
        del documents[0]
    if not documents:
        raise Unreadable("it has a cover page and no article", "download it again, with the full documents")
    total = max(declared or 0, len(documents))
    read = [_document(part, f"document {k} of {total}", covered and k == 1) for k, part in enumerate(documents, 1)]
    yield from cut_off(read)
    yield from compared(len(documents), declared)


READER = Reader("Nexis (Word)", _claims, _read, needs=("lxml",))
