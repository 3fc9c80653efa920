"""When a row reports what a person annotated: the same words, the same actors, one row for one gold item.

Used by ``quality`` alone.  Items and rows are mappings; a span is a pair of character offsets into the article's text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

import networkx

from analysis import lexicon, names

COVERED = 0.6  # share of the gold evidence that the sentence of the row's evidence must cover
QUOTE_OVERLAP = 0.8  # share of the joint characters that a quote must share with the gold
EVENT_OVERLAP = 0.5  # share of the shorter evidence that two accounts of an event must share
LONGER = 600  # characters by which the row's evidence may exceed the gold's
FUNCTION_WORDS = re.compile(
    "an?|and|are|as|at|be|been|being|between|by|did|do|does|for|from|had|has|have|in|is|its?|no|not|of|on|or|that|the|"
    "their|to|upon|via|was|were|will|with|would"
)
COLLECTIVES = (
    *("the", "of", "for", "and", "affairs"),
    *("government", "authorities", "officials", "leadership", "representatives", "members", "side", "senior"),
)
RECIPROCAL = re.compile(
    r"\b(sp(eak|oke)\w*|talk\w*|me(e?t)(ing|s)?|discuss\w*|convers\w*|calls?|negotiat\w*|consult\w*|exchang\w*|dialogue)\b"
)
QUOTED = re.compile(r"[“\"„«]([^“”\"„«»\n]+)[“”\"»]?")

Item = dict[str, Any]
Span = tuple[int, int]
Likeness = Callable[[Item, Item], float | None]
Matching = tuple[list[tuple[Item, Item]], list[Item], list[Item]]


def match(gold: Iterable[Item], rows: Sequence[Item], likeness: Likeness) -> Matching:
    """Gold items with their rows, gold items missed, rows that are extra; ``likeness`` is None where two differ.

    One to one: as many matches as possible, and the most alike among those.  Optional gold items take what is left
    over, and neither they nor their rows are returned.
    """
    items = list(gold)
    required = [item for item in items if not item.get("optional")]
    first = _assign(required, rows, likeness)
    left = [row for j, row in enumerate(rows) if j not in first]
    neutral = _assign([item for item in items if item.get("optional")], left, likeness)
    hits = [(required[i], rows[j]) for j, i in first.items()]
    found = set(first.values())
    missed = [item for i, item in enumerate(required) if i not in found]
    return hits, missed, [row for j, row in enumerate(left) if j not in neutral]


def _assign(gold: Sequence[Item], rows: Sequence[Item], likeness: Likeness) -> dict[int, int]:
    """Row number -> gold number."""
    graph = networkx.Graph()
    for i, item in enumerate(gold):
        for j, row in enumerate(rows):
            alike = likeness(item, row)
            if alike is not None:
                graph.add_edge(i, -1 - j, weight=round(1000 * alike))
    edges = networkx.max_weight_matching(graph, maxcardinality=True)
    return dict(sorted((-1 - min(edge), max(edge)) for edge in edges))


def find(text: str, words: str) -> list[Span]:
    """Every place where these words stand one after the other, whatever blanks and marks lie between."""
    pattern = r"\W+".join(map(re.escape, re.findall(r"\w+", words)))
    return [m.span() for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)] if pattern else []


def trimmed(text: str, span: Span) -> Span:
    """The span without the blanks and marks at its ends."""
    words = [m.span() for m in re.compile(r"\w+").finditer(text, *span)]
    return (words[0][0], words[-1][1]) if words else span


def shared(a: Span, b: Span) -> int:
    """Characters in both spans."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def overlap(a: Span, b: Span) -> float:
    """Characters in both of characters in either, 0 to 1."""
    both = shared(a, b)
    return both / (a[1] - a[0] + b[1] - b[0] - both) if both else 0.0


def content(cue: str) -> set[str]:
    """The words of a predicate that tell it from another."""
    return {word for word in re.findall(r"\w+", cue.lower()) if not FUNCTION_WORDS.fullmatch(word)}


def cue_spans(text: str, spans: Iterable[Span], cue: str) -> list[Span]:
    """Where the content words of a predicate stand within the spans."""
    words = content(cue)
    return [m.span() for span in spans for m in re.compile(r"\w+").finditer(text, *span) if m.group().lower() in words]


def agreement(item: Item, row: Item) -> float | None:
    """How well a row's evidence fits a gold act's, 0 to 1; None where it reports another act.

    A row has ``span`` and ``sentence``, a gold act ``spans`` and ``cues``.
    """
    (start, end), best = row["span"], None
    for span in item["spans"]:
        both, length = shared(span, row["span"]), span[1] - span[0]
        covers = both in (length, end - start) or shared(span, row["sentence"]) >= COVERED * length
        cues = [cue for cue in item["cues"] if shared(span, cue)]
        said = not cues or any(start <= cue[0] and cue[1] <= end for cue in cues)
        if both and covers and said and end - start - length <= LONGER:
            best = max(best or 0.0, overlap(span, row["span"]))
    return best


