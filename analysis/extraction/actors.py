"""Who is meant: the actors of one article, and what its names, titles, nouns and pronouns refer to.

No coreference model installs from the package index, so the rules are ours, in the order in which a reader would
try them: the name itself, the name in apposition, the holder of the office, the last one who acted.  What none of
them settles stays unresolved (no actor), never guessed.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from .. import lexicon, names
from .findings import Actor, Mention
from .naming import Name, country_names, demonym_of, find_names, gender_of, is_title, role_words, singular
from .parser import Parsed, Segment

PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "n", "its": "n", "itself": "n", "they": "p", "them": "p", "their": "p", "themselves": "p",
    "i": "i", "me": "i", "my": "i", "myself": "i", "we": "w", "us": "w", "our": "w", "ourselves": "w",
    "who": "r", "which": "r", "that": "r", "whom": "r", "whose": "r",
    "one": "x", "you": "y", "your": "y",
}  # fmt: skip
_NOT_NAMED = frozenset("the a an some many several other all both most few any such no these those certain various another two three".split())
_STATES = frozenset("sides countries nations neighbours neighbors capitals states rivals foes governments".split())
_LEADERS = frozenset("leaders men teams delegations presidents ministers parties interlocutors diplomats officials women".split())
_RANKS = frozenset("senior top high-ranking several appropriate local".split())
_LOOK_BACK = 900  # characters: an antecedent further away is no antecedent


@cache
def actor_nouns() -> dict[str, str]:
    """Common noun that can act, to the kind of actor."""
    return {row["noun"]: row["kind"] for row in lexicon.load("actor_nouns")}


@cache
def audiences() -> dict[str, str]:
    """Noun for an audience, to the audience."""
    return {row["word"]: row["audience"] for row in lexicon.load("audiences")}


@cache
def _known_people() -> dict[str, list[tuple[str, str, str]]]:
    """Surname to (name, office, country) of the few people whom articles name without a country."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in lexicon.load("people"):
        for name in filter(None, [row["name"], *row["aliases"].split(";")]):
            found.setdefault(names.words(name)[-1], []).append((name, row["office"], row["country"]))
    return found


def known_country(name: str, role: str | None) -> str | None:
    """The country of a person whom the article leaves without one: by full name, or by surname and office."""
    words = names.words(name)
    for known, office, country in _known_people().get(words[-1], []) if words else []:
        if names.words(known) == words or len(words) == 1 and role and set(names.words(office)) <= set(names.words(role)):
            return country
    return None


