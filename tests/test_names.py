"""When two names are the same."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis import names

ANY = st.text(max_size=30)
WORDS = "Mara Maria Lindqvist Lindquist Brandt Brant al-Torin O’Connor van der Hal J. HSB U.N. the d’Ost"
NAME = st.lists(
    st.sampled_from(WORDS.split()) | st.text(max_size=8),
    max_size=4,
).map(" ".join)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Mara Lindqvist", "Lindqvist"),
        ("Mara Lindqvist", "mara lindqvist"),
        ("Mara Lindqvist", "Mara Lindqvist’s"),
        ("Mara Lindqvist", "Mara K. Lindqvist"),
        ("Tomáš Brandt", "Tomas Brandt"),
        ("Tomas Hallamian", "Tomas Hallamyan"),
        ("Søren Łukas", "Soren Lukas"),
        ("Noor al-Sabrin", "al-Sabrin"),
        ("Liam O'Connor", "Liam O’Connor"),
        ("U.N.", "UN"),
        ("HSB", "Harbour Safety Board"),
        ("U.O.H.", "Union of Orvanian Harbours"),
        ("Brandt Tomas", "Tomas Brandt"),
        ("Tomas Brandt", "Tomas Brandt van Hal"),
    ],
)
def test_two_forms_of_one_name_are_the_same(a, b):
    assert names.same(a, b) and names.same(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Mara Lindqvist", "Jonas Lindqvist"),
        ("Mara Lindqvist", "Mara Brandt"),
        ("Mara Lindqvist", "Tomas Mara Lindqvist Brandt"),
        ("Tomas Brandt", "Tomas"[:2]),
        ("Mario Okondo", "Maria Okondo"),
        ("HSB", "Harbour Board"),
        ("Vesland", "Orvania"),
        ("Marian", "Mariana"),
        ("", ""),
        ("", "Mara Lindqvist"),
        ("—", "Mara Lindqvist"),
    ],
)
def test_two_different_names_are_not(a, b):
    assert not names.same(a, b) and not names.same(b, a)


@given(NAME, NAME)
@example("A", "a a")
def test_sameness_does_not_depend_on_which_name_comes_first(a, b):
    assert names.same(a, b) == names.same(b, a)
    assert names.same_person(a, b) == names.same_person(b, a)


@given(NAME | ANY)
def test_a_name_with_a_word_in_it_is_the_same_as_itself(name):
    assert names.same(name, name) == bool(names.words(name))


@given(ANY, ANY)
def test_no_text_breaks_the_comparison(a, b):
    for compare in (names.same, names.same_person, names.acronym, names.near):
        if compare is not names.near or a and b:
            assert compare(a, b) in (True, False)


@given(ANY)
def test_plain_is_stable(name):
    assert names.plain(names.plain(name)) == names.plain(name)


@given(st.text("abcdefgh", min_size=6, max_size=12), st.data())
def test_one_letter_more_or_less_is_near_and_two_are_not(word, data):
    at = data.draw(st.integers(1, len(word)))
    longer = word[:at] + "x" + word[at:]
    assert names.near(word, longer) and names.near(longer, word)
    assert not names.near(word, longer + "xx")
