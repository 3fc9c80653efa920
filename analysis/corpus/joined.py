"""One actor of an article, and one of the corpus that takes them in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .. import names
from ..aliases import Target
from ..lexicon import word_list
from ..storage import short_hash
from .bodies import fullness
from .known import Key


class Local(NamedTuple):
    """An actor as one article knows it, and the words of its name."""

    article: str
    number: int
    actor: Any
    words: tuple[str, ...]

    @property
    def key(self) -> Key:
        return self.article, self.number

    @property
    def is_lone(self) -> bool:
        """Whether the name is one word, small words of names (al, bin) aside."""
        return len(set(self.words[:-1]) - word_list("name_particle")) == 0

    @property
    def may_be_surname(self) -> bool:
        """Whether it is one bare capitalised word: recognisers take surnames for groups and companies."""
        actor = self.actor
        bare = not (actor.role or actor.country or actor.aliases) and actor.kind in ("group", "organisation")
        return bare and len(self.words) == 1 and actor.name[:1].isupper()


@dataclass(slots=True, eq=False)
class Joined:
    """One actor of the corpus while it is being put together; ``words`` are those of the name it began with."""

    kind: str
    words: tuple[str, ...]
    apart: tuple[str, ...] = ()  # the article that keeps it apart from others of the same name
    spellings: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    articles: set[str] = field(default_factory=set)
    named: bool = False
    given: Target | None = None  # what the user's aliases say of it
    _id: str = ""  # once it is worked out, until something is learnt

    def take_in(self, one: Local) -> None:
        actor = one.actor
        self._id = ""
        self.articles.add(one.article)
        self.named = self.named or actor.named
        self.spellings[actor.name] += 1 if actor.named or not self.named else 0
        for alias in actor.aliases:
            self.spellings[alias] += 0
        if actor.role:
            self.roles[actor.role] += 1
        if actor.country:
            self.countries[actor.country] += 1

    def absorb(self, other: Joined) -> None:
        """Take in all of another actor of the corpus."""
        self._id = ""
        for own, its in zip(self._counted, other._counted, strict=True):
            own.update(its)
        self.articles |= other.articles
        self.named = self.named or other.named
        self.given = self.given or other.given

    def hold(self, target: Target) -> None:
        """Keep to the name, kind and country that a person gives."""
        self._id = ""
        self.kind, self.given = target.kind or self.kind, target

    @property
    def _counted(self) -> tuple[Counter[str], ...]:
        return self.spellings, self.roles, self.countries

    @property
    def actor_id(self) -> str:
        if not self._id:
            self._id = short_hash(self.kind, names.plain(self.name), self.country or "", *self.apart)
        return self._id

    @property
    def name(self) -> str:
        if self.given:
            return self.given.name
        full = [s for s in self.spellings if len(names.words(s)) > 1] if self.kind == "person" else self._fullest()
        return max(full or self.spellings, key=lambda s: (self.spellings[s], len(names.words(s)), s))

    def _fullest(self) -> list[str]:
        """The spellings in use that tell best which country's body it is."""
        used = {s: fullness(s, self.country) for s, times in self.spellings.items() if times}
        return [s for s in used if used[s] == max(used.values())]

    @property
    def country(self) -> str | None:
        if self.given and self.given.country:
            return self.given.country
        return max(self.countries, key=lambda c: (self.countries[c], c)) if self.countries else None

    @property
    def role(self) -> str | None:
        return max(self.roles, key=lambda r: (self.roles[r], -len(r), r)) if self.roles else None

    @property
    def is_bare(self) -> bool:
        """Whether nothing but one word is known of a person."""
        of_one_word = all(len(names.words(s)) <= 1 for s in self.spellings)
        return self.kind == "person" and not self.given and of_one_word and not self.roles and not self.countries

    def row(self, mentions: int) -> dict[str, Any]:
        """The row of the table ``actors``."""
        name = self.name
        return {
            "actor_id": self.actor_id,
            "name": name,
            "kind": self.kind,
            "role": self.role,
            "country": self.country,
            "aliases": "; ".join(sorted(set(self.spellings) - {name})) or None,
            "articles": len(self.articles),
            "mentions": mentions,
        }
