"""Proper names in a parsed segment: persons with the office beside them, organisations, countries, places.

The statistical recogniser proposes; titles and the lists of countries and organisations decide: it takes Azerbaijan
for a person and Armenia for an organisation now and then, and stumbles over a long title before a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from .. import lexicon, names

PARTICLES = frozenset("al el bin ibn bint abu ben van von der den de del della di da dos du la le ul ter ten af av".split())
_ELIDED = re.compile(r"[dl]['’][A-ZÀ-Þ]")  # d'Estaing
_LINKS = frozenset("of for to and & the on at".split())


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of the lists: what it stands for."""

    name: str
    kind: str  # country, demonym, capital, organisation, platform
    country: str | None


@dataclass(slots=True)
class Name:
    """One proper name: its tokens, its kind, the actor's name, the office and country beside it."""

    first: int
    last: int
    kind: str  # person, organisation, country, demonym, capital, people, place
    name: str
    country: str | None = None
    role: str | None = None
    gender: str | None = None
    offices: tuple[tuple[int, int], ...] = ()  # tokens of the office, before and behind the name


@cache
def listed() -> dict[str, Entry]:
    """Every name of the lists of countries and organisations, with what it stands for."""
    found: dict[str, Entry] = {}
    for row in lexicon.load("countries"):
        for column, kind in (("name", "country"), ("aliases", "country"), ("demonyms", "demonym"), ("capitals", "capital")):
            for alias in filter(None, row[column].split(";")):
                found.setdefault(alias, Entry(row["name"], kind, row["country"]))
    for row in lexicon.load("organisations"):
        for alias in filter(None, [row["name"], *row["aliases"].split(";")]):
            found.setdefault(alias, Entry(row["name"], row["kind"], row["country"] or None))
    return found


@cache
def country_names() -> dict[str, str]:
    """Country code to name."""
    return {row["country"]: row["name"] for row in lexicon.load("countries")}


@cache
def demonym_of() -> dict[str, str]:
    """Country code to its adjective."""
    return {row["country"]: row["demonyms"].split(";")[0] or row["name"] for row in lexicon.load("countries")}


@cache
def listed_pattern() -> re.Pattern[str]:
    """Any of the listed names, as a whole word."""
    longest_first = sorted(listed(), key=len, reverse=True)
    words = "|".join(re.escape(name).replace("'", "['’]") for name in longest_first)
    return re.compile(rf"(?<![\w.])(?:{words})(?!\w)")


@cache
def titles() -> dict[str, dict[str, str]]:
    """Title to its row, single words; "prime minister" is found by its last word."""
    return {row["title"]: row for row in lexicon.load("titles")}


@cache
def role_words(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.load("role_words") if row["kind"] == kind)


def singular(word: str) -> str:
    """The word without a plural ending, as far as titles need it."""
    if word in titles():
        return word
    for ending, rest in (("ies", "y"), ("men", "man"), ("women", "woman"), ("s", "")):
        if word.endswith(ending) and word[: -len(ending)] + rest in titles():
            return word[: -len(ending)] + rest
    return word


def singular_title(word: str) -> bool:
    """Whether the lower-case word is a title in the singular, also behind a hyphen (secretary-general)."""
    return word in titles() or word.rpartition("-")[2] in titles()


def is_title(token: Any) -> bool:
    word = token.lower_.rstrip(".")
    return singular(word) in titles() or singular(word.rpartition("-")[2]) in titles()


def find_names(doc: Any, offices: dict[int, str] | None = None) -> list[Name]:
    """All proper names of the segment, in order, without overlaps; ``offices`` stood where the text has the name at that offset."""
    offices = offices or {}
    of_lists = _from_lists(doc)
    taken = {i: name for name in of_lists for i in range(name.first, name.last + 1)}
    persons = _persons(doc, taken, frozenset(offices))
    in_person = {i for p in persons for i in range(p.first, p.last + 1)}
    found = persons + [n for n in of_lists if not in_person & set(range(n.first, n.last + 1))]
    covered = {i for n in found for i in range(n.first, n.last + 1)}
    for name in _organisations(doc, taken):
        if _is_person(doc, name, in_person, taken):
            name.kind, name.country = "person", None
            persons.append(name)
        span = set(range(name.first, name.last + 1))
        if span & in_person:
            continue
        inner = [n for n in found if n.first >= name.first and n.last <= name.last]
        if any(n.kind in ("organisation", "country") and n.last == name.last and n.first == name.first for n in inner):
            continue
        if span & covered and not all(n in inner for n in found if span & set(range(n.first, n.last + 1))):
            continue
        found = [n for n in found if n not in inner] + [name]
        covered |= span
    for person in persons:
        _add_office(doc, person, found, offices.get(doc[person.first].idx))
    return sorted(found, key=lambda n: n.first)


def _from_lists(doc: Any) -> list[Name]:
    found = []
    for match in listed_pattern().finditer(doc.text):
        span = doc.char_span(*match.span())
        if span is None or match.group() == "X" and doc[span.start].pos_ != "PROPN":
            continue
        entry = listed()[match.group().replace("’", "'")]
        found.append(Name(span.start, span.end - 1, entry.kind, entry.name, entry.country))
    return found


