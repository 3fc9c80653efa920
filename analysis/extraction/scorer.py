"""The network by which the model's transition systems score their moves: ``ml/parser_model.pyx`` of spaCy, in bulk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .layers import Affine, largest

Scores = Callable[[Any], Any]  # of all moves in each state: a row of token numbers from 1 on; 0 is no token


class Scorer:
    """The network of a part of the model."""

    def __init__(self, model: Any) -> None:
        narrowed, first, last = model.get_ref("tok2vec").layers[-1], model.get_ref("lower"), model.get_ref("upper")
        weights = first.get_param("W")  # of each place in a state, unit, piece and input
        self._places, _, self._pieces, inputs = weights.shape
        self._narrowed = Affine(narrowed.get_param("W"), narrowed.get_param("b"), abreast=256)
        self._first = Affine(weights.swapaxes(1, 2).reshape(-1, inputs), None, abreast=256)
        self._of_none = first.get_param("pad")[0].swapaxes(1, 2).reshape(-1)
        self._offsets = first.get_param("b").T.reshape(-1)
        self._last = Affine(last.get_param("W"), last.get_param("b"), abreast=32)

    def of(self, vectors: Any) -> Scores:
        """The scores of states of these tokens; what a token adds to them in each place is worked out once."""
        added = self._first(self._narrowed(np.insert(vectors, 0, 0, axis=0)))
        added[0] = self._of_none
        added = added.reshape(-1, len(self._offsets))

        def scores(states: Any) -> Any:
            first, *others = (states * self._places + np.arange(self._places)).T
            products = added.take(first, axis=0)
            for place in others:
                products += added.take(place, axis=0)
            products += self._offsets
            return self._last(largest(products, self._pieces))

        return scores
