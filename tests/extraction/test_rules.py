"""Every name of a rule is explained, with an example that shows it."""

from __future__ import annotations

from functools import cache

import pytest

from analysis import lexicon, rules
from analysis.extraction import extract

EXAMPLES = lexicon.load("rules")


@cache
def fired() -> dict[str, dict[str, set[str]]]:
    """Example to the parts of the rules that fire in it, of communications and of quotes."""
    texts = list(dict.fromkeys(row["example"] for row in EXAMPLES))
    found = {}
    for text, findings in zip(texts, extract(_article(t) for t in texts), strict=True):
        acts = {part for act in findings.communications for part in act.rule.split("/")}
        quotes = {part for quote in findings.quotes for part in quote.rule.split("/")}
        found[text] = {"communication": acts, "to": acts, "by": acts | quotes, "quote": quotes}
    return found


def _article(example: str) -> tuple[str, int]:
    """Text and length of its headline, which "# " marks; "¶" begins a new paragraph."""
    text = example.removeprefix("# ").replace(" ¶ ", "\n\n")
    return text, text.index("\n") if example.startswith("# ") else 0


@pytest.mark.parametrize("row", EXAMPLES, ids=[f"{row['part']}: {row['name']}" for row in EXAMPLES])
def test_the_example_of_a_rule_shows_it(row):
    assert row["name"] in fired()[row["example"]][row["part"]]


def test_no_name_is_explained_twice():
    assert len({(row["part"], row["name"]) for row in EXAMPLES}) == len(EXAMPLES)


def test_every_frame_of_the_lexicon_has_a_rule_that_is_explained():
    of_word = {"verb": "cues", "light": "light_verbs", "noun": "speech_nouns"}
    frames = {f"{word}-{row['frame']}" for word, table in of_word.items() for row in lexicon.load(table)}
    assert frames <= set(rules.parts()["communication"])
