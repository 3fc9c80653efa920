"""Which names of an article are one actor: surnames join the fullest name, acronyms the body they are made of."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

from .. import names
from ..lexicon import word_list
from .findings import Actor
from .gazetteer import country_of_person
from .known_names import KnownNames
from .naming import Name, find_names
from .parser import Parsed, Segment
from .titles import gender_of, titles

_LONGEST_ROLE = 90  # characters: what is longer is half a sentence
_NAMING = ("PROPN", "NOUN", "ADJ", "X")  # parts of speech that the parser takes a surname for

Placed = tuple[Segment, Name]


class Clusters:
    """The named actors of one article: ``actors``, ``genders`` by actor, and every name with its actor filled in."""

    def __init__(self, parsed: Parsed):
        self.actors: list[Actor] = []
        self.genders: dict[int, str] = {}
        self.names = _names(parsed)
        _retype([name for _, name in self.names])
        self._persons = KnownNames()
        self._called: dict[str, list[int]] = defaultdict(list)  # persons by their aliases, and by words inside a name
        self._bodies: dict[str, list[int]] = defaultdict(list)  # bodies by what two names of one can have in common
        self._spelt_out: dict[int, list[tuple[int, int]]] = {}  # where somebody has more than a surname
        for segment, name in _fullest_first(self.names, parsed.title_end):
            self._join_person(segment, name, parsed.title_end)
        for segment, name in self.names:
            if name.actor is None and name.kind in ("organisation", "country", "people"):
                name.actor = self._body(name, _acronym_behind(segment, name))
        self._as_written()

    def _as_written(self) -> None:
        """Name each body as fully as the article does; the name that the lists have for it is then another one."""
        written: dict[int, list[str]] = {}
        for segment, name in self.names:
            if name.kind == "organisation" and name.actor is not None:
                written.setdefault(name.actor, []).append(_written(segment, name))
        for number, forms in written.items():
            body = self.actors[number]
            if body.name not in forms:
                fullest = max(forms, key=lambda form: (len(form.split()), len(form)))
                body.aliases = list(dict.fromkeys([body.name, *body.aliases]))
                body.name = fullest

    def _join_person(self, segment: Segment, name: Name, title_end: int) -> None:
        """Give the name to the person who bears it; two namesakes stay two."""
        place = segment.span(name.first, name.last)[0], segment.paragraph
        known = self._bearer(name, place, title_end)
        name.actor = len(self.actors) if known is None else known
        if known is None:
            self.actors.append(Actor(name.name, "person", name.role, name.country))
            self._persons.add(name.actor, names.words(name.name))
            for inner in _before_small_words(name.name.split()):
                self._called[f"inside {names.plain(inner)}"].append(name.actor)
        person = self.actors[name.actor]
        also = [n for n in (name.name, _also_known(segment, name)) if n and n not in _names_of(person)]
        person.aliases += also
        for alias in also:
            self._called[alias].append(name.actor)
        person.country = person.country or name.country
        if name.role and len(person.role or "") < len(name.role) < _LONGEST_ROLE:
            person.role = name.role
        person.country = person.country or country_of_person(person.name, person.role)
        if len(names.words(name.name)) > 1:
            self._spelt_out.setdefault(name.actor, []).append(place)
        gender = name.gender or gender_of(name.role)
        if gender:
            self.genders.setdefault(name.actor, gender)

    def _bearer(self, name: Name, place: tuple[int, int], title_end: int) -> int | None:
        """The person whose name it is; nobody where a surname may be that of several, and nothing tells of which."""
        bearers = {*self._persons.alike(names.words(name.name)), *self._called.get(name.name, ())}
        bearers.update(self._called.get(f"inside {names.plain(name.name)}", ()))
        fitting = [i for i in sorted(bearers) if self._may_be(name, i)]
        if len(fitting) < 2 or len(names.words(name.name)) > 1:
            of_country = [i for i in fitting if name.country and self.actors[i].country == name.country]
            same = of_country or [i for i in fitting if _same_office(name.role, self.actors[i].role)] or fitting
            return same[0] if same else None
        position, spelt_out = place[0], {i: self._spelt_out.get(i, []) for i in fitting}
        last = max((of for i in fitting for p, of in spelt_out[i] if p < position), default=None)  # paragraph
        narrowed = (
            [i for i in fitting if name.country and self.actors[i].country == name.country],
            [i for i in fitting if _same_office(name.role, self.actors[i].role)],
            [i for i in fitting if position >= title_end and any(p < position for p, _ in spelt_out[i])],
            [i for i in fitting if _has_office(self.actors[i].role)],
            [i for i in fitting if last in {of for p, of in spelt_out[i] if p < position}],
        )
        only = next((few[0] for few in narrowed if len(few) == 1), None)
        return only if only is not None else next((i for i in fitting if not spelt_out[i]), None)

    def _may_be(self, name: Name, number: int) -> bool:
        """Whether the gender of a person known so far does not speak against the name."""
        gender = name.gender or gender_of(name.role)
        return not gender or self.genders.get(number, gender) == gender

    def _body(self, name: Name, acronym: str | None) -> int:
        """Number of the actor for an organisation, a people or a country."""
        kind = "group" if name.kind == "people" else name.kind
        for known in sorted({i for key in _keys_of_body(name.name) for i in self._bodies.get(key, ())}):
            actor = self.actors[known]
            if actor.kind != kind or (name.country or actor.country) != (actor.country or name.country):
                continue  # each country has its own foreign ministry
            if any(_same_body(name.name, n) for n in (actor.name, *actor.aliases)):
                if name.name not in (actor.name, *actor.aliases):
                    actor.aliases.append(name.name)
                    self._note_body(known, name.name)
                return known
        self.actors.append(Actor(name.name, kind, None, name.country, [acronym] if acronym else []))
        for spelling in _names_of(self.actors[-1]):
            self._note_body(len(self.actors) - 1, spelling)
        return len(self.actors) - 1

    def _note_body(self, number: int, spelling: str) -> None:
        for key in _keys_of_body(spelling):
            self._bodies[key].append(number)


def _names(parsed: Parsed) -> list[Placed]:
    """Every name with its segment; a name once given in full is known by its surname from then on."""
    found = [find_names(segment.doc, segment.offices) for segment in parsed.segments]
    placed = [(segment, n) for segment, of_segment in zip(parsed.segments, found, strict=True) for n in of_segment]
    acronyms = {_acronym_behind(segment, n) for segment, n in placed if n.kind == "organisation"} - {None}
    surnames = {part for of_segment in found for n in of_segment if _sure(n) for part in _alone(n)}
    surnames |= {other for s, n in placed if n.kind == "person" and (other := _also_known(s, n))}
    spellings = {names.spelling(names.plain(surname)) for surname in surnames}
    for segment, of_segment in zip(parsed.segments, found, strict=True):
        taken = {i for n in of_segment for i in n.tokens}
        for token in segment.doc:  # the surnames and acronyms that the recogniser passed over
            if token.i in taken:
                continue
            if token.pos_ in _NAMING and _is_one_of(token, surnames, spellings):
                of_segment.append(Name(token.i, token.i, "person", token.text))
            elif token.text in acronyms:
                of_segment.append(Name(token.i, token.i, "organisation", token.text))
        of_segment.sort(key=lambda n: n.first)
    return [(segment, n) for segment, of_segment in zip(parsed.segments, found, strict=True) for n in of_segment]


def _is_one_of(token: Any, surnames: set[str], spellings: set[str]) -> bool:
    """Whether the token is the surname, maybe spelt otherwise, of somebody named in full elsewhere."""
    if len(token.text) < 3:
        return False
    other = token.pos_ == "PROPN" and len(token.text) > 4 and token.text.istitle() and token.ent_type_ in ("", "PERSON")
    return token.text in surnames or other and names.spelling(names.plain(token.text)) in spellings


def _alone(name: Name) -> list[str]:
    """The words by which a person is called once the full name is known: the last, or the first as in Ethiopia."""
    parts = name.name.split()
    return [parts[-1].rpartition("-")[2], parts[-1], parts[0], *_before_small_words(parts)]


def _also_known(segment: Segment, name: Name) -> str | None:
    """Another name that the words behind the name give it: "Name, better known as Other,"."""
    doc = segment.doc
    for i in range(name.last + 1, min(len(doc) - 2, name.last + 5)):
        if doc[i].lower_ not in word_list("also_known"):
            continue
        first = last = i + 2 if doc[i + 1].lower_ == "as" else i + 1
        while last < len(doc) and doc[last].pos_ == "PROPN":
            last += 1
        return doc.span(first, last).text or None
    return None


def _written(segment: Segment, name: Name) -> str:
    """The name as the article has it, on one line."""
    return " ".join(segment.doc.span(name.first, name.last + 1).text.replace("’", "'").split())


def _names_of(actor: Actor) -> tuple[str, ...]:
    return actor.name, *actor.aliases


def _sure(name: Name) -> bool:
    """Whether the name is surely a person's: it has an office beside it, or two words."""
    return name.kind == "person" and (bool(name.role) or len(names.words(name.name)) > 1)


