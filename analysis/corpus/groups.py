"""Accounts in groups, each an event so far, and what keeps two accounts apart."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from itertools import islice

from .events import Account
from .wording import Wording

WINDOW = 40  # accounts compared with each one: a bucket of a thousand must not take a million comparisons
_HALVES = {"MO", "AF", "EV"}  # parts of the day that have no hour in common


@cache
def _time(time: int | None) -> frozenset[int]:
    """One of an article's time expressions as a set, the same for all articles."""
    return frozenset() if time is None else frozenset((time,))


class Groups:
    """Accounts in groups that can each be of one day."""

    def __init__(self, accounts: list[Account]):
        self.accounts = accounts
        self.wording = Wording((a.original, a.about) for a in accounts)
        # each account points to another one of its group, the last to itself; that one has the days and times of all
        self._next = list(range(len(accounts)))
        self._size = [1] * len(accounts)
        self._first = [a.first or date.min for a in accounts]
        self._last = [a.last or date.max for a in accounts]
        self._times = [_time(a.time) for a in accounts]

    def group(self, i: int) -> int:
        """The account that stands for all of its group so far."""
        while self._next[i] != i:
            self._next[i] = i = self._next[self._next[i]]
        return i

    def days(self, i: int) -> tuple[date, date]:
        """The days that all accounts of its group allow."""
        group = self.group(i)
        return self._first[group], self._last[group]

    def times(self, i: int) -> frozenset[int]:
        """Time expressions that date its group, two if there are more; of use within an article."""
        return self._times[self.group(i)]

    def join(self, i: int, j: int, any_day: bool = False) -> bool:
        """Make the groups of two accounts one, if there are days that all of them allow."""
        a, b = self.group(i), self.group(j)
        if a == b:
            return True
        first, last = max(self._first[a], self._first[b]), min(self._last[a], self._last[b])
        if first > last and any_day:
            first, last = min(self._first[a], self._first[b]), max(self._last[a], self._last[b])
        if first > last:
            return False
        if self._size[a] < self._size[b]:
            a, b = b, a
        self._next[b] = a
        self._size[a] += self._size[b]
        self._first[a], self._last[a] = first, last
        self._times[a] = frozenset(islice(self._times[a] | self._times[b], 2))
        return True

    def likeness(self, i: int, j: int) -> float:
        return self.wording.likeness(self.accounts[i].about, self.accounts[j].about)

    def share(self, told: list[int], other: int) -> float:
        """How much of what some accounts tell together another one tells."""
        words = set[str]().union(*(self.accounts[i].about for i in told))
        common = words.intersection(self.accounts[other].about)
        return self.wording.weight(common) / self.wording.weight(words) if len(common) > 1 else 0.0

    def members(self) -> list[list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for i in range(len(self.accounts)):
            found[self.group(i)].append(i)
        return list(found.values())


def is_over(a: Account, b: Account) -> bool:
    """Whether the first account's days end before the second's begin."""
    return a.last is not None and b.first is not None and a.last < b.first


def apart(a: Account, b: Account) -> bool:
    """Whether two accounts differ in their days, or in the part of the day."""
    return is_over(a, b) or is_over(b, a) or a.clock != b.clock and {a.clock, b.clock} <= _HALVES


def other_channel(a: Account, b: Account) -> bool:
    return a.channel != b.channel and not {a.channel, b.channel} & {None, "unspecified"}
