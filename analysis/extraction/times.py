"""Time expressions of a text, in anchored form: what each says, without knowing when the article was published.

``find_times`` takes the text as tokens with classes (``time_tokens``) and rewrites runs of them by the rules of
``lexicon/time_patterns.csv``, level by level (abbreviations; dates; spans and relations; modifiers and clock times;
ranges; what is left), always the longest match.  A rule is a regular expression whose characters are token classes: a
new way to write a date is one row.  No rule repeats anything without bound, so the time is linear in the text.

The anchored form, read from left to right:

===================  ==================================================================================================
``2022-09-13``       a full TIMEX3 date (also 2022-09, 2022, 2022-W37, 2022-Q3, 2022-SU, 199 a decade, C20 a century)
``pub`` ``nar``      the publication day; the narrative date (the last date that the text named)
``~XXXX-09-13``      the likely instance of a pattern (``~<`` past, ``~>`` future by tense); also ``<=`` on or before,
                     ``<`` before, ``>=`` on or after, ``>`` after, ``=`` the first within, ``#2`` the second
``-P1Y`` ``+P2D``    so many units away, as exact as the unit; with ``~`` at the end: as exact as the anchor
``start mid end``    that third of it; ``earlier`` ``later``: up to, or from, the publication day
``TMO`` ``T17:00``   a part of the day, a clock time
``B from A``         the range from A to B; an A that recurs is the last one before B
``P3M before pub``   a length of time, here ending at the anchor; ``after event``: beside what the text names next
``event -P1D~``      a day beside what the text names next; ``time_events`` sets the day that the text gave it
``every ...``        a set; ``PRESENT_REF`` ``PAST_REF`` ``FUTURE_REF``: no calendar date
===================  ==================================================================================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from analysis import dates
from analysis.extraction.time_tokens import SIGNS, Token, known_words, tokens_of
from analysis.lexicon import load

TERM = re.compile(
    r"(?:([a-z]{1,20})=)?\b([A-Z]{1,30})\b"
)  # in a pattern: a class or macro, with the name that its form uses
SENTENCE_END = re.compile(r"(?<=[a-z]{3}[.!?])\s+(?=[A-Z])|;|\n(?:[^\S\n]*\n)+|[\"“”]|``|''")
CLAUSE_END = re.compile(SENTENCE_END.pattern + r"|\bthat\b")
LONGEST = 20  # tokens that a rule can span; it sees at most two more past a token OTHER
TENSE_REACH = 200  # characters of the sentence that are read for the tense of a verb


@dataclass(frozen=True)
class TimeExpression:
    """One time expression: ``text`` is ``text[start:end]`` of the article, ``kind`` the TIMEX3 type."""

    start: int
    end: int
    text: str
    kind: str
    anchored: str


class _Rule(NamedTuple):
    name: str
    kind: str
    pattern: re.Pattern[str]
    form: str


_Match = tuple[int, _Rule, int, list[tuple[str, int]]]  # where, by which rule, how long, its groups


class _Grammar(NamedTuple):
    letters: dict[str, str]  # class: its character in the string that rules match
    levels: list[tuple[re.Pattern[str], list[_Rule]]]  # where anything can begin, and the rules


def find_times(text: str) -> list[TimeExpression]:
    """Every time expression in the order of the text; no two overlap."""
    tokens = tokens_of(text)
    for level in range(len(_grammar().levels)):
        tokens = _rewritten(tokens, level)
    return [
        TimeExpression(token.start, token.end, text[token.start : token.end], token.kind, form)
        for token in tokens
        if token.kind and _possible(form := _with_tense(str(token.value), text, token))
    ]


def _rewritten(tokens: list[Token], level: int) -> list[Token]:
    """The tokens with every longest match of a rule of the level replaced by the token that the rule makes."""
    letters = _grammar().letters
    line = "".join([letters[token.name] for token in tokens])
    rewritten: list[Token] = []
    position = 1
    while position < len(line):
        end = line.find(letters["OTHER"], position)  # a run of known tokens ends here
        end, begun = end if end >= 0 else len(line), position
        for at, rule, length, groups in _matches(level, line[begun - 1 : end + 3]):
            start = begun - 1 + at
            rewritten += tokens[position:start]
            values = {name: tokens[start + offset].value for name, offset in groups}
            position = start + length
            rewritten.append(
                Token(rule.name, tokens[start].start, tokens[position - 1].end, rule.form.format_map(values), rule.kind)
            )
        rewritten += tokens[position : end + 1]
        position = max(position, end + 1)
    return [tokens[0], *rewritten]


@lru_cache(maxsize=20_000)
def _matches(level: int, run: str) -> list[_Match]:
    """The longest matches, in order, of the rules of a level in a run, shown with the token before and three behind."""
    found: list[_Match] = []
    begin, other, position = _grammar().levels[level][0], _grammar().letters["OTHER"], 1
    behind = run.find(other, 1)
    while (match := begin.search(run, position)) and ((start := match.start()) < behind or behind < 0):
        end = run.find(other, start, start + LONGEST)
        rule, length, groups = _longest(level, run[start - 1 : (end if end >= 0 else start + LONGEST) + 3])
        found.append((start, rule, length, groups))
        position = start + length
    return found


def _longest(level: int, window: str) -> tuple[_Rule, int, list[tuple[str, int]]]:
    """The rule with the longest match at the second character (of equals the first), its length, its groups."""
    matches = [(rule, match) for rule in _grammar().levels[level][1] if (match := rule.pattern.match(window, 1))]
    rule, match = max(matches, key=lambda one: one[1].end())
    return rule, match.end() - 1, [(name, match.start(name) - 1) for name, one in match.groupdict().items() if one]


@lru_cache(maxsize=10_000)
def _possible(form: str) -> bool:
    """Whether every date in the form is on the calendar (30 February is not)."""
    written = re.findall(r"(?<!\S)(?:\d\S*|C\d\d?)|(?<=XXXX)-\d\d-\d\d", form)
    return all(dates.parse("2000" + one if one.startswith("-") else one) for one in written)


def _with_tense(form: str, text: str, token: Token) -> str:
    """The form with the direction that the tense of the clause gives, where the expression leaves it open."""
    if "~XXXX" not in form and "~>XXXX" not in form:
        return form
    tense = _tense(text, token.start, token.end)
    return re.sub("~>?XXXX", {"past": "~<XXXX", "future": "~>XXXX"}[tense], form) if tense else form


def _tense(text: str, start: int, end: int) -> str | None:
    """The tense of the nearest verb before the expression in its sentence, else of the first one after it."""
    before = SENTENCE_END.split(text[max(0, start - TENSE_REACH) : start])[-1]
    after = CLAUSE_END.split(text[end : end + TENSE_REACH], maxsplit=1)[0]
    found = [*_verbs().finditer(before)][-1:] or [*_verbs().finditer(after)][:1]
    return found[0].lastgroup if found else None


@cache
def _verbs() -> re.Pattern[str]:
    """Words that give the tense; a regular past is a lower-case word in -ed that no article precedes."""
    words: dict[str, list[str]] = {"past": [], "future": []}
    for row in sorted(load("time_tense"), key=lambda row: -len(row["words"])):
        words[row["tense"]].append(re.escape(row["words"]).replace(r"\ ", r"\s{1,9}"))
    future, past = "|".join(words["future"]), "|".join(words["past"])
    return re.compile(
        rf"(?<!\w)(?:(?P<future>(?:{future})\b(?!\s{{1,9}}have\b)(?:\s{{1,9}}(?:not|also|\w{{1,20}}ly))?"
        rf"(?:\s{{1,9}}be)?(?:\s{{1,9}}[a-z]{{1,30}})?)"
        rf"|(?P<past>(?:{past})\b|(?<!the )(?<!a )(?<!an )[a-z]{{1,30}}ed\b))"
    )


@cache
def _grammar() -> _Grammar:
    """The rules of ``time_patterns``, compiled; its level 0 names sets of classes for use in the others."""
    rows = load("time_patterns")
    macros = {row["name"]: row["pattern"] for row in rows if row["level"] == "0"}
    names = SIGNS | {word.name for word in known_words().values()}
    names |= {row["name"] for row in rows if row["level"] != "0"}
    letters = {name: chr(0x100 + number) for number, name in enumerate(sorted(names))}
    levels = []
    for level in sorted({row["level"] for row in rows} - {"0"}):
        rules = [
            _Rule(row["name"], row["kind"], _compiled(row["pattern"], row["form"], macros, letters), row["form"])
            for row in rows
            if row["level"] == level
        ]
        begin = "|".join(re.sub(r"\(\?P<\w+>", "(?:", rule.pattern.pattern) for rule in rules)
        levels.append((re.compile(begin), rules))
    return _Grammar(letters, levels)


def _compiled(pattern: str, form: str, macros: dict[str, str], letters: dict[str, str]) -> re.Pattern[str]:
    """A rule's pattern as a regular expression over class characters; the classes that its form uses are groups."""
    used = set(re.findall(r"\{(\w+)", form))

    def expanded(found: re.Match[str]) -> str:
        group, name = found[1] or found[2].lower(), found[2]
        body = macros.get(name, name)
        if not re.fullmatch(r"[A-Z|]+", body):
            return f"(?:{re.sub(TERM, expanded, body)})"
        choice = "[" + "".join(letters[one] for one in body.split("|")) + "]"
        return f"(?P<{group}>{choice})" if group in used else choice

    return re.compile(re.sub(TERM, expanded, pattern).replace(" ", ""))
