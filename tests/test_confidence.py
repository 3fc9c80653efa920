"""Confidence is a share of counted rows, and says little where little is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import confidence, lexicon, rules
from analysis.confidence import counted, share


def line(article: str, rule: str, rows: int, right: int, table: str = "communications") -> dict[str, str]:
    return {"table": table, "article": article, "rule": rule, "rows": str(rows), "right": str(right)}


KNOWN = [
    line("a", "verb-say/to-default/by-name", 60, 54),
    line("a", "verb-say/to-default/by-pronoun", 60, 30),
    line("b", "verb-tell/to-scene/by-name", 80, 40),
]


def test_rows_made_in_a_way_that_was_often_right_have_more_confidence():
    counts = counted(KNOWN)
    named, pronoun = (share(counts, "communications", f"verb-say/to-default/by-{way}") for way in ("name", "pronoun"))
    assert pronoun < share(counts, "communications", "verb-say/to-default") < named
    assert named == pytest.approx(0.9, abs=0.05)


def test_a_rule_that_nobody_counted_has_the_share_of_all_rows_of_its_table():
    counts = counted(KNOWN)
    assert share(counts, "communications", "a new rule/to-name/by-name") == pytest.approx(124 / 200, abs=0.01)
    assert share(counts, "quotes", "quoted/by-name") == 0.5


def test_a_new_way_to_use_a_known_rule_has_the_share_of_that_rule():
    counts = counted(KNOWN)
    assert share(counts, "communications", "verb-say/to-name/by-name") == share(counts, "communications", "verb-say")


def test_one_row_moves_confidence_little():
    one = counted([*KNOWN, line("c", "noun-say/to-name/by-name", 1, 0)])
    assert share(one, "communications", "noun-say/to-name/by-name") > 0.5


def test_the_rows_of_an_article_can_be_left_out():
    assert counted(KNOWN, without="a") == counted(KNOWN[2:])


@given(st.lists(st.tuples(st.sampled_from(["x", "x/y", "x/y/z", "w"]), st.integers(0, 99), st.integers(0, 99))))
def test_confidence_is_never_certain_whatever_was_counted(found):
    counts = counted(line("a", rule, seen + right, right) for rule, seen, right in found)
    assert all(0 < share(counts, "communications", rule) < 1 for rule in ("x", "x/y/z", "w", "unknown", ""))


def test_every_rule_that_was_counted_is_one_that_is_explained():
    explained = {name for names in rules.parts().values() for name in names}
    counted_parts = {part for row in lexicon.load("confidence") for part in row["rule"].split("/")}
    assert counted_parts
    assert counted_parts <= explained


def test_every_row_of_the_tables_has_its_confidence(build_from):
    text = "Minister Mara Lindqvist told Tomas Brandt that the bridge was open.\n\n“It is open,” she said on Monday.\n"
    tables = build_from({"a.txt": text})
    for name in ("communications", "quotes"):
        rows = getattr(tables, name)
        assert len(rows)
        assert list(rows["confidence"]) == [confidence.confidence(name, rule) for rule in rows["rule"]]


def test_a_quote_whose_speaker_is_left_open_has_no_confidence(build_from, monkeypatch):
    from analysis import extraction

    def leaving_open(texts):
        for findings in extract(texts):
            for quote in findings.quotes:
                quote.speaker = quote.speaker_span = None
            yield findings

    extract = extraction.extract
    monkeypatch.setattr(extraction, "extract", leaving_open)
    quotes = build_from({"b.txt": "“The ferry is late again this evening,” Mara Lindqvist said.\n"}).quotes
    assert list(quotes["speaker"].isna()) == [True]
    assert list(quotes["confidence"]) == [0]
