"""Layers of the model's networks in numpy, with its weights: what they say of a row depends on that row alone.

OpenBLAS multiplies matrices of another size by another kernel, and with it the last bits of a row change.  So products
are always of as many rows, whatever stands in the others.
"""

from __future__ import annotations

from typing import Any

import numpy as np

_LEAST, _ROOT = np.float32(1e-08), np.float32(-0.5)


def blocks(rows: Any, abreast: int) -> Any:
    """The rows, so many to a block; the last block is filled with nothing."""
    made = np.zeros((-(-len(rows) // abreast), abreast, rows.shape[1]), rows.dtype)
    made.reshape(-1, rows.shape[1])[: len(rows)] = rows
    return made


def largest(products: Any, pieces: int) -> Any:
    """The largest of the pieces of each unit: all units stand piece by piece."""
    units = products.shape[1] // pieces
    best = products[:, :units]
    for piece in range(1, pieces):
        best = np.maximum(best, products[:, piece * units : (piece + 1) * units])
    return best


class Affine:
    """Rows times weights, and an offset if there is one."""

    def __init__(self, weights: Any, offsets: Any, abreast: int) -> None:
        self._weights, self._offsets, self._abreast = np.ascontiguousarray(weights.T), offsets, abreast

    def __call__(self, rows: Any) -> Any:
        made = (blocks(rows, self._abreast) @ self._weights).reshape(-1, self._weights.shape[1])[: len(rows)]
        if self._offsets is not None:
            made += self._offsets
        return made


class Maxout:
    """The largest of some products for each unit, evened out: spaCy's ``Maxout`` with ``LayerNorm``.

    Takes as many rows as it is given: each time as many.
    """

    def __init__(self, layer: Any) -> None:
        products, norm = layer.layers[0].layers
        weights, offsets = products.get_param("W"), products.get_param("b")  # of each piece of each unit
        self.units, self._pieces, inputs = weights.shape
        self._weights = np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(inputs, -1))
        self._offsets = offsets.T.reshape(-1)
        self._scale, self._shift = norm.get_param("G"), norm.get_param("b")

    def __call__(self, rows: Any) -> Any:
        products = np.ascontiguousarray(rows) @ self._weights  # numpy is slower where it copies by itself
        products += self._offsets
        best = largest(products, self._pieces)
        best -= np.add.reduce(best, axis=1, keepdims=True) / self.units
        best *= (np.add.reduce(best * best, axis=1, keepdims=True) / self.units + _LEAST) ** _ROOT
        best *= self._scale
        best += self._shift
        return best


class Encoder:
    """Vectors of words in their text, from vectors of words: spaCy's ``MaxoutWindowEncoder``."""

    _ABREAST = 256

    def __init__(self, layer: Any) -> None:
        self._apart = layer.attrs["pad"]  # rows of nothing between texts: as far as a word sees
        self._layers = [Maxout(residual.layers[0].layers[1]) for residual in layer.layers[0].layers]

    def __call__(self, vectors: Any, lengths: list[int]) -> Any:
        at = np.arange(len(vectors)) + self._apart * np.repeat(np.arange(1, len(lengths) + 1), lengths)
        width = vectors.shape[1]
        number = -(-int(at[-1] + self._apart) // self._ABREAST)
        rows = np.zeros((number * self._ABREAST + 2, width), np.float32)
        rows[at] = vectors
        for layer in self._layers:
            windows = np.lib.stride_tricks.sliding_window_view(rows.reshape(-1), 3 * width)[::width]
            rows = rows.copy()
            for first in range(0, len(windows), self._ABREAST):
                rows[first + 1 : first + 1 + self._ABREAST] += layer(windows[first : first + self._ABREAST])
        return rows[at]
