"""The file of corrections: what a person wrote is read again as meant, and never lost."""

from __future__ import annotations

import csv
import os
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import corrections, sheets
from analysis.corrections import (
    COLUMNS,
    FILE,
    Correction,
    correct,
    days_of,
    in_days,
    label,
    labelled,
    read_corrections,
    undo,
)
from analysis.schema import ACTOR_KINDS, PRECISIONS
from analysis.storage import corrections_folder
from analysis.writing import held

HASH = "0123456789ab"
SPEAKER = Correction("speaker", HASH, 3, 20, "Lindqvist called Brandt", "Mara Lindqvist", "Tomas Brandt",
                     old="Mara Lindqvist", new="Ilse Okoro", who="Ann", why="she did")  # fmt: skip
HEADER = ",".join(COLUMNS)


def written(folder, content: str | bytes) -> None:
    path = corrections_folder(folder) / FILE
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def cells(folder) -> list[list[str]]:
    with open(corrections_folder(folder) / FILE, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


TEXTS = st.text(max_size=30).map(str.strip)
NASTY = st.one_of(
    TEXTS, st.sampled_from(["=1+1", "'=1+1", "''@x", "-2", "+1;2", '"', "a,b;c", "x\ny", "'tis", "a\x00b"])
)
MADE = st.builds(
    Correction,
    what=st.just("speaker"),
    article=st.just(HASH),
    start=st.integers(0, 50),
    end=st.integers(51, 99),
    evidence=NASTY,
    speaker=NASTY,
    addressee=NASTY,
    old=NASTY.filter(bool),
    new=NASTY.filter(bool),
    who=NASTY,
    when=st.just("2031-03-04 10:00:00"),
    why=NASTY,
)


@given(st.lists(MADE, min_size=1, max_size=4))
def test_what_is_written_is_read_again_whatever_the_words(tmp_path_factory, made):
    folder = tmp_path_factory.mktemp("articles")
    for correction in made:
        correct(folder, [correction])
    found, problems = read_corrections(folder)
    assert not problems and len({c.correction_id for c in found}) == len(made)
    said = [c.as_cells() | {"correction_id": ""} for c in found]
    assert said == [c.as_cells() for c in made]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in cells(folder) for cell in row)


def test_an_undone_correction_holds_no_more_and_stays_readable(tmp_path):
    correct(tmp_path, [SPEAKER, Correction("merge actors", old="Mara L", new="Mara Lindqvist")])
    first, second = read_corrections(tmp_path)[0]
    undo(tmp_path, first.correction_id, who="Ann", why="I was wrong")
    assert read_corrections(tmp_path) == ([second], [])
    assert [row[1] for row in cells(tmp_path)] == ["what", "speaker", "merge actors", "undone"]
    assert first.when and first.article == HASH


def test_two_notebooks_that_write_at_once_lose_no_row(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "_PATIENCE", 120.0)  # of forty that wait for one another, on a busy machine
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: correct(tmp_path, [Correction("merge actors", old=f"A{n}", new="B")]), range(40)))
    assert {c.old for c in read_corrections(tmp_path)[0]} == {f"A{n}" for n in range(40)}
    assert [p.name for p in corrections_folder(tmp_path).iterdir()] == [FILE]


def test_a_lock_that_a_dead_program_left_is_taken_away(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "_STALE", -1.0)  # where the system knows no locks
    lock = corrections_folder(tmp_path) / f".{FILE}.lock"
    lock.parent.mkdir()
    lock.touch()
    correct(tmp_path, [SPEAKER])
    assert len(read_corrections(tmp_path)[0]) == 1


def test_a_lock_that_is_held_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "_PATIENCE", -1.0)
    (corrections_folder(tmp_path)).mkdir()
    with (
        held(corrections_folder(tmp_path) / f".{FILE}.lock"),
        pytest.raises(TimeoutError, match=r"\.corrections\.csv\.lock"),
    ):
        correct(tmp_path, [SPEAKER])


def test_what_a_spreadsheet_made_of_the_file_is_read_and_kept(tmp_path):
    correct(tmp_path, [SPEAKER])
    header, row = cells(tmp_path)
    order = [COLUMNS.index(name) for name in reversed(COLUMNS)]
    lines = [";".join([*(line[i] for i in order), extra]) for line, extra in ((header, "Notes"), (row, "mine"))]
    written(tmp_path, "\ufeff" + "\r\n".join([*lines, ";" * len(COLUMNS), "# a comment"]) + "\r\n")
    assert read_corrections(tmp_path) == ([SPEAKER_AS_READ(row)], [])
    correct(tmp_path, [Correction("merge actors", old="A", new="B")])
    found, problems = read_corrections(tmp_path)
    assert [c.what for c in found] == ["speaker", "merge actors"] and not problems
    assert "mine" in (corrections_folder(tmp_path) / FILE).read_text(encoding="utf-8")


