"""How invented news is worded: the forms of ``invented_grammar.txt``, with every slot filled."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from benchmarks.invented_world import OFFICES, PROVINCES, UNIONS, Person, World, rank

GAP = re.compile(r" +([ ,.:]|$)")  # left by a slot that stays empty
VOWEL = re.compile(r"\b([Aa])(?= (?:[aeio]|u(?!ni[otv])))")
SLOT = re.compile(r"\{(\w+)(?:\.(\w+))?\}")
NUMBERS = {"few": (2, 9), "dead": (3, 40), "hurt": (5, 90), "group": (20, 4000), "money": (12, 900), "percent": (4, 60),
           "km": (14, 700), "folk": (2_000, 400_000)}  # fmt: skip
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def grammar(text: str) -> dict[str, tuple[str, ...]]:
    """What each slot may become; the file says how it is written."""
    rules: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            forms = rules[line[1:-1]] = []
        elif line and not line.startswith("#"):
            forms += ("" if form == "-" else form for form in line.split(" | "))
    return {name: tuple(forms) for name, forms in rules.items()}


RULES = grammar(Path(__file__).with_name("invented_grammar.txt").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Story:
    """What all who tell an event agree on."""

    kind: str
    day: date
    people: dict[str, Person]
    town: str
    matter: str
    dead: int
    hurt: int


def dated(day: date) -> str:
    """``March 4``."""
    return f"{day:%B} {day.day}"


@dataclass
class Telling:
    """One article's way of telling its story: who was named already, which words it chooses."""

    world: World
    chance: Random
    story: Story
    today: date
    named: set[str] = field(default_factory=set)
    speaker: str = "A"
    last: str = ""
    dated: bool = False

    def say(self, form: str) -> str:
        """The form with every slot filled."""
        said = SLOT.sub(lambda slot: self._slot(slot[1], slot[2] or "", first=not slot.start()), form)
        return VOWEL.sub(r"\1n", GAP.sub(r"\1", said))

    def sentences(self, rule: str, count: int) -> str:
        """So many sentences of a kind; those of a voice are of one speaker."""
        self.speaker = self.chance.choices("ABCW", (5, 3, 1, 2))[0]
        forms = self.chance.sample(RULES[rule], count)
        if rule == "voice" and "S.he" in forms[0].casefold():
            forms[0] = "{S} said {reported}."
        return " ".join(capital(self.say(form)) for form in forms)

    def _slot(self, name: str, what: str, first: bool = False) -> str:
        name = self.speaker if name == "S" else name
        if name in self.story.people:
            return self._person(name, what, first)
        if name[0].isupper() or what[:1].isupper():
            return capital(self._slot(name.lower(), "" if what == "Cap" else what.lower()))
        if special := getattr(self, f"_{name}", None):
            return special(what)
        return self.say(self.chance.choice(RULES[name]))

    def _person(self, key: str, what: str, first: bool) -> str:
        person = self.story.people[key]
        he = "she" if person.woman else "he"
        land = person.land
        said = {"land": land.name, "adj": land.adjective, "capital": land.capital, "family": person.family,
                "noun": person.noun, "he": he, "He": capital(he),
                "role": f"the {person.noun}'s office", "Role": f"The {person.noun}'s office"}  # fmt: skip
        if what:
            return said[what]
        full = f"{person.given} {person.family}"
        same, self.last = first and self.last == key, key
        if key in self.named:
            again = person.family if person.private else f"the {person.noun}"
            return self.chance.choices((person.family, again, he), (4, 1, 6 * same))[0]
        self.named.add(key)
        if person.private:
            return f"{full}, {person.office},"
        return self.chance.choice(
            (f"{land.adjective} {person.office} {full}", f"{person.office} {full} of {land.name}")
        )

    def _n(self, what: str) -> str:
        if what in ("dead", "hurt"):
            number = getattr(self.story, what)
        else:
            least, most = NUMBERS[what]
            number = least + rank(self.chance, most - least, 30.0)
        return WORDS[number] if number < len(WORDS) else f"{number:,}"

    def _matter(self, what: str) -> str:
        matter = self.say(self.chance.choice(RULES["matter"])) if what == "new" else self.story.matter
        return matter.removeprefix("the ") if what == "bare" else matter

    def _town(self, _: str) -> str:
        if self.chance.random() < 0.4:
            return self.story.town
        return self.world.town(self.story.people[self.chance.choice("AB")].land, self.chance)

    def _capital(self, _: str) -> str:
        return self.story.people[self.chance.choice("AB")].land.capital

    def _province(self, _: str) -> str:
        return f"{self.chance.choice(PROVINCES)} {self._town('')}"

    def _land(self, _: str) -> str:
        return self.world.land(self.chance).name

    def _adj(self, _: str) -> str:
        return self.world.land(self.chance).adjective

    def _union(self, _: str) -> str:
        return UNIONS[rank(self.chance, len(UNIONS))]

    def _outlet(self, _: str) -> str:
        return self.world.outlet(self.chance)

    def _other(self, _: str) -> str:
        """Somebody who holds an office and has no part in the story, or a body."""
        land, office = self.world.land(self.chance), OFFICES[rank(self.chance, len(OFFICES), 6.0)]
        if self.chance.random() < 0.3:
            return f"the {land.adjective} {self.chance.choice(('government', 'parliament', 'army', 'embassy'))}"
        holder = self.world.holder(land, office, self.today)
        return f"{land.adjective} {office} {holder.given} {holder.family}"

    def _year(self, _: str) -> str:
        return str(self.today.year - 1 - rank(self.chance, 60, 8.0))

    def _when(self, _: str) -> str:
        """The day of the story; once it was said, it often goes without saying."""
        said, self.dated = self.dated, True
        return "" if said and self.chance.random() < 0.6 else self._seen(self.story.day)

    def _day(self, what: str) -> str:
        return self._seen(self._moved(what))

    def _date(self, what: str) -> str:
        return dated(self._moved(what))

    def _moved(self, what: str) -> date:
        days = self.chance.randrange(1, 6)
        return self.story.day + timedelta(days=-days if what == "earlier" else days)

    def _seen(self, day: date) -> str:
        """The day as the news says it of a day near its own."""
        gap = abs((self.today - day).days)
        if gap > 6:
            return f"on {dated(day)}"
        part = self.chance.choices(("", " morning", " evening", " afternoon"), (12, 1, 1, 1))[0]
        return self.chance.choices((f"on {day:%A}{part}", f"on {dated(day)}"), (9, 1))[0]


def capital(text: str) -> str:
    """The text with its first letter, also behind a quotation mark, as a capital."""
    at = 1 if text.startswith('"') else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]
