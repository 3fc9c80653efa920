from dataclasses import replace

import pandas as pd
import pytest

from analysis.views.coded import Coded
from analysis.views.selection import Selection, select
from analysis.views.timeline_folding import folded
from analysis.views.timeline_lanes import lanes, lanes_of, not_drawn, not_drawn_of
from analysis.views.timeline_layout import extent
from analysis.views.timeline_seats import Seats

SIZES = [(20, 60), (200, 60), (2000, 60), (2000, 3650)]


def events(frame: pd.DataFrame) -> set[str]:
    return {identity for ids in frame["ids"] for identity in ids}


def test_an_event_has_a_mark_in_the_lane_of_each_actor_and_audiences_have_no_lane(small_tables):
    frame = lanes(small_tables)
    assert set(frame.loc[frame["ids"] == ("e3",), "actor"]) == {"Mara Lindqvist", "Tomas Brandt", "Ilse Okoro"}
    assert "the public" not in set(frame["actor"])
    assert frame.loc[frame["ids"] == ("e4",), "label"].item() == "to the public"


def test_what_shares_a_day_in_a_lane_stands_side_by_side(small_tables):
    frame = lanes(small_tables)
    monday = frame[(frame["actor"] == "Mara Lindqvist") & (frame["date_start"] == pd.Timestamp("2031-03-03"))]
    assert sorted(monday["slot"]) == [0, 1]


def test_actors_beyond_the_most_active_share_a_lane_in_which_an_event_stands_once_and_says_whose_it_is(small_tables):
    frame = lanes(small_tables, most=2)
    assert set(frame["actor"]) == {"Mara Lindqvist", "2 others"}
    others = frame[frame["actor"] == "2 others"]
    assert events(others) == {"e1", "e2", "e3", "e8"} and len(others) == 4
    assert others.loc[others["ids"] == ("e8",), "label"].item() == "Brandt to reporters"


def test_by_country_an_event_stands_once_in_the_lane_of_each_country(small_tables):
    actors = small_tables.actors.replace({"country": {"XVE": "FRA", "XOR": "DEU"}})
    frame = lanes(replace(small_tables, actors=actors), by="country")
    assert list(frame.drop_duplicates("lane")["actor"]) == ["France", "Germany", "no country"]
    call = frame[frame["ids"] == ("e1",)]
    assert dict(zip(call["actor"], call["label"], strict=True)) == {
        "France": "Lindqvist with Brandt",
        "Germany": "Brandt with Lindqvist",
    }


def test_a_happening_without_a_known_actor_has_a_lane_of_its_own(small_tables):
    dated = small_tables.events.assign(date_start=small_tables.events["date_start"].fillna(pd.Timestamp("2031-03-02")))
    nobody = small_tables.participants[small_tables.participants["event_id"] != "e9"]
    frame = lanes(replace(small_tables, events=dated, participants=nobody))
    assert frame.loc[frame["ids"] == ("e9",), "actor"].item() == "no actor named"
    assert frame.loc[frame["ids"] == ("e9",), "label"].item().startswith("an explosion")


@pytest.mark.parametrize("size, days", SIZES)
@pytest.mark.parametrize("by", ["actor", "country"])
def test_however_many_events_none_is_lost_and_none_is_counted_twice_in_a_lane(crowd, size, days, by):
    tables = crowd(size, days)
    frame = lanes(tables, by)
    assert events(frame) == set(tables.events["event_id"])
    assert (frame["count"] == frame["ids"].map(len)).all()
    for _, lane in frame.groupby("lane"):
        told = [identity for ids in lane["ids"] for identity in ids]
        assert len(told) == len(set(told)) == lane["events"].iat[0]


@pytest.mark.parametrize("size, unit", [(20, None), (2000, "day")])
def test_few_events_are_drawn_one_by_one_and_many_as_counts(crowd, size, unit):
    frame = lanes(crowd(size))
    assert ({unit, "year", "span"} >= set(frame["bin"])) if unit else frame["bin"].isna().all()


