"""Which accounts tell of one event: within an article, over articles, and where dates are lacking or differ.

An undated account never ties together two days: a group of accounts keeps the days that all of them allow.  What is
compared lies in one bucket (a pair of parties, a day and a rare word), so that cost grows with the number of accounts.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations, count, pairwise

from .groups import WINDOW, Groups, apart, other_channel
from .packed_accounts import LONGEST, Account, Accounts, alike
from .undated import join_misdated, join_undated

_EXACT = timedelta(days=LONGEST)
_RANGE = 3  # days: longer ranges are not compared day by day
_ALIKE = 0.5  # likeness of tellings of one day
_ALIKE_OF_TWO = 0.35  # the same where two parties are the same
_ALIKE_OF_NONE = 0.6  # the same where one names no party
_REPRINTED = 0.6  # likeness of a telling and its reprint
_BESIDE = 100  # accounts before and behind its place that a telling in a reprint is compared with
_NESTED = 0.3  # likeness of tellings of which one has more parties
_SAID_AGAIN = 0.3  # likeness of statements of one speaker on one day
_OCCASIONS = ("press", "speech", "interview")  # channels of which nobody is held to have had two on one day
_FACE_TO_FACE = ("call", "meeting", "letter", "interview")  # what is said again in one of these is another event
_COVERED = 0.6  # of a dated clause that the act told in it must cover

Buckets = Iterable[list[int]]


def merge(accounts: Accounts) -> Groups:
    """The accounts in groups, each of which is an event."""
    groups = Groups(accounts)
    for inside in alike(zip(accounts.columns["article"], count(), strict=False)):
        _join_clauses(groups, inside)
        _join_talks(groups, _by_parties(accounts, inside), inside=True)
    _join_reprints(groups)
    dated = array("i", (i for i, exact in enumerate(accounts.columns["exact"]) if exact))
    _join_talks(groups, _by_parties(accounts, dated), inside=False)
    _join_alike(groups, dated)
    _join_counts(groups, dated)
    join_undated(groups)
    join_misdated(groups)
    return groups


# Acts and the clauses that date them


def _join_clauses(groups: Groups, inside: list[int]) -> None:
    """Acts, or happenings, in the same words, and an act with the dated clause that tells of hardly anything else."""
    accounts = groups.accounts
    happenings = [i for i in inside if accounts[i].channel is None]
    for i, j in pairwise(happenings):
        a, b = accounts[i], accounts[j]
        if (a.start, a.end, a.first) == (b.start, b.end, b.first):
            groups.join(i, j)
    starts = sorted((accounts[i].start, i) for i in inside if accounts[i].channel is not None)
    for (_, i), (_, j) in pairwise(starts):
        if _same_clause(accounts[i], accounts[j]):
            groups.join(i, j)
    for h in happenings:
        clause = accounts[h]
        for start, i in starts[bisect_left(starts, (clause.start, -1)) :]:
            if start >= clause.end:
                break
            act = accounts[i]
            told = act.end <= clause.end and act.end - start >= _COVERED * (clause.end - clause.start)
            if told and act.status == clause.status and not apart(act, clause):
                groups.join(h, i)


def _same_clause(a: Account, b: Account) -> bool:
    """Whether one verb tells of several who say the same to the same: "both leaders instructed their ministers"."""
    shared = (a.start, a.end, a.channel, a.status) == (b.start, b.end, b.channel, b.status)
    return bool(shared and set(a.others) == set(b.others) and a.speakers != b.speakers)


# Talks and statements: the same parties, channel and day


def _by_parties(accounts: Accounts, numbers: Iterable[int]) -> Iterator[list[int]]:
    """Acts that can be one event: a pair of parties in common, or the speaker of a public statement."""
    pairs, status, kinds = accounts.columns["pairs"], accounts.columns["status"], len(accounts.statuses)
    return alike(((pair * kinds + status[i], i) for i in numbers for pair in pairs[i]), least=2)


def _join_talks(groups: Groups, buckets: Buckets, inside: bool) -> None:
    """Join each act to the last one before it that it can be one event with; in an article that is the next above."""
    accounts = groups.accounts
    for bucket in buckets:
        told: dict[date | None, set[str | None]] = defaultdict(set)  # the channels told of a day
        for i in bucket:
            told[None if inside else accounts[i].first] |= {accounts[i].channel} - {"unspecified"}
        ordered = sorted(bucket, key=lambda i: _place(accounts[i]) if inside else _time(accounts[i]))
        for position, i in enumerate(ordered):
            for j in reversed(ordered[max(0, position - WINDOW) : position]):
                a, b = accounts[i], accounts[j]
                if not inside and _over_long_ago(b, a):
                    break  # those before it began earlier still
                channels = told[None] if inside else told[a.first] | told[b.first]
                if not _one_talk(a, b, len(channels) <= 1) or not _of_all(a, b):
                    continue
                alike = inside or a.parties == b.parties or groups.likeness(i, j) >= _NESTED
                if alike and (a.talk or _one_occasion(groups, i, j)) and groups.join(i, j):
                    break


def _over_long_ago(a: Account, b: Account) -> bool:
    """Whether the first began so long before the second that it was over, however exactly either is dated."""
    return a.first is not None and b.first is not None and b.first - a.first >= _EXACT


def _place(account: Account) -> tuple:
    return account.article, account.start, account.end


def _time(account: Account) -> tuple:
    return account.first or date.max, *_place(account)


def _of_all(a: Account, b: Account) -> bool:
    """Whether two have the same parties, or the one with more is a talk of all of them."""
    return a.parties == b.parties or (a if len(a.parties) > len(b.parties) else b).mutual


def _one_occasion(groups: Groups, i: int, j: int) -> bool:
    """Whether what somebody said to the public was said at once: in an article that is what is not dated anew."""
    a, b = groups.accounts[i], groups.accounts[j]
    together = a.article == b.article and groups.of_one_time(i, j)
    return together or a.channel == b.channel and a.channel in _OCCASIONS or groups.likeness(i, j) >= _SAID_AGAIN


def _one_talk(a: Account, b: Account, one_channel: bool) -> bool:
    if apart(a, b):
        return False
    if not (a.parties <= b.parties or b.parties <= a.parties):
        return False
    return a.channel == b.channel or one_channel and "unspecified" in (a.channel, b.channel)


# Whatever is told of one day in the same words


def _by_day(accounts: Accounts, numbers: Iterable[int]) -> Iterator[list[int]]:
    """Accounts that may be of one day."""
    first, last = accounts.columns["first"], accounts.columns["last"]
    return alike(((day, i) for i in numbers for day in range(first[i], min(first[i] + _RANGE, last[i] + 1))), least=2)


def _by_word(accounts: Accounts, numbers: Iterable[int]) -> Iterator[list[int]]:
    """Accounts of one day that share a word which few accounts of that day have."""
    found: dict[int, list[int]] = defaultdict(list)
    for i in numbers:
        for word in accounts[i].about:
            found[word].append(i)
    shared = [word for word in found if 1 < len(found[word]) <= WINDOW]
    yield from (found[word] for word in sorted(shared, key=accounts.words.__getitem__))


def _join_alike(groups: Groups, numbers: Iterable[int]) -> None:
    accounts = groups.accounts
    for of_day in _by_day(accounts, numbers):
        compared: set[tuple[int, int]] = set()
        for bucket in _by_word(accounts, of_day):
            for i, j in combinations(bucket, 2):
                if (i, j) not in compared:
                    compared.add((i, j))
                    if groups.group(i) != groups.group(j) and _one_happening(groups, i, j):
                        groups.join(i, j)


def _one_happening(groups: Groups, i: int, j: int) -> bool:
    a, b = groups.accounts[i], groups.accounts[j]
    if a.status != b.status or apart(a, b) or a.article == b.article and a.start < b.end and b.start < a.end:
        return False
    if a.channel is None and b.channel is None:
        if a.act is not None and b.act is not None and a.act != b.act:
            return False
    elif a.talk and b.talk:
        if not (a.parties <= b.parties or b.parties <= a.parties) or other_channel(a, b):
            return False
    elif a.talk != b.talk and other_channel(a, b):
        return False
    shared = len(a.parties & b.parties)
    if shared == 0 and a.parties and b.parties and not _of_one_side(a, b):
        return False
    if a.parties != b.parties and (figures := a.figures) and (others := b.figures) and not figures & others:
        return False
    if a.article != b.article and shared < 2 and len(set(a.topic).intersection(b.topic)) < 2:
        return False  # "A met C" is not "B met C"
    least = _ALIKE_OF_TWO if shared > 1 else _ALIKE if a.parties and b.parties else _ALIKE_OF_NONE
    return groups.likeness(i, j) >= least


# What somebody counted in public


def _join_counts(groups: Groups, numbers: Iterable[int]) -> None:
    """Accounts by which somebody gave one number on one day, whomever it was said to."""
    accounts = groups.accounts
    first, last = accounts.columns["first"], accounts.columns["last"]
    for of_day in alike(((first[i], i) for i in numbers if first[i] == last[i]), least=2):
        counted: dict[tuple, int] = {}
        for account in map(accounts.__getitem__, of_day):
            if account.channel in _FACE_TO_FACE or not (counts := account.numbers):
                continue
            for key in ((account.status, who, n) for who in account.speakers for n in counts):
                other = accounts[counted.setdefault(key, account.number)]
                hearers = {one.parties for one in (account, other) if one.talk}
                if account.number != other.number and len(hearers) < 2 and not apart(account, other):
                    groups.join(account.number, other.number)


# Reprints


def _join_reprints(groups: Groups) -> None:
    """An account of a reprint is the original's in nearly the same words, whatever was understood of it.

    Not if its day is another: a readout on a form, filled in anew, is nearly a reprint and tells of another call.
    """
    articles, originals = groups.accounts.columns["article"], groups.accounts.columns["original"]
    for story in alike(zip(originals, count(), strict=False), least=2):
        reprints = [i for i in story if articles[i] != originals[i]]
        if reprints:
            _join_reprinted(groups, [i for i in story if articles[i] == originals[i]], reprints)


def _join_reprinted(groups: Groups, originals: list[int], reprints: list[int]) -> None:
    accounts = groups.accounts
    told: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, i in sorted((accounts[i].start, i) for i in originals):
        told[accounts[i].status].append((start, i))
    for account in map(accounts.__getitem__, reprints):
        i, places = account.number, told[account.status]
        at = bisect_left(places, (account.start, -1))
        near = sorted(j for _, j in places[max(0, at - _BESIDE) : at + _BESIDE])
        likeness = {j: groups.likeness(i, j) for j in near if _reprinted(account, accounts[j])}
        for j in sorted(likeness, key=lambda j: -likeness[j]):
            if likeness[j] >= _REPRINTED and groups.join(i, j):
                break


def _reprinted(a: Account, b: Account) -> bool:
    """Whether nothing but the words can tell a telling from its reprint."""
    return a.parties == b.parties or a.channel != b.channel and _of_one_side(a, b)


def _of_one_side(a: Account, b: Account) -> bool:
    """Whether a party other than a person stands for the country of a party of the other telling."""
    return not (set(a.bodies).isdisjoint(b.sides) and set(b.bodies).isdisjoint(a.sides))
