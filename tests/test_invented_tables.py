"""The tables that the benchmarks of the explorer are run on hold together like those of real articles."""

from __future__ import annotations

import re
from html import unescape

import pytest

from analysis.rules import in_words
from analysis.views.evidence import evidence_html
from analysis.views.widgets import explore
from benchmarks.invented_tables import invented_tables


@pytest.fixture(scope="module")
def invented():
    return invented_tables(400, seed=1)


def test_there_are_as_many_communications_as_asked_for_and_a_third_is_not_dated(invented):
    said = invented.communications
    assert len(said) == 400
    assert 0.2 < said["date_start"].isna().mean() < 0.4
    assert {"happened", "planned", "denied"} <= set(said["status"])
    assert said["act_id"].duplicated().any() and said["event_id"].duplicated().any()
    assert said["confidence"].between(0.5, 1).all()
    assert not (said["speaker_id"] == said["addressee_id"]).any()


def test_what_was_found_stands_in_the_text_where_the_row_says(invented):
    text = dict(zip(invented.articles["article_id"], invented.articles["text"], strict=True))
    for name, words in (
        ("communications", "evidence"),
        ("event_sources", "evidence"),
        ("mentions", "text"),
        ("times", "text"),
        ("quotes", "text"),
    ):
        rows = getattr(invented, name)
        place = zip(rows["article_id"], rows["start"], rows["end"], strict=True)
        assert [text[article][start:end] for article, start, end in place] == list(rows[words]), name


def test_every_id_that_a_row_refers_to_exists_and_every_rule_is_explained(invented):
    actors, events = set(invented.actors["actor_id"]), set(invented.events["event_id"])
    for name, frame in invented:
        for column in (c for c in frame if c.endswith("_id")):
            known = actors if column in ("actor_id", "speaker_id", "addressee_id", "reported_by_id") else events
            if known is actors or column == "event_id":
                assert set(frame[column].dropna()) <= known, f"{name}.{column}"
    assert set(invented.event_sources["event_id"]) == events
    assert all(in_words("communications", rule) for rule in invented.communications["rule"].unique())


def test_the_same_seed_makes_the_same_tables_and_another_seed_others(invented):
    again, other = invented_tables(400, seed=1), invented_tables(400, seed=2)
    for name, frame in invented:
        assert frame.equals(getattr(again, name)), name
    assert not other.communications["evidence"].equals(invented.communications["evidence"])


def test_the_explorer_opens_on_them_and_its_evidence_is_found(invented):
    explorer = explore(invented)
    row = explorer.shown.tables.communications.iloc[0]
    page = evidence_html(invented, row["article_id"], row["communication_id"])
    assert row["evidence"] in unescape(re.sub("<[^>]+>", "", page))
