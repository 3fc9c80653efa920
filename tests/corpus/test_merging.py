"""Which accounts are one event: five outlets on one call, and what must not be taken for it."""

from __future__ import annotations

import pandas as pd
import pytest

NEWS = {
    "harbour": "The harbour of Halvern was calm and crews mended their nets beside the lamps of the quay.",
    "library": "A library with four hundred volumes opened on the island, and sailors had carried the crates.",
    "snow": "Snow closed the northern road for a third night, and ploughs were sent out from the barracks.",
    "market": "Merchants complained that herring had become dear, while barley and wool were sold for little.",
    "school": "Teachers asked for new stoves before winter, since pupils had been sent home with frozen ink.",
}
CALL = {
    "A": "Foreign Minister Mara Lindqvist spoke by telephone with President Tomas Brandt on Tuesday about the ferry.",
    "B": "President Tomas Brandt discussed the ferry in a phone call with Foreign Minister Mara Lindqvist on March 4.",
    "C": "The ferry was the subject of a call between President Tomas Brandt and Foreign Minister Mara Lindqvist on "
    "Tuesday, officials said.",
    "D": "Foreign Minister Mara Lindqvist phoned President Tomas Brandt on Tuesday. She urged Brandt to open the port.",
    "E": "Foreign Minister Mara Lindqvist held a telephone conversation with President Tomas Brandt yesterday.",
}
THURSDAY = (
    "Foreign Minister Mara Lindqvist spoke by telephone with President Tomas Brandt on Thursday about the bridge."
)

OWN = (
    "Nobody in the fishing villages had expected the ice to hold for so long, and children skated to the lighthouse. "
    "The keeper gave them tea, counted nineteen pairs of skates and wrote all their names into his old ledger."
)


def article(day: int, *passages: str, outlet: str = "Sample Wire") -> str:
    return f"Title: Note\nDate: 2031-03-{day:02}\nSource: {outlet}\n\n" + "\n\n".join(passages) + "\n"


def five(day: int = 5) -> dict[str, str]:
    """Five outlets that tell of the call on Tuesday, 4 March 2031, each with other news."""
    return {
        f"{outlet}.txt": article(day, told, news, outlet=outlet)
        for (outlet, told), news in zip(CALL.items(), NEWS.values(), strict=True)
    }


def calls(tables) -> list[tuple[str, int, int]]:
    """Day, articles and sources of each call that happened, in order."""
    happened = tables.communications.query("channel == 'call' and status == 'happened'")["event_id"]
    rows = tables.events[tables.events["event_id"].isin(happened)].sort_values("date_start")
    days = rows["date_start"].dt.strftime("%a").fillna("undated")
    return list(zip(days, rows["articles"], rows["sources"], strict=True))


def test_five_outlets_on_one_call_are_one_event_of_five_sources(build_from):
    assert calls(build_from(five())) == [("Tue", 5, 5)]


def test_a_reprint_is_one_article_more_and_no_source_more(build_from):
    reprint = {"F.txt": article(6, CALL["A"], NEWS["harbour"], outlet="F")}
    assert calls(build_from(five() | reprint)) == [("Tue", 6, 5)]


def test_two_calls_of_one_pair_on_tuesday_and_thursday_stay_apart(build_from):
    later = {"F.txt": article(7, THURSDAY, outlet="F"), "G.txt": article(8, THURSDAY, NEWS["snow"], outlet="G")}
    assert calls(build_from(five() | later)) == [("Tue", 5, 5), ("Thu", 2, 2)]


def test_two_calls_on_near_days_stay_apart_also_where_all_articles_are_of_the_week_after(build_from):
    files = {"F.txt": article(10, THURSDAY, outlet="F"), "G.txt": article(10, CALL["A"], outlet="G")}
    assert [day for day, *_ in calls(build_from(files))] == ["Tue", "Thu"]


