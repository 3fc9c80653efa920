"""Accounts merged into events: what is one call, and what are two."""

from __future__ import annotations

import pandas as pd


def article(day: int, body: str, outlet: str = "Sample Wire") -> str:
    return f"Title: Note\nDate: 2031-03-{day:02}\nSource: {outlet}\n\n{body}\n"


CALL = "Foreign Minister Mara Lindqvist spoke by telephone with President Tomas Brandt on Monday."
AGAIN = "President Tomas Brandt and Foreign Minister Mara Lindqvist discussed the ferry by telephone on Monday."
FILLER = (
    "The harbour was calm and the gulls were loud. The ferry between the two towns has been out of service since the "
    "storm, and the crews have mended nets. Fishermen on both shores wait for the ice to go."
)
NEWS = (
    "The library of Halvern opened a reading room with four hundred volumes and a machine that reads aloud. Its keeper "
    "carried the crates over the frozen river, and sailors lent their sledges. Children came first, then everybody."
)


def events_of(tables, channel):
    return tables.events[tables.events["channel"] == channel]


def test_a_call_told_by_two_articles_is_one_event_with_two_sources(build_from):
    tables = build_from({"a.txt": article(4, CALL), "b.txt": article(5, AGAIN, "Harbour Post")})
    (event,) = events_of(tables, "call").itertuples()
    assert (event.articles, event.sources, event.date_start) == (2, 2, pd.Timestamp("2031-03-03"))
    assert set(tables.communications["event_id"]) == {event.event_id}
    assert tables.event_sources["article_id"].nunique() == 2
    assert set(tables.participants["part"]) == {"participant"}


def pairs_of(tables):
    return {frozenset((row.speaker, row.addressee)) for row in tables.communications.itertuples()}


def test_those_whom_somebody_calls_one_by_one_are_no_pair(build_from):
    body = "Envoy Ilse Okoro held separate calls with Mara Lindqvist and Tomas Brandt."
    assert pairs_of(build_from({"a.txt": article(4, body)})) == {
        frozenset(("Ilse Okoro", "Mara Lindqvist")),
        frozenset(("Ilse Okoro", "Tomas Brandt")),
    }


def test_two_of_one_country_are_no_pair_at_a_table_with_another_country(build_from):
    body = "Chilean President Tomas Brandt and Chilean Foreign Minister Mara Lindqvist met Peruvian Envoy Ilse Okoro."
    assert pairs_of(build_from({"a.txt": article(4, body)})) == {
        frozenset(("Ilse Okoro", "Mara Lindqvist")),
        frozenset(("Ilse Okoro", "Tomas Brandt")),
    }


def test_two_of_one_country_whom_a_mediator_brings_together_are_a_pair(build_from):
    body = "Envoy Ilse Okoro mediated talks between Chilean General Tomas Brandt and Chilean Envoy Mara Lindqvist."
    assert frozenset(("Tomas Brandt", "Mara Lindqvist")) in pairs_of(build_from({"a.txt": article(4, body)}))


def test_a_reprint_is_one_article_more_and_no_source_more(build_from):
    body = f"{CALL}\n\n{FILLER}"
    tables = build_from({"a.txt": article(4, body), "b.txt": article(5, body, "Harbour Post")})
    (event,) = events_of(tables, "call").itertuples()
    assert (event.articles, event.sources) == (2, 1)


def test_two_calls_of_one_pair_on_different_days_stay_two(build_from):
    later = f"{CALL.replace('Monday', 'Thursday')}\n\n{NEWS}"
    tables = build_from({"a.txt": article(4, f"{CALL}\n\n{FILLER}"), "b.txt": article(7, later)})
    assert sorted(events_of(tables, "call")["date_start"].dt.day) == [3, 6]


def test_two_calls_of_one_pair_in_one_article_stay_two(build_from):
    body = f"{CALL} Lindqvist spoke by telephone with Brandt again on Thursday."
    tables = build_from({"a.txt": article(8, body)})
    assert sorted(events_of(tables, "call")["date_start"].dt.day) == [3, 6]


def test_a_call_and_a_meeting_of_one_day_stay_two(build_from):
    meeting = "Foreign Minister Mara Lindqvist met President Tomas Brandt in Halvern on Monday."
    tables = build_from({"a.txt": article(4, CALL), "b.txt": article(4, meeting)})
    assert sorted(tables.events["channel"]) == ["call", "meeting"]


def test_what_is_planned_and_what_happened_stay_apart(build_from):
    tables = build_from(
        {
            "a.txt": article(2, "Foreign Minister Mara Lindqvist will meet President Tomas Brandt on March 3."),
            "b.txt": article(4, "Foreign Minister Mara Lindqvist met President Tomas Brandt on March 3."),
        }
    )
    assert sorted(tables.communications["status"]) == ["happened", "planned"]
    assert tables.communications["event_id"].nunique() == 2


def test_undated_calls_of_two_articles_are_not_taken_for_one(build_from):
    undated = CALL.replace(" on Monday", "")
    tables = build_from({"a.txt": article(4, f"{undated}\n\n{FILLER}"), "b.txt": article(20, f"{undated}\n\n{NEWS}")})
    assert len(events_of(tables, "call")) == 2


