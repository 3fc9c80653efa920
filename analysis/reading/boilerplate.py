"""Lines of the page and not of the article ("Read more", "(Reporting by ...)"): cut where the whole line is one."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from analysis import lexicon
from analysis.reading.draft import Remark

_LONGEST = 400
_AROUND = " ()[]*<>«»‹›•·–—-_.:!…→|"
_STOPS = ":,;.?!"
_MARK = re.compile(r"(\{\w+\})")
_PLACE = re.compile(r" in [A-Z][\w.'’-]{0,30}(?: [A-Z][\w.'’-]{0,30}){0,2}")
_FULL_NAMES = re.compile(r"[^\W\d_][\w.'’-]{0,30} [^\W\d_]")


def without_boilerplate(body: str) -> tuple[str, str | None, list[Remark]]:
    """The body without such lines, who wrote it where they tell, and the remark that shows every one of them."""
    cut: Counter[str] = Counter()
    kept: list[str] = []
    authors: list[str] = []
    for line in body.split("\n"):
        match = boilerplate(line)
        if match is None:
            kept.append(line)
            continue
        cut[line] += 1
        authors += filter(None, match.groups())
    if not cut:
        return body, None, []
    shown = ", ".join(f"“{line}”" + (f" ({times} times)" if times > 1 else "") for line, times in cut.items())
    message = f"lines that belong to the page and not to the article were left out: {cut.total()}: {shown}"
    remedy = "if one of them belongs to the article, take its row out of lexicon/boilerplate.csv"
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")
    return body, _full_names(authors), [Remark("note", message, remedy)]


def boilerplate(line: str) -> re.Match[str] | None:
    """The row of the lexicon that the whole line is, if it is one."""
    if not line or len(line) > _LONGEST:
        return None
    words = line.strip(_AROUND)
    plain = words.casefold()
    beginning = _rows().get(plain.partition(" ")[0].rstrip(_STOPS), ())
    for row, sure in (*beginning, *_rows()[""]):
        match = _compiled(row).fullmatch(words) if sure in plain else None
        if match:
            return match
    return None


def _full_names(authors: list[str]) -> str | None:
    """The authors as a byline names them, without the places they wrote from; None where no full name is given."""
    names = _PLACE.sub("", authors[0]) if authors else ""
    return names if _FULL_NAMES.match(names) else None


@cache
def _rows() -> dict[str, list[tuple[str, str]]]:
    """The rows by the word that a line of theirs begins with (none, where that can be a name), each with a piece that
    such a line has: most lines are asked about none."""
    rows: dict[str, list[tuple[str, str]]] = {"": []}
    for row in _listed("line"):
        first, _, rest = row.partition(" ")
        firsts = [""] if _MARK.search(first) else [word.rstrip(_STOPS) for word in first.split("|")]
        pieces = (piece for word in row.split() if "|" not in word for piece in _MARK.split(word)[::2])
        for word in firsts:
            rows.setdefault(word, []).append((row, max(pieces, key=len, default="") if not word else ""))
    return rows


@cache
def _compiled(row: str) -> re.Pattern[str]:
    return re.compile(_row(row, _patterns()), re.IGNORECASE)


def _row(row: str, patterns: dict[str, str]) -> str:
    return " {1,2}".join("".join(_piece(piece, patterns) for piece in _MARK.split(word)) for word in row.split())


def _piece(piece: str, patterns: dict[str, str]) -> str:
    words = piece.rstrip(_STOPS)  # which belong to whichever word is there
    either = "|".join(map(re.escape, words.split("|")))
    return patterns.get(piece) or f"(?:{either}){re.escape(piece[len(words) :])}"


@cache
def _patterns() -> dict[str, str]:
    """What the marks of the rows stand for: repeats are bounded, and what they take can be taken in one way only."""
    words = {kind: "|".join(_listed(kind)) for kind in ("between", "speech")}
    address = r"https?://[^\s,;:]{1,200}(?![^\s,;:])|[\w.+-]{0,60}@[\w.-]{1,80}"
    name = rf"(?:{address}|(?-i:[^\W\da-z_][\w.'’&-]{{0,60}}|(?:{words['between']})\b)|&)"
    within = r"[^.!?\"“”«»„]|[.!?](?! )|(?<=\b(?-i:[A-Z]))\.(?= )"  # the full stop of "U.S." ends no sentence
    return {
        "{words}": rf"(?:(?!\b(?:{words['speech']})\b)(?:{within})){{1,200}}",
        "{title}": r"(?:(?<![a-z]{3}[.!?]) |[^ ]){1,150}",
        "{names}": rf"{name}(?:[,;:]? {name}| ?/ ?{name}){{0,60}}",
        "{author}": rf"({name}(?:,? {name}){{0,60}})",
        "{year}": r"\d{4}(?:[-–]\d{2,4})?",
        "{number}": r"\d{1,4}",
    }


def _listed(kind: str) -> list[str]:
    return [row["words"] for row in lexicon.load("boilerplate") if row["kind"] == kind]
