"""Corrections, end to end: each kind holds on every rebuild, and taken back leaves the very same tables."""

from __future__ import annotations

import shutil
from itertools import count

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis import views
from analysis.corpus import assemble
from analysis.corpus.corrected_duplicates import correct_duplicates
from analysis.corrections import (
    DIRECTIONS,
    WHAT,
    Correction,
    correct,
    differences,
    hash_of,
    in_days,
    label,
    read_corrections,
    undo,
)
from analysis.pipeline import extract
from analysis.reading import read_articles
from analysis.schema import CHANNELS, STATUSES, Tables, empty, frame, validate
from analysis.storage import corrections_folder

CALL = (
    "Date: 2031-03-05\n\n"
    "Bridge reopens after call\n\n"
    "Veslandic Foreign Minister Mara Lindqvist called Orvanian President Tomas Brandt on Monday. Envoy Ilse Okoro told "
    "Brandt that monitors were ready.\n\n"
    "“The bridge is open,” Lindqvist told reporters on Tuesday."
)
TALKS = (
    "Date: 2031-03-06\n\n"
    "Talks in the harbour\n\n"
    "Tomas Brandt and Ilse Okoro met with Mara Lindqvist on Wednesday in Halvern. Minister Lindqvist urged Brandt to "
    "wait."
)
NAMESAKE = "Date: 2031-03-07\n\nFerry late\n\nMinister Mara Lindqvist told Mayor Piet Hallam that the ferry was late."
FILES = {"call.txt": CALL, "talks.txt": TALKS, "ferry.txt": NAMESAKE}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "articles"


@pytest.fixture
def build(build_from, folder):
    """Tables of the articles above, with what has been corrected so far."""
    folder.mkdir()
    return lambda files=None: build_from(FILES if files is None else files, folder)


def row_of(tables: Tables, words: str, **sides: str) -> pd.Series:
    """The only communication whose evidence has these words, of those with these names."""
    said = tables.communications
    found = said[said["evidence"].str.contains(words, regex=False)]
    for side, name in sides.items():
        found = found[found[side] == name]
    (row,) = found.to_dict("records")
    return pd.Series(row)


def about(tables: Tables, what: str, row: pd.Series, new: str = "", old: str = "") -> Correction:
    """A correction of a row, as a person makes it from what the tables show."""
    actors = tables.actors.set_index("actor_id")

    def named(actor_id: str) -> str:
        actor = actors.loc[actor_id]
        return label(actor["name"], actor["kind"], actor["country"])

    sides = {side: named(row[f"{side}_id"]) for side in ("speaker", "addressee")}
    old = old or sides.get(what, "")
    return Correction(what, row["article_id"], int(row["start"]), int(row["end"]), row["evidence"], **sides, old=old,
                      new=new, who="Ann", why="it says so")  # fmt: skip


def told(tables: Tables) -> list[tuple[str, str]]:
    rows = tables.problems[tables.problems["stage"] == "corrections"]
    return list(rows[["severity", "message"]].itertuples(index=False, name=None))


def same(one: Tables, other: Tables) -> bool:
    return all(a.equals(b) for (_, a), (_, b) in zip(one, other, strict=True))


def pairs(tables: Tables, words: str) -> set[tuple[str, str]]:
    said = tables.communications[tables.communications["evidence"].str.contains(words, regex=False)]
    return set(zip(said["speaker"], said["addressee"], strict=True))


def test_another_speaker_moves_the_row_its_event_its_quote_and_stays(build, folder, tmp_path, monkeypatch):
    before = build()
    row = row_of(before, "told reporters")
    correct(folder, [about(before, "speaker", row, "Ilse Okoro")])
    after = build()
    fixed = row_of(after, "told reporters")
    assert (fixed["speaker"], fixed["addressee"]) == ("Ilse Okoro", "reporters")
    assert (fixed["origin"], fixed["rule"], fixed["confidence"]) == ("human", "human", 1.0)
    parts = after.participants[after.participants["event_id"] == fixed["event_id"]]
    names = dict(zip(after.actors["actor_id"], after.actors["name"], strict=True))
    assert {names[actor] for actor in parts["actor_id"]} == {"Ilse Okoro", "reporters"}
    (quote,) = after.quotes[after.quotes["text"].str.contains("bridge is open")].to_dict("records")
    assert (quote["speaker"], quote["communication_id"]) == ("Ilse Okoro", fixed["communication_id"])
    assert quote["rule"] == "human" and quote["start"] in set(before.quotes["start"])
    assert fixed["event_id"] in set(after.event_sources["event_id"]) and not told(after)
    with monkeypatch.context() as patch:  # as good as an emptied cache
        patch.setenv("XDG_CACHE_HOME", str(tmp_path / "empty"))
        assert same(build(), after)
    (made,) = read_corrections(folder)[0]
    undo(folder, made.correction_id)
    assert same(build(), before)