def test_the_date_of_an_undated_act_is_not_made_up(build_from):
    tables = build_from({"a.txt": article(4, CALL.replace(" on Monday", ""))})
    assert tables.communications["date_start"].isna().all() and tables.events["date_start"].isna().all()


def test_different_pairs_on_one_day_stay_apart(build_from):
    other = "Foreign Minister Mara Lindqvist spoke by telephone with Mayor Piet Hallam on Monday."
    tables = build_from({"a.txt": article(4, CALL), "b.txt": article(4, other)})
    assert len(events_of(tables, "call")) == 2


def test_the_monday_of_one_article_is_not_the_monday_of_another(build_from):
    tables = build_from({"a.txt": article(3, f"{CALL}\n\n{FILLER}"), "b.txt": article(10, f"{CALL}\n\n{NEWS}")})
    assert sorted(events_of(tables, "call")["date_start"].dt.day) == [3, 10]


def test_a_meeting_of_three_pairs_all_of_them_in_one_act_and_one_event(build_from):
    body = "Envoy Ilse Okoro hosted Foreign Minister Mara Lindqvist and President Tomas Brandt on Monday."
    tables = build_from({"a.txt": article(4, body)})
    assert len(tables.communications) == 3
    assert tables.communications["act_id"].nunique() == tables.communications["event_id"].nunique() == 1
    assert len(tables.participants) == 3


def test_a_telling_to_two_gives_two_rows_of_one_act(build_from):
    body = "Envoy Ilse Okoro told Foreign Minister Mara Lindqvist and President Tomas Brandt that it was late."
    tables = build_from({"a.txt": article(4, body)})
    assert sorted(tables.communications["addressee"]) == ["Mara Lindqvist", "Tomas Brandt"]
    assert tables.communications["act_id"].nunique() == 1
    assert sorted(tables.participants["part"]) == ["source", "target", "target"]


def test_every_communication_has_an_event_and_an_account_of_it(build_from):
    body = f"{CALL} “We wait,” Lindqvist told reporters. Brandt urged Envoy Ilse Okoro to wait.\n\n{FILLER}"
    tables = build_from({"a.txt": article(4, body), "b.txt": article(5, AGAIN), "c.txt": article(6, FILLER)})
    assert tables.communications["event_id"].isin(tables.events["event_id"]).all()
    accounts = set(tables.event_sources[["event_id", "article_id", "start", "end"]].itertuples(index=False, name=None))
    told = tables.communications[["event_id", "article_id", "start", "end"]].itertuples(index=False, name=None)
    assert set(told) <= accounts


def test_event_ids_are_the_same_whatever_the_files_are_called(build_from):
    texts = [article(4, CALL), article(5, AGAIN), article(7, CALL.replace("Monday", "Thursday"))]
    one = build_from({f"{i}.txt": text for i, text in enumerate(texts)})
    other = build_from({f"{9 - i}.txt": text for i, text in enumerate(texts)})
    assert set(one.events["event_id"]) == set(other.events["event_id"])
    assert set(one.communications["communication_id"]) == set(other.communications["communication_id"])


def test_a_dated_happening_without_a_word_of_speech_is_an_event(build_from):
    tables = build_from({"a.txt": article(6, "The ferry Star of Halvern sank on Tuesday with nobody on board.")})
    (event,) = tables.events.itertuples()
    assert event.date_start == pd.Timestamp("2031-03-04")
    assert pd.isna(event.channel) and "sank" in event.what
    assert len(tables.communications) == 0


def test_a_form_letter_filled_in_on_another_day_is_another_call(build_from):
    tables = build_from({"a.txt": article(4, CALL), "b.txt": article(7, CALL.replace("Monday", "Thursday"))})
    assert sorted(events_of(tables, "call")["date_start"].dt.day) == [3, 6]


def test_an_account_without_a_date_does_not_tie_two_days_together(build_from):
    undated = CALL.replace(" on Monday", "")
    body = f"{CALL} {undated} {CALL.replace('Monday', 'Thursday')}"
    tables = build_from({"a.txt": article(8, body)})
    assert sorted(events_of(tables, "call")["date_start"].dropna().dt.day) == [3, 6]


def test_an_event_has_the_place_that_most_sources_give(build_from):
    halvern, orva = (
        f"{CALL.replace('spoke by telephone with', 'met')[:-11]} in {town} on Monday."
        for town in ("Halvern", "Port Orva")
    )
    tables = build_from(
        {
            "a.txt": article(4, orva),
            "b.txt": article(4, f"{halvern} {FILLER}", "Harbour Post"),
            "c.txt": article(5, f"{halvern} {NEWS}", "Test Gazette"),
        }
    )
    (event,) = events_of(tables, "meeting").itertuples()
    assert (event.place, event.conflict) == ("Halvern", "place")
    assert sorted(tables.event_sources["place"]) == ["Halvern", "Halvern", "Port Orva"]
