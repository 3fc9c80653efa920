from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analysis.views.selection import Selection, period, select


def kept(tables, **filters):
    return set(select(tables, Selection(**filters)).communications["communication_id"])


HAPPENED = {"c01", "c02", "c03", "c04", "c05", "c06", "c07", "c10", "c11"}
UNDATED = {"c04", "c05", "c10"}


def test_without_filters_everything_that_happened_stays(small_tables):
    assert kept(small_tables) == HAPPENED
    assert kept(small_tables, statuses=()) == HAPPENED | {"c08", "c09"}


@pytest.mark.parametrize(
    ("filters", "rows"),
    [
        (dict(actors="Ilse Okoro"), {"c04", "c05"}),
        (dict(actors=["p3"]), {"c04", "c05"}),
        (dict(speakers="Tomas Brandt"), {"c01", "c02", "c06"}),
        (dict(speakers="p2", addressees="p1"), {"c01", "c02"}),
        (dict(speakers="p1", addressees="p1"), set()),
        (dict(addressees=("Tomas Brandt", "reporters")), {"c01", "c02", "c03", "c05", "c06", "c11"}),
        (dict(countries="XOR", channels=("call",)), {"c01", "c02", "c11"}),
        (dict(countries="Orvania", speakers="Orvania"), {"c10"}),
        (dict(channels=("press", "statement")), {"c06", "c07"}),
        (dict(statuses="planned"), {"c08"}),
        (dict(statuses="planned", reported_by="Ilse Okoro"), {"c08"}),
        (dict(sources="Harbour Post (teaching corpus)"), {"c02"}),
        (dict(sources=[None]), {"c10", "c11"}),
        (dict(text="TRUCE"), {"c10"}),
        (dict(text="explosion"), {"c06"}),
        (dict(include_audiences=False, sources="Vesland Ministry (teaching corpus)"), set()),
        (dict(minimum_confidence=0.6), HAPPENED - {"c10"}),
        (dict(actors="Nobody"), set()),
    ],
)
def test_each_filter_keeps_what_it_names(small_tables, filters, rows):
    assert kept(small_tables, **filters) == rows


def test_undated_rows_stay_under_a_date_filter_until_they_are_asked_out(small_tables):
    days = dict(date_from="2031-03-04", date_to="2031-03-06")
    assert kept(small_tables, **days) == {"c06", "c07", "c11"} | UNDATED
    assert kept(small_tables, **days, include_undated=False) == {"c06", "c07", "c11"}
    assert kept(small_tables, include_undated=False) == HAPPENED - UNDATED


def test_the_last_day_of_a_date_filter_counts(small_tables):
    assert kept(small_tables, date_to=date(2031, 3, 3), include_undated=False) == {"c01", "c02", "c03"}


def test_events_articles_and_their_accounts_follow_the_rows(small_tables):
    shown = select(small_tables, Selection(sources="Harbour Post (teaching corpus)"))
    assert list(shown.events["event_id"]) == ["e1"]
    assert list(shown.articles["article_id"]) == ["a2"]
    assert set(shown.participants["event_id"]) == {"e1"}
    assert list(shown.event_sources["article_id"]) == ["a2"]
    assert shown.actors is small_tables.actors


def test_a_happening_stays_until_a_filter_asks_for_people_who_speak(small_tables):
    assert "e9" in set(select(small_tables, Selection()).events["event_id"])
    assert "e9" in set(select(small_tables, Selection(actors="Orvania", text="explosion")).events["event_id"])
    assert "e9" not in set(select(small_tables, Selection(channels="call")).events["event_id"])
    assert "e9" not in set(select(small_tables, Selection(include_undated=False)).events["event_id"])


