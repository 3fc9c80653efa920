from dataclasses import replace

import pandas as pd

from analysis.schema import validate
from analysis.views import timeline


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


def test_a_happening_that_lies_ahead_of_all_that_tell_of_it_is_planned_and_has_not_happened(small_tables):
    events = small_tables.events.copy()
    events.loc[events["event_id"] == "e9", ["date_start", "date_end"]] = pd.Timestamp("2031-03-20")
    articles = small_tables.articles.copy()
    undated = replace(small_tables, events=events)
    assert "e9" in set(timeline.placed(undated)["event_id"])
    articles.loc[articles["article_id"] == "a4", "published"] = pd.Timestamp("2031-03-08")
    dated = replace(undated, articles=articles)
    assert "e9" not in set(timeline.placed(dated)["event_id"])
    assert set(timeline.placed(dated, ("planned",))["event_id"]) == {"e5", "e9"}
    assert "e9" in set(timeline.placed(dated, ())["event_id"])


def test_days_count_dated_and_undated_events_apart(small_tables):
    frame = timeline.by_day(small_tables)
    counted = {(str(row.day.date()), row.placed): row.count for row in frame.itertuples()}
    assert counted == {
        ("2031-03-03", "dated"): 2,
        ("2031-03-04", "dated"): 1,
        ("2031-03-04", "publication day"): 1,
        ("2031-03-06", "dated"): 1,
    }


def test_an_undated_event_of_an_article_that_may_be_of_several_days_reaches_over_all_of_them(small_tables):
    articles = small_tables.articles.copy()
    note = articles["article_id"] == "a4"
    articles.loc[note, "published_earliest"] = pd.Timestamp("2031-03-05")
    bounded = replace(small_tables, articles=articles)
    assert timeline.placed(bounded).set_index("event_id").loc["e7", "placed"] == "no day known"
    articles.loc[note, "published_latest"] = pd.Timestamp("2031-03-09")
    event = timeline.placed(bounded).set_index("event_id").loc["e7"]
    assert event["placed"] == "publication day" and pd.isna(event["date_precision"])
    assert (event["date_start"], event["date_end"]) == (pd.Timestamp("2031-03-05"), pd.Timestamp("2031-03-09"))
    assert "e7" not in {identity for ids in timeline.by_day(bounded)["ids"] for identity in ids}


def test_the_accounts_of_an_event_stand_side_by_side_with_the_day_that_each_gives(small_tables):
    frame = timeline.accounts(small_tables, "e1").set_index("source")
    assert list(frame["reprint"]) == [False, False, True]
    assert frame.loc["no outlet named", "date_start"] == pd.Timestamp("2031-03-04")
    assert frame.loc["Sample Wire (teaching corpus)", "date_start"] == pd.Timestamp("2031-03-03")


def test_claims_of_one_thing_stand_side_by_side_in_the_order_of_time(small_tables):
    told = small_tables.event_sources
    counted = [("hurt", 2, None), ("hurt", 3, "Mara Lindqvist")]
    columns = {name: [claim[i] for claim in counted] for i, name in enumerate(("unit", "quantity", "claimant"))}
    rows = told.head(2).assign(**columns, claim=["two hurt", "three hurt"])
    frame = timeline.claims(replace(small_tables, event_sources=validate("event_sources", rows)))
    assert list(frame["unit"]) == ["hurt", "hurt"] and frame["day"].is_monotonic_increasing
    assert set(frame["quantity"]) == {2, 3} and frame["articles"].eq(1).all()
    assert {ids for ids in frame["event_ids"]} == {(event,) for event in rows["event_id"]}
