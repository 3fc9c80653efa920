"""Vectors of words before their neighbours are looked at, each distinct word worked out once and remembered.

What the first layer of spaCy's ``tok2vec`` says of a word depends on the word alone (Miranda et al. 2022, "Multi hash
embeddings in spaCy"), and most words of an article have been met before.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .layers import Maxout, blocks

_ABREAST = 32  # words
_MOST = 16_000  # words that are remembered: 6 MB for each network


class Embedding:
    """The first layers of networks: the vectors of words, by the numbers that they give to distinct words.

    ``columns`` are what is told of each word; the first ``distinct`` ones tell words apart.
    """

    def __init__(self, layers: list[Any], columns: list[str], distinct: int) -> None:
        self._layers = [
            ([columns.index(column) for column in features.attrs["columns"]], hashed.layers[0], Maxout(mixed.layers[0]))
            for features, _, hashed, mixed, _ in (layer.layers for layer in layers)
        ]
        self._distinct, self._key = distinct, f"V{8 * distinct}"  # a number has eight bytes
        width = self._layers[0][2].units
        self._vectors = [np.empty((_MOST, width), np.float32) for _ in layers]  # what is not filled takes no memory
        self._numbers: dict[bytes, int] = {}

    def numbers(self, words: Any) -> Any:
        """The number of each word: good until the next words are numbered."""
        keys = np.ascontiguousarray(words[:, : self._distinct]).view(self._key).reshape(-1).tolist()
        if len(self._numbers) + len(keys) > _MOST:
            self._numbers.clear()
        new = {key: place for place, key in enumerate(keys) if key not in self._numbers}
        if new:
            self._learn(words[list(new.values())])
            self._numbers.update(zip(new, range(len(self._numbers), _MOST)))  # noqa: B905 - there is room for more
        return np.array([self._numbers[key] for key in keys])

    def vectors(self, network: int, numbers: Any) -> Any:
        """What the first layer of the network says of the words."""
        return self._vectors[network][numbers]

    def _learn(self, words: Any) -> None:
        known = len(self._numbers)
        for vectors, (columns, hashed, mixed) in zip(self._vectors, self._layers, strict=True):
            rows = blocks(hashed.predict(words[:, columns]), _ABREAST)
            vectors[known : known + len(words)] = np.concatenate([mixed(block) for block in rows])[: len(words)]
