"""Reprints are marked and kept."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.corpus.duplicates import mark_reprints, stories
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


THINGS = ("lamp", "bell", "crane", "mill", "barn", "pier", "tower", "well", "gate", "wall", "oven", "loom", "forge")
LONGER = " ".join(
    f"The {one} of Halvern has number {n * 7}, said its keeper, and stands beside the other {two}."
    for n, (one, two) in enumerate(zip(THINGS, reversed(THINGS), strict=True))
)


def marked(*texts: str, days: list[str | None] | None = None, sources: str | None = None) -> pd.DataFrame:
    """The texts as articles; ``sources`` has a letter for the outlet of each."""
    days = days or [f"2031-03-{n + 1:02}" for n in range(len(texts))]
    rows = [
        {"article_id": f"a{n}", "path": f"{n}.txt", "part": 1, "published": day, "published_basis": "header",
         "text": text, "words": len(text.split()), "source": sources[n] if sources else None}
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


def test_short_notes_are_one_only_if_all_their_words_are():
    assert marked("", "", "Ferry late.", "Ferry not late.")["duplicate_of"].isna().all()
    assert marked("Ferry late.", "Ferry  late")["duplicate_kind"].dropna().to_dict() == {"a1": "exact"}


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


def test_a_word_changed_here_and_there_makes_no_new_text():
    words = LONGER.split()
    edited = " ".join("edited" if n % 17 == 11 else word for n, word in enumerate(words))
    assert marked(LONGER, edited)["duplicate_kind"].dropna().to_dict() == {"a1": "near"}


@pytest.mark.parametrize("days", [["2031-03-04", "2031-03-05"], ["2031-03-05", "2031-03-05"]])
@pytest.mark.parametrize("cut_first", [True, False], ids=["the cut one first in the folder", "last in the folder"])
def test_half_of_a_text_is_a_reprint_of_the_whole(days, cut_first):
    half = LONGER[: len(LONGER) // 2]
    table = marked(*((half, LONGER) if cut_first else (LONGER, half)), days=days[::-1] if cut_first else days)
    assert table["duplicate_of"].dropna().to_dict() == ({"a0": "a1"} if cut_first else {"a1": "a0"})


def test_a_short_piece_is_found_in_a_very_long_one():
    long = (
        LONGER + " " + " ".join(LONGER.replace("Halvern", f"Halvern{n}").replace("keeper", f"k{n}") for n in range(20))
    )
    assert marked(long, LONGER[: len(LONGER) // 4])["duplicate_of"].dropna().to_dict() == {"a1": "a0"}


def test_a_story_that_quotes_a_readout_in_full_is_no_reprint_of_it():
    story = f"{LONGER} The ministry published this: “{BODY}”"
    assert marked(BODY, story, sources="AB")["duplicate_of"].isna().all()


def test_a_form_filled_in_for_another_day_is_no_reprint():
    assert marked(BODY, BODY.replace("Monday", "Thursday"))["duplicate_of"].isna().all()
    dated = BODY.replace("on Monday", "on 3 March 2031")
    assert marked(dated, dated.replace("3 March", "6 March"))["duplicate_of"].isna().all()


def test_another_day_in_the_dateline_makes_no_new_text():
    assert list(marked(f"HALVERN, March 3 — {BODY}", f"HALVERN, March 4 — {BODY}")["duplicate_of"].dropna()) == ["a0"]


def test_a_story_that_grows_is_an_update_of_its_first_version():
    table = marked(BODY, f"{BODY} {OTHER}", sources="AA")
    assert table.loc["a1", ["duplicate_of", "duplicate_kind"]].to_list() == ["a0", "update"]
    assert marked(BODY, f"{BODY} {OTHER}", sources="AB")["duplicate_of"].isna().all()


def test_who_reprints_an_update_tells_the_story_of_its_first_version():
    table = marked(BODY, f"{BODY} {OTHER}", f"{BODY} {OTHER}", sources="AAB")
    assert table["duplicate_of"].dropna().to_dict() == {"a1": "a0", "a2": "a1"}
    assert table["duplicate_kind"].dropna().to_dict() == {"a1": "update", "a2": "exact"}
    assert stories(table.reset_index()) == {"a0": "a0", "a1": "a0", "a2": "a0"}


def test_a_footer_that_all_articles_have_makes_them_no_reprints():
    footer = "Write to the harbour office of Halvern if you have found a mistake in what you have read on this page."
    stories = [" ".join(f"word{n}x{place}" for place in range(60)) + footer for n in range(60)]
    assert marked(*stories, days=["2031-03-04"] * 60)["duplicate_of"].isna().all()
