"""Actors of all articles joined: one actor of the corpus for every person, body, country and group.

What the user's aliases say is settled first, then the names that most articles use.  Full names join where one is
part of the other and no country speaks against it; a lone surname joins the person who bears it, and the holder of an
office the person who has it, if only one does; bodies of one country that are the same office are one.  Candidates
come from an index of words, so the work grows with the names, not with their pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from .. import names
from ..aliases import Aliases, Target, key
from ..corrections import Correction
from ..sheets import Problem
from .bodies import office_of
from .corrected_actors import correct_actors
from .joined import Joined, Local, Locals
from .known import ActorIds
from .namesakes import Namesakes
from .offices import holder, holder_among

_KEPT = 4_096  # names of bodies: the same ones in article after article


def join_actors(
    findings: Mapping[str, Any], aliases: Aliases, corrections: Iterable[Correction] = ()
) -> tuple[list[dict[str, Any]], ActorIds, list[Problem]]:
    """Rows of the table ``actors``, the actor_ids of every article, by number within it, and problems.

    Somebody of one word who has no office and no part in anything said is a slip of the recogniser, and no actor.
    """
    locals_ = Locals(findings)
    corrected, problems = correct_actors(_merged(_Join(locals_, aliases).place), locals_, corrections)
    place = _merged(corrected)
    mentions = dict.fromkeys(place, 0)
    for joined, sights in zip(place, locals_.sights, strict=True):
        mentions[joined] += sights
    for together in locals_.together:
        for joined in {place[actor] for actor in together}:
            mentions[joined] += 1
    heard = {place[actor] for actor, is_heard in enumerate(locals_.heard) if is_heard}
    ids = {j: j.actor_id for j in mentions if j in heard or not j.is_bare}
    rows = [j.row(mentions[j]) for j in ids]
    by_weight = sorted(rows, key=lambda row: (-row["mentions"], row["name"], row["actor_id"]))
    actor_ids = {
        article: [ids.get(place[actor]) for actor in locals_.of_article(number)]
        for number, article in enumerate(locals_.articles)
    }
    return by_weight, actor_ids, problems


def _merged(place: list[Joined]) -> list[Joined]:
    """The places with all actors of one kind, name and country as one, whatever names they began with."""
    first: dict[str, Joined] = {}
    same: dict[Joined, Joined] = {}
    for joined in dict.fromkeys(place):
        same[joined] = first.setdefault(joined.actor_id, joined)
    for joined, one in same.items():
        if one is not joined:
            one.absorb(joined)
    return [same[joined] for joined in place]


def _target(one: Local, targets: Aliases) -> Target | None:
    """Whom the user says that an actor of an article is: by its name, that of a body also by its other names."""
    spellings = [one.name, *(one.aliases if one.kind != "person" else ())]
    return next((targets[key(s)] for s in spellings if key(s) in targets), None)


class _Join:
    """The actors of the corpus while they are put together; ``place`` has that of each article's.

    Who is called alike, and of one country, is one: so each name is looked up once, however many articles use it.
    """

    def __init__(self, locals_: Locals, aliases: Aliases):
        self.place: list[Any] = [None] * len(locals_.known_as)
        self._locals = locals_
        self._known_as = np.frombuffer(locals_.known_as, np.int32)
        self._namesakes = Namesakes()
        self._families: dict[str, dict[Joined, None]] = defaultdict(dict)  # persons of several words by the last one
        order = self._given(self._order(), aliases) if aliases else self._order()
        persons = self._those(order, lambda one: one.kind == "person")
        named = self._those(persons, lambda one: one.named)
        self._full(self._those(named, lambda one: not one.is_lone))
        self._lone(self._those(named, lambda one: one.is_lone))
        self._bodies(self._those(order, lambda one: one.kind != "person"))
        self._holders(self._those(persons, lambda one: not one.named))

    def _order(self) -> np.ndarray:
        """All actors, the names that most articles use first; those called alike by country, then by article."""
        used: Counter[tuple[str, ...]] = Counter()
        for one, times in zip(self._locals.ways, np.bincount(self._known_as).tolist(), strict=True):
            used[one.words] += times
        sought = [(-used[one.words], one.words, one.country or "~") for one in self._locals.ways]
        numbers = {name: number for number, name in enumerate(sorted(set(sought)))}
        self._called = np.array([numbers[name] for name in sought], np.int32)  # of each way to know one
        by_article = np.argsort(np.array(self._locals.articles, object), kind="stable")
        places = np.empty(len(by_article), np.int32)
        places[by_article] = np.arange(len(by_article))
        sizes = np.diff(np.array(self._locals.ends), prepend=0)
        return np.lexsort((np.repeat(places, sizes), self._called[self._known_as]))

    def _those(self, order: np.ndarray, are: Callable[[Local], bool]) -> np.ndarray:
        of_ways = np.array([are(one) for one in self._locals.ways], bool)
        return order[of_ways[self._known_as[order]]]

    def _alike(self, order: np.ndarray) -> Iterator[tuple[tuple[str, ...], str | None, np.ndarray]]:
        """Words of a name, a country, and those next to each other who have both."""
        called = self._called[self._known_as[order]]
        for alike in np.split(order, np.flatnonzero(np.diff(called)) + 1) if len(order) else ():
            one = self._locals[alike[0]]
            yield one.words, one.country, alike

    def _given(self, order: np.ndarray, aliases: Aliases) -> np.ndarray:
        """Join what the user's aliases join, whatever else speaks against it; the others are returned."""
        targets = {key(target.name): target for target in aliases.values()} | dict(aliases)
        target_of = [_target(one, targets) for one in self._locals.ways]
        of_target: dict[Target, list[int]] = defaultdict(list)
        for actor in order.tolist():
            if target := target_of[self._known_as[actor]]:
                of_target[target].append(actor)
        for target, meant in of_target.items():
            known = [self._locals[actor] for actor in meant]
            kinds = Counter(one.kind for one in known if key(one.name) == key(target.name))
            kind = target.kind or (kinds or Counter(one.kind for one in known)).most_common(1)[0][0]
            words = names.words(target.name)
            keys = {word[:4] for word in words} if kind == "person" else {" ".join(words)}
            self._take(meant, Joined(kind, words, given=target), keys)
        return self._those(order, lambda one: _target(one, targets) is None)

    def _take(self, called: Iterable[int], joined: Joined, keys: Iterable[str] = ()) -> None:
        """Take in actors of articles that are one, and have it found under the keys."""
        known: dict[int, list[str]] = defaultdict(list)
        for actor in called:
            known[self._locals.known_as[actor]].append(self._locals.article_of(actor))
            self.place[actor] = joined
        for way, articles in known.items():
            joined.take_in(self._locals.ways[way], articles)
        self._namesakes.put(joined, keys)
        if joined.kind == "person" and keys and len(joined.words) > 1:
            self._families[joined.words[-1]][joined] = None

    def _full(self, order: np.ndarray) -> None:
        for words, country, called in self._alike(order):
            keys = sorted({word[:4] for word in words})  # spellings differ at the end
            near = self._namesakes.near("person", keys, country)
            equal = [j for j in near if j.words == words]
            same = equal or [j for j in near if _may_be_same(words, j.words) and names.same_words(words, j.words)]
            best = min(same, key=lambda j: (abs(len(j.words) - len(words)), -j.in_articles), default=None)
            self._take(called.tolist(), best or Joined("person", words), keys)

    def _bearers(self, surname: str, country: str | None) -> list[Joined]:
        """The persons whose surname, or else whose first name, an actor's only name is."""
        near = self._namesakes.near("person", [surname[:4]], country)
        by_surname = [j for j in near if names.near(surname, j.words[-1])]
        return by_surname or [j for j in near if names.near(surname, j.words[0])]

    def _lone(self, order: np.ndarray) -> None:
        """Lone names; one that several bear stays apart in each article rather than be guessed."""
        alone = []
        for words, country, called in self._alike(order):
            bearers = self._bearers(_surname(words), country)
            if not bearers:
                alone.append((words, country, called))
            elif len(bearers) == 1:
                self._take(called.tolist(), bearers[0])
            else:
                for actor in called.tolist():
                    self._take([actor], Joined("person", words, (self._locals.label(actor),)))
        for words, country, called in alone:
            bearers = self._bearers(_surname(words), country)
            self._take(called.tolist(), bearers[0] if bearers else Joined("person", words), [_surname(words)[:4]])

    def _bodies(self, order: np.ndarray) -> None:
        """Bodies; first those whose country is known.

        What one was found to be, the next that is known as it was is too, until some actor is found in another place.
        """
        stateless = self._those(order, lambda one: one.country is None)
        found: dict[Local, Joined] = {}
        changes = 0
        for actor in (*self._those(order, lambda one: one.country is not None).tolist(), *stateless.tolist()):
            one = self._locals[actor]
            if changes != self._namesakes.changes:
                changes = self._namesakes.changes
                found.clear()
            if one in found:
                found[one].take_in(one, [self._locals.article_of(actor)])
                self.place[actor] = found[one]
                continue
            family = list(self._families.get(_surname(one.words), ())) if one.may_be_surname else []
            if len(family) == 1:
                self._take([actor], family[0])
                continue
            keys, of_state = _keys_of_body((one.name, *one.aliases), one.country)
            self._take([actor], self._same_body(one, keys, of_state) or Joined(one.kind, one.words), keys)
            found[one] = self.place[actor]

    def _same_body(self, one: Local, keys: tuple[str, ...], of_state: bool) -> Joined | None:
        """The actor of the corpus that the body is, if it is known yet.

        An office without a country is never that of one with a country: whose it is remains open.
        """
        near = self._namesakes.near(one.kind, keys, one.country)
        if len({j.country for j in near}) > 1 or of_state and not one.country:
            near = [j for j in near if j.country is None]
        return near[0] if near else None

    def _holders(self, order: np.ndarray) -> None:
        """Whoever is known by an office: the one person who has it, else one actor an office and country."""
        by_word: dict[tuple[str | None, str], list[Joined]] = defaultdict(list)
        named = {joined for joined in self.place if joined and joined.kind == "person"}
        for joined in named:
            for word in {word for role in joined.roles for word in names.words(role)}:
                for country in {joined.country, None}:
                    by_word[country, word].append(joined)
        unnamed: dict[tuple[str, str | None], Joined] = {}
        for actor in order.tolist():
            one = self._locals[actor]
            office = (one.name, one.country)
            present = (self.place[other] for other in self._locals.beside(actor))
            found = holder(one, by_word) or holder_among(one, (j for j in present if j in named)) or unnamed.get(office)
            found = found or Joined("person", one.words)
            self._take([actor], found)
            if not found.named:
                unnamed[office] = found


def _may_be_same(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether the initials of one name are among those of the other: what most of those who share a word lack."""
    x, y = _initials(a), _initials(b)
    return x <= y or y <= x or "".join(a) == "".join(b)


@lru_cache(_KEPT)
def _initials(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word[:1] for word in words)


def _surname(words: tuple[str, ...]) -> str:
    return words[-1] if words else ""


@lru_cache(_KEPT)
def _keys_of_body(called: tuple[str, ...], country: str | None) -> tuple[tuple[str, ...], bool]:
    """By what a body with these names is found, and whether it is an office of state."""
    by_name = {" ".join(names.words(name)) for name in called}
    offices = {office for name in called if (office := office_of(name, country))}
    return tuple(sorted(by_name | {f"{country} {office}" for office in offices} if country else by_name)), bool(offices)
