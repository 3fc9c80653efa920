"""The shape of a text before any parsing: paragraphs, datelines, turns of a transcript, quotations.

All spans are character offsets into the whole text.  Quotations follow the conventions of the press: a quotation
that runs over several paragraphs is opened anew at each and closed once (Chicago Manual of Style 13.32); one that is
never closed ends with its paragraph and is marked so.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from ..lexicon import word_list

_PARAGRAPH = re.compile(r"[^\n]+")
_DATELINE = re.compile(
    r"[A-Z][A-ZÀ-Þ .,'’\-]{2,40}(?:, [A-Z][\w. ]{1,25}){0,2}(?: ?[,(/][^\n)/—–]{1,60}[)/]?)?"
    r" ?(?:—|–|--| - ) ?(?=[\w\"“‘«„'])"
)
_TURN = re.compile(r"(?P<label>(?:Q(?:UESTION)?|A(?:NSWER)?|[A-Z][A-Z.'’\-]+(?: [A-Z][A-Z.'’\-]+){0,4})) ?: (?=\S)")

PAIRS = {"“": "”“", "„": "“”‟", "«": "»", "»": "«", '"': '"', "‘": "’", "'": "'"}
DOUBLE = '“„«»"'
SINGLE = "‘'"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its span, where its prose begins (after a dateline or the label of a turn), the label."""

    start: int
    end: int
    prose: int
    turn: str | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quoted span of one paragraph: its content without marks, the span with marks, its paragraph.

    ``closed`` is False where the closing mark is missing; ``continues`` is the number of the quotation that this one
    goes on from, over a paragraph break.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    paragraph: int
    closed: bool = True
    continues: int | None = None


def _turn_labels(text: str) -> set[str]:
    """Labels that open turns: those that a transcript uses, and any that come back."""
    opening = (m for m in _TURN.finditer(text) if m.start() == 0 or text[m.start() - 1] == "\n")
    labels = Counter(m["label"] for m in opening)
    return {label for label, n in labels.items() if _names_a_speaker(label) or len(label.split()) > 1 and n > 1}


def _names_a_speaker(label: str) -> bool:
    """Whether the label begins with a form of address or a word of transcripts (Q, MR. PRICE)."""
    first = re.match(r"\w+", label)
    return first is not None and first.group() in word_list("turn_label")


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs in order, datelines and turn labels recognised."""
    found, turn, labels = [], None, _turn_labels(text)
    for match in _PARAGRAPH.finditer(text):
        start, end = match.span()
        label = _TURN.match(text, start, end)
        if label and label["label"] in labels:
            turn = label["label"]
            found.append(Paragraph(start, end, label.end(), turn))
            continue
        dateline = _DATELINE.match(text, start, end) if len(found) < 6 else None
        found.append(Paragraph(start, end, dateline.end() if dateline else start, turn))
    return found


def quotations(text: str, parts: list[Paragraph]) -> list[Quotation]:
    """Every quoted span, in order; single marks count as quotation marks only in a text without double ones."""
    glyphs = DOUBLE if any(mark in text for mark in DOUBLE) else SINGLE
    found: list[Quotation] = []
    open_over: int | None = None
    for number, part in enumerate(parts):
        of_part, still_open = _in_paragraph(text, part, number, glyphs, resumes=open_over is not None)
        for quotation in of_part:
            if open_over is not None and quotation.outer_start <= part.prose + 1:
                quotation = replace(quotation, continues=open_over)
            open_over = None
            found.append(quotation)
        open_over = len(found) - 1 if still_open else None
    return found


def _in_paragraph(text: str, part: Paragraph, number: int, glyphs: str, resumes: bool) -> tuple[list[Quotation], bool]:
    """Quotations of one paragraph, and whether its last one is left open."""
    found: list[Quotation] = []
    opened: tuple[int, int, str] | None = None  # content start, outer start, closing marks
    if resumes and _goes_on(text, part, glyphs):
        opened = (part.prose, part.prose, '”»"' if glyphs == DOUBLE else "’'")
    for position in range(part.prose, part.end):
        mark = text[position]
        if opened is None:
            if mark in glyphs and _may_open(text, position, part):
                opened = (position + 1, position, PAIRS[mark])
        elif mark in opened[2] and _may_close(text, position, part):
            found.append(Quotation(opened[0], position, opened[1], position + 1, number))
            opened = None
    if opened is None or text[opened[1]] in SINGLE:  # a lone apostrophe opens nothing
        return found, False
    found.append(Quotation(opened[0], part.end, opened[1], part.end, number, closed=False))
    return found, True


def _goes_on(text: str, part: Paragraph, glyphs: str) -> bool:
    """Whether the first quotation mark of the paragraph closes what an earlier paragraph opened."""
    for position in range(part.prose, part.end):
        mark = text[position]
        if mark in glyphs and _may_open(text, position, part):
            return False
        if mark in '”»"' or (mark in SINGLE and glyphs == SINGLE and _may_close(text, position, part)):
            return True
    return False


def _may_open(text: str, position: int, part: Paragraph) -> bool:
    before = text[position - 1] if position > part.prose else " "
    after = text[position + 1] if position + 1 < part.end else " "
    if text[position] == "«":
        return before.isspace() or before in "([—–-/“‘:,"  # French ones stand apart: « Oui. »
    if text[position] in "\"'‘»":
        return (before.isspace() or before in "([—–-/“‘:,") and not after.isspace()
    return True


def _may_close(text: str, position: int, part: Paragraph) -> bool:
    if text[position] not in SINGLE + "’":
        return True
    before = text[position - 1]
    after = text[position + 1] if position + 1 < part.end else " "
    if before.isspace() or after.isalnum():
        return False
    # "the ministers' words" is a possessive, as long as a mark behind punctuation closes later
    later = text[position + 1 : min(part.end, position + 400)]
    return before != "s" or re.search(r"[,.!?…][’'](?!\w)", later) is None
