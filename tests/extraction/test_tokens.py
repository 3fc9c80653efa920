"""Tokens as plain objects say of a sentence what spaCy says."""

import pytest

from analysis.extraction.parser import parse

TEXT = "Orla Brandt told reporters on Monday that she hopes to recover the boat. “It is late,” she said."


@pytest.fixture(scope="module")
def doc():
    return next(parse([(TEXT, 0)])).segments[0].doc


def test_each_word_knows_its_place_and_what_stands_behind_it(doc):
    assert "".join(token.text_with_ws for token in doc) == doc.text
    assert all(doc[token.i] is token and doc.text[token.idx :].startswith(token.text) for token in doc)


def test_what_hangs_on_a_word_is_its_subtree_and_every_tree_is_told_whole(doc):
    told = next(token for token in doc if token.text == "told")
    assert told.head is told
    assert [token.text for token in told.children[:2]] == ["Brandt", "reporters"]
    assert sorted(token.i for token in told.subtree) == [token.i for token in told.sent]
    for token in doc:
        assert {t.i for t in token.subtree} == {t.i for t in doc if t is token or token in t.ancestors}
        assert token.left_edge.i <= token.i <= token.right_edge.i


def test_a_stretch_of_the_text_is_a_span_only_where_it_cuts_no_word(doc):
    assert doc.char_span(0, len("Orla Brandt")).text == "Orla Brandt"
    assert doc.char_span(0, len("Orla Bra")) is None
    assert doc.char_span(1, len("Orla")) is None


def test_the_root_of_a_name_is_the_word_nearest_to_the_verb(doc):
    assert doc.span(0, 2).root.text == "Brandt"


def test_there_is_no_word_before_the_first(doc):
    with pytest.raises(IndexError):
        doc[0].nbor(-1)
