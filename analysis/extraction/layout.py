"""The shape of a text before any parsing: paragraphs, datelines, turns of a transcript, quotations.

All spans are character offsets into the whole text.  Quotations follow the conventions of the press: a quotation
that runs over several paragraphs is opened anew at each and closed once (Chicago Manual of Style 13.32); one that is
never closed ends with its paragraph and is marked so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..lexicon import word_list

_PARAGRAPH = re.compile(r"[^\n]+")
_DATELINE = re.compile(
    r"[A-Z][A-ZÀ-Þ .,'’\-]{2,40}(?:, [A-Z][\w. ]{1,25}){0,2}(?: ?[,(/][^\n)/—–]{1,60}[)/]?)?"
    r" ?(?:—|–|--| - ) ?(?=[\w\"“‘«„'])"
)
_TURN = re.compile(
    r"(?P<label>(?:Q(?:UESTION)?|A(?:NSWER)?|[A-Z][A-Z.'’\-]{1,40}(?: [A-Z][A-Z.'’\-]{1,40}){0,4})) ?: (?=\S)"
)

_HEAD_WORD = re.compile(r"[^\W\d_]+")
_WITHIN = re.compile(r"(?<=[a-z,] )[A-ZÀ-Þ][^\W\d_]*")  # a word with a capital within a sentence

PAIRS = {"“": "”“", "„": "“”‟", "«": "»", "»": "«", "‹": "›", '"': '"', "‘": "’", "‚": "‘’", "'": "'"}
DOUBLE = '“„«»‹"'
SINGLE = "‘‚'"
_MARK = re.compile(f"[{''.join({*PAIRS, *''.join(PAIRS.values())})}]")
_NESTED = 1_000  # characters before a closing mark in which an inner quotation is looked for
_TYPED = re.compile(r"(?P<open>``|(?<![^\s(\[—–-])''(?=[^\s']))|''(?!')")  # two strokes of the typewriter


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
    """Every quoted span, in order, by the marks that the house puts outside.

    Beside double marks, single ones quote a speech that they close behind its stop ('I said "wait",'): other words
    in single marks are quoted in a text that has no double marks, or fewer of them.
    """
    typed = "``" in text or "''" in text
    shown = _TYPED.sub(lambda mark: " “" if mark["open"] else "” ", text) if typed else text
    found = _quoted(shown, parts, strict=any(mark in shown for mark in DOUBLE))
    single = sum(shown[q.outer_start] in SINGLE for q in found)
    if 2 * single > len(found):
        found = _quoted(shown, parts, strict=False)
    return [_as_typed(text, quotation) for quotation in found] if shown != text else found


def _as_typed(text: str, quotation: Quotation) -> Quotation:
    """The quotation with both strokes of a mark that is typed as two."""
    start, end = quotation.outer_start, quotation.outer_end
    start -= quotation.start > start and text[max(0, start - 1) : start + 1] in ("``", "''")
    end += quotation.end < end and text[end - 1 : end + 1] == "''"
    return replace(quotation, outer_start=start, outer_end=end)


def _quoted(text: str, parts: list[Paragraph], strict: bool) -> list[Quotation]:
    found: list[Quotation] = []
    open_over: int | None = None
    for number, part in enumerate(parts):
        of_part, still_open = _in_paragraph(text, part, number, strict, resumes=open_over is not None)
        for quotation in of_part:
            if open_over is not None and quotation.outer_start <= part.prose + 1:
                quotation = replace(quotation, continues=open_over)
            open_over = None
            found.append(quotation)
        open_over = len(found) - 1 if still_open else None
    return found


def _in_paragraph(text: str, part: Paragraph, number: int, strict: bool, resumes: bool) -> tuple[list[Quotation], bool]:
    """Quotations of one paragraph, and whether its last one is left open."""
    found: list[Quotation] = []
    opened: tuple[int, int, str] | None = None  # content start, outer start, closing marks
    speeches = _single_speeches(text, part) if strict else {}
    until = part.prose
    if resumes and _goes_on(text, part, strict):
        opened = (part.prose, part.prose, '”»"' if strict else "”»\"’'")
    for position, mark in _marks(text, part):
        if opened is None:
            if position >= until and mark in PAIRS and _may_open(text, position, part):
                if strict and mark in SINGLE:
                    if position in speeches:
                        until = speeches[position] + 1
                        found.append(Quotation(position + 1, until - 1, position, until, number))
                    continue
                opened = (position + 1, position, PAIRS[mark])
        elif mark in opened[2] and _may_close(text, position, part) or _mixed(text, opened[1], position):
            found.append(Quotation(opened[0], position, opened[1], position + 1, number))
            opened = None
    if opened is None or text[opened[1]] in SINGLE and not _goes_over(text, part, opened[1]):
        return found, False
    found.append(Quotation(opened[0], part.end, opened[1], part.end, number, closed=False))
    return found, True


def _marks(text: str, part: Paragraph) -> Iterator[tuple[int, str]]:
    """Every quotation mark of the prose of a paragraph, with its place."""
    return ((found.start(), found[0]) for found in _MARK.finditer(text, part.prose, part.end))


def last_sign(text: str, start: int, end: int) -> str:
    """The last character of the stretch that is no blank; nothing where it has none."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return text[end - 1] if end > start else ""


