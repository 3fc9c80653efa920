"""Accounts in groups, each an event so far, and what keeps two accounts apart."""

from __future__ import annotations

from datetime import date
from itertools import islice

from networkx.utils import UnionFind

from .events import Account
from .wording import Wording

WINDOW = 40  # accounts compared with each one: a bucket of a thousand must not take a million comparisons
_HALVES = {"MO", "AF", "EV"}  # parts of the day that have no hour in common


class Groups:
    """Accounts in groups that can each be of one day."""

    def __init__(self, accounts: list[Account]):
        self.accounts = accounts
        self.wording = Wording([(a.original, a.about) for a in accounts])
        self._sets = UnionFind(range(len(accounts)))
        self._days = {i: (a.first or date.min, a.last or date.max) for i, a in enumerate(accounts)}
        self._times = {i: frozenset({a.time} - {None}) for i, a in enumerate(accounts)}

    def days(self, i: int) -> tuple[date, date]:
        """The days that all accounts of its group allow."""
        return self._days[self._sets[i]]

    def times(self, i: int) -> frozenset[int | None]:
        """Time expressions that date its group, two if there are more; of use within an article."""
        return self._times[self._sets[i]]

    def join(self, i: int, j: int, any_day: bool = False) -> bool:
        """Make the groups of two accounts one, if there are days that all of them allow."""
        (first_a, last_a), (first_b, last_b) = self.days(i), self.days(j)
        first, last = max(first_a, first_b), min(last_a, last_b)
        if first > last and any_day:
            first, last = min(first_a, first_b), max(last_a, last_b)
        if first <= last:
            times = frozenset(islice(self.times(i) | self.times(j), 2))
            self._sets.union(i, j)
            self._times[self._sets[i]] = times
            self._days[self._sets[i]] = first, last
        return first <= last

    def likeness(self, i: int, j: int) -> float:
        return self.wording.likeness(self.accounts[i].about, self.accounts[j].about)

    def share(self, told: list[int], other: int) -> float:
        """How much of what some accounts tell together another one tells."""
        words = frozenset[str]().union(*(self.accounts[i].about for i in told))
        common = words & self.accounts[other].about
        return self.wording.weight(common) / self.wording.weight(words) if len(common) > 1 else 0.0

    def members(self) -> list[list[int]]:
        return sorted(sorted(group) for group in self._sets.to_sets())


def is_over(a: Account, b: Account) -> bool:
    """Whether the first account's days end before the second's begin."""
    return a.last is not None and b.first is not None and a.last < b.first


def apart(a: Account, b: Account) -> bool:
    """Whether two accounts differ in their days, or in the part of the day."""
    return is_over(a, b) or is_over(b, a) or a.clock != b.clock and {a.clock, b.clock} <= _HALVES


def other_channel(a: Account, b: Account) -> bool:
    return a.channel != b.channel and not {a.channel, b.channel} & {None, "unspecified"}