def test_the_bar_of_folded_years_stays_within_their_strip_though_the_first_week_begins_before_the_first_day(crowd):
    tables = crowd(2000, 200)
    events = tables.events.copy()
    events.loc[0, ["date_start", "date_end"]] = pd.Timestamp("2031-01-03")
    first = events["date_start"] < pd.Timestamp("2031-03-01")
    frame = lanes(replace(tables, events=events[~first | (events.index == 0)]))
    assert set(frame.loc[frame["era"] == "covered", "bin"]) <= {"week", "span"}
    background = frame[frame["era"] == "before"]
    assert len(background) and (extent(background, folded(frame))[1] < 0).all()


def test_bars_count_dated_and_undated_events_apart(crowd):
    tables = crowd(2000)
    frame = lanes(tables)
    undated = tables.events.loc[tables.events["date_start"].isna(), "event_id"]
    assert events(frame[frame["placed"] == "publication day"]) == set(undated)


def test_a_full_day_shows_what_is_told_most_often_and_gathers_the_rest(crowd):
    tables = crowd(14, people=1, background=0)
    day = pd.Timestamp("2031-03-01")
    full = tables.events.assign(date_start=day, date_end=day, date_precision="day", articles=range(14))
    frame = lanes(replace(tables, events=full))
    single, rest = frame[frame["bin"].isna()], frame[frame["bin"] == "rest"]
    assert events(single) == {f"e{n:05}" for n in range(7, 14)}
    assert len(rest) == 1 and events(rest) == {f"e{n:05}" for n in range(7)}


@pytest.mark.parametrize("size", [60, 200])
def test_the_order_of_the_rows_changes_nothing(crowd, size):
    tables = crowd(size)
    turned = replace(
        tables,
        **{name: getattr(tables, name).iloc[::-1] for name in ("events", "participants", "event_sources", "actors")},
    )
    pd.testing.assert_frame_equal(lanes(tables), lanes(turned))


def test_a_caption_says_what_is_folded_counted_and_left_out(crowd, small_tables):
    assert not_drawn(small_tables, lanes(small_tables)) == "Not drawn, for no day is known: 2."
    assert not_drawn(crowd(20), lanes(crowd(20))) == "Folded away at the left: 6 events of other years."
    assert "a bar counts the events of a day" in not_drawn(crowd(2000), lanes(crowd(2000)))
    assert "a bar counts the events of a quarter" in not_drawn(crowd(2000, 3650), lanes(crowd(2000, 3650)))


def test_nothing_found_has_no_lanes(no_tables, small_tables):
    assert lanes(no_tables).empty
    assert lanes(select(small_tables, Selection(actors="Nobody"))).empty


@pytest.mark.parametrize("size, days", [(60, 60), (2000, 60)])
@pytest.mark.parametrize("by", ["actor", "country"])
def test_the_seats_of_all_events_give_the_lanes_of_any_of_them(crowd, size, days, by):
    tables = crowd(size, days)
    seats = Seats(Coded(tables), by)
    for chosen in (tables.events["articles"] > 1, tables.events["channel"].eq("call").fillna(False)):
        kept = replace(tables, events=tables.events[chosen])
        one, other = lanes_of(seats, chosen.to_numpy(dtype=bool)), lanes(kept, by)
        assert [tuple(ids) for ids in one["ids"]] == list(other["ids"])
        same = ["lane", "slot", "actor", "events", "era", "bin", "count", "label", "channel", "placed", "conflict"]
        for name in same:
            assert one[name].astype("str").fillna("").tolist() == other[name].astype("str").fillna("").tolist(), name
        assert not_drawn_of(seats, one, chosen.to_numpy(dtype=bool)) == not_drawn(kept, other)


def test_what_was_planned_is_left_out_of_the_seats_unless_it_is_asked_for(small_tables):
    seats = Seats(Coded(small_tables))
    everything = small_tables.events["event_id"].notna().to_numpy()
    assert events(lanes_of(seats, everything)) == events(lanes(small_tables))
    assert events(lanes_of(seats, everything, statuses=("planned",))) == {"e5"}
    assert events(lanes_of(seats, statuses=())) >= events(lanes_of(seats)) | {"e5"}
    assert lanes_of(seats, ~everything).empty
