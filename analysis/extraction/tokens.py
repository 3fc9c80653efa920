"""The words of a segment as plain objects, with spaCy's names for what they tell.

The rules ask the same word for the same thing again and again.  Here each answer is worked out once and then an
attribute, where spaCy looks it up, and makes a new object of every word, each time that it is asked.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import compress, count, pairwise, repeat
from operator import attrgetter

from .language import Told, Word

place, begin = attrgetter("i"), attrgetter("idx")


class Token:
    """One word or mark: its characters, what the parser says of it, its head and what depends on it."""

    # fmt: off
    __slots__ = ("i", "doc", "text", "lower_", "lemma_", "tag_", "pos_", "dep_", "ent_type_", "idx", "ent_iob_",
                 "is_punct", "is_quote", "is_sent_start", "sent", "head", "children")
    # fmt: on
    sent: Span
    head: Token

    def __init__(self, i: int, doc: Doc, word: Word, idx: int):
        self.i, self.doc, self.idx = i, doc, idx
        self.text, self.lower_, self.lemma_, self.tag_, self.pos_, self.dep_, self.is_punct, self.is_quote = word
        self.is_sent_start, self.ent_iob_, self.ent_type_ = False, "O", ""
        self.children: list[Token] = []  # in order

    def __len__(self) -> int:
        return len(self.text)

    @property
    def text_with_ws(self) -> str:
        """Its characters, with the space behind it."""
        behind = self.doc[self.i + 1].idx if self.i + 1 < len(self.doc) else None
        return self.doc.text[self.idx : behind]

    @property
    def lefts(self) -> list[Token]:
        """What depends on it and stands before it."""
        return [c for c in self.children if c.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """What depends on it and stands behind it."""
        return [c for c in self.children if c.i > self.i]

    @property
    def ancestors(self) -> Iterator[Token]:
        """Its head, the head of that, up to the root."""
        token = self
        while token.head is not token:
            yield (token := token.head)

    @property
    def subtree(self) -> list[Token]:
        """The token and all that depends on it: what is left of a word, the word, what is right of it."""
        if not self.children:
            return [self]
        laid_out, starts, sizes = self.doc.laid_out
        start = starts[self.i]
        return laid_out[start : start + sizes[self.i]]

    @property
    def left_edge(self) -> Token:
        """The first token of its subtree."""
        return min(self.subtree, key=place)

    @property
    def right_edge(self) -> Token:
        """The last token of its subtree."""
        return max(self.subtree, key=place)

    def nbor(self, steps: int = 1) -> Token:
        """The token so many places on; IndexError where there is none."""
        if self.i + steps < 0:
            raise IndexError(steps)
        return self.doc[self.i + steps]


class Span(list[Token]):
    """Tokens that stand one behind the other: a sentence, an entity with its label."""

    def __init__(self, tokens: Iterable[Token] = (), label: str = ""):
        super().__init__(tokens)
        self.label_ = label

    @property
    def start(self) -> int:
        return self[0].i

    @property
    def end(self) -> int:
        return self[-1].i + 1

    @property
    def text(self) -> str:
        """Its characters, without the space behind it."""
        return self[0].doc.text[self[0].idx : self[-1].idx + len(self[-1])] if self else ""

    @property
    def root(self) -> Token:
        """The token nearest to the root of the sentence; of equals the first."""
        if len(self) == 1:
            return self[0]
        inside = range(self.start, self.end)
        tops = [t for t in self if t.head is t or t.head.i not in inside]
        return tops[0] if len(tops) == 1 else min(tops, key=lambda t: sum(1 for _ in t.ancestors))


class Doc(list[Token]):
    """All tokens of a segment, from what the model says of it."""

    def __init__(self, text: str, told: Told):
        super().__init__(map(Token, count(), repeat(self), told.words, told.begins))
        self.text = text
        for token, steps in zip(self, told.heads, strict=True):
            token.head = self[token.i + steps]
            if steps:
                token.head.children.append(token)
        for first, end in pairwise([*compress(count(), told.starts), len(self)]):
            sentence = self.span(first, end)
            sentence[0].is_sent_start = True
            for token in sentence:
                token.sent = sentence
        self.ents = [self.span(*entity) for entity in told.entities]
        for entity in self.ents:
            for token in entity:
                token.ent_iob_, token.ent_type_ = "I", entity.label_
            entity[0].ent_iob_ = "B"

    @cached_property
    def laid_out(self) -> tuple[list[Token], list[int], list[int]]:
        """The tokens in such an order that each subtree is one stretch; where that of each begins, and its length."""
        downwards = [token for token in self if token.head is token]
        for token in downwards:
            downwards += token.children
        sizes = [1] * len(self)
        for token in reversed(downwards):
            if token.head is not token:
                sizes[token.head.i] += sizes[token.i]
        laid_out, starts, free = self[:], [0] * len(self), 0
        for token in downwards:
            if token.head is token:
                starts[token.i], free = free, free + sizes[token.i]
            own = at = starts[token.i]
            for part in token.children:
                behind = part.i > token.i
                starts[part.i] = at + behind
                at += sizes[part.i]
                own = own if behind else at
            laid_out[own] = token
        return laid_out, starts, sizes

    def let_go(self) -> None:
        """Part the words, which refer to one another: they are gone when nobody asks for them any more."""
        for token in self:
            del token.head, token.sent, token.children
        self.__dict__.clear()
        self.clear()

    def span(self, first: int, end: int, label: str = "") -> Span:
        """The tokens from the first up to the end."""
        return Span(self[first:end], label)

    def char_span(self, start: int, end: int) -> Span | None:
        """The tokens of a stretch of the text; None where it begins or ends within a token."""
        found = self.span(bisect_left(self, start, key=begin), bisect_left(self, end, key=begin))
        return found if found and found[0].idx == start and found[-1].idx + len(found[-1]) == end else None
