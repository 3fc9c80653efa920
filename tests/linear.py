"""Whether a regular expression is linear: no text makes Python's matcher try it in more ways than it has characters.

The pattern becomes an automaton of its characters.  It is refused where

- one text leads in two ways from a repeated place back to it ("(a|a)*", "(a+)+"): the ways double with each round;
- one text can be spent in a repeat, in a later repeat, and on the way from one to the other ("a*a*b", ".*,.*;"): where
  it is cut is tried at every character, and at every pair of characters with three;
- a search can begin at every character of what the pattern then repeats ("a+b": the text "aaaa" is read four times);

unless nothing that can fail comes afterwards, since a match that stands is never tried anew.  Lookaround of one
character and word boundaries are heeded; of longer ones only the character beside the place.  A repeat with an upper
bound costs a constant, and counts as a repeat only for what doubles.  Written by us, since the linters on the package
index either pass over what is only quadratic, need another language at run time, or are not free.
"""

from __future__ import annotations

import re
import re._compiler
import re._constants as op
import re._parser as parser
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

_MANY = 8  # rounds from which on a bounded repeat is held to be endless, as far as ways double
_UNROLLED = 3  # rounds of a bounded repeat that are looked at, else
_SPREAD = [*map(chr, range(0x250)), *"–—‘’‚“”„‟…‹›«»€\u200b\u2028\u3000中а٣"]

Holds = Callable[[str, str], bool]  # of the character before ("" at the beginning) and the one behind ("" at the end)


class _Automaton:
    """Places joined by steps: over a character of a set, or over none where the neighbours allow it."""

    def __init__(self, pattern: str, flags: int, endless: int):
        self.flags, self.endless = flags, endless
        self.sets: list[frozenset[str]] = []
        self.over: dict[int, tuple[int, int]] = {}  # place: the number of the set, and the next place
        self.free: dict[int, list[tuple[int, Holds | None]]] = {}
        self.next = 0
        self.groups: dict[int, Any] = {}
        self.empty_rounds = self.endless_look = False
        self.parsed = parser.parse(pattern, flags)
        self.flags = self.parsed.state.flags
        self.start = self.place()
        self.accept = self.sequence(self.start, self.parsed)

    def place(self) -> int:
        self.next += 1
        self.free[self.next] = []
        return self.next

    def step(self, here: int, there: int, holds: Holds | None = None) -> None:
        self.free[here].append((there, holds))

    def sequence(self, here: int, nodes: Iterable[Any]) -> int:
        for code, value in nodes:
            here = self.node(here, code, value)
        return here

    def node(self, here: int, code: Any, value: Any) -> int:
        if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            return self.repeat(here, *value)
        if code is op.SUBPATTERN:
            self.groups[value[0]] = value[3]
            return self.sequence(here, value[3])
        if code is op.ATOMIC_GROUP:
            return self.sequence(here, value)
        if code is op.GROUPREF:
            return self.sequence(here, self.groups[value])
        if code is op.BRANCH:
            there = self.place()
            for branch in value[1]:
                begin = self.place()
                self.step(here, begin)
                self.step(self.sequence(begin, branch), there)
            return there
        if code in (op.ASSERT, op.ASSERT_NOT, op.AT):
            there = self.place()
            self.step(here, there, self.condition(code, value))
            return there
        there = self.place()
        self.sets.append(_members(self.parsed.state, code, value, self.flags))
        self.over[here_ := self.place()] = len(self.sets) - 1, there
        self.step(here, here_)
        return there

    def repeat(self, here: int, least: int, most: int, body: Any) -> int:
        for _ in range(min(least, _UNROLLED)):
            here = self.sequence(here, body)
        if most >= self.endless:
            loop, end = self.place(), self.place()
            self.step(here, loop)
            self.step(loop, end)
            back = self.sequence(loop, body)
            self.empty_rounds |= back in {place for place, _ in self.closure(loop, None, None)}
            self.step(back, loop)
            return end
        end = self.place()
        for _ in range(min(most - min(least, _UNROLLED), _UNROLLED)):
            self.step(here, end)
            here = self.sequence(here, body)
        self.step(here, end)
        return end

    def condition(self, code: Any, value: Any) -> Holds:
        if code is op.AT:
            return _AT[value]
        direction, nodes = value
        within = list(nodes)
        self.endless_look |= any(most is op.MAXREPEAT for most in _bounds(within))
        beside = within[:1] if direction > 0 else within[-1:]
        if not beside or beside[0][0] not in (op.IN, op.LITERAL, op.NOT_LITERAL, op.ANY, op.CATEGORY):
            return lambda before, behind: True
        members = _members(self.parsed.state, *beside[0], self.flags)
        wanted, exact = code is op.ASSERT, len(within) == 1

        def holds(before: str, behind: str) -> bool:
            return not (exact or wanted) or ((before if direction < 0 else behind) in members) is wanted

        return holds

    def closure(self, place: int, before: str | None, behind: str | None) -> Iterator[tuple[int, bool]]:
        """Places reached without a character, each as often as there are ways; and whether nothing had to hold."""
        waiting: list[tuple[int, bool, frozenset[int]]] = [(place, True, frozenset())]
        while waiting:
            here, sure, seen = waiting.pop()
            if here in seen:
                continue
            yield here, sure
            for there, holds in self.free[here]:
                if holds is None:
                    waiting.append((there, sure, seen | {here}))
                elif before is None or behind is None or holds(before, behind):
                    waiting.append((there, False, seen | {here}))


