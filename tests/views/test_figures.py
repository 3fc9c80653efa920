import io
from collections.abc import Callable

import matplotlib.image
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from analysis import views
from analysis.schema import Tables
from analysis.views.figures import WIDTH, Drawn, png, render, short

DRAWINGS: dict[str, Callable[[Tables], Drawn]] = {
    "accounts": lambda tables: views.draw_accounts(views.accounts(tables, "e1")),
    "arcs": lambda tables: views.draw_arcs(views.pairs(tables)),
    "audiences": lambda tables: views.draw_audiences(views.to_audiences(tables)),
    "bases": lambda tables: views.draw_bases(views.bases(tables)),
    "channels": lambda tables: views.draw_channels(views.by_channel(tables)),
    "contacts": lambda tables: views.draw_contacts(views.contacts(tables)),
    "coverage": lambda tables: views.draw_coverage(views.coverage(tables)),
    "intensity": lambda tables: views.draw_intensity(views.by_day(tables)),
    "matrix": lambda tables: views.draw_matrix(views.pairs(tables)),
    "network": lambda tables: views.draw_network(views.pairs(tables)),
    "shares": lambda tables: views.draw_shares(views.shares(tables)),
    "timeline": lambda tables: views.draw_timeline(views.lanes(tables)),
    "weeks": lambda tables: views.draw_weeks(views.over_time(tables, "week")),
}
every_figure = pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)


def pixels(drawn: Drawn):
    return matplotlib.image.imread(io.BytesIO(png(drawn)))[:, :, :3]


def said(drawn: Drawn) -> list[str]:
    return [text.get_text() for text in drawn.ax.texts]


def renamed(tables: Tables, name: str) -> Tables:
    """The tables with one person under another name, wherever it stands."""
    swap = {"Tomas Brandt": name}
    actors, rows = (
        tables.actors.replace({"name": swap}),
        tables.communications.replace({"speaker": swap, "addressee": swap}),
    )
    return Tables(**{**dict(tables), "actors": actors, "communications": rows})


def many(people: int) -> pd.DataFrame:
    """Pairs in which everybody speaks to the next."""
    return pd.DataFrame(
        [
            dict(
                speaker_id=f"p{n}",
                speaker=f"Person Number{n}",
                addressee_id=f"p{(n + 1) % people}",
                addressee=f"Person Number{(n + 1) % people}",
                count=1 + n % 4,
                ids=(f"e{n}",),
                communication_ids=(f"c{n}",),
            )
            for n in range(people)
        ]
    )


@every_figure
def test_a_figure_without_rows_says_so_and_why(draw, no_tables):
    drawn = draw(no_tables)
    assert said(drawn)[0].startswith("nothing to show: ")
    assert drawn.marks.empty and list(drawn.marks.columns[:6]) == ["x0", "y0", "x1", "y1", "label", "kind"]


@every_figure
def test_every_mark_lies_within_the_figure_and_has_words_for_who_cannot_see_it(draw, small_tables):
    marks = draw(small_tables).marks
    assert len(marks)
    assert ((marks[["x0", "y0"]].min() >= 0) & (marks[["x0", "y0"]].max() < 1)).all()
    assert (
        (marks["x0"] < marks["x1"]).all()
        and (marks["y0"] < marks["y1"]).all()
        and (marks[["x1", "y1"]].max() <= 1).all()
    )
    assert marks["label"].str.len().min() > 5


@every_figure
def test_the_same_data_gives_the_same_bytes(draw, small_tables):
    for kind in ("png", "svg", "pdf"):
        assert render(draw(small_tables), kind, "a caption") == render(draw(small_tables), kind, "a caption")


@every_figure
def test_a_caption_leaves_the_figure_as_it_was(draw, small_tables):
    drawn = draw(small_tables)
    before = png(drawn)
    assert render(drawn, "png", "words " * 60) != before
    assert png(drawn) == before


@every_figure
def test_names_with_signs_that_mean_something_elsewhere_are_drawn_as_they_are(draw, small_tables):
    png(draw(renamed(small_tables, r"$\frac{Brandt$ & <b>Sons</b> _x_ ^ \n")))


def test_the_centre_of_a_matrix_mark_lies_in_its_cell(small_tables):
    drawn = views.draw_matrix(views.pairs(small_tables))
    image = pixels(drawn)
    height, width, _ = image.shape
    marks = drawn.marks.set_index("label")
    fullest = marks.loc["Mara Lindqvist to Tomas Brandt: 2 events"]
    fewer = marks.loc["Tomas Brandt to Mara Lindqvist: 1 event"]
    for mark, colour in ((fullest, "#083763"), (fewer, "#DCE9F5")):
        x, y = round((mark["x0"] + mark["x1"]) / 2 * width), round((mark["y0"] + mark["y1"]) / 2 * height)
        beside = image[y, x - round(0.3 * (mark["x1"] - mark["x0"]) * width)]  # beside the number in the middle
        assert beside == pytest.approx(to_rgb(colour), abs=0.02)


def test_the_marks_of_a_subplot_lie_in_it(small_tables):
    figure = Figure()
    left, right = figure.subplots(1, 2)
    of_scene = views.draw_matrix(views.pairs(small_tables), ax=left).marks
    assert of_scene["x0"].min() > 0.1 and of_scene["x1"].max() < 0.5
    marks = views.draw_intensity(views.by_day(small_tables), ax=right).marks
    assert marks["x0"].min() > 0.5


@pytest.mark.parametrize("people", [3, 60])
@pytest.mark.parametrize("draw", [views.draw_matrix, views.draw_arcs])
def test_few_and_many_people_fit_a_page(draw, people):
    drawn = draw(views.fold(many(people)))
    width, height = drawn.ax.figure.get_size_inches()
    assert width == WIDTH and height < 10.5
    shown = [label.get_text() for label in drawn.ax.get_yticklabels()] + said(drawn)
    assert ("46 others" in shown) == (people == 60)


def test_drawing_leaves_the_users_own_style_alone(small_tables):
    before = dict(matplotlib.rcParams)
    DRAWINGS["timeline"](small_tables)
    assert dict(matplotlib.rcParams) == before


def test_long_names_are_cut_and_a_teaching_corpus_is_not_named_on_every_line():
    assert short("International Committee of the Red Crescent") == "International Committee of th…"
    assert short("Sample Wire (teaching corpus)") == "Sample Wire"
    assert short("two\nlines\x00") == "two lines"


def test_a_bar_that_would_dwarf_the_others_is_cut_and_numbered(small_tables):
    days = views.coverage(small_tables)
    days.loc[days["day"].isna(), "articles"] = 500
    drawn = views.draw_coverage(days)
    assert "500" in said(drawn)
    assert drawn.ax.get_ylim()[1] < 10
    assert drawn.marks["y0"].min() > 0 and (drawn.marks["y0"] < drawn.marks["y1"]).all()
