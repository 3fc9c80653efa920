"""How the parts of the language model are run."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from sys import intern
from typing import Any, NamedTuple

import numpy as np

from ..parcels import parcels
from .arcs import dependencies
from .embedding import Embedding
from .language_model import Model, loaded
from .layers import Affine, Encoder
from .recogniser import Entity, entities
from .scorer import Scorer

_DISTINCT = ["ORTH", "NORM", "SPACY"]  # what tells words apart
_COLUMNS = [*_DISTINCT, "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE", "IDX"]
_TOLD = ["TAG", "DEP", "POS", "LEMMA"]  # of a word, by the model's rules and tables
_MOST_WORDS = 30_000  # with their tags and dependencies, that are kept in memory
_CROSSING = "||"  # in the label of an arc that crosses others: behind it stands the label of its head's arc
_ABREAST = 4_000  # tokens that the networks read at once: what they make of them takes 20 MB

Use = tuple[int, str, str]  # of a word: its number in the model's vocabulary, its tag, its dependency
# the word as it is used: text, lower case, lemma, tag, part of speech, dependency, whether it is punctuation, a quote
Word = tuple[str, str, str, str, str, str, bool, bool]


class Told(NamedTuple):
    """What the model says of a text, token by token."""

    begins: list[int]  # characters
    words: list[Word]
    heads: list[int]  # how many tokens further on; a root has itself
    starts: list[bool]  # whether a sentence begins
    entities: list[Entity]


@cache
def _one_thread() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def documents(texts: list[str]) -> list[Told]:
    """What the model says of each text: the same whichever other texts there are."""
    make = loaded().make_doc
    docs = [make(text) for text in texts]
    told = {place: Told([], [], [], [], []) for place in range(len(texts))}
    with _one_thread().limit(limits=1, user_api="blas"):  # these matrices are small: a second thread waits, busily
        for places in _alike([len(doc) for doc in docs]):
            told.update(zip(places, _reader().read([docs[place] for place in places]), strict=True))
    return list(told.values())


def _alike(lengths: list[int]) -> Iterator[list[int]]:
    """The places of texts that are not empty, so many tokens together; those of like length, for they end together."""
    by_length = sorted(filter(lengths.__getitem__, range(len(lengths))), key=lengths.__getitem__)
    return parcels(by_length, lengths.__getitem__, _ABREAST)


@cache
def _reader() -> Reader:
    return Reader(loaded())


class Reader:
    """The parts of the model, each run on many texts at once."""

    def __init__(self, model: Model) -> None:
        tok2vec, tagger, parser, ner = (model.parts[name] for name in ("tok2vec", "tagger", "parser", "ner"))
        networks = [tok2vec.model, ner.model.get_ref("tok2vec").layers[0]]
        self._embedding = Embedding([network.layers[0] for network in networks], _COLUMNS, len(_DISTINCT))
        self._encode, self._encode_names = [Encoder(network.layers[1]) for network in networks]
        self._words = Words(model.parts["attribute_ruler"], model.parts["lemmatizer"])
        self._strings, self._hooks, self._tags = model.vocab.strings, parser.postprocesses, tagger.labels
        softmax = tagger.model.layers[1].layers[0]
        self._tag = Affine(softmax.get_param("W"), softmax.get_param("b"), abreast=256)
        self._attach, self._name = Scorer(parser.model), Scorer(ner.model)
        self._arcs, self._kinds = _moves(parser), _moves(ner)

    def read(self, docs: list[Any]) -> list[Told]:
        """What is told of each document, which has words and no more; none is empty."""
        lengths = [len(doc) for doc in docs]
        ends = list(accumulate(lengths))
        parts = [slice(end - size, end) for end, size in zip(ends, lengths, strict=True)]
        cells = np.concatenate([doc.to_array(_COLUMNS) for doc in docs])
        orth, space, begins = (cells[:, _COLUMNS.index(name)] for name in ("ORTH", "IS_SPACE", "IDX"))
        numbers = self._embedding.numbers(cells)
        vectors = self._encode(self._embedding.vectors(0, numbers), lengths)
        tags = [self._tags[best] for best in self._tag(vectors).argmax(axis=1).tolist()]
        heads, labels = dependencies(self._attach.of(vectors), self._arcs, lengths)
        starts = _starts(heads)
        for doc, part in zip(docs, parts, strict=True):
            if any(_CROSSING in label for label in labels[part]):
                heads[part], labels[part], starts[part] = self._uncrossed(doc, heads[part], labels[part])
        words = self._words.described(docs, parts, list(zip(orth.tolist(), tags, labels, strict=True)))
        vectors = self._encode_names(self._embedding.vectors(1, numbers), lengths)
        final = np.append(starts[1:], True)
        named: list[list[Entity]] = [[] for _ in docs]
        for first, end, label in entities(self._name.of(vectors), self._kinds, space == 1, final):
            place = bisect_right(ends, first)
            named[place].append((first - parts[place].start, end - parts[place].start, label))
        begin, start = begins.tolist(), starts.tolist()
        return [
            Told(begin[part], words[part], heads[part], start[part], of_doc)
            for part, of_doc in zip(parts, named, strict=True)
        ]

    def _uncrossed(self, doc: Any, heads: list[int], labels: list[str]) -> tuple[list[int], list[str], Any]:
        """Arcs that cross others, which the parser marks in their labels, put right."""
        numbers = [self._strings.add(label) for label in labels]
        _tell(doc, ["HEAD", "DEP"], [(head % 2**64, number) for head, number in zip(heads, numbers, strict=True)])
        for hook in self._hooks:
            hook(doc)
        steps, numbers, starts = doc.to_array(["HEAD", "DEP", "SENT_START"]).T
        return steps.astype(np.int64).tolist(), [self._strings[number] for number in numbers], starts == 1


class Words:
    """What is told of words, as the model's rules and tables have it: looked up once for each word.

    What its ``attribute_ruler`` and then its ``lemmatizer`` say of a word depends on the word, its tag and its
    dependency, if no rule for two words applies; and of the words, the rules tell but a few apart.
    """

    def __init__(self, ruler: Any, lemmatizer: Any) -> None:
        from spacy.matcher import Matcher

        self._ruler, self._lemmatizer = ruler, lemmatizer
        self._vocab = ruler.vocab
        self._strings = ruler.vocab.strings
        self._of_two = Matcher(self._vocab)
        self._named: set[str] = set()
        self._signs: set[str] = set()
        for number, rule in enumerate(ruler.patterns):
            for pattern in (pattern for pattern in rule["patterns"] if len(pattern) > 1):
                self._of_two.add(str(number), [pattern])
                self._signs.add(_sign(pattern))
            for told in (token.get("LOWER", {}) for pattern in rule["patterns"] for token in pattern):
                self._named.update([told] if isinstance(told, str) else told.get("IN", []))
        self._ruled: dict[Use, tuple[int, ...]] = {}
        self._known: dict[Use, Word] = {}
        self._signed: set[Use] = set()

    def described(self, docs: list[Any], parts: list[slice], uses: list[Use]) -> list[Word]:
        """What is told of the words, each with its tag and dependency; ``parts`` of them are the documents'."""
        if len(self._known) > _MOST_WORDS:
            self._known.clear()
            self._signed.clear()
            self._lemmatizer.cache.clear()
        self._learn(list(dict.fromkeys(use for use in uses if use not in self._known)))
        words = [self._known[use] for use in uses]
        for doc, part in zip(docs, parts, strict=True):
            if not self._signed.isdisjoint(uses[part]):
                _tell(
                    doc,
                    ["TAG", "DEP"],
                    [(self._strings.add(tag), self._strings.add(arc)) for _, tag, arc in uses[part]],
                )
                if self._of_two(doc, allow_missing=True):
                    words[part] = _words(self._lemmatizer(self._ruler(doc)))
        return words

    def _learn(self, uses: list[Use]) -> None:
        """Look up what the rules and the tables say of words with their tags and dependencies."""
        if uses:
            doc = self._document([self._strings[orth] for orth, _, _ in uses])
            _tell(doc, [*_TOLD, "MORPH"], [self._rule(*use) for use in uses])
            self._known.update(zip(uses, _words(self._lemmatizer(doc)), strict=True))
            self._signed.update(use for use in uses if not self._signs.isdisjoint((use[2], self._known[use][1])))

    def _rule(self, orth: int, tag: str, arc: str) -> tuple[int, ...]:
        """What the rules for one word say of it."""
        word = self._strings[orth]
        lower = word.lower()
        told_apart = lower in self._named or word.isspace() or any(form.search(lower) for form in _ruled_forms())
        key = self._strings[lower] if told_apart else 0, tag, arc
        if key not in self._ruled:
            doc = self._document([word])
            _tell(doc, ["TAG", "DEP"], [(self._strings.add(tag), self._strings.add(arc))])
            (self._ruled[key],) = map(tuple, self._ruler(doc).to_array([*_TOLD, "MORPH"]).tolist())
        return self._ruled[key]

    def _document(self, words: list[str]) -> Any:
        from spacy.tokens import Doc

        return Doc(self._vocab, words=words)


