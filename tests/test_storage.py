"""What the library writes: whole or not at all, and the same when it is read again."""

from __future__ import annotations

import json
import os
import time
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from analysis import datasets, fingerprint, output_folder, source_folder, storage, write_tables
from analysis.schema import TABLES, empty, validate
from analysis.storage import REPOSITORY, Cache, corrections_folder, short_hash


def reopened(folder: Path, format: str, name: str) -> pd.DataFrame:
    if format == "parquet":
        return pd.read_parquet(folder / f"{name}.parquet")
    text = {c.name: "str" for c in TABLES[name].columns if c.type == "text"}
    options = {"dtype": text, "keep_default_na": False, "na_values": [""]}
    if format == "csv":
        return pd.read_csv(folder / f"{name}.csv", **options)
    return pd.read_excel(folder / "tables.xlsx", sheet_name=name, **options)


def test_the_cache_gives_back_what_was_put_in(tmp_path):
    Cache("v1", tmp_path).put("abcd", b'{"a":[1,"\\ud800",null]}')
    assert Cache("v1", tmp_path).get("abcd") == b'{"a":[1,"\\ud800",null]}'
    assert Cache("v2", tmp_path).get("abcd") is None


def kept_file(store: Cache) -> Path:
    (kept,) = (p for p in store.folder.rglob("*") if p.is_file())
    return kept


@pytest.mark.parametrize("garbage", [b"", b"{", b"\xff\xfe\x00", b'{"a": 1}}', b'{"a":1}', b"\x00" * 100])
def test_the_cache_survives_garbage_in_its_files(tmp_path, garbage):
    store = Cache("v1", tmp_path)
    store.put("abcd", b'{"a":1}')
    kept_file(store).write_bytes(garbage)
    assert store.get("abcd") is None
    store.put("abcd", b'{"a":2}')
    assert store.get("abcd") == b'{"a":2}'


def test_the_cache_takes_nothing_that_is_not_whole_and_as_it_was_put_in(tmp_path):
    store = Cache("v1", tmp_path)
    store.put("abcd", b'{"a":[1,"ten"],"b":0.5}')
    whole = kept_file(store).read_bytes()
    assert json.loads(whole)["findings"] == {"a": [1, "ten"], "b": 0.5}
    for wrong in (
        *(whole[:length] for length in range(len(whole))),
        *(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :] for place in range(len(whole))),
        whole + b"}",
        whole + whole,
    ):
        kept_file(store).write_bytes(wrong)
        assert store.get("abcd") is None, wrong


def test_the_cache_takes_nothing_of_another_article_or_version(tmp_path):
    store, other = Cache("v1", tmp_path), Cache("v2", tmp_path)
    store.put("abcd", b'{"a":1}')
    for elsewhere in (store.folder / "ab" / "abce.json", other.folder / "ab" / "abcd.json"):
        elsewhere.parent.mkdir(parents=True, exist_ok=True)
        elsewhere.write_bytes((store.folder / "ab" / "abcd.json").read_bytes())
    assert store.get("abcd") == b'{"a":1}'
    assert store.get("abce") is None and other.get("abcd") is None


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes in folders on Windows")
def test_a_pipe_or_a_folder_in_the_cache_stops_nothing(tmp_path):
    store = Cache("v1", tmp_path)
    (store.folder / "ab" / "abce.json").mkdir(parents=True)
    os.mkfifo(store.folder / "ab" / "abcd.json")
    for key in ("abcd", "abce"):
        assert store.get(key) is None
        store.put(key, b'{"a":1}')
    assert store.get("abcd") == b'{"a":1}'


def test_a_cache_that_cannot_be_written_is_only_slow(tmp_path):
    (tmp_path / "findings").write_text("a file where the folder should be")
    store = Cache("v1", tmp_path)
    store.put("abcd", b'{"a":1}')
    assert store.get("abcd") is None


