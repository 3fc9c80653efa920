import io
from dataclasses import replace
from itertools import combinations

import matplotlib.image
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from matplotlib.text import Text

from analysis import views
from analysis.views.figures import Drawn, png, render
from analysis.views.figures_timeline_marks import CONFLICT

TALLEST_PAGE = 10.6  # inches, without its caption
every_size = pytest.mark.parametrize(
    "size, days, seed",
    [(20, 60, 0), (20, 60, 1), (200, 60, 0), (200, 60, 1), (2000, 60, 0), (2000, 60, 1), (2000, 3650, 0)],
)


def labels(drawn: Drawn) -> list:
    """Where the words beside the marks stand; numbers within marks are annotations."""
    return [text.get_window_extent() for text in drawn.ax.texts if type(text) is Text]


def pixels(drawn: Drawn) -> np.ndarray:
    return matplotlib.image.imread(io.BytesIO(png(drawn)))[:, :, :3]


def under(drawn: Drawn, mark: pd.Series) -> np.ndarray:
    """The pixels of the picture under a mark."""
    image = pixels(drawn)
    height, width, _ = image.shape
    x0, x1 = (round(mark[side] * width) for side in ("x0", "x1"))
    y0, y1 = (round(mark[side] * height) for side in ("y0", "y1"))
    return image[y0:y1, x0:x1].reshape(-1, 3)


def shows(drawn: Drawn, mark: pd.Series, colour: str) -> bool:
    return bool((np.abs(under(drawn, mark) - to_rgb(colour)).max(axis=1) < 0.03).any())


@every_size
def test_no_two_labels_overlap_and_none_leaves_the_picture(crowd, size, days, seed):
    drawn = views.draw_timeline(views.lanes(crowd(size, days, seed)))
    boxes, inside = labels(drawn), drawn.ax.get_window_extent()
    assert len(boxes) > 5
    assert not [1 for one, other in combinations(boxes, 2) if one.overlaps(other)]
    for box in boxes:
        assert inside.x0 <= box.x0 and box.x1 <= inside.x1 and inside.y0 <= box.y0 and box.y1 <= inside.y1


@every_size
def test_any_number_of_events_fits_a_page_and_every_event_has_a_mark(crowd, size, days, seed):
    tables = crowd(size, days, seed)
    drawn = views.draw_timeline(views.lanes(tables))
    assert drawn.ax.figure.get_figheight() < TALLEST_PAGE
    assert {identity for ids in drawn.marks["ids"] for identity in ids} == set(tables.events["event_id"])
    assert (drawn.marks[["x0", "y0"]] >= 0).all(axis=None) and (drawn.marks[["x1", "y1"]] <= 1).all(axis=None)


@pytest.mark.parametrize("size", [20, 2000])
def test_names_beside_the_lanes_do_not_touch_and_stay_on_the_page(crowd, size):
    drawn = views.draw_timeline(views.lanes(crowd(size)))
    boxes = [label.get_window_extent() for label in drawn.ax.get_yticklabels()]
    assert not [1 for one, other in combinations(boxes, 2) if one.overlaps(other)]
    assert min(box.x0 for box in boxes) > 0


@pytest.mark.parametrize("size", [200, 2000])
def test_the_same_events_in_any_order_give_the_same_bytes(crowd, size):
    tables = crowd(size)
    turned = replace(tables, events=tables.events.iloc[::-1], participants=tables.participants.iloc[::-1])
    one, other = (render(views.draw_timeline(views.lanes(some)), "svg") for some in (tables, turned))
    assert one == other


def test_a_mark_opens_its_event_and_undated_ones_are_named_so(small_tables):
    marks = views.draw_timeline(views.lanes(small_tables)).marks
    undated = marks[marks["ids"] == ("e3",)]
    assert len(undated) == 3 and undated["label"].str.contains("not dated by the text").all()
    assert set(marks["kind"]) == {"event"}


def test_the_mark_of_a_bar_opens_all_events_that_it_counts_and_says_how_many(crowd):
    marks = views.draw_timeline(views.lanes(crowd(2000))).marks
    several = marks[marks["ids"].map(len) > 1]
    assert len(several) > 100
    said = several["label"].str.extract(r"(\d+) events")[0].astype(int)
    assert (said == several["ids"].map(len)).all()


def test_where_accounts_differ_a_ring_says_so_and_nowhere_else(small_tables):
    drawn = views.draw_timeline(views.lanes(small_tables))
    for _, mark in drawn.marks.iterrows():
        assert shows(drawn, mark, CONFLICT) == (mark["ids"] == ("e1",))
        assert ("accounts differ in date" in mark["label"]) == (mark["ids"] == ("e1",))
    told = small_tables.events.assign(conflict=None)
    assert "accounts differ" not in key(views.draw_timeline(views.lanes(replace(small_tables, events=told))))
    assert "accounts differ" in key(drawn)


def key(drawn: Drawn) -> list[str]:
    return [text.get_text() for legend in drawn.ax.figure.legends for text in legend.get_texts()]


def test_a_vague_date_is_as_wide_as_it_is_vague_and_no_point_at_its_first_day(small_tables):
    vague = small_tables.events["event_id"] == "e2"
    events = small_tables.events.assign(
        date_end=small_tables.events["date_end"].mask(vague, pd.Timestamp("2031-03-06")),
        date_precision=small_tables.events["date_precision"].mask(vague, "range"),
    )
    marks = views.draw_timeline(views.lanes(replace(small_tables, events=events))).marks
    wide, point = (marks[marks["ids"] == (event,)].iloc[0] for event in ("e2", "e4"))
    assert wide["x1"] - wide["x0"] > 3 * (point["x1"] - point["x0"])
    assert wide["x1"] == pytest.approx(point["x1"], abs=0.05)


def test_a_year_of_the_background_stands_left_of_the_break_under_its_own_name(crowd):
    frame = views.lanes(crowd(20))
    drawn = views.draw_timeline(frame)
    names = [label.get_text() for label in drawn.ax.get_xticklabels()]
    assert set(frame.loc[frame["era"] == "before", "date_start"].dt.year.astype("str")) < set(names)
    old = drawn.marks["label"].str.contains(r", (?:1988|1994|2020|2029|2030)-")
    all_year = drawn.marks["label"].str.contains("2031-01-01 to 2031-12-31")  # reaches over the break
    assert drawn.marks.loc[old, "x1"].max() < drawn.marks.loc[~old & ~all_year, "x0"].min()


def test_dated_bars_are_filled_and_undated_ones_hollow(crowd):
    drawn = views.draw_timeline(views.lanes(crowd(2000)))
    marks = drawn.marks[drawn.marks["ids"].map(len) > 4]
    hollow = marks["label"].str.contains("not dated by the text")
    for _, mark in marks[hollow].head(5).iterrows():
        assert under(drawn, mark).mean() > 0.75
    for _, mark in marks[~hollow & marks["label"].str.contains("dated by the text")].head(5).iterrows():
        assert under(drawn, mark).mean() < 0.75
