"""Pictures as lists of shapes and words: matrix, counts over time and network, on screens of several widths."""

import math
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import views
from analysis.schema import CHANNELS, Tables
from analysis.views.counts import over_time
from analysis.views.figures_matrix import matrix_scene
from analysis.views.figures_network import network_places, network_scene
from analysis.views.figures_scene import drawn, fitted, width_of, wrapped
from analysis.views.figures_weeks import weeks_scene
from analysis.views.scene import CORNERS, Curve, Dot, Line, Mark, Rect, Scene, Size, Words, svg
from analysis.views.selection import Selection, select

NAMES = (
    "Mara Lindqvist", "Tomas Brandt", "Ilse Okoro", "Orvania", "Veslandic Ministry of Inner Water and Harbour Affairs",
    "Наталья Орлова", "Ανθή Παππά", "Յասմին Արամյան", "Joint Commission on the Incident at the Bridge of Halvern",
    "A", "Count Maximilian Ferdinand von und zu Hohenstein-Lindqvist", "<b>$x_1$ & \x00Sons</b>", "李小龙与朋友们",
)  # fmt: skip
SIZES = (Size(245), Size(540), Size(930, 9))
at_every_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width:g}pt")


def talks(people: int, rows: int = 150) -> pd.DataFrame:
    """Pairs of so many people, a few much busier than the rest, some of whom only listen."""
    chance = np.random.default_rng(people)
    cells = {}
    for one, other in np.minimum(chance.exponential(people / 5, (rows, 2)).astype(int), people - 1).tolist():
        if one != other:
            cells[one, other] = cells.get((one, other), 0) + int(chance.choice([1, 1, 2, 1300]))
    name = dict(enumerate(NAMES))
    return pd.DataFrame(
        [(f"p{a}", name.get(a, f"Person {a}"), f"p{b}", name.get(b, f"Person {b}"), n) for (a, b), n in cells.items()],
        columns=["speaker_id", "speaker", "addressee_id", "addressee", "count"],
    )


def matrix_frame(people: int) -> pd.DataFrame:
    frame = talks(people)
    ids = [(f"{number}-{n}" for n in range(count)) for number, count in enumerate(frame["count"])]
    ids = [tuple(some) for some in ids]
    return views.fold(frame.assign(ids=ids, communication_ids=ids))


