"""Confidence is checked on articles that it was not counted on."""

from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd
import pytest

from analysis import calibration, lexicon, rules
from analysis.views.figures_quality import draw_reliability

NAMED, SHARED = "verb-say/to-default/by-name", "verb-say/to-default/by-shared"
TRUTH = {"published": None, "title": None, "communications": [], "quotes": [], "events": []}


def rows_of(*found: tuple[str, str, int, int]) -> pd.DataFrame:
    """Judged communications: article, rule, rows, of which right."""
    each = [(article, rule, place < right) for article, rule, rows, right in found for place in range(rows)]
    return pd.DataFrame(each, columns=["article", "rule", "right"]).assign(table="communications")


def checked(rows: pd.DataFrame) -> pd.DataFrame:
    return calibration.held_out(rows, calibration.counts(rows).astype(str).to_dict("records"))


@pytest.fixture
def judged(small_tables, tmp_path):
    """The rows of the article "wire" that a gold judges, of tables whose rows have these rules."""

    def run(tables=small_tables, **truth) -> pd.DataFrame:
        (tmp_path / "wire.json").write_text(json.dumps({**TRUTH, **truth}), encoding="utf-8")
        return calibration.judged(tables, tmp_path)

    return run


def act_of(row: pd.Series, **other) -> dict:
    said = {"speaker": row["speaker"], "addressees": [row["addressee"]], "symmetric": bool(row["mutual"])}
    how = {"evidence": row["evidence"], "cue": row["cue"], "mode": row["channel"], "status": row["status"]}
    return {**said, **how, "date": None, "reported_by": None, **other}


@pytest.fixture
def told(small_tables) -> pd.Series:
    """The communication "She urged Brandt to reopen the bridge"."""
    return small_tables.communications.set_index("communication_id", drop=False).loc["c03"]


def test_an_article_is_judged_by_the_counts_of_the_others():
    rows = checked(rows_of(("a", NAMED, 40, 40), ("b", NAMED, 40, 0)))
    by_article = rows.groupby("article")["confidence"].first()
    assert by_article["a"] < 0.1
    assert by_article["b"] > 0.9


def test_an_article_that_nobody_counted_is_judged_by_all():
    known = calibration.counts(rows_of(("a", NAMED, 40, 40))).astype(str).to_dict("records")
    assert calibration.held_out(rows_of(("new", NAMED, 1, 0)), known)["confidence"][0] > 0.9


def test_confidence_that_tells_rows_apart_beats_one_constant_for_all():
    found = [(f"a{n}", rule, 20, right) for n in range(8) for rule, right in ((NAMED, 18), (SHARED, 8))]
    report = calibration.report(checked(rows_of(*found))).iloc[0]
    assert (report["articles"], report["rows"], report["right"]) == (8, 320, 0.65)
    assert report["brier"] < report["brier_constant"]
    assert report["error"] < 0.1


def test_the_curve_says_how_many_rows_are_behind_a_point_and_how_far_it_may_be_off():
    few, many = (
        calibration.reliability(rows_of(("a", NAMED, n, n // 2)).assign(confidence=0.55)).iloc[0] for n in (4, 400)
    )
    assert (few["rows"], few["confidence"], few["right"]) == (4, 0.55, 0.5)
    assert few["low"] < many["low"] < 0.5 < many["high"] < few["high"]


def test_a_row_is_right_where_the_gold_has_its_pair_and_wrong_where_it_does_not(judged, told):
    by_row = judged(communications=[act_of(told)])
    acts = by_row[by_row["table"] == "communications"]
    assert acts["right"].sum() == 1
    assert len(acts) > 1
    wrong = judged(communications=[act_of(told, speaker=told["addressee"], addressees=[told["speaker"]])])
    assert wrong["right"].sum() == 0


def test_what_the_gold_calls_optional_is_not_judged(judged, told):
    required, optional = (judged(communications=[act_of(told, optional=flag)]) for flag in (False, True))
    assert len(optional) == len(required) - 1
    assert not optional["right"].any()


def test_an_indirect_quote_is_right_where_its_act_and_speaker_are(judged, told, small_tables):
    quote = small_tables.quotes.assign(kind="indirect", communication_id="c03", article_id=told["article_id"])
    tables = replace(small_tables, quotes=quote)
    quotes = judged(tables, communications=[act_of(told)])
    assert quotes.loc[quotes["table"] == "quotes", "right"].all()
    quotes = judged(tables, communications=[act_of(told, speaker="Ilse Okoro")])
    assert not quotes.loc[quotes["table"] == "quotes", "right"].any()


def test_the_committed_counts_say_what_was_written(tmp_path, monkeypatch):
    rows = rows_of(("b", NAMED, 3, 2), ("a", SHARED, 2, 0), ("a", NAMED, 1, 1))
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    monkeypatch.setattr(calibration, "COUNTS", tmp_path / "confidence.csv")
    lexicon.load.cache_clear()
    try:
        first = calibration.write(rows).read_bytes()
        assert calibration.write(rows[::-1]).read_bytes() == first
        again = calibration.known_rows()
        assert calibration.counts(again).equals(calibration.counts(rows))
    finally:
        lexicon.load.cache_clear()


def test_the_curve_of_the_committed_counts_can_be_drawn_without_any_article():
    bins = calibration.curves({"annotated": calibration.known_rows()}, "communications")
    drawn = draw_reliability(bins)
    assert len(drawn.marks) == len(bins)
    assert drawn.marks["label"][0].startswith("annotated: confidence 0.")
    assert draw_reliability(bins.head(0)).marks.empty


def test_tables_without_rows_are_no_mistake(no_tables, judged):
    rows = calibration.held_out(judged(no_tables))
    assert rows.empty
    assert calibration.report(rows).empty
    assert draw_reliability(calibration.curves({"none": rows}, "quotes")).marks.empty


def test_a_rule_is_put_into_words_and_an_unknown_one_stays_as_it_is():
    assert rules.in_words("quotes", "turn/by-label") == "a turn of a transcript; the speaker is the label of a turn"
    assert rules.in_words("communications", "by hand") == "by hand"