def fit(item: Item, row: Item) -> float | None:
    """Agreement of the evidence, the same predicate preferred."""
    alike = agreement(item, row)
    return None if alike is None else alike + 5 * bool(content(item["cue"]) & content(row["cue"]))


def quoted(text: str, row: Item, wanted: Sequence[Span]) -> list[Span]:
    """The words of a direct or mixed quote; the pieces in quotation marks of one that holds several, or other words."""
    span = trimmed(text, row["span"])
    marked = [m.span(1) for m in QUOTED.finditer(text)]
    pieces = [trimmed(text, (max(a, span[0]), min(b, span[1]))) for a, b in marked if shared((a, b), span)]
    whole = len(pieces) < 2 and row["kind"] == "direct"
    return [span] if whole or any(overlap(span, other) >= QUOTE_OVERLAP for other in wanted) else pieces or [span]


def same_happening(gold: Span, told: Span) -> float | None:
    """How well the evidence of an account fits a gold event's, 0 to 1; None under half of the shorter."""
    size, other = gold[1] - gold[0], told[1] - told[0]
    fits = shared(gold, told) >= EVENT_OVERLAP * min(size, other) and other - size <= LONGER
    return overlap(gold, told) if fits else None


def day(row: Item) -> str:
    """The first day of a row's date."""
    return str(row["date_start"])[:10]


def on(gold: str | None, row: Item) -> bool:
    """Whether a row is dated like the gold: the very day, or within the gold's month or year."""
    if not gold or row["date_start"] is None:
        return False
    ends = {str(row[key])[: len(gold)] for key in ("date_start", "date_end") if row[key] is not None}
    return ends == {gold} and (len(gold) < 10 or row["date_precision"] in (None, "day", "time"))


@cache
def _countries() -> frozenset[str]:
    return frozenset(row["name"] for row in lexicon.load("countries"))


@cache
def _standard() -> dict[str, str]:
    """Plain name, alias, demonym or capital -> name, of countries and organisations."""
    known = {}
    for row in (*lexicon.load("organisations"), *lexicon.load("countries")):
        forms = ";".join(row.get(key, "") for key in ("name", "aliases", "demonyms", "capitals", "seats"))
        known.update({names.plain(form): row["name"] for form in forms.split(";") if form})
    return known


@cache
def _parts(name: str) -> frozenset[str]:
    """The words that tell an actor from another; "the Armenian government" is Armenia."""
    known = _standard()
    kept = " ".join(word for word in names.plain(name).split() if word not in COLLECTIVES)
    full = known.get(kept, kept)
    if full in _countries():
        return frozenset({full})
    return frozenset(known.get(word, word) for word in names.words(full) if word not in COLLECTIVES) or frozenset(
        {kept}
    )


@cache
def is_audience(name: str) -> bool:
    """Whether a name is the public or its reporters; a parliament or a rally is somebody in particular."""
    words = [word for word in names.plain(name).split() if word not in ("the", "general", "corps")]
    nobody = {row["word"] for row in lexicon.load("audiences") if row["audience"] in ("the public", "reporters")}
    return " ".join(words) in nobody


@cache
def same_actor(a: str | None, b: str | None) -> bool:
    """Whether two names can mean one actor.

    The public and reporters are one; a country is none of its offices, a list of names none of its members.
    """
    if not a or not b:
        return False
    if is_audience(a) or is_audience(b):
        return is_audience(a) and is_audience(b)
    x, y = _parts(a), _parts(b)
    differ = [{w for w in one if not any(names.near(w, v) for v in other)} for one, other in ((x, y), (y, x))]
    rest = differ[0] | differ[1]
    if not rest:
        return True
    if x <= _countries() or y <= _countries() or ("," in a) != ("," in b):
        return False
    if rest <= _countries() and not all(differ):
        return True
    offices = {row["noun"] for row in lexicon.load("actor_nouns") if row["kind"] == "organisation"}
    return not rest & offices and names.same(a, b)


def joins(row: Item, one: str, other: str) -> bool:
    """Whether a row goes from the one to the other."""
    return same_actor(row["speaker"], one) and same_actor(row["addressee"], other)


def either_way(item: Item, row: Item) -> bool:
    """Whether the order of two parties is free: annotators did not flag every reciprocal act."""
    return bool(item.get("symmetric") or (row["mutual"] and RECIPROCAL.search(item["cue"].lower())))