@cache
def _ruled_forms() -> list[re.Pattern[str]]:
    """The patterns of words that the model's attribute_ruler tells apart."""
    rules = loaded().parts["attribute_ruler"].patterns
    told = (token.get("LOWER", {}) for rule in rules for pattern in rule["patterns"] for token in pattern)
    return [re.compile(forms["REGEX"]) for forms in told if not isinstance(forms, str) and "REGEX" in forms]


def _words(doc: Any) -> list[Word]:
    once = intern  # one string for all words that have it
    # fmt: off
    return [(once(word.text), once(word.lower_), once(word.lemma_), once(word.tag_), once(word.pos_), once(word.dep_),
             word.is_punct, word.is_quote) for word in doc]
    # fmt: on


def _sign(pattern: list[dict[str, Any]]) -> str:
    """A word or dependency without which the pattern of a rule is not met."""
    return next(told[name] for told in pattern for name in ("LOWER", "DEP") if isinstance(told.get(name), str))


def _tell(doc: Any, names: list[str], rows: Any) -> None:
    """Set attributes of the document's tokens."""
    doc.from_array(names, np.asarray(rows, np.uint64))


def _moves(part: Any) -> list[str]:
    return [part.moves.get_class_name(i) for i in range(part.moves.n_moves)]


def _starts(heads: list[int]) -> Any:
    """Where sentences begin: where the words of another root do."""
    roots = np.arange(len(heads)) + heads
    while (roots[roots] != roots).any():
        roots = roots[roots]
    return np.append(True, roots[1:] != roots[:-1])
