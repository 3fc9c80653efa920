"""Paragraphs, datelines, turns and quotations, before any grammar."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.extraction.layout import paragraphs, quotations


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text, paragraphs(text))]


def prose(text: str) -> list[str]:
    return [text[p.prose : p.end] for p in paragraphs(text)]


def test_every_line_of_text_is_a_paragraph_and_blank_lines_are_none():
    text = "The ferry is late.\n\nIt rains.\nIt is cold.\n\n\n\nGood night."
    assert prose(text) == ["The ferry is late.", "It rains.", "It is cold.", "Good night."]


@pytest.mark.parametrize(
    "dateline",
    [
        "HALVERN, March 4 (Sample Wire) — ",
        "HALVERN — ",
        "PORT ORVA, Orvania (SW) - ",
        "HALVERN, March 4, 2031 (Sample Wire) -- ",
        "HALVERN/PORT ORVA, March 4 – ",
    ],
)
def test_the_prose_of_a_paragraph_begins_behind_its_dateline(dateline):
    assert prose(f"Ferry late\n\n{dateline}The ferry is late.") == ["Ferry late", "The ferry is late."]


@pytest.mark.parametrize("text", ["NATO said it was late.", "HALVERN is a port — a small one.", "I — we — wait."])
def test_a_sentence_that_only_looks_like_a_dateline_keeps_its_beginning(text):
    assert prose(text) == [text]


def test_a_turn_lasts_until_the_next_label():
    text = "MS OKORO: Good morning.\n\nIt rains.\n\nQUESTION: Is the bridge open?\n\nMS OKORO: It is."
    assert [p.turn for p in paragraphs(text)] == ["MS OKORO", "MS OKORO", "QUESTION", "MS OKORO"]
    assert prose(text) == ["Good morning.", "It rains.", "Is the bridge open?", "It is."]


@pytest.mark.parametrize("text", ["UPDATE: The ferry is late.", "NOTE: It rains.\n\nBACKGROUND: The bridge is shut."])
def test_a_heading_with_a_colon_is_no_turn(text):
    assert [p.turn for p in paragraphs(text)] == [None] * len(text.split("\n\n"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It is open,” she said.", ["It is open,"]),
        ('"It is open," she said. "At last."', ["It is open,", "At last."]),
        ("„Es ist offen“, sagte sie.", ["Es ist offen"]),
        ("„It is open,” she said.", ["It is open,"]),
        ("«It is open,» she said.", ["It is open,"]),
        ("»It is open,« she said.", ["It is open,"]),
        pytest.param("« It is open, » she said.", [" It is open, "]),
        ("‘It is open,’ she said.", ["It is open,"]),
        ("'It is open,' she said.", ["It is open,"]),
        ("‘It’s the ministers’ bridge,’ she said.", ["It’s the ministers’ bridge,"]),
        ("'It's open,' she said. 'We don't wait.'", ["It's open,", "We don't wait."]),
        ("“She said, ‘Wait,’ and left,” he said.", ["She said, ‘Wait,’ and left,"]),
        ("\"She said, 'Wait,' and left,\" he said.", ["She said, 'Wait,' and left,"]),
        ("‘She said, “Wait,” and left,’ he said.", ["She said, “Wait,” and left,"]),
        ("'She said, \"Wait,\" and left,' he said.", ['She said, "Wait," and left,']),
        ("‘We wait,’ she said. ‘They said “no”.’ It was ‘a disgrace’.", ["We wait,", "They said “no”.", "a disgrace"]),
        ("“We wait,” she said of the ‘ferry war’ of the '30s.", ["We wait,"]),
        ("The ferries' crews of '31 said, \"We wait.\"", ["We wait."]),
        ("''It is open,'' she said, ''at last.''", ["It is open,", "at last."]),
        ("``It is open,'' she said.", ["It is open,"]),
        ("''She said, 'Wait,''' he said.", ["She said, 'Wait,'"]),
        ("‚Es ist offen‘, sagte sie.", ["Es ist offen"]),
        ("‹It is open,› she said.", ["It is open,"]),
        ('“It is open," she said. "At last.”', ["It is open,", "At last."]),
        ('“She said "wait." Then she left,” he said.', ['She said "wait." Then she left,']),
        ('"She said “wait.” Then she left," he said.', ["She said “wait.” Then she left,"]),
        ('She said that the harbour..."is open again."', ["is open again."]),
        ("(“It is open.”)", ["It is open."]),
        ("the ferry's crew and the ministers' bridge of '31", []),
        ("rock ’n’ roll at five o’clock", []),
        ("a 6' door and a 5'11\" man", []),
        ("no quotation at all", []),
    ],
)
def test_the_content_of_every_style_of_quotation_marks(text, expected):
    assert quoted(text) == expected


def test_a_quotation_over_paragraphs_is_opened_anew_and_closed_once():
    text = "He said: “One.\n\n“Two.\n\n“Three.”\n\nIt rains. “Four,” she said."
    found = quotations(text, paragraphs(text))
    assert quoted(text) == ["One.", "Two.", "Three.", "Four,"]
    assert [q.continues for q in found] == [None, 0, 1, None]
    assert [q.closed for q in found] == [False, False, True, True]


def test_a_paragraph_in_the_middle_of_a_quotation_needs_no_mark_of_its_own():
    text = "He said: “One.\n\nTwo.”\n\nIt rains."
    assert quoted(text) == ["One.", "Two."]


def test_single_marks_over_paragraphs_are_opened_anew_and_closed_once():
    text = "He said: ‘One.\n\n‘It’s two.’\n\nIt rains. ‘Four,’ she said."
    found = quotations(text, paragraphs(text))
    assert quoted(text) == ["One.", "It’s two.", "Four,"]
    assert [q.continues for q in found] == [None, 0, None]


def test_marks_typed_as_two_strokes_are_left_out_of_the_content_and_belong_to_the_quotation():
    text = "He said, ``It is open.''"
    assert [text[q.outer_start : q.outer_end] for q in quotations(text, paragraphs(text))] == ["``It is open.''"]


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph():
    text = "He said: “It is open.\n\nThe sea was calm. The gulls were loud.\n\n“It rains,” she said."
    found = quotations(text, paragraphs(text))
    assert quoted(text) == ["It is open.", "It rains,"]
    assert [q.closed for q in found] == [False, True]


def test_an_unclosed_quotation_does_not_swallow_the_next_one():
    text = "“It is open, she said.\n\nThe sea was calm, he said. “It rains,” he said."
    assert quoted(text)[-1] == "It rains,"
    assert "The sea was calm" not in "".join(quoted(text))


MARKS = st.text(st.sampled_from("“”„‟«»‹›‚`\"'‘’ \n\n.,:—sAbQ"), max_size=80)


@settings(max_examples=300, deadline=None)
@given(MARKS | st.text(max_size=80))
def test_whatever_the_text_spans_lie_inside_it_and_quotations_never_overlap(text):
    parts = paragraphs(text)
    for part in parts:
        assert 0 <= part.start <= part.prose <= part.end <= len(text)
    at = 0
    for q in quotations(text, parts):
        assert at <= q.outer_start <= q.start <= q.end <= q.outer_end <= len(text)
        assert parts[q.paragraph].start <= q.outer_start and q.outer_end <= parts[q.paragraph].end
        assert "\n" not in text[q.start : q.end]
        at = q.outer_end


@pytest.mark.parametrize(
    "unit", ['"', "“", "'", " 's", "‘a", "”", "“a\n", "a\n", "A B: c\n", "«", "HALVERN, ", "s' "], ids=repr
)
def test_long_monotonous_text_comes_to_an_end(unit):
    text = unit * (20_000 // len(unit))
    found = quotations(text, paragraphs(text))
    assert all(q.end <= len(text) for q in found)