def _named(doc: Any, i: int, taken: dict[int, Name]) -> bool:
    """Whether the token can be part of a person's name."""
    token = doc[i]
    return (
        (token.text[:1].isupper() or _ELIDED.match(token.text) is not None)
        and not any(c.isdigit() for c in token.text)
        and i not in taken
        and not is_title(token)
        and token.text not in role_words("body")
        and token.lower_ not in role_words("field")
        and token.lower_ not in role_words("rank")
        and token.pos_ not in ("DET", "PRON", "VERB", "AUX", "ADP", "SCONJ", "CCONJ")
        and token.ent_type_ not in ("DATE", "TIME")
    )


def _persons(doc: Any, taken: dict[int, Name], behind_office: frozenset[int]) -> list[Name]:
    spans: list[tuple[int, int]] = []
    for entity in doc.ents:
        if entity.label_ == "PERSON":
            first, last = entity.start, entity.end - 1
            while first <= last and not _named(doc, first, taken) and doc[first].lower_ not in PARTICLES:
                first += 1
            while last >= first and not _named(doc, last, taken):
                last -= 1
            if first <= last and not any(is_title(doc[i]) for i in range(first, last + 1)):
                spans.append(_widen(doc, first, last, taken))
    for token in doc:
        i = token.i + 1
        if is_title(token) and i < len(doc) and doc[i].text == ".":
            i += 1
        if token.idx in behind_office and token.i not in taken:
            spans.append(_widen(doc, token.i, token.i, taken))
        if is_title(token) and i < len(doc) and _named(doc, i, taken) and doc[i].pos_ in ("PROPN", "NOUN", "ADJ", "X"):
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


def _widen(doc: Any, first: int, last: int, taken: dict[int, Name]) -> tuple[int, int]:
    """The whole name around the part that was recognised: hyphens, particles, given names before an initial."""
    while last + 1 < len(doc) and last - first < 7:
        if _named(doc, last + 1, taken) and doc[last + 1].pos_ in ("PROPN", "X"):
            last += 1
        elif last + 2 < len(doc) and (doc[last + 1].text == "-" or doc[last + 1].lower_ in PARTICLES):
            step = 2 if _named(doc, last + 2, taken) or doc[last + 2].lower_ in PARTICLES else 0
            if not step and doc[last + 1].text == "-" and doc[last + 2].is_alpha and not doc[last + 2].is_space:
                step = 2
            if not step:
                break
            last += step
        else:
            break
    lone = first == last or len(doc[first].text.rstrip(".")) == 1 or doc[first].text == "-" or doc[first].lower_ in PARTICLES
    while first > 0 and lone and not doc[first].is_sent_start:
        before = doc[first - 1]
        if before.text == "-" or before.lower_ in PARTICLES and first > 1 and before.text != "la":
            first -= 1
        elif _named(doc, first - 1, taken) and before.pos_ == "PROPN" and (first < 2 or doc[first - 2].lower_ not in _LINKS):
            first -= 1
        else:
            break
    while doc[first].text in "-’'":
        first += 1
    return first, last


def _organisations(doc: Any, taken: dict[int, Name]) -> list[Name]:
    """Organisations, peoples and places that only the recogniser knows."""
    kinds = {"ORG": "organisation", "NORP": "people", "GPE": "place", "FAC": "place", "LOC": "place", "PRODUCT": "organisation"}
    found = []
    for entity in doc.ents:
        kind = kinds.get(entity.label_)
        if not kind:
            continue
        first, last = entity.start, entity.end - 1
        while first < last and (doc[first].lower_ in ("the", "a", "an") or doc[first].is_punct):
            first += 1
        while last > first and (doc[last].tag_ == "POS" or doc[last].is_punct):
            last -= 1
        inner = [taken[i] for i in range(first, last + 1) if i in taken]
        if doc[last].text in role_words("body") and len(range(first, last + 1)) > 1:
            kind = "organisation"
        if is_title(doc[first]) or (first == last and (is_title(doc[first]) or doc[first].text in role_words("body"))):
            continue
        if inner and (first, last) == (inner[0].first, inner[0].last):
            continue
        if not doc[last].text[:1].isupper() and kind != "organisation" or any(c.isdigit() for c in entity.text):
            continue
        if all(i in taken or doc[i].is_punct for i in range(first, last + 1)):
            continue  # "Armenia-Azerbaijan" is two countries
        country = next((n.country for n in inner if n.country), None)
        found.append(Name(first, last, kind, _text(doc, first, last), country if kind == "organisation" else None))
    return found


def _is_person(doc: Any, name: Name, in_person: set[int], taken: dict[int, Name]) -> bool:
    """Whether a title shows that what the recogniser took for something else is a person."""
    span = range(name.first, name.last + 1)
    if name.kind in ("person", "people") or doc[max(0, name.first - 1)].lower_ in _LINKS or in_person & set(span) or len(span) > 4 or not all(_named(doc, i, taken) or doc[i].lower_ in PARTICLES or doc[i].text == "-" for i in span):
        return False
    return _office_before(doc, name.first, in_person) is not None


