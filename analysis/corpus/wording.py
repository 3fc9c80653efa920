"""How alike two tellings are: by the words that tell what it was about, the rare ones more than the common ones."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Set
from functools import cache
from itertools import count
from math import fsum, log

from .. import lexicon, names
from .packed_accounts import Accounts, alike

_ENDING = re.compile(r"(?:ing|ed|es|s|e)$")
_LONGEST = 7  # letters by which words of one family are told (condolences, condoled)
_APART = " \n,"  # between two words
_SPOKEN = 0.2  # weight of a word that only says that somebody spoke ("call", "announced")


@cache
def _spoken() -> frozenset[str]:
    """Stems of the words of speech."""
    words = [row["lemma"] for row in lexicon.load("cues")] + [row["noun"] for row in lexicon.load("speech_nouns")]
    words += [word for row in lexicon.load("channels") for word in row["words"].split()]
    return frozenset(map(_stem, words))


@cache
def _stem(word: str) -> str:
    return _ENDING.sub("", word)[:_LONGEST] if len(word) > 4 else word


def about(text: str, end: int, times: Iterable[tuple[int, int]], named: Set[str]) -> tuple[list[str], list[str]]:
    """Stems of the words of a telling, which ends there, in the order of the alphabet, and of those of all the text.

    Without small words, its times (spans) and the words that are ``named``; of all the text without those of speech.
    """
    for first, last in times:
        text = text[:first] + " " * (min(last, len(text)) - first) + text[last:]
    told = names.parts(text[:end])
    found = _stems(told, named)
    if end < len(text):
        every = _stems([*told, *names.parts(text[end:])] if text[end] in _APART else names.parts(text), named)
    else:
        every = found
    return sorted(found), sorted(every - _spoken())


def _stems(parts: list[str], named: Set[str]) -> frozenset[str]:
    small = lexicon.word_list("english")
    return frozenset(_stem(word) for word in names.telling_words(parts) if word not in small and word not in named)


class Wording:
    """The weights of words in a corpus, and by them the likeness of two tellings."""

    def __init__(self, accounts: Accounts):
        self._about = accounts.columns["about"]
        of_article, used = 0, array("i", bytes(4 * len(accounts.words)))
        for told in alike(zip(accounts.columns["original"], count(), strict=False)):
            of_article += 1
            for stem in set[int]().union(*(self._about[i] for i in told)):
                used[stem] += 1
        self._weights = array("d")
        for number, often in enumerate(used):
            weight = log(1 + of_article / often) if often else 0.0
            self._weights.append(weight * (_SPOKEN if accounts.words[number] in _spoken() else 1))

    def words(self, i: int) -> set[int]:
        """What an account was about."""
        return set(self._about[i])

    def weight(self, stems: Iterable[int]) -> float:
        return fsum(self._weights[stem] for stem in stems)  # the same in whatever order

    def likeness(self, i: int, j: int) -> float:
        """Weight of the common words as a share of the telling that has less to tell, 0 to 1; 0 for one word alone."""
        a, b = self._about[i], self._about[j]
        common = set(a).intersection(b)
        return self.weight(common) / min(self.weight(a), self.weight(b)) if len(common) > 1 else 0.0
