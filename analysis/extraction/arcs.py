"""The dependencies of a batch of texts, decoded from the model's weights one move at a time for all texts together.

The method is that of spaCy's ``DependencyParser``: arc-eager with sentence breaks, and without monotonicity (Honnibal
and Johnson 2015).  The moves and when they are valid stand in ``pipeline/_parser_internals/arc_eager.pyx``, the eight
features in ``_state.pxd``; the best valid move is taken.
"""

from __future__ import annotations

import numpy as np

from .scorer import Scores

_SHIFT, _REDUCE, _ARC, _BREAK = 1, 2, 4, 8
_ASKS = {"S": _SHIFT, "D": _REDUCE, "L": _ARC, "R": _ARC, "B": _BREAK}


class Forest:
    """What is known of all tokens of a batch; they are counted from 1 on, and 0 is no token."""

    def __init__(self, size: int) -> None:
        self.head = [0] * (size + 1)
        self.label = ["ROOT"] * (size + 1)
        self.left = [0] * (size + 1)  # the child on the left, on the right, that was attached last
        self.right = [0] * (size + 1)
        self.before = [0] * (size + 1)  # the child on the right that its head had before this one
        self.starts = [False] * (size + 1)  # a sentence
        self.returned = [False] * (size + 1)  # from the stack to the buffer: it is not shifted again


class State:
    """How far the decoding of one text has come."""

    def __init__(self, forest: Forest, first: int, behind: int) -> None:
        self.forest = forest
        self.stack = [0, 0, 0]
        self.buffer = [0, 0, *range(behind - 1, first - 1, -1)]

    def features(self) -> tuple[int, ...]:
        """The tokens that the next move depends on."""
        stack, forest = self.stack, self.forest
        first, top = self.buffer[-1], stack[-1]
        left = forest.left
        return first, self.buffer[-2], top, stack[-2], stack[-3], left[first], left[top], forest.right[top]

    def valid(self) -> int:
        """The kinds of moves that can be made, 0 at the end."""
        first, second, starts = self.buffer[-1], self.buffer[-2], self.forest.starts
        can = _BREAK if second == first + 1 and not starts[second] else 0
        if not self.stack[-1]:
            return can | _SHIFT if first else 0
        can |= _REDUCE
        if first and not starts[first]:
            can |= _ARC
            if second and not self.forest.returned[first]:
                can |= _SHIFT
        return can

    def make(self, move: str) -> None:
        """Make a move, named as spaCy names it: its kind, and the label of an arc."""
        forest, stack, buffer = self.forest, self.stack, self.buffer
        first, top = buffer[-1], stack[-1]
        if move[0] == "S":
            stack.append(buffer.pop())
        elif move[0] == "L":
            if forest.head[top]:
                forest.right[forest.head[top]] = forest.before[top]
            forest.head[top], forest.label[top], forest.left[first] = first, move[2:], stack.pop()
            forest.returned[first] = False
        elif move[0] == "R":
            forest.head[first], forest.label[first], forest.before[first] = top, move[2:], forest.right[top]
            forest.right[top] = first
            stack.append(buffer.pop())
        elif move[0] == "B":
            forest.starts[buffer[-2]] = True
        elif forest.head[top] or not stack[-2]:
            stack.pop()
        else:
            forest.returned[top] = True
            buffer.append(stack.pop())


def dependencies(scores: Scores, moves: list[str], lengths: list[int]) -> tuple[list[int], list[str]]:
    """How far the head of each token of texts of these lengths stands from it, and its label."""
    forest = Forest(sum(lengths))
    behind = np.cumsum(lengths) + 1
    active = [State(forest, end - size, end) for end, size in zip(behind.tolist(), lengths, strict=True)]
    asks = np.array([_ASKS[move[0]] for move in moves])
    barred = np.where(np.arange(16)[:, None] & asks, 0, -np.inf).astype(np.float32)
    while active:
        scored = scores(np.array([state.features() for state in active]))
        scored += barred[[state.valid() for state in active]]
        for state, move in zip(active, scored.argmax(axis=1).tolist(), strict=True):
            state.make(moves[move])
        active = [state for state in active if state.stack[-1] or state.buffer[-1]]
    return [head - at if head else 0 for at, head in enumerate(forest.head[1:], 1)], forest.label[1:]
