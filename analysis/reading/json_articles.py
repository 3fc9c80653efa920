"""JSON: one article, a list of them, the answer of a news service around them, or one to a line (JSONL).

The outermost list is read one element at a time, so that what is broken in a long one loses no other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from analysis.reading.columns import Columns, Record, blanks, no_text
from analysis.reading.content import Content, Item, Reader
from analysis.reading.draft import Remark, Unreadable

_BEGINS = re.compile(r"\s{0,999}(?:\{\s{0,999}[\"}]|\[\s{0,999}[\[{\]])")
_BETWEEN = re.compile(r"[\s,\[\]\ufeff\x1e]*")  # 1e: what a sequence as in RFC 7464 has before each value
_NEXT_LINE = re.compile(r"\n[ \t]{0,99}(?=\{)")
_SUFFIXES = {".json", ".jsonl", ".ndjson"}
_MOST_DIGITS = 300  # of a number; Python refuses to read very long ones
_DEEPEST = 6  # records within records, in which articles are looked for
_MOST_REREAD = 20  # times that a broken file is gone through again to find what is whole
_AGAIN = "export it again; what is whole in it was read"


class _Value(NamedTuple):
    """One value of the file, and where it stands."""

    value: Any
    location: str


def _claims(content: Content) -> bool:
    begins = content.head.lstrip()[:1] in ("{", "[")
    return bool(_BEGINS.match(content.head)) or begins and content.suffix in _SUFFIXES


def _read(content: Content) -> Iterator[Item]:
    text, remarks = content.decoded
    yield from remarks
    columns = Columns(content.columns)
    found, broken, empty = False, False, 0
    lost: list[Unreadable] = []  # values without text, held back until it is known whether any has one
    keys: dict[str, None] = {}  # what was seen in them, in its order
    for part in _values(text):
        if not isinstance(part, _Value):
            broken = broken or isinstance(part, Unreadable)
            yield part
            continue
        records = list(_records(part, columns, 0))
        if part.value in (None, "", {}):
            empty += 1
        elif not records:
            lost.append(Unreadable("there is no text in it", "add the text, or leave the record out", part.location))
            keys |= dict.fromkeys(() if found else _keys(part.value, columns))
        found = found or bool(records)
        articles = [columns.article(record, location) for record, location in records]
        empty += articles.count(None)
        if found:
            yield from filter(None, (*lost, *articles))
            lost.clear()
    if not found and (lost or not broken):
        raise no_text(keys, "keys")
    yield from blanks(empty, "records")


def _values(text: str) -> Iterator[_Value | Unreadable | Remark]:
    """The values of the text one by one; where one is broken, those that begin on the lines after it."""
    decoder = json.JSONDecoder(parse_int=_number, strict=False)
    number = position = counted = reread = unclosed = 0
    line = 1
    while True:
        start = _BETWEEN.match(text, position).end()  # type: ignore[union-attr]  # it matches nothing as well
        unclosed += text.count("[", position, start) - text.count("]", position, start)
        if start == len(text):
            break
        line, counted, number = line + text.count("\n", counted, start), start, number + 1
        location = f"record {number} (line {line})"
        try:
            value, position = decoder.raw_decode(text, start)
            yield _Value(value, location)
        except (ValueError, RecursionError) as error:
            broken = error.pos if isinstance(error, json.JSONDecodeError) else len(text)
            reread += broken - start + broken // 50  # the error itself counts the lines before it
            following = _NEXT_LINE.search(text, start)
            position = following.end() if following and reread <= _MOST_REREAD * len(text) else len(text)
            passed = "" if position < len(text) else "; what follows it in the file was not read"
            yield Unreadable(f"broken JSON: {_reason(error, text, start, line)}{passed}", _AGAIN, location)
    if unclosed > 0:
        yield Remark("warning", "its list does not end: the file was cut off", _AGAIN)


def _reason(error: ValueError | RecursionError, text: str, start: int, line: int) -> str:
    if isinstance(error, RecursionError):
        return "too many records within records"
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at line {line + text.count(chr(10), start, error.pos)}"
    return str(error)


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _MOST_DIGITS else digits


def _records(part: _Value, columns: Columns, depth: int) -> Iterator[tuple[Record, str]]:
    """The articles that a value is, or that stand somewhere in it, each with its place."""
    value, location = part
    if isinstance(value, dict) and columns.have_text(value):
        turned = {} if any(map(columns.have_text, filter(_is_record, value.values()))) else _turned(value)
        yield from ((record, f"{location}, {key}") for key, record in turned.items())
        if not turned:
            yield value, location
    elif isinstance(value, dict) and depth < _DEEPEST:
        around = _is_around(value, columns)
        for key, inner in value.items():
            if isinstance(inner, list) and any(_is_article(one, columns, around) for one in inner):
                listed = (one if isinstance(one, dict) else {"": one} for one in inner)
                yield from ((one, f"{location}, {key} {n}") for n, one in enumerate(listed, 1))
            elif isinstance(inner, dict):
                yield from _records(_Value(inner, f"{location}, {key}"), columns, depth + 1)


def _is_article(value: object, columns: Columns, around: bool) -> bool:
    """Whether a record in another is an article, and not, say, a quotation in one that was annotated."""
    held = columns.held(value) if isinstance(value, dict) else set()
    return bool(held & {"text", "summary"}) and (around or bool(held & {"title", "url"}))


def _is_around(value: dict[str, Any], columns: Columns) -> bool:
    """Whether the record only stands around others, as the answer of a service does."""
    return columns.held(value).isdisjoint({"title", "published", "url"})


def _keys(value: object, columns: Columns) -> Iterator[str]:
    """The keys of a record, or those of the records that it stands around."""
    for key, inner in value.items() if isinstance(value, dict) else ():
        first = inner[0] if isinstance(inner, list) and inner else inner
        if isinstance(first, dict) and isinstance(value, dict) and _is_around(value, columns):
            yield from (f"{key}.{one}" for one in first)
        else:
            yield key


def _is_record(value: object) -> bool:
    return isinstance(value, dict)


def _turned(value: dict[str, Any]) -> dict[str, Record]:
    """Records of a table that was written column by column: {"title": {"0": ..., "1": ...}, "text": ...}."""
    if not all(map(_is_record, value.values())):
        return {}
    rows = list(dict.fromkeys(row for column in value.values() for row in column))
    return {row: {name: column.get(row) for name, column in value.items()} for row in rows}


READER = Reader("JSON", _claims, _read, needs=("lxml",))
