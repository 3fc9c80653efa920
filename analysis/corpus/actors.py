"""Actors of all articles joined: one actor of the corpus for every person, body, country and group.

What the user's aliases say is settled first, then the names that most articles use.  Full names join where one is
part of the other and no country speaks against it; a lone surname joins the person who bears it, and the holder of an
office the person who has it, if only one does; bodies of one country that are the same office are one.  Candidates
come from an index of words, so the work grows with the names, not with their pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Any

from .. import names
from ..aliases import Aliases, Target, key
from ..corrections import Correction
from ..sheets import Problem
from .bodies import office_of
from .corrected_actors import correct_actors
from .joined import Joined, Local
from .known import ActorIds, Key
from .namesakes import Namesakes
from .offices import holder, holder_among

_KEPT = 65_536  # names of bodies: the same ones in article after article


def join_actors(
    findings: Mapping[str, Any], aliases: Aliases, corrections: Iterable[Correction] = ()
) -> tuple[list[dict[str, Any]], ActorIds, list[Problem]]:
    """Rows of the table ``actors``, the actor_ids of every article, by number within it, and problems.

    Somebody of one word who has no office and no part in anything said is a slip of the recogniser, and no actor.
    """
    local, voices, seen = _collected(findings)
    corrected, problems = correct_actors(_merged(_Join(local, aliases).place), findings, corrections)
    place = _merged(corrected)
    mentions: Counter[Joined] = Counter()
    for article, sights in seen.items():
        mentions.update(actor for _, _, actor in {(start, end, place[article, n]) for start, end, n in sights})
    heard = {place[key] for key in voices}
    actors = {j for j in place.values() if j in heard or not j.is_bare}
    rows = [j.row(mentions[j]) for j in actors]
    by_weight = sorted(rows, key=lambda row: (-row["mentions"], row["name"], row["actor_id"]))
    actor_ids: dict[str, list[str | None]] = {article: [] for article in findings}
    for article, n in sorted(place):
        joined = place[article, n]
        actor_ids[article].append(joined.actor_id if joined in actors else None)
    return by_weight, actor_ids, problems


def _collected(findings: Mapping[str, Any]) -> tuple[list[Local], list[Key], dict[str, list[tuple[int, int, int]]]]:
    """The actors of all articles, those who speak, are spoken to, quoted or relied on, and where each is mentioned."""
    local: list[Local] = []
    voices: list[Key] = []
    seen: dict[str, list[tuple[int, int, int]]] = {}
    for article, found in findings.items():
        local += (Local(article, n, actor, names.words(actor.name)) for n, actor in enumerate(found.actors))
        heard = {a for act in found.communications for a in (act.speaker, *act.addressees, act.reported_by)}
        heard |= {quote.speaker for quote in found.quotes}
        voices += ((article, a) for a in heard if a is not None)
        seen[article] = [(m.start, m.end, m.actor) for m in found.mentions]
    return local, voices, seen


def _merged(place: dict[Key, Joined]) -> dict[Key, Joined]:
    """The places with all actors of one kind, name and country as one, whatever names they began with."""
    first: dict[str, Joined] = {}
    same: dict[Joined, Joined] = {}
    for joined, actor_id in {joined: joined.actor_id for joined in place.values()}.items():
        same[joined] = first.setdefault(actor_id, joined)
        if same[joined] is not joined:
            same[joined].absorb(joined)
    return {key: same[joined] for key, joined in place.items()}


def _target(one: Local, targets: Aliases) -> Target | None:
    """Whom the user says that an actor of an article is: by its name, that of a body also by its other names."""
    spellings = [one.actor.name, *(one.actor.aliases if one.actor.kind != "person" else ())]
    return next((targets[key(s)] for s in spellings if key(s) in targets), None)


class _Join:
    """The actors of the corpus while they are put together; ``place`` has that of each article's.

    Who is called alike, and of one country, is one: so each name is looked up once, however many articles use it.
    """

    def __init__(self, local: list[Local], aliases: Aliases):
        self.place: dict[Key, Joined] = {}
        self._namesakes = Namesakes()
        self._families: dict[str, dict[Joined, None]] = defaultdict(dict)  # persons of several words by the last one
        used = Counter(one.words for one in local)
        local.sort(key=lambda one: (-used[one.words], one.words, one.actor.country or "~", one.article, one.number))
        local = self._given(local, aliases) if aliases else local
        persons = [one for one in local if one.actor.kind == "person"]
        named = [one for one in persons if one.actor.named]
        self._full([one for one in named if not one.is_lone])
        self._lone([one for one in named if one.is_lone])
        self._bodies([one for one in local if one.actor.kind != "person"])
        self._holders([one for one in persons if not one.actor.named])

    def _given(self, locals_: list[Local], aliases: Aliases) -> list[Local]:
        """Join what the user's aliases join, whatever else speaks against it; the others are returned."""
        targets = {key(target.name): target for target in aliases.values()} | dict(aliases)
        of_target: dict[Target, list[Local]] = defaultdict(list)
        left: list[Local] = []
        for one in locals_:
            target = _target(one, targets)
            (left if target is None else of_target[target]).append(one)
        for target, meant in of_target.items():
            kinds = Counter(one.actor.kind for one in meant if key(one.actor.name) == key(target.name))
            kind = target.kind or (kinds or Counter(one.actor.kind for one in meant)).most_common(1)[0][0]
            words = names.words(target.name)
            keys = {word[:4] for word in words} if kind == "person" else {" ".join(words)}
            self._take(meant, Joined(kind, words, given=target), keys)
        return left

    def _take(self, called: list[Local], joined: Joined, keys: Iterable[str] = ()) -> None:
        """Take in actors of articles that are one, and have it found under the keys."""
        for one in called:
            joined.take_in(one)
            self.place[one.key] = joined
        self._namesakes.put(joined, keys)
        if joined.kind == "person" and keys and len(joined.words) > 1:
            self._families[joined.words[-1]][joined] = None

    def _full(self, locals_: list[Local]) -> None:
        for words, country, called in _alike(locals_):
            keys = sorted({word[:4] for word in words})  # spellings differ at the end
            near = self._namesakes.near("person", keys, country)
            equal = [j for j in near if j.words == words]
            same = equal or [j for j in near if _may_be_same(words, j.words) and names.same_words(words, j.words)]
            best = min(same, key=lambda j: (abs(len(j.words) - len(words)), -len(j.articles)), default=None)
            self._take(called, best or Joined("person", words), keys)

    def _bearers(self, surname: str, country: str | None) -> list[Joined]:
        """The persons whose surname, or else whose first name, an actor's only name is."""
        near = self._namesakes.near("person", [surname[:4]], country)
        by_surname = [j for j in near if names.near(surname, j.words[-1])]
        return by_surname or [j for j in near if names.near(surname, j.words[0])]

    def _lone(self, locals_: list[Local]) -> None:
        """Lone names; one that several bear stays apart in each article rather than be guessed."""
        alone: list[Local] = []
        for words, country, called in _alike(locals_):
            bearers = self._bearers(_surname(words), country)
            if not bearers:
                alone += called
            elif len(bearers) == 1:
                self._take(called, bearers[0])
            else:
                for one in called:
                    self._take([one], Joined("person", words, (f"{one.article} {one.number}",)))
        for words, country, called in _alike(alone):
            bearers = self._bearers(_surname(words), country)
            self._take(called, bearers[0] if bearers else Joined("person", words), [_surname(words)[:4]])

    def _bodies(self, locals_: list[Local]) -> None:
        """Bodies; first those whose country is known."""
        for one in sorted(locals_, key=lambda one: one.actor.country is None):
            if one.may_be_surname:
                family = list(self._families.get(_surname(one.words), ()))
                if len(family) == 1:
                    self._take([one], family[0])
                    continue
            keys, of_state = _keys_of_body((one.actor.name, *one.actor.aliases), one.actor.country)
            self._take([one], self._same_body(one, keys, of_state) or Joined(one.actor.kind, one.words), keys)

    def _same_body(self, one: Local, keys: tuple[str, ...], of_state: bool) -> Joined | None:
        """The actor of the corpus that the body is, if it is known yet.

        An office without a country is never that of one with a country: whose it is remains open.
        """
        near = self._namesakes.near(one.actor.kind, keys, one.actor.country)
        if len({j.country for j in near}) > 1 or of_state and not one.actor.country:
            near = [j for j in near if j.country is None]
        return near[0] if near else None

    def _holders(self, locals_: list[Local]) -> None:
        """Whoever is known by an office: the one person who has it, else one actor an office and country."""
        by_word: dict[tuple[str | None, str], list[Joined]] = defaultdict(list)
        present: dict[str, set[Joined]] = defaultdict(set)  # of an article the persons named
        for (article, _), joined in self.place.items():
            if joined.kind == "person":
                present[article].add(joined)
        named = set[Joined]().union(*present.values())
        for joined in named:
            for word in {word for role in joined.roles for word in names.words(role)}:
                for country in {joined.country, None}:
                    by_word[country, word].append(joined)
        unnamed: dict[tuple[str, str | None], Joined] = {}
        for one in locals_:
            office = (one.actor.name, one.actor.country)
            found = holder(one.actor, by_word) or holder_among(one.actor, present[one.article]) or unnamed.get(office)
            found = found or Joined("person", one.words)
            self._take([one], found)
            if found in named:
                present[one.article].add(found)
            if not found.named:
                unnamed[office] = found


def _alike(locals_: Iterable[Local]) -> Iterator[tuple[tuple[str, ...], str | None, list[Local]]]:
    """Words of a name, a country, and those next to each other who have both."""
    for (words, country), called in groupby(locals_, key=lambda one: (one.words, one.actor.country)):
        yield words, country, list(called)


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