def _fullest_first(placed: list[Placed], title_end: int) -> list[Placed]:
    """The names of persons, the longest first; those of the headline, which are short, last."""
    persons = [
        (s.span(n.first, n.last)[0] < title_end, -len(names.words(n.name)), (s, n))
        for s, n in placed
        if n.kind == "person"
    ]
    return [one for _, _, one in sorted(persons, key=lambda p: p[:2])]


def _retype(found: list[Name]) -> None:
    """Let the sure names of the article correct the recogniser's unsure ones ("Blinken", a place)."""
    sure = KnownNames()
    for words in {names.words(n.name) for n in found if _sure(n)}:
        sure.add(len(words), words)
    bodies = {names.words(n.name) for n in found if n.kind == "organisation"}
    first_words = {body[0] for body in bodies if len(body) > 1}

    @cache
    def known(words: tuple[str, ...]) -> bool:
        return any(True for _ in sure.alike(words))

    @cache
    def part_of_known(words: tuple[str, ...]) -> bool:
        return any(len(words) <= length for length in sure.alike(words))

    for name in found:
        words = names.words(name.name)
        if name.kind in ("place", "people", "organisation") and not name.country:
            if part_of_known(words):
                name.kind = "person"
        elif name.kind == "person" and not name.role and len(words) == 1 and not known(words):
            name.kind = "organisation" if words[0] in first_words else "person"


