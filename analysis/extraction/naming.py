"""Proper names in a parsed segment: persons with the office beside them, organisations, countries, places.

The statistical recogniser proposes; titles and the lists of countries and organisations decide: it takes Azerbaijan
for a person and Armenia for an organisation now and then, and stumbles over a long title before a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ..lexicon import word_list
from .apposition import office_before, office_behind
from .gazetteer import country_of, listed
from .persons import can_name, is_body, is_he_or_she, is_particle
from .persons import persons as person_spans
from .shared_offices import share_offices
from .titles import gender_of, is_title, role_words, singular, singular_title, titles

_KINDS = {
    "ORG": "organisation",
    "PRODUCT": "organisation",
    "NORP": "people",
    "GPE": "place",
    "FAC": "place",
    "LOC": "place",
}
_POSSESSIVE = re.compile(r"['’]s?$")
_LONGEST_LIST = 8  # tokens of what a body is for


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
        return min(self.first, *(first for first, _ in self.offices)) if self.offices else self.first

    @property
    def ends(self) -> int:
        """Last token, with the office behind the name."""
        return max(self.last, *(last for _, last in self.offices)) if self.offices else self.last


def find_names(doc: Any, offices: dict[int, str]) -> list[Name]:
    """All proper names of the segment, in order, without overlaps.

    ``offices`` are the offices that the parser was spared, by where the name behind them begins.
    """
    of_lists = _from_lists(doc)
    taken = {i: name for name in of_lists for i in name.tokens}
    spans = person_spans(doc, taken, frozenset(offices))
    candidates = [Name(first, last, "person", _text(doc, first, last)) for first, last in spans]
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
    found = [n for n in found if n.kind != "person" or not _is_modifier(doc, n)]
    found = _owned_bodies(doc, found)
    share_offices(doc, sorted(persons, key=lambda p: p.first))
    return sorted(found, key=lambda n: n.first)


def _is_seat_of_office(doc: Any, name: Name, persons: list[Name]) -> bool:
    """Whether the recogniser's person is the place whose governor or mayor is named behind it ("of Place, Name")."""
    if name.first < 2 or doc[name.first - 1].lower_ != "of" or not is_title(doc[name.first - 2]):
        return False
    behind = doc.span(name.last + 1, name.last + 2).text
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


def _recognised(doc: Any, taken: dict[int, Name]) -> list[Name]:
    """Organisations, peoples and places that only the recogniser knows."""
    found = []
    for entity in doc.ents:
        kind = _KINDS.get(entity.label_, "organisation" if entity.label_ == "PERSON" else "")
        first, last = entity.start, entity.end - 1
        if not kind or entity.label_ == "PERSON" and not is_body(doc, first, last):
            continue
        while first < last and (doc[first].lower_ in ("the", "a", "an") or doc[first].is_punct):
            first += 1
        while last > first and (doc[last].tag_ == "POS" or doc[last].is_punct):
            last -= 1
        last = next((i - 1 for i in range(first + 1, last + 1) if doc[i].text == "("), last)
        if kind == "organisation":
            last = _whole_body(doc, first, last, taken)
        if doc[last].text in role_words("body") and last > first:
            kind, first = "organisation", _with_members(doc, first, taken)
        inner = [taken[i] for i in range(first, last + 1) if i in taken]
        if is_title(doc[first]) or first == last and doc[first].text in role_words("body"):
            continue
        if kind == "organisation" and (_is_office(doc[first : last + 1]) or _are_several(doc[first : last + 1])):
            continue
        if inner and (first, last) == (inner[0].first, inner[0].last):
            continue
        if not doc[last].text[:1].isupper() and kind != "organisation" or any(map(str.isdigit, entity.text)):
            continue
        if all(i in taken or doc[i].is_punct for i in range(first, last + 1)):
            continue  # "Armenia-Azerbaijan" is two countries
        owner = (
            taken.get(first - 2) if first > 1 and doc[first - 1].tag_ == "POS" else None
        )  # "India's Ministry of ..."
        country = next((n.country for n in (*inner, *([owner] if owner else [])) if n.country), None)
        found.append(Name(first, last, kind, _text(doc, first, last), country if kind == "organisation" else None))
    return found


