"""The one place where characters and paragraphs are normalised; every offset counts in what comes out of here.

Quotation marks, dashes and double spaces stay as they are: quotes are compared with their source letter by letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import pairwise

from analysis.reading.draft import Remark
from analysis.reading.mojibake import repaired

_SPACES = (
    " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u2800\u3000\u3164"
)
_NEWLINES = "\n\v\f\r\u0085\u2028\u2029"
_INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061"
    "\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff\ufff9\ufffa\ufffb\ufffc\ufffe\uffff"
)
_TAGS = range(0xE0000, 0xE0080)  # a second, invisible ASCII
_CONTROLS = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))
_CHARACTERS = (
    dict.fromkeys([*map(ord, _CONTROLS + _INVISIBLE), *_TAGS])
    | dict.fromkeys(map(ord, _SPACES), " ")
    | dict.fromkeys(map(ord, _NEWLINES), "\n")
    | dict.fromkeys(range(0xD800, 0xE000), "�")
    | {letter: unicodedata.normalize("NFKC", chr(letter)) for letter in range(0xFB00, 0xFB07)}  # ﬁ and its like
)
_OTHERS = "".join(chr(letter) for letter in _CHARACTERS if chr(letter) not in " \n" and letter not in _TAGS)
_CHANGED = re.compile(f"[{re.escape(_OTHERS)}\U000e0000-\U000e007f]")
_BROKEN_WORD = re.compile(r"\u00ad[ \t]{0,4}\n(?=\w)")
_TERMINAL = re.compile(r"\x1b(?:\[[0-9:;<=>?]{0,30}[ -/]{0,5}[@-~]|\][^\x07\x1b\n]{0,300}(?:\x07|\x1b\\))")
_PILE = re.compile("[\u0300-\U0001efff][\u0300-\U0001efff]{30}")  # accents are among these
_DECEIVING = (  # what may have shown a reader another text than is there
    (re.compile(r"[\x00-\x08\x0e-\x1f\x7f]"), "control characters were left out"),
    (re.compile("[\u202d\u202e]"), "characters that turn the direction of writing were left out"),
    (re.compile("[\U000e0000-\U000e007f]"), "invisible letters were left out"),
    (re.compile("[\ud800-\udfff]"), "halves of characters were replaced by “�”"),
)

_WIDEST_WRAP = 120  # no editor that wraps by itself wraps later than this
_NARROWEST_WRAP = 40
SENTENCE_ENDS = re.compile(r"[.!?:…][\"”’')\]]{0,3}$")
_STARTS_ANEW = re.compile(r"[-–—•*·] |[A-Z][A-Z.'’-]{0,20}(?: [A-Z.'’-]{1,20}){0,4}:")
WORD = re.compile(r"\w+(?:['’-]\w+)*")


def normalised(text: str) -> tuple[str, list[Remark]]:
    """The text repaired and clean, and what was changed in it that a reader would want to know."""
    unpiled = _unpiled(text)
    piled = len(text) - len(unpiled)
    text, words, example = repaired(unicodedata.normalize("NFC", unpiled))
    remarks = []
    if words:
        message = f"words garbled by a wrong encoding were repaired: {words}; {clean(example)}"
        remarks.append(Remark("note", message, "see that they are right now; export the text as UTF-8"))
    for pattern, what in _DECEIVING if _CHANGED.search(text) else ():
        found = Counter(pattern.findall(text))
        if found:
            kinds = ", ".join("NUL" if kind == "\0" else f"U+{ord(kind):04X}" for kind in sorted(found)[:5])
            remarks.append(_warning(f"{what}: {found.total()} ({kinds})"))
    if piled:
        remarks.append(_warning(f"accents piled on one letter were left out: {piled}"))
    return clean(text), remarks


def _warning(message: str) -> Remark:
    return Remark("warning", message, "see that no words are missing or wrong there")


def _unpiled(text: str) -> str:
    """The text with thirty accents on a letter at most: composing takes the square of their number."""
    return _piles().sub(r"\1", text) if not text.isascii() and _PILE.search(text) else text


@cache
def _piles() -> re.Pattern[str]:
    accents = "".join(sign for sign in map(chr, range(0x300, 0x1F000)) if unicodedata.category(sign)[0] == "M")
    return re.compile(f"([{accents}][{accents}]{{29}})[{accents}]+")


def clean(text: str) -> str:
    """The text with plain spaces and newlines, composed letters and nothing invisible; cleaning is idempotent."""
    text = _TERMINAL.sub("", _BROKEN_WORD.sub("", text.replace("\r\n", "\n")))
    text = _CHANGED.sub(lambda found: _CHARACTERS[ord(found[0])] or "", text)  # translating takes several times as long
    text = unicodedata.normalize("NFC", _unpiled(text))
    return "\n".join(line.strip() for line in text.strip().split("\n"))


def words_in(text: str) -> list[str]:
    """The words of the text: "twenty-one" and "don't" are one each, a dash is none."""
    return WORD.findall(text)


def paragraphs(lines: list[str]) -> list[str]:
    """Paragraphs of cleaned lines: blank lines part them, hard-wrapped lines are joined, any other line is its own."""
    width = wrap_width(lines)
    found: list[list[str]] = []
    previous = ""
    for line in lines:
        if line and previous and width and _goes_on(previous, line, width):
            hyphenated = previous.endswith("-") and not previous.endswith(" -")
            found[-1] += [line] if hyphenated else [" ", line]
        elif line:
            found.append([line])
        previous = line
    return ["".join(pieces) for pieces in found]


def wrap_width(lines: list[str]) -> int | None:
    """The width at which the lines were wrapped; None where line breaks mean paragraphs."""
    lengths = [len(line) for line in lines if line]
    breaks = [(a, b) for a, b in pairwise(lines) if a and b]
    width = max((n for n in lengths if n <= _WIDEST_WRAP), default=0)
    overlong = sum(n > _WIDEST_WRAP for n in lengths)
    if not breaks or width < _NARROWEST_WRAP or overlong * 20 > len(lengths):
        return None
    inside = sum(b[0].islower() or not SENTENCE_ENDS.search(a[-5:]) for a, b in breaks)
    return width if inside * 2 >= len(breaks) else None


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether the line was broken only because it was full, or in the middle of a sentence."""
    if _STARTS_ANEW.match(following):
        return False
    full = len(line) + 1 + len(following.split(" ", 1)[0]) > width
    unfinished = not SENTENCE_ENDS.search(line[-5:]) and len(line) * 2 >= width
    return full or unfinished or following[0].islower()
