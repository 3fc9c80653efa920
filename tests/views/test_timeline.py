import dataclasses

import pandas as pd

from analysis.schema import validate
from analysis.views import timeline
from analysis.views.selection import Selection, select


def test_an_event_that_no_text_dates_is_placed_at_its_first_publication_and_says_so(small_tables):
    events = timeline.placed(small_tables).set_index("event_id")
    assert events.loc["e3", "placed"] == "publication day"
    assert events.loc["e3", "date_start"] == pd.Timestamp("2031-03-04")
    assert pd.isna(events.loc["e3", "date_precision"])
    assert events.loc["e1", "placed"] == "dated"
    assert events.loc["e7", "placed"] == "no day known"


def test_what_was_planned_or_denied_is_no_event_that_happened(small_tables):
    assert not {"e5", "e6"} & set(timeline.placed(small_tables)["event_id"])
    assert set(timeline.placed(small_tables, ("planned",))["event_id"]) == {"e5"}


def test_days_count_dated_and_undated_events_apart(small_tables):
    frame = timeline.by_day(small_tables)
    counted = {(str(row.day.date()), row.placed): row.count for row in frame.itertuples()}
    assert counted == {
        ("2031-03-03", "dated"): 2,
        ("2031-03-04", "dated"): 1,
        ("2031-03-04", "publication day"): 1,
        ("2031-03-06", "dated"): 1,
    }


def test_an_event_has_a_mark_in_the_lane_of_each_actor_and_audiences_have_no_lane(small_tables):
    frame = timeline.lanes(small_tables)
    assert set(frame.loc[frame["event_id"] == "e3", "actor"]) == {"Mara Lindqvist", "Tomas Brandt", "Ilse Okoro"}
    assert "the public" not in set(frame["actor"])
    assert frame.loc[(frame["event_id"] == "e4"), "label"].item() == "to the public"


def test_what_shares_a_day_in_a_lane_stands_side_by_side(small_tables):
    frame = timeline.lanes(small_tables)
    monday = frame[(frame["actor"] == "Mara Lindqvist") & (frame["date_start"] == pd.Timestamp("2031-03-03"))]
    assert sorted(monday["slot"]) == [0, 1]


def test_actors_beyond_the_most_active_share_a_lane_in_which_an_event_stands_once(small_tables):
    frame = timeline.lanes(small_tables, most=2)
    assert set(frame["actor"]) == {"Mara Lindqvist", "2 others"}
    others = frame[frame["actor"] == "2 others"]
    assert others["event_id"].is_unique and set(others["event_id"]) == {"e1", "e2", "e3", "e8"}


def test_a_crowded_timeline_takes_the_events_told_most_often_and_says_so(small_tables):
    frame = timeline.lanes(small_tables, events=1)
    assert set(frame["event_id"]) == {"e1"}
    assert timeline.not_drawn(small_tables, frame) == (
        "Drawn: 1 of 5 events, those told most often. Not drawn, for no day is known: 2."
    )


def test_a_happening_without_a_known_actor_has_a_lane_of_its_own(small_tables):
    dated = small_tables.events.assign(date_start=small_tables.events["date_start"].fillna(pd.Timestamp("2031-03-02")))
    nobody = small_tables.participants[small_tables.participants["event_id"] != "e9"]
    frame = timeline.lanes(type(small_tables)(**{**dict(small_tables), "events": dated, "participants": nobody}))
    assert frame.loc[frame["event_id"] == "e9", "actor"].item() == "no actor named"
    assert frame.loc[frame["event_id"] == "e9", "label"].item().startswith("an explosion")


def test_the_accounts_of_an_event_stand_side_by_side_with_the_day_that_each_gives(small_tables):
    frame = timeline.accounts(small_tables, "e1").set_index("source")
    assert list(frame["reprint"]) == [False, False, True]
    assert frame.loc["no outlet named", "date_start"] == pd.Timestamp("2031-03-04")
    assert frame.loc["Sample Wire (teaching corpus)", "date_start"] == pd.Timestamp("2031-03-03")


def test_nothing_found_has_no_lanes(no_tables, small_tables):
    assert timeline.lanes(no_tables).empty and timeline.by_day(no_tables).empty
    assert timeline.lanes(select(small_tables, Selection(actors="Nobody"))).empty


def test_claims_of_one_thing_stand_side_by_side_in_the_order_of_time(small_tables):
    told = small_tables.event_sources
    counted = [("hurt", 2, None), ("hurt", 3, "Mara Lindqvist")]
    columns = {name: [claim[i] for claim in counted] for i, name in enumerate(("unit", "quantity", "claimant"))}
    rows = told.head(2).assign(**columns, claim=["two hurt", "three hurt"])
    frame = timeline.claims(dataclasses.replace(small_tables, event_sources=validate("event_sources", rows)))
    assert list(frame["unit"]) == ["hurt", "hurt"] and frame["day"].is_monotonic_increasing
    assert set(frame["quantity"]) == {2, 3} and frame["articles"].eq(1).all()
    assert {ids for ids in frame["event_ids"]} == {(event,) for event in rows["event_id"]}
