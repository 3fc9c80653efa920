"""Nexis (text): a cover page, then documents, each below a line "1 of 3 DOCUMENTS"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from analysis.reading import nexis
from analysis.reading.content import Content, Item, Reader
from analysis.reading.draft import Remark, Unreadable, compared
from analysis.reading.exports import cut_off
from analysis.reading.header_dates import words_of
from analysis.reading.normal import clean, paragraphs

_BLANKS = re.compile(r"\n(?:[ \t]{0,200}\n)+")
_DOCUMENTS = r")\b[^\n\d]{0,80}(\d[\d ,;-]{0,300})$"
_RANGE = re.compile(r"(\d{1,6})(?:\s{0,2}-\s{0,2}(\d{1,6}))?")
_COVER = 5_000  # letters in which a cover page says what was selected
_KINDS = ("nexis_head", "nexis_tail")

Count = tuple[int, int]  # "1 of 3"


@cache
def count_line() -> re.Pattern[str]:
    """The line that begins a document: "1 of 3 DOCUMENTS", "Dokument 1 von 3"."""
    words, of = ("|".join(words_of(kind)) for kind in ("nexis_count", "count_of"))
    count = rf"(\d{{1,3}}(?:[.,]?\d{{3}}){{0,2}}) (?:{of}) (\d{{1,3}}(?:[.,]?\d{{3}}){{0,2}})"
    capitals = "|".join(word for word in words_of("nexis_count") if word.isupper())
    return re.compile(rf"^[ \t]{{0,200}}(?:{count} (?:{capitals})|(?:{words}) {count})[ \t]{{0,200}}$", re.MULTILINE)


def count_of(line: str) -> Count | None:
    """The number of a document and of all, where the line is the one that begins a document."""
    match = count_line().fullmatch(line)
    return _numbers(match) if match else None


def _numbers(match: re.Match[str]) -> Count:
    number, total = (int(re.sub(r"\D", "", group)) for group in match.groups() if group)
    return number, total


@cache
def _request() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(words_of('nexis_request'))}{_DOCUMENTS}", re.MULTILINE | re.IGNORECASE)


def declared_by(cover: str) -> int | None:
    """The number of documents that "Download Request: Selected Items: 1-3, 7" declares."""
    selected = _request().search(cover[:_COVER])
    if selected is None:
        return None
    ranges = ((int(m[1]), int(m[2] or m[1])) for m in _RANGE.finditer(selected[1]))
    return sum(max(last - first + 1, 0) for first, last in ranges) or None


def counted(found: int, counts: Sequence[Count], declared: int | None) -> Iterator[Remark]:
    """Remarks where documents are missing, by the cover's number or by those of the documents themselves."""
    yield from compared(found, declared)
    starts = [k for k, (one, two) in enumerate(pairwise([(0, 0), *counts])) if two[0] <= one[0] or two[1] != one[1]]
    for start, end in pairwise([*starts, len(counts)]):
        numbers, total = [number for number, _ in counts[start:end]], counts[start][1]
        gone = sorted(set(range(numbers[0], numbers[-1] + 1)) - set(numbers))
        if gone:
            named = ", ".join(map(str, gone[:20])) + (" ..." if len(gone) > 20 else "")
            yield Remark("error", f"of {total} documents these are missing: {named}", "download the file again")
        if declared is None and (numbers[0] != 1 or numbers[-1] != total):
            message = f"the file holds the documents {numbers[0]} to {numbers[-1]} of {total}"
            yield Remark("warning", message, "see that the others are in other files")


def _documents(text: str) -> tuple[str, list[tuple[Count, str]]]:
    """The cover page, and number and text of each document; a line of an article that looks like a count is none."""
    begun: list[tuple[Count, int, int]] = []
    matches = list(count_line().finditer(text))
    for k, match in enumerate(matches, 1):
        number, total = _numbers(match)
        end = matches[k].start() if k < len(matches) else len(text)
        last = begun[-1][0] if begun else (0, total)
        follows = number == 1 or (number > last[0] and total == last[1])
        if follows or _is_document(text[match.end() : end]):  # several exports, one behind the other
            begun.append(((number, total), match.start(), match.end()))
    if not begun and _is_document(text):
        return "", [((1, 1), text)]
    if not begun:
        raise Unreadable("no document begins in it", "download it again")
    ends = [start for _, start, _ in begun[1:]] + [len(text)]
    return text[: begun[0][1]], [(count, text[start:end]) for (count, _, start), end in zip(begun, ends, strict=True)]


def _blocks(text: str) -> list[str]:
    """Blocks of a document between blank lines; keys one below the other, and the text below them, are parted too."""
    blocks: list[str] = []
    for block in _BLANKS.split(text):
        lines = [line.strip() for line in block.strip("\n").split("\n") if line.strip()]
        keys = [nexis.key_of(line, ("nexis_head", "nexis_tail"), True) for line in lines]
        starts = [k for k in range(1, len(lines)) if _begins(keys[0], keys[k]) or _ends(keys[k - 1], lines[k:])]
        blocks += ["\n".join(lines[one:two]) for one, two in pairwise([0, *starts, len(lines)]) if lines]
    return blocks


def _begins(first: nexis.Key, key: nexis.Key) -> bool:
    """Whether a line within a block begins one: below another key, or as nothing but a key does."""
    return key is not None and (first is not None or key[0] in ("author", "length"))


def _ends(key: nexis.Key, following: Sequence[str]) -> bool:
    """Whether the value of a key ends with its line."""
    return key is not None and (key[0] == "length" or not key[0] and nexis.is_prose(" ".join(following)))


def _joined(blocks: Sequence[str]) -> str:
    return "\n\n".join(paragraphs("\n\n".join(blocks).split("\n")))


def is_export(text: str) -> bool:
    """Whether a document begins in the text."""
    return bool(count_line().search(text))


def _is_document(text: str) -> bool:
    """Whether the text is one document, which somebody saved by itself: a length above it, two other keys below."""
    keys = [found for line in text.split("\n") if (found := nexis.key_of(line.strip(), _KINDS, True))]
    length = next((k for k, (column, value) in enumerate(keys) if column == "length" and value[:1].isdigit()), None)
    return length is not None and len(keys) - length > 2


def exported(text: str) -> Iterator[Item]:
    """The documents of an export, given as the text of a file."""
    cover, documents = _documents(clean(text))
    yield from cut_off(
        [nexis.document(_blocks(part), f"document {n} of {total}", _joined) for (n, total), part in documents]
    )
    yield from counted(len(documents), [count for count, _ in documents], declared_by(cover))


def _claims(content: Content) -> bool:
    is_markup = content.head.lstrip().startswith("<")
    return not is_markup and (is_export(content.cleaned) or _is_document(content.cleaned))


def _read(content: Content) -> Iterator[Item]:
    text, remarks = content.decoded
    yield from remarks
    yield from exported(text)


READER = Reader("Nexis (text)", _claims, _read)
