"""The command line: what it writes, what it says, and its exit status."""

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from analysis import calibration, gold, storage
from analysis.__main__ import KINDS, main, unaccounted
from analysis.corrections import Correction, correct
from analysis.schema import TABLES
from analysis.views import Selection, saved
from analysis.views.exports import EXPORTS

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "articles"


@pytest.fixture
def three_articles(tmp_path):
    folder = tmp_path / "my articles"
    folder.mkdir()
    for path in sorted(SAMPLE.glob("*.txt"))[:3]:
        shutil.copy(path, folder)
    return folder


def test_help_shows_an_example_of_use():
    result = subprocess.run([sys.executable, "-m", "analysis", "--help"], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0
    assert "python -m analysis tables my-articles --out my-tables" in result.stdout


@pytest.mark.parametrize(("form", "read"), [("csv", pd.read_csv), ("parquet", pd.read_parquet)], ids=["csv", "parquet"])
def test_every_table_is_written_with_its_declared_columns(three_articles, tmp_path, form, read):
    out = tmp_path / "out"
    assert main(["tables", str(three_articles), "--out", str(out), "--format", form]) == 0
    for name, table in TABLES.items():
        assert list(read(out / f"{name}.{form}").columns) == table.names
    assert len(read(out / f"articles.{form}")) == 3


def test_a_spreadsheet_holds_every_table(three_articles, tmp_path):
    out = tmp_path / "out"
    assert main(["tables", str(three_articles), "--out", str(out), "--format", "xlsx"]) == 0
    (book,) = out.glob("*.xlsx")
    assert set(TABLES) <= set(pd.read_excel(book, sheet_name=None))


def test_what_the_explorer_shows_is_written_without_a_notebook(three_articles, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["export", str(three_articles), "--out", str(out), "--what", "svg", "csv", "--size", "slide"]) == 0
    names = {path.name for path in out.iterdir()}
    assert {"matrix-slide.svg", "timeline-slide.svg", "rows.csv", "rows.csv-metadata.json"} <= names
    assert len(pd.read_csv(out / "rows.csv")) > 10
    said = capsys.readouterr().out
    assert all(f"bytes in {out / name}" in said for name in names)


def test_a_view_saved_in_the_explorer_is_exported_by_its_name_and_a_wrong_name_is_refused(
    three_articles, tmp_path, capsys
):
    saved.save(Selection(channels="call"), "Only calls", three_articles)
    asked = ["export", str(three_articles), "--out", str(tmp_path / "out"), "--what", "csv", "--view"]
    assert main([*asked, "Only calls"]) == 0
    assert set(pd.read_csv(tmp_path / "out" / "rows.csv")["channel"]) == {"call"}
    assert main([*asked, "Only letters"]) == 2
    assert "there is no view “Only letters”" in capsys.readouterr().err


def test_every_kind_of_export_can_be_asked_for_by_name():
    assert tuple(EXPORTS) == KINDS


def test_the_summary_says_what_was_read_found_and_not_understood(three_articles, tmp_path, capsys):
    (three_articles / "picture.txt").write_bytes(bytes(range(256)) * 40)
    assert main(["tables", str(three_articles), "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    for word in ("articles", "times", "actors", "quotes", "communications", "events", "problems", "seconds"):
        assert word in said
    assert "error: 1" in said


def test_the_timeline_is_written_for_three_programs_and_what_is_left_out_is_said(three_articles, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["timeline", str(three_articles), "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["timeline.csv", "timeline.ics", "timeline.json"]
    rows = pd.read_csv(out / "timeline.csv")
    said = capsys.readouterr().out
    assert f"{len(rows)} events in {out / 'timeline.csv'}\n" in said
    assert f"left out: {rows['date_start'].isna().sum()} that no text dates" in said
    assert "Teaching corpus" in json.loads((out / "timeline.json").read_bytes())["title"]["text"]["text"]
    assert set(rows["status"]) == {"happened"}


def test_a_timeline_of_what_is_planned_can_be_asked_for(three_articles, tmp_path):
    (three_articles / "2031-03-04-plan.txt").write_text("Mara Lindqvist will meet Tomas Brandt on 12 March 2031.\n")
    assert main(["timeline", str(three_articles), "--out", str(tmp_path / "out"), "--status", "planned"]) == 0
    assert "2031-03-12" in set(pd.read_csv(tmp_path / "out" / "timeline.csv")["date_start"])


def test_one_file_can_be_given_instead_of_a_folder(tmp_path):
    article = next(iter(sorted(SAMPLE.glob("*.txt"))))
    assert main(["tables", str(article), "--out", str(tmp_path)]) == 0
    assert pd.read_csv(tmp_path / "articles.csv")["path"].tolist() == [article.name]


@pytest.mark.parametrize("command", ["tables", "timeline"])
@pytest.mark.parametrize("folder", ["nowhere", "empty"])
def test_a_folder_that_is_missing_or_empty_is_refused_in_one_line(tmp_path, capsys, command, folder):
    (tmp_path / "empty").mkdir()
    assert main([command, str(tmp_path / folder), "--out", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err.strip()
    assert said.startswith("error: ")
    assert folder in said
    assert "\n" not in said
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_refused_in_one_line(three_articles, tmp_path, capsys):
    (tmp_path / "out").write_text("a file stands here")
    assert main(["tables", str(three_articles), "--out", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err.strip()
    assert said.startswith(f"error: {tmp_path / 'out'}: a file stands where a folder is needed; move it away")
    assert "\n" not in said


@pytest.mark.parametrize("place", ["my articles", "my articles/tables"])
def test_tables_are_not_written_among_the_articles_where_the_next_run_would_read_them(
    three_articles, tmp_path, capsys, place
):
    assert main(["tables", str(three_articles), "--out", str(tmp_path / place)]) == 2
    assert "lies among the articles" in capsys.readouterr().err
    assert len(list(three_articles.iterdir())) == 3


def test_a_full_disk_is_named_in_one_line_and_the_old_tables_stay(three_articles, tmp_path, capsys, monkeypatch):
    asked = ["tables", str(three_articles), "--out", str(tmp_path / "out")]
    assert main(asked) == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    (three_articles / "new.txt").write_text("Mara Lindqvist told Tomas Brandt that the bridge was open.\n")

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    capsys.readouterr()
    assert main(asked) == 2
    said = capsys.readouterr().err.rpartition("\r")[2].strip()
    assert said == f"error: {tmp_path / 'out' / 'articles.csv'}: the disk is full; make room, then do it again"
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_a_file_that_no_table_names_is_reported_as_lost(small_tables):
    assert unaccounted([*small_tables.articles["path"], "forgotten.txt"], small_tables) == ["forgotten.txt"]


def test_what_a_page_was_saved_with_is_not_lost(tmp_path):
    page = "<html><body><p>Mara Lindqvist told Tomas Brandt that the ferry would run again on Monday.</p></body></html>"
    (tmp_path / "in" / "page_files").mkdir(parents=True)
    (tmp_path / "in" / "page.html").write_text(page)
    (tmp_path / "in" / "page_files" / "menu.json").write_text('{"a": 1}')
    assert main(["tables", str(tmp_path / "in"), "--out", str(tmp_path / "out")]) == 0


def test_a_gold_folder_without_gold_is_refused_in_one_line(three_articles, capsys):
    assert main(["evaluate", str(three_articles)]) == 2
    assert "no gold" in capsys.readouterr().err


@pytest.fixture
def checked(tmp_path) -> Path:
    """A gold folder of one article beside it."""
    (tmp_path / "house" / "gold").mkdir(parents=True)
    (tmp_path / "house" / "bridge.txt").write_text("Mara Lindqvist told Tomas Brandt that the bridge was open.\n")
    act = {"speaker": "Mara Lindqvist", "addressees": ["Tomas Brandt"], "symmetric": False, "cue": "told"}
    how = {"evidence": "Mara Lindqvist told Tomas Brandt", "mode": "unspecified", "status": "happened"}
    act |= {**how, "date": None, "reported_by": None}
    gold = {"published": None, "title": None, "communications": [act], "quotes": [], "events": []}
    (tmp_path / "house" / "gold" / "bridge.json").write_text(json.dumps(gold))
    return tmp_path / "house" / "gold"


def test_every_gold_folder_is_scored_in_one_table_and_an_absent_one_is_named(checked, capsys, monkeypatch):
    other = checked.parents[1] / "other" / "gold"
    shutil.copytree(checked.parent, other.parent)
    monkeypatch.setattr(gold, "gold_folders", lambda: ([checked, other], [Path("somewhere/gold")]))
    assert main(["evaluate"]) == 0
    said = capsys.readouterr().out
    (pairs,) = [line.split() for line in said.splitlines() if line.startswith("pairs")]
    assert pairs == ["pairs", *["1.00"] * 6]
    assert f"{checked.parents[1].name}/house" in said
    assert f"{checked.parents[1].name}/other" in said
    assert "not here: somewhere/gold" in said


def test_confidence_is_counted_on_the_folders_named_and_the_documents_follow(checked, capsys, monkeypatch, tmp_path):
    (tmp_path / "docs").mkdir()
    monkeypatch.setattr(storage, "REPOSITORY", tmp_path)
    monkeypatch.setattr(calibration, "COUNTS", tmp_path / "confidence.csv")
    assert main(["calibrate", str(checked)]) == 0
    lines = pd.read_csv(tmp_path / "confidence.csv")[["table", "rule", "rows", "right"]]
    assert ("communications", "verb-tell/to-name/by-name", 1, 1) in list(lines.itertuples(index=False, name=None))
    assert "written to confidence.csv" in capsys.readouterr().out
    assert (tmp_path / "docs" / "rules.md").is_file()


def test_confidence_is_not_counted_anew_on_less_than_it_rests_on(checked, capsys, monkeypatch):
    before = calibration.COUNTS.read_bytes()
    monkeypatch.setattr(gold, "gold_folders", lambda: ([gold.SAMPLE, checked], [Path("somewhere/gold")]))
    assert main(["calibrate"]) == 2
    assert "somewhere/gold is not here" in capsys.readouterr().err
    assert calibration.COUNTS.read_bytes() == before


def test_an_unknown_format_names_the_known_ones(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["tables", "x", "--out", "y", "--format", "pdf"])
    assert stopped.value.code == 2
    assert "parquet" in capsys.readouterr().err


def test_corrections_are_listed_beside_what_the_machine_has_and_never_scored(checked, capsys):
    folder = gold.articles_folder(checked)
    assert main(["corrections", str(folder)]) == 0 and "nothing was corrected" in capsys.readouterr().out
    correct(
        folder, [Correction("merge actors", old=name, new="Somebody Else") for name in ("Tomas Brandt", "Nobody Known")]
    )
    assert main(["corrections", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "Somebody Else" in said and "warning: corrections/corrections.csv, row 3: merge actors: no actor" in said
    assert main(["evaluate", str(checked)]) == 0
    (pairs,) = [line.split() for line in capsys.readouterr().out.splitlines() if line.startswith("pairs")]
    assert pairs == ["pairs", *["1.00"] * 3]
