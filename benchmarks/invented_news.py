"""Invented news to measure growth with: ``python -m benchmarks.invented_news FOLDER COUNT [--seed S] [--lines]``.

Article ``n`` is the same whatever COUNT is: a stream of so many articles a day, in which countries, people and towns
keep turning up.  Three in a hundred have no date, two are reprints, one is an edited copy; a third tells an event
that another article told shortly before, in words of its own.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random

from benchmarks.invented_telling import RULES, Story, Telling, capital, dated
from benchmarks.invented_world import OFFICES, Land, World, day_of, rank

A_DAY = 8  # articles
RECENT = 3 * A_DAY  # articles back to the last that is told again
AGAIN, REPRINT, EDITED, UNDATED = 0.33, 0.02, 0.01, 0.03  # shares of the articles
SHORTEST, LONGEST = 150, 500  # words
PARAGRAPHS = {"act_of": 0.4, "voice": 0.31, "fact": 0.09, "background": 0.2}
CURLED = re.compile(r'"([^"]*)"')
KINDS = [name.removeprefix("lead ") for name in RULES if name.startswith("lead ")]


@dataclass(frozen=True)
class Article:
    """An article as an outlet gives it out; undated ones have no ``published``."""

    title: str
    source: str
    published: date | None
    body: str

    @property
    def text(self) -> str:
        dated = [f"Date: {self.published}"] if self.published else []
        return "\n".join([f"Title: {self.title}", f"Source: {self.source}", *dated, "", self.body, ""])


class News:
    """An endless stream of invented articles; each is made from the seed and its number alone."""

    def __init__(self, seed: int = 7):
        self.seed, self.world = seed, World(seed)
        self.story = lru_cache(maxsize=4 * RECENT)(self._story)
        self.article = lru_cache(maxsize=4 * RECENT)(self._article)

    def _chance(self, what: str, number: int) -> Random:
        return Random(f"{self.seed} {what} {number}")

    def _story(self, number: int) -> Story:
        """The story of an article: that of another shortly before, or a new one."""
        chance = self._chance("story", number)
        if number and chance.random() < AGAIN:
            return self.story(max(0, number - 1 - chance.randrange(RECENT)))
        day = day_of(number, A_DAY) - timedelta(days=chance.choices((0, 1, 2), (5, 4, 1))[0])
        lands: list[Land] = []
        while len(lands) < 3:
            lands += {self.world.land(chance)} - {*lands}
        people = {key: self.world.holder(land, OFFICES[rank(chance, len(OFFICES), 6.0)], day)
                  for key, land in zip("ABC", lands, strict=True)}  # fmt: skip
        town = self.world.town(lands[chance.randrange(2)], chance)
        story = Story(chance.choice(KINDS), day, people, town, "", rank(chance, 60) + 3, rank(chance, 150) + 5)
        matter = Telling(self.world, chance, story, day).say(chance.choice(RULES["matter"]))
        return Story(**{**vars(story), "matter": matter})

    def _article(self, number: int) -> Article:
        chance = self._chance("article", number)
        day = day_of(number, A_DAY)
        source = self.world.outlet(chance)
        copied = chance.random()
        published = None if chance.random() < UNDATED else day
        if number and copied < REPRINT + EDITED:
            original = self.article(max(0, number - 1 - chance.randrange(RECENT)))
            body = original.body if copied < REPRINT else _edited(original.body, chance)
            return Article(original.title, source, published, body)
        story = self.story(number)
        called = RULES["bystander"][chance.randrange(len(RULES["bystander"]))]
        telling = Telling(self.world, chance, story, day)
        bystander = self.world.bystander(story.people["A"].land, telling.say(called), chance)
        telling.story = Story(**{**vars(story), "people": {**story.people, "W": bystander}})
        title = capital(telling.say(chance.choice(RULES[f"headline {story.kind}"])))
        place = f"{story.town.upper()}, {dated(day)}" if published else story.town.upper()
        return Article(title, source, published, f"{place} ({source}) — {self._body(telling)}")

    def _body(self, telling: Telling) -> str:
        chance = telling.chance
        wanted = min(LONGEST - 60, max(SHORTEST + 10, chance.gauss(270, 85)))
        first = chance.choice(RULES[f"lead {telling.story.kind}"])
        paragraphs = [capital(telling.say(first)) + " " + telling.sentences("act_of", 1)]
        while sum(paragraph.count(" ") + 1 for paragraph in paragraphs) < wanted:
            rule = chance.choices(list(PARAGRAPHS), list(PARAGRAPHS.values()))[0]
            paragraphs.append(telling.sentences(rule, chance.randrange(1, 4)))
        body = "\n\n".join(paragraphs)
        return CURLED.sub(r"“\1”", body).replace("'", "’") if chance.random() < 0.5 else body


def _edited(body: str, chance: Random) -> str:
    """The body without one of its paragraphs, its sentences a little shorter."""
    paragraphs = body.split("\n\n")
    del paragraphs[chance.randrange(1, len(paragraphs))]
    return "\n\n".join(paragraphs).replace(" in an interview", "").replace("At least ", "Some ")


def articles(count: int, seed: int = 7) -> Iterator[Article]:
    """The first ``count`` articles of the stream."""
    news = News(seed)
    return (news.article(number) for number in range(count))


def write(folder: Path, count: int, seed: int = 7, lines: bool = False) -> None:
    """The first ``count`` articles, one file each or, as ``lines``, all in one file of JSON lines."""
    folder.mkdir(parents=True, exist_ok=True)
    if lines:
        rows = ({"title": a.title, "source": a.source, "date": a.published and str(a.published), "text": a.body}
                for a in articles(count, seed))  # fmt: skip
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / "news.jsonl").write_text(text, encoding="utf-8")
        return
    for number, article in enumerate(articles(count, seed)):
        (folder / f"news-{number:06}.txt").write_text(article.text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.invented_news", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--lines", action="store_true", help="one file of JSON lines")
    given = parser.parse_args()
    write(given.folder, given.count, given.seed, given.lines)


if __name__ == "__main__":
    main()
