"""PLOVER roots: one sentence a row, with the root of each act in it."""

from __future__ import annotations

import pytest

from analysis.lexicon import load, word_list
from analysis.schema import ACTS

INTRODUCTION = "Foreign Minister Mara Lindqvist of Vesland and President Tomas Brandt of Orvania know each other. "

SENTENCES = [
    # the verb alone
    ("Lindqvist said that the bridge was open.", ["SAY"]),
    ("Lindqvist called Brandt on Monday.", ["CONSULT"]),
    ("Brandt called for a truce.", ["REQUEST"]),
    ("Brandt promised to reopen the bridge.", ["AGREE"]),
    ("Brandt apologised to Lindqvist.", ["SUPPORT"]),
    ("Lindqvist complained to Brandt about the noise.", ["ACCUSE"]),
    # what is expressed, made or named
    ("Lindqvist expressed support for the treaty.", ["SUPPORT"]),
    ("Lindqvist expressed anger over the treaty.", ["ACCUSE"]),
    ("Lindqvist expressed concern over the treaty.", ["SAY"]),
    ("Brandt issued an ultimatum to Lindqvist.", ["THREATEN"]),
    ("Brandt called the raid a crime.", ["ACCUSE"]),
    ("Brandt called the visit a breakthrough.", ["SUPPORT"]),
    # what somebody must or is told to do
    ("Lindqvist said that Orvania must leave the island.", ["REQUEST"]),
    ("Lindqvist told Brandt to leave the island.", ["REQUEST"]),
    # what the speaker will do, will not do, does by saying so
    ("Lindqvist said she would accept the plan.", ["AGREE"]),
    ("Lindqvist said she was ready to talk.", ["AGREE"]),
    ("Lindqvist said she would not accept the plan.", ["REJECT"]),
    ("Lindqvist vowed to retaliate.", ["THREATEN"]),
    ("Lindqvist said the storm would strike the island.", ["SAY"]),
    ("Lindqvist said she condemned the raid.", ["SAY", "ACCUSE"]),
    ("Lindqvist said she opposed the plan.", ["REJECT"]),
    ("Lindqvist issued a statement condemning the raid.", ["ACCUSE"]),
    # what governs the act, and what is not done
    ("Brandt agreed to meet Lindqvist.", ["AGREE"]),
    ("Brandt refused to meet Lindqvist.", ["REJECT"]),
    ("Brandt will not meet Lindqvist.", ["REJECT"]),
    ("Brandt did not meet Lindqvist.", ["CONSULT"]),
    ("Brandt will meet Lindqvist.", ["CONSULT"]),
    ("Brandt declined to comment.", ["SAY"]),
    ("Brandt refused to give details.", ["SAY"]),
    ("Brandt did not announce whom he would support.", ["SAY"]),
    ("Lindqvist and Brandt agreed to meet again.", ["AGREE", "CONSULT"]),
    ("Brandt agreed to meet Lindqvist to discuss the ferry.", ["AGREE"]),
]

HAPPENINGS = [
    ("Orvanian soldiers shelled the old harbour on Monday.", "ASSAULT"),
    ("Orvania imposed sanctions on two shipping firms on Monday.", "SANCTION"),
    ("Orvania imposed a curfew on the old harbour on Monday.", "COERCE"),
    ("Two sailors were arrested in the harbour on Monday.", "COERCE"),
    ("Vesland opened an inquiry into the raid on Monday.", "ACCUSE"),
    ("Vesland opened a bridge over the river on Monday.", None),
    ("Vesland did not impose any sanctions on Monday.", None),
]


@pytest.mark.parametrize(("sentence", "roots"), SENTENCES)
def test_the_root_is_that_of_the_verb_in_its_frame(read, sentence, roots):
    found = read(INTRODUCTION + sentence).findings.communications
    assert [act.act for act in found if act.start >= len(INTRODUCTION)] == roots


@pytest.mark.parametrize(("sentence", "root"), HAPPENINGS)
def test_a_happening_has_the_root_of_what_was_done(read, sentence, root):
    (happening,) = read(sentence).findings.happenings
    assert happening.act == root


@pytest.mark.parametrize("name", ["acts", "cues", "deeds", "light_verbs", "speech_nouns"])
def test_every_root_of_the_lexicon_is_one_that_the_tables_declare(name):
    assert {row["act"] for row in load(name)} <= set(ACTS)


def test_every_list_that_a_row_names_exists():
    cells = " ".join(row["cues"] + " " + row["words"] for row in load("acts")).split()
    named = {cell[1:] for cell in cells if cell.startswith("@")}
    assert named
    assert all(word_list(name) for name in named)
