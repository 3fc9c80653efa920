from dataclasses import replace
from datetime import date
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from analysis import views
from analysis.schema import Tables
from analysis.views.figures import CHANNEL_COLOURS, Drawn, render
from analysis.views.figures_labels import INK
from analysis.views.figures_labels import SIZE as LABEL
from analysis.views.figures_scene import drawn
from analysis.views.figures_timeline import timeline_scene
from analysis.views.figures_timeline_marks import CONFLICT
from analysis.views.scene import Dot, Mark, Rect, Rects, Scene, Size, Words, svg
from analysis.views.timeline_layout import PAGE

COLUMN, SCREEN, SLIDE = Size(245, 8, 420), Size(930, 8, 640), Size(900, 14, 500)
NUMBERS = (5.8, 4.4)  # points: letters within discs
ROOMS = {"screen": SCREEN, "column": COLUMN, "slide": SLIDE}
every_room = pytest.mark.parametrize("size", [PAGE, *ROOMS.values()], ids=["page", *ROOMS])
every_picture = pytest.mark.parametrize(
    "events, days, seed, size",
    [(20, 60, 0, PAGE), (20, 60, 1, PAGE), (200, 60, 0, PAGE), (200, 60, 1, PAGE), (2000, 60, 0, PAGE),
     (2000, 60, 1, PAGE), (2000, 3650, 0, PAGE),
     *((n, 60, 0, size) for n in (20, 200, 2000) for size in ROOMS.values())],
)  # fmt: skip


def scene_of(tables: Tables, size: Size = PAGE) -> Scene:
    return timeline_scene(views.lanes(tables, size=size), size)


def ids(mark: Mark) -> tuple[str, ...]:
    """The events that a click on the mark keeps."""
    assert set(mark.narrows) == {"events"}
    return tuple(mark.narrows["events"])  # type: ignore[arg-type]


def said(scene: Scene) -> list[Words]:
    return [item for item in scene.items if isinstance(item, Words)]


def boxes(scene: Scene, factor: float = 1.0) -> tuple[list[Text], list]:
    """All words but the numbers within discs, and where they stand (pixels)."""
    texts = [
        text
        for text in drawn(scene, "event").ax.texts
        if not any(abs(text.get_fontsize() - factor * size) < 0.01 for size in NUMBERS)
    ]
    return texts, [text.get_window_extent().padded(-0.3) for text in texts]


def over(scene: Scene, mark: Mark) -> list[tuple[float, float, float, float, object]]:
    """The corners of what is drawn under the middle of a mark, with what that is; what is drawn last comes last."""
    x, found = (mark.x0 + mark.x1) / 2, []
    for item in scene.items:
        corners = (
            [(item.x0, item.y0, item.x1, item.y1)] if isinstance(item, Rect)
            else item.corners if isinstance(item, Rects)
            else [(item.x - item.r, item.y - item.r, item.x + item.r, item.y + item.r)] if isinstance(item, Dot)
            else []
        )  # fmt: skip
        for x0, y0, x1, y1 in corners:
            low, high = min(y0, y1), max(y0, y1)
            if x0 <= x <= x1 and mark.y0 - 1 <= low and high <= mark.y1 + 1:
                found.append((x0, low, x1, high, item))
    return found


def is_red(scene: Scene, mark: Mark) -> bool:
    return any(CONFLICT in (item.fill, item.stroke) for *_, item in over(scene, mark))  # type: ignore[attr-defined]


@every_picture
def test_no_two_labels_overlap_and_none_leaves_the_picture(crowd, events, days, seed, size):
    scene, factor = scene_of(crowd(events, days, seed), size), size.text / 8
    texts, places = boxes(scene, factor)
    labels = [n for n, text in enumerate(texts) if text.get_color() == INK]
    assert len(labels) > (5 if size in (PAGE, SCREEN) else 0)
    assert {round(texts[n].get_fontsize() / factor, 2) for n in labels} == {LABEL}
    for n in labels:
        assert not [texts[m] for m in range(len(texts)) if m != n and places[m].overlaps(places[n])]
    picture = drawn(scene, "event").ax.get_window_extent()
    for text, box in zip(texts, places, strict=True):
        assert picture.x0 <= box.x0 and box.x1 <= picture.x1 and picture.y0 <= box.y0 and box.y1 <= picture.y1, text