def told(days: int, unit: str = "day", first: date = date(2030, 12, 20), each: int = 1) -> pd.DataFrame:
    """Counts on every ``each``-th day (or in weeks), by channel, and some that no text dates."""
    rows = []
    for number in range(0, days, each):
        day = first + timedelta(number)
        day -= timedelta(day.weekday()) if unit == "week" else timedelta()
        rows.append((pd.Timestamp(day), CHANNELS[number // each % len(CHANNELS)], 1 + number % 7))
    rows.append((pd.NaT, "call", 12))
    frame = pd.DataFrame(rows, columns=[unit, "channel", "count"])
    return frame.groupby([unit, "channel"], as_index=False, dropna=False)["count"].sum()


SCENES: dict[str, Callable[[Size], Scene]] = {
    "matrix of few": lambda size: matrix_scene(matrix_frame(4), size),
    "matrix of many": lambda size: matrix_scene(matrix_frame(40), size),
    "five days": lambda size: weeks_scene(told(5), size),
    "a week": lambda size: weeks_scene(told(5, "week"), size),
    "a year": lambda size: weeks_scene(told(400, each=3), size),
    "twenty years of weeks": lambda size: weeks_scene(told(7300, "week", each=5), size),
    "twenty years of days": lambda size: weeks_scene(told(7300, each=5), size),
    "network of few": lambda size: network_scene(talks(4), network_places(talks(4)), size),
    "network of many": lambda size: network_scene(talks(60, 500), network_places(talks(60, 500)), size),
}
every_scene = pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)


def box(words: Words) -> tuple[float, float, float, float]:
    """Where words that lie level stand."""
    wide, tall = width_of(words.text, words.size), 0.5 * words.size
    left = words.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[words.anchor] * wide
    return left, words.y - tall, left + wide, words.y + tall


def over(a: tuple[float, ...], b: tuple[float, ...], by: float = 0.5) -> bool:
    return a[0] + by < b[2] and b[0] + by < a[2] and a[1] + by < b[3] and b[1] + by < a[3]


def level(scene: Scene) -> list[Words]:
    return [item for item in scene.items if isinstance(item, Words) and not item.angle]


# ---------------------------------------------------------------- the two drawings


@given(words=st.text(), title=st.text(), about=st.text())
def test_whatever_an_article_says_the_svg_stays_well_formed_and_says_it(words, title, about):
    scene = Scene(100, 50, [Words(1, 2, words, colour="#000000")])
    parsed = ElementTree.fromstring(svg(scene, title, about))
    said = parsed.find("{*}text").text or ""
    assert said.split() == "".join(c if c.isprintable() else " " for c in words).split()
    assert {child.tag.split("}")[1] for child in parsed} <= {"title", "metadata", "rect", "text"}


@at_every_size
@every_scene
def test_screen_and_file_show_the_same_shapes_at_the_same_places(scene, size):
    picture = scene(size)
    on_screen, in_file = places_in_svg(svg(picture)), places_in_axes(drawn(picture, "x").ax)
    for kind in ("rect", "line", "curve", "dot"):
        assert on_screen[kind] == pytest.approx(in_file[kind], abs=0.02), kind
    assert sorted(on_screen["words"]) == sorted(in_file["words"])


def places_in_svg(text: str) -> dict[str, list]:
    found: dict[str, list] = {kind: [] for kind in ("rect", "line", "curve", "dot", "words")}
    for element in list(ElementTree.fromstring(text))[1:]:  # after the paper
        value = lambda name, element=element: float(element.get(name))  # noqa: E731
        match element.tag.split("}")[1]:
            case "rect":
                x, y = value("x"), value("y")
                found["rect"] += [x, y, x + value("width"), y + value("height")]
            case "polyline":
                found["line"] += [float(n) for n in re.findall(r"[-\d.]+", element.get("points"))]
            case "path":
                found["curve"] += [float(n) for n in re.findall(r"[-\d.]+", element.get("d"))]
            case "circle":
                found["dot"] += [value("cx"), value("cy"), value("r")]
            case "text":
                found["words"].append((element.text, round(value("x"), 1), round(value("y"), 1)))
    return found


def places_in_axes(ax) -> dict[str, list]:
    found: dict[str, list] = {kind: [] for kind in ("rect", "line", "curve", "dot")}
    for collection in ax.collections:
        kind = {"PolyCollection": "rect", "LineCollection": "line"}.get(type(collection).__name__, "dot")
        for path in collection.get_paths():
            (x0, y0), (x1, y1) = path.vertices.min(axis=0), path.vertices.max(axis=0)
            dot = [(x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2]
            found[kind] += (
                path.vertices.ravel().tolist() if kind == "line" else [x0, y0, x1, y1] if kind == "rect" else dot
            )
    found["curve"] = [n for patch in ax.patches for n in patch.get_path().vertices.ravel().tolist()]
    found["words"] = [(t.get_text(), *(round(float(f"{n:.2f}"), 1) for n in t.get_position())) for t in ax.texts]
    return found


def test_every_shape_and_sign_is_drawn_on_the_screen_and_in_files():
    shapes = [Rect(0, 0, 5, 5, "#FF0000"), Line(((0, 0), (9, 9)), dashed=True), Curve((0, 0), (5, 9), (9, 0))]
    scene = Scene(20, 20, [*shapes, *(Dot(9, 9, 2, shape) for shape in ("o", *CORNERS)), Words(1, 1, "a", angle=40)])
    assert len(ElementTree.fromstring(svg(scene))) == 1 + len(scene.items)
    ax = drawn(scene, "x").ax
    shown = sum(len(collection.get_paths()) for collection in ax.collections) + len(ax.patches) + len(ax.texts)
    assert shown == len(scene.items)


def test_a_place_on_the_axis_is_a_day_and_a_place_beside_it_the_nearest():
    scene = Scene(100, 10, days=((10, 100.0), (20, 200.0), (90, 207.0)))
    assert [scene.day_at(x) for x in (0, 10, 15, 20, 31, 90, 99)] == [100, 100, 150, 200, 201, 207, 207]
    with pytest.raises(ValueError, match="no time"):
        Scene(100, 10).day_at(5)


def test_names_are_cut_to_the_room_that_they_have():
    for name in NAMES:
        assert width_of(fitted(name, 60), 8) <= 60
        lines = wrapped(name, 80, most=2)
        assert len(lines) <= 2 and all(width_of(line, 8) <= 80 for line in lines)
    assert fitted("Mara Lindqvist", 200) == "Mara Lindqvist"
    assert wrapped("Ministry of Inner Water", 80) == ["Ministry of Inner", "Water"]


# ---------------------------------------------------------------- what every picture holds


@at_every_size
@every_scene
def test_everything_lies_within_the_picture_and_no_level_words_lie_over_each_other(scene, size):
    picture = scene(size)
    assert picture.width == size.width and picture.height <= 700
    boxes = [box(words) for words in level(picture)]
    for x0, y0, x1, y1 in [*boxes, *(mark[:4] for mark in picture.marks)]:
        assert -0.5 <= x0 < x1 <= picture.width + 0.5 and -0.5 <= y0 < y1 <= picture.height + 0.5
    assert not [pair for pair in combinations(boxes, 2) if over(*pair)]


@at_every_size
@every_scene
def test_every_mark_says_what_it_is_and_is_a_selection(scene, size):
    for mark in scene(size).marks:
        assert re.search(r"\d", mark.label) and len(mark.label) > 8
        assert isinstance(Selection(**mark.narrows), Selection)


@every_scene
def test_the_same_frame_gives_the_same_picture(scene):
    assert svg(scene(Size())) == svg(scene(Size()))


@pytest.mark.parametrize("size", SIZES)
def test_an_empty_picture_says_why_within_its_width(size):
    for scene in (
        matrix_scene(talks(4).iloc[:0], size),
        network_scene(talks(4).iloc[:0], {}, size),
        network_scene(talks(4), {}, size),
        weeks_scene(told(5).iloc[:0], size),
        weeks_scene(told(5).iloc[-1:], size),
    ):
        lines = level(scene)
        assert lines[0].text.startswith("nothing to show: ") and not scene.marks
        assert all(box(line)[0] >= 0 and box(line)[2] <= size.width for line in lines)


# ---------------------------------------------------------------- the matrix


@at_every_size
@pytest.mark.parametrize("people", [3, 15, 40])
def test_slanted_names_touch_neither_each_other_nor_the_edge(people, size):
    scene = matrix_scene(matrix_frame(people), size)
    slanted = [item for item in scene.items if isinstance(item, Words) and item.angle]
    assert len(slanted) == len({mark.x0 for mark in scene.marks}) > 1
    for words in slanted:
        long, angle = width_of(words.text, words.size), math.radians(words.angle)
        assert words.x + long * math.cos(angle) <= size.width and words.y - long * math.sin(angle) >= 0
    for one, other in pairwise(slanted):
        assert (other.x - one.x) * math.sin(math.radians(one.angle)) >= one.size


@at_every_size
def test_every_count_of_the_matrix_stands_in_its_cell(size):
    scene = matrix_scene(matrix_frame(15), size)
    numbers = [words for words in level(scene) if re.fullmatch(r"[\d,]+k?", words.text)]
    assert len(numbers) == len(scene.marks)
    for words in numbers:
        inside = [m for m in scene.marks if m.x0 <= box(words)[0] and box(words)[2] <= m.x1 and m.y0 < words.y < m.y1]
        assert len(inside) == 1
        assert words.text[:-1] in inside[0].label  # the label says it whole


def test_a_cell_of_others_stands_for_everybody_who_was_folded():
    frame = matrix_frame(40)
    folded = set(frame.attrs["others"])
    kept = {*frame["speaker_id"], *frame["addressee_id"]} - {"others"}
    everybody = {*talks(40)["speaker_id"], *talks(40)["addressee_id"]}
    assert len(kept) == 14 and folded == everybody - kept
    marks = [mark for mark in matrix_scene(frame, Size()).marks if " others" in mark.label]
    assert marks and all(folded in (set(m.narrows["speakers"]), set(m.narrows["addressees"])) for m in marks)


def test_a_cell_of_the_matrix_keeps_the_very_rows_that_it_counts(small_tables):
    for most in (15, 3):
        for mark in matrix_scene(views.fold(views.pairs(small_tables), most), Size()).marks:
            assert counted(small_tables, mark) == number_in(mark.label), mark


# ---------------------------------------------------------------- counts over time


@at_every_size
@pytest.mark.parametrize("frame", [told(5), told(400), told(7300, "week", each=5), told(7300, each=5)])
def test_no_count_is_lost_and_bars_are_wide_enough_to_be_seen(frame, size):
    scene = weeks_scene(frame, size)
    assert sum(number_in(mark.label) for mark in scene.marks) == frame.dropna()["count"].sum()
    assert min(mark.x1 - mark.x0 for mark in scene.marks) > 2.5
    assert any("Not in the bars: 12 events" in words.text for words in level(scene)) or size.width < 300


@at_every_size
@pytest.mark.parametrize("frame", [told(5), told(90, "week"), told(7300, each=5)])
def test_the_brush_finds_the_days_of_a_bar(frame, size):
    scene = weeks_scene(frame, size)
    for mark in scene.marks:
        first, last = mark.narrows["date_from"].toordinal(), mark.narrows["date_to"].toordinal()
        assert first <= scene.day_at((mark.x0 + mark.x1) / 2) <= last
    assert [x for x, _ in scene.days] == sorted({x for x, _ in scene.days})
    assert [day for _, day in scene.days] == sorted({day for _, day in scene.days})


def test_a_few_events_of_long_ago_leave_the_room_to_the_others():
    past = pd.DataFrame([(pd.Timestamp(1994, 5, 12), "letter", 1)], columns=["day", "channel", "count"])
    scene = weeks_scene(pd.concat([told(60), past]), Size())
    assert scene.marks[0].narrows["date_from"] == date(1994, 5, 12)
    assert {"earlier", "from 1994"} <= {words.text for words in level(scene)}
    assert "20 December 2030, call: 1 event" in [mark.label for mark in scene.marks]


def test_a_bar_keeps_the_very_rows_that_it_counts(small_tables):
    """Also where an account gives its event another day or channel, or another event lies somewhere in that month."""
    vague = small_tables.events["event_id"] == "e4"
    events = small_tables.events.assign(
        date_end=small_tables.events["date_end"].mask(vague, pd.Timestamp(2031, 3, 31)),
        date_precision=small_tables.events["date_precision"].mask(vague, "range"),
    )
    rows = small_tables.communications
    rows = rows.assign(channel=rows["channel"].mask(rows["communication_id"] == "c02", "meeting"))
    tables = replace(small_tables, events=events, communications=rows)
    marks = weeks_scene(over_time(tables), Size()).marks
    assert {mark.label: counted(tables, mark) for mark in marks} == {
        "3 March 2031, call: 1 event": 1, "3 March 2031, unspecified: 1 event": 1, "4 March 2031, press: 1 event": 1,
    }  # fmt: skip
    call = select(tables, Selection(**marks[0].narrows)).communications
    assert set(call["communication_id"]) == {"c01", "c02", "c11"}


# ---------------------------------------------------------------- the network


def test_everybody_keeps_his_place_under_a_filter():
    frame = talks(20)
    places = network_places(frame)
    some = frame[frame["speaker_id"] == "p1"]
    before, after = (nodes(network_scene(rows, places, Size())) for rows in (frame, some))
    assert 1 < len(after) < len(before)
    assert all(before[name] == place for name, place in after.items())


def nodes(scene: Scene) -> dict[str, tuple[float, float]]:
    marks = [mark for mark in scene.marks if "spoke to" in mark.label]
    return {m.label.split(":")[0]: (round((m.x0 + m.x1) / 2, 2), round((m.y0 + m.y1) / 2, 2)) for m in marks}


def test_who_is_not_drawn_is_counted():
    frame = talks(60, 500)
    scene = network_scene(frame, network_places(frame), Size())
    everybody = {*frame["speaker_id"], *frame["addressee_id"]}
    words = " ".join(words.text for words in level(scene))
    assert f"{len(everybody) - len(nodes(scene))} less active actors" in words


def test_a_line_says_both_directions_and_an_arrow_shows_the_only_one(small_tables):
    pairs = views.pairs(small_tables)
    scene = network_scene(pairs, network_places(pairs), Size())
    labels = [mark.label for mark in scene.marks]
    assert "Mara Lindqvist to Tomas Brandt: 2 events; back: 1 event" in labels
    assert "Orvania to Mara Lindqvist: 1 event" in labels
    assert (
        sum(isinstance(item, Curve) for item in scene.items) == sum("to" in x and "back" not in x for x in labels) - 4
    )


def test_nodes_and_lines_keep_the_very_rows_that_they_count(small_tables):
    pairs = views.pairs(small_tables)
    of_pair = {frozenset((row.speaker, row.addressee)): set() for row in pairs.itertuples()}
    for row in pairs.itertuples():
        of_pair[frozenset((row.speaker, row.addressee))] |= set(row.ids)
    for mark in network_scene(pairs, network_places(pairs), Size()).marks:
        rows = select(small_tables, Selection(**mark.narrows)).communications
        if mark.narrows.get("between"):
            names = re.fullmatch(r"([^:]+) to ([^:]+): .*", mark.label)
            assert set(rows["event_id"]) == of_pair[frozenset(names.groups())]
        else:
            name = mark.label.split(":")[0]
            assert set(rows["event_id"]) == set().union(*(ids for pair, ids in of_pair.items() if name in pair))


def counted(tables: Tables, mark: Mark) -> int:
    """How many events the rows tell of that a mark keeps."""
    return select(tables, Selection(**mark.narrows)).communications["event_id"].nunique()


def number_in(label: str) -> int:
    return int(re.search(r": ([\d,]+) event", label)[1].replace(",", ""))