def test_an_article_in_which_nobody_speaks_stays_by_its_own_day_outlet_and_text(small_tables):
    assert set(select(small_tables, Selection(statuses="denied")).articles["article_id"]) == {"a1", "a2", "a3", "a4"}
    assert set(select(small_tables, Selection(statuses="denied", text="monitors")).articles["article_id"]) == {
        "a1",
        "a2",
    }
    shown = select(small_tables, Selection(statuses="denied", date_from="2031-03-06", include_undated=False))
    assert set(shown.articles["article_id"]) == {"a3"}


def test_an_article_with_an_earliest_day_only_may_have_come_out_at_any_later_time(small_tables):
    articles = small_tables.articles.copy()
    articles.loc[articles["article_id"] == "a4", "published_earliest"] = pd.Timestamp("2031-03-04")
    bounded = replace(small_tables, articles=articles)
    later = Selection(statuses="denied", date_from="2031-04-01", include_undated=False)
    before = Selection(statuses="denied", date_to="2031-03-03", include_undated=False)
    assert set(select(bounded, later).articles["article_id"]) == {"a4"}
    assert "a4" not in set(select(bounded, before).articles["article_id"])


def test_selecting_changes_nothing_in_place(small_tables):
    before = small_tables.communications.copy()
    select(small_tables, Selection(text="bridge"))
    assert before.equals(small_tables.communications)


def test_an_unknown_channel_or_status_is_refused_by_name():
    with pytest.raises(ValueError, match="channels: 'phone' not among call"):
        Selection(channels="phone")
    with pytest.raises(ValueError, match="statuses: 'done'"):
        Selection(statuses=["done"])


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (dict(), "Everything that is told to have happened"),
        (dict(statuses=()), "Everything of any status"),
        (dict(statuses=("planned", "proposed")), "Everything told as planned or proposed"),
        (
            dict(channels="call", countries=("ARM", "USA"), between=True, date_from="2022-09-12", date_to="2022-09-20",
                 include_undated=False, minimum_sources=2),
            "Calls between Armenia and the United States, 12 to 20 September 2022, told by at least two sources",
        ),
        (
            dict(channels=("call", "meeting"), actors="p1", date_from="2031-03-01"),
            "Calls or meetings with Mara Lindqvist, from 1 March 2031 on or undated",
        ),
        (
            dict(acts="ACCUSE", speakers=("p1", "Tomas Brandt"), addressees="Orvania", include_undated=False),
            "Everything (ACCUSE) that is told to have happened from Mara Lindqvist or Tomas Brandt to Orvania, dated",
        ),
        (
            dict(countries=("XOR", "Armenia"), kinds=("person", "organisation"), include_audiences=False),
            "Everything that is told to have happened with someone of XOR or Armenia with a person or an organisation "
            "on a side not to an audience",
        ),
        (
            dict(channels="letter", sources=(None, "Daily"), reported_by="p3", text=" bridge ", minimum_confidence=0.5),
            "Letters, published by no outlet named or Daily, reported by Ilse Okoro, in words that contain “bridge”, "
            "with a confidence of at least 0.5",
        ),
        (dict(statuses=(), events=("e1", "e2"), minimum_sources=1),
         "Everything of any status, told by at least one source, of 2 chosen events"),
        (dict(countries="USA", between=True), "Everything that is told to have happened within the United States"),
        (dict(between=True), "Everything that is told to have happened"),
    ],
)  # fmt: skip
def test_the_sentence_is_english_and_names_every_filter(filters, words):
    names = {"p1": "Mara Lindqvist", "p3": "Ilse Okoro"}
    assert Selection(**filters).sentence(names) == words


def test_nothing_found_selects_to_nothing(no_tables):
    shown = select(no_tables, Selection(actors="X", date_from="2031-01-01", text="y", sources=[None]))
    assert all(len(frame) == 0 for _, frame in shown)
    assert period(no_tables) == (None, None)


def test_the_period_lies_about_the_publication_days(small_tables):
    assert period(small_tables, margin=10) == (date(2031, 2, 22), date(2031, 3, 16))
