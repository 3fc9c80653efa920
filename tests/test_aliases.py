"""The user's aliases.csv: it wins over everything, and what is wrong in it is said."""

from __future__ import annotations

import pytest

import analysis
from analysis import extraction
from analysis.aliases import FILE, read_aliases

FULL = "Veslandic Foreign Minister Mara Lindqvist said the ferry was late."
NICKNAME = "Dottie told reporters that the bridge was open."


def people(tables):
    return sorted(tables.actors.loc[tables.actors["kind"] == "person", "name"])


def problems(tables):
    rows = tables.problems[tables.problems["path"] == FILE]
    return list(rows[["location", "severity", "message"]].itertuples(index=False, name=None))


def test_a_name_that_only_the_user_knows_joins_its_actor(build_from):
    texts = {"a.txt": FULL, "b.txt": NICKNAME}
    assert "Mara Lindqvist" in people(build_from(texts)) and len(build_from(texts).articles) == 2
    tables = build_from({**texts, FILE: "alias,name\ndottie,Mara Lindqvist\n"})
    assert people(tables) == ["Mara Lindqvist"]
    assert set(tables.communications["speaker"]) == {"Mara Lindqvist"}
    assert len(tables.articles) == 2 and not problems(tables)


def test_the_user_wins_over_a_lone_surname_that_two_people_bear(build_from):
    texts = {"a.txt": FULL, "b.txt": "Mayor Jonas Lindqvist said it was early.", "c.txt": "Ms. Lindqvist urged calm."}
    tables = build_from({**texts, FILE: "alias,name\nLindqvist,Mara Lindqvist\n"})
    assert people(tables) == ["Jonas Lindqvist", "Mara Lindqvist"]


def test_the_user_says_name_kind_and_country(build_from):
    tables = build_from(
        {"a.txt": "The Harbour Safety Board said the ferry was late.",
         FILE: "alias;name;kind;country\nHarbour Safety Board;Veslandic state;country;XVE\n"}
    )  # fmt: skip
    (state,) = tables.actors[tables.actors["kind"] != "audience"].itertuples()
    assert (state.name, state.kind, state.country) == ("Veslandic state", "country", "XVE")
    assert "Harbour Safety Board" in state.aliases


def test_a_capital_or_seat_can_be_given_to_its_country(build_from):
    tables = build_from(
        {"a.txt": "Vesland said the ferry was late.", "b.txt": "The Harbour Palace Council said it was early.",
         FILE: "alias,name\nHarbour Palace Council,Vesland\n"}
    )  # fmt: skip
    assert set(tables.communications["speaker"]) == {"Vesland"}
    assert list(tables.actors.loc[tables.actors["name"] == "Vesland", "kind"]) == ["country"]


@pytest.mark.parametrize(
    ("content", "location", "says"),
    [
        ("alias,name\nDottie,\n", "row 2", "empty"),
        ("alias,name,kind\nDottie,Mara Lindqvist,ferry\n", "row 2", "kind ferry"),
        ("alias,name,kind,country\nDottie,Mara Lindqvist,,ZZZ\n", "row 2", "ZZZ"),
        ("alias,name\nDottie,Lindqvist, Mara\n", "row 2", "quotation marks"),
        ("alias,name\nDottie,Mara Lindqvist\nDottie,Jonas Lindqvist\n", "row 3", "already stands for Mara Lindqvist"),
        ("alias,name\nDottie,Mara Lindqvist\nMara Lindqvist,Dottie\n", "row 3", "already stands for"),
        ("alias,name\nA,Dottie\nDottie,Mara Lindqvist\nMara Lindqvist,A\n", "row 4", "already stands for"),
        ("nickname,person\nDottie,Mara Lindqvist\n", "row 1", "alias,name"),
        ("", "row 1", "empty"),
    ],
)
def test_a_malformed_row_is_a_problem_with_its_place_and_a_remedy(tmp_path, content, location, says):
    (tmp_path / FILE).write_text(content, encoding="utf-8")
    _, (problem,) = read_aliases(tmp_path)
    assert (problem["path"], problem["location"], problem["severity"]) == (FILE, location, "error")
    assert says in problem["message"] and problem["remedy"]


def test_the_alias_of_an_alias_stands_for_the_same_actor(build_from):
    texts = {"a.txt": FULL, "b.txt": NICKNAME, "c.txt": "Dodo said it was early."}
    for rows in ("Dodo,Dottie\nDottie,Mara Lindqvist", "Dottie,Mara Lindqvist\nDodo,Dottie"):
        tables = build_from({**texts, FILE: f"alias,name\n{rows}\nMara Lindqvist,Mara Lindqvist\n"})
        assert people(tables) == ["Mara Lindqvist"] and not problems(tables)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00alias", b'alias,name\n"Dottie,Mara\n' + b"\x00" * 9])
def test_a_file_that_is_no_csv_stops_nothing(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    aliases, wrong = read_aliases(tmp_path)
    assert not aliases and wrong


def test_the_other_rows_of_a_faulty_file_are_used_and_comments_passed_over(build_from):
    tables = build_from(
        {"a.txt": FULL, "b.txt": NICKNAME, FILE: "\ufeffalias,name\n# mine\n,\n,x\nDottie,Mara Lindqvist\n"}
    )
    assert people(tables) == ["Mara Lindqvist"]
    assert [location for location, _, _ in problems(tables)] == ["row 4"]


def test_an_alias_that_nobody_bears_is_noted(build_from):
    tables = build_from({"a.txt": FULL, FILE: "alias,name\nMr Nobody,Tomas Brandt\n"})
    assert [(severity, "mr nobody" in message) for _, severity, message in problems(tables)] == [("note", True)]


def test_new_aliases_join_anew_and_read_no_article_again(build_from, tmp_path, monkeypatch):
    assert people(build_from({"a.txt": FULL, "b.txt": NICKNAME}, tmp_path)) != ["Mara Lindqvist"]
    monkeypatch.setattr(extraction, "extract", lambda texts: pytest.fail("read again"))
    (tmp_path / FILE).write_text("alias,name\nDottie,Mara Lindqvist\n", encoding="utf-8")
    assert people(analysis.build(tmp_path, progress=False)) == ["Mara Lindqvist"]
