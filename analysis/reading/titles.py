"""Which first line is a title, and which is a sentence, an office, a place, a dateline or a speaker's turn."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis import lexicon
from analysis.reading.boilerplate import boilerplate
from analysis.reading.datelines import read_dateline
from analysis.reading.header_dates import parse_date, words_of

_LONGEST, _MOST_WORDS, _MOST_WORDS_WITH_STOP, _MOST_WORDS_OF_QUESTION = 220, 32, 15, 16
_STOPS = re.compile(r"[.…,;:—–_-][\"”’'»)\]]{0,3}$|[!?][\"”’'»)\]]{1,3}$")
_NO_STOP = re.compile(r"\b(?:[A-Za-z]\.){2,5}$|…$|\.\.\.$")  # "... with the U.S.", or a title cut short
_TWO_SENTENCES = re.compile(r"[a-z]{5}[.!][\"”’']? {1,3}[\"“‘']?[A-Z]")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}\b")
_TURN = re.compile(r"([A-Z][A-Z.'’-]{0,20}(?: [A-Z.'’-]{1,20}){0,4}) ?: ?\S")
_TURN_WORDS = {"Q", "A", "QUESTION", "ANSWER", "MODERATOR", "OPERATOR", "REPORTER", "INTERVIEWER"}
_PATH = re.compile(r" ?[>›»/|·•] ?")
_MARKED = re.compile(r"#{1,6} {1,3}(.+?) {0,3}#{0,6}|(\*\*|__)([^*_]+)\2")
_ORNAMENT = re.compile(r"[-–—=*_~#]{3,}")
_LONG_WORD = re.compile(r"[^\W\d_][\w’'-]{3,}")
_CAPITALISED = r"[A-ZÀ-ÞĀ-Ž][\w.'’-]{0,30}"
_SAYING = re.compile(rf"{_CAPITALISED}(?: {_CAPITALISED}){{0,3}}: [“\"‘'][^“”\"]{{1,150}}[”\"’']")
_PLACE = re.compile(rf"{_CAPITALISED}(?: {_CAPITALISED}){{0,2}}, (?:(?:New|North|South|United|Saudi) )?{_CAPITALISED}")
_SMALL_WORDS = {"of", "the", "for", "and", "to", "in"}
_OFFICE_WORD = rf"(?:{_CAPITALISED}|{'|'.join(sorted(_SMALL_WORDS))})"
_NAME_AND_OFFICE = re.compile(rf"{_CAPITALISED}(?: {_CAPITALISED}){{1,3}}, ({_OFFICE_WORD}(?: {_OFFICE_WORD}){{0,7}})")


def unmarked(line: str) -> str:
    """The line without marks of Markdown around it; empty for one that is nothing else."""
    marked = _MARKED.fullmatch(line) if len(line) <= _LONGEST else None
    return "" if _ORNAMENT.fullmatch(line) else (marked[1] or marked[3]).strip() if marked else line


def is_label(line: str) -> bool:
    """Whether the line only names the kind of paper ("Press Release") or its section; its title may follow."""
    steps = _PATH.split(line[:_LONGEST].lower().strip(" .:*-"))
    return all(step in words_of("label") for step in steps) or steps[0] == "home" and len(steps) > 1


def is_outlet(line: str) -> bool:
    """Whether the line is the name of an outlet: "Harbour News", "The Daily Echo"."""
    words = line[:_LONGEST].split()
    outlets = {row["word"] for row in lexicon.load("outlet_words")}
    return 2 <= len(words) <= 4 and words[-1].lower() in outlets and all(word[0].isupper() for word in words)


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


def _is_in_capitals(line: str) -> bool:
    """Whether Every Long Word Has a Capital, as in a headline and no sentence, whatever stops it has."""
    words = _LONG_WORD.findall(line[:_LONGEST])
    capitals = sum(word[0].isupper() for word in words)
    return len(line) <= _LONGEST and len(words) >= 5 and capitals * 10 >= len(words) * 9 and not line.isupper()


def _is_saying(line: str) -> bool:
    """Whether the line is a name and what that person says, as headlines have it: "Brandt: “We will wait.”"."""
    return len(line) <= _LONGEST and bool(_SAYING.fullmatch(line))


def is_title(line: str, following: Sequence[str]) -> bool:
    """Whether a first line is a title of the lines that follow it (not blank ones)."""
    if not following or line[0].islower() or following[0][0].islower() or _CLOCK.match(line):
        return False
    if not (_is_in_capitals(line) or _is_saying(line)) and (not is_short(line) or _TWO_SENTENCES.search(line)):
        return False
    if line.endswith("?") and len(line.split()) > _MOST_WORDS_OF_QUESTION:
        return False
    if any(line.lower().startswith(opening) for opening in words_of("opening")) or parse_date(line):
        return False
    dateline = read_dateline(line)
    if dateline and (dateline.dated or dateline.agency):
        return False
    return not (_is_turn(line, following) or is_office(line) or is_label(line) or boilerplate(line))


def _is_turn(line: str, following: Sequence[str]) -> bool:
    """Whether the line is a turn of a transcript: "MR PRICE: ..."; "UPDATE: ..." opens a title."""
    turn = _TURN.match(line)
    if turn is None:
        return False
    label = turn[1]
    if is_label(label):
        return False
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
