"""The panel below the explorer that writes what is seen."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis import views
from analysis.views.widgets import explore


@pytest.fixture
def explorer(small_tables, tmp_path, monkeypatch):
    monkeypatch.setenv("FIGURES", str(tmp_path))
    return explore(small_tables)


def test_what_is_written_are_the_rows_that_the_table_shows(explorer, tmp_path):
    explorer.filters = views.Selection(channels="call")
    explorer.exports.write(["csv"], "page")
    (folder,) = (tmp_path / "explored").iterdir()
    assert explorer.exports.said == f"Written to {folder}" and folder.name.startswith("calls")
    assert len(pd.read_csv(folder / "rows.csv")) == len(explorer.table.rows) == 3
    assert [one["name"] for one in explorer.exports.written] == ["rows.csv", "rows.csv-metadata.json"]
    assert explorer.exports.written[1]["size"].endswith(" kB")


def test_what_was_clicked_narrows_the_file_and_stands_in_its_sentence(explorer):
    explorer.mark = views.Selection(statuses=(), speakers="Ilse Okoro")
    seen = explorer.seen()
    assert set(seen.tables.communications["speaker"]) == {"Ilse Okoro"}
    assert "; of these: " in seen.view and "Ilse Okoro" in seen.view


def test_every_view_of_the_screen_becomes_a_file_of_its_own(explorer, tmp_path):
    explorer.exports.write(["svg"], "column")
    names = {Path(file).name for file in tmp_path.rglob("*.svg")}
    assert names == {f"{name}-column.svg" for name in explorer.views}


def test_a_file_is_handed_to_the_browser_whole_and_no_other_than_was_written(explorer, tmp_path, monkeypatch):
    sent = []
    monkeypatch.setattr(explorer.exports, "send", lambda content, buffers: sent.append((content["name"], *buffers)))
    explorer.exports.write(["parquet"], "page")
    (file,) = tmp_path.rglob("*.parquet")
    for asked in (0, 1, -1, None, "../../etc"):
        explorer.exports._answer({"fetch": asked})
    assert sent == [("rows.parquet", file.read_bytes())]
    file.unlink()
    explorer.exports._answer({"fetch": 0})
    assert "rows.parquet cannot be read any more" in explorer.exports.said


def test_a_folder_that_cannot_be_written_is_said_and_nothing_breaks(explorer, tmp_path, monkeypatch):
    blocked = tmp_path / "a file"
    blocked.write_text("x")
    monkeypatch.setenv("FIGURES", str(blocked))
    explorer.exports.write(["csv"], "page")
    assert explorer.exports.said.startswith("Nothing was written: ")


def test_nothing_ticked_is_said(explorer):
    explorer.exports.write([], "page")
    assert explorer.exports.said == "Tick what is to be written." and not explorer.exports.written


def test_a_view_without_rows_is_written_and_says_so(explorer, small_tables, tmp_path):
    explorer.take(replace(small_tables, communications=small_tables.communications.head(0)))
    explorer.exports.write(["html", "svg", "gexf", "bibtex"], "slide")
    assert "No row passes these filters." in next(tmp_path.rglob("report.html")).read_text(encoding="utf-8")
