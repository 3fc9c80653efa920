"""Offices before names ("U.S. Assistant Secretary of State for European and Eurasian Affairs Karen Donfried").

Found in the bare text by the words of the lexicon, so that the parser can be spared them: a long office hides the name
and the verb that belongs to it.  What the parser does not see is kept here as the person's role.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from .. import lexicon
from ..lexicon import word_list
from .gazetteer import can_begin, listed
from .titles import modifies_office, role_words, singular, singular_title, titles

_TOKEN = re.compile(r"\([A-Z]{2,8}\)|[^\W_]+(?:['’.\-][^\W_]+)*\.?|&|[^\w\s]")
_FAR = 16  # words: no office is longer
_SHORT = 3  # letters: a full stop behind so few may belong to the word


_CALENDAR = ("WEEKDAY", "MONTH", "MAY")  # March and May are also other words


@cache
def _calendar() -> frozenset[str]:
    """Weekdays and months: capitalised, and never part of an office."""
    return frozenset(row["word"].lower() for row in lexicon.load("time_words") if row["class"] in _CALENDAR)


@dataclass(frozen=True, slots=True)
class Office:
    """One office: its span, with an article before it, and where the name behind it begins."""

    start: int
    end: int
    name: int


class _Word(NamedTuple):
    text: str
    start: int
    end: int
    kind: str  # title, role, listed, acronym, link, capital, particle, other


def offices(text: str, start: int, end: int) -> list[Office]:
    """Offices of two words and more that stand right before a person's name, in order."""
    words = _words(text, start, end) if _may_have_one(_TOKEN.findall(text, start, end)) else []
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


def _may_have_one(words: list[str]) -> bool:
    """Whether a title stands right before a word that an office or a name may go on with."""
    kinds = [_kind(word, False) for word in words]
    titled = (i for i, kind in enumerate(kinds[:-1]) if kind == "title")
    return any(kinds[i + 1] != "other" or can_begin(words[i + 1]) for i in titled)


def _words(text: str, start: int, end: int) -> list[_Word]:
    spans = [(first, last) for first, last, _ in listed(text, start, end)]
    found: list[_Word] = []
    at = 0
    for match in _TOKEN.finditer(text, start, end):
        begins, ends = match.span()
        while at < len(spans) and spans[at][1] <= begins:
            at += 1
        first, last = spans[at] if at < len(spans) else (end, end)
        found += _with_stop(match[0], begins, first <= begins and ends <= last, first <= begins and ends == last + 1)
    return found


def _with_stop(word: str, start: int, in_list: bool, listed_before_stop: bool) -> list[_Word]:
    """The word, and apart from it the full stop that ends its sentence rather than shortens it."""
    end = start + len(word)
    if not word.endswith("."):
        return [_Word(word, start, end, _kind(word, in_list))]
    bare = word[:-1]
    stop = _Word(".", end - 1, end, "other")
    if listed_before_stop:
        return [_Word(bare, start, end - 1, "listed"), stop]
    if not in_list and len(word) > _SHORT and bare.lower() not in word_list("short_title"):
        return [_Word(bare, start, end - 1, _kind(bare, False)), stop]
    return [_Word(word, start, end, _kind(word, in_list))]


@lru_cache(8_192)
def _kind(word: str, in_list: bool) -> str:
    lower = word.lower().rstrip(".")
    if word.startswith("(") and len(word) > 1:
        return "acronym"  # of the body before it: "Republic of Korea (ROK) Foreign Minister"
    if in_list:
        return "listed"
    if lower in _calendar():
        return "other"
    if singular_title(lower):
        return "title"
    if singular(lower) in titles():
        return "other"  # "the Foreign Ministers" names nobody
    if modifies_office(lower) or word in role_words("body"):
        return "role"
    if lower in word_list("office_link"):
        return "link"
    if lower in word_list("name_particle"):
        return "particle"
    capital = word[:1].isupper() and word[0].isalpha() and word not in word_list("sentence_opening")
    return "capital" if capital else "other"


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
        if gap.strip() or "\n" in gap or word.kind == "other" and not _within_field(words, i):
            return last, None
        if word.kind in ("title", "role", "listed", "acronym"):
            last = i
        elif word.kind == "capital":
            if last == i - 1:
                if i + 1 < len(words) and _goes_on(words, i):
                    continue
                return last, i
            if words[i - 1].kind in ("capital", "link") or words[i - 1].text == "with":
                continue  # "Office of the Golden Mean Commission ..."
        elif word.kind not in ("link", "particle") and not _within_field(words, i):
            return last, None
    return last, None


def _within_field(words: list[_Word], i: int) -> bool:
    """Whether the word stands inside the field of an office: "Secretary for Relations with States"."""
    return words[i].text == "with" and words[i - 1].kind == "capital" and words[i - 2].text == "for"


def _goes_on(words: list[_Word], i: int) -> bool:
    """Whether the capitalised words from here still belong to the office: a word of offices follows them directly."""
    for j in range(i + 1, min(len(words), i + 4)):
        if words[j].kind in ("role", "title") and words[j].text[0].isupper():
            return True
        if words[j].kind != "capital":
            return False
    return False


def _one_holder(words: list[_Word], link: int) -> bool:
    """Whether the "and" joins two offices of one person ("Member and Director") and not two people."""
    first = link
    while first > 0 and words[first - 1].kind in ("title", "role", "capital", "listed") and link - first < 8:
        first -= 1
    titled = any(w.kind == "title" for w in words[first:link])
    return titled and (first == 0 or words[first - 1].text.lower() != "the")


def _left(text: str, words: list[_Word], title: int) -> int:
    """First word of the office."""
    first, of_body = title, False
    for i in range(title - 1, max(-1, title - _FAR), -1):
        gap = text[words[i].end : words[i + 1].start]
        if gap.strip() or "\n" in gap or words[i].kind == "other":
            break
        if words[i].kind in ("title", "role", "listed", "capital") and not words[i].text.endswith(("'s", "’s")):
            first = i
        elif words[i].kind != "acronym" and not _links(words, i) and not (of_body and _joins_in_body(words, i)):
            break
        of_body = of_body or words[i].kind == "acronym"
    return first


def _joins_in_body(words: list[_Word], i: int) -> bool:
    """Whether the word joins parts of a body's name before its acronym: "Cooperation and Development (OECD)"."""
    return words[i].text in ("and", "&") and i > 0 and words[i - 1].kind == "capital"


def _links(words: list[_Word], i: int) -> bool:
    """Whether the word joins the office behind it to a part before it."""
    word, before = words[i].text, words[i - 1].kind if i > 0 else ""
    if word in ("of", "for", "the"):
        return before in ("title", "role", "capital", "link")
    if word == "to":
        return before == "title"
    return word in ("and", "&") and before in ("title", "role") and _one_holder(words, i)