def test_a_second_call_on_the_next_day_is_told_beside_the_first(build_from):
    both = f"{CALL['A']} Lindqvist spoke by telephone with Brandt again on Wednesday."
    assert calls(build_from(five() | {"F.txt": article(6, both, OWN, outlet="F")})) == [("Tue", 6, 6), ("Wed", 1, 1)]


def test_an_updated_story_is_the_same_source(build_from):
    first = {"F.txt": article(5, CALL["A"], *list(NEWS.values())[:2], outlet="F")}
    update = {"G.txt": article(6, CALL["A"], *NEWS.values(), outlet="F")}
    tables = build_from(first | update)
    assert list(tables.articles["duplicate_kind"].dropna()) == ["update"]
    assert calls(tables) == [("Tue", 2, 1)]


def test_a_denial_of_the_call_is_no_account_of_it(build_from):
    denied = "President Tomas Brandt denied that he had spoken by telephone with Foreign Minister Mara Lindqvist."
    tables = build_from(five() | {"F.txt": article(6, denied, outlet="F")})
    assert calls(tables) == [("Tue", 5, 5)]
    assert "denied" in set(tables.communications["status"])


def test_a_call_that_was_planned_and_then_happened_is_planned_once_and_happened_once(build_from):
    planned = "Foreign Minister Mara Lindqvist will speak by telephone with President Tomas Brandt on Tuesday."
    tables = build_from(five() | {"F.txt": article(3, planned, outlet="F")})
    assert calls(tables) == [("Tue", 5, 5)]
    assert list(tables.communications["status"]).count("planned") == 1


def test_who_gives_another_day_than_all_others_tells_of_the_same_call(build_from):
    wrong = CALL["A"].replace("Tuesday", "Monday")
    tables = build_from(five() | {"F.txt": article(6, wrong, NEWS["school"], outlet="F")})
    assert calls(tables) == [("Tue", 6, 6)]
    told = tables.event_sources.dropna(subset="date_start")
    assert set(told["date_start"].dt.strftime("%a")) == {"Mon", "Tue"}


def test_an_outlet_that_tells_of_both_days_means_two_calls(build_from):
    monday = CALL["A"].replace("Tuesday", "Monday")
    tables = build_from(five() | {"F.txt": article(6, monday, CALL["D"], outlet="F")})
    assert [day for day, *_ in calls(tables)] == ["Mon", "Tue"]


def test_an_undated_account_joins_the_only_call_that_it_can_be_news_of(build_from):
    undated = "Foreign Minister Mara Lindqvist spoke by telephone with President Tomas Brandt about the ferry."
    assert calls(build_from(five() | {"F.txt": article(5, undated, OWN, outlet="F")})) == [("Tue", 6, 6)]
    stale = calls(build_from(five() | {"F.txt": article(25, undated, OWN, outlet="F")}))
    assert set(stale) == {("undated", 1, 1), ("Tue", 5, 5)}


def test_an_undated_account_that_fits_two_calls_joins_neither(build_from):
    undated = "Foreign Minister Mara Lindqvist spoke by telephone with President Tomas Brandt."
    files = {
        "F.txt": article(7, THURSDAY, *list(NEWS.values())[:2], outlet="F"),
        "G.txt": article(7, undated, OWN, outlet="G"),
    }
    assert len(calls(build_from(five() | files))) == 3


def test_those_called_one_by_one_are_as_many_events(build_from):
    body = "Envoy Ilse Okoro held separate calls with Mara Lindqvist and Tomas Brandt on Tuesday."
    tables = build_from({"A.txt": article(5, body)})
    assert calls(tables) == [("Tue", 1, 1)] * 2
    assert tables.communications["act_id"].nunique() == 1


def test_two_calls_do_not_become_one_because_somebody_writes_to_both(build_from):
    body = (
        "Envoy Ilse Okoro spoke by telephone with Mara Lindqvist on Tuesday. She spoke by telephone with Tomas Brandt "
        "on Tuesday. Okoro told Lindqvist and Brandt that monitors were ready."
    )
    assert calls(build_from({"A.txt": article(5, body)}))[:2] == [("Tue", 1, 1)] * 2


