"""The actors of one article, and the words that are known to name them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from .. import names
from ..lexicon import word_list
from .clustering import Clusters, Placed
from .findings import Actor, Mention
from .gazetteer import country_names
from .grammar import conjuncts, is_subject
from .known_names import KnownNames
from .memory import Fits, Memory
from .naming import Name
from .parser import Parsed
from .spot import Spot

_PARTIES = ("nsubj", "nsubjpass", "dobj", "dative", "pobj", "conj")
_NAMED_KINDS = ("person", "organisation", "country")
_STATES = ("country", "capital", "seat")


class Roster:
    """The actors of one parsed article, known by their numbers, with the mentions found so far."""

    def __init__(self, parsed: Parsed):
        clusters = Clusters(parsed)
        self.parsed = parsed
        self.all: list[Actor] = clusters.actors
        self.genders: dict[int, str] = clusters.genders
        self.mentions: list[Mention] = []
        self.memory = Memory()
        self.kin: dict[int, int] = {}  # person to the one whose relative it was called
        self._mentioned: set[tuple[int, int, int]] = set()
        self._names: dict[tuple[int, int], Name] = {}
        self._offices: dict[tuple[int, int], int] = {}
        self._listable: dict[tuple[int, bool], list[Name]] = {}  # of each segment, persons and others, in order
        self._listed_at: dict[tuple[int, bool, int], int] = {}  # which of these stands there, with its office
        self._shared: dict[tuple[int, int], list[int]] = {}
        self._by_kind: dict[str, list[int]] = defaultdict(list)
        self._sorted = 0  # so many actors are in ``_by_kind``
        self._counted = 0  # so many mentions are in ``_countries``
        self._countries: Counter[str | None] = Counter()
        self._by_name: dict[tuple[str, str], int] = {}
        self._bearers = KnownNames()
        for number, actor in enumerate(self.all):
            for spelling in (actor.name, *actor.aliases):
                self._by_name.setdefault((names.plain(spelling), actor.kind), number)
        for placed in clusters.names:
            self._register(placed)

    def _register(self, placed: Placed) -> None:
        segment, name = placed
        for i in name.tokens:
            self._names[segment.number, i] = name
        if name.kind in (*_NAMED_KINDS, *_STATES):
            of_persons = name.kind == "person"
            listable = self._listable.setdefault((segment.number, of_persons), [])
            for i in range(name.begins, name.ends + 1):
                self._listed_at.setdefault((segment.number, of_persons, i), len(listable))
            listable.append(name)
        if name.actor is None:
            return
        for first, last in name.offices:  # "Foreign Minister Park Jin": each of these words means him
            self._offices.update({(segment.number, i): name.actor for i in range(first, last + 1)})
        if name.shared is not None:
            for i in range(name.shared[0], name.shared[1] + 1):
                self._shared.setdefault((segment.number, i), []).append(name.actor)
        if name.kind in _NAMED_KINDS:
            start, end = segment.span(name.first, name.last)
            self.mentions.append(Mention(start, end, "name", name.actor, name.role))
            head = segment.doc.span(name.first, name.last + 1).root
            self.memory.see(start, name.actor, is_subject(head))

    # -- actors by number --------------------------------------------------------------------------------------

    def __getitem__(self, actor: int) -> Actor:
        return self.all[actor]

    def of_kind(self, *kinds: str) -> Sequence[int]:
        """The actors of these kinds."""
        while self._sorted < len(self.all):
            self._by_kind[self.all[self._sorted].kind].append(self._sorted)
            self._sorted += 1
        return self._by_kind[kinds[0]] if len(kinds) == 1 else sorted(i for kind in kinds for i in self._by_kind[kind])

    def is_a(self, *kinds: str) -> Fits:
        """Whether an actor is of one of these kinds."""
        return lambda actor: self.all[actor].kind in kinds

    def all_persons(self, actors: Iterable[int]) -> bool:
        return all(self.all[a].kind == "person" for a in actors)

    def add(self, name: str, kind: str, country: str | None = None, role: str | None = None) -> int:
        """The number of the actor of that name and kind, made where there is none."""
        key = (names.plain(name), kind)
        if key not in self._by_name:
            self.all.append(Actor(name, kind, role, country, named=False))
            self._by_name[key] = len(self.all) - 1
        return self._by_name[key]

    def named_anew(self, name: str) -> int:
        """The person of that name, as far as one is known yet; else a new one."""
        for person in self.of_kind("person")[self._bearers.size :]:
            self._bearers.add(person, names.words(self.all[person].name))
        bearer = next(self._bearers.alike(names.words(name)), None)
        if bearer is not None:
            return bearer
        self.all.append(Actor(name, "person"))
        return self._by_name.setdefault((names.plain(name), "person"), len(self.all) - 1)

    def country(self, code: str) -> int:
        """The country as an actor."""
        return self.add(country_names()[code], "country", code)

    def audience(self, name: str) -> int:
        """An audience as an actor: the public, reporters, parliament."""
        return self.add(name, "audience")

    def mention(self, spot: Spot, form: str, actor: int, subject: bool) -> None:
        """Note that the word means the actor."""
        start, end = spot.segment.spans[spot.token.i]
        if (start, end, actor) in self._mentioned:
            return
        self._mentioned.add((start, end, actor))
        self.mentions.append(Mention(start, end, form, actor))
        self.memory.see(start, actor, subject)

    # -- what words name ---------------------------------------------------------------------------------------

    def name_at(self, spot: Spot) -> Name | None:
        """The proper name that the word is part of."""
        return self._names.get(spot.key)

    def listed(self, spot: Spot) -> list[Any]:
        """Heads of the names in a list, "A of X, B and the minister, C" or "Moscow, the UN and the CSTO", in order."""
        doc, names, at, of_persons = spot.segment.doc, [], None, False
        for of_persons in (True, False):
            names = self._listable.get((spot.segment.number, of_persons), [])
            at = self._listed_at.get((spot.segment.number, of_persons, spot.token.i))
            if at is not None:
                break
        found: list[Any] = []
        whole = 0
        while at is not None and (found or self._joined(spot, names, at, of_persons)):
            head = doc.span(names[at].first, names[at].last + 1).root
            if found and is_subject(head) and not is_subject(spot.token):
                break  # "met A and B left"
            if not of_persons and head.dep_ in ("amod", "compound", "nmod", "poss"):
                break  # "told Moscow and EU officials"
            found.append(head)
            joined = self._joined(spot, names, at, of_persons)
            if not joined:
                break
            whole = len(found) + 1 if "and" in joined else whole
            at += 1
        return found[:whole]

    def _joined(self, spot: Spot, names: list[Name], at: int, of_persons: bool) -> set[str]:
        """What joins a name to the next one in a list; nothing where it is the last of it."""
        behind = names[at + 1] if at + 1 < len(names) else None
        between = spot.segment.doc[names[at].ends + 1 : behind.begins] if behind is not None else ()
        joined = {t.lower_ for t in between} & {",", "and"}
        return joined if all(self._joins(spot.at(t), of_persons) for t in between) else set()

    def _joins(self, spot: Spot, of_persons: bool) -> bool:
        """Whether the word may stand between two names of a list: "A of Chile, B and the C"."""
        if spot.token.lower_ in (",", "and", "the"):
            return True
        return of_persons and (spot.token.lower_ == "of" or self.country_at(spot) is not None)

    def sharing(self, spot: Spot) -> list[int]:
        """The persons before whose names the word stands in an office in the plural."""
        return self._shared.get(spot.key, [])

    def named(self, spot: Spot) -> int | None:
        """The actor that the word names by itself: its name, or its office beside the name."""
        if spot.key in self._offices:
            return self._offices[spot.key]
        name, token = self.name_at(spot), spot.token
        if name is None:
            return self._classed(spot)
        if name.kind == "seat":
            return self._stands_for(spot, self.add(name.name, "organisation", name.country))
        modifier = token.dep_ in ("amod", "compound", "nmod")
        if name.kind in ("demonym", "capital") and name.country:
            if token.i != name.last or name.kind == "demonym" and (modifier or token.dep_ == "poss"):
                return None
            return self._stands_for(spot, self.country(name.country))
        if (
            name.kind == "place"
            and token.ent_type_ == "GPE"
            and token.dep_ in ("nsubj", "dobj", "pobj", "conj", "poss")
        ):
            return self._stands_for(spot, self.add(name.name, "country"))  # a region that acts, a country of no list
        if name.kind == "people" and (modifier or token.tag_ == "JJ"):
            return None
        return name.actor

    def country_at(self, spot: Spot) -> str | None:
        """The country that the word names, as noun, adjective or capital."""
        name = self.name_at(spot)
        return name.country if name is not None and name.kind in ("country", "demonym", "capital") else None

    def _stands_for(self, spot: Spot, actor: int) -> int:
        """The actor for which a place stands that speaks or is spoken to: that is a mention of it."""
        if spot.token.dep_ in _PARTIES:
            self.mention(spot, "name", actor, is_subject(spot.token))
        return actor

    def _classed(self, spot: Spot) -> int | None:
        """The body that is named right before a noun of its class: "the Daily Echo newspaper"."""
        token = spot.token
        if token.i == 0 or token.lower_ not in word_list("class_noun"):
            return None
        first = token.i - (2 if token.nbor(-1).lower_ == "news" and token.i > 1 else 1)
        before = self.name_at(spot.at(token.doc[first]))
        inside = before is not None and token.doc[first].head in (token, token.nbor(-1))
        return before.actor if before is not None and inside and before.kind == "organisation" else None

    def countries(self, spot: Spot) -> list[str]:
        """Countries among the modifiers of a noun: "the Armenian ...", "... of Armenia and Azerbaijan"."""
        found = [self.country_at(spot.at(head)) for head in _modifiers(spot.token)]
        return [code for code in dict.fromkeys(found) if code]

    @cached_property
    def rivals(self) -> tuple[str, str] | None:
        """The two countries that the article names together most often ("Armenia and Azerbaijan"), more than once."""
        ordered = sorted(self._names.items())
        pairs: Counter[tuple[str, str]] = Counter()
        for (spot, name), (other_spot, other) in zip(ordered, ordered[1:], strict=False):
            close = spot[0] == other_spot[0] and 0 < other.first - name.last <= 3
            if close and name.country and other.country and name.country != other.country:
                pairs[min(name.country, other.country), max(name.country, other.country)] += 1
        best = max(pairs, key=lambda p: (pairs[p], p)) if pairs else None
        return best if best is not None and pairs[best] > 1 else None

    def countries_named(self) -> Counter[str | None]:
        """How often each country is mentioned so far, its demonyms everywhere included; the first one told of first."""
        while self._counted < len(self.mentions):
            actor = self.all[self.mentions[self._counted].actor]
            self._counted += 1
            if actor.kind == "country":
                self._countries[actor.country] += 1
        return Counter(self._countries) + self._demonyms

    @cached_property
    def _demonyms(self) -> Counter[str | None]:
        return Counter(n.country for n in self._names.values() if n.kind == "demonym" and n.country)


def _modifiers(token: Any) -> list[Any]:
    """Heads of what modifies the noun, before it or behind "of"; in the order of the text."""
    found = []
    for part in token.children:
        if part.dep_ in ("amod", "compound", "nmod", "poss"):
            found += conjuncts(part)
        elif part.dep_ == "prep" and part.lower_ in ("of", "in", "from"):
            found += [c for p in part.children if p.dep_ == "pobj" for c in conjuncts(p)]
    return found