def _mixed(text: str, opened: int, position: int) -> bool:
    """Whether a straight mark closes what a curly one opened, or the other way round: “It is open," she said."""
    if text[opened] + text[position] not in ('“"', '"”') or text[position - 1] not in ",.!?…":
        return False
    other = "“" if text[opened] == '"' else '"'  # one that stands inside was opened inside
    return other not in text[max(opened + 1, position - _NESTED) : position]


def _goes_over(text: str, part: Paragraph, opened: int) -> bool:
    """Whether a single mark opens what the next paragraph opens anew: a lone apostrophe opens nothing."""
    before = last_sign(text, part.prose, opened)
    after = text[part.end : part.end + 4].lstrip("\n")
    return (not before or before in ":,") and text[part.end - 1] in ".!?…" and after[:1] == text[opened]


def _single_speeches(text: str, part: Paragraph) -> dict[int, int]:
    """Single mark that opens a speech, to the one that closes it behind a stop, with no other one opened between."""
    found: dict[int, int] = {}
    opened: int | None = None
    for position, mark in _marks(text, part):
        if mark in SINGLE and _may_open(text, position, part):
            opened = position
        elif opened is not None and mark in PAIRS[text[opened]] and text[position - 1] in ',.!?…”"»':
            found[opened], opened = position, None
    return found


def _goes_on(text: str, part: Paragraph, strict: bool) -> bool:
    """Whether the first quotation mark of the paragraph closes what an earlier paragraph opened."""
    for position, mark in _marks(text, part):
        if mark in PAIRS and not (strict and mark in SINGLE) and _may_open(text, position, part):
            return False
        if mark in '”»"' or (mark in "’'" and not strict and _may_close(text, position, part)):
            return True
    return False


def _may_open(text: str, position: int, part: Paragraph) -> bool:
    before = text[position - 1] if position > part.prose else " "
    after = text[position + 1] if position + 1 < part.end else " "
    if text[position] == "«":
        return before.isspace() or before in "([—–-/“‘:,"  # French ones stand apart: « Oui. »
    if text[position] in "\"'‘‚»":
        return (
            before.isspace() or text[max(part.prose, position - 3) : position] == "..." or before in "([—–-/“‘:,…"
        ) and not after.isspace()
    return True


def _may_close(text: str, position: int, part: Paragraph) -> bool:
    before = text[position - 1]
    after = text[position + 1] if position + 1 < part.end else " "
    if text[position] not in SINGLE + "’":
        return True
    if before.isspace() or after.isalnum():
        return False
    # "the ministers' words" is a possessive, as long as a mark behind punctuation closes later
    later = text[position + 1 : min(part.end, position + 400)]
    return before != "s" or re.search(r"[,.!?…][’'](?!\w)", later) is None


def sentence_case(text: str, title_end: int) -> str:
    """The text with a headline In Capitals as a sentence would have it: the parser takes its verbs for names.

    A word keeps its capital where the body has it within a sentence too.  The length stays, and with it all offsets.
    """
    head, body = text[:title_end], text[title_end:]
    words = list(_HEAD_WORD.finditer(head))
    long = [w.group() for w in words[1:] if len(w.group()) > 3]
    if len(long) < 3 or sum(w[0].isupper() for w in long) < 0.7 * len(long):
        return text
    names = set(_WITHIN.findall(body))
    shouted = all(w.isupper() for w in long)
    done, pieces = 0, []
    for match in words if shouted else words[1:]:
        word = match.group()
        if word in names and not shouted or word.isupper() and not shouted and len(word) > 1:
            continue
        name = next((n for n in (word, word.capitalize()) if n in names), word.lower())
        name = name.capitalize() if match == words[0] else name
        if len(name) == len(word):
            pieces += [head[done : match.start()], name]
            done = match.end()
    return "".join(pieces) + text[done:]
