"""How the parts of the language model are run."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import numpy as np

from .arcs import dependencies
from .embedding import Embedding
from .language_model import Model, loaded
from .recogniser import entities
from .scorer import Scorer

_TOLD = ["TAG", "DEP", "POS", "LEMMA"]  # of a word, by the model's rules and tables
_MOST_WORDS = 100_000  # with their tags and dependencies, that are kept in memory


@cache
def pipeline() -> Model:
    """The model with the parts that are used."""
    model = loaded()
    for part in (model.get_pipe("tok2vec").model, model.get_pipe("ner").model.get_ref("tok2vec").layers[0]):
        part.layers[0] = _remembering(part.layers[0])
    return model


def _remembering(layer: Any) -> Any:
    """The first layer of a tok2vec, as one that works each distinct word out once."""
    from thinc.api import Model

    embedding = Embedding(layer)
    return Model("remembered", lambda model, docs, is_train: (embedding(docs), None))


@cache
def _one_thread() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def documents(batches: list[list[str]]) -> list[list[Any]]:
    """The texts of each batch, parsed: the same whichever other batches there are."""
    model = pipeline()
    docs = [[model.make_doc(text) for text in batch] for batch in batches]
    filled = [batch for batch in docs if batch]
    with _one_thread().limit(limits=1, user_api="blas"):  # these matrices are small: a second thread waits, busily
        for batch in filled:
            for name in ("tok2vec", "tagger"):
                part = model.get_pipe(name)
                part.set_annotations(batch, part.predict(batch))
        _attach(model.get_pipe("parser"), filled)
        for batch in filled:
            _words().describe(batch)
            _recognise(model.get_pipe("ner"), batch)
    return docs


@cache
def _ruled_forms() -> list[re.Pattern[str]]:
    """The patterns of words that the model's attribute_ruler tells apart."""
    rules = pipeline().get_pipe("attribute_ruler").patterns
    told = (token.get("LOWER", {}) for rule in rules for pattern in rule["patterns"] for token in pattern)
    return [re.compile(forms["REGEX"]) for forms in told if not isinstance(forms, str) and "REGEX" in forms]


@cache
def _words() -> Words:
    return Words(pipeline().get_pipe("attribute_ruler"), pipeline().get_pipe("lemmatizer"))


class Words:
    """Part of speech and lemma of words, as the model's rules and tables have them: looked up once for each word.

    What its ``attribute_ruler`` and then its ``lemmatizer`` say of a word depends on the word, its tag and its
    dependency, if no rule for two words applies; and of the words, the rules tell but a few apart.
    """

    def __init__(self, ruler: Any, lemmatizer: Any) -> None:
        from spacy.matcher import Matcher

        self._ruler, self._lemmatizer = ruler, lemmatizer
        self._vocab = ruler.vocab
        self._of_two = Matcher(self._vocab)
        self._named: set[str] = set()
        self._signs: set[int] = set()
        for number, rule in enumerate(ruler.patterns):
            for pattern in (pattern for pattern in rule["patterns"] if len(pattern) > 1):
                self._of_two.add(str(number), [pattern])
                self._signs.add(self._vocab.strings.add(_sign(pattern)))
            for told in (token.get("LOWER", {}) for pattern in rule["patterns"] for token in pattern):
                self._named.update([told] if isinstance(told, str) else told.get("IN", []))
        self._ruled: dict[tuple[str, int, int], tuple[int, ...]] = {}
        self._known: dict[tuple[int, int, int], tuple[int, ...]] = {}

    def describe(self, docs: list[Any]) -> None:
        """Set part of speech and lemma of the words of documents with tags and dependencies."""
        if len(self._known) > _MOST_WORDS:
            self._known.clear()
            self._lemmatizer.cache.clear()
        words = [list(map(tuple, doc.to_array(["ORTH", "TAG", "DEP"]).tolist())) for doc in docs]
        self._learn(list(dict.fromkeys(word for told in words for word in told if word not in self._known)))
        for doc, told in zip(docs, words, strict=True):
            signs = self._signs.intersection(doc.to_array(["LOWER", "DEP"]).flat)
            if signs and self._of_two(doc, allow_missing=True):
                self._lemmatizer(self._ruler(doc))
            else:
                _tell(doc, _TOLD, [self._known[word] for word in told])

    def _learn(self, words: list[tuple[int, int, int]]) -> None:
        """Look up what the rules and the tables say of words with their tags and dependencies."""
        if words:
            doc = self._document([self._vocab.strings[orth] for orth, _, _ in words])
            _tell(doc, [*_TOLD, "MORPH"], [self._rule(*word) for word in words])
            told = self._lemmatizer(doc).to_array(_TOLD).tolist()
            self._known.update(zip(words, map(tuple, told), strict=True))

    def _rule(self, orth: int, tag: int, dep: int) -> tuple[int, ...]:
        """What the rules for one word say of it."""
        word = self._vocab.strings[orth]
        lower = word.lower()
        told_apart = lower in self._named or word.isspace() or any(form.search(lower) for form in _ruled_forms())
        key = lower if told_apart else "", tag, dep
        if key not in self._ruled:
            doc = self._document([word])
            _tell(doc, ["TAG", "DEP"], [(tag, dep)])
            (self._ruled[key],) = map(tuple, self._ruler(doc).to_array([*_TOLD, "MORPH"]).tolist())
        return self._ruled[key]

    def _document(self, words: list[str]) -> Any:
        from spacy.tokens import Doc

        return Doc(self._vocab, words=words)


