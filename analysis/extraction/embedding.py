"""Vectors of words before their neighbours are looked at, each distinct word worked out once and remembered.

What the first layer of spaCy's ``tok2vec`` says of a word depends on the word alone (Miranda et al. 2022, "Multi hash
embeddings in spaCy"), and most words of an article have been met before.
"""

from __future__ import annotations

from typing import Any

import numpy as np

_ABREAST = 16  # words; always as many rows, for with the size of a matrix the last bits of its product change
_MOST = 40_000  # words that are remembered: about 15 MB


class Embedding:
    """The first layer of a ``tok2vec``: the vectors of the words of documents."""

    def __init__(self, layer: Any) -> None:
        features, _, hashed, mixed, _ = layer.layers
        self._columns = features.attrs["columns"]
        self._parts = hashed.layers[0], mixed.layers[0]
        self._width = mixed.get_dim("nO")
        self._forget()

    def _forget(self) -> None:
        self._places: dict[tuple[int, ...], int] = {}
        self._vectors = np.empty((0, self._width), np.float32)

    def __call__(self, docs: list[Any]) -> list[Any]:
        words = [list(map(tuple, doc.to_array(self._columns).tolist())) for doc in docs]
        if len(self._places) > _MOST:
            self._forget()
        self._learn(list(dict.fromkeys(word for told in words for word in told if word not in self._places)))
        return [self._vectors[[self._places[word] for word in told]] for told in words]

    def _learn(self, words: list[tuple[int, ...]]) -> None:
        known = len(self._places)
        self._places.update((word, known + i) for i, word in enumerate(words))
        for first in range(0, len(words), _ABREAST):
            block = words[first : first + _ABREAST]
            rows = np.array(block + block[:1] * (_ABREAST - len(block)), np.uint64)
            for part in self._parts:
                rows = part.predict(rows)
            end = known + first + len(block)
            if end > len(self._vectors):
                room = np.empty((max(1_024, 2 * end), self._width), np.float32)
                room[: known + first] = self._vectors[: known + first]
                self._vectors = room
            self._vectors[known + first : end] = rows[: len(block)]
