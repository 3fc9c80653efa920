"""Reprints are marked and kept."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.corpus.duplicates import mark_reprints
from analysis.schema import frame

BODY = (
    "Foreign Minister Mara Lindqvist spoke by telephone with President Tomas Brandt on Monday. The harbour was calm "
    "and the gulls were loud. The ferry between the two towns has been out of service since the storm, and the crews "
    "have mended nets. Fishermen on both shores wait for the ice to go and for the lights of the bridge to come on."
)
OTHER = (
    "The library of Halvern opened a reading room for the blind, with four hundred volumes and a machine that reads "
    "aloud. Its keeper, Anna Sorel, thanked the sailors who had carried the crates over the frozen river in winter."
)


def marked(*texts: str, days: list[str | None] | None = None) -> pd.DataFrame:
    days = days or [f"2031-03-{n + 1:02}" for n in range(len(texts))]
    rows = [
        {"article_id": f"a{n}", "path": f"{n}.txt", "part": 1, "published": day, "published_basis": "header",
         "text": text, "words": len(text.split())}
        for n, (text, day) in enumerate(zip(texts, days, strict=True))
    ]  # fmt: skip
    return mark_reprints(frame("articles", rows)).set_index("article_id")


def test_the_same_text_twice_is_a_reprint_of_the_one_published_first():
    table = marked(BODY, BODY, days=["2031-03-05", "2031-03-04"])
    assert table.loc["a0", "duplicate_of"] == "a1" and pd.isna(table.loc["a1", "duplicate_of"])


def test_a_new_headline_and_a_cut_make_no_new_text():
    table = marked(BODY, "Two leaders talk\n\n" + BODY.replace("and the gulls were loud", "")[:-60])
    assert list(table["duplicate_of"].dropna()) == ["a0"]
    assert list(table["duplicate_kind"].dropna()) == ["near"]


def test_articles_on_one_thing_in_other_words_are_no_reprints():
    retold = (
        "President Tomas Brandt and Foreign Minister Mara Lindqvist talked over the phone at the start of the week, "
        "while the storm kept the ferry in port and fishermen stayed at home, officials of both towns said."
    )
    assert marked(BODY, retold, OTHER)["duplicate_of"].isna().all()


def test_a_quotation_in_common_makes_no_reprint():
    shared = "“We wait for the ice to go and for the lights of the bridge to come on,” Lindqvist said. "
    assert marked(shared + BODY, shared + OTHER)["duplicate_of"].isna().all()


def test_three_copies_have_one_original():
    table = marked(BODY, BODY + " It rained.", BODY + " It snowed.")
    assert list(table["duplicate_of"].dropna()) == ["a0", "a0"]


def test_an_undated_copy_is_the_copy():
    table = marked(BODY, BODY, days=[None, "2031-03-04"])
    assert table.loc["a0", "duplicate_of"] == "a1"


def test_short_notes_and_empty_texts_are_compared_with_nothing():
    assert marked("", "", "Ferry late.", "Ferry late.")["duplicate_of"].isna().all()


def test_two_short_notes_that_differ_are_two():
    assert marked("The ferry is late again today.", "The bridge is open again today.")["duplicate_of"].isna().all()


def test_two_readouts_in_the_same_form_are_no_reprints():
    form = (
        "The following is attributable to Spokesperson Ilse Okoro: Foreign Minister Mara Lindqvist spoke today with "
        "{}. The Foreign Minister and the {} discussed {}. She reiterated the commitment of Vesland to its partners."
    )
    one = form.format("President Tomas Brandt", "President", "the ferry")
    other = form.format("Mayor Piet Hallam", "Mayor", "fishing rights")
    assert marked(one, other)["duplicate_of"].isna().all()


def test_every_row_stays_and_the_table_given_is_not_changed():
    rows = frame("articles", [
        {"article_id": i, "path": i, "part": 1, "published_basis": "none", "text": BODY, "words": 1} for i in "ab"
    ])  # fmt: skip
    before = rows.copy(deep=True)
    assert len(mark_reprints(rows)) == 2
    pd.testing.assert_frame_equal(rows, before)


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
def test_which_one_is_the_original_does_not_depend_on_the_order_of_rows(order):
    texts, days = [BODY, OTHER, BODY + " It rained."], ["2031-03-04", "2031-03-04", "2031-03-05"]
    rows = [
        {"article_id": f"a{n}", "path": f"{n}.txt", "part": 1, "published": days[n], "published_basis": "header",
         "text": texts[n], "words": 1}
        for n in order
    ]  # fmt: skip
    table = mark_reprints(frame("articles", rows)).set_index("article_id")
    assert table["duplicate_of"].dropna().to_dict() == {"a2": "a0"}
