"""Proper names in a parsed segment: persons with the office beside them, organisations, countries, places.

The statistical recogniser proposes; titles and the lists of countries and organisations decide: it takes Azerbaijan
for a person and Armenia for an organisation now and then, and stumbles over a long title before a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..lexicon import word_list
from .apposition import office_before, office_behind
from .gazetteer import country_of, listed
from .shared_offices import share_offices
from .titles import gender_of, is_title, modifies_office, role_words, singular, singular_title, titles

_ELIDED = re.compile(r"[dl]['’][A-ZÀ-Þ]")  # d'Estaing
_KINDS = {
    "ORG": "organisation",
    "PRODUCT": "organisation",
    "NORP": "people",
    "GPE": "place",
    "FAC": "place",
    "LOC": "place",
}
_LONGEST_PERSON = 7  # tokens


@dataclass(slots=True)
class Name:
    """One proper name: its tokens, its kind, the actor's name, the office and country beside it."""

    first: int
    last: int
    kind: str  # person, organisation, country, demonym, capital, seat, people, place, platform
    name: str
    country: str | None = None
    role: str | None = None
    gender: str | None = None
    offices: tuple[tuple[int, int], ...] = ()  # tokens of the office, before and behind the name
    shared: tuple[int, int] | None = None  # tokens of an office in the plural that is also others'
    actor: int | None = None  # number of the actor, where the name is one's

    @property
    def tokens(self) -> range:
        return range(self.first, self.last + 1)

    @property
    def begins(self) -> int:
        """First token, with the office before the name."""
        return min([self.first, *(first for first, _ in self.offices)])

    @property
    def ends(self) -> int:
        """Last token, with the office behind the name."""
        return max([self.last, *(last for _, last in self.offices)])


def find_names(doc: Any, offices: dict[int, str]) -> list[Name]:
    """All proper names of the segment, in order, without overlaps.

    ``offices`` are the offices that the parser was spared, by where the name behind them begins.
    """
    of_lists = _from_lists(doc)
    taken = {i: name for name in of_lists for i in name.tokens}
    candidates = _persons(doc, taken, frozenset(offices))
    persons = [p for p in candidates if not _is_seat_of_office(doc, p, candidates)]
    in_person = _tokens_of(persons)
    found = persons + [n for n in of_lists if not in_person & set(n.tokens)]
    covered = _tokens_of(found)
    for name in _recognised(doc, taken):
        if _is_person(doc, name, in_person, taken):
            name.kind, name.country = "person", None
            persons.append(name)
        inner = [n for n in found if n.first >= name.first and n.last <= name.last]
        if _fits_in(name, inner, found, in_person, covered):
            found = [n for n in found if n not in inner] + [name]
            covered |= set(name.tokens)
    for person in persons:
        _add_office(doc, person, found, offices.get(doc[person.first].idx))
    share_offices(doc, sorted(persons, key=lambda p: p.first))
    return sorted(found, key=lambda n: n.first)


def _is_seat_of_office(doc: Any, name: Name, persons: list[Name]) -> bool:
    """Whether the recogniser's person is the place whose governor or mayor is named behind it ("of Place, Name")."""
    if name.first < 2 or doc[name.first - 1].lower_ != "of" or not is_title(doc[name.first - 2]):
        return False
    behind = doc[name.last + 1 : name.last + 2].text
    return behind == "," and any(p.first == name.last + 2 for p in persons)


def _tokens_of(found: list[Name]) -> set[int]:
    return {i for name in found for i in name.tokens}


def _fits_in(name: Name, inner: list[Name], found: list[Name], in_person: set[int], covered: set[int]) -> bool:
    """Whether a recognised name may take the place of the names inside it without cutting through another."""
    span = set(name.tokens)
    if span & in_person:
        return False
    if any(n.kind in ("organisation", "country") and n.tokens == name.tokens for n in inner):
        return False
    return not span & covered or all(n in inner for n in found if span & set(n.tokens))


def _from_lists(doc: Any) -> list[Name]:
    found = []
    for start, end, entry in listed(doc.text):
        span = doc.char_span(start, end)
        if span is None or doc.text[start:end] == "X" and doc[span.start].pos_ != "PROPN":
            continue
        found.append(Name(span.start, span.end - 1, entry.kind, entry.name, entry.country))
    return found


def _can_name(doc: Any, i: int, taken: dict[int, Name]) -> bool:
    """Whether the token can be part of a person's name."""
    token = doc[i]
    return (
        (token.text[:1].isupper() or _ELIDED.match(token.text) is not None)
        and not any(c.isdigit() for c in token.text)
        and i not in taken
        and not is_title(token)
        and token.text not in role_words("body")
        and not modifies_office(token.lower_)
        and token.pos_ not in ("DET", "PRON", "VERB", "AUX", "ADP", "SCONJ", "CCONJ")
        and token.ent_type_ not in ("DATE", "TIME")
    )


