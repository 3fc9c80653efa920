"""Merging is judged by pairs: what a person would call one event should be one, and nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from analysis.pairwise import judge

MONDAY, TUESDAY = "2031-03-03", "2031-03-04"
TEXT = "Lindqvist called Brandt on Monday. The bridge fell into the river."
CALL, FALL = "Lindqvist called Brandt on Monday", "The bridge fell into the river"


def account(words: str, event: str, day: str | None = MONDAY) -> dict[str, Any]:
    start = TEXT.index(words)
    told = None if day is None else date.fromisoformat(day)
    span = start, start + len(words)
    return {"span": span, "event_id": event, "told_start": told, "told_end": told, "parties": ("Mara Lindqvist",)}


def item(words: str, fact: str | None, day: str = MONDAY, **more: str) -> dict[str, Any]:
    return {"date": day, "what": words, "evidence": words, "actors": ["Lindqvist"], "fact": fact, **more}


def outcomes(*articles: tuple[list[dict[str, Any]], list[dict[str, Any]]]) -> dict[str, list[str]]:
    """Outcomes by measure, of articles that are each their gold events and the accounts found in them."""
    gold = {f"a{number}": {"events": events} for number, (events, _) in enumerate(articles)}
    found = {f"a{number}": {"text": TEXT, "accounts": accounts} for number, (_, accounts) in enumerate(articles)}
    lines = list(judge(gold, found))
    return {name: [x["outcome"] for x in lines if x["measure"] == name] for name in ("merging", "merging of all")}


def test_one_fact_in_two_articles_is_right_as_one_event_and_missed_as_two():
    told = [item(CALL, "F1")]
    assert outcomes((told, [account(CALL, "e1")]), (told, [account(CALL, "e1")]))["merging"] == ["right"]
    assert outcomes((told, [account(CALL, "e1")]), (told, [account(CALL, "e2")]))["merging"] == ["missed"]


def test_two_facts_are_extra_as_one_event_and_no_line_as_two():
    told = [item(CALL, "F1"), item(FALL, "F2")]
    assert outcomes((told, [account(CALL, "e1"), account(FALL, "e1")]))["merging"] == ["extra"]
    assert outcomes((told, [account(CALL, "e1"), account(FALL, "e2")]))["merging"] == []


def test_of_two_accounts_in_the_same_words_each_fact_has_that_of_its_parties():
    both = [item(CALL, "F1"), {**item(CALL, "F2"), "actors": ["Brandt"]}]
    told = [
        {**account(CALL, event), "parties": (party,)} for event, party in (("e2", "Tomas Brandt"), ("e1", "Lindqvist"))
    ]
    assert outcomes((both, told), ([item(CALL, "F1")], [account(CALL, "e1")]))["merging"] == ["right"]


def test_parts_of_one_fact_are_events_of_their_own():
    told = [item(CALL, "F1"), item(FALL, "F1", part="fall")]
    assert outcomes((told, [account(CALL, "e1"), account(FALL, "e2")]))["merging"] == []


def test_what_was_not_found_is_missed_only_where_all_is_counted():
    told = [item(CALL, "F1")]
    assert outcomes((told, [account(CALL, "e1")]), (told, [])) == {"merging": [], "merging of all": ["missed"]}


@pytest.mark.parametrize(("day", "found"), [(MONDAY, True), (TUESDAY, False), (None, True)])
def test_an_account_may_lack_a_date_and_not_have_another(day, found):
    told = [item(CALL, "F1")]
    lines = outcomes((told, [account(CALL, "e1", day)]), (told, [account(CALL, "e1")]))
    assert lines["merging"] == ["right"] * found


def test_accounts_that_differ_in_date_are_found_each_by_its_own():
    one, other = [item(CALL, "F1")], [item(CALL, "F1", TUESDAY)]
    assert outcomes((one, [account(CALL, "e1")]), (other, [account(CALL, "e1", TUESDAY)]))["merging"] == ["right"]


def test_gold_that_names_no_fact_is_not_judged():
    told = [item(CALL, None)]
    assert outcomes((told, [account(CALL, "e1")]), (told, [account(CALL, "e2")]))["merging of all"] == []


def test_an_article_that_the_tables_lack_is_missed():
    gold = {name: {"events": [item(CALL, "F1")]} for name in ("a0", "lost")}
    (line,) = judge(gold, {"a0": {"text": TEXT, "accounts": [account(CALL, "e1")]}})
    assert (line["measure"], line["outcome"]) == ("merging of all", "missed")
