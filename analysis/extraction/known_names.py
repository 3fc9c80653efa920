"""Names found again among thousands: by what any two names of one actor have in common, and never one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from .. import names

_LONGEST = 40  # letters: of longer words no edit is looked for


class KnownNames:
    """Numbers by their names, as ``names.words`` gives them; names that are one person's share a key."""

    def __init__(self) -> None:
        self._names: list[tuple[int, tuple[str, ...]]] = []
        self._having: dict[str, list[int]] = defaultdict(list)

    @property
    def size(self) -> int:
        return len(self._names)

    def add(self, number: int, words: tuple[str, ...]) -> None:
        for key in _keys(words):
            self._having[key].append(len(self._names))
        self._names.append((number, words))

    def alike(self, words: tuple[str, ...]) -> Iterator[int]:
        """The numbers of all names that can be of the person of this one, in the order in which they were added."""
        for at in sorted({at for key in _keys(words) for at in self._having.get(key, ())}):
            number, known = self._names[at]
            if names.same_words(words, known):
                yield number


@lru_cache(5_000)
def _keys(words: tuple[str, ...]) -> tuple[str, ...]:
    """What the words share with those of any name for which ``names.same_words`` holds."""
    return tuple({"".join(words), *(key for word in words for key in _near(word))})


def _near(word: str) -> set[str]:
    """What a word shares with any other for which ``names.near`` holds: of words one edit apart, a letter less."""
    keys = {word, names.spelling(word), f"-{word}"}
    if 5 < len(word) < _LONGEST:
        keys |= {f"-{word[:i]}{word[i + 1 :]}" for i in range(len(word))}
    return keys
