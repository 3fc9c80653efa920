"""Where acts and happenings took place, and which places are those of something else."""

from __future__ import annotations

import pytest

INTRODUCTION = "Foreign Minister Mara Lindqvist of Vesland and President Tomas Brandt of Orvania know each other.\n\n"

PLACES = [
    ("Lindqvist met Brandt in Vienna on Monday.", "Vienna"),
    ("Lindqvist met Brandt at a hotel in New York.", "New York"),
    ("Lindqvist told reporters in Indiana that the bridge was open.", "Indiana"),
    ("Lindqvist and Brandt held talks at the White House on Monday.", "White House"),
    ("Lindqvist said at a press conference in Geneva that the bridge was open.", "Geneva"),
    ("“The bridge is open,” said Lindqvist at a news conference at Norsund airport.", "Norsund airport"),
    ("Speaking to parliament in Halvern, Lindqvist said that the bridge was open.", "Halvern"),
    ("Lindqvist met Brandt on the margins of the General Assembly in New York.", "New York"),
    ("Lindqvist met Brandt in the Black Sea resort of Varna.", "Varna"),
    ("Lindqvist met Brandt in the capital, Halvern, on Tuesday.", "Halvern"),
    ("Lindqvist met Brandt in northern Albania on Tuesday.", "northern Albania"),
    ("Talks between Lindqvist and Brandt took place in Astana on Tuesday.", "Astana"),
    ("Lindqvist told Brandt during a visit to Ankara that the bridge was open.", "Ankara"),
    ("Lindqvist was in Prague on Monday. On Tuesday she met Brandt there.", "Prague"),
    ("Lindqvist said in a statement in September that the bridge was open.", None),
    ("Lindqvist said in Swahili that the bridge was open.", None),
    ("Lindqvist wrote in the Halvern Gazette that the bridge was open.", None),
    ("Lindqvist condemned the war in Ukraine.", None),
    ("Lindqvist condemned the attack in Kabul on Monday.", None),
    ("Lindqvist expressed concern over violence in Albania.", None),
    ("Lindqvist called for a ceasefire in Albania.", None),
    ("Lindqvist met Brandt to discuss the war in Albania.", None),
    ("Lindqvist said the troops would stay in Albania.", None),
    ("Officials in Halvern said that the bridge was open.", None),
    ("“The bridge is open,” said officials in Halvern.", None),
    ("Lindqvist, who lives in London, said that the bridge was open.", None),
    ("Lindqvist called Brandt in Port Orva on Monday.", None),
    ("Lindqvist met the Prime Minister of Albania.", None),
]

HAPPENINGS = [
    ("Clashes near the village of Tashkand killed ten soldiers on Monday.", "Tashkand"),
    ("The shelling of Halvern went on until Monday morning.", "Halvern"),
    ("Ten people died in an explosion outside a hospital in Kabul on Monday.", "Kabul"),
    ("Soldiers found two boats on Sunday in a shed in Halvern.", "Halvern"),
    ("Lindqvist flew home to Halvern on Monday in a small plane.", None),
]


@pytest.mark.parametrize(("sentence", "place"), PLACES)
def test_the_place_of_an_act_is_the_one_that_its_own_words_name(read, sentence, place):
    acts = read(INTRODUCTION + sentence).findings.communications
    assert acts
    assert {act.place for act in acts} == {place}


@pytest.mark.parametrize(("sentence", "place"), HAPPENINGS)
def test_the_place_of_a_happening_is_where_its_deed_was_done(read, sentence, place):
    (happening,) = read(INTRODUCTION + sentence).findings.happenings
    assert happening.place == place


def test_the_place_of_a_dateline_is_that_of_no_act(read):
    text = "VIENNA, March 5 (Sample Wire) — Lindqvist told reporters on Tuesday that the bridge was open."
    assert {act.place for act in read(text).findings.communications} == {None}


def test_later_sayings_on_an_occasion_share_its_place_unless_they_have_a_day_of_their_own(read):
    opening = INTRODUCTION + "Lindqvist told reporters in Vienna on Monday that the bridge was open. "
    (_, same) = read(opening + "She said the ferry was late.").findings.communications
    assert same.place == "Vienna"
    (_, other) = read(opening + "On Tuesday she said the ferry was late.").findings.communications
    assert other.place is None


def test_what_two_sides_do_in_a_readout_takes_place_where_they_met(read):
    title = "Readout of the Meeting with President Brandt"
    text = (
        f"{title}\n\n{INTRODUCTION}Lindqvist met Brandt in Vienna. The two discussed the ferry.\n\nThey agreed to wait."
    )
    assert {act.place for act in read(text, len(title)).findings.communications} == {"Vienna"}