@pytest.mark.parametrize("format", ["csv", "parquet", "xlsx"])
def test_every_table_reopens_with_the_same_content(small_tables, tmp_path, format):
    paths = write_tables(small_tables, tmp_path, format)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(p.name for p in paths)
    for name, table in small_tables:
        again = validate(name, reopened(tmp_path, format, name))
        for column in again:
            given = table[column]
            if format != "parquet" and pd.api.types.is_string_dtype(given.dtype):
                given = given.str.replace(r"^(?=[=+\-@\t\r])", "'", regex=True)
            assert again[column].equals(given.reset_index(drop=True)), (name, column)


@pytest.mark.parametrize("format", ["csv", "parquet", "xlsx"])
def test_tables_without_rows_can_be_written_and_reopened(no_tables, tmp_path, format):
    write_tables(no_tables, tmp_path / "deep" / "folder", format)
    for name, table in no_tables:
        assert list(reopened(tmp_path / "deep" / "folder", format, name)) == list(table)


@pytest.mark.parametrize("format", ["csv", "parquet", "xlsx"])
def test_the_same_tables_are_written_as_the_same_bytes(small_tables, tmp_path, format):
    first = [p.read_bytes() for p in write_tables(small_tables, tmp_path / "1", format)]
    assert first == [p.read_bytes() for p in write_tables(small_tables, tmp_path / "2", format)]


def test_an_unknown_format_is_refused_with_the_known_ones(small_tables, tmp_path):
    with pytest.raises(ValueError, match="'json' is not one of csv, parquet, xlsx, dataset"):
        write_tables(small_tables, tmp_path, "json")
    assert list(tmp_path.iterdir()) == []


