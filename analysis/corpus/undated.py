"""Accounts without a date, and with a wrong one: joined where nothing but one event can be meant."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import count

from .groups import WINDOW, Days, Groups, other_channel
from .packed_accounts import LONGEST, Account, Accounts, alike

_EXACT = timedelta(days=LONGEST)
_NEAR = timedelta(days=3)  # by how much an account can be misdated, and how old news without a date is
_SHARE = 0.4  # of the words of undated accounts that the dated one has too
_TOPICS = 1  # words that a misdated account must have in common with those of the right day
_TOPICS_ALONE = 3  # the same, one against one
_MANY = 3  # so many parties and so many sources of the right day make the topic needless


class ByDays:
    """The accounts of some parties by their days, none longer than an exact account has."""

    def __init__(self, events: Mapping[Days, list[int]]):
        self._events = sorted(events.items())
        self._starts = [first for (first, _), _ in self._events]
        self.answers: dict[tuple, list[int]] = {}  # what was asked about them before

    def between(self, earliest: date | None, latest: date | None) -> list[tuple[Days, list[int]]]:
        """All that can be of these days or nearly of them, and few others."""
        start = bisect_left(self._starts, earliest - _NEAR - _EXACT) if earliest else 0
        end = bisect_right(self._starts, latest + _NEAR) if latest else len(self._starts)
        return self._events[start:end]


def join_undated(groups: Groups) -> None:
    """Undated accounts of an article join the only event of their parties that it can be news of."""
    accounts, best = groups.accounts, _best(groups)
    for members in groups.members():
        if not any(best[i] >= 0 for i in members):
            continue
        undated = [i for i in members if accounts[i].channel is not None and accounts[i].status == "happened"]
        for i in undated:
            j = best[i]
            if j >= 0 and (_is_sure(accounts[i], accounts[j]) or groups.share(undated, j) >= _SHARE):
                groups.join(i, j)
                break


def _best(groups: Groups) -> array[int]:
    """Of each act in an undated group the account most like it of the only event that it fits; -1 if there is none."""
    accounts = groups.accounts
    best = array("i", [-1]) * len(accounts)
    exact, pairs = accounts.columns["exact"], accounts.columns["pairs"]
    # an undated one is asked about with its first two parties: talks are found that had more
    keyed = ((key, i) for i in accounts.acts() for key in (pairs[i] if exact[i] else pairs[i][:1]))
    for of_parties in alike(keyed, least=2):
        dated = [i for i in of_parties if exact[i]]
        if not dated or len(dated) == len(of_parties):
            continue
        events = ByDays(_by_days(groups, dated))
        for i in of_parties:
            if groups.days(i) == (date.min, date.max) and (told := _only_event(accounts, accounts[i], events)):
                best[i] = max(told, key=lambda j: (groups.likeness(i, j), -j))
    return best


def _by_days(groups: Groups, dated: list[int]) -> dict[Days, list[int]]:
    found: dict[Days, list[int]] = defaultdict(list)
    for i in dated:
        found[groups.days(i)].append(i)
    return found


def _only_event(accounts: Accounts, account: Account, events: ByDays) -> list[int]:
    """The accounts of the only event that an undated account fits: one of its very parties, or else of more."""
    asked = account.parties, account.channel, account.published
    if asked not in events.answers:
        fitting = (told for days, told in events.between(*account.published) if _is_news(account, days))
        fitting = (told for told in fitting if any(not other_channel(account, accounts[j]) for j in told))
        same, more = [], []
        for told in fitting:
            same += [of_these] if (of_these := [j for j in told if accounts[j].parties == account.parties]) else []
            more += [of_more] if (of_more := [j for j in told if _is_of_more(accounts[j], account)]) else []
            if len(same) > 1:
                break
        found = same or more
        events.answers[asked] = found[0] if len(found) == 1 else []
    return events.answers[asked]


def _is_of_more(other: Account, account: Account) -> bool:
    return other.mutual and other.parties > account.parties


def _is_news(account: Account, days: Days) -> bool:
    """Whether an article without another word on it can have told of these days as news."""
    earliest, latest = account.published
    return (latest is None or days[0] <= latest) and (earliest is None or days[1] >= earliest - _NEAR)


def _is_sure(account: Account, other: Account) -> bool:
    """Whether nothing but a talk of the last days through the same channel can be meant."""
    heard = account.channel == other.channel and (account.channel != "unspecified" or account.mutual and other.mutual)
    return account.talk and heard and account.parties == other.parties and None not in account.published


def join_misdated(groups: Groups) -> None:
    """A talk that one account puts on another day, where the rest says that it is the same."""
    for told, rest in list(_near_each_other(groups)):
        if _is_misdated(groups, told, rest):
            groups.join(told[0], rest[0], any_day=True)


def _near_each_other(groups: Groups) -> Iterator[tuple[list[int], list[int]]]:
    """Talks of the same parties through the same channel, each with the only other one of nearly its days."""
    accounts, number = groups.accounts, defaultdict[tuple, int](count().__next__)
    exact, talk = accounts.columns["exact"], accounts.columns["talk"]
    talks = (accounts[i] for i in accounts.acts() if exact[i] and talk[i])
    keyed = ((number[a.channel, a.parties], a.number) for a in talks if a.channel != "unspecified")
    for told in alike(keyed, least=2):
        by_days = _by_days(groups, told)
        events = ByDays(by_days)
        for days, one in by_days.items():
            near = [rest for other, rest in events.between(*days) if other != days and _near(days, other)]
            if len(near) == 1:
                yield one, near[0]


def _near(a: Days, b: Days) -> bool:
    return a[0] - _NEAR <= b[1] and b[0] - _NEAR <= a[1]


def _is_misdated(groups: Groups, one: list[int], rest: list[int]) -> bool:
    """Whether the accounts of one source are of the same talk as those of the rest: not if an article tells of both."""
    accounts = groups.accounts
    sources, others = ({accounts[i].original for i in told} for told in (one, rest))
    if len(sources) > 1 or sources & others:
        return False
    last = max(groups.days(i)[1] for i in (one[0], rest[0]))
    if not all(any(_looks_back(accounts[i], last) for i in told) for told in (one, rest)):
        return False
    if len(others) >= _MANY <= len(accounts[one[0]].parties):
        return True
    least = _TOPICS if len(others) > 1 else _TOPICS_ALONE
    return any(_on_one_topic(accounts[i], accounts[j], least) for i in one for j in rest[:WINDOW])


def _looks_back(account: Account, last: date) -> bool:
    """Whether its article came out after both days, and could have told of two talks."""
    day = account.published[1]
    return day is not None and day >= last


def _on_one_topic(a: Account, b: Account, least: int) -> bool:
    common = len(set(a.topic).intersection(b.topic))
    return common >= least and common >= _SHARE * min(len(a.topic), len(b.topic))