def SPEAKER_AS_READ(row: list[str]) -> Correction:
    return Correction(**{**vars(SPEAKER), "when": row[11], "correction_id": row[0], "row": "row 2"})


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (f"1,ferry,{HASH},1,2,,,,a,b,,,", "none of speaker"),
        ("1,speaker,no hash,1,2,,,,a,b,,,", "not the twelve signs"),
        (f"1,speaker,{HASH},2,1,,,,a,b,,,", "“2” and “1”"),
        (f"1,speaker,{HASH},x,1,,,,a,b,,,", "Start and end"),
        (f"1,speaker,{HASH},1,2,,,,a,,,,", "nothing under to"),
        (f"1,date,{HASH},1,2,,,,,13/09/2031,,,", "2031-03-04"),
        (f"1,date,{HASH},1,2,,,,,2031-03-05/2031-03-04,,,", "2031-03-04"),
        (f"1,channel,{HASH},1,2,,,,,pigeon,,,", "pigeon"),
        (f"1,missing row,{HASH},1,2,,a,b,,colour: red,,,", "colour"),
        (f"1,missing row,{HASH},1,2,,a,,,,,,", "addressee"),
        (f"1,speaker,{HASH},1,2,,,,a,b,,,,,one more", "more cells"),
        ("1,merge actors,,,,,,,a,,,,", "nothing under to"),
    ],
)
def test_a_row_that_cannot_hold_is_a_problem_with_its_place_and_a_remedy(tmp_path, row, says):
    written(tmp_path, f"{HEADER}\n{row}\n1,merge actors,,,,,,,a,b,,,\n")
    found, (problem,) = read_corrections(tmp_path)
    assert [c.what for c in found] == ["merge actors"]
    assert (problem["path"], problem["location"], problem["severity"]) == (f"corrections/{FILE}", "row 2", "error")
    assert problem["stage"] == "corrections" and says in problem["message"] and problem["remedy"]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00what", b"alias,name\nx,y\n", b'what,to\n"speaker' + b"x" * 200_000])
def test_a_file_that_cannot_be_read_stops_nothing_and_is_not_overwritten(tmp_path, content):
    csv.field_size_limit(10_000_000)  # as the reader of tables sets it, for the whole process
    written(tmp_path, content)
    found, problems = read_corrections(tmp_path)
    assert not found and [p["severity"] for p in problems] == ["error"]
    if b"alias" not in content:
        with pytest.raises(sheets.UnreadableSheet):
            correct(tmp_path, [SPEAKER])
        assert (corrections_folder(tmp_path) / FILE).read_bytes() == content


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda rows: f"{HEADER}\n{rows}".encode())))
def test_no_file_whatever_is_in_it_stops_the_reading(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("articles")
    written(folder, content)
    found, problems = read_corrections(folder)
    assert all(isinstance(c, Correction) for c in found) and all(p["message"] and p["remedy"] for p in problems)


def test_the_undoing_of_what_is_not_there_is_noted(tmp_path):
    undo(tmp_path, "nothing")
    assert [p["severity"] for p in read_corrections(tmp_path)[1]] == ["note"]


def test_what_would_not_be_understood_is_refused_before_it_is_written(tmp_path):
    with pytest.raises(ValueError, match="pigeon"):
        correct(tmp_path, [SPEAKER, Correction("channel", HASH, 1, 2, new="pigeon")])
    assert not corrections_folder(tmp_path).exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever may write everywhere is never refused")
def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OSError, match="corrections"):
        correct(tmp_path, [SPEAKER])


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    correct(tmp_path, [SPEAKER])
    before = cells(tmp_path)
    monkeypatch.setattr(os, "fsync", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        correct(tmp_path, [SPEAKER])
    assert cells(tmp_path) == before


@given(TEXTS.filter(bool), st.sampled_from([None, *ACTOR_KINDS]), st.sampled_from([None, "XVE"]))
def test_an_actor_is_read_as_it_was_written(name, kind, country):
    country = country if kind else None
    if kind or "[" not in name:
        assert labelled(label(name, kind, country)) == (name, kind, country)


@given(st.dates(), st.integers(0, 400), st.sampled_from(PRECISIONS))
def test_days_are_read_as_they_were_written(first, length, precision):
    last = (pd.Timestamp(first) + pd.Timedelta(days=length)).to_pydatetime().date() if first.year < 9000 else first
    found = days_of(in_days(first, last, precision))
    assert found is not None and (found.start, found.end) == (first, last)


def test_an_undated_row_has_no_days():
    assert in_days(pd.NaT, pd.NaT, None) == "" and corrections.days_of("") is None
