"""One line of a header: what it states, as columns of ``articles`` with their values.

Read are "Key: value" lines, "Published 13 September 2022", a day of its own, "By Ann Writer", and several of these
side by side ("13 September 2022 | By Ann Writer").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from analysis.reading.header_dates import parse_date, words_of

_FIELD = re.compile(r"([A-Za-z]{1,20}(?: [A-Za-z]{1,20}){0,2})\s?:\s{0,9}(.{0,500})")
_NAME = r"(?:[A-ZÀ-ÞĀ-Ž][\w.'’-]{0,30}|and|de|da|del|van|von|der|al|el|bin|&)"
_BYLINE = re.compile(rf"(?:By|BY) ({_NAME}(?:,? {_NAME}){{0,11}})")
_SIDE_BY_SIDE = re.compile(r" {1,3}[|•·] {1,3}")
ADDRESS = re.compile(r"https?://\S+")
_LANGUAGE = re.compile(r"[A-Za-z]{2}(?:[-_]\w{1,20}){0,3}")  # en, en-GB, zh_Hant_TW
_LIKE_A_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}\b")
_LONGEST_DATE, _LONGEST_NAME = 60, 120
_LINES_SEARCHED = 500
_DATES = ("published", "modified")
_SMALL_WORDS = {"of", "the", "for", "and", "to", "in"}


class Item(NamedTuple):
    """One thing stated: its column (empty: it fills none), the words, and the day where it is one."""

    column: str
    value: str
    day: date | None = None


def items_of(line: str, later: Sequence[str]) -> list[Item]:
    """What a header line states, given the lines after it; empty for a line that is no header.

    Words beside a day that state nothing known ("Morning edition | 13 September 2022") stay, in column "text".
    """
    pieces = _SIDE_BY_SIDE.split(line)
    items = [_item(piece, later) for piece in pieces]
    if not any(items) or (None in items and not any(item and item.day for item in items)):
        return []
    return [item or Item("text", piece) for item, piece in zip(items, pieces, strict=True)]


def is_signature(line: str) -> bool:
    """Whether a last line is a field that an outlet signs with; a bare day there belongs to the text."""
    match = _FIELD.fullmatch(line)
    item = _field(match[1], match[2]) if match else None
    return item is not None and item.column not in ("title", "") and item.value != ""


def language_code(value: str) -> str:
    """The code of a language ("en") from its code or its name; empty where it is not known."""
    code = value.lower()[:2] if _LANGUAGE.fullmatch(value) else ""
    return words_of("language").get(value.strip().lower(), code)


def _item(piece: str, later: Sequence[str]) -> Item | None:
    match = _FIELD.fullmatch(piece)
    item = _field(match[1], match[2]) if match else _unmarked_date(piece)
    if item:
        return item
    day = parse_date(piece)
    if day:
        return None if _is_chronology(day, later) else Item("published", piece, day)
    byline = _BYLINE.fullmatch(piece)
    if byline and not set(byline[1].lower().split()) & words_of("weekday").keys():
        return Item("author", byline[1])
    return None


def _field(key: str, value: str) -> Item | None:
    """What "Key: value" states, where the key is known and the value can be one."""
    column = words_of("field").get(key.lower())
    value = value.strip()
    if column is None or not value:
        return None if column is None else Item("", "")
    if column in _DATES:
        day = parse_date(value)
        dated = day or key.lower() == "date" or _LIKE_A_DATE.search(value) or _names_month(value)
        return Item(column, value, day) if dated and len(value) <= _LONGEST_DATE else None
    if column == "source" and ADDRESS.fullmatch(value):
        return Item("url", value)
    if column == "language":
        return Item(column, language_code(value))
    if column in ("source", "author") and len(value) > _LONGEST_NAME or column == "source" and _is_sentence(value):
        return None
    return Item(column, value)


def _is_sentence(value: str) -> bool:
    """Whether "Source: Brandt to leave before the vote" is a headline: its words have no capitals, as a name's have."""
    words = value.split()
    small = sum(word.isalpha() and word.islower() and word not in _SMALL_WORDS for word in words)
    return small >= 3 and small * 5 > len(words) * 2


def _unmarked_date(piece: str) -> Item | None:
    """What "Published 13 September 2022" or "Last updated on Sept. 14, 2022" states."""
    for words in (3, 2, 1):
        parts = piece.split(" ", words)
        if len(parts) == words + 1 and len(parts[-1]) <= _LONGEST_DATE:
            column = words_of("field").get(" ".join(parts[:-1]).lower())
            day = parse_date(parts[-1]) if column in _DATES else None
            if day and column:
                return Item(column, parts[-1], day)
    return None


def _names_month(value: str) -> bool:
    return any(word.strip(".,").lower() in words_of("month") for word in value.split())


def _is_chronology(day: date, later: Sequence[str]) -> bool:
    """Whether other days stand on lines of their own further down: such days head entries and publish nothing."""
    return any(parse_date(line) not in (None, day) for line in later[:_LINES_SEARCHED] if len(line) <= _LONGEST_DATE)