def _is_particle(token: Any) -> bool:
    return token.lower_ in word_list("name_particle")


def _persons(doc: Any, taken: dict[int, Name], behind_office: frozenset[int]) -> list[Name]:
    spans = [_widen(doc, first, last, taken) for first, last in _recognised_persons(doc, taken)]
    for token in doc:
        if token.idx in behind_office and token.i not in taken:
            spans.append(_widen(doc, token.i, token.i, taken))
        i = _behind_title(doc, token)
        if i is None or not _can_name(doc, i, taken) or doc[i].pos_ not in ("PROPN", "NOUN", "ADJ", "X"):
            continue
        if not any(first <= i <= last for first, last in spans):
            spans.append(_widen(doc, i, i, taken))
    merged: list[Name] = []
    for first, last in sorted(set(spans)):
        if merged and first <= merged[-1].last:
            merged[-1].last = max(last, merged[-1].last)
            merged[-1].name = _text(doc, merged[-1].first, merged[-1].last)
        else:
            merged.append(Name(first, last, "person", _text(doc, first, last)))
    return merged


def _recognised_persons(doc: Any, taken: dict[int, Name]) -> Iterator[tuple[int, int]]:
    """First and last token of each person that the recogniser sees, without what is no part of a name."""
    for entity in doc.ents:
        first, last = entity.start, entity.end - 1
        if entity.label_ != "PERSON" or _is_body(doc, first, last):
            continue
        while first <= last and not _can_name(doc, first, taken) and not _is_particle(doc[first]):
            first += 1
        while last >= first and not (_can_name(doc, last, taken) or _titled_surname(doc, first, last, taken)):
            last -= 1
        if first <= last and not any(is_title(doc[i]) for i in range(first, last)):
            yield first, last


def _titled_surname(doc: Any, first: int, last: int, taken: dict[int, Name]) -> bool:
    """Whether a title that ends a name is its surname (Julie Bishop)."""
    return first < last and doc[last].is_title and is_title(doc[last]) and _can_name(doc, last - 1, taken)


def _is_body(doc: Any, first: int, last: int) -> bool:
    """Whether what the recogniser takes for a person is a body: the name of one, or an acronym with an article."""
    acronym = first == last and len(doc[first]) > 1 and doc[first].is_upper and first > 0
    return acronym and doc[first - 1].lower_ == "the" or first < last and doc[last].text in role_words("body")


def _behind_title(doc: Any, token: Any) -> int | None:
    """The token right behind a title, also one with a full stop of its own (Gen. Brown)."""
    if not is_title(token):
        return None
    i = token.i + 1
    if i < len(doc) and doc[i].text == ".":
        i += 1
    return i if i < len(doc) else None


def _widen(doc: Any, first: int, last: int, taken: dict[int, Name]) -> tuple[int, int]:
    """The whole name around the part that was recognised: hyphens, particles, given names before an initial."""
    while last + 1 < len(doc) and last - first < _LONGEST_PERSON:
        step = _step_on(doc, last, taken)
        if not step:
            break
        last += step
    short = first == last or len(doc[first].text.rstrip(".")) == 1
    if short or doc[first].text == "-" or _is_particle(doc[first]):
        while first > 0 and not doc[first].is_sent_start and _goes_back(doc, first, taken):
            first -= 1
    while doc[first].text in "-’'":
        first += 1
    return first, last


def _step_on(doc: Any, last: int, taken: dict[int, Name]) -> int:
    """How many tokens the name goes on for behind ``last``: none, the next, or a joint and what it joins."""
    if _can_name(doc, last + 1, taken) and doc[last + 1].pos_ in ("PROPN", "X"):
        return 1
    hyphen = doc[last + 1].text == "-"
    if last + 2 >= len(doc) or not (hyphen or _is_particle(doc[last + 1])):
        return 0
    behind = doc[last + 2]
    return 2 if _can_name(doc, last + 2, taken) or _is_particle(behind) or hyphen and behind.is_alpha else 0


def _goes_back(doc: Any, first: int, taken: dict[int, Name]) -> bool:
    """Whether the token before belongs to the name that is known from ``first`` on."""
    before = doc[first - 1]
    if before.text == "-" or _is_particle(before) and first > 1 and before.text != "la":
        return True
    linked = first >= 2 and doc[first - 2].lower_ in word_list("office_link")
    return _can_name(doc, first - 1, taken) and before.pos_ == "PROPN" and not linked