def _whole_body(doc: Any, first: int, last: int, taken: dict[int, Name]) -> int:
    """Last token of a body's name, also where the recogniser cut it: "Ministry of Trade|, Mines and Sport"."""
    if not any(t.text in role_words("body") for t in doc[first : last + 1]):
        return last
    if doc[last].lower_ in word_list("office_link"):
        while last + 1 < len(doc) and doc[last + 1].text[:1].isupper() and doc[last + 1].pos_ in ("PROPN", "NOUN"):
            last += 1
    end, joined = last, False
    while end + 1 < len(doc) and end - last < _LONGEST_LIST:
        token = doc[end + 1]
        joined = joined or token.lower_ == "and"
        if (
            end == last
            and token.text != ","
            or not (token.text == "," or token.lower_ == "and" or token.text.istitle())
        ):
            break
        if end + 1 in taken or token.ent_type_ not in ("", "ORG") or token.text.istitle() and token.ent_iob_ == "B":
            return last
        end += 1
    prepositions = {t.lower_ for t in doc[first : last + 1]} & {"on", "of", "for"}
    return end if prepositions and joined and doc[end].text.istitle() else last


def _owned_bodies(doc: Any, found: list[Name]) -> list[Name]:
    """The names, a country's body with the country: "Chad's Security Council" is not that of the United Nations."""
    states = {n.last: n for n in found if n.kind == "country"}
    for body in [n for n in found if n.kind == "organisation" and not n.country and len(n.tokens) == 2]:
        owner = states.get(body.first - 2) if doc[body.first - 1].tag_ == "POS" else None
        if owner is not None and _text(doc, body.first, body.last) != body.name:
            body.first, body.country = owner.first, owner.country
            body.name = _text(doc, body.first, body.last)
            found = [n for n in found if n is not owner]
    return found


def _are_several(words: Any) -> bool:
    """Whether the words begin a list of offices or governments: "Governments of France", before "and Germany"."""
    plural = [w for w in words if w.tag_ in ("NNS", "NNPS") and (is_title(w) or w.lower_ in word_list("state_group"))]
    return any(w.i + 1 < len(w.doc) and w.nbor().lower_ == "of" for w in plural)


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
    if not all(can_name(doc, i, taken) or is_particle(doc[i]) or doc[i].text == "-" for i in name.tokens):
        return False
    return office_before(doc, name.first, in_person) is not None or is_he_or_she(doc, name.first, name.last)


def _is_modifier(doc: Any, name: Name) -> bool:
    """Whether a lone name without office only tells which common noun is meant: "the Bellecour metro stations"."""
    token = doc[name.first]
    return (
        name.first == name.last and not name.role and token.dep_ in ("compound", "nmod") and token.head.pos_ == "NOUN"
    )


def _text(doc: Any, first: int, last: int) -> str:
    """The words of a name or an office, without the possessive and the punctuation at its edges."""
    bare = _POSSESSIVE.sub("", _verbatim(doc, first, last))
    return " ".join(bare.split()).strip(' ,;:()[]"“”')


def _verbatim(doc: Any, first: int, last: int) -> str:
    return doc.span(first, last + 1).text


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
    start = person.begins
    if not person.country and start > 1 and doc[start - 1].tag_ == "POS":
        person.country = country_of(doc.span(max(0, start - 4), start - 1).text)  # "Armenia's foreign minister, Name"
    if person.role and not person.country and person.last + 2 < len(doc) and doc[person.last + 1].lower_ == "of":
        person.country = country_of(doc.span(person.last + 2, person.last + 6).text)
