"""The entities of a batch of texts, decoded from the model's weights all at once.

The method is that of spaCy's ``EntityRecognizer`` (``pipeline/_parser_internals/ner.pyx``: the moves and when they are
valid; ``_state.pxd``: three features; ``ml/parser_model.pyx``: the scores), which takes one move at a time.  But its
scores depend on nothing except the token, the token where an open entity began, and whether one is open.  So the moves
outside of entities are scored for all tokens at once, and then the second tokens of all entities that these begin, the
third ones, and so on: as many steps as the longest entity has tokens.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .scorer import Scores

Entity = tuple[int, int, str]  # first token, behind the last one, label


def entities(scores: Scores, moves: list[str], blank: Any, final: Any) -> list[Entity]:
    """The entities of a batch, in order: ``blank`` tokens are white space, no entity goes on behind ``final`` ones."""
    column = {move: i for i, move in enumerate(moves)}
    kinds = np.array([move[0] for move in moves])
    token = np.arange(1, len(blank) + 1)
    none = np.zeros_like(token)
    outside = scores(np.stack([token, none, none], axis=1))
    outside[:, [move[0] in "IL" or move == "U-" for move in moves]] = -np.inf  # U- blocks a token: nothing asks for it
    outside[np.ix_(blank, (kinds == "B") | (kinds == "U"))] = -np.inf
    outside[np.ix_(final, kinds == "B")] = -np.inf
    best = outside.argmax(axis=1)
    ends = np.arange(1, len(blank) + 1)
    start = np.flatnonzero(kinds[best] == "B")
    inside = np.array([column.get("I" + move[1:], 0) for move in moves])
    last = np.array([column.get("L" + move[1:], 0) for move in moves])
    at = start + 1
    while len(start):
        scored, row = scores(np.stack([at + 1, start + 1, at], axis=1)), np.arange(len(at))
        goes_on = (scored[row, inside[best[start]]] >= scored[row, last[best[start]]]) & ~final[at]
        ends[start[~goes_on]] = at[~goes_on] + 1
        start, at = start[goes_on], at[goes_on] + 1
    found: list[Entity] = []
    reached = 0
    for first in np.flatnonzero(kinds[best] != "O").tolist():
        if first >= reached:
            reached = int(ends[first])
            found.append((first, reached, moves[best[first]][2:]))
    return found