def _recognised(doc: Any, taken: dict[int, Name]) -> list[Name]:
    """Organisations, peoples and places that only the recogniser knows."""
    found = []
    for entity in doc.ents:
        kind = _KINDS.get(entity.label_)
        first, last = entity.start, entity.end - 1
        if entity.label_ == "PERSON" and _is_body(doc, first, last):
            kind = "organisation"
        if not kind:
            continue
        while first < last and (doc[first].lower_ in ("the", "a", "an") or doc[first].is_punct):
            first += 1
        while last > first and (doc[last].tag_ == "POS" or doc[last].is_punct):
            last -= 1
        last = next((i - 1 for i in range(first + 1, last + 1) if doc[i].text == "("), last)
        if doc[last].text in role_words("body") and last > first:
            kind, first = "organisation", _with_members(doc, first, taken)
        inner = [taken[i] for i in range(first, last + 1) if i in taken]
        if is_title(doc[first]) or first == last and doc[first].text in role_words("body"):
            continue
        if kind == "organisation" and _is_office(doc[first : last + 1]):
            continue
        if inner and (first, last) == (inner[0].first, inner[0].last):
            continue
        if not doc[last].text[:1].isupper() and kind != "organisation" or any(c.isdigit() for c in entity.text):
            continue
        if all(i in taken or doc[i].is_punct for i in range(first, last + 1)):
            continue  # "Armenia-Azerbaijan" is two countries
        owner = (
            taken.get(first - 2) if first > 1 and doc[first - 1].tag_ == "POS" else None
        )  # "India's Ministry of ..."
        country = next((n.country for n in (*inner, *([owner] if owner else [])) if n.country), None)
        found.append(Name(first, last, kind, _text(doc, first, last), country if kind == "organisation" else None))
    return found


def _is_office(words: Any) -> bool:
    """Whether the words are an office without its holder ("National Security Advisor"), and no "Office of the ..."."""
    return singular_title(words[-1].lower_) and not any(w.dep_ == "prep" for w in words)


def _with_members(doc: Any, first: int, taken: dict[int, Name]) -> int:
    """Where the name of a body begins that is called after its members ("the Dock Workers' Liberation Front")."""
    if first < 2 or doc[first - 1].tag_ != "POS" or doc[first - 2].text not in role_words("members"):
        return first
    first -= 2
    while first > 0 and doc[first - 1].pos_ in ("PROPN", "ADJ") and doc[first - 1].text[0].isupper():
        first -= 1
    return first


def _is_person(doc: Any, name: Name, in_person: set[int], taken: dict[int, Name]) -> bool:
    """Whether a title shows that what the recogniser took for something else is a person."""
    linked = doc[max(0, name.first - 1)].lower_ in word_list("office_link")
    if name.kind == "people" or linked or in_person & set(name.tokens) or len(name.tokens) > 4:
        return False
    if not all(_can_name(doc, i, taken) or _is_particle(doc[i]) or doc[i].text == "-" for i in name.tokens):
        return False
    return office_before(doc, name.first, in_person) is not None


def _text(doc: Any, first: int, last: int) -> str:
    """The words of a name or an office, without the possessive and the punctuation at its edges."""
    bare = re.sub(r"['’]s?$", "", _verbatim(doc, first, last))
    return re.sub(r"\s+", " ", bare).strip(' ,;:()[]"“”')


def _verbatim(doc: Any, first: int, last: int) -> str:
    return doc.text[doc[first].idx : doc[last].idx + len(doc[last])]


def _add_office(doc: Any, person: Name, found: list[Name], unseen: str | None) -> None:
    """Office, country and gender of a person, from the words before the name and the apposition behind it."""
    if unseen:
        person.role, person.country, person.gender = unseen, country_of(unseen), gender_of(unseen)
    others = _tokens_of([n for n in found if n.kind == "person" and n is not person])
    before, behind = office_before(doc, person.first, others), office_behind(doc, person.last, others)
    person.offices = tuple(office for office in (before, behind) if office)
    for first, last in person.offices:
        person.role = person.role or _text(doc, first, last)
        person.country = person.country or country_of(_verbatim(doc, first, last))
        for i in range(first, last + 1):
            row = titles().get(singular(doc[i].lower_.rstrip(".")))
            person.gender = person.gender or (row["gender"] or None if row else None)
    start = min([person.first, *(first for first, _ in person.offices)])
    if not person.country and start > 1 and doc[start - 1].tag_ == "POS":
        person.country = country_of(doc[max(0, start - 4) : start - 1].text)  # "Armenia's foreign minister, Name"
    if person.role and not person.country and person.last + 2 < len(doc) and doc[person.last + 1].lower_ == "of":
        person.country = country_of(doc[person.last + 2 : person.last + 6].text)
