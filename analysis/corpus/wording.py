"""How alike two tellings are: by the words that tell what it was about, the rare ones more than the common ones."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from functools import cache
from math import log

from .. import lexicon, names

_ENDING = re.compile(r"(?:ing|ed|es|s|e)$")
_LONGEST = 7  # letters by which words of one family are told (condolences, condoled)
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


def about(text: str, times: Iterable[tuple[int, int]], named: Set[str], spoken: bool = True) -> frozenset[str]:
    """Stems of the words of a telling, without small words, its times (spans) and the words that are ``named``.

    Without the words of speech, too, unless ``spoken``.
    """
    for start, end in times:
        text = text[:start] + " " * (min(end, len(text)) - start) + text[end:]
    small = lexicon.word_list("english")
    found = frozenset(_stem(word) for word in names.words_of_text(text) if word not in small and word not in named)
    return found if spoken else found - _spoken()


class Wording:
    """The weights of words in a corpus, and by them the likeness of two tellings."""

    def __init__(self, tellings: Iterable[tuple[str, frozenset[str]]]):
        """Pairs of an article (a reprint: its original) and the stems of a telling in it."""
        of_article: dict[str, list[frozenset[str]]] = defaultdict(list)
        for article, stems in tellings:
            of_article[article].append(stems)
        articles, found = len(of_article), Counter[str]()
        for told in of_article.values():
            found.update(frozenset[str]().union(*told))
        self._weights: Mapping[str, float] = {
            stem: log(1 + articles / count) * (_SPOKEN if stem in _spoken() else 1) for stem, count in found.items()
        }
        self._of_tellings: dict[frozenset[str], float] = {}

    def weight(self, stems: Iterable[str]) -> float:
        return sum(self._weights[stem] for stem in stems)

    def likeness(self, a: frozenset[str], b: frozenset[str]) -> float:
        """Weight of the common words as a share of the telling that has less to tell, 0 to 1; 0 for one word alone."""
        common = a & b
        return self.weight(common) / min(self._whole(a), self._whole(b)) if len(common) > 1 else 0.0

    def _whole(self, stems: frozenset[str]) -> float:
        """The weight of a telling, which is asked for with every other one that it is compared with."""
        weight = self._of_tellings.get(stems)
        if weight is None:
            weight = self._of_tellings[stems] = self.weight(stems)
        return weight
