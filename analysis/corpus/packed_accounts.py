"""Accounts of events as columns of numbers: hundreds of thousands of them are held while they are merged.

What is called by a name is the number of that name, days are ordinals, and lists of any length lie one after the other
in one array.  An account is a row of the columns; what is asked of it is made anew, unless it was asked lately.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache, partial
from itertools import combinations
from typing import Any

import numpy as np

from ..schema import STATUSES

LONGEST = 7  # days: an account dated less exactly than this is not merged over articles
_AT_HAND = 4_096  # accounts: those that are compared with one another are few
_PARTIES = 8  # of a talk, by the pairs of whom it is found
_BITS = 28  # enough for the number of an actor
_OF_A_SOURCE = {"article", "start", "end", "first", "last", "precision", "place"}


class _Numbers(dict[Any, int]):
    """The number of each name; a new one gets the next."""

    def __init__(self, names: list[Any]):
        super().__init__((name, number) for number, name in enumerate(names))
        self._names = names

    def __missing__(self, name: Any) -> int:
        self[name] = number = len(self._names)
        self._names.append(name)
        return number


class Names:
    """Strings by number: each is held once."""

    def __init__(self, known: Iterable[str] = ()):
        self.all: list[Any] = list(known)
        self.number: Callable[[str | None], int] = _Numbers(self.all).__getitem__

    def __getitem__(self, number: int) -> Any:
        return self.all[number]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)


class Stretches:
    """A column of lists of numbers."""

    def __init__(self, code: str) -> None:
        self._numbers, self._ends = array(code), array("I", [0])

    def append(self, numbers: Iterable[int]) -> None:
        self._numbers.extend(numbers)
        self._ends.append(len(self._numbers))

    def extend(self, other: Stretches) -> None:
        before = len(self._numbers)
        self._numbers.extend(other._numbers)
        self._ends.extend(before + end for end in other._ends[1:])

    def __getitem__(self, row: int) -> array[int]:
        return self._numbers[self._ends[row] : self._ends[row + 1]]


class _Number:
    """A field of an account: how it is kept in its column, and what is meant by what is kept there."""

    def __init__(self, code: str = "i"):
        self.code = code

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, account: Account, owner: type) -> Any:
        account.__dict__[self.name] = found = account.of.columns[self.name][account.number]  # from now on there
        return found

    def column(self) -> Any:
        return array(self.code)

    def kept(self, of: Accounts, value: Any) -> Any:
        return value


class _Day(_Number):
    def __get__(self, account: Account, owner: type) -> date | None:
        kept = account.of.columns[self.name][account.number]
        account.__dict__[self.name] = found = date.fromordinal(kept) if kept else None
        return found

    def kept(self, of: Accounts, value: date | None) -> int:
        return value.toordinal() if value else 0


class _Name(_Number):
    """One of the names of articles, of actors or of anything else (``words``)."""

    def __init__(self, names: str = "words"):
        super().__init__()
        self.names = names

    def __get__(self, account: Account, owner: type) -> Any:
        of = account.of
        account.__dict__[self.name] = found = of.__dict__[self.names].all[of.columns[self.name][account.number]]
        return found

    def kept(self, of: Accounts, value: Any) -> Any:
        return getattr(of, self.names).number(value)


class _Names(_Number):
    """Several names; asked for, they stay numbers."""

    def __init__(self, names: str = "words"):
        super().__init__()
        self.names = names

    def column(self) -> Stretches:
        return Stretches(self.code)

    def kept(self, of: Accounts, value: Iterable[str]) -> Iterator[int]:
        return map(getattr(of, self.names).number, value)


class _Pairs(_Number):
    """Pairs of actors, one number a pair."""

    def column(self) -> Stretches:
        return Stretches(self.code)

    def kept(self, of: Accounts, value: Iterable[tuple[str, str]]) -> Iterator[int]:
        return (of.actors.number(a) << _BITS | of.actors.number(b) for a, b in value)


class _Made:
    """What is worked out of the fields of an account when it is first asked."""

    def __init__(self, make: Callable[[Account], Any]):
        self.make, self.name = make, make.__name__

    def __get__(self, account: Account, owner: type) -> Any:
        account.__dict__[self.name] = found = self.make(account)
        return found


class Account:
    """One telling of an event: a reported act, or a dated happening."""

    article = _Name("articles")
    original = _Name("articles")  # the article that this one reprints, or itself
    start = _Number()
    end = _Number()
    speakers = _Names("actors")
    others = _Names("actors")
    audience = _Number("b")  # said to nobody in particular
    mutual = _Number("b")
    act = _Name()
    channel = _Name()  # None: a happening
    status = _Name("statuses")
    first = _Day()
    last = _Day()
    precision = _Name()
    place = _Name()
    earliest = _Day()  # the first and last day that the article can be of
    latest = _Day()
    time = _Number()  # the time expression of the article that dates it, or -1
    clock = _Name()  # the hour or part of the day, where the words give it
    about = _Names()  # stems of the words that tell what it was about, in the order of the alphabet
    topic = _Names()  # the same to the end of the sentence, without words of speech
    sides = _Names()  # countries of the parties
    bodies = _Names()  # of those, the countries that a party other than a person stands for
    public = _Number("b")  # it is told that somebody spoke, and to nobody in particular
    talk = _Number("b")
    exact = _Number("b")
    pairs = _Pairs("q")  # of its parties, as numbers by which it is found; the public is one with whoever speaks to it

    def __init__(self, of: Accounts, number: int):
        self.of, self.number = of, number

    @_Made
    def parties(self) -> frozenset[int]:
        return frozenset(self.speakers if self.audience else (*self.speakers, *self.others))

    @property
    def published(self) -> tuple[date | None, date | None]:
        return self.earliest, self.latest

    @_Made
    def figures(self) -> set[int]:
        return {stem for stem in self.about if self.of.words[stem].isdigit()}

    @property
    def numbers(self) -> list[int]:
        """What the telling counts, to the end of its sentence: no years, and no numbers that anything may have."""
        stems = ((stem, self.of.words[stem]) for stem in self.topic)
        return [stem for stem, word in stems if word.isdigit() and (len(word) in (2, 3) or len(word) > 4)]


_FIELDS = [field for field in vars(Account).values() if isinstance(field, _Number)]


class Accounts:
    """Accounts by number; articles and actors have the numbers that these names give them."""

    def __init__(self, articles: Names, actors: Names, words: Names | None = None):
        self.articles, self.actors, self.words = articles, actors, Names() if words is None else words
        self.statuses = Names(STATUSES)
        self.columns = {field.name: field.column() for field in _FIELDS}
        self._at_hand = lru_cache(_AT_HAND)(partial(Account, self))

    def add(self, **told: Any) -> None:
        """Take in an account, told by the fields of ``Account`` but for those that follow from others."""
        parties = sorted({*told["speakers"], *(() if told["audience"] else told["others"])})
        act, (first, last) = told["channel"] is not None, (told["first"], told["last"])
        told["public"] = act and (told["audience"] or len(parties) < 2)
        told["talk"] = act and not told["public"]
        told["exact"] = first is not None and last is not None and (last - first).days < LONGEST
        told["pairs"] = combinations(parties[:_PARTIES], 2) if told["talk"] else [(p, p) for p in parties if act]
        for field in _FIELDS:
            self.columns[field.name].append(field.kept(self, told[field.name]))

    def extend(self, other: Accounts) -> None:
        """Take in those of another one with the same names."""
        for name, column in self.columns.items():
            column.extend(other.columns[name])

    def merged(self) -> None:
        """Forget all but what the row of a source says: most of the memory that they take."""
        for name in self.columns.keys() - _OF_A_SOURCE:
            del self.columns[name]
        self._at_hand.cache_clear()

    def clear(self) -> None:
        """Forget them all at once: they and the accounts at hand know each other."""
        self.columns.clear()
        self._at_hand.cache_clear()

    def __getitem__(self, number: int) -> Account:
        return self._at_hand(number)

    def __iter__(self) -> Iterator[Account]:
        return map(self._at_hand, range(len(self)))

    def __len__(self) -> int:
        return len(self.columns["start"])

    def acts(self) -> Iterator[int]:
        """Numbers of the acts that took place."""
        talk, public, happened = self.columns["talk"], self.columns["public"], self.statuses.number("happened")
        statuses = enumerate(self.columns["status"])
        return (i for i, status in statuses if status == happened and (talk[i] or public[i]))


def alike(keyed: Iterable[tuple[int, int]], least: int = 1) -> Iterator[list[int]]:
    """Of pairs of a key and a number the numbers of each key, in the order in which the keys come first.

    Only those of keys that have at least so many.
    """
    keys, numbers = array("q"), array("i")
    for key, number in keyed:
        keys.append(key)
        numbers.append(number)
    if len(keys) < least:
        return
    order = np.argsort(keys, kind="stable").astype(np.int32)
    ends = np.append(np.flatnonzero(np.diff(np.asarray(keys)[order])) + 1, len(keys))
    starts = np.append(0, ends[:-1])
    enough = ends - starts >= least
    starts, ends = starts[enough], ends[enough]
    for at in np.argsort(order[starts]).tolist():
        yield [numbers[place] for place in order[starts[at] : ends[at]].tolist()]
