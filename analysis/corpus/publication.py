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
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any, NamedTuple

import pandas as pd

from .. import names
from ..lexicon import load, word_list
from ..schema import frame
from .dating import resolve
from .duplicates import stories
from .known import Key
from .times import Bounds

ALIKE = 0.1  # least cosine of two tellings that may be of one event
SURE = 0.7  # sum of cosines that the best day must reach
SAME = 0.5  # what an act of the same parties on a day that is written out is worth in this
NEARLY = 0.35  # a day is kept if it reaches this share of the best one,
LACKING = 0.8  # and lacks less than this of it
MOST = 300  # tellings compared with each one: a folder of thousands must not take millions of comparisons
CLOSEST = 20  # of these, the most alike that are followed up
WEEK = 7  # days: a telling dated less exactly than this dates nothing else
DAY = timedelta(days=1)
_A_MONDAY = date(2001, 1, 1)
SINGLING = ("call", "meeting", "press", "interview", "letter", "speech")  # no statement to everybody, nor plain speech

_SENTENCE = re.compile(r"[.!?][\"'”’]{0,2}\s+(?=[A-Z\"“‘])|\n(?:[^\S\n]*\n)+")
_NEAR = re.compile(r"pub (?:~?[<>]?=?XXXX-WXX-\d|[+-]P\d+[DW])(?: T[A-Z]{2})?")
_WEEKLY = re.compile(r"pub (?:~?[<>]?=?XXXX-WXX-\d|[+-]P\d{1,3}[DW])(?: T|$)")
_OF_THE_YEAR = re.compile(r"pub [~<>=]{1,2}XXXX-\d\d-\d\d(?: from pub [~<>=]{1,2}XXXX-\d\d-\d\d)?")
_ONE_DAY = re.compile(r"pub [~<>=]{1,2}XXXX-(\d\d-\d\d)")
_FULL = re.compile(r"\d{4}-\d\d-\d\d")
_STEM = 6  # letters that the forms of a word share
_LONG = 5  # letters of a word that says something


@dataclass(slots=True, frozen=True)
class Telling:
    """A sentence with a date: the date in anchored form, and the actors and words beside it."""

    article: str
    sentence: int
    form: str
    features: frozenset[str]  # actor ids and stems of words
    actors: frozenset[str]  # of these the actor ids
    acts: frozenset[tuple[str, ...]]  # channel and parties of what it dates (``SINGLING``)


class Likeness(NamedTuple):
    """How alike a telling is to one of a dated article, and the first and last day of that."""

    cosine: float
    first: date
    last: date
    article: str
    one_act: bool  # the same speaker and the same addressees, too


