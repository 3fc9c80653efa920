"""Items in lists that weigh no more than is to be held, sent or worked on at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def parcels(items: Iterable[Item], weight: Callable[[Item], int], most: int) -> Iterator[list[Item]]:
    """The items in their order, in lists that weigh ``most`` together at most; one that weighs more is alone."""
    together: list[Item] = []
    room = most
    for item in items:
        if together and weight(item) > room:
            yield together
            together, room = [], most
        together.append(item)
        room -= weight(item)
    if together:
        yield together
