"""Tables as partitioned Parquet: every row once, under its year, for whoever reads such folders."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.dataset
import pyarrow.parquet
import pytest

from analysis import write_tables
from analysis.datasets import YEARS
from analysis.schema import TABLES, validate


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def in_order(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values(list(frame.columns), ignore_index=True)


@pytest.fixture
def written(small_tables, tmp_path) -> Path:
    write_tables(small_tables, tmp_path / "out", "dataset")
    return tmp_path / "out"


def test_every_table_reopens_whole_with_the_year_beside_it(small_tables, written):
    for name, table in small_tables:
        again = pd.read_parquet(written / name)
        assert list(again)[len(table.columns) :] == ([YEARS[name]] if name in YEARS else [])
        again = validate(name, again[TABLES[name].names])
        pd.testing.assert_frame_equal(in_order(again), in_order(table), check_index_type=False)
        parts = pyarrow.dataset.dataset(written / name, partitioning="hive")
        assert parts.count_rows() == len(table)
        assert len({str(pyarrow.parquet.read_schema(path).remove_metadata()) for path in parts.files}) == 1, name


def test_a_row_lies_under_its_year_and_under_0_where_that_is_unknown(written):
    seen = set()
    for name in ("communications", "events", "event_sources"):
        table = pd.read_parquet(written / name)
        assert table["happened_year"].tolist() == table["date_start"].dt.year.fillna(0).astype(int).tolist()
        seen |= set(table["date_start"].isna())
    events = pd.read_parquet(written / "events").set_index("event_id")["happened_year"].astype(int)
    participants = pd.read_parquet(written / "participants")
    assert participants["happened_year"].tolist() == events[participants["event_id"]].tolist()
    articles = pd.read_parquet(written / "articles").set_index("article_id")
    years = articles["published_year"].astype(int)
    assert years.tolist() == articles["published"].dt.year.fillna(0).astype(int).tolist() and 0 in set(years)
    quotes = pd.read_parquet(written / "quotes")
    assert quotes["published_year"].tolist() == years[quotes["article_id"]].tolist()
    assert seen == {True, False}


def test_the_same_tables_are_the_same_bytes_whatever_lay_there_before(small_tables, written, tmp_path):
    before = contents(written)
    later = {name: table.copy() for name, table in small_tables}
    for table in later.values():
        for column in table.columns[table.dtypes.astype(str).str.startswith("datetime")]:
            table[column] += pd.DateOffset(years=7)
    write_tables(replace(small_tables, **later), written, "dataset")
    after = contents(written)
    assert not set(before) & {name for name in after if "year=2" in name}
    write_tables(small_tables, written, "dataset")
    assert contents(written) == before
    assert len(pd.read_parquet(written / "events")) == len(small_tables.events)


def test_the_files_of_others_are_left_alone_and_a_folder_that_cannot_be_written_changes_nothing(small_tables, written):
    (written / "events" / "notes.txt").write_text("mine")
    before = contents(written)
    (written / "problems" / "part-0.parquet").unlink()
    (written / "problems" / "part-0.parquet").mkdir()
    with pytest.raises(OSError, match="a folder stands where a file is needed"):
        write_tables(replace(small_tables, events=small_tables.events.iloc[:1]), written, "dataset")
    assert contents(written) == {name: content for name, content in before.items() if not name.startswith("problems")}


def test_tables_without_rows_can_be_read(no_tables, tmp_path):
    write_tables(no_tables, tmp_path, "dataset")
    for name, table in no_tables:
        assert list(pd.read_parquet(tmp_path / name)) == list(table)


def test_dask_reads_a_year_of_them(small_tables, written):
    frames = pytest.importorskip("dask.dataframe", reason="the extra dask is not installed")
    year = int(small_tables.events["date_start"].dt.year.dropna().iloc[0])
    read = frames.read_parquet(written / "events", filters=[("happened_year", "==", year)]).compute()
    wanted = small_tables.events[small_tables.events["date_start"].dt.year == year]
    assert sorted(read["event_id"]) == sorted(wanted["event_id"]) and len(wanted)
