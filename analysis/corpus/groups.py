"""Accounts in groups, each an event so far, and what keeps two accounts apart."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from datetime import date

from .packed_accounts import Account, Accounts, alike
from .wording import Wording

Days = tuple[date, date]
WINDOW = 40  # accounts compared with each one: a bucket of a thousand must not take a million comparisons
_HALVES = {"MO", "AF", "EV"}  # parts of the day that have no hour in common


_MANY_TIMES = -2  # more than one time expression


class Groups:
    """Accounts in groups that can each be of one day."""

    def __init__(self, accounts: Accounts):
        self.accounts = accounts
        self._wording = Wording(accounts)
        self.likeness = self._wording.likeness
        # each account points to another one of its group, the last to itself; that one has the days and times of all
        self._next = array("i", range(len(accounts)))
        self._size = array("i", [1]) * len(accounts)
        self._first = array("i", (day or date.min.toordinal() for day in accounts.columns["first"]))
        self._last = array("i", (day or date.max.toordinal() for day in accounts.columns["last"]))
        self._time = array("i", accounts.columns["time"])

    def group(self, i: int) -> int:
        """The account that stands for all of its group so far."""
        while self._next[i] != i:
            self._next[i] = i = self._next[self._next[i]]
        return i

    def days(self, i: int) -> Days:
        """The first and the last day that all accounts of its group allow."""
        group = self.group(i)
        return date.fromordinal(self._first[group]), date.fromordinal(self._last[group])

    def of_one_time(self, i: int, j: int) -> bool:
        """Whether not more than one time expression dates two groups of an article."""
        return _shared(self._time[self.group(i)], self._time[self.group(j)]) != _MANY_TIMES

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
        self._time[a] = _shared(self._time[a], self._time[b])
        return True

    def share(self, told: list[int], other: int) -> float:
        """How much of what some accounts tell together another one tells."""
        words = set[int]().union(*map(self._wording.words, told))
        common = words & self._wording.words(other)
        return self._wording.weight(common) / self._wording.weight(words) if len(common) > 1 else 0.0

    def members(self) -> Iterator[list[int]]:
        """The accounts of each group, in the order of their first."""
        return alike((self.group(i), i) for i in range(len(self.accounts)))


def _shared(a: int, b: int) -> int:
    """The time expression of two groups of which each has one, none (-1) or many."""
    return max(a, b) if a == b or -1 in (a, b) and _MANY_TIMES not in (a, b) else _MANY_TIMES


def is_over(a: Account, b: Account) -> bool:
    """Whether the first account's days end before the second's begin."""
    return a.last is not None and b.first is not None and a.last < b.first


def apart(a: Account, b: Account) -> bool:
    """Whether two accounts differ in their days, or in the part of the day."""
    return is_over(a, b) or is_over(b, a) or a.clock != b.clock and {a.clock, b.clock} <= _HALVES


def other_channel(a: Account, b: Account) -> bool:
    return a.channel != b.channel and not {a.channel, b.channel} & {None, "unspecified"}
