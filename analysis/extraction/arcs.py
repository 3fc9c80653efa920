"""The dependencies of a batch of texts, decoded from the model's weights one move at a time for all texts together.

The method is that of spaCy's ``DependencyParser``: arc-eager with sentence breaks, and without monotonicity (Honnibal
and Johnson 2015).  The moves and when they are valid stand in ``pipeline/_parser_internals/arc_eager.pyx``, the eight
features in ``_state.pxd``; the best valid move is taken.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from .scorer import Scores

_SHIFT, _REDUCE, _ARC, _BREAK = 1, 2, 4, 8
_ASKS = {"S": _SHIFT, "D": _REDUCE, "L": _ARC, "R": _ARC, "B": _BREAK}
_FORCED = {_SHIFT: ("S", ""), _REDUCE: ("D", "")}  # by the moves that are valid: the one that alone is
Asked = tuple[int, ...]  # the kinds of moves that are valid, and the tokens that the next move depends on
Move = tuple[str, str]  # its kind, as spaCy calls it, and the label of an arc


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


def decoded(forest: Forest, first: int, behind: int) -> Generator[Asked | None, Move]:
    """Decode one text: asks for a move wherever more than one is valid, and ends with None."""
    head, label, starts, returned = forest.head, forest.label, forest.starts, forest.returned
    left, right, before = forest.left, forest.right, forest.before
    stack, buffer = [0, 0, 0], [0, 0, *range(behind - 1, first - 1, -1)]
    while (top := stack[-1]) + (first := buffer[-1]):
        second = buffer[-2]
        can = _BREAK if second == first + 1 and not starts[second] else 0
        if not top:
            can |= _SHIFT
        elif not first or starts[first]:
            can |= _REDUCE
        else:
            can |= _REDUCE | _ARC | (_SHIFT if second and not returned[first] else 0)
        if can in _FORCED:
            kind, name = _FORCED[can]
        else:
            kind, name = yield can, first, second, top, stack[-2], stack[-3], left[first], left[top], right[top]
        if kind == "S":
            stack.append(buffer.pop())
        elif kind == "L":
            if head[top]:
                right[head[top]] = before[top]
            head[top], label[top], left[first] = first, name, stack.pop()
            returned[first] = False
        elif kind == "R":
            head[first], label[first], before[first] = top, name, right[top]
            right[top] = first
            stack.append(buffer.pop())
        elif kind == "B":
            starts[second] = True
        elif head[top] or not stack[-2]:
            stack.pop()
        else:
            returned[top] = True
            buffer.append(stack.pop())
    yield None


def dependencies(scores: Scores, moves: list[str], lengths: list[int]) -> tuple[list[int], list[str]]:
    """How far the head of each token of texts of these lengths stands from it, and its label."""
    forest = Forest(sum(lengths))
    behind = np.cumsum(lengths) + 1
    texts = [decoded(forest, end - size, end) for end, size in zip(behind.tolist(), lengths, strict=True)]
    asks = np.array([_ASKS[move[0]] for move in moves])
    barred = np.where(np.arange(16)[:, None] & asks, 0, -np.inf).astype(np.float32)
    named = [(move[0], move[2:]) for move in moves]
    waiting = [(asked, text) for text in texts if (asked := next(text))]
    while waiting:
        told = np.array([asked for asked, _ in waiting])
        scored = scores(told[:, 1:])
        scored += barred[told[:, 0]]
        best = map(named.__getitem__, scored.argmax(axis=1).tolist())
        waiting = [(asked, text) for (_, text), move in zip(waiting, best, strict=True) if (asked := text.send(move))]
    return [head - at if head else 0 for at, head in enumerate(forest.head[1:], 1)], forest.label[1:]
