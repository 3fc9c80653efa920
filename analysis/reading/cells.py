"""What one cell of a table, or one value of JSON, says: as text, or as a day."""

from __future__ import annotations

import ast
import html
import json
import math
import re
import warnings
from datetime import UTC, date, datetime, timedelta

from analysis.lexicon import load, word_list
from analysis.reading import markup
from analysis.reading.draft import Unreadable
from analysis.reading.header_dates import parse_date

_PACKED = re.compile(r"\s{0,9}(?:\[\s{0,9}['\"{\]]|\{\s{0,9}['\"}])")
_LONGEST_PACKED = 100_000  # letters; what is longer is taken for the text that it may be
_DEEPEST = 5
_TAG = re.compile(
    r"</(?:p|div|span|b|i|em|strong|a|h[1-6]|li|ul|ol|td|blockquote|figure)>|<(?:p|br)\s?/?>", re.IGNORECASE
)
_ENTITY = re.compile(
    r"&(?:amp|quot|apos|lt|gt|nbsp|[lr][sd]quo|[nm]dash|hellip|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE
)
_STAMP = re.compile(r"(\d{8})T?\d{4}(?:\d{2})?Z?")
_NUMBER = re.compile(r"(\d{1,19})(?:\.\d{1,9})?")
_SECONDS = {10: 1, 13: 1_000, 16: 1_000_000, 19: 1_000_000_000}  # digits of a time since 1970: its units a second
_FIRST_YEAR, _LAST_YEAR = 1800, 2099


class Serial(float):
    """A number in a workbook: where it stands for a day, it counts the days from the end of 1899."""

    @property
    def day(self) -> date:
        return date(1899, 12, 30) + timedelta(days=int(self))


def text_in(value: object, between: str = ", ", depth: int = 0) -> str:
    """The value as text; empty where it says nothing.  A list is joined, of a record its name or title is taken."""
    if isinstance(value, str):
        unpacked = _unpacked(value) if depth < _DEEPEST else value
        if unpacked is not value:
            return text_in(unpacked, between, depth + 1)
        return "" if value.strip().casefold() in word_list("empty_cells") else value.strip()
    if depth > _DEEPEST or value is None or isinstance(value, float) and not math.isfinite(value):
        return ""
    if isinstance(value, dict):
        inside = (text_in(value.get(row["column"]), between, depth + 1) for row in _inside())
        return next(filter(None, inside), "")
    if isinstance(value, list | tuple | set):
        return between.join(filter(None, (text_in(part, between, depth + 1) for part in value)))
    if isinstance(value, bytes):
        return text_in(value.decode("utf-8"), between, depth + 1) if _is_text(value) else ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def readable(text: str, *, marked: bool = False) -> str:
    """The text as a person reads it, where it is ``marked`` up, or clearly looks so; empty where that is broken."""
    if marked or _TAG.search(text):
        try:
            return markup.text_of(markup.html(text))
        except Unreadable:
            return ""
    return html.unescape(text) if _ENTITY.search(text) else text


def day_in(value: object) -> date | None:
    """The day that a value states, in its own time zone; None where it states none for certain.

    Numbers are days where they are written as one (20310304), or count seconds or their parts since 1970.
    """
    if isinstance(value, Serial):
        return value.day
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value if _FIRST_YEAR <= value.year <= _LAST_YEAR else None
    text = text_in(value)
    number, stamp = _NUMBER.fullmatch(text), _STAMP.fullmatch(text)
    if number and len(number[1]) in _SECONDS:
        day = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(number[1]) // _SECONDS[len(number[1])])
        return day.date() if day.year <= _LAST_YEAR else None
    return parse_date(stamp[1] if stamp else number[1] if number else text)


def _unpacked(text: str) -> object:
    """The list or record that a cell was made of: "['Ann Writer', 'Bo Reporter']"; else the text itself."""
    if len(text) > _LONGEST_PACKED or not _PACKED.match(text):
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    try:
        with warnings.catch_warnings(action="ignore"):
            return ast.literal_eval(text.strip())  # as Python writes lists: words and numbers only, nothing is run
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return text


def _is_text(value: bytes) -> bool:
    try:
        return bool(value.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _inside() -> list[dict[str, str]]:
    return [row for row in load("column_words") if row["holds"] == "inside"]