KINDS = {
    "speaker": ("told Brandt", "speaker", "Piet Hallam"),
    "addressee": ("told Brandt", "addressee", "Piet Hallam"),
    "unknown": ("told Brandt", "addressee", "Vera Holt [person, XOR]"),
    "date": ("called", "date", "2031-03-01"),
    "undated": ("called", "date", ""),
    "channel": ("called", "channel", "letter"),
    "status": ("called", "status", "denied"),
    "direction": ("told Brandt", "direction", "other way round"),
    "not these two": ("told Brandt", "not these two", ""),
    "not a communication": ("told Brandt", "not a communication", ""),
    "missing row": ("told Brandt", "missing row", "channel: call; date: 2031-03-02"),
    "merge": ("told Brandt", "merge actors", "Piet Hallam"),
    "split": ("called", "split actor", "Maria Lindqvist"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_applied_and_undone_without_a_trace(build, folder, kind):
    words, what, new = KINDS[kind]
    before = build()
    made = about(before, what, row_of(before, words), new)
    if what in ("merge actors", "split actor"):
        made = Correction(what, made.article if what.startswith("split") else "", old=made.speaker, new=new)
    if what == "missing row":
        made = Correction(what, made.article, 30, 60, "", "Mara Lindqvist", "Piet Hallam", new=new)
    correct(folder, [made])
    after = build()
    assert not told(after) and not same(after, before)
    assert differences(folder, after.problems)["applied"].tolist() == ["yes"]
    undo(folder, read_corrections(folder)[0][0].correction_id)
    assert same(build(), before)
    assert same(analysis.build(folder, corrections=False, progress=False), before)


def test_a_corrected_date_is_whole_days_on_no_words_of_the_text(build, folder):
    before = build()
    correct(folder, [about(before, "date", row_of(before, "called"), "2031-02-27/2031-03-01")])
    row = row_of(build(), "called")
    assert in_days(row["date_start"], row["date_end"], row["date_precision"]) == "2031-02-27/2031-03-01"
    assert (row["date_precision"], row["date_basis"]) == ("range", "corrected by hand")


def test_a_person_nobody_knew_becomes_an_actor(build, folder):
    before = build()
    correct(folder, [about(before, "addressee", row_of(before, "told Brandt"), "Vera Holt [person, XOR]")])
    tables = build()
    (actor,) = tables.actors[tables.actors["name"] == "Vera Holt"].to_dict("records")
    assert (actor["kind"], actor["country"], actor["articles"], actor["mentions"]) == ("person", "XOR", 1, 0)
    assert row_of(tables, "told Brandt")["addressee_id"] == actor["actor_id"]


def test_one_of_three_at_a_table_is_another_and_two_of_them_did_not_meet(build, folder):
    before = build()
    assert len(pairs(before, "met with")) == 3
    row = row_of(before, "met with", speaker="Tomas Brandt", addressee="Ilse Okoro")
    correct(folder, [about(before, "addressee", row, "Piet Hallam")])
    after = build()
    met = [frozenset(pair) for pair in pairs(after, "met with")]
    assert {"Ilse Okoro"} & frozenset().union(*met) == set() and len(met) == 3
    row = row_of(after, "met with", speaker="Tomas Brandt", addressee="Piet Hallam")
    correct(folder, [about(after, "not these two", row)])
    assert {frozenset(pair) for pair in pairs(build(), "met with")} == {
        frozenset({"Mara Lindqvist", other}) for other in ("Tomas Brandt", "Piet Hallam")
    }


def test_a_missing_row_has_what_the_person_says_of_it(build, folder):
    before = build()
    text = before.articles.set_index("path").loc["ferry.txt", "text"]
    words = "the ferry was late"
    start = text.index(words)
    article = before.articles.set_index("path").loc["ferry.txt", "article_id"]
    made = Correction("missing row", article, start, start + len(words), words, "Piet Hallam", "Tomas Brandt [person]",
                      new="channel: call; direction: mutual; date: 2031-03")  # fmt: skip
    correct(folder, [made])
    after = build()
    row = after.communications[after.communications["start"] == start].iloc[0]
    assert (row["speaker"], row["addressee"], row["channel"], row["act"]) == (
        "Piet Hallam", "Tomas Brandt", "call", "CONSULT")  # fmt: skip
    assert row["mutual"] and row["date_precision"] == "month" and row["evidence"] == words
    assert len(after.communications) == len(before.communications) + 1
    correct(folder, [about(after, "channel", row, "letter")])
    assert build().communications.set_index("communication_id").loc[row["communication_id"], "channel"] == "letter"
    correct(folder, [made])
    assert [severity for severity, _ in told(build())] == ["note"]


def test_two_actors_are_one_and_a_namesake_is_another(build, folder):
    before = build()
    correct(folder, [Correction("merge actors", old="Piet Hallam", new="Tomas Brandt")])
    article = before.articles.set_index("path").loc["ferry.txt", "article_id"]
    correct(folder, [Correction("split actor", article, old="Mara Lindqvist", new="Maria Lindqvist")])
    after = build()
    assert pairs(after, "told Mayor") == {("Maria Lindqvist", "Tomas Brandt")}
    people = set(after.actors.loc[after.actors["kind"] == "person", "name"])
    assert {"Mara Lindqvist", "Maria Lindqvist", "Tomas Brandt"} <= people and "Piet Hallam" not in people
    brandt = after.actors.set_index("name").loc["Tomas Brandt"]
    assert "Piet Hallam" in brandt["aliases"] and brandt["country"] == "XOR" and brandt["articles"] == 3
    mentioned = after.mentions[after.mentions["article_id"] == article]
    assert "Mara Lindqvist" not in set(mentioned.merge(after.actors, on="actor_id")["name"]) and not told(after)


def test_copies_of_a_text_are_corrected_alike(build, folder):
    copied = {**FILES, "copy.txt": CALL.replace("Date: 2031-03-05\n\n", "Date: 2031-03-06\n\n")}
    before = build(copied)
    rows = before.communications[before.communications["evidence"].str.contains("told Brandt")]
    assert len(rows) == 2 and len(set(map(hash_of, rows["article_id"]))) == 1
    correct(folder, [about(before, "not a communication", rows.iloc[1])])
    assert not pairs(build(copied), "told Brandt")


def test_a_row_that_is_gone_leaves_the_correction_and_a_warning_with_its_sentence(build, folder):
    before = build()
    row = row_of(before, "told Brandt")
    speaker = about(before, "speaker", row, "Piet Hallam")
    correct(folder, [speaker, speaker])
    after = build()
    assert pairs(after, "told Brandt") == {("Piet Hallam", "Tomas Brandt")}
    assert [severity for severity, _ in told(after)] == ["note"]  # the second time it is so already
    path = folder / "call.txt"
    path.write_text(CALL.replace("monitors were ready", "monitors were waiting"), encoding="utf-8")
    gone = build({})
    assert len(told(gone)) == 2 and all(row["evidence"] in message for _, message in told(gone))
    assert differences(folder, gone.problems)["applied"].tolist() == ["no", "no"]
    path.write_text(CALL + "\n\nIt rained.", encoding="utf-8")
    severity, message = told(build({}))[0]
    place = int(row["start"])
    assert severity == "warning" and f"at {place} to {place + len(row['evidence'])}" in message


def test_a_party_that_is_read_otherwise_now_is_not_overruled(build, folder):
    before = build()
    row = row_of(before, "told Brandt")
    wrong = about(before, "speaker", row, "Piet Hallam", old="Vera Holt [person]")
    correct(folder, [wrong])
    after = build()
    assert pairs(after, "told Brandt") == pairs(before, "told Brandt")
    assert [severity for severity, _ in told(after)] == ["warning"]
    assert len(read_corrections(folder)[0]) == 1


def test_what_cannot_hold_changes_nothing(build, folder):
    before = build()
    row = row_of(before, "told Brandt")
    impossible = [
        about(before, "addressee", row, "Ilse Okoro"),
        Correction("merge actors", old="Nobody Known", new="Ilse Okoro"),
        Correction("split actor", row["article_id"], old="Piet Hallam", new="Vera Holt"),
        Correction("missing row", row["article_id"], 5, 99_999, "", "Ilse Okoro", "Tomas Brandt"),
        Correction("date", row["article_id"], 5, 9, "other words", new="2031-03-04"),
        Correction("date", "0" * 12, 5, 9, "", new="2031-03-04"),
    ]
    correct(folder, impossible)
    after = build()
    assert [severity for severity, _ in told(after)] == ["warning"] * len(impossible)
    assert after.communications.equals(before.communications) and after.actors.equals(before.actors)


def test_corrections_of_one_row_act_in_the_order_in_which_they_were_made(build, folder):
    tables, number = build(), count()
    for new in ("Piet Hallam", "Vera Holt [person]", "Ilse Okoro"):
        row = row_of(tables, "told Brandt")
        correct(folder, [about(tables, "addressee" if next(number) % 2 else "speaker", row, new)])
        tables = build()
    assert pairs(tables, "told Brandt") == {("Ilse Okoro", "Vera Holt")} and not told(tables)
    shutil.rmtree(corrections_folder(folder))
    assert pairs(build(), "told Brandt") == {("Ilse Okoro", "Tomas Brandt")}


@pytest.fixture(scope="module")
def found(build_from, tmp_path_factory):
    """Articles, findings and tables of the articles above."""
    folder = tmp_path_factory.mktemp("articles")
    tables = build_from(FILES, folder)
    articles, _ = read_articles(folder)
    return articles, extract(articles, progress=False), tables


NAMES = st.sampled_from(
    ["Mara Lindqvist [person, XVE]", "Tomas Brandt", "Ilse Okoro", "Piet Hallam [person]", "Vera Holt [person]",
     "reporters [audience]", "Vesland [country, XVE]", "Brandt", "Nobody"]
)  # fmt: skip
VALUES = {
    "date": st.sampled_from(["", "2031-03-04", "2031", "2031-03-01/2031-03-09"]),
    "channel": st.sampled_from(CHANNELS),
    "status": st.sampled_from(STATUSES),
    "direction": st.sampled_from(DIRECTIONS),
    "missing row": st.sampled_from(
        ["", "channel: call; direction: mutual", "direction: other way round", "date: 2031"]
    ),
}


WIRE = CALL.split("\n\n", 1)[1].replace("\n\n", " Crews had mended their nets beside the lamps of the quay.\n\n")
COPIES = {
    "wire.txt": f"Date: 2031-03-05\nSource: Sample Wire\n\n{WIRE}",
    "post.txt": f"Date: 2031-03-06\nSource: Harbour Post\n\n{WIRE.replace('monitors', 'the monitors')}",
    "again.txt": f"Date: 2031-03-07\nSource: Island Gazette\n\n{WIRE.replace('monitors', 'the monitors')}",
    "ferry.txt": NAMESAKE,
}


def marks(tables: Tables) -> dict[str, tuple[str, str]]:
    """Of each file that repeats another: which one, and how."""
    paths = tables.articles.set_index("article_id")["path"]
    marked = tables.articles.dropna(subset="duplicate_of")
    return {row.path: (paths[row.duplicate_of], row.duplicate_kind) for row in marked.itertuples()}


def of_file(tables: Tables, path: str) -> str:
    return tables.articles.set_index("path")["article_id"][path]


def acts_of(tables: Tables, speaker: str) -> int:
    """How many acts count, as the matrix of who spoke to whom counts acts."""
    frame = views.pairs(tables, unit="act")
    return int(frame.loc[frame["speaker"] == speaker, "count"].sum())


def test_a_copy_that_is_none_counts_as_an_article_of_its_own_until_that_is_undone(build, folder):
    before = build(COPIES)
    assert marks(before) == {"post.txt": ("wire.txt", "near"), "again.txt": ("wire.txt", "near")}
    correct(folder, [Correction("not a duplicate", of_file(before, "post.txt"), old=of_file(before, "wire.txt"))])
    after = build(COPIES)
    assert marks(after) == {"again.txt": ("post.txt", "exact")} and not told(after)
    assert acts_of(after, "Ilse Okoro") == 2 * acts_of(before, "Ilse Okoro")
    assert after.events["sources"].max() == 2 and before.events["sources"].max() == 1
    assert differences(folder, after.problems)["human"].to_list() == ["an article of its own"]
    undo(folder, read_corrections(folder)[0][0].correction_id)
    assert same(build(COPIES), before)


def test_a_copy_that_the_machine_did_not_know_counts_no_more(build, folder):
    before = build(COPIES)
    correct(folder, [Correction("duplicate", of_file(before, "ferry.txt"), new="wire.txt")])
    after = build(COPIES)
    assert marks(after)["ferry.txt"] == ("wire.txt", "near") and not told(after)
    assert acts_of(before, "Mara Lindqvist") - acts_of(after, "Mara Lindqvist") == 1


def test_the_copy_can_be_made_the_original(build, folder):
    before = build(COPIES)
    correct(folder, [Correction("duplicate", of_file(before, "wire.txt"), new="post.txt")])
    after = build(COPIES)
    assert marks(after)["wire.txt"] == ("post.txt", "near") and "post.txt" not in marks(after)


def test_of_copies_of_one_text_each_counts_if_they_are_none(build, folder):
    files = {name: f"Date: 2031-03-0{n}\n\n{WIRE}" for n, name in enumerate(("a.txt", "b.txt", "c.txt"), 4)}
    before = build(files)
    assert marks(before) == {"b.txt": ("a.txt", "exact"), "c.txt": ("a.txt", "exact")}
    wire = of_file(before, "a.txt")
    correct(folder, [Correction("not a duplicate", of_file(before, "b.txt"), old=wire)])
    after = build(files)
    assert marks(after) == {} and not told(after) and after.articles["article_id"].is_unique


def test_a_correction_of_copies_that_nothing_answers_to_is_told_and_changes_nothing(build, folder):
    before = build(COPIES)
    wire, post = of_file(before, "wire.txt"), of_file(before, "post.txt")
    correct(
        folder,
        [
            Correction("not a duplicate", post, old="gone.txt"),
            Correction("not a duplicate", "0" * 12, old=wire),
            Correction("duplicate", post, new=wire),
            Correction("not a duplicate", of_file(before, "ferry.txt"), old=wire),
        ],
    )
    after = build(COPIES)
    assert marks(after) == marks(before)
    assert [severity for severity, _ in told(after)] == ["warning", "warning", "note", "note"]
    assert "gone.txt" in told(after)[0][1] and "no article has this text" in told(after)[1][1]
    assert list(differences(folder, after.problems)["applied"]) == ["no", "no", "needless", "needless"]


@given(st.data())
def test_whatever_is_corrected_of_copies_nothing_repeats_itself(data):
    ids = [f"{n:012}" for n in range(5)] + ["000000000000-2", "000000000001-2"]
    rows = [{"article_id": i, "path": f"{i}.txt", "part": 1, "published_basis": "none", "text": "", "words": 1}
            for i in ids]  # fmt: skip
    named = st.sampled_from(ids[:5])
    made = data.draw(
        st.lists(
            st.one_of(
                st.builds(lambda a, b: Correction("duplicate", a, new=b), named, named),
                st.builds(lambda a, b: Correction("not a duplicate", a, old=b), named, named),
            ),
            max_size=8,
        )
    )
    kinds = {ids[n]: data.draw(st.sampled_from([None, "near", "update", "exact"])) for n in range(1, 7)}
    rows = [row | {"duplicate_of": ids[0] if kinds.get(row["article_id"]) else None,
                   "duplicate_kind": kinds.get(row["article_id"])} for row in rows]  # fmt: skip
    table, _ = correct_duplicates(frame("articles", rows), made)
    before = dict(zip(table["article_id"], table["duplicate_of"], strict=True))
    kind = dict(zip(table["article_id"], table["duplicate_kind"], strict=True))
    for article in ids:
        line = [article]
        while isinstance(before[line[-1]], str):
            line.append(before[line[-1]])
            assert len(line) <= len(ids)
        assert all(kind[i] == "update" for i in line[1:-1])


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_corrected_the_tables_hold_together_and_nothing_is_dropped_in_silence(found, data):
    articles, findings, tables = found
    said = tables.communications[["article_id", "start", "end"]].drop_duplicates()
    places = st.sampled_from([(a, int(s), int(e)) for a, s, e in said.itertuples(index=False)])
    made = []
    for number in range(data.draw(st.integers(1, 5))):
        what = data.draw(st.sampled_from([w for w in WHAT if w != "undone"]))
        article, start, end = data.draw(places)
        values = VALUES.get(what, NAMES)
        made.append(
            Correction(what, article, start, end, "", data.draw(NAMES), data.draw(NAMES), data.draw(NAMES),
                       data.draw(values), row=f"row {number}")
        )  # fmt: skip
    after = assemble(articles, dict(findings), empty("problems"), {}, made)  # which are emptied
    for name, table in after:
        validate(name, table)
    told = set(after.problems["location"])
    assert told <= {c.row for c in made}
    human = after.communications["origin"] == "human"
    assert (after.communications["speaker_id"] != after.communications["addressee_id"]).all()
    parties = {
        *after.communications["speaker_id"],
        *after.communications["addressee_id"],
        *after.participants["actor_id"],
    }
    assert parties <= set(after.actors["actor_id"])
    assert set(after.communications["event_id"]) <= set(after.events["event_id"])
    if len(told) == len(made):  # nothing was applied
        assert not human.any() and after.communications.equals(tables.communications)
