"""The model's parts run our way say what they say when the model's own pipeline runs them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.extraction import embedding, language
from analysis.extraction.language import Told, documents
from analysis.extraction.language_model import MODEL

ROOT = Path(__file__).parents[2]
ARTICLES = sorted([*(ROOT / "data" / "articles").rglob("*.txt"), *(ROOT / "tests" / "articles").rglob("*.txt")])
AWKWARD = [
    "There is a ferry. Let's wait, y'all: it ain't here, and it isn't gonna be. C'm on! I got ta go.",
    "Nothin' doin'. He'd have seen 'em; she'd see it. They've had what's theirs, 'cause that's that.",
    " \n\n The  ferry \t of\nVesland \u00a0 is\n\n\nlate \n",
    "Smith",
    "\n",
    "Dr. Mara Lindqvist 3.5% $4 million on 24 March 2031 at 5 p.m. " * 12,
    "( ( ( “ ” ) , , , – – – ??? !!! ... Paris Paris Paris and and of of the The THE",
    "Премьер Тодор сказал: «Паром опоздал». 渡船晚点了。 🚢🚢 Mara Lindqvist said: “🚢 Ferry late.”",
]
WORDS = """Mara Lindqvist Vesland Ministry of the President Tomas Brandt's told that which had been is was does do have
there what him her it to and but or because in Paris London on Monday March 4 2031 five % $ million first UN's U.S. n't
not ain gon na got ta let 's quickly better walked walking ran has will “ ” " ' , . : ; — ( ) ! ? Mr. …"""


@cache
def pipeline() -> spacy.Language:
    """The model's own."""
    return spacy.load(MODEL)


def same(*texts: str) -> bool:
    """Whether the texts are told the same by both."""
    return [*map(ours, documents([*texts]))] == [*map(theirs, pipeline().pipe(texts, batch_size=max(1, len(texts))))]


def ours(told: Told) -> list[Any]:
    words = zip(told.begins, [word[:6] for word in told.words], told.heads, told.starts, strict=True)
    return [list(words), told.entities]


def theirs(doc: Any) -> list[Any]:
    words = [(t.text, t.lower_, t.lemma_, t.tag_, t.pos_, t.dep_) for t in doc]
    trees = [(t.idx, word, t.head.i - t.i, t.is_sent_start) for t, word in zip(doc, words, strict=True)]
    return [trees, [(e.start, e.end, e.label_) for e in doc.ents]]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_paragraphs_of_articles_read_as_in_the_model_s_own_pipeline(article):
    assert same(*(part for part in article.read_text(encoding="utf-8", errors="replace").split("\n\n") if part.strip()))


def test_awkward_texts_read_as_in_the_model_s_own_pipeline():
    assert same(*AWKWARD)
    assert all(same(text) for text in AWKWARD)


def test_what_is_told_of_a_text_hangs_neither_on_other_texts_nor_on_what_was_forgotten(monkeypatch):
    together = documents(AWKWARD)
    monkeypatch.setattr(language, "_reader", cache(language._reader.__wrapped__))
    monkeypatch.setattr(embedding, "_MOST", 300)
    monkeypatch.setattr(language, "_MOST_WORDS", 10)
    assert [told for text in AWKWARD for told in documents([text])] == together


def test_the_vectors_of_a_text_are_the_same_to_the_last_bit_whatever_stands_beside_it():
    reader, lengths = language._reader(), [3, 40, 1, 300, 17]
    numbers = reader._embedding.numbers(np.arange(8 * sum(lengths), dtype=np.uint64).reshape(-1, 8) % 1_000)
    vectors = [reader._embedding.vectors(0, part) for part in np.split(numbers, np.cumsum(lengths)[:-1])]
    together = reader._encode(np.concatenate(vectors), lengths)
    alone = [reader._encode(part, [len(part)]) for part in vectors]
    assert np.array_equal(together, np.concatenate(alone))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([*WORDS.split(), "\n\n"]), min_size=1, max_size=50).map(" ".join)
        | st.text(min_size=1, max_size=80),
        min_size=1,
        max_size=6,
    )
)
def test_any_texts_read_as_in_the_model_s_own_pipeline(texts):
    assert same(*texts, *texts[::-1])