@cache
def _letters(sets: tuple[frozenset[str], ...]) -> tuple[str, ...]:
    """One character of each kind that the sets tell apart."""
    kinds: dict[tuple[bool, ...], str] = {}
    probes = [s - {""} for s in sets]
    for letter in _SPREAD:
        word = (letter.isalnum() or letter == "_", letter == "\n", letter.isspace())
        kinds.setdefault((*word, *(letter in s for s in probes)), letter)
    return tuple(kinds.values())


def _members(state: Any, code: Any, value: Any, flags: int) -> frozenset[str]:
    """The characters that one item of a pattern matches, of those that are tried."""
    items = value if code is op.IN else [(code, value)]
    named = frozenset(chr(literal) for item, literal in items if item is op.LITERAL)
    key = repr((code, value)), flags
    if key not in _KNOWN:
        matches = re._compiler.compile(parser.SubPattern(state, [(code, value)]), flags).fullmatch
        _KNOWN[key] = frozenset(letter for letter in {*_SPREAD, *named} if matches(letter))
    return _KNOWN[key]


_KNOWN: dict[tuple[str, int], frozenset[str]] = {}


def _bounds(nodes: Any) -> Iterator[Any]:
    """The upper bounds of all repeats of a part of a pattern."""
    for code, value in nodes:
        if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            yield value[1]
        for part in value if isinstance(value, (tuple, list)) else ():
            for inner in part if isinstance(part, list) else [part]:
                if isinstance(inner, parser.SubPattern):
                    yield from _bounds(inner)


def _word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


_AT: dict[Any, Holds] = {
    op.AT_BEGINNING: lambda before, behind: not before,
    op.AT_BEGINNING_STRING: lambda before, behind: not before,
    op.AT_BOUNDARY: lambda before, behind: _word(before) != _word(behind),
    op.AT_NON_BOUNDARY: lambda before, behind: _word(before) == _word(behind),
    op.AT_END: lambda before, behind: behind in ("", "\n"),
    op.AT_END_STRING: lambda before, behind: not behind,
}

State = tuple[Any, str]  # of an automaton: a place that reads a character (or SEARCH), and the character before it
SEARCH = 0  # the place of a search that has not begun to match


class _Steps:
    """From a place that reads a character to the next ones, with the ways counted."""

    def __init__(self, automaton: _Automaton, search: bool, whole: bool):
        self.automaton, self.search, self.whole = automaton, search, whole
        self.letters = _letters(tuple(automaton.sets))
        self.known: dict[tuple[int, str, str], list[int]] = {}

    def after(self, place: int, before: str, letter: str, behind: str) -> list[int]:
        """The places that read ``behind`` once ``place`` has read ``letter``; one as often as there are ways."""
        if place == SEARCH:
            return [SEARCH, *self.readers(self.automaton.start, letter, behind)]
        number, there = self.automaton.over[place]
        if letter not in self.automaton.sets[number]:
            return []
        return self.readers(there, letter, behind)

    def readers(self, place: int, before: str, behind: str) -> list[int]:
        key = place, before, behind
        if key not in self.known:
            reached = self.automaton.closure(place, before, behind)
            self.known[key] = [p for p, _ in reached if p in self.automaton.over and behind in self.set_of(p)]
        return self.known[key]

    def set_of(self, place: int) -> frozenset[str]:
        return self.automaton.sets[self.automaton.over[place][0]]

    def harmless(self, place: int) -> bool:
        """Whether the match stands once the place has read its character, whatever comes."""
        if self.whole:
            return False
        _, there = self.automaton.over[place]
        return (self.automaton.accept, True) in self.automaton.closure(there, None, None)

    def looping(self, passing: Iterable[int] = ()) -> dict[int, int]:
        """Each place on a cycle that keeps clear of those it must not pass, with a number for its component."""
        edges: dict[int, set[int]] = {}
        places = self.automaton.over.keys() - set(passing)
        for place in places:
            _, there = self.automaton.over[place]
            edges[place] = {p for p, _ in self.automaton.closure(there, None, None) if p in places}
        reach = {place: _reached(edges, place) for place in edges}
        cyclic = [p for p in edges if p in reach[p]]
        return {p: min(q for q in cyclic if q in reach[p] and p in reach[q]) for p in cyclic}


