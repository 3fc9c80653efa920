"""Offices that stand before names ("U.S. Assistant Secretary of State for European and Eurasian Affairs Karen Donfried").

Found in the bare text by the words of the lexicon, so that the parser can be spared them: a long office hides the name
and the verb that belongs to it.  What the parser does not see is kept here as the person's role.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .. import lexicon
from .naming import PARTICLES, listed_pattern, role_words, singular, singular_title, titles

_TOKEN = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*\.?|&|[^\w\s]")
_LINKS = frozenset("of for to and & the on at".split())
_NO_OFFICE = frozenset("The A An On In At After Before But And As When While For From With By To This That His Her Their Its He She They".split())
_FAR = 16  # words of an office


@cache
def _calendar() -> frozenset[str]:
    """Weekdays and months: capitalised, and never part of an office."""
    return frozenset(row["word"].lower() for row in lexicon.load("time_words") if row["class"] in ("WEEKDAY", "MONTH"))


@dataclass(frozen=True, slots=True)
class Office:
    """One office: its span, with an article before it, and where the name behind it begins."""

    start: int
    end: int
    name: int


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    kind: str  # title, role, listed, link, capital, particle, other


def offices(text: str, start: int, end: int) -> list[Office]:
    """Offices of two words and more that stand right before a person's name, in order."""
    words = _words(text, start, end)
    found: list[Office] = []
    i = 0
    while i < len(words):
        if words[i].kind == "title":
            office = _office(text, words, i)
            if office is not None and (not found or office.start >= found[-1].end):
                found.append(office)
                while i < len(words) and words[i].start < office.name:
                    i += 1
                continue
        i += 1
    return found


def _words(text: str, start: int, end: int) -> list[_Word]:
    listed = [m.span() for m in listed_pattern().finditer(text, start, end)]
    found, at = [], 0
    for match in _TOKEN.finditer(text, start, end):
        while at < len(listed) and listed[at][1] <= match.start():
            at += 1
        in_list = at < len(listed) and listed[at][0] <= match.start() and match.end() <= listed[at][1]
        word = match.group()
        bare = at < len(listed) and listed[at][0] <= match.start() and match.end() == listed[at][1] + 1
        if word.endswith(".") and bare:
            found.append(_Word(word[:-1], match.start(), match.end() - 1, "listed"))
            found.append(_Word(".", match.end() - 1, match.end(), "other"))
        elif word.endswith(".") and not in_list and len(word) > 3 and word[:-1].lower() not in ("gen", "col", "sen", "gov", "rep", "prof", "capt"):
            found.append(_Word(word[:-1], match.start(), match.end() - 1, _kind(word[:-1], False)))
            found.append(_Word(".", match.end() - 1, match.end(), "other"))
        else:
            found.append(_Word(word, match.start(), match.end(), _kind(word, in_list)))
    return found


def _kind(word: str, in_list: bool) -> str:
    lower = word.lower().rstrip(".")
    if in_list:
        return "listed"
    if lower in _calendar():
        return "other"
    if singular_title(lower):
        return "title"
    if singular(lower) in titles():
        return "other"  # "the Foreign Ministers" names nobody
    if lower in role_words("rank") or lower in role_words("field") or word in role_words("body"):
        return "role"
    if lower in _LINKS:
        return "link"
    if lower in PARTICLES:
        return "particle"
    return "capital" if word[:1].isupper() and word not in _NO_OFFICE and word[0].isalpha() else "other"


def _office(text: str, words: list[_Word], title: int) -> Office | None:
    last, name = _right(text, words, title)
    if name is None:
        return None
    first = _left(text, words, title)
    if last == first:
        return None  # "President Biden" is read well as it stands
    start = words[first].start
    if first > 0 and words[first - 1].text.lower() == "the" and text[words[first - 1].end : start] == " ":
        start = words[first - 1].start
    return Office(start, words[last].end, words[name].start)


def _right(text: str, words: list[_Word], title: int) -> tuple[int, int | None]:
    """Last word of the office, and first word of the name behind it."""
    last = title
    for i in range(title + 1, min(len(words), title + _FAR)):
        word, gap = words[i], text[words[i - 1].end : words[i].start]
        if gap.strip() or "\n" in gap or word.kind == "other":
            return last, None
        if word.kind in ("title", "role", "listed"):
            last = i
        elif word.kind == "capital":
            if last == i - 1:
                if i + 1 < len(words) and _goes_on(words, i):
                    continue
                return last, i
            if words[i - 1].kind in ("capital", "link"):
                continue  # "Office of the Golden Mean Commission ..."
        elif word.kind not in ("link", "particle"):
            return last, None
    return last, None


def _goes_on(words: list[_Word], i: int) -> bool:
    """Whether the capitalised words from here still belong to the office: a word of offices follows them directly."""
    for j in range(i + 1, min(len(words), i + 4)):
        if words[j].kind in ("role", "title") and words[j].text[0].isupper():
            return True
        if words[j].kind != "capital":
            return False
    return False


def _one_holder(words: list[_Word], link: int) -> bool:
    """Whether "Member and Director ..." are two offices of one person: "the Secretary and Minister Park" are two people."""
    first = link
    while first > 0 and words[first - 1].kind in ("title", "role", "capital", "listed") and link - first < 8:
        first -= 1
    titled = any(w.kind == "title" for w in words[first:link])
    return titled and (first == 0 or words[first - 1].text.lower() != "the")


def _left(text: str, words: list[_Word], title: int) -> int:
    """First word of the office."""
    first = title
    for i in range(title - 1, max(-1, title - _FAR), -1):
        gap = text[words[i].end : words[i + 1].start]
        if gap.strip() or "\n" in gap or words[i].kind == "other":
            break
        if words[i].kind in ("title", "role", "listed", "capital") and not words[i].text.endswith(("'s", "’s")):
            first = i
        elif words[i].text in ("of", "for", "the") and i > 0 and words[i - 1].kind in ("title", "role", "capital", "link"):
            continue
        elif words[i].text == "to" and i > 0 and words[i - 1].kind == "title":
            continue
        elif words[i].text in ("and", "&") and i > 0 and words[i - 1].kind in ("title", "role") and _one_holder(words, i):
            continue
        else:
            break
    return first
