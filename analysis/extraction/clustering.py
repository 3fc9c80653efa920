"""Which names of an article are one actor: surnames join the fullest name, acronyms the body they are made of."""

from __future__ import annotations

from .. import names
from .findings import Actor
from .gazetteer import country_of_person
from .naming import Name, find_names
from .parser import Parsed, Segment
from .titles import gender_of

_LONGEST_ROLE = 90  # characters: what is longer is half a sentence

Placed = tuple[Segment, Name]


class Clusters:
    """The named actors of one article: ``actors``, ``genders`` by actor, and every name with its actor filled in."""

    def __init__(self, parsed: Parsed):
        self.actors: list[Actor] = []
        self.genders: dict[int, str] = {}
        self.names = _names(parsed)
        _retype([name for _, name in self.names])
        for name in _fullest_first(self.names, parsed.title_end):
            self._join_person(name)
        for segment, name in self.names:
            if name.actor is None and name.kind in ("organisation", "country", "people"):
                name.actor = self._body(name, _acronym_behind(segment, name))

    def _join_person(self, name: Name) -> None:
        """Give the name to the person who bears it; two namesakes stay two."""
        fitting = self._fitting(name)
        if fitting:
            name.actor = fitting[0]
            person = self.actors[name.actor]
            if name.name != person.name and name.name not in person.aliases:
                person.aliases.append(name.name)
            person.country = person.country or name.country
            if name.role and len(person.role or "") < len(name.role) < _LONGEST_ROLE:
                person.role = name.role
        else:
            name.actor = len(self.actors)
            person = Actor(name.name, "person", name.role, name.country)
            self.actors.append(person)
        person.country = person.country or country_of_person(person.name, person.role)
        gender = name.gender or gender_of(name.role)
        if gender:
            self.genders.setdefault(name.actor, gender)

    def _fitting(self, name: Name) -> list[int]:
        """Persons who can bear the name, those of its country or office where there are several."""
        fitting = [i for i, a in enumerate(self.actors) if names.same_person(name.name, a.name)]
        if len(fitting) < 2:
            return fitting
        of_country = [i for i in fitting if name.country and self.actors[i].country == name.country]
        return of_country or [i for i in fitting if _same_office(name.role, self.actors[i].role)] or fitting

    def _body(self, name: Name, acronym: str | None) -> int:
        """Number of the actor for an organisation, a people or a country."""
        kind = "group" if name.kind == "people" else name.kind
        for known, actor in enumerate(self.actors):
            if actor.kind == kind and any(_same_body(name.name, n) for n in (actor.name, *actor.aliases)):
                if name.name not in (actor.name, *actor.aliases):
                    actor.aliases.append(name.name)
                return known
        self.actors.append(Actor(name.name, kind, None, name.country, [acronym] if acronym else []))
        return len(self.actors) - 1


def _names(parsed: Parsed) -> list[Placed]:
    """Every name with its segment; a name once given in full is known by its surname from then on."""
    found = [find_names(segment.doc, segment.offices) for segment in parsed.segments]
    placed = [(segment, n) for segment, of_segment in zip(parsed.segments, found, strict=True) for n in of_segment]
    acronyms = {_acronym_behind(segment, n) for segment, n in placed if n.kind == "organisation"} - {None}
    surnames = {n.name.split()[-1] for of_segment in found for n in of_segment if _sure(n)}
    for segment, of_segment in zip(parsed.segments, found, strict=True):
        taken = {i for n in of_segment for i in n.tokens}
        for token in segment.doc:  # the surnames and acronyms that the recogniser passed over
            if token.i in taken:
                continue
            if token.text in surnames and len(token.text) > 2:
                of_segment.append(Name(token.i, token.i, "person", token.text))
            elif token.text in acronyms:
                of_segment.append(Name(token.i, token.i, "organisation", token.text))
        of_segment.sort(key=lambda n: n.first)
    return [(segment, n) for segment, of_segment in zip(parsed.segments, found, strict=True) for n in of_segment]


def _sure(name: Name) -> bool:
    """Whether the name is surely a person's: it has an office beside it, or two words."""
    return name.kind == "person" and (bool(name.role) or len(names.words(name.name)) > 1)


def _fullest_first(placed: list[Placed], title_end: int) -> list[Name]:
    """The names of persons, the longest first; those of the headline, which are short, last."""
    persons = [
        (s.span(n.first, n.last)[0] < title_end, -len(names.words(n.name)), n) for s, n in placed if n.kind == "person"
    ]
    return [name for _, _, name in sorted(persons, key=lambda p: p[:2])]


def _retype(found: list[Name]) -> None:
    """Let the sure names of the article correct the recogniser's unsure ones ("Blinken", a place)."""
    sure = [n for n in found if _sure(n)]
    bodies = [names.words(n.name) for n in found if n.kind == "organisation" and len(names.words(n.name)) > 1]
    for name in found:
        words = names.words(name.name)
        if name.kind in ("place", "people", "organisation") and not name.country:
            if any(len(words) <= len(names.words(p.name)) and names.same_person(name.name, p.name) for p in sure):
                name.kind = "person"
        elif name.kind == "person" and not name.role and len(words) == 1:
            known = any(names.same_person(name.name, p.name) for p in sure)
            if not known and any(body[:1] == words for body in bodies):
                name.kind = "organisation"


def _acronym_behind(segment: Segment, name: Name) -> str | None:
    """The acronym in brackets behind the name that it abbreviates."""
    doc = segment.doc
    if name.last + 2 < len(doc) and doc[name.last + 1].text == "(":
        inside = doc[name.last + 2].text
        return inside if names.acronym(inside, name.name) else None
    return None


def _same_office(a: str | None, b: str | None) -> bool:
    return bool(a and b and set(names.words(a)) & set(names.words(b)))


def _same_body(a: str, b: str) -> bool:
    x, y = names.words(a), names.words(b)
    return bool(x) and (x == y or names.acronym(a, b) or names.acronym(b, a))
