import pytest

from analysis.views import outlets


def test_every_article_is_covered_also_without_outlet_or_day(small_tables):
    frame = outlets.coverage(small_tables)
    assert frame["articles"].sum() == 4 and frame["reprints"].sum() == 1
    assert frame.loc[frame["source"] == "no outlet named", "day"].isna().all()


def test_rare_outlets_become_one(small_tables):
    frame = outlets.coverage(small_tables, most=2)
    assert len(set(frame["source"])) == 2 and "3 other outlets" in set(frame["source"])


def test_the_bases_of_publication_dates_stand_from_the_surest_to_none(small_tables):
    frame = outlets.bases(small_tables)
    assert list(frame["basis"]) == ["metadata", "header", "dateline", "filename", "inferred", "none"]
    assert list(frame["articles"]) == [0, 1, 1, 1, 0, 1]


def test_an_outlet_weighs_by_articles_and_by_what_it_tells(small_tables):
    row = outlets.shares(small_tables).set_index("source").loc["Sample Wire (teaching corpus)"]
    assert row["share_of_articles"] == pytest.approx(1 / 4)
    assert row["events"] == 4 and row["share_of_events"] == pytest.approx(4 / 6)
    assert row["events_per_hundred"] == pytest.approx(400)


def test_speakers_are_counted_beside_the_outlet_that_quotes_them_most(small_tables):
    frame = outlets.speakers(small_tables).set_index("speaker")
    assert frame.loc["Mara Lindqvist", "events"] == 3
    assert frame.loc["Mara Lindqvist", "per_hundred_articles"] == pytest.approx(75)
    assert frame.loc["Tomas Brandt", "events"] == 2  # the mutual call, and what he told reporters
    assert frame.loc["Orvania", "mostly_in"] == "no outlet named"
    assert "reporters" not in frame.index


def test_nothing_found_covers_nothing(no_tables):
    assert outlets.coverage(no_tables).empty and outlets.shares(no_tables).empty and outlets.speakers(no_tables).empty
    assert outlets.bases(no_tables)["articles"].sum() == 0
