"""Tables kept from the last run: the same as new ones, and never those of other files, words or corrections."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis import built, pipeline

ARTICLE = """Date: 2031-03-04

Foreign Minister Mara Lindqvist spoke by telephone with President Tomas Brandt on Monday. “We wait,” Lindqvist told \
reporters in 2030, according to Mayor Piet Hallam.
"""
UNDATED = "Envoy Ilse Okoro urged Mayor Piet Hallam to wait. At least 12 people were hurt."


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Two articles and an empty file, built once, in a cache of their own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "articles").mkdir()
    for name, text in (("a.txt", ARTICLE), ("b.txt", UNDATED), ("c.txt", "")):
        (tmp_path / "articles" / name).write_text(text, encoding="utf-8")
    build(tmp_path / "articles")
    return tmp_path / "articles"


@pytest.fixture
def runs(monkeypatch) -> list[Path]:
    """The sources whose files were read as articles."""
    sources: list[Path] = []
    read = pipeline.read_articles

    def counting(source, **options):
        sources.append(source)
        return read(source, **options)

    monkeypatch.setattr(pipeline, "read_articles", counting)
    return sources


def build(source: Path, **options) -> analysis.Tables:
    return analysis.build(source, progress=False, **options)


def test_kept_tables_are_those_that_were_made_value_by_value_and_type_by_type(folder, tmp_path, runs):
    kept = build(folder)
    assert not runs
    shutil.rmtree(tmp_path / "cache")
    made = build(folder)
    assert runs and len(made.communications) and made.articles["published"].isna().any()
    for (name, one), (_, other) in zip(kept, made, strict=True):
        pd.testing.assert_frame_equal(one, other, obj=name)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


CHANGES = {
    "a word": lambda folder: write(folder / "b.txt", UNDATED.replace("urged", "asked")),
    "a file more": lambda folder: write(folder / "d.txt", UNDATED),
    "a file less": lambda folder: (folder / "c.txt").unlink(),
    "another name": lambda folder: (folder / "b.txt").rename(folder / "2031-05-06.txt"),
    "two names exchanged": lambda folder: (
        (folder / "a.txt").rename(folder / "x"), (folder / "b.txt").rename(folder / "a.txt"),
        (folder / "x").rename(folder / "b.txt"),
    ),
    "an alias": lambda folder: write(folder / "aliases.csv", "alias,name\nPiet Hallam,Petrus Hallam\n"),
    "columns": lambda folder: write(folder / "columns.csv", "column,holds\nbody,nonsense\n"),
    "a correction": lambda folder: write(folder / "corrections" / "corrections.csv", "what\nnonsense\n"),
    "a verdict": lambda folder: write(folder / "corrections" / "verdicts.csv", "what\nnonsense\n"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_tables_are_made_from_makes_new_ones_when_it_changes(folder, runs, tmp_path, change):
    change(folder)
    after = analysis.write_tables(build(folder), tmp_path / "after")
    assert len(runs) == 1
    shutil.rmtree(tmp_path / "cache")
    anew = analysis.write_tables(build(folder), tmp_path / "anew")
    assert [path.read_bytes() for path in after] == [path.read_bytes() for path in anew]


def test_other_code_words_or_packages_make_new_tables(folder, runs, monkeypatch):
    monkeypatch.setattr(built, "_made_by", lambda: "another version")
    build(folder)
    assert len(runs) == 1


def test_tables_with_and_without_corrections_are_kept_side_by_side(folder, runs):
    build(folder, corrections=False)
    build(folder, corrections=False)
    build(folder)
    assert len(runs) == 1


def test_each_folder_keeps_its_own_tables_and_one_set_of_them(folder, tmp_path, runs):
    shutil.copytree(folder, tmp_path / "other")
    build(tmp_path / "other")
    write(folder / "d.txt", UNDATED)
    build(folder)
    build(tmp_path / "other")
    assert len(runs) == 2
    assert len(list((tmp_path / "cache").rglob("articles.parquet"))) == 2


@pytest.mark.parametrize("damage", [lambda kept: b"", lambda kept: kept[:-1], lambda kept: kept[:-9] + b"x" + kept[-8:],
                                    lambda kept: kept[65:]])  # fmt: skip
def test_damaged_tables_are_made_anew(folder, tmp_path, runs, damage):
    for path in (tmp_path / "cache").rglob("*.parquet"):
        path.write_bytes(damage(path.read_bytes()))
    assert len(build(folder).articles) == 2 and len(runs) == 1


def test_what_changes_while_it_is_read_is_not_kept(folder, tmp_path, runs, monkeypatch):
    read = pipeline.read_articles

    def slow(source, **options):
        found = read(source, **options)
        write(folder / "b.txt", "Nobody saw this before.")
        return found

    monkeypatch.setattr(pipeline, "read_articles", slow)
    write(folder / "b.txt", UNDATED + " It rained.")
    build(folder)
    assert not any("It rained" in text for text in build(folder).articles["text"])


def test_what_is_no_engine_is_refused_also_where_nothing_is_to_be_read(folder):
    with pytest.raises(TypeError, match="number of processes"):
        build(folder, engine="two")


def test_a_cache_that_cannot_be_written_only_costs_time(folder, tmp_path):
    before = build(folder)
    shutil.rmtree(tmp_path / "cache")
    (tmp_path / "cache").write_text("a file is in the way")
    assert len(build(folder).events) == len(before.events)
