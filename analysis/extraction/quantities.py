"""Numbers in a sentence: digits and words, with what bounds them ("at least forty-nine")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from .. import lexicon
from ..lexicon import word_list

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3}){1,4}|\d{1,12}(?:\.\d{1,6})?")
_HUNDRED = 100
_SCALE = 1000  # from here on a number word multiplies what stands before it and is then done with


@dataclass(frozen=True, slots=True)
class Number:
    """A number: its first and last token, where the words begin that bound it, value (None: "dozens"), bound."""

    first: int
    last: int
    begins: int
    value: float | None
    bound: str


@cache
def _words() -> dict[str, float]:
    """Number word to its value."""
    return {row["word"]: float(row["value"]) for row in lexicon.load("time_words") if row["class"] == "NUMBER"}


@cache
def _beginnings() -> frozenset[str]:
    """Words that a number may begin with."""
    return frozenset({*_words(), *word_list("vague_number"), "half"})


@cache
def _bounds() -> dict[tuple[str, ...], str]:
    return {tuple(row["words"].split()): row["bound"] for row in lexicon.load("bounds")}


def numbers(doc: Any) -> Iterator[Number]:
    """The numbers of a parsed text, in order."""
    beginnings, behind = _beginnings(), 0
    for token in [token for token in doc if token.lower_ in beginnings or token.text[0].isdecimal()]:
        i, last, value = token.i, -1, None
        if i < behind:
            continue
        if token.lower_ in word_list("vague_number"):
            last, value = _vague(doc, i)
        elif token.lower_ == "half" or _value(token) is not None:
            last, value = _half(doc, i)
        if last >= i:
            begins, bound = _bound(doc, i)
            yield Number(i, last, begins, value, bound)
        behind = max(i, last) + 1


def _vague(doc: Any, i: int) -> tuple[int, float | None]:
    """The end of "dozens" or "hundreds of thousands", where something is counted by it."""
    while i + 2 < len(doc) and doc[i + 1].lower_ == "of" and doc[i + 2].lower_ in word_list("vague_number"):
        i += 2
    counts = i + 1 < len(doc) and doc[i + 1].lower_ == "of"
    return (i if counts else -1), None


def _half(doc: Any, i: int) -> tuple[int, float | None]:
    """The end and value of the number that begins here, half of it where it is "half a million"."""
    halved = doc[i].lower_ == "half" and [t.lower_ for t in doc[i + 1 : i + 2]] == ["a"]
    end, value = _run(doc, i + 2 * halved)
    return end, value / 2 if halved and value is not None else value


def _run(doc: Any, i: int) -> tuple[int, float | None]:
    """The end and value of the run of number words or digits that begins here; the end is -1 where none does."""
    total, current, end = 0.0, None, -1
    while i < len(doc):
        step = 1
        if current is not None and doc[i].lower_ in ("-", "and") and i + 1 < len(doc):
            joins = doc[i].lower_ == "-" and current % 100 >= 20 or current % _HUNDRED == 0 and current > 0
            step = 2 if joins and doc[i + 1].lower_ in _words() else 1
        value = _value(doc[i + step - 1])
        if value is None or current is not None and not (step == 2 or _continues(current, value)):
            break
        if value >= _SCALE and current is not None:
            total, current = total + current * value, 0.0
        elif value == _HUNDRED and current:
            current *= value
        else:
            current = (current or 0.0) + value
        end, i = i + step - 1, i + step
    return end, None if current is None else total + current


def _continues(current: float, value: float) -> bool:
    """Whether a number word goes on with the number before it: "two hundred", "1.2 million", "hundred six"."""
    if current >= 20 and current % 10 == 0 and value < 10:
        return True  # "ninety six"
    return (
        value in (_HUNDRED, 1000.0, 1000000.0) or current >= _HUNDRED and current % _HUNDRED == 0 and value < _HUNDRED
    )


def _value(token: Any) -> float | None:
    if token.text[0].isdecimal() and _DIGITS.fullmatch(token.text):
        return float(token.text.replace(",", ""))
    return _words().get(token.lower_) if token.tag_ != "PRP" else None


def _bound(doc: Any, first: int) -> tuple[int, str]:
    """Where the words begin that bound the number, and how."""
    before = [t.lower_ for t in doc[max(0, first - 3) : first]]
    for length in (3, 2, 1):
        bound = _bounds().get(tuple(before[-length:])) if len(before) >= length else None
        if bound is not None:
            return first - length, bound
    return first, ""
