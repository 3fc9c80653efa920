"""The codebook names every value that a table can hold, and each of its examples gives the row that it says."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pandas as pd
import pytest

from analysis.schema import ACTS, CHANNELS, PRECISIONS, STATUSES, TABLES, Tables
from analysis.views import counts

CODEBOOK = (Path(__file__).parents[1] / "docs" / "codebook.md").read_text(encoding="utf-8")
HEADER = "Date: 5 March 2031\n\n"
INTRODUCTION = (
    "Foreign Minister Mara Lindqvist of Vesland, President Tomas Brandt of Orvania, Envoy Ilse Okoro and Mayor Piet "
    "Hallam know each other.\n\n"
)
AGAIN = (
    "The old harbour of Halvern was full of people from Orvania. In it stood Tomas Brandt, the president, and with him "
    "Mara Lindqvist, the minister of Vesland.\n\n"
)  # the second article of a folder: no reprint of the first


class Row(NamedTuple):
    """One row of a table of the codebook, below the heading that it stands under."""

    heading: str
    cells: tuple[str, ...]


def _rows() -> list[Row]:
    heading, found = "", []
    for line in CODEBOOK.splitlines():
        if line.startswith("#"):
            heading = line
        elif line.startswith("| ") and not re.match(r"\| (case|value|articles) ", line):
            found.append(Row(heading, tuple(cell.strip() for cell in line.strip("|").split("|"))))
    return found


ROWS = _rows()
COUNTS = [row.cells for row in ROWS if row.heading == "## How counts are made"]
CONFLICTS = [row.cells for row in ROWS if "`conflict`" in row.heading]
EXAMPLES = [row.cells[1:] for row in ROWS if len(row.cells) == 3]


def _is(name: str, actual: str) -> bool:
    """Whether a name of the codebook, a surname for instance, is that of an actor."""
    return actual == name or actual.endswith(f" {name}")


@pytest.fixture(scope="module")
def read_examples(build_from) -> dict[str, Tables]:
    """Sentence to the tables of its article: all are built at once."""
    sentences = sorted({row.cells[1] for row in ROWS if len(row.cells) == 3})
    files = {f"{number:03}.txt": f"{HEADER}{INTRODUCTION}{text}\n" for number, text in enumerate(sentences)}
    tables = build_from(files)
    path = tables.articles.set_index("article_id")["path"]
    return {text: _of_article(tables, path[path == name].index[0]) for name, text in zip(files, sentences, strict=True)}


def _of_article(tables: Tables, article: str) -> SimpleNamespace:
    """The rows of one article in the tables that have articles, and the events and actors that they name."""
    own = {n: f[f["article_id"] == article] for n, f in tables if "article_id" in f and n != "problems"}
    events = tables.events[tables.events["event_id"].isin(own["event_sources"]["event_id"])]
    participants = tables.participants[tables.participants["event_id"].isin(events["event_id"])]
    return SimpleNamespace(**{**own, "events": events, "participants": participants, "actors": tables.actors})


# -- examples --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sentence", "rows"), EXAMPLES)
def test_an_example_gives_the_row_that_stands_beside_it(read_examples, sentence, rows):
    tables = read_examples[sentence]
    kind, _, rest = rows.partition(" ")
    if kind in _OTHERS:
        _OTHERS[kind](tables, rest)
        return
    expected = [] if rows == "nothing" else re.findall(r"`([^`]+)`", rows)
    left = [row for _, row in tables.communications.iterrows()]
    for example in expected:
        fitting = [row for row in left if _fits(row, example)]
        assert fitting, f"{example} not among {[_shown(row) for row in left]}"
        left = [row for row in left if row is not fitting[0]]
    assert not left, [_shown(row) for row in left]


def _shown(row: pd.Series) -> str:
    return " ".join(str(row[c]) for c in ("speaker", "mutual", "addressee", "act", "channel", "status", "reported_by"))


def _fits(row: pd.Series, example: str) -> bool:
    pair, _, what = example.partition(": ")
    one, arrow, other = re.split(r" ([>=]) ", pair)
    sides = [(row["speaker"], row["addressee"])] + [(row["addressee"], row["speaker"])] * bool(row["mutual"])
    named = any(_is(one, speaker) and _is(other, addressee) for speaker, addressee in sides)
    return named and row["mutual"] == (arrow == "=") and all(_has(row, part) for part in what.split(", ") if part)


def _has(row: pd.Series, part: str) -> bool:
    for column, values in (("act", ACTS), ("channel", CHANNELS), ("status", STATUSES), ("date_precision", PRECISIONS)):
        if part in values:
            return row[column] == part
    if part.startswith("by "):
        reporter = row["reported_by"]
        return pd.isna(reporter) if part == "by nobody" else pd.notna(reporter) and _is(part[3:], reporter)
    if part == "nowhere" or part.startswith("in "):
        return row["place"] == part[3:] if part != "nowhere" else pd.isna(row["place"])
    if part == "undated":
        return pd.isna(row["date_start"])
    return pd.notna(row["date_start"]) and row["date_start"].date().isoformat() == part


def _quoted(rest: str) -> tuple[str, str, str]:
    """Words in quotation marks, the value behind them, and whose they are."""
    return re.fullmatch(r"“(.+)” `(\S+)`(?: of (.+))?", rest).groups()


def _event(tables: SimpleNamespace, rest: str) -> None:
    assert rest.strip("`") in set(tables.events["act"].dropna()) | set(tables.events["date_precision"].dropna())


def _time(tables: SimpleNamespace, rest: str) -> None:
    text, kind, _ = _quoted(rest)
    assert (text, kind) in set(zip(tables.times["text"], tables.times["kind"], strict=True))


def _quote(tables: SimpleNamespace, rest: str) -> None:
    text, kind, speaker = _quoted(rest)
    found = [(q.text, q.kind) for q in tables.quotes.itertuples() if _is(speaker, q.speaker)]
    assert found == [(text, kind)]


def _actor(tables: SimpleNamespace, rest: str) -> None:
    name, kind = re.fullmatch(r"(.+) `(\S+)`", rest).groups()
    used = tables.communications[["speaker_id", "addressee_id"]].stack()
    actors = tables.actors[tables.actors["actor_id"].isin(used)]
    assert (name, kind) in set(zip(actors["name"], actors["kind"], strict=True))


def _mention(tables: SimpleNamespace, rest: str) -> None:
    text, form, name = _quoted(rest)
    named = tables.mentions.merge(tables.actors[["actor_id", "name"]], on="actor_id")
    assert any((m.text, m.form) == (text, form) and _is(name, m.name) for m in named.itertuples())


def _participant(tables: SimpleNamespace, rest: str) -> None:
    name, part = re.fullmatch(r"(.+) `(\S+)`", rest).groups()
    named = tables.participants.merge(tables.actors[["actor_id", "name"]], on="actor_id")
    assert [p.part for p in named.itertuples() if _is(name, p.name)] == [part]


def _claim(tables: SimpleNamespace, rest: str) -> None:
    words, number, unit, claimant = re.fullmatch(r"“(.+)” (\S+) `(.+)` of (.+)", rest).groups()
    (claim,) = tables.event_sources[tables.event_sources["claim"].notna()].itertuples()
    by_nobody = claimant == "nobody" and pd.isna(claim.claimant)
    assert (claim.claim, claim.unit) == (words, unit) and (by_nobody or _is(claimant, claim.claimant))
    assert pd.isna(claim.quantity) if number == "none" else claim.quantity == float(number)


def _no(tables: SimpleNamespace, rest: str) -> None:
    assert rest == "claim" and tables.event_sources["claim"].isna().all()


_OTHERS = {"event": _event, "time": _time, "quote": _quote, "actor": _actor, "mention": _mention,
           "participant": _participant, "claim": _claim, "no": _no}  # fmt: skip


# -- conflicts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("articles", "differs"), CONFLICTS)
def test_accounts_conflict_in_what_the_codebook_states(build_from, articles, differs):
    files = {}
    for opening, text in zip((INTRODUCTION, AGAIN), articles.split(" ‖ "), strict=True):
        day, told = re.fullmatch(r"(?:\((\d) March\) )?(.+)", text).groups()
        files[f"{len(files)}.txt"] = f"{HEADER.replace('5', day or '5', 1)}{opening}{told}\n"
    tables = build_from(files)
    assert "; ".join(tables.events["conflict"].dropna()) == (differs if differs != "nothing" else "")


# -- counts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("articles", "event", "act", "article"), COUNTS)
def test_the_counts_are_those_that_the_codebook_states(build_from, articles, event, act, article):
    openings, texts = (INTRODUCTION, AGAIN), articles.split(" ‖ ")
    told = [f"{HEADER}{opening}{text}\n" for opening, text in zip(openings, texts, strict=False)]
    tables = build_from({f"{number}.txt": text for number, text in enumerate(told)})
    found = [counts.total(counts.pairs(tables, unit)) for unit in counts.UNITS]
    assert found == [int(event), int(act), int(article)]


# -- completeness ----------------------------------------------------------------------------------------------------

CATEGORIES = [(table.name, c.name, c.values) for table in TABLES.values() for c in table.columns if c.values]


@pytest.mark.parametrize(("table", "column", "values"), CATEGORIES, ids=[f"{t}.{c}" for t, c, _ in CATEGORIES])
def test_every_value_of_every_category_is_in_the_codebook(table, column, values):
    headed = [row for row in ROWS if f"`{table}.{column}`" in row.heading] or [
        row for row in ROWS if f"`{column}`" in row.heading
    ]
    assert not set(values) - {row.cells[0].strip("`") for row in headed}


def test_the_codebook_explains_no_value_that_no_table_holds():
    known = {value for _, _, values in CATEGORIES for value in values}
    named = {row.cells[0].strip("`") for row in ROWS if row.cells[0].startswith("`")}
    assert named <= known