def conjuncts(token: Any) -> list[Any]:
    """The token and what is coordinated with it, in order."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
            found += conjuncts(child)
    return found


class Actors:
    """The actors of one parsed article; ``resolve`` tells which of them a noun phrase means."""

    def __init__(self, parsed: Parsed):
        self.parsed = parsed
        self.actors: list[Actor] = []
        self.mentions: list[Mention] = []
        self.genders: dict[int, str] = {}
        self.voice: dict[int, int] = {}  # quotation -> who speaks it
        self._at: dict[tuple[int, int], tuple[int | None, Name]] = {}
        self._office: dict[tuple[int, int], int] = {}
        self._seen: list[tuple[int, int, bool]] = []  # position, actor, was subject; sorted
        self._pair: list[tuple[int, list[int]]] = []  # position, the parties of the last joint act
        self._by_name: dict[tuple[str, str], int] = {}
        found = [find_names(segment.doc, segment.offices) for segment in parsed.segments]
        self._bare_surnames(found)
        self._register(found)

    # -- names -------------------------------------------------------------------------------------------------

    def _register(self, found: list[list[Name]]) -> None:
        everything = [(number, name) for number, of_segment in enumerate(found) for name in of_segment]
        persons = self._person_clusters(everything)
        for number, name in everything:
            actor = persons.get(id(name))
            if actor is None and name.kind in ("organisation", "country", "people"):
                actor = self._other(name, number)
            for i in range(name.first, name.last + 1):
                self._at[number, i] = (actor, name)
            for first, last in name.offices:  # "Foreign Minister Park Jin": each of these words means him
                self._office.update({(number, i): actor for i in range(first, last + 1) if actor is not None})
            if actor is None or name.kind in ("capital", "demonym", "people", "place", "platform"):
                continue
            segment = self.parsed.segments[number]
            start, end = segment.span(name.first, name.last)
            self.mentions.append(Mention(start, end, "name", actor, name.role))
            head = segment.doc[name.first : name.last + 1].root
            self.see(start, actor, head.dep_ in ("nsubj", "nsubjpass"))

    def _bare_surnames(self, found: list[list[Name]]) -> None:
        """Add the surnames that the recogniser passed over: a name once given in full is known from then on."""
        full = [n for of_segment in found for n in of_segment if n.kind == "person" and (n.role or len(names.words(n.name)) > 1)]
        surnames = {n.name.split()[-1] for n in full if len(n.name.split()[-1]) > 2}
        for segment, of_segment in zip(self.parsed.segments, found, strict=True):
            taken = {i for n in of_segment for i in range(n.first, n.last + 1)}
            for token in segment.doc:
                if token.text in surnames and token.i not in taken:
                    of_segment.append(Name(token.i, token.i, "person", token.text))
            of_segment.sort(key=lambda n: n.first)

    def _person_clusters(self, everything: list[tuple[int, Name]]) -> dict[int, int]:
        """Number of the actor for each name of a person; surnames join the fullest name, two namesakes stay two."""
        self._retype(everything)
        persons = [name for _, name in everything if name.kind == "person"]
        actor_of: dict[int, int] = {}
        headline = {id(n) for number, n in everything if self.parsed.segments[number].spans[n.first][0] < self.parsed.title_end}
        for name in sorted(persons, key=lambda n: (id(n) in headline, -len(names.words(n.name)))):
            fitting = [i for i, a in enumerate(self.actors) if names.same_person(name.name, a.name)]
            if len(fitting) > 1:
                by_country = [i for i in fitting if name.country and self.actors[i].country == name.country]
                fitting = by_country or [i for i in fitting if _same_office(name.role, self.actors[i].role)] or fitting
            if fitting:
                actor = self.actors[fitting[0]]
                actor_of[id(name)] = fitting[0]
                if name.name != actor.name and name.name not in actor.aliases:
                    actor.aliases.append(name.name)
                actor.country = actor.country or name.country
                if name.role and len(name.role) > len(actor.role or "") and len(name.role) < 90:
                    actor.role = name.role
            else:
                actor_of[id(name)] = len(self.actors)
                self.actors.append(Actor(name.name, "person", name.role, name.country))
            joined = self.actors[actor_of[id(name)]]
            joined.country = joined.country or known_country(joined.name, joined.role)
            if name.gender or gender_of(name.role):
                self.genders.setdefault(actor_of[id(name)], name.gender or gender_of(name.role) or "")
        return actor_of

    @staticmethod
    def _retype(everything: list[tuple[int, Name]]) -> None:
        """Let the sure names of the article correct the recogniser's unsure ones ("Blinken", a place)."""
        sure = [n for _, n in everything if n.kind == "person" and (n.role or len(names.words(n.name)) > 1)]
        bodies = [names.words(n.name) for _, n in everything if n.kind == "organisation" and len(names.words(n.name)) > 1]
        for _, name in everything:
            if name.kind in ("place", "people", "organisation") and not name.country:
                words = names.words(name.name)
                if any(len(words) <= len(names.words(p.name)) and names.same_person(name.name, p.name) for p in sure):
                    name.kind = "person"
            elif name.kind == "person" and not name.role and len(names.words(name.name)) == 1:
                word = names.words(name.name)
                known = any(names.same_person(name.name, p.name) for p in sure)
                if not known and any(words[:1] == word for words in bodies):
                    name.kind = "organisation"

    def _other(self, name: Name, number: int) -> int:
        """Number of the actor for an organisation, a people or a country."""
        kind = {"people": "group"}.get(name.kind, name.kind)
        text = name.name
        behind = self._acronym_behind(name, number)
        for known, actor in enumerate(self.actors):
            if actor.kind == kind and (_same_body(text, actor.name) or any(_same_body(text, a) for a in actor.aliases)):
                if text not in (actor.name, *actor.aliases):
                    actor.aliases.append(text)
                return known
        self.actors.append(Actor(text, kind, None, name.country, [behind] if behind else []))
        return len(self.actors) - 1

    def _acronym_behind(self, name: Name, number: int) -> str | None:
        doc = self.parsed.segments[number].doc
        if name.last + 2 < len(doc) and doc[name.last + 1].text == "(":
            inside = doc[name.last + 2].text
            return inside if names.acronym(inside, name.name) else None
        return None

    def add(self, name: str, kind: str, country: str | None = None, role: str | None = None) -> int:
        """The number of the actor of that name and kind, made where there is none."""
        key = (names.plain(name), kind)
        if key not in self._by_name:
            same = [i for i, a in enumerate(self.actors) if a.kind == kind and names.plain(a.name) == key[0]]
            if not same:
                self.actors.append(Actor(name, kind, role, country, named=False))
            self._by_name[key] = same[0] if same else len(self.actors) - 1
        return self._by_name[key]

    # -- who was last spoken of --------------------------------------------------------------------------------

    def see(self, position: int, actor: int, subject: bool) -> None:
        bisect.insort(self._seen, (position, actor, subject))

    def see_pair(self, position: int, parties: list[int]) -> None:
        """Remember the parties of a joint act: "both leaders" and "they" mean them."""
        self._pair.append((position, list(dict.fromkeys(parties))))

    def _before(self, position: int) -> list[tuple[int, int, bool]]:
        """What was seen before the position, nearest first."""
        i = bisect.bisect_left(self._seen, (position,))
        return [s for s in reversed(self._seen[:i]) if position - s[0] <= _LOOK_BACK]

    def _sentence_start(self, segment: Segment, token: Any) -> int:
        return segment.spans[token.sent.start][0]

    def _nearest(self, segment: Segment, token: Any, fits: Any, exclude: Iterable[int]) -> int | None:
        """The fitting actor that was subject of this or the last sentence, else the one named last."""
        position = segment.spans[token.i][0]
        begin = self._sentence_start(segment, token)
        candidates = [s for s in self._before(position) if s[1] not in set(exclude) and fits(s[1])]
        subjects = [s for s in candidates if s[2]]
        here = [s for s in subjects if s[0] >= begin]
        if here:
            return here[-1][1]
        if subjects and position - subjects[0][0] < 400:
            return subjects[0][1]
        return candidates[0][1] if candidates else None

    def _object_of_sentence(self, segment: Segment, token: Any, fits: Any, exclude: Iterable[int]) -> int | None:
        """Whom "him" means: the last fitting one of this sentence, else the other party of the last talk."""
        position, begin = segment.spans[token.i][0], self._sentence_start(segment, token)
        here = [s[1] for s in self._before(position) if s[0] >= begin and s[1] not in set(exclude) and fits(s[1])]
        if here:
            return here[0]
        pair = next((p for at, p in reversed(self._pair) if at < position and position - at < _LOOK_BACK), [])
        left = [a for a in pair if a not in set(exclude) and fits(a)]
        return left[0] if len(left) == 1 and len(pair) == 2 else self._nearest(segment, token, fits, exclude)

    # -- noun phrases ------------------------------------------------------------------------------------------

    def resolve(self, number: int, token: Any, exclude: Iterable[int] = (), voice: int | None = None) -> list[int]:
        """The actors that the noun phrase headed by the token means; empty where that stays open."""
        found: list[int] = []
        for head in conjuncts(token):
            if head is not token and any(c.lower_ == "other" for c in head.children):
                continue  # "with the minister and other officials"
            for actor in self._one(number, head, tuple(exclude), voice):
                if actor not in found:
                    found.append(actor)
        return found

    def _one(self, number: int, token: Any, exclude: tuple[int, ...], voice: int | None) -> list[int]:
        segment = self.parsed.segments[number]
        if segment.stands_for(token) is not None:
            return []
        if token.lower_ in PRONOUNS and token.pos_ in ("PRON", "DET", "SCONJ"):
            return self._pronoun(number, token, exclude, voice)
        named = self._named(number, token)
        if named is not None:
            return [named]
        for child in token.children:
            if child.dep_ in ("appos", "compound", "nmod") and is_title(token) or child.dep_ == "appos":
                if any(c.dep_ == "conj" and token.i < c.i < child.i for c in token.children):
                    continue  # "the minister and the president, Name": the name is the president's
                in_apposition = [self._named(number, c) for c in conjuncts(child)]
                found = [a for a in in_apposition if a is not None and self.actors[a].kind in ("person", "organisation")]
                if found:
                    return found
        return self._nominal(number, token, exclude, voice)

    def _named(self, number: int, token: Any) -> int | None:
        if (number, token.i) in self._office:
            return self._office[number, token.i]
        actor, name = self._at.get((number, token.i), (None, None))
        if name is None:
            return None
        if name.kind in ("demonym", "capital") and name.country:
            if token.i != name.last or name.kind == "demonym" and token.dep_ in ("amod", "compound", "nmod", "poss"):
                return None
            return self.country(name.country)
        if name.kind == "place" and token.ent_type_ == "GPE" and token.dep_ in ("nsubj", "dobj", "pobj", "conj", "poss"):
            return self.add(name.name, "country")  # a region that acts, or a country of no list
        if name.kind == "people" and (token.dep_ in ("amod", "compound", "nmod") or token.tag_ == "JJ"):
            return None
        return actor

    def country(self, code: str) -> int:
        """The country as an actor."""
        return self.add(country_names()[code], "country", code)

    def _mention(self, segment: Segment, first: int, last: int, form: str, actor: int, subject: bool) -> None:
        start, end = segment.span(first, last)
        self.mentions.append(Mention(start, end, form, actor))
        self.see(start, actor, subject)

    def _pronoun(self, number: int, token: Any, exclude: tuple[int, ...], voice: int | None) -> list[int]:
        segment, kind = self.parsed.segments[number], PRONOUNS[token.lower_]
        position = segment.spans[token.i][0]
        found: list[int] = []
        if kind == "r":
            return self._antecedent(number, token, exclude, voice)
        if kind == "i":
            found = [] if voice is None else [voice]
        elif kind == "w":
            found = [] if voice is None else [self._we(voice)]
        elif kind in "mf":
            blocked = (*exclude, voice) if voice is not None else exclude
            def fits(a: int) -> bool:
                actor = self.actors[a]
                return actor.kind == "person" and bool(actor.named or actor.role) and self.genders.get(a, kind) == kind

            near = self._object_of_sentence if token.dep_ in ("dobj", "dative", "pobj") else self._nearest
            actor = near(segment, token, fits, blocked)
            found = [] if actor is None else [actor]
            persons = [i for i, a in enumerate(self.actors) if a.kind == "person"]
            if len(persons) == 1:
                self.genders.setdefault(persons[0], kind)
        elif kind == "n":
            kinds = ("organisation", "country")
            actor = self._nearest(segment, token, lambda a: self.actors[a].kind in kinds, exclude)
            found = [] if actor is None else [actor]
        elif kind == "p":
            found = self._they(segment, token, position, exclude)
        for actor in found:
            self._mention(segment, token.i, token.i, "pronoun", actor, token.dep_ in ("nsubj", "nsubjpass"))
        return found

    def _we(self, voice: int) -> int:
        """Who "we" is in somebody's mouth: the country of an office holder, else the speaker."""
        actor = self.actors[voice]
        return self.country(actor.country) if actor.kind == "person" and actor.role and actor.country else voice

    def _they(self, segment: Segment, token: Any, position: int, exclude: tuple[int, ...]) -> list[int]:
        pair = next((p for at, p in reversed(self._pair) if at < position and position - at < _LOOK_BACK), None)
        if token.dep_ in ("dobj", "dative", "pobj"):
            groups = [s for s in self._before(position) if self.actors[s[1]].kind in ("group", "audience") and s[1] not in exclude]
            last_pair = max((at for at, _ in self._pair if at < position), default=-1)
            if groups and groups[0][0] > last_pair and position - groups[0][0] < 400:
                return [groups[0][1]]
            pair = [a for a in pair if a not in exclude] if pair else None
        plural = self._nearest(segment, token, lambda a: self.actors[a].kind in ("group", "organisation"), exclude)
        if pair and plural is not None:
            acted = max((s[0] for s in self._seen if s[1] == plural and s[0] < position and s[2]), default=-1)
            return pair if max(at for at, _ in self._pair if at < position) >= acted else [plural]
        return pair or ([] if plural is None else [plural])

    def _antecedent(self, number: int, token: Any, exclude: tuple[int, ...], voice: int | None) -> list[int]:
        verb = token.head
        while verb.dep_ in ("conj", "xcomp", "ccomp") and verb.head != verb:
            verb = verb.head
        if verb.dep_ == "relcl" and verb.head.i < token.i:
            return self._one(number, verb.head, exclude, voice)
        return []

    # -- common nouns ------------------------------------------------------------------------------------------

    def _nominal(self, number: int, token: Any, exclude: tuple[int, ...], voice: int | None) -> list[int]:
        segment, word = self.parsed.segments[number], token.lower_
        kind = actor_nouns().get(word) or actor_nouns().get(singular(word)) or actor_nouns().get(token.lemma_.lower())
        plural = token.tag_ in ("NNS", "NNPS") or word in ("two", "both", "sides")
        exclude = exclude if voice is None else (*exclude, voice)
        if word in ("two", "both", "three") and token.dep_ in ("nsubj", "pobj", "dobj", "nsubjpass"):
            return self._parties(segment, token, exclude)
        if word in ("side", "country", "nation", "neighbour", "neighbor") and any(c.lower_ in ("each", "neither", "either") for c in token.children):
            return self._states(segment, token)
        if word == "each" and token.dep_ == "nsubj":
            return self._states(segment, token)
        if kind is None:
            return []
        countries = self._countries(number, token)
        determined = [token, token.head] if token.dep_ == "conj" else [token]
        definite = any(c.lower_ in ("the", "this", "that", "these", "both", "two") for t in determined for c in t.children)
        if plural:
            found = self._plural(number, token, countries, definite, exclude)
        else:
            found = self._singular(number, token, kind, countries, definite, exclude, voice)
        return found or self._by_description(number, token, "group" if plural else kind, countries, voice)

    def _plural(self, number: int, token: Any, countries: list[str], definite: bool, exclude: tuple[int, ...]) -> list[int]:
        segment, word = self.parsed.segments[number], token.lower_
        title = singular(word)
        members = self._members(number, token, exclude)
        if members:
            return members
        if is_title(token) and title != word:
            holders = [i for i, a in enumerate(self.actors) if a.kind == "person" and self._holds(i, token, title)]
            if len(countries) > 1:
                return [self._holder(code, token, title, holders) for code in countries]
            recent = list(dict.fromkeys(s[1] for s in self._before(segment.spans[token.i][0]) if s[1] in holders and s[1] not in exclude))
            if definite and not countries and len(recent) >= 2 and title != "leader":
                return recent[:2] if any(c.lower_ in ("two", "both") for c in token.children) else recent[:4]
        if definite and word in _STATES:
            talking = self._pair and 0 < segment.spans[token.i][0] - self._pair[-1][0] < 400 and word == "sides"
            return (not talking and self._states(segment, token)) or self._parties(segment, token, exclude)
        if word in _LEADERS and definite:
            return self._parties(segment, token, exclude)
        their = next((c for c in token.children if c.lower_ == "their"), None)
        if their is not None and is_title(token):
            owners = [self.actors[a].country for a in self._pronoun(number, their, exclude, None)]
            holders = [i for i, a in enumerate(self.actors) if a.kind == "person" and self._holds(i, token, title)]
            return [self._holder(code, token, title, holders) for code in owners if code] if len(owners) > 1 and all(owners) else []
        return []

    def _states(self, segment: Segment, token: Any) -> list[int]:
        """The two countries that "both sides" or "the two countries" means: the last two named."""
        position = segment.spans[token.i][0]
        named = [s[1] for s in self._before(position) if self.actors[s[1]].kind == "country"]
        two = list(dict.fromkeys(named))[:2]
        if len(two) < 2:
            return []
        for actor in two:
            self._mention(segment, token.i, token.i, "nominal", actor, False)
        return sorted(two)

    def _members(self, number: int, token: Any, exclude: tuple[int, ...]) -> list[int]:
        """The named members of a group: "firms including A and B", "allies such as C"."""
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in ("including", "as", "like"):
                heads = [h for c in child.children if c.dep_ == "pobj" for h in conjuncts(c)]
                named = [self._named(number, h) for h in heads]
                return [a for a in named if a is not None and a not in exclude]
        return []

    def _holder(self, code: str, token: Any, title: str, holders: list[int]) -> int:
        """The holder of an office of a country, named elsewhere in the article or known by the office alone."""
        of_country = [h for h in holders if self.actors[h].country == code]
        if of_country:
            return of_country[0]
        modifiers = " ".join(c.text for c in token.lefts if c.lower_ in role_words("field") | role_words("rank"))
        office = f"{demonym_of()[code]} {modifiers} {title}".replace("  ", " ")
        return self.add(office, "person", code, f"{modifiers} {title}".strip())

    def _holds(self, actor: int, token: Any, title: str) -> bool:
        role = names.words(self.actors[actor].role or "")
        wanted = [c.lower_ for c in token.lefts if c.lower_ in role_words("field") | role_words("rank") and c.lower_ != "former"]
        lower = {"deputy", "vice", "assistant", "former", "under"}
        return title in role and all(w in role for w in wanted) and not lower & (set(role) - {c.lower_ for c in token.lefts})

    def _parties(self, segment: Segment, token: Any, exclude: tuple[int, ...]) -> list[int]:
        """The parties of the last joint act, or the last two of one kind that were named."""
        position = segment.spans[token.i][0]
        pair = next(([a for a in p if a not in exclude] for at, p in reversed(self._pair) if at < position), None)
        if pair is None:
            named = [s[1] for s in self._before(position) if self.actors[s[1]].kind in ("person", "country")]
            distinct = list(dict.fromkeys(named))
            kinds = {self.actors[a].kind for a in distinct[:2]}
            pair = distinct[:2] if len(distinct) >= 2 and len(kinds) == 1 else None
        if pair is None:
            return []
        for actor in pair:
            self._mention(segment, token.i, token.i, "nominal", actor, False)
        return pair

    def _singular(
        self, number: int, token: Any, kind: str, countries: list[str], definite: bool, exclude: tuple[int, ...], voice: int | None
    ) -> list[int]:
        segment, word = self.parsed.segments[number], token.lower_
        code = countries[0] if countries else None
        if kind == "person" and (definite or token.text[0].isupper()):
            owned = any(c.dep_ == "poss" and c.lower_ not in PRONOUNS for c in token.children)
            title = singular(word)
            office = [w for c in token.children if c.lower_ in ("of", "for") for w in names.words(" ".join(t.text for t in c.subtree))]
            belongs = {w for w in office if w not in ("of", "for", "the")} if not code else set()
            if owned:
                return []

            def fits(a: int) -> bool:
                actor = self.actors[a]
                if actor.kind != "person" or code and actor.country not in (code, None):
                    return False
                if belongs and not belongs <= set(names.words(actor.role or "")):
                    return False
                if title in ("official", "leader", "diplomat", "politician", "man", "woman"):
                    return bool(actor.role) and (not code or actor.country == code)
                return self._holds(a, token, title)

            actor = self._nearest(segment, token, fits, exclude)
            if actor is None:
                anywhere = [i for i in range(len(self.actors)) if fits(i) and i not in exclude]
                actor = anywhere[0] if len(anywhere) == 1 else None
            if actor is not None:
                self._mention(segment, token.i, token.i, "title", actor, token.dep_ in ("nsubj", "nsubjpass"))
                return [actor]
        if word == "government" and code is None:
            code = self._country_in_mind(number, token, voice)
        if word == "government" and code:
            return [self.country(code)]
        if kind == "organisation" and (definite or token.text[0].isupper()) and not code:
            actor = self._nearest(segment, token, lambda a: self.actors[a].kind == "organisation" and word in names.words(self.actors[a].name), exclude)
            generic = ("agency", "organisation", "organization", "group", "movement", "company", "body", "alliance", "office", "mission", "outlet", "newspaper", "broadcaster")
            if actor is None and word in generic and definite and not any(c.dep_ in ("compound", "amod", "poss", "prep") for c in token.children):
                actor = self._nearest(segment, token, lambda a: self.actors[a].kind == "organisation", exclude)
            if actor is not None and not any(c.dep_ in ("poss",) for c in token.children):
                self._mention(segment, token.i, token.i, "nominal", actor, token.dep_ in ("nsubj", "nsubjpass"))
                return [actor]
        return []

    def _country_in_mind(self, number: int, token: Any, voice: int | None) -> str | None:
        """Whose "the government" is: of the owner, else of the country named most."""
        for child in token.children:
            if child.dep_ == "poss":
                for actor in self._one(number, child, (), voice):
                    return self.actors[actor].country
        counts = Counter(self.actors[m.actor].country for m in self.mentions if self.actors[m.actor].kind == "country")
        counts.update(name.country for _, name in self._at.values() if name.kind == "demonym" and name.country)
        return counts.most_common(1)[0][0] if counts and any(c.lower_ == "the" for c in token.children) else None

    def _countries(self, number: int, token: Any) -> list[str]:
        """Countries among the modifiers of a noun: "the Armenian ...", "Armenia's ...", "... of Armenia and Azerbaijan"."""
        found: list[str] = []
        for child in token.children:
            heads = [child] if child.dep_ in ("amod", "compound", "nmod", "poss") else []
            if child.dep_ == "prep" and child.lower_ in ("of", "in", "from"):
                heads = [c for p in child.children if p.dep_ == "pobj" for c in conjuncts(p)]
            for head in [h for top in heads for h in (conjuncts(top) if child.dep_ != "prep" else [top])]:
                _, name = self._at.get((number, head.i), (None, None))
                if name is not None and name.country and name.country not in found and name.kind in ("country", "demonym", "capital"):
                    found.append(name.country)
        return found

    def _by_description(self, number: int, token: Any, kind: str, countries: list[str], voice: int | None) -> list[int]:
        """An actor known only by a description: "German officials", "Navalny's associates", "a foreign ministry"."""
        segment = self.parsed.segments[number]
        name = self._description(number, token, voice)
        if not name:
            return []
        if audiences().get(names.plain(name)):
            return [self.audience(audiences()[names.plain(name)])]
        office = name if kind == "person" and is_title(token) and not any(c.dep_ == "poss" for c in token.children) else None
        actor = self.add(name, kind, countries[0] if len(countries) == 1 else None, office)
        self._mention(segment, token.i, token.i, "nominal", actor, token.dep_ in ("nsubj", "nsubjpass"))
        return [actor]

    def audience(self, name: str) -> int:
        """An audience as an actor: the public, reporters, parliament."""
        return self.add(name, "audience")

    def _description(self, number: int, token: Any, voice: int | None) -> str:
        parts: list[str] = []
        for child in token.lefts:
            if child.dep_ == "poss":
                owner = self._one(number, child, (), voice)
                if len(owner) > 1 or not owner and child.lower_ in PRONOUNS:
                    return ""
                named = self.actors[owner[0]].name if owner else "".join(t.text_with_ws for t in child.subtree if t.tag_ != "POS").strip()
                parts.append(named + "'s")
            elif child.lower_ not in _NOT_NAMED | _RANKS and child.dep_ in ("amod", "compound", "nmod", "nummod", "punct", "quantmod"):
                within = [t for t in child.subtree if t.lower_ not in _NOT_NAMED and not t.is_quote]
                parts.append("".join(t.text_with_ws for t in within).strip())
        parts.append(token.text)
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in ("of", "for", "from") and child.i <= token.i + 2:
                tail = list(child.subtree)
                if len(tail) <= 7:
                    parts.append("".join(self._spelled_out(number, t, voice) for t in tail).strip())
                break
        text = " ".join(p for p in parts if p).replace(" - ", "-").replace("- ", "-").replace("( ", "(")
        return "" if len(text) > 80 else text.strip(" \"“”'’,;:")


    def _spelled_out(self, number: int, token: Any, voice: int | None) -> str:
        """The token, or for "his country" the country."""
        if token.tag_ == "PRP$":
            owner = self._one(number, token, (), voice)
            return self.actors[owner[0]].name + "'s " if len(owner) == 1 else token.text_with_ws
        return token.text_with_ws


def _same_office(a: str | None, b: str | None) -> bool:
    return bool(a and b and set(names.words(a)) & set(names.words(b)))


def _same_body(a: str, b: str) -> bool:
    x, y = names.words(a), names.words(b)
    return bool(x) and (x == y or names.acronym(a, b) or names.acronym(b, a))