@every_picture
def test_any_number_of_events_fits_the_room_and_every_event_has_a_mark(crowd, events, days, seed, size):
    tables = crowd(events, days, seed)
    scene = scene_of(tables, size)
    assert scene.width == pytest.approx(size.width) and scene.height <= size.height
    assert {identity for mark in scene.marks for identity in ids(mark)} == set(tables.events["event_id"])
    for mark in scene.marks:
        assert 0 <= mark.x0 < mark.x1 <= scene.width and 0 <= mark.y0 < mark.y1 <= scene.height


@every_room
@pytest.mark.parametrize("events", [20, 2000])
def test_names_beside_the_lanes_do_not_touch_and_no_words_but_labels_stand_upon_others(crowd, events, size):
    texts, places = boxes(scene_of(crowd(events), size), size.text / 8)
    named = [n for n, text in enumerate(texts) if text.get_color() != INK and text.get_ha() == "right"]
    assert len(named) > 12  # names and counts
    lines = [(n, m) for n, m in combinations(named, 2) if places[n].overlaps(places[m])]
    tall = 1.3 * size.text / 8 * 100 / 72  # two lines of one name are closer than two names
    assert all(abs(places[n].y0 - places[m].y0) < 12 * tall for n, m in lines)
    assert not [1 for n, m in lines if texts[n].get_position()[0] != texts[m].get_position()[0]]


@pytest.mark.parametrize("events", [200, 2000])
def test_the_same_events_in_any_order_give_the_same_picture(crowd, events):
    tables = crowd(events)
    turned = replace(tables, events=tables.events.iloc[::-1], participants=tables.participants.iloc[::-1])
    assert svg(scene_of(tables)) == svg(scene_of(turned))
    one, other = (render(views.draw_timeline(views.lanes(some)), "svg") for some in (tables, turned))
    assert one == other


def test_the_notebooks_drawing_is_the_scene_with_a_mark_for_each_of_its_marks(small_tables):
    frame = views.lanes(small_tables)
    figure, scene = views.draw_timeline(frame), timeline_scene(frame)
    assert list(figure.marks["label"]) == [mark.label for mark in scene.marks]
    assert set(figure.marks["kind"]) == {"event"}
    assert figure.marks["x1"].max() <= 1 and figure.marks["y1"].max() <= 1
    assert isinstance(figure, Drawn)


def test_a_mark_opens_its_event_and_undated_ones_are_named_so(small_tables):
    undated = [mark for mark in scene_of(small_tables).marks if ids(mark) == ("e3",)]
    assert len(undated) == 3 and all("not dated by the text" in mark.label for mark in undated)


def test_the_mark_of_a_bar_opens_all_events_that_it_counts_and_says_how_many(crowd):
    several = [mark for mark in scene_of(crowd(2000)).marks if len(ids(mark)) > 1]
    assert len(several) > 100
    for mark in several:
        assert f": {len(set(ids(mark))):,} events" in mark.label


def test_where_accounts_differ_a_ring_says_so_and_nowhere_else(small_tables):
    scene = scene_of(small_tables)
    for mark in scene.marks:
        assert ("accounts differ in date" in mark.label) == (ids(mark) == ("e1",))
        rings = [d for d in scene.items if isinstance(d, Dot) and d.stroke == CONFLICT]
        inside = [d for d in rings if mark.x0 <= d.x <= mark.x1 and mark.y0 <= d.y <= mark.y1]
        assert bool(inside) == (ids(mark) == ("e1",))
    told = small_tables.events.assign(conflict=None)
    assert "accounts differ" in [words.text for words in said(scene)]
    assert "accounts differ" not in [words.text for words in said(scene_of(replace(small_tables, events=told)))]


def test_a_bar_with_an_event_of_which_accounts_differ_has_a_red_end(crowd):
    scene = scene_of(crowd(2000))
    bars = [mark for mark in scene.marks if "dated by the text" in mark.label]
    assert len([mark for mark in bars if "accounts differ" in mark.label]) > 20
    for mark in bars:
        assert is_red(scene, mark) == ("accounts differ" in mark.label)


