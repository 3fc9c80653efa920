"""Which first line is a title, and which is a sentence, an office, a place, a dateline or a speaker's turn."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis import lexicon
from analysis.reading.datelines import read_dateline
from analysis.reading.header_dates import parse_date, words_of

_LONGEST, _MOST_WORDS, _MOST_WORDS_WITH_STOP = 220, 32, 15
_STOPS = re.compile(r"[.…,;:—–-][\"”’'»)\]]{0,3}$|[!?][\"”’'»)\]]{1,3}$")
_NO_STOP = re.compile(r"\b(?:[A-Za-z]\.){2,5}$|…$|\.\.\.$")  # "... with the U.S.", or a title cut short
_TWO_SENTENCES = re.compile(r"[a-z]{5}[.!?][\"”’']? {1,3}[\"“‘']?[A-Z]")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}\b")
_TURN = re.compile(r"([A-Z][A-Z.'’-]{0,20}(?: [A-Z.'’-]{1,20}){0,4}) ?: ?\S")
_TURN_WORDS = {"Q", "A", "QUESTION", "ANSWER", "MODERATOR", "OPERATOR", "REPORTER", "INTERVIEWER"}
_CAPITALISED = r"[A-ZÀ-ÞĀ-Ž][\w.'’-]{0,30}"
_PLACE = re.compile(rf"{_CAPITALISED}(?: {_CAPITALISED}){{0,2}}, (?:(?:New|North|South|United|Saudi) )?{_CAPITALISED}")
_SMALL_WORDS = {"of", "the", "for", "and", "to", "in"}
_OFFICE_WORD = rf"(?:{_CAPITALISED}|{'|'.join(sorted(_SMALL_WORDS))})"
_NAME_AND_OFFICE = re.compile(rf"{_CAPITALISED}(?: {_CAPITALISED}){{1,3}}, ({_OFFICE_WORD}(?: {_OFFICE_WORD}){{0,7}})")


def is_label(line: str) -> bool:
    """Whether the line only names the kind of paper ("Press Release"); its title may follow."""
    return line.lower().strip(" .:*-") in words_of("label")


def is_office(line: str) -> bool:
    """Whether the line names who issues the text, or where: no title, and none follows it."""
    if len(line) > 120:
        return False
    lower = line.lower()
    if any(lower.startswith(office) for office in words_of("office")):
        return not any(word[0].islower() and word not in _SMALL_WORDS for word in line.split())
    return bool(_PLACE.fullmatch(line)) or _is_name_and_office(line)


def is_short(line: str) -> bool:
    """Whether the line is no longer than a title and no full stop ends it."""
    words = len(line[:_LONGEST].split())
    if len(line) > _LONGEST or words > _MOST_WORDS:
        return False
    return not _STOPS.search(line[-5:]) or (words <= _MOST_WORDS_WITH_STOP and bool(_NO_STOP.search(line[-10:])))


def is_title(line: str, following: Sequence[str]) -> bool:
    """Whether a first line is a title of the lines that follow it (not blank ones)."""
    if not following or not is_short(line) or line[0].islower():
        return False
    if _TWO_SENTENCES.search(line) or _CLOCK.match(line) or following[0][0].islower():
        return False
    if any(line.lower().startswith(opening) for opening in words_of("opening")) or parse_date(line):
        return False
    dateline = read_dateline(line)
    if dateline and (dateline.dated or dateline.agency):
        return False
    return not (_is_turn(line, following) or is_office(line) or is_label(line))


def _is_turn(line: str, following: Sequence[str]) -> bool:
    """Whether the line is a turn of a transcript: "MR PRICE: ..."; "UPDATE: ..." opens a title."""
    turn = _TURN.match(line)
    if turn is None:
        return False
    label = turn[1]
    honorifics = {row["title"].upper() for row in lexicon.load("titles")}
    return (
        label in _TURN_WORDS
        or label.split()[0].strip(".") in honorifics
        or line[-1] in ".?!"
        or any(later.startswith(label + ":") for later in following)
    )


def _is_name_and_office(line: str) -> bool:
    """Whether the line is a person and an office and nothing else: "Ned Price, Department Spokesperson"."""
    match = _NAME_AND_OFFICE.fullmatch(line)
    if match is None:
        return False
    offices = {row["title"] for row in lexicon.load("titles") if row["kind"] == "office"}
    words = match[1].lower().split()
    return words[-1] in offices or words[0] in offices and len(words) > 1 and words[1] in {"of", "for", "to"}
