"""Tokens of a text for the time grammar: each known word, number and mark with the class that the rules speak of.

Words and their classes are rows of ``lexicon/time_words.csv``; what is written in digits is read here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from analysis.lexicon import load

CASES: dict[str, Callable[[str], bool]] = {
    "": lambda word: True,
    "capital": lambda word: word[0].isupper(),
    "lower": str.islower,
    "upper": str.isupper,
}
MARKS = {
    ".": "DOT",
    ",": "COMMA",
    "–": "DASH",
    "—": "DASH",
    "/": "SLASHED",
    "(": "OPENED",
    ")": "CLOSED",
    "$": "MONEY",
    "£": "MONEY",
    "€": "MONEY",
    "#": "MONEY",
    "%": "COUNTED",
}
# Classes that are given here, beside those of the words.
SIGNS = {
    "OTHER",
    "STOP",
    "POSS",
    "HYPHEN",
    "DAY",
    "PARTLY",
    "RANGE",
    "CLOCKTIME",
    "DECADE",
    "YEAR",
    "OLDYEAR",
    "DAYNUM",
    "NUM",
    "ORD",
    *MARKS.values(),
}
NAME = re.compile(r"[A-Z]\w{0,20} \Z")  # read up to a word
COUNTS = {"NUM", "DAYNUM", "ORD", "SECOND", "FEW", "COUPLE"}  # alone, these date nothing
TOKEN = re.compile(
    r"""
    (?P<word>[Oo]['’]clock\b | [^\W\d_]+)
  | (?=[\d'’]) (?: (?P<poss>['’](?:s\b|(?=\ time\b)))
  | (?P<iso>\d{4}(?P<between>[-/])\d\d(?P=between)\d\d(?!\d)
      (?:[T\ ]\d\d:\d\d(?::\d\d)?(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?)?)
  | (?P<packed>(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))
  | (?P<years>(?:19|20)\d\d[-–/]\d\d(?![\d-]))
  | (?P<slash>\d{1,2}(?P<sep>[-/.])\d{1,2}(?P=sep)\d{4}(?!\d))
  | (?P<clock>\d{1,2}(?:[:.]\d\d)?\ ?[AaPp]\.?\ ?[Mm]\b\.? | \d{1,2}:\d\d(?::\d\d)?(?!\d)
             | \d{4}(?=\ ?(?:UTC|GMT|hours|hrs)\b))
  | (?P<decade>(?:\d{3}0|['’]\d0)['’]?s\b)
  | (?P<ordinal>\d{1,2}-?(?:st|nd|rd|th)\b)
  | (?P<halves>\d{1,4}\ 1/2\b)
  | (?P<number>\d+(?:,\d{3})*(?:\.\d+)?) )
  | (?P<mark>[^\w\s]|\n(?:[^\S\n]*\n)+)""",
    re.VERBOSE,
)


class Token(NamedTuple):
    """A token: its class, its characters, what it stands for, and its TIMEX3 type once it is an expression."""

    name: str
    start: int
    end: int
    value: object = ""
    kind: str = ""


class Word(NamedTuple):
    """A word of the lexicon: its class, what it stands for, whether a spelling of it counts."""

    name: str
    value: object
    fits: Callable[[str], bool]


@cache
def known_words() -> dict[str, Word]:
    """The words of the lexicon by their lower-case spelling."""
    return {row["word"]: Word(row["class"], _value(row["value"]), CASES[row["case"]]) for row in load("time_words")}


def tokens_of(text: str) -> list[Token]:
    """The runs of known tokens that can hold an expression, each between two tokens OTHER; the last token is STOP."""
    words = known_words()
    tokens, run, telling = [Token("OTHER", 0, 0)], list[Token](), False
    for found in TOKEN.finditer(text):
        if found.lastgroup == "word":
            word = words.get(found[0].lower())
            known = word and word.fits(found[0]) and not (word.name == "DEICTIC" and _in_name(found, text))
            token = Token(word.name, found.start(), found.end(), word.value) if word and known else None
        else:
            token = _sign(found, text)
        if token:
            run.append(token)
            telling = telling or (token.value != "" and token.name not in COUNTS)
        elif run:
            if telling:
                tokens += [*run, Token("OTHER", found.start(), found.end())]
            run, telling = [], False
    return _numbers_folded([*tokens, *run, Token("STOP", len(text), len(text))])


def _in_name(word: re.Match[str], text: str) -> bool:
    """Whether a word with a capital stands behind another: Vesland Today."""
    return word[0][0].isupper() and bool(NAME.search(text, max(0, word.start() - 20), word.start()))


def _value(cell: str) -> object:
    return int(cell) if re.fullmatch(r"[1-9]\d*", cell) else cell


def _sign(found: re.Match[str], text: str) -> Token | None:
    """The token of a number, a mark, or a date or time written in digits; None for one that dates nothing."""
    kind, whole, start, end = found.lastgroup, found[0], found.start(), found.end()
    if kind == "mark":
        joins = whole == "-" and text[start - 1 : start].strip() and text[end : end + 1].strip()
        name = "HYPHEN" if joins else "DASH" if whole == "-" else MARKS.get(whole)
        return Token(name, start, end) if name else None
    if kind == "poss":
        return Token("POSS", start, end)
    before = text[max(0, start - 2) : start]
    if before[-1:].isalnum() or (before[-1:] == "-" and before[:1].isalpha() and len(whole) < 4):
        return None  # F16, COVID-19
    name, value = READERS[kind or ""](whole)
    return Token(name, start, end, value, TYPES.get(name, "")) if name else None


def _number(whole: str) -> tuple[str, object]:
    if "," in whole or "." in whole or len(whole) > 6:
        value = float(whole.replace(",", ""))
        return "NUM", int(value) if value.is_integer() else value
    number = int(whole)
    if len(whole) == 4 and 1000 <= number < 2200:
        return "YEAR" if 1900 <= number < 2050 else "OLDYEAR", number
    return "DAYNUM" if 1 <= number <= 31 and len(whole) <= 2 else "NUM", number


def _clock(whole: str) -> tuple[str, object]:
    """17:00 of "5 p.m." and of "1700"; no class where there is no such hour."""
    digits = re.findall(r"\d\d?", whole)
    hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    half = re.search(r"[ap]", whole.lower())
    possible = minute < 60 and (1 <= hour <= 12 if half else hour < 24)
    if half:
        hour = hour % 12 + 12 * (half[0] == "p")
    return "CLOCKTIME" if possible else "", f"{hour:02}:{minute:02}"


def _slashed(whole: str) -> tuple[str, object]:
    """The ISO day of 13/09/2022, 09-13-2022 and 13.09.2022; no class where day and month could be changed about."""
    first, second, year = (int(part) for part in re.split(r"[-/.]", whole))
    if second <= 12 and (first > 12 or first == second or "." in whole):
        return "DAY", f"{year:04}-{second:02}-{first:02}"
    return "DAY" if first <= 12 < second else "", f"{year:04}-{first:02}-{second:02}"


def _iso(whole: str) -> tuple[str, object]:
    day, clock = whole[:10].replace("/", "-"), re.match(r"[\d:]+", whole[11:])
    return ("PARTLY", f"{day} T{clock[0]}") if clock else ("DAY", day)


def _years(whole: str) -> tuple[str, object]:
    """1994 from 1991 of "1991-94"; no class where the second year is not the later one."""
    first, last = int(whole[:4]), int(whole[:2] + whole[5:])
    return "RANGE" if first < last else "", f"{last} from {first}"


def _packed(whole: str) -> tuple[str, object]:
    return "DAY", f"{whole[:4]}-{whole[4:6]}-{whole[6:]}"


def _decade(whole: str) -> tuple[str, object]:
    digits = re.sub(r"\D", "", whole)[:-1]
    return "DECADE", digits if len(digits) == 3 else f"pub ~XX{digits}"


READERS: dict[str, Callable[[str], tuple[str, object]]] = {
    "iso": _iso,
    "packed": _packed,
    "years": _years,
    "slash": _slashed,
    "clock": _clock,
    "decade": _decade,
    "number": _number,
    "ordinal": lambda whole: ("ORD", int(whole[:-2].rstrip("-"))),
    "halves": lambda whole: ("NUM", int(whole.split()[0]) + 0.5),
}
TYPES = {"DAY": "DATE", "RANGE": "DATE", "PARTLY": "TIME"}


def _numbers_folded(tokens: list[Token]) -> list[Token]:
    """Runs of number words as one token: "twenty-four" 24, "a hundred thirty" 130, "nineteen ninety-seven" the year."""
    folded: list[Token] = []
    position = 0
    while position < len(tokens):
        token, end = tokens[position], position
        if token.name in ("NUMBER", "A"):
            end, value, name = _number_words(tokens, position)
            token = Token(name, token.start, tokens[end - 1].end, value) if end > position else token
        folded.append(token)
        position = max(end, position + 1)
    return folded


def _number_words(tokens: list[Token], start: int) -> tuple[int, int, str]:
    """End, value and class of the number words at a position; the end is the start where there are none."""
    total, current, position, name = 0, 0, start, "NUM"
    if tokens[start].name == "A" and tokens[start + 1].name == "NUMBER" and tokens[start + 1].value in (12, 100, 1000):
        current, position = 1, start + 1
    while position < len(tokens):
        token, step = tokens[position], 1
        if token.name in ("HYPHEN", "AND") and current and tokens[position + 1].name in ("NUMBER", "ORD"):
            if token.name == "AND" and current % 100:
                break
            token, step = tokens[position + 1], 2
        tens = current % 100 >= 20 and current % 10 == 0
        if token.name not in ("NUMBER", "ORD"):
            break
        value = int(str(token.value))
        if token.name == "ORD":
            fits = tens and value < 10
            return (position + step, total + current + value, "ORD") if fits else (position, total + current, name)
        if current and value >= 100 or (value, current) == (12, 1):  # hundred, thousand, million; a dozen
            total, current = (total + current * value, 0) if value > 100 else (total, current * value)
        elif 10 < current < 21 and value >= 10:
            current, name = current * 100 + value, "YEAR"
        elif current % 100 == 0 or (tens and value < 10):
            current += value
        else:
            break
        position += step
    return position, total + current, name