def test_a_vague_date_is_as_wide_as_it_is_vague_and_no_point_at_its_first_day(small_tables):
    vague = small_tables.events["event_id"] == "e2"
    events = small_tables.events.assign(
        date_end=small_tables.events["date_end"].mask(vague, pd.Timestamp("2031-03-06")),
        date_precision=small_tables.events["date_precision"].mask(vague, "range"),
    )
    scene = scene_of(replace(small_tables, events=events))
    wide, point = (next(mark for mark in scene.marks if ids(mark) == (event,)) for event in ("e2", "e4"))
    assert wide.x1 - wide.x0 > 3 * (point.x1 - point.x0)
    days = [scene.day_at(x) for x in (wide.x0 + 1, wide.x1 - 1)]
    assert [date.fromordinal(day) for day in days] == [date(2031, 3, 3), date(2031, 3, 6)]


def test_the_axis_ties_places_to_the_days_of_the_covered_time(crowd):
    for size in (PAGE, COLUMN, SLIDE):
        scene = scene_of(crowd(20), size)
        points = [mark for mark in scene.marks if ", 2031-" in mark.label and " to 2031-" not in mark.label]
        assert len(points) > 10
        for mark in points:
            day = date.fromordinal(scene.day_at((mark.x0 + mark.x1) / 2))
            assert f", {day}" in mark.label


def test_a_year_of_the_background_stands_left_of_the_break_under_its_own_name(crowd):
    frame = views.lanes(crowd(20))
    scene = timeline_scene(frame)
    names = {words.text for words in said(scene)}
    assert set(frame.loc[frame["era"] == "before", "date_start"].dt.year.astype("str")) < names
    old = [mark for mark in scene.marks if any(f", {year}-" in mark.label for year in (1988, 1994, 2020, 2029, 2030))]
    reaching_over = [mark for mark in scene.marks if "2031-01-01 to 2031-12-31" in mark.label]
    rest = [mark for mark in scene.marks if mark not in old and mark not in reaching_over]
    assert max(mark.x1 for mark in old) < min(mark.x0 for mark in rest)


def test_dated_bars_are_filled_by_channel_and_undated_ones_hollow(crowd):
    scene = scene_of(crowd(2000))
    bars = [mark for mark in scene.marks if "dated by the text" in mark.label and len(ids(mark)) > 4]
    hollow = [mark for mark in bars if "not dated by the text" in mark.label]
    assert len(hollow) > 5 and len(hollow) < len(bars)
    for mark in bars:
        fills = {item.fill for *_, item in over(scene, mark)} - {CONFLICT}  # type: ignore[attr-defined]
        assert fills == {"white"} if mark in hollow else fills <= {*CHANNEL_COLOURS.values(), "#444444", "white"}
        assert mark in hollow or fills != {"white"}


def test_a_bar_is_as_high_as_it_counts_events(crowd):
    scene = scene_of(crowd(2000))
    heights: dict[int, set[float]] = {}
    for mark in scene.marks:
        if "dated by the text" in mark.label and "not dated" not in mark.label and "Mara" in mark.label:
            pieces = [(low, high) for _, low, _, high, item in over(scene, mark) if item.fill != CONFLICT]  # type: ignore[attr-defined]
            tall = max(high for _, high in pieces) - min(low for low, _ in pieces)
            heights.setdefault(len(ids(mark)), set()).add(round(tall, 1))
    per_event = [height / number for number, some in heights.items() for height in some]
    assert len(heights) > 5 and np.ptp(per_event) < 0.15 * np.mean(per_event)


def test_a_frame_for_a_page_is_squeezed_into_a_lower_picture_rather_than_leave_it(crowd):
    low = Size(540, 8, 300)
    scene = timeline_scene(views.lanes(crowd(20)), low)
    assert scene.height <= low.height


def test_a_picture_of_nothing_says_so(no_tables):
    scene = scene_of(no_tables)
    assert not scene.marks and said(scene)[0].text.startswith("nothing to show: ")
