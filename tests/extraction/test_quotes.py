"""Who is quoted: quotations and reported clauses, with their speakers."""

from __future__ import annotations

import pytest

M, T, E = "Mara Lindqvist", "Tomas Brandt", "Ilse Okoro"


QUOTES = [
    # direct
    (f"“The bridge is open,” {M} said.", [("The bridge is open,", "direct", M)]),
    (f"“The bridge is open,” said {M}.", [("The bridge is open,", "direct", M)]),
    (f'"The bridge is open," {M} told {T}.', [("The bridge is open,", "direct", M)]),
    (f"{M} said: “The bridge is open.”", [("The bridge is open.", "direct", M)]),
    (f"{M} asked, “Is the bridge open?” {T} nodded.", [("Is the bridge open?", "direct", M)]),
    (f"„The bridge is open,“ said {M}.", [("The bridge is open,", "direct", M)]),
    (f"«The bridge is open,» said {M}.", [("The bridge is open,", "direct", M)]),
    (f"»The bridge is open,« said {M}.", [("The bridge is open,", "direct", M)]),
    (f"‘The bridge is open,’ said {M}.", [("The bridge is open,", "direct", M)]),
    (f"“She told me, ‘Wait here,’ and left,” said {M}.", [("She told me, ‘Wait here,’ and left,", "direct", M)]),
    (f"{M} called the delay “a disgrace”.", [("a disgrace", "direct", M)]),
    pytest.param(
        f"“It is late,” {M} said.",
        [("It is late,", "direct", M)],
    ),
    (f"“It was loud and long,” {M} told {T}. “It is safe and sound,” said {T}.",
     [("It was loud and long,", "direct", M), ("It is safe and sound,", "direct", T)]),
    pytest.param(
        f"“The bridge is open,” {M} told {T}. “The bridge is safe,” Brandt replied.",
        [("The bridge is open,", "direct", M), ("The bridge is safe,", "direct", T)],
    ),
    # indirect
    (f"{M} said the bridge was open.", [("the bridge was open", "indirect", M)]),
    (f"{M} told {T} that the bridge was open.", [("that the bridge was open", "indirect", M)]),
    # mixed
    (f"{M} said the bridge was “open for good”.", [("the bridge was “open for good”", "mixed", M)]),
    (f"{M} said the bridge was “open for good” and safe.", [("the bridge was “open for good” and safe", "mixed", M)]),
    # interrupted
    (f"“The bridge over the Sarn,” said {M}, “is open again, and nobody is hurt.”",
     [("The bridge over the Sarn,", "direct", M), ("is open again, and nobody is hurt.", "direct", M)]),
    pytest.param(
        f"“The bridge,” said {M}, “is open again.”",
        [("The bridge,", "direct", M), ("is open again.", "direct", M)],
    ),
    (f"“The bridge is open,” {M} said. “The ferry is late. Nobody is hurt.”",
     [("The bridge is open,", "direct", M), ("The ferry is late. Nobody is hurt.", "direct", M)]),
    # floating, over paragraphs
    (f"“The bridge is open,” {M} said.\n\n“The ferry will be back in spring.”",
     [("The bridge is open,", "direct", M), ("The ferry will be back in spring.", "direct", M)]),
    (f"{M} said: “The bridge is open.\n\n“The ferry is late.\n\n“Nobody is hurt.”\n\nIt rained.",
     [("The bridge is open.", "direct", M), ("The ferry is late.", "direct", M), ("Nobody is hurt.", "direct", M)]),
    (f"{M} said: “The bridge is open.\n\nThe sea was calm and the gulls were loud.",
     [("The bridge is open.", "direct", M)]),
    (f"“The bridge is open,” {M} said.\n\nPresident {T} disagreed.\n\n“It is closed and will stay closed,” he said.",
     [("The bridge is open,", "direct", M), ("It is closed and will stay closed,", "direct", T)]),
    (f"“Is the bridge open?” {M} asked. “Is the ferry safe?” {T} nodded.",
     [("Is the bridge open?", "direct", M), ("Is the ferry safe?", "direct", M)]),
    (f"‘The harbour told us, “Wait here,” and shut,’ said {M}.",
     [("The harbour told us, “Wait here,” and shut,", "direct", M)]),
    (f"``The bridge is open,'' said {M}.", [("The bridge is open,", "direct", M)]),
    (f"The minister of ferries, {M}, shook her head. “Nobody will sail before the spring.”",
     [("Nobody will sail before the spring.", "direct", M)]),
    (f"{M} had taken the other side: “The bridge is open and safe.”", [("The bridge is open and safe.", "direct", M)]),
    (f"{M}: “The bridge is open and safe.”", [("The bridge is open and safe.", "direct", M)]),
    (f"“The ferry is late,” {M} said. {T} said the crew “asked for nothing”.",
     [("The ferry is late,", "direct", M), ("the crew “asked for nothing”", "mixed", T)]),
    # no quotes
    (f"{M} called the crossing “Operation Open Harbour”.", []),
    (f"{M} read to {T}. Her last book, “The Harbour at Night”, sold out.", []),
    (f"The so-called “ferry war” began in spring, when {M} was a child.", []),
    (f"{M} read the book “The Harbour at Night”.", []),
    (f"{M} sailed on the “Star of Halvern” on Monday.", []),
    ("The ferry was late. The gulls were loud.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), QUOTES)
def test_the_quotes_of_a_text(read, text, expected):
    assert read(text).quotes == expected


def test_a_quotation_of_somebody_unknown_is_kept_without_a_speaker(read):
    assert read("“The bridge is open,” she said.").quotes == [("The bridge is open,", "direct", None)]


def test_the_turns_of_a_transcript_are_quotes_of_their_speakers(read):
    text = "MS OKORO: The ferry is late.\n\nIt will rain.\n\nQUESTION: Is the bridge open?\n\nMS OKORO: It is."
    assert read(text).quotes == [
        ("The ferry is late.", "direct", "Okoro"),
        ("It will rain.", "direct", "Okoro"),
        ("Is the bridge open?", "direct", "reporters"),
        ("It is.", "direct", "Okoro"),
    ]


def test_the_full_name_of_a_turn_comes_from_the_text_above(read):
    text = f"Spokesperson {E} met the press.\n\nMS OKORO: The ferry is late.\n\nQUESTION: Why?"
    assert [speaker for _, _, speaker in read(text).quotes][0] == E


def test_cue_and_speaker_of_a_quote_stand_where_their_spans_say(read):
    for text in (getattr(row, "values", row)[0] for row in QUOTES):
        for quote in read(text).findings.quotes:
            if quote.cue_span is not None:
                start, end = quote.cue_span
                assert text[start:end] == quote.cue
            if quote.speaker_span is not None:
                start, end = quote.speaker_span
                assert text[start:end].strip() and end <= len(text)


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        (f"“It is open,” Foreign Minister {M} said.", f"Foreign Minister {M}", "said"),
        (f"“It is open,” said {M}, a minister of Velmara.", f"{M}, a minister of Velmara", "said"),
        (
            f"The minister of ferries, {M}, has also said: “It is open.”",
            f"The minister of ferries, {M}",
            "has also said",
        ),
        (f"{M} went on to say that it was open.", M, "went on to say"),
        (f"{M} issued a statement saying that it was open.", M, "issued a statement saying"),
        ("The lock-keeper’s widow called for “an open bridge”.", "The lock-keeper’s widow", "called for"),
        (f"{M} rose, saying that it was open.", M, "saying"),
        ("“It is open,” she told the crowd.", "she", "told"),
    ],
)
def test_source_and_cue_are_the_whole_phrase_and_all_words_of_speech(read, text, source, cue):
    quote = read(text).findings.quotes[0]
    assert (text[slice(*quote.speaker_span)], text[slice(*quote.cue_span)], quote.cue) == (source, cue, cue)


def test_a_quote_knows_the_act_that_carries_it(read):
    found = read(f"“The bridge is open,” {M} told {T}. “The bridge is closed,” {T} told {M}.").findings
    assert [found.communications[q.communication].speaker for q in found.quotes] == [q.speaker for q in found.quotes]
