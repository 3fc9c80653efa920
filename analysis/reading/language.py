"""In which language a text is: told from its letters by a kept classifier, where it shows enough of them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from analysis.lexicon import word_list
from analysis.reading.draft import Remark
from analysis.reading.header_dates import words_of
from analysis.reading.header_lines import language_code
from analysis.reading.normal import WORD

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_FEWEST_WORDS = 40  # in Latin letters; a shorter text shows too little
_SURE = 0.5  # on forty words, of 6,061 English texts and 678 in thirty other languages none above was wrong
_PLAIN = 0.25  # of the words: 5 of 1,274 English articles have less; 4,900 texts in 98 other languages all have less
_ABROAD = re.compile(r"[^\W\d_a-zA-Z]")  # a letter that English lacks
_SAMPLE = 20_000  # letters; a text that changes its language later is taken for one in the first
_REMEDY = "translate it into English, or leave it out: only English is understood"


def language_of(text: str, stated: str | None) -> tuple[str | None, list[Remark]]:
    """The code of the language that the text shows, or else of the stated one; a remark where it is not English."""
    sample = text[:_SAMPLE]
    enough = any(islice(WORD.finditer(sample), _FEWEST_WORDS - 1, None)) or not _is_latin(sample)
    told = _told(sample) if enough else None
    code = language_code(stated or "") or None
    language = told or code
    if language == "en" or not (language or enough or stated):
        return language, []
    message = f"it is in {_names().get(language, language)}" if language else "its language could not be told"
    if stated and (language is None or language != code):
        message += f" (stated is “{stated}”)"
    return language, [Remark("note", f"{message}: what is found in it is little or wrong", _REMEDY)]


@cache
def _names() -> dict[str, str]:
    """The English name of each language, which stands first among those of its code."""
    return {code: name.capitalize() for name, code in reversed(words_of("language").items())}


def _told(sample: str) -> str | None:
    if _is_plain(sample):
        return "en"
    code, share = _classifier().classify(sample)
    return str(code) if share >= _SURE else None


def _is_plain(sample: str) -> bool:
    """Whether it is English at a glance: the classifier would say the same, but takes a second to be made."""
    words, abroad = WORD.findall(sample.lower()), len(_ABROAD.findall(sample))
    common = sum(map(word_list("common_word").__contains__, words))
    return common >= _PLAIN * len(words) and abroad <= len(sample) / 100


def _is_latin(sample: str) -> bool:
    letters = list(filter(str.isalpha, sample))
    return 2 * sum(letter < "\u0250" or "\u1e00" <= letter < "\u1f00" for letter in letters) >= len(letters)


@cache
def _classifier() -> LanguageIdentifier:
    """The classifier, made when it is first needed: it takes a second and 100 MB.

    It scores as the library does, to the last bit, in a third of the time: its automaton takes a step from all letters
    of a text at once, again and again until no letter is left in another state than before.  After the k-th time the
    first k are right, whatever stands behind them; and none depends on more than the last six.
    """
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    class Classifier(LanguageIdentifier):
        def _raw_score(self, text: bytes) -> np.ndarray:
            letters = np.frombuffer(text, np.uint8)
            before = np.zeros(len(text) + 1, np.intp)  # each letter, and behind the last
            while ((states := following[rows[before[:-1]] + letters]) != before[1:]).any():
                before[1:] = states
            features = told[states]
            visits = Counter(features[features >= 0].tolist())
            return self._sparse_score(visits, self.nb_ptc) if visits else super()._raw_score(text)

    classifier = Classifier.from_model_file(MODEL_FILE, norm_probs=True)
    classifier.set_languages(sorted(set(words_of("language").values())))
    classifier.nb_ptc = np.ascontiguousarray(classifier.nb_ptc, np.float32)
    classifier._full_model = classifier.nb_ptc, classifier.nb_pc, classifier.nb_classes  # the others are done with
    following, told = np.asarray(classifier.tk_nextmove), np.asarray(classifier.tk_output)
    rows = np.asarray(classifier.tk_row).astype(np.intp) << 8
    return classifier