def _acronym_behind(segment: Segment, name: Name) -> str | None:
    """The acronym in brackets behind the name that it abbreviates."""
    doc = segment.doc
    if name.last + 2 < len(doc) and doc[name.last + 1].text == "(":
        inside = doc[name.last + 2].text
        introduced = inside.isupper() and inside.isalpha() and len(inside) > 1
        closed = name.last + 3 < len(doc) and doc[name.last + 3].text == ")"
        return inside if names.acronym(inside, name.name) or introduced and closed else None
    return None


def _before_small_words(parts: list[str]) -> list[str]:
    """The words inside a name that stand before small ones ("Lula" of "Luiz Inácio Lula da Silva")."""
    small = word_list("name_particle")
    return [word for word, behind in zip(parts[1:], parts[2:], strict=False) if behind.lower() in small]


def _has_office(role: str | None) -> bool:
    """Whether somebody is called more than Mr or Ms."""
    return any(titles().get(word, {}).get("kind") != "honorific" for word in names.words(role or ""))


def _same_office(a: str | None, b: str | None) -> bool:
    return bool(a and b and set(names.words(a)) & set(names.words(b)))


def _keys_of_body(name: str) -> set[str]:
    """What the name shares with any other for which ``_same_body`` holds: its words, or letters that are initials."""
    return {" ".join(names.words(name)), name.replace(".", ""), *names.initials(name)}


def _same_body(a: str, b: str) -> bool:
    x, y = names.words(a), names.words(b)
    return bool(x) and (x == y or names.acronym(a, b) or names.acronym(b, a))
