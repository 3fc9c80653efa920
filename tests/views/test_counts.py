import pandas as pd
import pytest

from analysis.views import counts
from analysis.views.index import Index
from analysis.views.selection import Selection, select


def cells(frame):
    return {(row.speaker, row.addressee): row.count for row in frame.itertuples()}


def test_an_event_counts_once_for_a_pair_however_many_articles_tell_of_it(small_tables):
    frame = counts.pairs(small_tables)
    row = frame[(frame["speaker"] == "Mara Lindqvist") & (frame["addressee"] == "Tomas Brandt")].iloc[0]
    assert row["ids"] == ("e1", "e2")
    assert row["communication_ids"] == ("c01", "c02", "c03", "c11")


def test_a_mutual_event_stands_in_both_cells_and_is_totalled_once(small_tables):
    frame = counts.pairs(select(small_tables, Selection(channels="call", sources="Sample Wire (teaching corpus)")))
    assert cells(frame) == {("Mara Lindqvist", "Tomas Brandt"): 1, ("Tomas Brandt", "Mara Lindqvist"): 1}
    assert counts.total(frame) == 1


def test_one_act_with_two_addressees_is_two_pairs_and_one_event(small_tables):
    frame = counts.pairs(select(small_tables, Selection(speakers="Ilse Okoro")))
    assert cells(frame) == {("Ilse Okoro", "Mara Lindqvist"): 1, ("Ilse Okoro", "Tomas Brandt"): 1}
    assert counts.total(frame) == 1


def test_undated_events_count(small_tables):
    assert cells(counts.pairs(small_tables))["Orvania", "Mara Lindqvist"] == 1


def test_only_what_happened_counts_unless_another_status_is_asked_for(small_tables):
    assert ("Tomas Brandt", "Ilse Okoro") not in cells(counts.pairs(small_tables))
    denied = counts.pairs(select(small_tables, Selection(statuses="denied")), statuses=("denied",))
    assert cells(denied) == {("Tomas Brandt", "Ilse Okoro"): 1}
    assert cells(counts.pairs(small_tables, statuses=()))["Tomas Brandt", "Mara Lindqvist"] == 2


def test_audiences_stand_apart(small_tables):
    frame = counts.pairs(small_tables)
    assert not {"the public", "reporters"} & {*frame["speaker"], *frame["addressee"]}
    assert cells(counts.to_audiences(small_tables)) == {
        ("Mara Lindqvist", "the public"): 1,
        ("Tomas Brandt", "reporters"): 1,
    }


def test_a_reprint_counts_once_whatever_the_unit(small_tables):
    pair = ("Mara Lindqvist", "Tomas Brandt")
    assert cells(counts.pairs(small_tables, "act"))[pair] == 3  # the call told twice, the demand; not the reprint
    assert cells(counts.pairs(small_tables, "article"))[pair] == 2  # the wire (and its reprint), the note


def test_a_reprint_counts_where_its_original_was_filtered_out(small_tables):
    shown = select(small_tables, Selection(sources="Harbour Post (teaching corpus)"))
    assert counts.total(counts.pairs(shown, "act")) == 1
    assert counts.total(counts.pairs(shown, "article")) == 1


def test_an_update_is_no_reprint(small_tables):
    articles = small_tables.articles.assign(
        duplicate_kind=small_tables.articles["duplicate_kind"].replace("near", "update")
    )
    updated = type(small_tables)(**{**dict(small_tables), "articles": articles})
    assert cells(counts.pairs(updated, "article"))["Mara Lindqvist", "Tomas Brandt"] == 3


def test_by_country_people_count_for_their_states_and_international_bodies_for_none(small_tables):
    assert cells(counts.pairs(small_tables, by="country")) == {
        ("XVE", "XOR"): 2,
        ("XOR", "XVE"): 2,
        ("no country", "XVE"): 1,
        ("no country", "XOR"): 1,
    }


def test_the_units_stand_side_by_side(small_tables):
    frame = counts.by_unit(small_tables).set_index(["speaker", "addressee"])
    assert list(frame.loc[("Mara Lindqvist", "Tomas Brandt"), ["event", "act", "article"]]) == [2, 3, 2]


def test_folding_keeps_the_most_active_and_counts_no_event_twice(small_tables):
    frame = counts.pairs(small_tables)
    folded = counts.fold(frame, 2)
    assert set(folded["speaker"]) == {"Mara Lindqvist", "3 others"}
    assert counts.total(folded) == counts.total(frame)
    assert counts.folded(frame, 2) == "3 others: Tomas Brandt, Ilse Okoro, Orvania."
    assert counts.fold(frame, 4).equals(frame) and counts.folded(frame, 4) == ""


