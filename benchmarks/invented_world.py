"""Who and what there is in invented news: countries, holders of offices, bystanders, towns, outlets, by the seed alone.

An office of a country is held by one person for some years, so the cast grows with the days that a corpus spans, as
that of the news does; how often a country or a town is in the news follows a power law.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from benchmarks.invented_texts import ENDINGS, GIVEN, LANDS, PAPERS, STEMS

FIRST_DAY = date(2031, 1, 6)
TERM = 700  # days that an office is held, about
TOWNS = 60  # towns of a country that the news knows
PROVINCES = ("Upper", "Lower", "Outer", "Inner", "Eastern", "Western", "North", "South")
# fmt: off
WOMEN = frozenset((
    "Mara", "Ilse", "Dana", "Freya", "Hanna", "Jana", "Lena", "Nadia", "Petra", "Sanna", "Tove", "Ulla", "Wanda",
    "Xenia", "Yara", "Alma", "Clea", "Elin", "Greta", "Irma", "Karin", "Orsolya", "Marta", "Agnes", "Solveig", "Beata",
    "Renata", "Livia", "Noor", "Ines",
))
MORE_GIVEN = (
    "Orsolya", "Marta", "Agnes", "Solveig", "Beata", "Renata", "Livia", "Noor", "Ines", "Anton", "Stefan", "Rasmus",
    "Matthias", "Pavel", "Ruben", "Samuel", "Edvard", "Julius", "Konrad", "Marek", "Felix", "Ignaz", "Arvid", "Tibor",
)
ONSETS = (
    *STEMS, "Ad", "Bal", "Ceder", "Dral", "Ek", "Fen", "Gar", "Har", "Imr", "Jask", "Kol", "Lar", "Mend", "Nys", "Ol",
    "Pran", "Rud", "Sorr", "Tal", "Ulm", "Ver", "Wen", "Yest", "Zol", "Brod", "Crev", "Dun", "Er", "Hol", "Kess",
)
MIDDLES = ("", "", "a", "e", "i", "o", "an", "el", "in", "or", "and", "est", "ul", "av")
CLOSES = (*ENDINGS, "man", "lund", "ski", "ides", "escu", "eira", "wick", "mann", "aard", "ström", "off", "ado", "ett")
TOWN_ENDINGS = ("berg", "stad", "ford", "mouth", "haven", "burg", "vik", "minster", "dal", "os", "una", "ik")
OFFICES = (
    "President", "Prime Minister", "Foreign Minister", "Defence Minister", "Foreign Ministry spokesman",
    "Interior Minister", "government spokesman", "Deputy Foreign Minister", "Energy Minister", "Finance Minister",
    "Transport Minister", "Army Chief of Staff", "National Security Adviser", "Ambassador", "opposition leader",
    "Chief Prosecutor",
)
NOUNS = {
    "President": "president", "Prime Minister": "prime minister", "Army Chief of Staff": "general",
    "National Security Adviser": "adviser", "Ambassador": "ambassador", "Chief Prosecutor": "prosecutor",
    "Foreign Ministry spokesman": "spokesman", "government spokesman": "spokesman",
    "opposition leader": "opposition leader",
}
UNIONS = (
    "Basin Council", "League of Coastal States", "Straits Commission", "Conference of Inland States",
    "Northern Customs Union", "Court of the Straits", "Office for Displaced Persons", "Permanent Truce Mission",
)
# fmt: on


@dataclass(frozen=True)
class Land:
    """A country: its name, what is of it, and where its government sits."""

    name: str
    adjective: str
    capital: str


@dataclass(frozen=True)
class Person:
    """A person; whoever holds no office has a few words in its place (``"a fisherman from Velstad"``)."""

    given: str
    family: str
    office: str
    land: Land

    @property
    def private(self) -> bool:
        return self.office.startswith(("a ", "an ", "the "))

    @property
    def woman(self) -> bool:
        return self.given in WOMEN

    @property
    def noun(self) -> str:
        return self.office.partition(" ")[2] if self.private else NOUNS.get(self.office, "minister")


def rank(chance: Random, count: int, flat: float = 3.0) -> int:
    """A number below ``count``, the first ones much more often than the last: the tail of a power law."""
    return min(count - 1, int(flat * ((count + flat) / flat) ** chance.random() - flat))


class World:
    """What exists under a seed; asking twice gives the same."""

    def __init__(self, seed: int):
        self.seed = seed
        names = [stem + ending for stem in STEMS for ending in LANDS]
        self._chance("lands").shuffle(names)
        self.lands = [self._land(name) for name in names]
        self.outlets = [f"{land.capital} {paper}" for paper in PAPERS for land in self.lands[:20]]
        self._chance("outlets").shuffle(self.outlets)

    def _chance(self, *what: object) -> Random:
        return Random(f"{self.seed} {what}")

    def _land(self, name: str) -> Land:
        ending = {"a": "n", "d": "ic"}.get(name[-1], "ian")
        return Land(name, name + ending, self.town_name(self._chance("capital", name)))

    def town_name(self, chance: Random) -> str:
        return chance.choice(ONSETS) + chance.choice(("", "", "a", "e", "en")) + chance.choice(TOWN_ENDINGS)

    def town(self, land: Land, chance: Random) -> str:
        """A town of the country, the first ones most often."""
        return self.town_name(self._chance("town", land.name, rank(chance, TOWNS)))

    def land(self, chance: Random) -> Land:
        """A country, the first ones most often."""
        return self.lands[rank(chance, len(self.lands))]

    def holder(self, land: Land, office: str, day: date) -> Person:
        """Who held the office of the country on that day."""
        days = (day - FIRST_DAY).days + self._chance("term", land.name, office).randrange(TERM)
        return self._person(self._chance("holder", land.name, office, days // TERM), office, land)

    def bystander(self, land: Land, called: str, chance: Random) -> Person:
        """Somebody whom the news names once."""
        return self._person(chance, called, land)

    def _person(self, chance: Random, office: str, land: Land) -> Person:
        given = chance.choice(GIVEN + MORE_GIVEN)
        family = chance.choice(ONSETS) + chance.choice(MIDDLES) + chance.choice(CLOSES)
        return Person(given, family, office, land)

    def outlet(self, chance: Random) -> str:
        return self.outlets[rank(chance, len(self.outlets))]


def day_of(number: int, articles_a_day: int) -> date:
    """When article ``number`` of an endless stream was published."""
    return FIRST_DAY + timedelta(days=number // articles_a_day)