def _text(doc: Any, first: int, last: int) -> str:
    return names_only(doc.text[doc[first].idx : doc[last].idx + len(doc[last])])


def names_only(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"['’]s?$", "", text)).strip(" ,;:()[]\"“”")


def _add_office(doc: Any, person: Name, found: list[Name], unseen: str | None) -> None:
    """Office, country and gender of a person, from the words before the name and the apposition behind it."""
    if unseen:
        person.role, person.country, person.gender = unseen, country_of(unseen), gender_of(unseen)
    others = {i for n in found if n.kind == "person" and n is not person for i in range(n.first, n.last + 1)}
    before = _office_before(doc, person.first, others)
    behind = _office_behind(doc, person.last, others)
    person.offices = tuple(filter(None, (before, behind)))
    for first, last in person.offices:
        person.role = person.role or _text(doc, first, last)
        person.country = person.country or country_of(doc.text[doc[first].idx : doc[last].idx + len(doc[last])])
        for i in range(first, last + 1):
            row = titles().get(singular(doc[i].lower_.rstrip(".")))
            person.gender = person.gender or (row["gender"] or None if row else None)
    if person.role and not person.country and person.last + 2 < len(doc) and doc[person.last + 1].lower_ == "of":
        person.country = country_of(doc[person.last + 2 : person.last + 6].text)


def country_of(office: str) -> str | None:
    """The country that an office belongs to: not the one that an envoy is sent to or a desk is for."""
    for match in listed_pattern().finditer(office):
        before = office[: match.start()].lower().split()[-2:]
        entry = listed()[match.group().replace("’", "'")]
        if entry.country and entry.kind != "capital" and not {"for", "to", "on"} & set(before):
            return entry.country
    return None


def _office_before(doc: Any, first: int, others: set[int]) -> tuple[int, int] | None:
    """Tokens of the office that stands right before a name, or before a comma before it."""
    last = first - 1
    if last > 0 and doc[last].text == ",":
        return _office_before_comma(doc, last - 1, others)
    start, seen = last + 1, False
    for i in range(last, max(-1, last - 18), -1):
        token = doc[i]
        if i in others or token.ent_type_ in ("DATE", "TIME") or i < last and doc[i + 1].is_sent_start:
            break
        word = token.lower_.rstrip(".")
        if is_title(token):
            start, seen = i, True
        elif token.text[:1].isupper() and token.pos_ not in ("PRON", "ADP", "SCONJ", "VERB", "AUX") and token.lower_ not in ("the", "on", "in", "a"):
            start = i
        elif word in role_words("rank") or word in role_words("field") or token.text == "-":
            start = i
        elif word in _LINKS and i > 0 and i - 1 not in others:
            if word in ("and", "&") and not any(is_title(doc[j]) for j in range(max(0, i - 6), i)):
                break
        elif token.tag_ == "POS" and i > 0:
            start = i + 1
            break
        else:
            break
    while start <= last and (doc[start].lower_ in _LINKS or doc[start].is_punct):
        start += 1
    return (start, last) if seen and start <= last else None


def _office_before_comma(doc: Any, last: int, others: set[int]) -> tuple[int, int] | None:
    """Tokens of "the foreign minister of X" in "the foreign minister of X, Name"."""
    for i in range(last, max(-1, last - 9), -1):
        token = doc[i]
        if i in others or token.is_punct and token.text not in "-()" or token.pos_ in ("VERB", "AUX") or token.ent_type_ in ("DATE", "TIME"):
            return None
        if is_title(token) and (i == last or doc[i + 1].lower_ in ("of", "for", "to")):
            start = _office_before(doc, i + 1, others)
            return (start[0], last) if start else None
        if i < last and doc[i + 1].is_sent_start:
            return None
    return None


def _office_behind(doc: Any, last: int, others: set[int]) -> tuple[int, int] | None:
    """Tokens of an office in apposition: "Name, the acting prime minister of X,"."""
    if last + 2 >= len(doc) or doc[last + 1].text not in (",", "("):
        return None
    first, seen = last + 2, False
    end = first - 1
    for i in range(first, min(len(doc), first + 16)):
        token = doc[i]
        if i in others or token.text in (",", ")", ".", ";", ":") or token.tag_ in ("WP", "WDT"):
            break
        if token.pos_ in ("VERB", "AUX") and token.lower_ not in role_words("rank"):
            return None  # "... with Aliyev, both leaders told me": no apposition
        seen = seen or is_title(token) and singular(token.lower_) == token.lower_
        end = i
    while first <= end and doc[first].lower_ in ("the", "a", "an"):
        first += 1
    return (first, end) if seen and first <= end else None


def gender_of(role: str | None) -> str | None:
    """Gender that an office tells (king, spokeswoman), if any."""
    for word in names.words(role or ""):
        row = titles().get(word)
        if row and row["gender"]:
            return row["gender"]
    return None
