"""Every table is declared once; what does not fit is refused by name, with its rows."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.schema import TABLES, SchemaError, as_markdown, empty, frame, validate

PROBLEM = {"path": "a.txt", "stage": "reading", "severity": "error", "message": "the file is empty"}
EVENT = {"event_id": "e1", "what": "a call", "articles": 1, "sources": 1}


@pytest.mark.parametrize("name", TABLES)
def test_every_declared_table_validates_empty_and_has_its_columns(name):
    table = validate(name, empty(name))
    assert list(table) == TABLES[name].names
    assert len(table) == 0
    assert table.dtypes.astype(str).tolist() == [column.dtype for column in TABLES[name].columns]
    assert frame(name, []).equals(table)


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_and_a_full_one_have_the_same_types(name):
    samples = {"text": "a", "date": "2031-03-04", "whole": 1, "real": 0.5, "flag": True}
    row = {c.name: c.values[0] if c.values else samples[c.type] for c in TABLES[name].columns}
    assert (frame(name, [row]).dtypes == empty(name).dtypes).all()


@pytest.mark.parametrize("name", TABLES)
def test_a_column_that_must_be_filled_is_refused_when_null(name):
    samples = {"text": "a", "date": "2031-03-04", "whole": 1, "real": 0.5, "flag": True}
    row = {c.name: c.values[0] if c.values else samples[c.type] for c in TABLES[name].columns}
    for column in TABLES[name].columns:
        if column.nullable:
            assert frame(name, [{**row, column.name: None}])[column.name].isna().all()
        else:
            with pytest.raises(SchemaError, match=rf"{name}\.{column.name}: null"):
                frame(name, [{**row, column.name: None}])


def test_a_key_may_be_given_once():
    with pytest.raises(SchemaError, match="rows that share event_id") as refusal:
        frame("events", [EVENT, {**EVENT, "what": "another call"}])
    assert "another call" in str(refusal.value)


@pytest.mark.parametrize("name", TABLES)
def test_the_columns_of_every_key_exist_and_are_never_null(name):
    table = TABLES[name]
    assert all(not column.nullable for column in table.columns if column.name in table.key)
    assert set(table.key) <= set(table.names)


def test_an_undeclared_column_is_refused_by_name():
    with pytest.raises(SchemaError, match="problems: no such column: colour"):
        frame("problems", [{**PROBLEM, "colour": "red"}])
    with pytest.raises(SchemaError, match="undeclared.*colour"):
        validate("problems", frame("problems", [PROBLEM]).assign(colour="red"))


def test_a_missing_column_is_refused_by_name():
    with pytest.raises(SchemaError, match="problems: lacks .*severity"):
        validate("problems", frame("problems", [PROBLEM]).drop(columns="severity"))


def test_a_value_that_is_not_among_the_declared_is_refused_and_shown():
    with pytest.raises(SchemaError, match=r"problems\.severity: \['fatal'\] not among"):
        frame("problems", [PROBLEM, {**PROBLEM, "severity": "fatal"}])


@pytest.mark.parametrize(("column", "value"), [("articles", "many"), ("articles", 1.5), ("date_start", "soon")])
def test_a_value_of_another_type_is_refused_with_the_column(column, value):
    with pytest.raises(SchemaError, match=rf"events\.{column}"):
        frame("events", [{**EVENT, column: value}])


def test_a_null_is_shown_with_its_row():
    with pytest.raises(SchemaError, match="the file is empty"):
        frame("problems", [PROBLEM, {**PROBLEM, "path": None}])


@pytest.mark.parametrize("day", ["1453-05-29", "0476-09-04", "2300-01-01", "9999-12-31"])
def test_days_far_away_fit(day):
    (event,) = frame("events", [{**EVENT, "date_start": day}]).itertuples()
    assert event.date_start.strftime("%Y-%m-%d").zfill(10) == day


def test_validation_leaves_the_frame_given_as_it_was():
    given = pd.DataFrame([PROBLEM]).reindex(columns=TABLES["problems"].names).astype(object)
    before = given.copy(deep=True)
    validate("problems", given)
    pd.testing.assert_frame_equal(given, before)


def test_the_documentation_names_every_table_and_column():
    text = as_markdown()
    for name, table in TABLES.items():
        assert f"## {name}\n" in text
        assert all(f"| {column.name} | {column.type} |" in text for column in table.columns)
