"""One actor of an article, and one of the corpus that takes them in."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .. import names
from ..aliases import Target
from ..lexicon import word_list
from ..storage import short_hash
from .bodies import fullness


class Local(NamedTuple):
    """How an article knows an actor; those of several articles that are equal are held once."""

    name: str
    kind: str
    role: str | None
    country: str | None
    aliases: tuple[str, ...]
    named: bool

    @property
    def words(self) -> tuple[str, ...]:
        """The words of its name."""
        return names.words(self.name)

    @property
    def is_lone(self) -> bool:
        """Whether the name is one word, small words of names (al, bin) aside."""
        return len(set(self.words[:-1]) - word_list("name_particle")) == 0

    @property
    def may_be_surname(self) -> bool:
        """Whether it is one bare capitalised word: recognisers take surnames for groups and companies."""
        bare = not (self.role or self.country or self.aliases) and self.kind in ("group", "organisation")
        return bare and len(self.words) == 1 and self.name[:1].isupper()


class Locals:
    """The actors of all articles, one after the other in the order of these: what each article knows of its own.

    Numbers in arrays: there are some twenty in every article, but far fewer ways to know one.
    """

    def __init__(self, findings: Mapping[str, Any]) -> None:
        self.articles: list[str] = []
        self.ends = array("q")  # of each article the number behind that of its last actor
        self.known_as = array("i")  # of each actor its place in ``ways``
        self.heard = bytearray()  # whether it speaks, is spoken to, quoted or relied on
        self.sights = array("i")  # spans at which only it is mentioned, and
        self.together: list[tuple[int, ...]] = []  # of each other span those who are
        ways: dict[Local, int] = {}
        for article, found in findings.items():
            self._take_in(article, found, ways)
        self.ways = list(ways)

    def _take_in(self, article: str, found: Any, ways: dict[Local, int]) -> None:
        first, own = len(self.known_as), len(found.actors)
        for actor in found.actors:
            way = Local(actor.name, actor.kind, actor.role, actor.country, tuple(actor.aliases), actor.named)
            self.known_as.append(ways.setdefault(way, len(ways)))
        self.articles.append(article)
        self.ends.append(first + own)
        heard = {a for act in found.communications for a in (act.speaker, *act.addressees, act.reported_by)}
        heard |= {quote.speaker for quote in found.quotes}
        self.heard += bytes(n in heard for n in range(own))
        spans: dict[tuple[int, int], set[int]] = defaultdict(set)
        for mention in found.mentions:
            spans[mention.start, mention.end].add(mention.actor)
        alone = Counter(next(iter(actors)) for actors in spans.values() if len(actors) == 1)
        self.sights.extend(alone[n] for n in range(own))
        self.together += (tuple(first + n for n in actors) for actors in spans.values() if len(actors) > 1)

    def __getitem__(self, actor: int) -> Local:
        return self.ways[self.known_as[actor]]

    def article_of(self, actor: int) -> str:
        return self.articles[bisect_right(self.ends, actor)]

    def beside(self, actor: int) -> range:
        """All actors of its article."""
        return self.of_article(bisect_right(self.ends, actor))

    def label(self, actor: int) -> str:
        """Its article and its number there."""
        return f"{self.article_of(actor)} {actor - self.beside(actor).start}"

    def of_article(self, article: int) -> range:
        """The actors of the article of this number."""
        return range(self.ends[article - 1] if article else 0, self.ends[article])


@dataclass(slots=True, eq=False)
class Joined:
    """One actor of the corpus while it is being put together; ``words`` are those of the name it began with."""

    kind: str
    words: tuple[str, ...]
    apart: tuple[str, ...] = ()  # the article that keeps it apart from others of the same name
    spellings: dict[str, int] = field(default_factory=dict)  # with how many articles use each
    roles: dict[str, int] = field(default_factory=dict)
    countries: dict[str, int] = field(default_factory=dict)
    articles: list[str] = field(default_factory=list)  # one for each of their actors that it is
    named: bool = False
    given: Target | None = None  # what the user's aliases say of it
    _id: str = ""  # once it is worked out, until something is learnt

    def take_in(self, actor: Local, articles: Sequence[str]) -> None:
        """Take in an actor that these articles know alike."""
        self._id = ""
        self.articles += articles
        self.named = self.named or actor.named
        _count(self.spellings, actor.name, len(articles) if actor.named or not self.named else 0)
        for alias in actor.aliases:
            _count(self.spellings, alias, 0)
        if actor.role:
            _count(self.roles, actor.role, len(articles))
        if actor.country:
            _count(self.countries, actor.country, len(articles))

    def absorb(self, other: Joined) -> None:
        """Take in all of another actor of the corpus."""
        self._id = ""
        for own, its in zip(self._counted, other._counted, strict=True):
            for what, times in its.items():
                _count(own, what, times)
        self.articles += other.articles
        self.named = self.named or other.named
        self.given = self.given or other.given

    def hold(self, target: Target) -> None:
        """Keep to the name, kind and country that a person gives."""
        self._id = ""
        self.kind, self.given = target.kind or self.kind, target

    @property
    def _counted(self) -> tuple[dict[str, int], ...]:
        return self.spellings, self.roles, self.countries

    @property
    def in_articles(self) -> int:
        return len(set(self.articles))

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
            "articles": self.in_articles,
            "mentions": mentions,
        }


def _count(counts: dict[str, int], what: str, times: int) -> None:
    counts[what] = counts.get(what, 0) + times
