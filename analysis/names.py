"""How two names are the same: spelling, accents, initials, titles, surnames."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .lexicon import word_list

_MARKS = (("’", "'"), ("“", " "), ("”", " "), ("–", " "), ("—", " "))  # without these most texts are ASCII
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_POSSESSIVE = re.compile(r"['’]s?$")
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"})
_GENERATIONS = ("jr", "sr", "ii", "iii", "iv")
_VOWELS = str.maketrans("yeo", "iiu")
_TWICE = re.compile(r"(.)\1+")
_KEPT = 4_096  # names: asked about again and again, and few compared with how often


@lru_cache(_KEPT)
def plain(name: str) -> str:
    """The name in lower case without accents; letters that have no base letter are written out."""
    return _plain(name)


def _plain(name: str) -> str:
    return name.lower() if name.isascii() else name.translate(_PLAIN)


class _Plain(dict[int, str]):
    """Letters by number as they stand in plain words, each worked out when it is first met."""

    def __missing__(self, number: int) -> str:
        bare = _without_accents(chr(number).casefold().translate(_LETTERS))
        # what accents hid (a capital in a ligature, a mark of its own) is folded in turn
        plain = _without_accents(bare.casefold().translate(_LETTERS))
        if len(self) < _KEPT:
            self[number] = plain
        return plain


_PLAIN = _Plain()


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@lru_cache(_KEPT)
def words(name: str) -> tuple[str, ...]:
    """The plain words of a name; initials, article (al-), "Jr", possessive endings dropped if more is left."""
    return words_of_text(name)


def words_of_text(text: str) -> tuple[str, ...]:
    """As ``words``, of a text that is asked about once: nothing of it is kept."""
    return telling_words(parts(text))


def parts(text: str) -> list[str]:
    """All plain words of a text; what was cut off at white space or a comma has just those that it adds."""
    if not text.isascii():
        for mark, same in _MARKS:
            text = text.replace(mark, same)
    found = _plain(text)
    if "." in found:
        found = _DOTTED.sub(lambda m: m.group().replace(".", ""), found)  # U.S. is US
    parts = _WORD.findall(found)
    if "'" in found:
        parts = [_POSSESSIVE.sub("", w).replace("'", "") for w in parts]
    return parts


def telling_words(parts: list[str]) -> tuple[str, ...]:
    """Of all words of a name or text those by which it is told: no initials, articles or "Jr" if more is left."""
    articles = word_list("name_article")
    long = [w for w in parts if len(w) > 1 and w not in articles] or parts
    return tuple(long[:-1] if len(long) > 2 and long[-1] in _GENERATIONS else long)


@lru_cache(_KEPT)
def spelling(word: str) -> str:
    """What the spellings of one plain word share: Zelenskyy and Zelensky, Aliyev and Aliev, Saleh and Salih."""
    return _TWICE.sub(r"\1", word.replace("kh", "h").replace("ou", "u").translate(_VOWELS))


def near(a: str, b: str) -> bool:
    """Equal, or spelt otherwise, or one edit apart in words of six letters and more (Pashinyan, Pashinian)."""
    if a == b:
        return True
    if min(len(a), len(b)) < 5 or a[0] != b[0] or _is_feminine(a, b) or _is_feminine(b, a):
        return False
    if spelling(a) == spelling(b):
        return True
    if min(len(a), len(b)) < 6 or abs(len(a) - len(b)) > 1:
        return False
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    short, long = sorted((a, b), key=len)
    at = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    return short[at:] == long[at + 1 :]


def _is_feminine(a: str, b: str) -> bool:
    """Whether the first can be the wife's form of the second (Ivanova, Zelenska): two people, and no two spellings."""
    return a[-1] == "a" and (a[:-1] == b or a[:-1] == b[:-1] and b[-1] in "yi")


def within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether every word of the first is a (nearly equal) word of the second, in order."""
    rest = iter(long)
    return all(any(near(word, other) for other in rest) for word in short)


def same_person(a: str, b: str) -> bool:
    """Whether two names can be of one person: one is part of the other and has its first or last word."""
    return same_words(words(a), words(b))


def same_words(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """As ``same_person``, of the words of two names; a family name may stand first in one and last in the other."""
    x, y = sorted((a, b), key=len)
    if not x or sorted(x) == sorted(y) or "".join(x) == "".join(y):
        return bool(x)
    return within(x, y) and (near(x[-1], y[-1]) or near(x[0], y[0]))


def acronym(short: str, long: str) -> bool:
    """Whether the first is made of the initials of the second (CSTO, U.N.)."""
    letters = short.replace(".", "")
    if not (2 <= len(letters) <= 8 and letters.isupper()):
        return False
    return letters in initials(long)


@lru_cache(_KEPT)
def initials(name: str) -> tuple[str, ...]:
    """What a name can be abbreviated to: its first letters, those of its capitalised words, acronyms kept whole."""
    parts = [w for w in re.findall(r"[^\W_]+", name) if w.lower() != "the"]
    letters = [w if w.isupper() else w[0] for w in parts]  # UN Mission in South Sudan: UNMISS
    capitals = [i for i in letters if i[0].isupper()]
    first = "".join(w[0] for w in parts if w[0].isupper())
    return (first, "".join(capitals), "".join(letters).upper()) if len(capitals) > 1 else ()


def same(a: str, b: str) -> bool:
    """Whether two names of any kind can mean one actor."""
    x, y = words(a), words(b)
    if not x or not y:
        return False
    return same_words(x, y) or acronym(a, b) or acronym(b, a)
