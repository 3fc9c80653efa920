"""Bounds of the publication day, for articles that state none: what their own dates and the rest of the folder allow.

An article's own words set bounds that are certain: it came out on or after every full date that it tells of as done,
and on or before one that it tells of as to come.  Articles that state their date narrow them.  A *telling* is a
sentence with a date in it; two tellings of different articles are alike if they share a named actor and words, the
rarer the better.  On each day on which the article may have come out, its weekdays and "last week" come to other
dates, and so meet other tellings of the dated articles.  The days are kept at which it meets nearly as many as at
the best one; where these do not lie within two weeks, or the meetings are few, nothing is inferred.  An article
whose bounds are inferred never narrows another one.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from .. import names
from ..lexicon import load, word_list
from ..schema import frame
from .duplicates import stories
from .known import ActorIds
from .tellings import DAY, FULL, NEAR, OF_THE_YEAR, WEEK, Telling, around, cuts_of, days_of, tellings
from .times import Bounds

ALIKE = 0.1  # least cosine of two tellings that may be of one event
SURE = 0.7  # sum of cosines that the best day must reach
SAME = 0.5  # what an act of the same parties on a day that is written out is worth in this
NEARLY = 0.35  # a day is kept if it reaches this share of the best one,
LACKING = 0.8  # and lacks less than this of it
MOST = 300  # tellings compared with each one: a folder of thousands must not take millions of comparisons
CLOSEST = 20  # of these, the most alike that are followed up

_ONE_DAY = re.compile(r"pub [~<>=]{1,2}XXXX-(\d\d-\d\d)")


class Likeness(NamedTuple):
    """How alike a telling is to one of a dated article, and the first and last day of that."""

    cosine: float
    first: date
    last: date
    article: str
    one_act: bool  # the same speaker and the same addressees, too


def bounded(
    articles: pd.DataFrame, findings: Mapping[str, Any], actor_ids: ActorIds, actors: Mapping[str, Any]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table ``articles`` with bounds for those that state no date; rows of ``problems`` say what was inferred."""
    undated = articles[articles["published"].isna()]
    if undated.empty:
        return articles, frame("problems", [])
    audience = {actor_id for actor_id, row in actors.items() if row["kind"] == "audience"}
    by_article, own = dict[str, list[Telling]](), dict[str, _Own]()
    for row in articles.itertuples():
        found = findings[row.article_id]
        by_article[row.article_id] = list(
            tellings(row.article_id, row.text, found, actor_ids[row.article_id], audience)
        )
        if row.Index in undated.index:
            own[row.article_id] = _own(row.text, found)
    told = stories(articles)
    dated = _Dated(articles, by_article, told)
    marked, notes = articles.copy(), []
    for row in undated.itertuples():
        article = row.article_id
        bounds, witnesses = dated.narrowed(own[article], by_article[article], told[article])
        if bounds == Bounds():
            continue
        marked.at[row.Index, "published_earliest"] = pd.Timestamp(bounds.earliest)
        marked.at[row.Index, "published_latest"] = pd.Timestamp(bounds.latest)
        marked.at[row.Index, "published_basis"] = "inferred"
        notes.append(_note(row, bounds, sorted(articles.loc[articles["article_id"].isin(witnesses), "path"])))
    return marked, frame("problems", notes)


def _note(row: Any, bounds: Bounds, witnesses: list[str]) -> dict[str, object]:
    stretch = " and ".join(
        f"{words} {day}" for words, day in zip(("not before", "not after"), bounds, strict=True) if day
    )
    rest = f" and those of {', '.join(witnesses[:3])}{' and others' * (len(witnesses) > 3)}" if witnesses else ""
    return {
        "path": row.path,
        "article_id": row.article_id,
        "stage": "corpus",
        "severity": "note",
        "message": f"published {stretch}: inferred from its own dates{rest}",
        "remedy": "write “Date: YYYY-MM-DD” as its first line, if you know the date",
    }


@cache
def _future() -> re.Pattern[str]:
    words = [re.escape(row["words"]) for row in load("time_tense") if row["tense"] == "future"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})\b")


class _Own(NamedTuple):
    """What the article's own dates say: its bounds, and days of the year that it tells of as past."""

    bounds: Bounds
    past: tuple[str, ...]

    def allow(self, day: date) -> bool:
        earliest, latest = self.bounds
        if (earliest and day < earliest) or (latest and day > latest):
            return False
        starts = (days_of(form, day) for form in self.past)
        return all(days is None or days[0] <= day for days in starts)


def _own(text: str, found: Any) -> _Own:
    done = {act.time for act in found.communications if act.status == "happened"}
    done |= {happening.time for happening in found.happenings}
    ahead = {act.time for act in found.communications if act.status == "planned"} - done
    cuts = cuts_of(text)
    past, full, coming = [], [], []
    for number, time in enumerate(found.times):
        start, end = around(cuts, time.start)
        future = _future().search(text, start, end) or _led_by(text[start : time.start]) in word_list("date_ahead")
        if number in done and not future and OF_THE_YEAR.fullmatch(time.anchored) and "~>" not in time.anchored:
            past.append(time.anchored)
        if FULL.fullmatch(time.anchored):
            day = date.fromisoformat(time.anchored)
            full += [day] if number in done and not future else []
            coming += [day] if number in ahead else []
    bounds = Bounds(max(full, default=None), min(coming, default=None))
    if full and coming and max(full) > min(coming):
        bounds = Bounds()  # they do not fit together
    return _Own(bounds, tuple(past))