@pytest.mark.parametrize(
    ("one", "other", "events"),
    [
        ("Lindqvist said on Tuesday that ferries would sail.", "Lindqvist said on Tuesday that ferries sail again.", 1),
        ("Lindqvist said on Tuesday that ferries would sail.", "Lindqvist said on Tuesday that barley was dear.", 2),
        (
            "Lindqvist told reporters on Tuesday that it was late.",
            "On Tuesday Lindqvist told reporters about barley.",
            1,
        ),
    ],
    ids=["in the same words", "on another thing", "on one occasion"],
)
def test_what_one_speaker_said_on_a_day_is_one_event_an_occasion(build_from, one, other, events):
    name = "Foreign Minister Mara Lindqvist opened a school. "
    tables = build_from({"A.txt": article(5, name + one), "B.txt": article(5, name + other, outlet="B")})
    said = tables.communications.drop_duplicates("act_id")
    assert said["event_id"].nunique() == events


def test_a_happening_told_in_other_words_is_one_event_and_another_of_that_day_is_not(build_from):
    files = {
        "A.txt": article(5, "Shells hit the old lighthouse of Halvern on Tuesday and killed two keepers."),
        "B.txt": article(5, "On Tuesday two keepers were killed when shells hit the lighthouse.", outlet="B"),
        "C.txt": article(5, "A flour mill burned down in Port Orva on Tuesday after a storm.", outlet="C"),
    }
    happened = build_from(files).events
    assert sorted(happened["articles"]) == [1, 2]
    assert set(happened["date_start"]) == {pd.Timestamp("2031-03-04")}


def test_the_day_of_an_event_is_the_one_that_most_sources_give(build_from):
    wrong = {"0.txt": article(6, CALL["A"].replace("Tuesday", "Monday"), NEWS["school"], outlet="0")}
    assert [day for day, *_ in calls(build_from(wrong | five()))] == ["Tue"]


def events_about(tables, word: str) -> int:
    return tables.event_sources.loc[tables.event_sources["evidence"].str.contains(word), "event_id"].nunique()


def test_what_both_say_in_one_clause_is_one_event(build_from):
    both = "On Monday Mara Lindqvist and Tomas Brandt instructed their ambassadors to return to the harbour."
    assert events_about(build_from({"A.txt": article(5, both)}), "instructed") == 1


def test_a_number_that_somebody_gave_on_one_day_is_one_event_whoever_heard_it(build_from):
    files = {
        "A.txt": article(5, "Mara Lindqvist told lawmakers on Tuesday that 118 sailors were missing.", outlet="A"),
        "B.txt": article(9, "Mara Lindqvist announced a count of 118 on March 4.", outlet="B"),
        "C.txt": article(9, "Mara Lindqvist announced a count of 131 on March 6.", outlet="C"),
    }
    tables = build_from(files)
    assert events_about(tables, "lawmakers|118") == 1
    assert events_about(tables, "lawmakers|118|131") == 2


def test_a_number_said_in_two_calls_keeps_them_apart(build_from):
    roe = "In a call on Tuesday Mara Lindqvist told Envoy Ilse Okoro that 118 sailors were missing."
    files = {
        "A.txt": article(5, CALL["A"] + " Lindqvist told Brandt that 118 sailors were missing.", NEWS["snow"]),
        "B.txt": article(5, roe, NEWS["school"], outlet="B"),
    }
    assert [day for day, *_ in calls(build_from(files))] == ["Tue", "Tue"]


def test_short_accounts_that_share_a_verb_and_one_party_stay_apart(build_from):
    files = {
        "A.txt": article(5, "Hanna Roux met Tomas Brandt on Monday.", NEWS["snow"], outlet="A"),
        "B.txt": article(5, "The Vesland envoy met Brandt on Monday.", NEWS["school"], outlet="B"),
    }
    assert events_about(build_from(files), "met") == 2