FORMULAS = ["=SUM(A1)", "+1", "-1", "@SUM(A1)", "\t=1", '\r="1"', "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_run_as_a_formula(small_tables, tmp_path, format, text):
    articles = small_tables.articles.assign(text=text, title=text)
    write_tables(replace(small_tables, articles=articles), tmp_path, format)
    for value in reopened(tmp_path, format, "articles")["text"]:
        assert value.startswith("'")


def spreadsheet_cells(folder: Path) -> list[object]:
    sheet = openpyxl.load_workbook(folder / "tables.xlsx")["articles"]
    return [cell for row in sheet.iter_rows(min_row=2) for cell in row]


def test_a_formula_behind_a_control_character_is_no_formula_either(small_tables, tmp_path):
    articles = small_tables.articles.assign(text="\x01=SUM(A1)")
    write_tables(replace(small_tables, articles=articles), tmp_path, "xlsx")
    assert not [cell.value for cell in spreadsheet_cells(tmp_path) if cell.data_type == "f"]


def test_text_that_a_worksheet_cannot_hold_is_shortened_and_not_refused(small_tables, tmp_path):
    articles = small_tables.articles.assign(text="a\x00b\x0b" + "x" * 40_000, author="🚢 «ä» \n two lines")
    write_tables(replace(small_tables, articles=articles), tmp_path, "xlsx")
    again = reopened(tmp_path, "xlsx", "articles")
    assert again["text"].str.len().max() == 32_767
    assert set(again["author"]) == {"🚢 «ä» \n two lines"}


def test_a_csv_holds_quotes_commas_and_line_ends_of_any_kind(small_tables, tmp_path):
    text = 'a "b", c;\nd\r\ne\rf\u2028g'
    articles = small_tables.articles.assign(text=text)
    write_tables(replace(small_tables, articles=articles), tmp_path, "csv")
    assert set(reopened(tmp_path, "csv", "articles")["text"]) == {text}


def test_a_carriage_return_does_not_cut_a_row_of_a_csv(small_tables, tmp_path):
    articles = small_tables.articles.assign(author="a\rb")
    write_tables(replace(small_tables, articles=articles), tmp_path, "csv")
    assert len(reopened(tmp_path, "csv", "articles")) == len(articles)


def test_the_fingerprint_names_the_articles_whatever_their_order(small_tables):
    shuffled = replace(small_tables, articles=small_tables.articles.iloc[::-1])
    fewer = replace(small_tables, articles=small_tables.articles.iloc[1:])
    assert fingerprint(shuffled) == fingerprint(small_tables) != fingerprint(fewer)
    assert len(fingerprint(small_tables)) == 8 and int(fingerprint(small_tables), 16) >= 0


def test_a_hash_does_not_run_its_parts_together():
    assert short_hash("ab", "c") != short_hash("a", "bc") != short_hash("abc")
    assert short_hash("a", 1, None) == short_hash("a", 1, None)


def test_folders_are_those_that_the_environment_names(monkeypatch, tmp_path):
    for name in ("ARTICLES", "FIGURES", "REPORTS"):
        monkeypatch.setenv(name, str(tmp_path / name))
    assert source_folder() == tmp_path / "ARTICLES"
    assert output_folder("figures") == tmp_path / "FIGURES"
    assert output_folder("reports") == tmp_path / "REPORTS"
    for name in ("ARTICLES", "FIGURES", "REPORTS"):
        monkeypatch.setenv(name, "")
    assert source_folder().name == "articles" and output_folder("figures").name == "figures"


def test_corrections_lie_beside_the_articles_that_they_correct(tmp_path):
    (tmp_path / "one.txt").write_text("The bridge is open.", encoding="utf-8")
    assert corrections_folder(tmp_path) == corrections_folder(tmp_path / "one.txt") == tmp_path / "corrections"
    assert corrections_folder(REPOSITORY / "data" / "articles") == REPOSITORY / "data" / "corrections"


def test_findings_of_versions_that_nobody_used_for_a_month_are_deleted_and_nothing_else(tmp_path):
    now = time.time()
    caches = {days: Cache(f"{days:012d}", tmp_path) for days in (0, 29, 31, 365)}
    for cache in caches.values():
        cache.put("key", b"[]")
    for name in ("my findings", f"{400:012d}"):
        (tmp_path / "findings" / name).mkdir()
    (tmp_path / "findings" / f"{500:012d}").write_text("no folder")
    for path in (tmp_path / "findings").iterdir():
        days = int(path.name) if path.name.isdigit() else 999
        os.utime(path, (now - days * 24 * 3600, now - days * 24 * 3600))
    caches[365].forget_others()
    left = {path.name for path in (tmp_path / "findings").iterdir()}
    assert left == {f"{days:012d}" for days in (0, 29, 365, 500)} | {"my findings"}
    assert caches[365].get("key") == b"[]" and caches[31].get("key") is None
    caches[0].forget_others()  # the one before was used just now
    assert caches[365].get("key") == b"[]"
    caches[31].put("key", b"[]")
    assert caches[31].get("key") == b"[]"


def test_where_there_is_no_cache_or_it_is_anothers_nothing_is_deleted_and_nothing_said(tmp_path, monkeypatch):
    Cache("0" * 12, tmp_path / "none").forget_others()
    old = Cache("1" * 12, tmp_path)
    old.put("key", b"[]")
    os.utime(old.folder, (0, 0))

    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr(os, "unlink", refuse)
    monkeypatch.setattr(os, "rmdir", refuse)
    Cache("2" * 12, tmp_path).forget_others()
    assert old.get("key") == b"[]"


def test_a_table_written_some_rows_at_a_time_is_the_table_written_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(datasets, "_PIECE", 100)
    tables = [
        ("long", pd.DataFrame({"text": ["=1", "a\rb", "c", None, "d"], "n": [1, 2, 3, 4, 5]})),
        ("none", empty("times")),
    ]
    for path, (_, frame) in zip(write_tables(tables, tmp_path), tables, strict=True):
        assert path.read_bytes() == storage.as_csv(frame).encode()
    assert len(list(storage._lines(tables[0][1]))) > 2