def _led_by(text: str) -> str:
    """The word before a date."""
    return (names.words(text[-20:]) or ("",))[-1]


class _Dated:
    """The tellings of the articles that state their date, found by what they share."""

    def __init__(self, articles: pd.DataFrame, tellings: Mapping[str, list[Telling]], told: Mapping[str, str]):
        self._group = told
        used = (feature for told in tellings.values() for feature in {f for one in told for f in one.features})
        self._weight = {f: math.log(1 + len(tellings) / count) for f, count in Counter(used).items()}
        self._told: list[tuple[Telling, float, date, date]] = []  # with its length as a vector
        self._having: dict[str, list[int]] = defaultdict(list)
        for row in articles[articles["published"].notna()].sort_values("article_id").itertuples():
            for telling in tellings[row.article_id]:
                if days := days_of(telling.form, row.published.date()):
                    for feature in telling.features:
                        self._having[feature].append(len(self._told))
                    self._told.append((telling, self._length(telling.features), *days))

    def narrowed(self, own: _Own, tellings: list[Telling], group: str) -> tuple[Bounds, set[str]]:
        """The bounds that the dated articles leave of its own ones, and the articles that narrowed them."""
        alike = [(telling, found) for telling in tellings if (found := self._alike(telling, group))]
        near = (one for telling, found in alike if NEAR.fullmatch(telling.form) for one in found)
        days = {one.first + n * DAY for one in near for n in range(-WEEK, 2 * WEEK + 1)}
        placed = [_Placed(telling, found) for telling, found in alike]
        met = {day: meetings for day in sorted(days) if (meetings := _meetings(placed, day)) and own.allow(day)}
        if not met:
            return own.bounds, set()
        reached = {day: sum(one.cosine for one, _ in meetings) for day, meetings in met.items()}
        best = max(reached, key=lambda day: (reached[day], -day.toordinal()))
        least = max(NEARLY * reached[best], reached[best] - LACKING)
        kept = [day for day in met if reached[day] >= least]
        bounds = Bounds(min(kept), max(kept))
        sure = reached[best] + SAME * any(written and one.one_act for one, written in met[best]) >= SURE
        if len(met[best]) < 2 or not sure or not bounds.days():
            return own.bounds, set()
        return bounds, {one.article for one, _ in met[best]}

    def _alike(self, telling: Telling, group: str) -> list[Likeness]:
        """The dated tellings most like this one, the likest first; candidates share its rarest features."""
        candidates: dict[int, None] = {}
        for feature in sorted(telling.features, key=lambda f: (len(self._having.get(f, ())), f)):
            if len(candidates) >= MOST:
                break
            candidates.update(dict.fromkeys(self._having.get(feature, [])[:MOST]))
        found = []
        length = self._length(telling.features)
        for number in candidates:
            other, size, first, last = self._told[number]
            if telling.actors.isdisjoint(other.actors) or self._group[other.article] == group:
                continue
            shared = telling.features & other.features
            if not shared <= telling.actors:
                cosine = self._length(shared) ** 2 / (length * size)
                if cosine >= ALIKE:
                    one_act = not telling.acts.isdisjoint(other.acts)
                    found.append(Likeness(cosine, first, last, other.article, one_act))
        return sorted(found, key=lambda one: (-one.cosine, *one[1:]))[:CLOSEST]

    def _length(self, features: Iterable[str]) -> float:
        return math.sqrt(math.fsum(self._weight[feature] ** 2 for feature in features))


class _Placed:
    """A telling and those it is like, by the days on which it meets them.

    Accounts of one event may put a written day one off (time zones, nights).
    """

    def __init__(self, telling: Telling, found: list[Likeness]):
        self.sentence, self.form = telling.sentence, telling.form
        self.written = not NEAR.fullmatch(telling.form)
        self._on: dict[date, list[int]] = defaultdict(list)
        self._found = found
        for number, one in enumerate(found):
            for n in range(-self.written, (one.last - one.first).days + self.written + 1):
                self._on[one.first + n * DAY].append(number)
        of_year = _ONE_DAY.fullmatch(self.form)  # a day of the year on which nothing is met need not be placed in one
        self._never = of_year is not None and all(f"{day:%m-%d}" != of_year[1] for day in self._on)

    def met(self, published: date) -> Iterator[Likeness]:
        """Those that it meets, was it published that day, the likest first; a day off is worth half."""
        if self._never or not (days := days_of(self.form, published)):
            return
        numbers = {n for ahead in range((days[1] - days[0]).days + 1) for n in self._on.get(days[0] + ahead * DAY, ())}
        for number in sorted(numbers):
            one = self._found[number]
            apart = max((one.first - days[1]).days, (days[0] - one.last).days, 0)
            yield one._replace(cosine=one.cosine / (1 + apart))


def _meetings(placed: list[_Placed], published: date) -> list[tuple[Likeness, bool]]:
    """The best likeness of each sentence whose date agrees, was it published that day, and whether it is written."""
    best: dict[int, tuple[Likeness, bool]] = {}
    for telling in placed:
        for one in telling.met(published):
            if telling.sentence not in best or one.cosine > best[telling.sentence][0].cosine:
                best[telling.sentence] = one, telling.written
    return list(best.values())