def bounded(
    articles: pd.DataFrame, findings: Mapping[str, Any], actor_ids: Mapping[Key, str], actors: Mapping[str, Any]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table ``articles`` with bounds for those that state no date; rows of ``problems`` say what was inferred."""
    undated = articles[articles["published"].isna()]
    if undated.empty:
        return articles, frame("problems", [])
    audience = {actor_id for actor_id, row in actors.items() if row["kind"] == "audience"}
    tellings = {
        row.article_id: list(_tellings(row.article_id, row.text, findings[row.article_id], actor_ids, audience))
        for row in articles.itertuples()
    }
    told = stories(articles)
    dated = _Dated(articles, tellings, told)
    marked, notes = articles.copy(), []
    for row in undated.itertuples():
        own = _own(row.text, findings[row.article_id])
        bounds, witnesses = dated.narrowed(own, tellings[row.article_id], told[row.article_id])
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
        starts = (_resolved(form, day) for form in self.past)
        return all(days is None or days[0] <= day for days in starts)


def _own(text: str, found: Any) -> _Own:
    done = {act.time for act in found.communications if act.status == "happened"}
    done |= {happening.time for happening in found.happenings}
    ahead = {act.time for act in found.communications if act.status == "planned"} - done
    cuts = _cuts(text)
    past, full, coming = [], [], []
    for number, time in enumerate(found.times):
        start, end = _around(cuts, time.start)
        future = _future().search(text, start, end) or _led_by(text[start : time.start]) in word_list("date_ahead")
        if number in done and not future and _OF_THE_YEAR.fullmatch(time.anchored) and "~>" not in time.anchored:
            past.append(time.anchored)
        if _FULL.fullmatch(time.anchored):
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


def _cuts(text: str) -> list[int]:
    """Where the sentences of a text begin, and its end."""
    return [0, *(found.end() for found in _SENTENCE.finditer(text)), len(text)]


def _around(cuts: list[int], place: int) -> tuple[int, int]:
    number = min(bisect_right(cuts, place), len(cuts) - 1)
    return cuts[number - 1], cuts[number]


def _tellings(
    article: str, text: str, found: Any, actor_ids: Mapping[Key, str], audience: Collection[str]
) -> Iterator[Telling]:
    """The tellings of an article that can place it, or that another one can be placed by."""
    cuts = _cuts(text)
    acts = _acts(article, found, actor_ids)
    named: dict[tuple[int, int], set[str]] = defaultdict(set)
    for mention in found.mentions:
        actor_id = actor_ids.get((article, mention.actor))
        if actor_id and actor_id not in audience:
            named[_around(cuts, mention.start)].add(sys.intern(f"@{actor_id}"))
    for number, time in enumerate(found.times):
        if not any(shape.fullmatch(time.anchored) for shape in (_NEAR, _OF_THE_YEAR, _FULL)):
            continue
        start, end = _around(cuts, time.start)
        if not (actors := named.get((start, end))):
            continue
        words = names.words_of_text(text[start : time.start]) + names.words_of_text(text[time.end : end])
        if stems := {sys.intern(word[:_STEM]) for word in words if len(word) >= _LONG}:
            features, parties = frozenset(stems | actors), frozenset(actors)
            yield Telling(article, start, time.anchored, features, parties, frozenset(acts[number]))


def _acts(article: str, found: Any, actor_ids: Mapping[Key, str]) -> dict[int, set[tuple[str, ...]]]:
    """Channel and parties of the acts that each time dates, by its place in the findings."""
    acts: dict[int, set[tuple[str, ...]]] = defaultdict(set)
    for act in found.communications:
        if act.time is not None and act.status == "happened" and act.channel in SINGLING:
            parties = sorted(actor_ids[article, actor] for actor in {act.speaker, *act.addressees})
            acts[act.time].add((act.channel, *parties))
    return acts


def _resolved(form: str, published: date) -> tuple[date, date] | None:
    """First and last day of a form, where it covers no more than a week."""
    if not _WEEKLY.match(form):
        return _days(form, published)
    # a weekday, and what is some days or weeks away, moves with the day of publication, week by week
    weeks = (published - _A_MONDAY) // (WEEK * DAY) * WEEK * DAY
    days = _days(form.partition(" T")[0], published - weeks)
    return days and (days[0] + weeks, days[1] + weeks)


@lru_cache(maxsize=100_000)
def _days(form: str, published: date) -> tuple[date, date] | None:
    what = resolve(form, published)
    if what.date_start is None or what.date_end is None or (what.date_end - what.date_start).days >= WEEK:
        return None
    return what.date_start, what.date_end


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
                if days := _resolved(telling.form, row.published.date()):
                    for feature in telling.features:
                        self._having[feature].append(len(self._told))
                    self._told.append((telling, self._length(telling.features), *days))

    def narrowed(self, own: _Own, tellings: list[Telling], group: str) -> tuple[Bounds, set[str]]:
        """The bounds that the dated articles leave of its own ones, and the articles that narrowed them."""
        alike = [(telling, found) for telling in tellings if (found := self._alike(telling, group))]
        near = (one for telling, found in alike if _NEAR.fullmatch(telling.form) for one in found)
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
        self.written = not _NEAR.fullmatch(telling.form)
        self._on: dict[date, list[int]] = defaultdict(list)
        self._found = found
        for number, one in enumerate(found):
            for n in range(-self.written, (one.last - one.first).days + self.written + 1):
                self._on[one.first + n * DAY].append(number)
        of_year = _ONE_DAY.fullmatch(self.form)  # a day of the year on which nothing is met need not be placed in one
        self._never = of_year is not None and all(f"{day:%m-%d}" != of_year[1] for day in self._on)

    def met(self, published: date) -> Iterator[Likeness]:
        """Those that it meets, was it published that day, the likest first; a day off is worth half."""
        if self._never or not (days := _resolved(self.form, published)):
            return
        numbers = {n for ahead in range((days[1] - days[0]).days + 1) for n in self._on.get(days[0] + ahead * DAY, ())}
        for number in sorted(numbers):
            one = self._found[number]
            apart = max((one.first - days[1]).days, (days[0] - one.last).days, 0)
            yield one._replace(cosine=one.cosine / (1 + apart))


def _meetings(placed: list[_Placed], published: date) -> list[tuple[Likeness, bool]]:
    """The best likeness of each sentence whose date agrees, was it published that day, and whether it is written out."""
    best: dict[int, tuple[Likeness, bool]] = {}
    for telling in placed:
        for one in telling.met(published):
            if telling.sentence not in best or one.cosine > best[telling.sentence][0].cosine:
                best[telling.sentence] = one, telling.written
    return list(best.values())
