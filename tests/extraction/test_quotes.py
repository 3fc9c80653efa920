"""Who is quoted: quotations and reported clauses, with their speakers."""

from __future__ import annotations

import pytest

M, T, E = "Mara Lindqvist", "Tomas Brandt", "Ilse Okoro"


def bug(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(strict=True, reason=reason)


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
    # no quotes
    (f"The so-called “ferry war” began in spring, when {M} was a child.", []),
    (f"{M} read the book “The Harbour at Night”.", []),
    (f"{M} sailed on the “Star of Halvern” on Monday.", []),
    ("The ferry was late. The gulls were loud.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), QUOTES)
def test_the_quotes_of_a_text(read, text, expected):
    assert read(text).quotes == expected


@bug("a quotation whose speaker is not known is left out instead of standing without speaker")
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
                assert text[start:end] in quote.cue
            if quote.speaker_span is not None:
                start, end = quote.speaker_span
                assert text[start:end].strip() and end <= len(text)


def test_a_quote_knows_the_act_that_carries_it(read):
    found = read(f"“The bridge is open,” {M} told {T}. “The bridge is closed,” {T} told {M}.").findings
    assert [found.communications[q.communication].speaker for q in found.quotes] == [q.speaker for q in found.quotes]
