"""Which texts share some of the three-word runs that are the smallest of their surroundings.

(Winnowing: Schleimer, Wilkerson and Aiken 2003.)  A run that no other text has is dropped at once, so that what is kept
of a text is a few numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

KEPT = 24  # smallest runs kept of each text, and
WINDOW = 16  # the smallest of so many in a row
COMMON = 50  # texts with a run by which nothing is looked for: it is everybody's footer


def sketch(runs: np.ndarray) -> np.ndarray:
    """Runs of a text of which any passage of some twenty words has one, wherever it stands."""
    windows = sliding_window_view(runs, WINDOW).min(axis=1) if len(runs) >= WINDOW else runs[:0]
    return np.union1d(windows, np.unique(runs)[:KEPT])


class Sharing:
    """Texts by the runs of their sketches; a text is found by others once it has been added."""

    def __init__(self, sketches: Sequence[np.ndarray]) -> None:
        self.sizes = np.array([len(runs) for runs in sketches], np.int32)
        every = np.concatenate([np.empty(0, np.uint64), *sketches])
        _, numbers, counts = np.unique(every, return_inverse=True, return_counts=True)
        shared = counts > 1
        number = (np.cumsum(shared) - 1).astype(np.int32)  # of the runs that several have
        self._runs = [number[of_text[shared[of_text]]] for of_text in np.split(numbers, np.cumsum(self.sizes)[:-1])]
        slots = np.minimum(counts[shared], COMMON)
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
