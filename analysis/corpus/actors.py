"""Actors of all articles joined: one actor of the corpus for every person, body, country and group.

What the user's aliases say is settled first, then the names that most articles use.  Full names join where one is
part of the other and no country speaks against it; a lone surname joins the person who bears it, and the holder of an
office the person who has it, if only one does; bodies of one country that are the same office are one.  Candidates
come from an index of words, so the work grows with the names, not with their pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from .. import names
from ..aliases import Aliases, Target, key
from ..corrections import Correction
from ..sheets import Problem
from .bodies import office_of
from .corrected_actors import correct_actors
from .joined import Joined, Local
from .known import Key
from .offices import holder, holder_among


def join_actors(
    findings: Mapping[str, Any], aliases: Aliases, corrections: Iterable[Correction] = ()
) -> tuple[list[dict[str, Any]], dict[Key, str], list[Problem]]:
    """Rows of the table ``actors``, the actor_id of every (article_id, number within the article), and problems.

    Somebody of one word who has no office and no part in anything said is a slip of the recogniser, and no actor.
    """
    corrected, problems = correct_actors(_merged(_Join(findings, aliases).place), findings, corrections)
    place = _merged(corrected)
    sights = {(a, m.start, m.end, place[a, m.actor]) for a, found in findings.items() for m in found.mentions}
    mentions = Counter(actor for *_, actor in sights)
    voices = {place[key] for key in _voices(findings)}
    actors = {j for j in place.values() if j in voices or not j.is_bare}
    rows = [j.row(mentions[j]) for j in actors]
    by_weight = sorted(rows, key=lambda row: (-row["mentions"], row["name"], row["actor_id"]))
    return by_weight, {key: j.actor_id for key, j in place.items() if j in actors}, problems


def _merged(place: dict[Key, Joined]) -> dict[Key, Joined]:
    """The places with all actors of one kind, name and country as one, whatever names they began with."""
    ids = {joined: joined.actor_id for joined in place.values()}
    first: dict[str, Joined] = {}
    for joined, actor_id in ids.items():
        if first.setdefault(actor_id, joined) is not joined:
            first[actor_id].absorb(joined)
    return {key: first[ids[joined]] for key, joined in place.items()}


def _voices(findings: Mapping[str, Any]) -> Iterable[Key]:
    """Whoever speaks, is spoken to, quoted or relied on."""
    for article, found in findings.items():
        for act in found.communications:
            yield from ((article, a) for a in (act.speaker, *act.addressees))
            if act.reported_by is not None:
                yield article, act.reported_by
        yield from ((article, q.speaker) for q in found.quotes if q.speaker is not None)


def _target(one: Local, targets: Aliases) -> Target | None:
    """Whom the user says that an actor of an article is: by its name, that of a body also by its other names."""
    spellings = [one.actor.name, *(one.actor.aliases if not one.is_person else ())]
    return next((targets[key(s)] for s in spellings if key(s) in targets), None)


class _Join:
    """The actors of the corpus while they are put together; ``place`` has that of each article's."""

    def __init__(self, findings: Mapping[str, Any], aliases: Aliases):
        self.place: dict[Key, Joined] = {}
        self._index: dict[tuple[str, str], list[Joined]] = defaultdict(list)
        of_articles = ((article, enumerate(found.actors)) for article, found in findings.items())
        local = [Local(article, number, actor) for article, actors in of_articles for number, actor in actors]
        used = Counter(one.words for one in local)
        local.sort(key=lambda one: (-used[one.words], one.words, one.actor.country or "~", one.article, one.number))
        local = self._given(local, aliases) if aliases else local
        self._full([one for one in local if one.is_person and one.actor.named and not one.is_lone])
        self._lone([one for one in local if one.is_person and one.actor.named and one.is_lone])
        self._bodies([one for one in local if not one.is_person])
        self._holders([one for one in local if one.is_person and not one.actor.named])

    def _given(self, locals_: list[Local], aliases: Aliases) -> list[Local]:
        """Join what the user's aliases join, whatever else speaks against it; the others are returned."""
        by_name = {key(target.name): target for target in aliases.values()}
        of_target: dict[Target, list[Local]] = defaultdict(list)
        left: list[Local] = []
        for one in locals_:
            target = _target(one, {**by_name, **aliases})
            (left if target is None else of_target[target]).append(one)
        for target, meant in of_target.items():
            kinds = Counter(one.actor.kind for one in meant if key(one.actor.name) == key(target.name))
            kind = target.kind or (kinds or Counter(one.actor.kind for one in meant)).most_common(1)[0][0]
            words = names.words(target.name)
            joined = Joined(kind, words, given=target)
            keys = {word[:4] for word in words} if kind == "person" else {" ".join(words)}
            for one in meant:
                self._take(one, joined, *sorted(keys), kind=kind)
        return left

    def _take(self, one: Local, joined: Joined | None, *keys: str, kind: str = "", apart: str = "") -> None:
        """Take the article's actor in, as a new actor of the corpus where none is given, under the keys."""
        kind = kind or one.actor.kind
        if joined is None:
            joined = Joined(kind, one.words, (apart,) if apart else ())
        joined.take_in(one)
        self.place[one.key] = joined
        for word in keys:
            if joined not in self._index[kind, word]:
                self._index[kind, word].append(joined)

    def _near(self, kind: str, keys: Iterable[str], country: str | None) -> list[Joined]:
        """The actors under the keys against whom no country speaks; those of the same country, if there are any."""
        found = dict.fromkeys(j for key in keys for j in self._index.get((kind, key), []))
        fitting = [j for j in found if country is None or j.country in (country, None)]
        return [j for j in fitting if country and j.country == country] or fitting

    def _full(self, locals_: list[Local]) -> None:
        for one in locals_:
            keys = sorted({word[:4] for word in one.words})  # spellings differ at the end
            near = self._near("person", keys, one.actor.country)
            equal = [j for j in near if j.words == one.words]
            same = equal or [j for j in near if names.same_words(one.words, j.words)]
            best = min(same, key=lambda j: (abs(len(j.words) - len(one.words)), -len(j.articles)), default=None)
            self._take(one, best, *keys)

    def _bearers(self, one: Local) -> list[Joined]:
        """The persons whose surname, or else whose first name, the actor's only name is."""
        near = self._near("person", [one.surname[:4]], one.actor.country)
        by_surname = [j for j in near if names.near(one.surname, j.words[-1])]
        return by_surname or [j for j in near if names.near(one.surname, j.words[0])]

    def _lone(self, locals_: list[Local]) -> None:
        """Lone names; one that several bear stays apart in each article rather than be guessed."""
        alone: list[Local] = []
        for one in locals_:
            bearers = self._bearers(one)
            if not bearers:
                alone.append(one)
            else:
                self._take(
                    one,
                    bearers[0] if len(bearers) == 1 else None,
                    apart=f"{one.article} {one.number}" if bearers[1:] else "",
                )
        for one in alone:
            bearers = self._bearers(one)
            self._take(one, bearers[0] if bearers else None, one.surname[:4])

    def _bodies(self, locals_: list[Local]) -> None:
        """Bodies; first those whose country is known."""
        for one in sorted(locals_, key=lambda one: one.actor.country is None):
            if one.may_be_surname:
                bearers = [j for j in self._bearers(one) if j.words[-1] == one.surname and len(j.words) > 1]
                if len(bearers) == 1:
                    self._take(one, bearers[0], kind="person")
                    continue
            joined, keys = self._same_body(one)
            self._take(one, joined, *keys)

    def _same_body(self, one: Local) -> tuple[Joined | None, list[str]]:
        """The actor of the corpus that the body is, if it is known yet, and the keys to find it by.

        An office without a country is never that of one with a country: whose it is remains open.
        """
        called, country = (one.actor.name, *one.actor.aliases), one.actor.country
        by_name = {" ".join(names.words(name)) for name in called}
        offices = {office for name in called if (office := office_of(name, country))}
        keys = sorted(by_name | {f"{country} {office}" for office in offices} if country else by_name)
        near = self._near(one.actor.kind, keys, country)
        if len({j.country for j in near}) > 1 or offices and not country:
            near = [j for j in near if j.country is None]
        return (near[0] if near else None), keys

    def _holders(self, locals_: list[Local]) -> None:
        """Whoever is known by an office: the one person who has it, else one actor an office and country."""
        named = list(dict.fromkeys(j for j in self.place.values() if j.kind == "person"))
        by_word: dict[str, list[Joined]] = defaultdict(list)
        for joined in named:
            for word in {word for role in joined.roles for word in names.words(role)}:
                by_word[word].append(joined)
        unnamed: dict[tuple[str, str | None], Joined] = {}
        for one in locals_:
            office = (one.actor.name, one.actor.country)
            here = [j for j in named if one.article in j.articles]
            found = holder(one.actor, by_word) or holder_among(one.actor, here) or unnamed.get(office)
            self._take(one, found)
            if not self.place[one.key].named:
                unnamed[office] = self.place[one.key]
