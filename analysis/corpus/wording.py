"""How alike two tellings are: by the words that tell what it was about, the rare ones more than the common ones."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from functools import cache
from math import fsum, log

from .. import lexicon, names

_ENDING = re.compile(r"(?:ing|ed|es|s|e)$")
_LONGEST = 7  # letters by which words of one family are told (condolences, condoled)
Stems = tuple[str, ...]  # in their order, each once; of each account two, so that sets of them would be too large
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


def about(text: str, times: Iterable[tuple[int, int]], named: Set[str], spoken: bool = True) -> Stems:
    """Stems of the words of a telling, without small words, its times (spans) and the words that are ``named``.

    Without the words of speech, too, unless ``spoken``.
    """
    for start, end in times:
        text = text[:start] + " " * (min(end, len(text)) - start) + text[end:]
    small = lexicon.word_list("english")
    found = frozenset(_stem(word) for word in names.words_of_text(text) if word not in small and word not in named)
    return tuple(sorted(found if spoken else found - _spoken()))


class Wording:
    """The weights of words in a corpus, and by them the likeness of two tellings."""

    def __init__(self, tellings: Iterable[tuple[str, Stems]]):
        """Pairs of an article (a reprint: its original) and the stems of a telling in it."""
        of_article: dict[str, list[Stems]] = defaultdict(list)
        for article, stems in tellings:
            of_article[article].append(stems)
        articles, found = len(of_article), Counter[str]()
        for told in of_article.values():
            found.update(set[str]().union(*told))
        self._weights: Mapping[str, float] = {
            stem: log(1 + articles / count) * (_SPOKEN if stem in _spoken() else 1) for stem, count in found.items()
        }

    def weight(self, stems: Iterable[str]) -> float:
        return fsum(self._weights[stem] for stem in stems)  # the same in whatever order

    def likeness(self, a: Stems, b: Stems) -> float:
        """Weight of the common words as a share of the telling that has less to tell, 0 to 1; 0 for one word alone."""
        common = set(a).intersection(b)
        return self.weight(common) / min(self.weight(a), self.weight(b)) if len(common) > 1 else 0.0