@pytest.mark.parametrize("by", ["person", "country"])
def test_counts_without_ids_are_the_same_counts_folded_or_not(small_tables, by):
    shown = Index(small_tables).shown(Selection())
    frame = counts.pairs(small_tables, by=by)
    bare = counts.pairs(shown, by=by, ids=False)
    pd.testing.assert_frame_equal(bare, frame.drop(columns=["ids", "communication_ids"]))
    for most in (1, 2, 3, 9):
        pd.testing.assert_frame_equal(counts.pairs(shown, by=by, most=most), counts.fold(frame, most))
    assert counts.folded(bare, 2) == counts.folded(frame, 2)


def test_an_event_counts_in_one_channel_only(small_tables):
    frame = counts.by_channel(small_tables).set_index("channel")["count"]
    assert frame.to_dict() == {"call": 1, "press": 1, "statement": 1, "unspecified": 3}


def test_weeks_begin_on_monday_and_what_no_text_dates_has_none(small_tables):
    frame = counts.over_time(small_tables, "week")
    assert set(frame["week"].dropna()) == {pd.Timestamp("2031-03-03")}
    assert counts.total(frame[frame["week"].isna()]) == 2
    assert counts.total(frame) == 6


def test_days_are_counted_as_weeks_are(small_tables):
    frame = counts.over_time(small_tables, "day").dropna(subset="day")
    found = {(row.day.day, row.channel): row.count for row in frame.drop(columns="ids").itertuples(index=False)}
    assert found == {(3, "call"): 1, (3, "unspecified"): 1, (4, "press"): 1, (6, "statement"): 1}
    assert counts.total(frame) == counts.total(counts.over_time(small_tables, "week").dropna(subset="week"))


def test_a_month_puts_no_event_into_a_week(small_tables):
    vague = small_tables.events.assign(date_precision="month")
    frame = counts.over_time(type(small_tables)(**{**dict(small_tables), "events": vague}), "week")
    assert frame["week"].isna().all()


def with_days(tables, days):
    """The tables with the call on the first of the days and the demand on the second."""
    on = {"e1": days[0], "e2": days[1]}
    events = tables.events.assign(date_start=pd.to_datetime(tables.events["event_id"].map(on)).astype("datetime64[us]"))
    return type(tables)(**{**dict(tables), "events": events.assign(date_end=events["date_start"])})


def test_contact_runs_from_first_to_last_with_the_longest_silence_between(small_tables):
    frame = counts.contacts(with_days(small_tables, ["2031-02-01", "2031-02-21"]))
    row = frame[(frame["one"] == "Mara Lindqvist") & (frame["other"] == "Tomas Brandt")].iloc[0]
    assert (row["count"], row["first"], row["last"]) == (2, pd.Timestamp("2031-02-01"), pd.Timestamp("2031-02-21"))
    assert (row["silence_days"], row["silence_from"], row["silence_to"]) == (20, row["first"], row["last"])
    assert row["since_last"] == 13  # to 6 March, the last publication day


def test_one_dated_contact_has_no_silence_and_undated_ones_are_counted_apart(small_tables):
    frame = counts.contacts(small_tables).set_index(["one", "other"])
    assert pd.isna(frame.loc[("Mara Lindqvist", "Tomas Brandt"), "silence_days"])  # two events on one day
    assert frame.loc[("Ilse Okoro", "Tomas Brandt"), "undated"] == 1
    assert pd.isna(frame.loc[("Ilse Okoro", "Tomas Brandt"), "first"])


def test_a_pair_of_namesakes_is_one_pair_whoever_speaks(small_tables):
    rows = small_tables.communications.assign(speaker="A. Name", addressee="A. Name")
    frame = counts.contacts(type(small_tables)(**{**dict(small_tables), "communications": rows}))
    assert not frame.assign(pair=frame[["one_id", "other_id"]].apply(frozenset, axis=1))["pair"].duplicated().any()


def test_nothing_found_counts_to_nothing(no_tables):
    for count in (
        counts.pairs,
        counts.by_unit,
        counts.to_audiences,
        counts.by_channel,
        counts.over_time,
        counts.contacts,
    ):
        assert count(no_tables).empty
    assert counts.fold(counts.pairs(no_tables)).empty
    assert counts.total(counts.pairs(no_tables)) == 0
