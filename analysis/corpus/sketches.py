"""Which texts share some of the three-word runs that are the smallest of their surroundings, and how much at most.

(Winnowing: Schleimer, Wilkerson and Aiken 2003.)  Of a sketch only runs that other texts have are kept, as numbers of
four bytes, and of a whole text two bytes of each run.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..likeness import EDIT, RUN

KEPT = 24  # smallest runs kept of each text, and
WINDOW = 16  # the smallest of so many in a row, a power of two
COMMON = 50  # texts with a run by which nothing is looked for: it is everybody's footer
SHORT = np.uint16  # what the whole of a text is kept as: several runs may be one number


def sketch(runs: np.ndarray) -> np.ndarray:
    """Runs of a text of which any passage of some twenty words has one, wherever it stands."""
    smallest, reach = runs, 1  # the smallest of ``reach`` in a row
    while reach < WINDOW:
        smallest = np.minimum(smallest[:-reach], smallest[reach:])
        reach *= 2
    return _distinct(np.concatenate((_distinct(smallest), _distinct(runs)[:KEPT])))


def _distinct(numbers: np.ndarray) -> np.ndarray:
    """The numbers in their order, each once."""
    ordered = np.sort(numbers)
    return ordered[np.diff(ordered, prepend=~ordered[:1]) != 0]


class _Rows:
    """Arrays of several lengths, in one."""

    def __init__(self, every: np.ndarray, sizes: np.ndarray) -> None:
        self._every, self._ends = every, np.concatenate(([0], np.cumsum(sizes)))

    def __getitem__(self, row: int) -> np.ndarray:
        return self._every[self._ends[row] : self._ends[row + 1]]


class Sharing:
    """Texts by the runs of their sketches; a text is found by others once it has been added."""

    def __init__(self, sketches: Sequence[np.ndarray]) -> None:
        self.sizes = np.array([len(runs) for runs in sketches], np.int32)
        every = np.concatenate([np.empty(0, np.uint64), *sketches])
        ordered = np.sort(every)
        several, more = np.unique(ordered[1:][ordered[1:] == ordered[:-1]], return_counts=True)
        del ordered
        numbers = np.searchsorted(several, every).astype(np.int32)
        shared = np.append(several, 0)[numbers] == every
        shared &= numbers < len(several)
        before = np.concatenate(([0], np.cumsum(shared, dtype=np.int32)))
        behind = np.cumsum(self.sizes)
        self._runs = _Rows(numbers[shared], before[behind] - before[behind - self.sizes])
        slots = np.minimum(more + 1, COMMON)
        self._first = np.cumsum(slots) - slots
        self._filled = np.zeros(len(slots), np.int32)
        self._texts = np.empty(int(slots.sum()), np.int32)

    def add(self, text: int) -> None:
        runs = self._runs[text]
        runs = runs[self._filled[runs] < COMMON]
        self._texts[self._first[runs] + self._filled[runs]] = text
        self._filled[runs] += 1

    def with_runs_of(self, text: int) -> tuple[np.ndarray, np.ndarray]:
        """The texts added so far that share runs with a text, and how many of them each."""
        runs = self._runs[text]
        filled = self._filled[runs]
        runs, filled = runs[filled < COMMON], filled[filled < COMMON]
        behind = np.cumsum(filled)
        places = np.repeat(self._first[runs] - behind + filled, filled) + np.arange(behind[-1] if len(behind) else 0)
        return np.unique(self._texts[places], return_counts=True)


class Shares:
    """How much of one text can stand in another: at least what ``likeness.shared`` finds, in a tenth of its time."""

    def __init__(self, texts: Sequence[np.ndarray]) -> None:
        """``texts``: the runs of each, as ``SHORT``."""
        self._sizes = np.array([len(runs) for runs in texts], np.int64)
        self._texts = _Rows(np.concatenate([np.empty(0, SHORT), *texts]), self._sizes)
        self._place = np.full(np.iinfo(SHORT).max + 1, -1, np.int32)  # of each number in the text that is asked about

    def at_most(self, text: int, others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The share of the words of a text that can stand in each other one, and of that one's in the text."""
        mine, sizes = self._texts[text], self._sizes[others]
        theirs = np.concatenate([np.empty(0, SHORT), *(self._texts[other] for other in others)])
        self._place[mine] = np.arange(len(mine))
        place, standing = self._place[mine], self._place[theirs]
        self._place[mine] = -1
        there = np.flatnonzero(standing >= 0)
        whose = np.repeat(np.arange(len(others)), sizes)[there]
        stands = np.zeros((len(others), len(mine)), bool)
        stands[whose, standing[there]] = True
        inside, here = np.nonzero(stands[:, place])
        shares = _covered(inside, here, len(others)) / (len(mine) + RUN - 1)
        return shares, _covered(whose, there, len(others)) / (sizes + RUN - 1)


def _covered(whose: np.ndarray, places: np.ndarray, texts: int) -> np.ndarray:
    """How many words of each text the runs at its places cover, where all between two that are near is an edit."""
    steps = np.diff(places)
    words = np.where(steps <= RUN + EDIT, steps, RUN) * (whose[1:] == whose[:-1])
    first = np.bincount(whose, minlength=texts) > 0
    return RUN * first + np.bincount(whose[1:], weights=words, minlength=texts)