def _reached(edges: dict[int, set[int]], place: int) -> set[int]:
    found: set[int] = set()
    waiting = list(edges[place])
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += edges[here]
    return found


def blows_up(pattern: str, flags: int = 0, *, search: bool = True, whole: bool = False) -> str | None:
    """Why the pattern is not linear, with a text that shows it; None where it is.

    ``search``: it is looked for anywhere in a text, and not tried at one place only.  ``whole``: it must match to the
    end of the text.
    """
    plain = flags & ~re.DEBUG
    if max([0, *map(int, _bounds(parser.parse(pattern, plain)))]) < _MANY:
        return None
    doubling = _Steps(_Automaton(pattern, plain, _MANY), False, whole)
    if doubling.automaton.empty_rounds:
        return "it repeats what may be empty"
    if search and doubling.automaton.endless_look:
        return "it looks ahead without bound from each place: bound the repeat in the lookahead"
    text = _doubles(doubling)
    if text is not None:
        return f"the ways to read {_shown(text)} double with every round: let no two ways lead through a repeat"
    steps = _Steps(_Automaton(pattern, plain, int(op.MAXREPEAT)), search, whole)
    found = _cut_anywhere(steps)
    if found is None:
        return None
    text, begun = found
    if begun:
        return (
            f"a search begins anew at each {text!r} of {_shown(text)} and reads to the end each time: bound the "
            "repeat, or begin with what it cannot match, or with a lookbehind that forbids it"
        )
    return f"it tries to cut {_shown(text)} everywhere: two repeats can match it; set something certain between them"


def _shown(text: str) -> str:
    return f"{(text * 4)[:40]!r}…"


def _doubles(steps: _Steps) -> str | None:
    """A text that leads from a place back to it in two ways."""
    looping = steps.looping()
    for place in looping:
        same = [p for p in looping if looping[p] == looping[place]]
        for first in steps.letters:
            if first not in steps.set_of(place):
                continue
            text = _two_ways(steps, place, first, set(same))
            if text:
                return text
    return None


def _two_ways(steps: _Steps, place: int, first: str, same: set[int]) -> str | None:
    waiting: list[tuple[int, int, bool, str, str]] = [(place, place, False, first, first)]
    seen = {(place, place, False, first)}
    for one, other, apart, letter, text in waiting:
        for behind in steps.letters:
            ones, others = (
                [(n, p) for n, p in enumerate(steps.after(p, "", letter, behind)) if p in same] for p in (one, other)
            )
            for n, a in ones:
                for m, b in others:
                    parted = apart or a != b or (one == other and n != m)
                    if parted and a == b == place and behind == first:
                        return text
                    if (a, b, parted, behind) not in seen:
                        seen.add((a, b, parted, behind))
                        waiting.append((a, b, parted, behind, text + behind))
    return None


def _cut_anywhere(steps: _Steps) -> tuple[str, bool] | None:
    """A text that stays in one repeat, stays in a later one, and leads from the first to the second."""
    looping = steps.looping()
    failing = steps.looping(place for place in looping if steps.harmless(place))
    starts = [*([SEARCH] if steps.search else []), *looping]
    for begun in starts:
        for late in failing:
            if begun == late:
                continue
            for first in steps.letters:
                if first in steps.set_of(late) and (begun == SEARCH or first in steps.set_of(begun)):
                    text = _stays_and_leads(steps, begun, late, first, looping, failing)
                    if text:
                        return text, begun == SEARCH
    return None


def _stays_and_leads(
    steps: _Steps, begun: int, late: int, first: str, looping: dict[int, int], failing: dict[int, int]
) -> str | None:
    """A text that leads from the places (begun, begun, late) to (begun, late, late), each reading ``first``."""
    waiting = [((begun, begun, late), first, first)]
    seen = {((begun, begun, late), first)}
    for (stays, leads, ends), letter, text in waiting:
        for behind in steps.letters:
            for a in set(steps.after(stays, "", letter, behind)):
                if a != SEARCH if begun == SEARCH else looping.get(a) != looping[begun]:
                    continue
                for c in set(steps.after(ends, "", letter, behind)):
                    if failing.get(c) != failing[late]:
                        continue
                    for b in set(steps.after(leads, "", letter, behind)):
                        if (a, b, c) == (begun, late, late) and behind == first:
                            return text
                        state = (a, b, c), behind
                        if state not in seen:
                            seen.add(state)
                            waiting.append((*state, text + behind))
    return None
