"""Which words of a parsed segment are the name of a person: what the recogniser sees, what titles and context show."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Any

from ..lexicon import word_list
from .grammar import child, is_subject
from .titles import is_title, means_title, modifies_office, role_words
from .words import actor_nouns

_ELIDED = re.compile(r"[dl]['’][A-ZÀ-Þ]")  # d'Estaing
_LONGEST_PERSON = 7  # tokens


def can_name(doc: Any, i: int, taken: Container[int]) -> bool:
    """Whether the token can be part of a person's name."""
    token = doc[i]
    return (
        (token.text[:1].isupper() or _ELIDED.match(token.text) is not None)
        and not any(map(str.isdigit, token.text))
        and i not in taken
        and not is_title(token)
        and token.text not in role_words("body")
        and not modifies_office(token.lower_)
        and token.pos_ not in ("DET", "PRON", "VERB", "AUX", "ADP", "SCONJ", "CCONJ")
        and token.ent_type_ not in ("DATE", "TIME")
    )


def is_particle(token: Any) -> bool:
    """Whether it is a small word inside a name."""
    return token.lower_ in word_list("name_particle")


def persons(doc: Any, taken: Container[int], behind_office: frozenset[int]) -> list[tuple[int, int]]:
    """First and last token of the name of each person, in order."""
    spans = [_widen(doc, first, last, taken) for first, last in _recognised_persons(doc, taken)]
    for token in [t for t in doc if means_title(t.lower_) or t.idx in behind_office]:
        if token.idx in behind_office and token.i not in taken:
            spans.append(_widen(doc, token.i, token.i, taken))
        i = _behind_title(doc, token) if is_title(token) else None
        if i is None or not can_name(doc, i, taken) or doc[i].pos_ not in ("PROPN", "NOUN", "ADJ", "X"):
            continue
        if not any(first <= i <= last for first, last in spans):
            spans.append(_widen(doc, i, i, taken))
    merged: list[tuple[int, int]] = []
    for first, last in sorted(set(spans)):
        if merged and first <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return merged


def _recognised_persons(doc: Any, taken: Container[int]) -> Iterator[tuple[int, int]]:
    """First and last token of each person that the recogniser sees, without what is no part of a name."""
    for entity in doc.ents:
        if entity.label_ != "PERSON":
            continue
        first, last = entity.start, entity.end - 1
        if is_body(doc, first, last):
            continue
        while first <= last and not can_name(doc, first, taken) and not is_particle(doc[first]):
            first += 1
        while last >= first and not (can_name(doc, last, taken) or _titled_surname(doc, first, last, taken)):
            last -= 1
        if first <= last and not any(is_title(doc[i]) for i in range(first, last)):
            yield first, last


def _titled_surname(doc: Any, first: int, last: int, taken: Container[int]) -> bool:
    """Whether a title that ends a name is its surname (Julie Bishop)."""
    return first < last and doc[last].text.istitle() and is_title(doc[last]) and can_name(doc, last - 1, taken)


def is_body(doc: Any, first: int, last: int) -> bool:
    """Whether what the recogniser takes for a person is a body: the name of one, or an acronym with an article."""
    acronym = first == last and len(doc[first]) > 1 and doc[first].text.isupper() and first > 0
    return acronym and doc[first - 1].lower_ == "the" or first < last and doc[last].text in role_words("body")


def _behind_title(doc: Any, token: Any) -> int | None:
    """The token right behind a title, also one with a full stop of its own (Gen. Brown)."""
    i = token.i + 1
    if i < len(doc) and doc[i].text == ".":
        i += 1
    return i if i < len(doc) else None


def _widen(doc: Any, first: int, last: int, taken: Container[int]) -> tuple[int, int]:
    """The whole name around the part that was recognised: hyphens, particles, given names before an initial."""
    while last + 1 < len(doc) and last - first < _LONGEST_PERSON:
        step = _step_on(doc, last, taken)
        if not step:
            break
        last += step
    short = first == last or len(doc[first].text.rstrip(".")) == 1
    if short or doc[first].text == "-" or is_particle(doc[first]):
        while first > 0 and not doc[first].is_sent_start and _goes_back(doc, first, taken):
            first -= 1
    while doc[first].text in "-’'":
        first += 1
    return first, last


def _step_on(doc: Any, last: int, taken: Container[int]) -> int:
    """How many tokens the name goes on for behind ``last``: none, the next, or a joint and what it joins."""
    if can_name(doc, last + 1, taken) and doc[last + 1].pos_ in ("PROPN", "X"):
        return 1
    hyphen = doc[last + 1].text == "-"
    if last + 2 >= len(doc) or not (hyphen or is_particle(doc[last + 1])):
        return 0
    behind = doc[last + 2]
    return 2 if can_name(doc, last + 2, taken) or is_particle(behind) or hyphen and behind.text.isalpha() else 0


def _goes_back(doc: Any, first: int, taken: Container[int]) -> bool:
    """Whether the token before belongs to the name that is known from ``first`` on."""
    before = doc[first - 1]
    if before.text == "-" or is_particle(before) and first > 1 and before.text != "la":
        return True
    linked = first >= 2 and doc[first - 2].lower_ in word_list("office_link")
    return can_name(doc, first - 1, taken) and before.pos_ == "PROPN" and not linked


def is_he_or_she(doc: Any, first: int, last: int) -> bool:
    """Whether the words behind a name tell that it is somebody's: "Name, who ...", "Name said she ..."."""
    head = doc.span(first, last + 1).root
    behind = [t.lower_ for t in doc[last + 1 : last + 3]]
    if "who" in behind[:1] or behind[:1] == [","] and behind[1:] == ["who"]:
        return True
    clause = child(head.head, "ccomp") if is_subject(head) else None
    own = child(clause, "nsubj") if clause is not None else None
    if own is not None and own.i > head.i and own.lower_ in ("he", "she"):
        return True
    beside = child(head, "appos")
    return beside is not None and (actor_nouns().get(beside.lower_) == "person" or _has_age(beside))


def _has_age(noun: Any) -> bool:
    """Whether the noun tells an age: "a 17-year-old student"."""
    return any(t.lower_ == "old" or t.lower_.endswith("-old") for t in noun.lefts)
