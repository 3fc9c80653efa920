"""Claimed numbers: what is counted, what befell it, whose it is, and who says so."""

from __future__ import annotations

import pytest

KNOWN = "Foreign Minister Mara Lindqvist of Vesland met Defence Minister Tomas Brandt of Orvania. "

CLAIMS = [
    ("Twelve soldiers were killed.", ("Twelve soldiers", 12, "soldiers killed", None)),
    ("Lindqvist said 49 Veslandic soldiers had been killed so far.",
     ("49 Veslandic soldiers", 49, "soldiers killed (Vesland)", "Mara Lindqvist")),
    ("Halvern announced that 50 of its troops were dead.",
     ("50 of its troops", 50, "soldiers killed (Vesland)", "Vesland")),
    ("The Orvanian army lost at least thirty-two servicemen, according to Brandt.",
     ("at least thirty-two servicemen", 32, "soldiers killed (Orvania)", "Tomas Brandt")),
    ("Brandt spoke of more than 1,200 people driven from their homes.",
     ("more than 1,200 people", 1200, "people displaced", "Tomas Brandt")),
    ("Port Orva reported one wounded.", ("one wounded", 1, "people wounded", "Orvania")),
    ("Brandt said that the death toll on his side had reached 105.",
     ("toll on his side had reached 105", 105, "people killed (Orvania)", "Tomas Brandt")),
    ("The Veslandic health ministry put the number of dead and missing at 207.",
     ("number of dead and missing at 207", 207, "people killed or missing", "Veslandic health ministry")),
    ("Lindqvist told reporters that Orvania had taken some ten square kilometres of Veslandic territory.",
     ("some ten square kilometres", 10, "square kilometres taken (Vesland)", "Mara Lindqvist")),
    ("The storm displaced half a million people.", ("half a million people", 500000, "people displaced", None)),
    ("The shelling destroyed dozens of houses.", ("dozens of houses", None, "houses destroyed", None)),
    ("The raid led to 135 confirmed Orvanian deaths.",
     ("135 confirmed Orvanian deaths", 135, "people killed (Orvania)", None)),
    ("Air defence shot down 14 drones, Brandt said.", ("14 drones", 14, "drones shot down", "Tomas Brandt")),
    ("Orvania handed over the bodies of 32 soldiers.", ("bodies of 32 soldiers", 32, "bodies returned", None)),
    ("“We have lost two hundred and six soldiers,” Brandt said.",
     ("two hundred and six soldiers", 206, "soldiers killed (Orvania)", "Tomas Brandt")),
]  # fmt: skip

NO_CLAIMS = [
    "The council adopted Resolution 1244 by 12 votes to three.",
    "Two soldiers walked home on 3 March 2031.",
    "Brandt, 49, was killed two years ago.",
    "Vesland donated 500 million crowns to 40 villages.",
    "The 44-day war ended 16 years ago.",
    "Lindqvist denied that 12 soldiers had been killed.",
    "Brandt will deploy 300 troops if 12 soldiers are killed.",
    "Nobody said how many soldiers were killed.",
    "The price of bread rose to 30 crowns.",
    "Ten percent of the houses have no roof.",
]


@pytest.mark.parametrize(("sentence", "claim"), CLAIMS, ids=[s for s, _ in CLAIMS])
def test_a_claim_is_what_is_counted_with_its_fate_its_side_and_its_claimant(read, sentence, claim):
    assert read(KNOWN + sentence).claims == [claim]


@pytest.mark.parametrize("sentence", NO_CLAIMS)
def test_a_number_that_counts_nothing_that_befell_is_no_claim(read, sentence):
    assert read(KNOWN + sentence).claims == []


def test_each_number_of_a_list_has_its_own_fate(read):
    found = read("The storm killed ten people and injured about 70 others, including three children.").claims
    assert [claim[:3] for claim in found] == [
        ("ten people", 10, "people killed"),
        ("about 70 others", 70, "people wounded"),
        ("three children", 3, "children wounded"),
    ]


def test_a_bare_number_goes_on_with_what_was_counted(read):
    found = read(KNOWN + "Brandt said that 88 drones had been launched and that 71 were shot down.").claims
    assert [claim[1:3] for claim in found] == [(88, "drones fired"), (71, "drones shot down")]


def test_a_corrected_figure_goes_on_with_what_was_counted(read):
    found = read(KNOWN + "Brandt said 71 Orvanian soldiers had died. A day later he raised the figure to 77.").claims
    assert [claim[1:3] for claim in found] == [(71, "soldiers killed (Orvania)"), (77, "soldiers killed (Orvania)")]


def test_claims_survive_the_cache(read):
    found = read(KNOWN + "Lindqvist said 49 soldiers had been killed.").findings
    assert type(found).from_json(found.as_json()) == found
    assert found.communications[found.claims[0].communication].cue == "said"


ARTICLE = """Ostrevian guns open fire on ferry port, killing nine

HALVERN, 11 March 2031 (Sample Wire) — Shelling of the ferry port of Halvern killed at least nine people and wounded \
more than thirty on Monday, the mayor, Piet Hallam, said.

Hallam told reporters that four of the dead were sailors. “Two schools and 17 houses have been destroyed,” he said, \
and added that some 1,500 residents had fled to the hills.

The Orvanian army put its own losses at 23 soldiers. General Jonas Reth, who has led it for six years, claimed that \
his troops had captured three villages and shot down 11 drones. Vesland's defence minister, Mara Lindqvist, dismissed \
the claim: it had lost no drone, and 40 Orvanian soldiers had surrendered.

According to the Red Cross, the number of missing has risen to 58. A second team of 12 doctors will arrive on \
Thursday. The talks in March 2029 lasted nine days and cost two million crowns.
"""

# By a reader, before any program saw the article; "four of the dead" and "surrendered" count in words that no list has.
OF_ARTICLE = [
    ("nine", 9, "people killed", None),
    ("at least nine people", 9, "people killed", "Piet Hallam"),
    ("more than thirty", 30, "people wounded", "Piet Hallam"),
    ("Two schools", 2, "schools destroyed", "Piet Hallam"),
    ("17 houses", 17, "houses destroyed", "Piet Hallam"),
    ("some 1,500 residents", 1500, "people displaced", "Piet Hallam"),
    ("losses at 23 soldiers", 23, "soldiers killed (Orvania)", "Orvanian army"),
    ("three villages", 3, "villages taken", "Jonas Reth"),
    ("11 drones", 11, "drones shot down", "Jonas Reth"),
    ("number of missing has risen to 58", 58, "people missing", "Red Cross"),
]


def test_the_claims_of_an_article_are_those_that_a_reader_finds(read):
    assert read(ARTICLE, ARTICLE.index("\n")).claims == OF_ARTICLE
