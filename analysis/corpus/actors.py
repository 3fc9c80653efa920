"""Actors of all articles joined: one actor of the corpus for every person, body, country and group.

Persons join where one name is part of the other and no country speaks against it; a lone surname joins the person
who bears it, if only one does.  Candidates come from an index of words, so the work grows with the names, not with
their pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from .. import lexicon, names
from ..storage import short_hash
from .known import Key


@dataclass(slots=True)
class Joined:
    """One actor of the corpus while it is being put together."""

    kind: str
    spellings: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    articles: set[str] = field(default_factory=set)
    mentions: int = 0
    named: bool = False

    @property
    def name(self) -> str:
        full = [s for s in self.spellings if len(names.words(s)) > 1] if self.kind == "person" else []
        return max(full or self.spellings, key=lambda s: (self.spellings[s], len(names.words(s)), s))

    @property
    def country(self) -> str | None:
        return max(self.countries, key=lambda c: (self.countries[c], c)) if self.countries else None

    @property
    def role(self) -> str | None:
        return max(self.roles, key=lambda r: (self.roles[r], -len(r), r)) if self.roles else None


def join_actors(findings: Mapping[str, Any]) -> tuple[list[dict[str, Any]], dict[Key, str]]:
    """Rows of the table ``actors``, and the actor_id of every (article_id, number within the article)."""
    joined, place = _joined(findings)
    for article, found in findings.items():
        for mention in found.mentions:
            joined[place[article, mention.actor]].mentions += 1
    ids = [short_hash(j.kind, names.plain(j.name), j.country or "") for j in joined]
    rows = {actor_id: _row(actor_id, j) for actor_id, j in zip(ids, joined, strict=True)}
    by_weight = sorted(rows.values(), key=lambda row: (-row["mentions"], row["name"], row["actor_id"]))
    return by_weight, {key: ids[at] for key, at in place.items()}


def _row(actor_id: str, joined: Joined) -> dict[str, Any]:
    return {
        "actor_id": actor_id,
        "name": joined.name,
        "kind": joined.kind,
        "role": joined.role,
        "country": joined.country,
        "aliases": "; ".join(sorted(set(joined.spellings) - {joined.name})) or None,
        "articles": len(joined.articles),
        "mentions": joined.mentions,
    }


def _joined(findings: Mapping[str, Any]) -> tuple[list[Joined], dict[Key, int]]:
    """The actors of the corpus, and the place of each article's actors among them; the fullest names go first."""
    local = [(article, n, actor) for article, found in findings.items() for n, actor in enumerate(found.actors)]
    local.sort(key=lambda one: (not one[2].named, -len(names.words(one[2].name)), one[2].name, one[0], one[1]))
    joined: list[Joined] = []
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    place: dict[Key, int] = {}
    for article, number, actor in local:
        by_name = actor.named or actor.kind != "person"
        at = _find(actor, joined, index) if by_name else _holder(actor, joined)
        if at is None:
            at = len(joined)
            joined.append(Joined(actor.kind))
        place[article, number] = at
        _take_in(joined[at], article, actor)
        for key in _keys(actor) if by_name else ():
            if at not in index[key]:
                index[key].append(at)
    return joined, place


def _holder(actor: Any, joined: list[Joined]) -> int | None:
    """The one person who holds the office by which somebody is known ("the Armenian foreign minister")."""
    persons = [(at, j) for at, j in enumerate(joined) if j.kind == "person"]
    same = next((at for at, j in persons if not j.named and actor.name in j.spellings), None)
    if not actor.role or not actor.country:
        return same
    wanted = set(names.words(actor.role)) - set(names.words(actor.name.split()[0]))
    of_country = [(at, j) for at, j in persons if j.named and j.country == actor.country]
    holders = [at for at, j in of_country if any(_is_office(wanted, role) for role in j.roles)]
    return holders[0] if len(holders) == 1 else same


def _is_office(wanted: set[str], role: str) -> bool:
    """Whether the role has all the words wanted and is not that of a deputy or a predecessor."""
    words = set(names.words(role))
    return wanted <= words and not _lesser() & words


@cache
def _lesser() -> frozenset[str]:
    rows = lexicon.load("word_lists")
    return frozenset(row["word"] for row in rows if row["list"] in ("lesser_rank", "passing_rank"))


def _take_in(joined: Joined, article: str, actor: Any) -> None:
    joined.articles.add(article)
    joined.named = joined.named or actor.named
    joined.spellings[actor.name] += 1 if actor.named or not joined.named else 0
    for alias in actor.aliases:
        joined.spellings[alias] += 0
    if actor.role:
        joined.roles[actor.role] += 1
    if actor.country:
        joined.countries[actor.country] += 1


def _keys(actor: Any) -> set[tuple[str, str]]:
    """Under what an actor is looked up: beginnings of the words of a person's name (spellings differ at the end)."""
    if actor.kind == "person":
        return {("person", word[:4]) for word in names.words(actor.name)}
    whole = {names.plain(n) for n in (actor.name, *actor.aliases)}
    return {(actor.kind, " ".join(names.words(w))) for w in whole}


def _find(actor: Any, joined: list[Joined], index: dict[tuple[str, str], list[int]]) -> int | None:
    candidates = dict.fromkeys(at for key in sorted(_keys(actor)) for at in index.get(key, []))
    if actor.kind != "person":
        fitting = [at for at in candidates if actor.country is None or joined[at].country in (actor.country, None)]
        return fitting[0] if fitting else None
    fitting = [at for at in candidates if names.same_person(actor.name, joined[at].name)]
    fitting = [at for at in fitting if actor.country is None or joined[at].country in (actor.country, None)]
    if len(fitting) > 1 and actor.country:
        fitting = [at for at in fitting if joined[at].country == actor.country] or fitting
    if len(fitting) > 1 and len(names.words(actor.name)) == 1:
        return None  # two people bear the surname: kept apart rather than guessed
    return fitting[0] if fitting else None
