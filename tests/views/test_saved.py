import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.schema import ACTOR_KINDS, ACTS, CHANNELS, STATUSES
from analysis.views import saved
from analysis.views.saved import ViewError
from analysis.views.selection import Selection


def several(values):
    return st.lists(values, max_size=3).map(tuple)


days = st.one_of(st.none(), st.dates())
selections = st.builds(
    Selection, date_from=days, date_to=days, include_undated=st.booleans(), to_the_day=st.booleans(),
    actors=several(st.text()),
    speakers=several(st.text()), addressees=several(st.text()), countries=several(st.text()), between=st.booleans(),
    kinds=several(st.sampled_from(ACTOR_KINDS)), channels=several(st.sampled_from(CHANNELS)),
    acts=several(st.sampled_from(ACTS)), statuses=several(st.sampled_from(STATUSES)),
    sources=several(st.one_of(st.none(), st.text())), reported_by=several(st.text()), text=st.text(),
    include_audiences=st.booleans(), minimum_confidence=st.one_of(st.none(), st.floats(0, 1)),
    minimum_sources=st.one_of(st.none(), st.integers(0, 99)), events=several(st.text()),
    communications=several(st.text()),
)  # fmt: skip


@given(selections, st.text(max_size=90).filter(str.strip))
def test_a_view_comes_back_as_it_was_saved_whatever_its_name(tmp_path_factory, selection, name):
    folder = tmp_path_factory.mktemp("kept")
    path = saved.save(selection, name, folder)
    assert saved.load(name, folder) == saved.load(path, Path("elsewhere")) == selection
    assert path.parent == views(folder) and saved.names(folder) == [name.strip()]


def test_the_file_is_small_and_says_in_words_what_it_keeps(tmp_path):
    view = Selection(channels="call", actors="p1", date_from="2031-03-01", include_undated=False)
    path = saved.save(view, "Calls in March", tmp_path, {"p1": "Mara Lindqvist"})
    assert path.name == "Calls in March.json"
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "format": 1,
        "name": "Calls in March",
        "sentence": "Calls with Mara Lindqvist, from 1 March 2031 on",
        "filters": {"date_from": "2031-03-01", "include_undated": False, "actors": ["p1"], "channels": ["call"]},
    }


def test_a_view_is_replaced_by_one_of_the_same_name_and_no_other(tmp_path):
    saved.save(Selection(text="one"), "a/b", tmp_path)
    saved.save(Selection(text="two"), "a_b", tmp_path)
    saved.save(Selection(text="three"), "a/b", tmp_path)
    assert saved.load("a/b", tmp_path).text == "three" and saved.load("a_b", tmp_path).text == "two"
    assert saved.names(tmp_path) == ["a/b", "a_b"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "CON", "nul", "...", "x" * 300, "a\\b:c?", "Զանգեր", ".hidden"])
def test_a_file_has_a_name_that_every_system_takes(name):
    given = saved.file_name(name)
    assert Path(given).name == given and len(given) < 80 and not given.startswith(".")
    assert given.casefold() not in ("con.json", "nul.json") and not set(given) & set('/\\:*?"<>|')


def views(source):
    folder = source / "corrections" / "views"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def written(source, filters, **others):
    (views(source) / "v.json").write_text(json.dumps({"format": 1, "name": "v", "filters": filters, **others}))
    return source


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"chanels": ["call"]}, "no filter “chanels”. did you mean “channels”"),
        ({"colour": 1}, "no filter “colour”. filters are date_from"),
        ({"channels": ["phone"]}, "channels: 'phone' not among call"),
        ({"actors": [1]}, "“actors” is \\[1\\], where a list of texts"),
        ({"actors": None}, "“actors” is null"),
        ({"date_from": "March"}, "“date_from” is \"March\", where a day as 2031-03-04"),
        ({"between": "yes"}, "“between” is \"yes\", where true or false"),
        ({"minimum_confidence": 80}, "a number between 0 and 1"),
        ({"minimum_confidence": float("nan")}, "a number between 0 and 1"),
        ({"minimum_sources": 1.5}, "a whole number"),
        ({"text": ["a"]}, "where a text is expected"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_named_with_the_file(tmp_path, filters, words):
    with pytest.raises(ViewError, match=words) as raised:
        saved.load("v", written(tmp_path, filters))
    assert "v.json" in str(raised.value)


def test_a_broken_file_a_newer_one_and_none_at_all_are_told_apart(tmp_path):
    with pytest.raises(ViewError, match="no view “v” in .*; there are: none yet"):
        saved.load("v", tmp_path)
    with pytest.raises(ViewError, match="format 2 is not 1"):
        saved.load("v", written(tmp_path, {}, format=2))
    (views(tmp_path) / "v.json").write_text('{"format": 1,')
    with pytest.raises(ViewError, match="v.json cannot be read as JSON .*mend it"):
        saved.load("v", tmp_path)
    (views(tmp_path) / "v.json").write_text("[]")
    with pytest.raises(ViewError, match="no saved view"):
        saved.load("v", tmp_path)
    saved.save(Selection(), "Everything", tmp_path)
    with pytest.raises(ViewError, match="there are: “Everything”, “v”"):
        saved.load("nothing", tmp_path)


def test_a_nameless_view_is_refused(tmp_path):
    with pytest.raises(ViewError, match="needs a name"):
        saved.save(Selection(), "  ", tmp_path)


def test_a_view_is_opened_from_a_file_wherever_that_lies(tmp_path):
    path = saved.save(Selection(date_to=date(2031, 3, 4)), "x", tmp_path / "articles")
    moved = path.replace(tmp_path / "sent by a colleague.json")
    assert saved.load(str(moved), tmp_path).date_to == date(2031, 3, 4)
