"""The model's parts run our way say what they say when the model's own pipeline runs them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.extraction.language import documents
from analysis.extraction.language_model import MODEL

ROOT = Path(__file__).parents[2]
ARTICLES = sorted([*(ROOT / "data" / "articles").rglob("*.txt"), *(ROOT / "tests" / "articles").rglob("*.txt")])
TOLD = ["ORTH", "TAG", "POS", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE"]
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


def same(*batches: list[str]) -> bool:
    """Whether the texts of all batches are told the same by both."""
    ours = documents([*batches])
    theirs = [pipeline().pipe(batch, batch_size=len(batch)) for batch in batches]
    return all(
        (a.to_array(TOLD) == b.to_array(TOLD)).all()
        for of_batch, of_pipeline in zip(ours, theirs, strict=True)
        for a, b in zip(of_batch, of_pipeline, strict=True)
    )


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_paragraphs_of_articles_read_as_in_the_model_s_own_pipeline(article):
    assert same([part for part in article.read_text(encoding="utf-8", errors="replace").split("\n\n") if part.strip()])


def test_awkward_texts_read_as_in_the_model_s_own_pipeline():
    assert same(AWKWARD)
    assert same(*([text] for text in AWKWARD))


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
    assert same(texts, texts[::-1])
