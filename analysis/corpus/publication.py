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
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from .. import names
from ..lexicon import load, word_list
from ..schema import frame
from .duplicates import stories
from .known import ActorIds
from .tellings import DAY, FULL, NEAR, OF_THE_YEAR, WEEK, Telling, Tellings, around, cuts_of, days_of
from .times import Bounds

ALIKE = 0.1  # least cosine of two tellings that may be of one event
SURE = 0.7  # sum of cosines that the best day must reach
SAME = 0.5  # what an act of the same parties on a day that is written out is worth in this
NEARLY = 0.35  # a day is kept if it reaches this share of the best one,
LACKING = 0.8  # and lacks less than this of it
ALMOST = 0.999  # of the least cosine: what is left is worked out to the last digit
MOST = 300  # tellings compared with each one: a folder of thousands must not take millions of comparisons
CLOSEST = 20  # of these, the most alike that are followed up

_ONE_DAY = re.compile(r"pub [~<>=]{1,2}XXXX-(\d\d-\d\d)")


class Likeness(NamedTuple):
    """How alike a telling is to one of a dated article, and the first and last day of that."""

    cosine: float
    first: date
    last: date
    article: int
    one_act: bool  # the same speaker and the same addressees, too


def bounded(
    articles: pd.DataFrame, findings: Mapping[str, Any], actor_ids: ActorIds, actors: Mapping[str, Any]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table ``articles`` with bounds for those that state no date; rows of ``problems`` say what was inferred."""
    undated = set(np.flatnonzero(articles["published"].isna()).tolist())
    if not undated:
        return articles, frame("problems", [])
    told = Tellings({actor_id for actor_id, row in actors.items() if row["kind"] == "audience"})
    ids, texts = articles["article_id"].to_numpy(object), pa.array(articles["text"])
    order = np.argsort(ids, kind="stable")
    own: dict[int, _Own] = {}  # by place in this order, as that of tellings is
    for place, row in enumerate(order.tolist()):
        found, text = findings[ids[row]], texts[row].as_py()
        told.take_in(text, found, actor_ids[ids[row]])
        if row in undated:
            own[place] = _own(text, found)
    first = stories(articles)
    groups, _ = pd.factorize(np.array([first[ids[row]] for row in order], object))
    days = [None if pd.isna(day) else day.date() for day in articles["published"].iloc[order]]
    dated = _Dated(told, days, groups)
    marked, notes = articles.copy(), []
    for place, of_itself in sorted(own.items(), key=lambda one: order[one[0]]):
        bounds, witnesses = dated.narrowed(place, of_itself)
        if bounds == Bounds():
            continue
        row = articles.index[order[place]]
        marked.at[row, "published_earliest"] = pd.Timestamp(bounds.earliest)
        marked.at[row, "published_latest"] = pd.Timestamp(bounds.latest)
        marked.at[row, "published_basis"] = "inferred"
        notes.append(_note(articles.loc[row], bounds, sorted(articles["path"].iloc[order[list(witnesses)]])))
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

    def __init__(self, told: Tellings, published: Sequence[date | None], groups: np.ndarray):
        self._told, self._groups = told, groups
        self._names = list(told.features)
        self._sizes, self._features = np.array(told.sizes), np.array(told.of_features)
        self._starts = np.cumsum(self._sizes) - self._sizes
        self._articles = np.repeat(np.arange(len(published), dtype=np.int32), np.diff(told.ends))
        self._is_actor = np.array([name.startswith("@") for name in self._names], bool)
        self._weights = self._weighed(len(published))
        self._days = np.zeros((len(self._sizes), 2), np.int32)  # as ordinals, where there are days
        for number, (form, article) in enumerate(zip(told.forms, self._articles.tolist(), strict=True)):
            if (day := published[article]) and (days := days_of(form, day)):
                self._days[number] = [day.toordinal() for day in days]
        of_dated = np.repeat(self._days[:, 0] > 0, self._sizes)
        tellings = np.repeat(np.arange(len(self._sizes), dtype=np.int32), self._sizes)[of_dated]
        features = self._features[of_dated]
        self._having = tellings[np.argsort(features, kind="stable")]
        self._ends = np.concatenate(([0], np.cumsum(np.bincount(features, minlength=len(self._names)))))

    def _weighed(self, articles: int) -> np.ndarray:
        """The weight of each feature: the more, the fewer articles have it."""
        of_features = np.repeat(self._articles.astype(np.int64), self._sizes)
        different = np.unique(of_features * len(self._names) + self._features)
        counts = np.bincount(different % max(1, len(self._names)), minlength=len(self._names))
        return np.array([math.log(1 + articles / count) for count in counts.tolist()])

    def narrowed(self, article: int, own: _Own) -> tuple[Bounds, set[int]]:
        """The bounds that the dated articles leave of an article's own ones, and the articles that narrowed them."""
        tellings = (self._told.telling(number, self._starts[number]) for number in self._told.of_article(article))
        alike = [(telling, found) for telling in tellings if (found := self._alike(telling))]
        near = (one for telling, found in alike if NEAR.fullmatch(telling.form) for one in found)
        days = {one.first + n * DAY for one in near for n in range(-WEEK, 2 * WEEK + 1)}
        placed = [_Placed(telling, found) for telling, found in alike]
        met = {day: meetings for day in sorted(days) if own.allow(day) and (meetings := _meetings(placed, day))}
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

    def _alike(self, telling: Telling) -> list[Likeness]:
        """The dated tellings most like this one, the likest first; candidates share its rarest features."""
        candidates: dict[int, None] = {}
        having = {f: self._having[self._ends[f] : self._ends[f + 1]] for f in telling.features}
        for feature in sorted(telling.features, key=lambda f: (len(having[f]), self._names[f])):
            if len(candidates) >= MOST:
                break
            candidates.update(dict.fromkeys(having[feature][:MOST].tolist()))
        length = self._length(telling.features)
        found = []
        for number in self._likely(telling, length, np.array([*candidates], np.int32)).tolist():
            other = self._told.telling(number, self._starts[number])
            cosine = self._length(telling.features & other.features) ** 2 / (length * self._length(other.features))
            if cosine >= ALIKE:
                first, last = map(date.fromordinal, self._days[number].tolist())
                one_act = not telling.acts.isdisjoint(other.acts)
                found.append(Likeness(cosine, first, last, other.article, one_act))
        return sorted(found, key=lambda one: (-one.cosine, *one[1:]))[:CLOSEST]

    def _likely(self, telling: Telling, length: float, others: np.ndarray) -> np.ndarray:
        """Those of other stories that share an actor and a word with a telling, and seem alike."""
        others = others[self._groups[self._articles[others]] != self._groups[telling.article]]
        sizes = self._sizes[others]
        ends = np.cumsum(sizes)
        whose = np.repeat(np.arange(len(others)), sizes)
        features = self._features[np.arange(len(whose)) + np.repeat(self._starts[others] - ends + sizes, sizes)]
        own = np.zeros(len(self._names), bool)
        own[[*telling.features]] = True
        shared, is_actor, weights = own[features], self._is_actor[features], self._weights[features] ** 2

        def of_each(among: np.ndarray) -> np.ndarray:
            return np.bincount(whose, weights=among * weights, minlength=len(others))

        seems = of_each(shared) >= ALMOST * ALIKE * length * np.sqrt(of_each(np.ones(len(whose))))
        return others[seems & (of_each(shared & is_actor) > 0) & (of_each(shared & ~is_actor) > 0)]

    def _length(self, features: Iterable[int]) -> float:
        return math.sqrt(math.fsum(self._weights[feature] ** 2 for feature in features))


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
