"""The whole flow, folder to tables: the same every time, and every number one step from its sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis import pipeline
from analysis.schema import TABLES, Tables, validate
from analysis.storage import REPOSITORY

ARTICLE = """Title: {title}
Date: 2031-03-{day:02}
Source: Sample Wire

Foreign Minister Mara Lindqvist spoke by telephone with President Tomas Brandt on Monday. “We wait for {title},” \
Lindqvist told reporters on Tuesday. {title} was late, according to Mayor Piet Hallam.
"""
TITLES = ("The ferry", "The bridge", "The library")


def as_bytes(tables: Tables, folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in analysis.write_tables(tables, folder)]


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Three articles, and a cache of their own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "articles").mkdir()
    for day, title in enumerate(TITLES, 4):
        (tmp_path / "articles" / f"{day}.txt").write_text(ARTICLE.format(title=title, day=day), encoding="utf-8")
    return tmp_path / "articles"


def build(folder: Path) -> Tables:
    return analysis.build(folder, progress=False)


def test_a_second_run_cached_or_cold_gives_the_same_bytes(folder, tmp_path, read_closely):
    first = as_bytes(build(folder), tmp_path / "1")
    assert len(read_closely) == 3
    cached = as_bytes(build(folder), tmp_path / "2")
    assert len(read_closely) == 3
    shutil.rmtree(tmp_path / "cache")
    cold = as_bytes(build(folder), tmp_path / "3")
    assert len(read_closely) == 6
    assert first == cached == cold


def test_an_edit_of_one_article_reads_that_one_again(folder, read_closely):
    build(folder)
    read_closely.clear()
    path = folder / "5.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\nIt rained.\n", encoding="utf-8")
    tables = build(folder)
    assert len(read_closely) == 1 and "It rained." in read_closely[0]
    assert len(tables.articles) == 3


def test_a_new_date_line_reads_no_article_again_and_moves_its_dates(folder, read_closely):
    before = build(folder)
    read_closely.clear()
    path = folder / "5.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("2031-03-05", "2031-03-19"), encoding="utf-8")
    after = build(folder)
    assert read_closely == []
    assert set(after.articles["article_id"]) == set(before.articles["article_id"])
    assert pd.Timestamp("2031-03-17") in set(after.communications["date_start"])


def test_a_renamed_or_added_file_makes_no_old_finding_stale(folder, read_closely):
    before = build(folder)
    read_closely.clear()
    (folder / "4.txt").rename(folder / "z.txt")
    (folder / "a.txt").write_text("Envoy Ilse Okoro urged Mayor Piet Hallam to wait.", encoding="utf-8")
    after = build(folder)
    assert len(read_closely) == 1
    assert set(before.communications["communication_id"]) <= set(after.communications["communication_id"])
    assert set(before.articles["article_id"]) <= set(after.articles["article_id"])


def test_the_names_and_order_of_files_do_not_change_ids(folder, tmp_path):
    before = build(folder)
    (tmp_path / "other").mkdir()
    for new, path in enumerate(sorted(folder.iterdir(), reverse=True)):
        shutil.copy(path, tmp_path / "other" / f"{new}.txt")
    after = build(tmp_path / "other")
    assert analysis.fingerprint(after) == analysis.fingerprint(before)
    keys = {"articles": "article_id", "actors": "actor_id", "quotes": "quote_id", "communications": "communication_id",
            "events": "event_id"}  # fmt: skip
    for name, key in keys.items():
        assert set(getattr(after, name)[key]) == set(getattr(before, name)[key]), name


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"{",
        b"{}",
        b"[1, 2]",
        b'{"actors": 3}',
    ],
)
def test_garbage_in_the_cache_only_costs_a_second_reading(folder, tmp_path, read_closely, garbage):
    before = as_bytes(build(folder), tmp_path / "1")
    for path in (p for p in (tmp_path / "cache").rglob("*") if p.is_file()):
        path.write_bytes(garbage)
    assert as_bytes(build(folder), tmp_path / "2") == before
    assert len(read_closely) == 6


def test_other_words_or_code_are_other_findings(folder, read_closely, monkeypatch):
    build(folder)
    monkeypatch.setattr(pipeline, "findings_version", lambda: "another version")
    build(folder)
    assert len(read_closely) == 6


def test_one_file_can_be_given_in_place_of_a_folder(folder):
    assert len(build(folder / "4.txt").articles) == 1


def test_an_article_in_which_nothing_is_found_is_an_article_all_the_same(folder):
    for path in folder.iterdir():
        path.unlink()
    (folder / "a.txt").write_text("nothing but rain, and wind from the sea.", encoding="utf-8")
    tables = build(folder)
    assert len(tables.articles) == 1
    for name, table in tables:
        assert list(table) == TABLES[name].names
        assert name in ("articles", "problems") or len(table) == 0


def test_a_folder_with_one_empty_file_gives_empty_tables_and_says_so(folder):
    for path in folder.iterdir():
        path.unlink()
    (folder / "empty.txt").write_bytes(b"")
    tables = build(folder)
    assert [len(table) for name, table in tables if name != "problems"] == [0] * (len(TABLES) - 1)
    (problem,) = tables.problems.itertuples()
    assert problem.path == "empty.txt" and problem.severity == "error" and problem.remedy


def test_an_unreadable_file_is_a_problem_and_the_others_are_read(folder):
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    tables = build(folder)
    assert len(tables.articles) == 3
    assert {"empty.txt", "picture.png"} <= set(tables.problems["path"])


def test_an_exact_copy_of_a_file_counts_once_among_the_sources(folder):
    shutil.copy(folder / "4.txt", folder / "copy.txt")
    tables = build(folder)
    assert len(tables.articles) == 4 and tables.articles["article_id"].is_unique
    assert list(tables.articles["duplicate_kind"].dropna()).count("exact") == 1
    said = tables.events[tables.events["what"].str.contains("according to|told reporters")]
    assert (said["sources"] <= 3).all() and (tables.events["sources"] <= tables.events["articles"]).all()


def test_the_tables_look_at_nothing_outside_the_folder_and_change_nothing_in_it(folder):
    before = {path: path.read_bytes() for path in folder.rglob("*")}
    build(folder)
    assert {path: path.read_bytes() for path in folder.rglob("*")} == before


# -- the sample corpus -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Tables:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        return build(REPOSITORY / "data" / "articles")


def texts(tables: Tables) -> dict[str, str]:
    return dict(zip(tables.articles["article_id"], tables.articles["text"], strict=True))


@pytest.mark.parametrize(
    ("name", "column"),
    [("communications", "evidence"), ("quotes", "text"), ("mentions", "text"), ("times", "text"),
     ("event_sources", "evidence")],
)  # fmt: skip
def test_every_row_is_one_step_from_its_sentence(sample, name, column):
    text, table = texts(sample), getattr(sample, name)
    assert len(table)
    for row in table.itertuples():
        assert text[row.article_id][row.start : row.end] == getattr(row, column), row
        assert getattr(row, column).strip(), row


def test_the_speaker_and_the_cue_of_a_quote_are_in_its_article(sample):
    text = texts(sample)
    for row in sample.quotes.itertuples():
        for start, end in ((row.speaker_start, row.speaker_end), (row.cue_start, row.cue_end)):
            assert pd.isna(start) == pd.isna(end)
            assert pd.isna(start) or 0 <= start < end <= len(text[row.article_id])


IDS = {
    "article_id": ("articles", "article_id"),
    "duplicate_of": ("articles", "article_id"),
    "actor_id": ("actors", "actor_id"),
    "speaker_id": ("actors", "actor_id"),
    "addressee_id": ("actors", "actor_id"),
    "reported_by_id": ("actors", "actor_id"),
    "claimant_id": ("actors", "actor_id"),
    "communication_id": ("communications", "communication_id"),
    "event_id": ("events", "event_id"),
}


def test_every_id_that_a_table_refers_to_exists(sample):
    for name, table in sample:
        for column in set(IDS) & set(table):
            home, key = IDS[column]
            unknown = set(table[column].dropna()) - set(getattr(sample, home)[key])
            assert not unknown, (name, column, unknown)


def test_names_beside_ids_are_the_names_of_their_actors(sample):
    names = dict(zip(sample.actors["actor_id"], sample.actors["name"], strict=True))
    for table in (sample.communications, sample.quotes, sample.event_sources):
        for column in ("speaker", "addressee", "reported_by", "claimant"):
            if column in table:
                known = table.dropna(subset=f"{column}_id")
                assert (known[f"{column}_id"].map(names) == known[column]).all()


def test_the_dead_of_either_side_stand_with_whoever_counts_them(sample):
    claims = sample.event_sources.set_index("unit")[["quantity", "claimant"]]
    assert set(claims.loc["soldiers killed (Armenia)"].itertuples(index=False, name=None)) >= {(49, "Nikol Pashinyan")}
    assert set(claims.loc["soldiers killed (Azerbaijan)"].itertuples(index=False, name=None)) >= {(50, "Azerbaijan")}


def test_nobody_speaks_to_himself(sample):
    assert not (sample.communications["speaker_id"] == sample.communications["addressee_id"]).any()


def test_every_event_has_an_account_and_its_counts_fit(sample):
    counted = sample.event_sources.groupby("event_id")["article_id"].nunique()
    assert set(counted.index) == set(sample.events["event_id"])
    assert sample.events.set_index("event_id")["articles"].to_dict() == counted.to_dict()
    assert (sample.events["sources"].between(1, sample.events["articles"])).all()


def test_the_rows_of_one_act_share_all_but_their_actors_and_the_events_of_those_met_one_by_one(sample):
    shared = ["article_id", "start", "end", "evidence", "mutual", "cue", "channel", "status", "date_start"]
    for _, rows in sample.communications.groupby("act_id"):
        assert len(rows[shared].drop_duplicates()) == 1
        assert rows["event_id"].nunique() in (1, len(rows))


def test_a_date_has_a_beginning_an_end_and_a_precision_or_none_of_them(sample):
    for table in (sample.communications, sample.events, sample.event_sources, sample.times):
        given = table[["date_start", "date_end", "date_precision"]].notna()
        assert (given.all(axis=1) | ~given.any(axis=1)).all()
        assert (table["date_start"].dropna() <= table["date_end"].dropna()).all()


def test_mentions_and_articles_of_actors_are_counted_as_their_tables_have_them(sample):
    counted = sample.mentions.groupby("actor_id")["article_id"].agg(["size", "nunique"])
    for actor in sample.actors.itertuples():
        size, articles = counted.loc[actor.actor_id] if actor.actor_id in counted.index else (0, 0)
        assert actor.mentions == size, actor.name
        assert actor.articles >= max(1, articles), actor.name


def test_every_table_of_the_sample_fits_its_declaration(sample):
    for name, table in sample:
        pd.testing.assert_frame_equal(validate(name, table), table)
        assert table.index.equals(pd.RangeIndex(len(table))), name


def test_a_quotation_that_is_never_closed_is_kept_and_flagged(build_from):
    closed = "“It is late. We shall wait,” Mara Lindqvist said."
    carried_on = "“It is late.\n\n“We shall wait,” Mara Lindqvist said."
    never = "Mara Lindqvist said: “It is late. We shall wait for them.\n\nNobody came."
    tables = build_from({"closed.txt": closed, "carried-on.txt": carried_on, "never.txt": never})
    flagged = tables.problems[tables.problems["stage"] == "extraction"]
    assert list(flagged["path"]) == ["never.txt"]
    assert list(flagged["severity"]) == ["warning"]
    assert "We shall wait for them." in " ".join(tables.quotes["text"])
