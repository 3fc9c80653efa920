"""Dated happenings that are no communication, as fragments that a person understands."""

from __future__ import annotations

import pytest

HAPPENINGS = [
    ("The ferry Star of Halvern sank on Tuesday with nobody on board.",
     ["The ferry Star of Halvern sank on Tuesday with nobody on board"]),
    ("Mara Lindqvist said that the storm had damaged the old bridge on Monday.",
     ["the storm had damaged the old bridge on Monday"]),
    ("The sailors mourned a storm announced on Monday.", ["a storm announced on Monday"]),
    ("It rained.\n\n11:30\n\nThe sea was calm.", []),
    ("It was already Tuesday in the harbour of Halvern.", []),
    ("Did the old ferry leave the harbour on Monday?", []),
    ("Both countries signed the 1991 Halvern Declaration.", []),
    ("In 2014 Orvania seized the old harbour.", ["In 2014 Orvania seized the old harbour"]),
    ("At 11:30 the old ferry left the harbour.", ["At 11:30 the old ferry left the harbour"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), HAPPENINGS)
def test_what_happened_is_told_by_a_clause_that_says_enough(read, text, expected):
    assert [happening.what for happening in read(text).findings.happenings] == expected


def test_no_happening_is_shorter_than_four_words(read):
    text = "It ended on Monday. The truce, announced Tuesday, held. They left on Friday. To wait until May was hard."
    assert all(len(happening.what.split()) >= 4 for happening in read(text).findings.happenings)
