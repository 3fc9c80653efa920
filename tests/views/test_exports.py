import base64
import csv
import io

import pandas as pd
import pytest

from analysis import views
from analysis.views.exports import as_csv


def test_a_figure_is_saved_in_three_forms_with_its_data_and_again_byte_for_byte(small_tables, tmp_path):
    for folder in ("one", "two"):
        frame = views.pairs(small_tables)
        views.save(views.draw_matrix(frame), frame, "matrix", "what it shows", tmp_path / folder)
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == ["matrix.csv", "matrix.pdf", "matrix.png", "matrix.svg"]
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in names)


def test_what_is_saved_is_what_a_notebook_shows_with_the_caption_for_who_cannot_see_it(small_tables, tmp_path):
    frame = views.bases(small_tables)
    shown = views.save(views.draw_bases(frame), frame, "bases", 'the "words" <b>', tmp_path)._repr_html_()
    assert base64.b64encode((tmp_path / "bases.png").read_bytes()).decode() in shown
    assert 'alt="the &quot;words&quot; &lt;b&gt;"' in shown and 'width="900"' in shown


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_text_is_a_formula(cell):
    text = as_csv(pd.DataFrame({"text": [cell, "plain"], "number": [-1, 2]}))
    _, row, _ = csv.reader(io.StringIO(text, newline=""))
    assert row == [f"'{cell}", "-1"]


def test_ids_are_joined_days_are_days_and_gaps_are_empty():
    frame = pd.DataFrame({"ids": [("a", "b"), ()], "day": pd.to_datetime(["2031-03-04", None]), "name": ["x", None]})
    assert as_csv(frame).splitlines() == ['"ids","day","name"', '"a; b","2031-03-04","x"', '"","",""']


def test_the_data_is_not_changed_by_saving_it():
    frame = pd.DataFrame({"name": ["=x"]})
    as_csv(frame)
    assert frame["name"].item() == "=x"


def test_frames_in_which_nothing_was_found_are_saved_as_their_header(no_tables):
    for frame in (
        views.pairs(no_tables),
        views.by_day(no_tables),
        views.contacts(no_tables),
        views.coverage(no_tables),
        views.lanes(no_tables),
        views.shares(no_tables),
        views.accounts(no_tables, "e1"),
    ):
        assert len(as_csv(frame).splitlines()) == 1
