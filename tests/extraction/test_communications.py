"""Who told whom: one sentence (or two) a row, with all the acts that a reader finds in it."""

from __future__ import annotations

import pytest

M, T, E, P = "Mara Lindqvist", "Tomas Brandt", "Ilse Okoro", "Piet Hallam"
PUBLIC, PRESS = "the public", "reporters"


def to(speaker, *addressees, channel="unspecified", status="happened", by=None):
    """A directed act: its speaker, whom it addresses."""
    return (speaker,), tuple(sorted(addressees)), channel, status, by


def mutual(*parties, channel="unspecified", status="happened", by=None):
    """An act of all its parties."""
    return tuple(sorted(parties)), (), channel, status, by


SENTENCES = [
    # told, urged, asked
    (f"{M} told {T} that the bridge was open.", [to(M, T)]),
    (f"Foreign Minister {M} urged President {T} to reopen the bridge.", [to(M, T)]),
    (f"{M} asked {T} to reopen the bridge.", [to(M, T)]),
    (f"{M} thanked {T} for the ferry.", [to(M, T)]),
    (f"{M} briefed {T} on the ferry.", [to(M, T)]),
    (f"{M} warned {T} against closing the bridge.", [to(M, T)]),
    (f"{M} called on {T} to send monitors.", [to(M, T)]),
    (f"{M} has invited {T} to Halvern.", [to(M, T)]),
    (f"Reporters asked {M} about the ferry.", [to(PRESS, M)]),
    # passive
    (f"{T} was told by {M} that the bridge was closed.", [to(M, T)]),
    (f"{T} was urged by {M} to reopen the bridge.", [to(M, T)]),
    # meetings, calls, talks
    (f"{M} spoke with {T} on Monday.", [mutual(M, T)]),
    (f"{M} spoke by phone with {T} on Monday.", [mutual(M, T, channel="call")]),
    (f"{M} and {T} discussed the ferry by telephone.", [mutual(M, T, channel="call")]),
    (f"{M} met {T} in Halvern.", [mutual(M, T, channel="meeting")]),
    (f"{M} and {T} met in Halvern.", [mutual(M, T, channel="meeting")]),
    (f"{M} held talks with {T} in Halvern on Monday.", [mutual(M, T, channel="meeting")]),
    (f"Envoy {E} hosted {M} and {T}.", [mutual(M, T, E, channel="meeting")]),
    (f"Envoy {E} brought together {M} and {T}.", [mutual(M, T, E, channel="meeting")]),
    pytest.param(
        f"{M} called {T} on Monday.",
        [to(M, T, channel="call")],
    ),
    (f"{M} called {T} to discuss the ferry.", [to(M, T, channel="call")]),
    pytest.param(
        f"Talks between {M} and {T} took place on Monday.",
        [mutual(M, T, channel="meeting")],
    ),
    pytest.param(
        f"{M} and {T} talked by phone about the ferry.",
        [mutual(M, T, channel="call")],
    ),
    (f"{M} spoke by phone with {T}, {P} and {E}.", [mutual(M, T, P, E, channel="call")]),
    (f"President {M} of Chile and Chancellor {T} of Peru met {P} in Halvern.", [mutual(M, T, P, channel="meeting")]),
    (f"{M} met {T} of Chile and {P} of Peru in Halvern.", [mutual(M, T, P, channel="meeting")]),
    (f"{M} hosted the leaders of Chile and Peru, {T} and {P}.", [mutual(M, T, P, channel="meeting")]),
    (f"{M} hosted two officials, {T} of Chile and {P} of Peru.", [mutual(M, T, P, channel="meeting")]),
    (f"{M} and her counterpart, {T}, spoke by phone on Monday.", [mutual(M, T, channel="call")]),
    (f"Presidents {M} and {T} met on Monday.", [mutual(M, T, channel="meeting")]),
    (f"{M} welcomed President {T} to Halvern.", [mutual(M, T, channel="meeting")]),
    (f"{M} received a phone call from {T}.", [mutual(M, T, channel="call")]),
    (f"{M} held telephone talks with {T}.", [mutual(M, T, channel="call")]),
    (f"{M} mediated talks between {T} and {P}.", [mutual(M, T, P, channel="meeting")]),
    (f"{M} told {T} during their meeting that the ferry was late.", [to(M, T, channel="meeting")]),
    (
        "The Chilean and Peruvian delegations met in Halvern.",
        [mutual("Chilean delegation", "Peruvian delegation", channel="meeting")],
    ),
    (
        f"{M} left for consultations with the governments of Chile and Peru.",
        [mutual(M, "Chile", "Peru", channel="meeting", status="planned")],
    ),
    (f"{M} met the challenge.", []),
    (f"{M} thanked {T} for hosting {P}.", [to(M, T), mutual(T, P, channel="meeting", by=M)]),
    # to nobody in particular
    (f"{M} said the ferry was late.", [to(M, PUBLIC)]),
    (f"{M} issued a statement about the ferry.", [to(M, PUBLIC, channel="statement")]),
    (f"In a statement, {M} said the ferry was late.", [to(M, PUBLIC, channel="statement")]),
    (f"{M} said in a statement the ferry was late.", [to(M, PUBLIC, channel="statement")]),
    pytest.param(
        f"{M} said in a statement that the ferry was late.",
        [to(M, PUBLIC, channel="statement")],
    ),
    (f"“The ferry is late,” {M} said in a statement.", [to(M, PUBLIC, channel="statement")]),
    (f"The ferry was late, according to {M}.", [to(M, PUBLIC)]),
    (f"{M} tweeted that the ferry was late.", [to(M, PUBLIC, channel="post")]),
    (f"“It is late,” {M} told reporters.", [to(M, PRESS, channel="press")]),
    (f"{M} told parliament that the ferry was late.", [to(M, "parliament", channel="speech")]),
    (f"In an interview with Radio Halvern, {M} said it was late.", [to(M, "Radio Halvern", channel="interview")]),
    # letters
    (f"{M} wrote to {T} on Monday about the ferry.", [to(M, T, channel="letter")]),
    (f"{M} sent a letter to {T} about the ferry.", [to(M, T, channel="letter")]),
    (f"In a letter to {T}, {M} wrote that the ferry was late.", [to(M, T, channel="letter")]),
    # coordination
    (f"{M} and {T} said the ferry was late.", [to(M, PUBLIC), to(T, PUBLIC)]),
    (f"{M} and {T} told Envoy {E} and Mayor {P} that the ferry was late.", [to(M, E, P), to(T, E, P)]),
    (f"{M} urged {T} to wait on Monday. She also thanked Envoy {E}.", [to(M, T), to(M, E)]),
    pytest.param(
        f"{M} urged {T} to wait and thanked Envoy {E}.",
        [to(M, T), to(M, E)],
    ),
    (f"“It is late,” {M} told {T}. “It is safe,” {T} said.", [to(M, T), to(T, PUBLIC)]),
    (f"{M} told {T} that it was late, and {T} replied that it was safe.", [to(M, T), to(T, M)]),
    # status
    (f"{M} will meet {T} on Friday.", [mutual(M, T, channel="meeting", status="planned")]),
    (f"{M} is due to meet {T} on Friday.", [mutual(M, T, channel="meeting", status="planned")]),
    pytest.param(
        f"{M} plans to call {T} on Friday.",
        [to(M, T, channel="call", status="planned")],
    ),
    (f"{M} wants to meet {T}.", [mutual(M, T, channel="meeting", status="proposed")]),
    (f"{M} offered to meet {T}.", [mutual(M, T, channel="meeting", status="proposed")]),
    (f"{M} did not speak with {T}.", [mutual(M, T, status="negated")]),
    (f"{M} never spoke with {T}.", [mutual(M, T, status="negated")]),
    (f"{M} declined to say whether it was late.", [to(M, PUBLIC, status="negated")]),
    pytest.param(
        f"{M} denied that she had spoken with {T}.",
        [to(M, PUBLIC), mutual(M, T, status="denied", by=M)],
    ),
    pytest.param(
        f"The ministry rejected a report that {M} had called {T}.",
        [to("ministry", PUBLIC), to(M, T, channel="call", status="denied", by="ministry")],
    ),
    # who says so
    (f"Envoy {E} said that {M} had urged {T} to wait.", [to(E, PUBLIC), to(M, T, by=E)]),
    (f"Envoy {E} told reporters that {M} had met {T}.",
     [to(E, PRESS, channel="press"), mutual(M, T, channel="meeting", by=E)]),
    # whoever only vouches for an act is no speaker of its own
    (f"{M} spoke by phone with {T}, according to Envoy {E}.", [mutual(M, T, channel="call", by=E)]),
    (f"It is late, according to Envoy {E}.", [to(E, PUBLIC)]),
    (f"“{M} met {T} on Monday and it went well,” Envoy {E} said.",
     [mutual(M, T, channel="meeting", by=E), to(E, PUBLIC)]),
    # nothing was said
    (f"{M} arrived in Halvern with {T} on Monday.", []),
    (f"The treaty says that {M} signs.", []),
    (f"{M} met the deadline.", []),
    (f"{M} called the delay a disgrace for {T}.", [to(M, PUBLIC)]),
    # what is not said, and what is not there
    (f"There was no immediate word from {M} on the ferry.", [to(M, PUBLIC, status="negated")]),
    (f"{M} gave no reason for the delay.", [to(M, PUBLIC, status="negated")]),
    (f"{M} made no mention of the ferry.", [to(M, PUBLIC, status="negated")]),
    (f"{M} refused to provide details.", [to(M, PUBLIC, status="negated")]),
    (f"There was no call between {M} and {T}.", [mutual(M, T, channel="call", status="negated")]),
    # heard or received from somebody
    (f"{M} had heard nothing from {T}.", [to(T, M, status="negated")]),
    (f"{M} heard a report from {T} on the ferry.", [to(T, M)]),
    (f"{M} received a letter from {T}.", [to(T, M, channel="letter")]),
    (f"{T} was handed a letter by {M}.", [to(M, T, channel="letter")]),
    # things are sent and turned over, words are conveyed
    (f"{M} sent two boats to {T}.", []),
    (f"{M} turned the boat over to {T}.", []),
    (f"{M} handed the list to {T}.", [to(M, T)]),
    (f"{M} sent instructions to {T}.", [to(M, T)]),
    (f"{M} put forward a proposal.", [to(M, PUBLIC)]),
    (f"{M} gave Chile her condolences.", [to(M, "Chile")]),
    # who is asked for something
    (f"{M} asked {T} for a date.", [to(M, T)]),
    (f"{M} asked for a date.", [to(M, PUBLIC)]),
    (f"{M} warned {T} of a storm.", [to(M, T)]),
    # numbers, names, blame
    (f"{M} put the death toll at 20.", [to(M, PUBLIC)]),
    (f"{M} raised the toll to 30.", [to(M, PUBLIC)]),
    (f"{M} raised the flag.", []),
    (f"{M} named {T} as the culprit.", [to(M, PUBLIC)]),
    (f"{M} named {T} as ambassador.", []),
    (f"{M} held Chile responsible for the delay.", [to(M, PUBLIC)]),
    (f"A truce announced by {M} collapsed.", [to(M, PUBLIC, channel="statement")]),
    (f"{M} ordered an inquiry into the delay.", [to(M, PUBLIC)]),
    (f"{M} appeared in a news conference.", [to(M, PRESS, channel="press")]),
    # no act of its own: beliefs, what a quotation does itself, what only unfolds
    (f"{M} concluded that the ferry was late.", []),
    (f"“We condemn the delay and I must say it hurts,” {M} said.", [to(M, PUBLIC)]),
    (f"“We will call it a museum,” {M} said.", [to(M, PUBLIC)]),
    (f"“It will not happen again,” {M} said, referring to the storm.", [to(M, PUBLIC)]),
    (f"{M} said the ferry would “continue to be late.”", [to(M, PUBLIC)]),
    (f"“It is late. Did the harbour say so?” {M} said.", [to(M, PUBLIC)]),
    (f"{M}, citing unnamed sources, reported a delay.", [to(M, PUBLIC)]),
    (f"{M} said the town needed a leader to counter the storm.", [to(M, PUBLIC)]),
    # praise and blame in other words
    (f"{M} touted the ferry.", [to(M, PUBLIC)]),
    (f"{M} vouched for the ferry.", [to(M, PUBLIC)]),
    (f"{M} railed against the delay.", [to(M, PUBLIC)]),
    (f"{M} insulted the harbour master.", [to(M, PUBLIC)]),
    (f"{M} spoke at a rally.", [to(M, PUBLIC, channel="speech")]),
    (f"{M} wished Chile luck.", [to(M, "Chile")]),
    # what a noun, an adjective or the verb before governs
    (f"It rained after {M}'s refusal to meet {T}.", [mutual(M, T, channel="meeting", status="negated")]),
    (f"{M} did not meet or call {T}.", [to(M, T, channel="call", status="negated")]),
    (f"{M} would, if asked, thank {T}.", [to(M, T, status="planned")]),
    # a clause of its own, a clause that tells of somebody
    (f"{M} called for the sailors to be freed.", [to(M, PUBLIC)]),
    (f"{M} appealed to {T} to wait.", [to(M, T)]),
    (f"It rained on {T}, whom {M} thanked.", [to(M, T)]),
    (f"The demand was refused by {M}.", [to(M, PUBLIC)]),
    (f"{M} addressed a letter to {T}.", [to(M, T, channel="letter")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_the_acts_of_a_sentence(read, text, expected):
    assert sorted(act[:5] for act in read(text).acts) == sorted(expected)


def test_a_speaker_goes_on_speaking_to_the_reporters_he_was_speaking_to(read):
    found = read(f"Speaking to reporters, {M} said the ferry was late. Lindqvist warned that it would rain.")
    assert [act[:5] for act in found.acts] == [to(M, PRESS, channel="press")] * 2


def test_somebody_else_does_not_speak_to_the_reporters_of_another(read):
    found = read(f"Speaking to reporters, {M} said the ferry was late. President {T} said it was early.")
    assert found.acts[1][:5] == to(T, PUBLIC)


def test_what_is_urged_in_a_call_goes_to_the_other_side_by_telephone(read):
    found = read(f"{M} spoke by telephone with {T} on Monday. Lindqvist urged restraint.")
    assert [act[:5] for act in found.acts] == [mutual(M, T, channel="call"), to(M, T, channel="call")]


def test_a_call_does_not_colour_a_later_paragraph_about_somebody_else(read):
    found = read(f"{M} spoke by telephone with {T}.\n\nIt rained in Halvern.\n\nEnvoy {E} urged Mayor {P} to wait.")
    assert found.acts[-1][:5] == to(E, P)


READOUT = f"""{M}'s Call with {T}

The following is attributable to Spokesperson {E}:

Foreign Minister {M} spoke today with President {T}. The Foreign Minister underscored the need for a ferry. She \
thanked the President for the monitors.

The Foreign Minister reiterated her offer of help."""


def test_a_readout_is_a_call_to_its_end_and_its_spokesperson_vouches_for_it(read):
    found = read(READOUT, READOUT.index("\n"))
    assert [act[:5] for act in found.acts] == [
        mutual(M, T, channel="call", by=E),
        to(M, T, channel="call", by=E),
        to(M, T, channel="call", by=E),
        to(M, T, channel="call", by=E),
    ]


def test_a_text_that_mentions_a_readout_is_none(read):
    tale = (
        "Mara Lindqvist spoke by telephone with Tomas Brandt on Monday. " + "The harbour was calm all that week. " * 12
    )
    text = tale + "\n\nA readout of the call is out.\n\nIn parliament Brandt spoke of 49 missing sailors."
    assert [(act.channel, act.addressees) for act in read(text).acts if act.cue.startswith("spoke")] == [
        ("call", ()),
        ("speech", ("the public",)),
    ]


def test_what_both_parties_of_a_readout_say_they_say_together(read):
    found = read(f"{READOUT} The Foreign Minister and the President reaffirmed their friendship.", READOUT.index("\n"))
    assert found.acts[-1][:5] == mutual(M, T, channel="call", by=E)


def test_what_a_readout_urges_upon_somebody_absent_is_said_to_the_other_party(read):
    found = read(f"{READOUT} The Foreign Minister called on Chile to wait.", READOUT.index("\n"))
    assert found.acts[-1][:5] == to(M, T, channel="call", by=E)


def test_nothing_is_said_yet_in_a_meeting_that_is_planned(read):
    found = read(f"{M} will meet {T} on Friday. Lindqvist urged restraint.")
    assert found.acts[-1][:5] == to(M, PUBLIC)


def test_a_letter_goes_on_speaking_to_its_reader(read):
    found = read(f"{M} wrote to {T} on Monday. In the letter, Lindqvist said the ferry was late.")
    assert found.acts[-1][:5] == to(M, T, channel="letter")


def test_the_reason_of_thanks_is_no_part_of_an_office(read):
    found = read(f"{M} met Foreign Minister {T}. Lindqvist thanked the Foreign Minister for Chile's help.")
    assert found.acts[-1][:5] == to(M, T, channel="meeting")


HEADLINES = [
    (f"{M} urges {T} to wait", [to(M, T)]),
    ("Lindqvist Tells Brandt That Ferry Is Late", [to(M, T)]),
    ("LINDQVIST WARNS BRANDT OVER FERRY", [to(M, T)]),
    ("Ferry Must Sail: Lindqvist", [to(M, PUBLIC)]),
    ("Brandt: No Talks Before Spring", [to(T, PUBLIC)]),
    ("Lindqvist: “The ferry must sail.”", [to(M, PUBLIC)]),
    ("Lindqvist’s call with Brandt", []),
    ("Talks: what comes next", []),
    ("Lindqvist, saying no, leaves", []),
]


@pytest.mark.parametrize(("headline", "expected"), HEADLINES)
def test_the_acts_of_a_headline(read, headline, expected):
    body = f"The minister, {M}, was in Halvern. With {M} came President {T}. Letters for Lindqvist and Brandt came."
    found = read(f"{headline}\n\n{body}", len(headline))
    assert [act[:5] for act in found.acts] == expected


def test_a_headline_opens_no_conversation(read):
    text = f"{M} meets {T}\n\nForeign Minister {M} urged restraint."
    assert to(M, PUBLIC) in [act[:5] for act in read(text, text.index("\n")).acts]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        (f"{M} met {T} on Monday.", "Monday"),
        (f"On Monday {M} met {T}.", "Monday"),
        (f"{M} met {T} on 4 March 2031 in Halvern.", "4 March 2031"),
        (f"{M} met {T}, who had arrived on Monday.", None),
        (f"{M} met {T}. It rained on Monday.", None),
        (f"{M} said on Tuesday that the ferry had sunk on Monday.", "Tuesday"),
        (f"“I would sail tomorrow. Nobody else would dare to,” said {M}.", None),
        (f"{M} said Tuesday the storm had sunk the ferry.", "Tuesday"),
        (f"{M} today sought calm by promising to open the bridge.", "today"),
        (f"{M} met {T} in Halvern late on Sunday to begin work on the treaty.", "Sunday"),
        (f"On Monday, Halvern time, {M} issued a statement, when it was already Tuesday there.", "Monday"),
        (f"It was not until Tuesday that {M} revealed the plan.", "Tuesday"),
        (f"The ministers prepared the ground on Sept. 27, when {M} met {T}.", "Sept. 27"),
        (f"{M} said in a letter published on Wednesday that the ferry was late.", "Wednesday"),
        (f"{M} said in the letter, dated Monday.", "Monday"),
        (f"A call between {M} and {T} took place on Tuesday.", "Tuesday"),
        (f"Greeted by sailors in Halvern on Tuesday, {M} urged {T} to wait.", "Tuesday"),
        (f"{M} has met {T} since the storm of last week.", None),
        (f"{M} condemned Monday’s attack.", None),
        (f"At Monday’s session {M} condemned the attack.", "Monday"),
        (f"{M} complained about the raid after the vote on Sunday.", None),
        (f"{M} complained about the raid shortly after the vote on Sunday.", "Sunday"),
    ],
)
def test_the_time_that_dates_an_act_is_its_own(read, text, time):
    found = read(text).findings
    (act,) = found.communications
    words = found.times[act.time].text if act.time is not None else None
    assert time == words or time is not None and words is not None and time in words


def test_a_time_before_coordinated_verbs_dates_each_of_them(read):
    found = read(f"On Monday {M} condemned the attack and vowed to find the bombers.").findings
    assert [found.times[act.time].text for act in found.communications] == ["Monday", "Monday"]


@pytest.mark.parametrize(
    ("then", "time"),
    [
        ("She said the ferry was late.", "Monday"),
        ("At a press conference Lindqvist said the ferry was late.", "Monday"),
        ("In an interview Lindqvist said the ferry was late.", None),
        ("Lindqvist has said the ferry is late.", None),
        ("Lindqvist will say that the ferry is late.", None),
        (f"Lindqvist met {T}.", None),
        (f"President {T} said the ferry was late.", None),
        ("She said on Tuesday that the ferry was late.", "Tuesday"),
    ],
)
def test_what_else_the_speaker_said_is_of_the_day_of_the_last_dated_words(read, then, time):
    found = read(f"Foreign Minister {M} said on Monday that the bridge was open.\n\n{then}").findings
    act = found.communications[-1]
    assert (found.times[act.time].text if act.time is not None else None) == time


BLOG = f"""10:25 Foreign Minister {M} says the ferry is late. It has asked for help. On Monday {M} met {T}.

{M} tells reporters that nobody is hurt.

11:40 “All are safe,” says {T}. The Harbour Office said the ferry left late."""


def test_the_clock_of_a_live_blog_dates_what_its_entries_tell_as_going_on(read):
    found = read(BLOG).findings
    times = [(act.cue, found.times[act.time].text if act.time is not None else None) for act in found.communications]
    assert times == [("says", "10:25"), ("met", "Monday"), ("tells", "10:25"), ("says", "11:40"), ("said", None)]
    assert [t.anchored for t in found.times if ":" in t.text] == ["pub +P0D T10:25", "pub +P0D T11:40"]


def test_one_paragraph_that_opens_with_a_clock_time_is_no_blog(read):
    found = read(f"10:25 trains were late, {M} said.\n\n{M} says nobody is hurt.").findings
    assert "pub +P0D T10:25" not in [t.anchored for t in found.times] and found.communications[-1].time is None


def test_a_month_is_no_occasion(read):
    found = read(f"Foreign Minister {M} said in May that the bridge was open. She said the ferry was late.").findings
    assert [act.time for act in found.communications] == [0, None]


def test_the_evidence_holds_the_words_that_date_the_act(read):
    for text in (f"On Monday, at noon in Halvern, {M} met {T}.", f"{M} warned the crews of the port on Monday."):
        (act,) = read(text).findings.communications
        assert "on monday" in text[act.start : act.end].lower()


def test_the_evidence_holds_the_words_that_report_the_act(read):
    for text in (getattr(row, "values", row)[0] for row in SENTENCES):
        found = read(text)
        for act in found.findings.communications:
            evidence = text[act.start : act.end]
            assert evidence == evidence.strip()
            assert all(word in evidence for word in act.cue.split()), (act.cue, evidence)


def test_a_transcript_is_a_press_briefing_turn_by_turn(read):
    found = read("MS OKORO: The ferry is late.\n\nQUESTION: Is the bridge open?\n\nMS OKORO: It is.")
    assert {act[:4] for act in found.acts} == {(("Okoro",), (PRESS,), "press", "happened")}


def test_whoever_is_told_something_need_be_in_no_list(read):
    assert [act[:5] for act in read(f"{M} told shopkeepers that the bridge was open.").acts] == [to(M, "shopkeepers")]


def test_in_a_readout_a_state_speaks_for_the_party_that_reads_out(read):
    headline = f"Envoy Lindqvist’s Meeting with {T}"
    text = f"{headline}\n\nOn Monday, Special Envoy {M} met {T} in Orvania.\n\nVesland urged restraint. {T} left."
    acts = [act[:2] for act in read(text, len(headline)).acts]
    assert (("Vesland",), (T,)) in acts


def test_we_of_a_text_that_no_quotation_gives_to_anybody_is_nobody(read):
    headline = "Joint Statement on the Truce"
    acts = read(f"{headline}\n\nThe government of Vesland welcomes the truce. We stress that it must hold.", 28).acts
    assert [act.cue for act in acts] == ["welcomes"]


def test_a_list_of_countries_behind_an_office_is_no_list_of_names(read):
    acts = read("The foreign ministers of Vesland, Orvania and France urged restraint.").acts
    assert len(acts) == 3 and all("foreign minister" in name for act in acts for name in act.speakers)
