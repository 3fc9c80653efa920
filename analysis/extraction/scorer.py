"""The network by which the model's transition systems score their moves: ``ml/parser_model.pyx`` of spaCy, in bulk."""

from __future__ import annotations

from functools import reduce
from typing import Any, NamedTuple

import numpy as np


class Scorer(NamedTuple):
    """The network, with its first layer already applied to each token of a batch."""

    features: Any  # of no token and then of each: what it adds in each place of a state, to each piece of the units
    bias: Any  # of each piece
    weights: Any
    offsets: Any

    def __call__(self, states: Any) -> Any:
        """Scores of all moves in each state, a row of token numbers from 1 on; 0 is no token."""
        pieces = self.features[states, np.arange(states.shape[1])].sum(axis=1) + self.bias
        largest = reduce(np.maximum, pieces.swapaxes(0, 1))
        return largest @ self.weights.T + self.offsets
