"""Whether a text is English, by its small words: names, numbers and capitals make no difference."""

from __future__ import annotations

from analysis.lexicon import word_list
from analysis.reading.normal import words_in

_FEWEST_WORDS = 40  # a shorter text shows too little
_LEAST_SHARE = 1 / 12  # English news has one small word in six at least, its neighbours one in twenty-five at most


def is_english(text: str) -> bool | None:
    """Whether enough of the words are small words of English; None where the text is too short to tell."""
    words = words_in(text)
    if len(words) < _FEWEST_WORDS:
        return None
    return sum(word.casefold() in word_list("english") for word in words) >= _LEAST_SHARE * len(words)
