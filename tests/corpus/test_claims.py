"""Claims side by side at their event, and in what its accounts contradict one another."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.claims import Count, conflict, contradict

KNOWN = "Mara Lindqvist is the mayor of Harnau. Tomas Brandt is the head of the harbour clinic of Harnau. "


def article(day: int, body: str, outlet: str = "Sample Wire") -> str:
    return f"Title: Note\nDate: 2031-03-{day:02}\nSource: {outlet}\n\n{body}\n"


def storm(killed: str, more: str = "") -> str:
    return f"{KNOWN}A storm in the harbour of Vesland killed {killed} people on Monday{more}."


def happening(tables):
    (event,) = tables.events[tables.events["channel"].isna()].itertuples()
    return event


def claims_of(tables):
    rows = tables.event_sources[tables.event_sources["claim"].notna()]
    return sorted(zip(rows["claimant"].fillna(""), rows["claim"], rows["quantity"], rows["unit"], strict=True))


def test_two_claims_of_one_account_are_two_rows_and_one_article(build_from):
    tables = build_from({"a.txt": article(4, storm("ten", " and injured 70 others"))})
    assert claims_of(tables) == [
        ("", "70 others", 70, "people wounded"),
        ("", "ten people", 10, "people killed"),
    ]
    event = happening(tables)
    assert set(tables.event_sources["event_id"]) == {event.event_id}
    assert (event.articles, event.sources, event.conflict) == (1, 1, None) or pd.isna(event.conflict)


def test_two_articles_of_one_day_with_two_numbers_contradict_each_other(build_from):
    tables = build_from({"a.txt": article(4, storm("ten")), "b.txt": article(4, storm("twelve"), "Harbour Post")})
    assert happening(tables).conflict == "quantity"


def test_a_later_and_higher_count_is_newer_and_contradicts_nothing(build_from):
    tables = build_from({"a.txt": article(4, storm("ten")), "b.txt": article(5, storm("twelve"), "Harbour Post")})
    assert pd.isna(happening(tables).conflict)


def test_a_later_and_lower_count_contradicts(build_from):
    tables = build_from({"a.txt": article(4, storm("twelve")), "b.txt": article(5, storm("ten"), "Harbour Post")})
    assert happening(tables).conflict == "quantity"


def test_a_number_within_the_bounds_of_another_contradicts_nothing(build_from):
    tables = build_from(
        {"a.txt": article(4, storm("more than 100")), "b.txt": article(4, storm("105"), "Harbour Post")}
    )
    assert pd.isna(happening(tables).conflict)


def test_two_claimants_stand_side_by_side(build_from):
    said = (
        f"{KNOWN}Lindqvist said that twelve soldiers of Vesland had been killed on Monday. "
        "Brandt said that ten soldiers of Orvania had been killed on Monday."
    )
    tables = build_from({"a.txt": article(4, said)})
    assert claims_of(tables) == [
        ("Mara Lindqvist", "twelve soldiers", 12, "soldiers killed (Vesland)"),
        ("Tomas Brandt", "ten soldiers", 10, "soldiers killed (Orvania)"),
    ]
    assert tables.events["conflict"].isna().all()  # each counts the dead of another side


def test_claimants_are_actors_of_the_corpus(build_from):
    tables = build_from({"a.txt": article(4, f"{KNOWN}Lindqvist said that twelve people had died.")})
    assert set(tables.event_sources["claimant_id"].dropna()) <= set(tables.actors["actor_id"])
    assert claims_of(tables) == [("Mara Lindqvist", "twelve people", 12, "people killed")]


def conflict_of(*accounts):
    """The conflict of one event whose accounts give these days and places."""
    rows = [
        {
            "event_id": "e",
            "article_id": str(n),
            "start": 0,
            "end": 9,
            "date_start": first,
            "date_end": last,
            "place": at,
        }
        for n, (first, last, at) in enumerate(accounts)
    ]
    return conflict(rows, ())


def test_days_that_do_not_touch_and_places_of_two_names_are_in_conflict():
    tuesday, wednesday = date(2031, 3, 4), date(2031, 3, 5)
    assert conflict_of((tuesday, tuesday, None), (wednesday, wednesday, None)) == "date"
    assert conflict_of((tuesday, wednesday, None), (wednesday, wednesday, None)) is None
    assert conflict_of((tuesday, tuesday, "Halvern"), (None, None, "Port Orva")) == "place"
    assert conflict_of((tuesday, tuesday, "Halvern"), (tuesday, tuesday, "Halvern, Vesland")) is None
    assert conflict_of((tuesday, tuesday, "Halvern"), (wednesday, wednesday, "Port Orva")) == "date; place"


def test_a_house_a_region_or_a_country_contradicts_no_town():
    day = date(2031, 3, 4)
    for wider in ("White House", "Norsund airport", "southern Orvania", "Albania", "Lachin corridor", "Europe"):
        assert conflict_of((day, day, "Halvern"), (day, day, wider)) is None


def contradict_each_other(a, b):
    """Whether two claims do, as one would say it of two alone."""
    earlier, later = sorted((a, b), key=lambda count: count.low)
    grew = earlier.latest is not None and later.earliest is not None and earlier.latest < later.earliest
    return earlier.high < later.low and (a.claimant, a.article) != (b.claimant, b.article) and not grew


a_day = st.none() | st.dates(date(2031, 3, 1), date(2031, 3, 6))


@st.composite
def counts(draw):
    low = draw(st.integers(0, 9))
    high = draw(st.just(low) | st.integers(low, 12) | st.just(float("inf")))
    first = draw(a_day)
    last = draw(st.none() | st.dates(first, date(2031, 3, 7))) if first else draw(a_day)
    who, where = draw(st.sampled_from("AB")), draw(st.sampled_from("xyz"))
    return Count(("people killed", None), low, high, who, where, first, last)


@given(st.lists(counts(), max_size=8))
def test_claims_contradict_each_other_where_two_of_them_do(told):
    assert contradict(told) == any(contradict_each_other(a, b) for a, b in combinations(told, 2))