def _sign(pattern: list[dict[str, Any]]) -> str:
    """A word or dependency without which the pattern of a rule is not met."""
    return next(told[name] for told in pattern for name in ("LOWER", "DEP") if isinstance(told.get(name), str))


def _tell(doc: Any, names: list[str], rows: Any) -> None:
    """Set attributes of the document's tokens."""
    doc.from_array(names, np.asarray(rows, np.uint64))


def _scorer(part: Any, batches: list[list[Any]]) -> Scorer:
    """The scorer of the moves of a part of the model, for all tokens of the batches."""
    vectors, first, last = (part.model.get_ref(name) for name in ("tok2vec", "lower", "upper"))
    features = [first.predict(vectors.predict(batch)).swapaxes(2, 3) for batch in batches]
    features[1:] = [of_batch[1:] for of_batch in features[1:]]  # the first row is that of no token
    return Scorer(np.concatenate(features), first.get_param("b").T, last.get_param("W"), last.get_param("b"))


def _moves(part: Any, scores: Scorer) -> list[str]:
    return [part.moves.get_class_name(i) for i in range(len(scores.offsets))]


def _attach(part: Any, batches: list[list[Any]]) -> None:
    """Set heads, dependencies and sentences of the documents."""
    if not batches:
        return
    docs = [doc for batch in batches for doc in batch]
    lengths = [len(doc) for doc in docs]
    scores = _scorer(part, batches)
    heads, labels = dependencies(scores, _moves(part, scores), lengths)
    ids = [part.vocab.strings[label or "ROOT"] for label in labels]
    rows = np.stack([np.array(heads).astype(np.uint64), np.array(ids, np.uint64)], axis=1)
    for doc, told in zip(docs, np.split(rows, np.cumsum(lengths)[:-1]), strict=True):
        _tell(doc, ["HEAD", "DEP"], told)
        for hook in part.postprocesses:  # arcs that cross others, put right
            hook(doc)


def _recognise(part: Any, docs: list[Any]) -> None:
    """Set the entities of the documents."""
    told = np.concatenate([doc.to_array(["IS_SPACE", "SENT_START"]) for doc in docs])
    lengths = [len(doc) for doc in docs]
    behind = np.cumsum(lengths)
    final = np.append(told[1:, 1] == 1, True)
    final[behind[behind > 0] - 1] = True
    scores = _scorer(part, [docs])
    marks = np.zeros((len(told), 2), np.uint64)
    marks[:, 0] = 2
    for start, end, label in entities(scores, _moves(part, scores), told[:, 0] == 1, final):
        marks[start:end] = 1, part.vocab.strings[label]
        marks[start, 0] = 3
    for doc, rows in zip(docs, np.split(marks, behind[:-1]), strict=True):
        _tell(doc, ["ENT_IOB", "ENT_TYPE"], rows)
