"""The sample that people judge: which items, in which order, and whether a verdict finds its item again."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis import sampling, sentences, verdicts
from analysis.corrections import Correction, correct

MANY = pd.DataFrame(
    {
        "what": "row",
        "article": [f"a{n % 7}" for n in range(200)],
        "start": range(200),
        "end": [n + 5 for n in range(200)],
        "speaker": "Mara Lindqvist",
        "addressee": "Tomas Brandt",
    }
)


def places(items: pd.DataFrame) -> list[int]:
    return items["start"].tolist()


def test_the_same_seed_gives_the_same_sample_whatever_the_order():
    drawn = sampling.sample(MANY, 20, seed=3)
    assert places(drawn) == places(sampling.sample(MANY.sample(frac=1, random_state=0), 20, seed=3))
    assert places(drawn) != places(sampling.sample(MANY, 20, seed=4))
    assert places(drawn) != sorted(places(drawn)), "not the first ones of the folder"


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 250), st.integers(0, 250), st.integers())
def test_a_larger_sample_begins_with_the_smaller(one, other, seed):
    small, large = sorted((one, other))
    drawn = places(sampling.sample(MANY, large, seed))
    assert drawn[:small] == places(sampling.sample(MANY, small, seed))
    assert len(drawn) == min(large, len(MANY)) == len(set(drawn))


def test_no_item_is_drawn_more_often_than_another():
    times = pd.Series([n for seed in range(150) for n in places(sampling.sample(MANY, 20, seed))]).value_counts()
    expected = 150 * 20 / len(MANY)
    assert len(times) == len(MANY) and times.max() < 2.5 * expected


def test_only_rows_that_count_are_drawn(small_tables):
    rows = sampling.rows(small_tables)
    assert set(rows["communication_id"]) == {"c01", "c03", "c04", "c05", "c06", "c07", "c10", "c11"}  # c02: a reprint
    mended = small_tables.communications["origin"].mask(
        small_tables.communications["communication_id"] == "c03", "human"
    )
    tables = replace(small_tables, communications=small_tables.communications.assign(origin=mended))
    assert "c03" not in set(sampling.rows(tables)["communication_id"]), "what a person wrote is not the machine's"


def test_sentences_are_drawn_only_where_no_row_is_and_never_a_headline(small_tables):
    quiet = "Nobody was there. The bridge is old, says J. K. Olsen of the U.N. office.\n\nSo it goes"
    articles = small_tables.articles
    note = articles["article_id"] == "a4"
    longer = small_tables.articles.assign(text=articles["text"].mask(note, articles["text"] + " " + quiet))
    found = sampling.untouched(replace(small_tables, articles=longer))
    assert found["evidence"].tolist() == [
        "Nobody was there.",
        "The bridge is old, says J. K. Olsen of the U.N. office.",
        "So it goes",
    ]
    for row in found.itertuples():
        text = longer.set_index("article_id")["text"][row.article]
        assert text[row.start : row.end] == row.evidence


@settings(deadline=None)
@given(st.text(alphabet="aB. !?\n“”)A"))
def test_sentences_hold_every_word_of_a_text_once(text):
    found = sentences.spans(text)
    assert "".join(text[start:end] for start, end in found).split() == "".join(text).split() or all(
        text[start:end].strip() for start, end in found
    )
    outside = list(text)
    for start, end in found:
        outside[start:end] = " " * (end - start)
    assert not "".join(outside).strip()
    assert all(sentences.around(text, span)[0] <= span[0] for span in found)


def judge(folder, items, verdict="right", coder="ann"):
    for item in items.to_dict("records"):
        verdicts.add(folder, {**item, "verdict": verdict, "coder": coder})


def test_a_verdict_finds_its_item_by_words_and_names(small_tables, tmp_path):
    rows, without = sampling.rows(small_tables), sampling.untouched(small_tables)
    judge(tmp_path, rows)
    given, _ = verdicts.read(tmp_path)
    found = sampling.judged(rows, given)
    assert found["communication_id"].tolist() == rows["communication_id"].tolist()
    assert sampling.judged(without, given).empty


def test_a_verdict_outlives_a_fuller_name_but_not_another_actor(small_tables, tmp_path):
    rows = sampling.rows(small_tables)
    one = rows[rows["communication_id"] == "c03"]
    judge(tmp_path, one.assign(speaker="Lindqvist"))
    assert len(sampling.judged(rows, verdicts.read(tmp_path)[0])) == 1
    judge(tmp_path, one.assign(speaker="Ilse Okoro"), coder="ben")
    judge(tmp_path, one.assign(speaker="Tomas Brandt", addressee="Mara Lindqvist"), coder="cleo")
    assert set(sampling.judged(rows, verdicts.read(tmp_path)[0])["coder"]) == {"ann"}, "a directed row has an order"
    call = rows[rows["communication_id"] == "c01"]
    judge(tmp_path, call.assign(speaker="Brandt", addressee="Lindqvist"), coder="dora")
    assert "dora" in set(sampling.judged(rows, verdicts.read(tmp_path)[0])["coder"]), "a mutual row has none"


@pytest.mark.usefixtures("invented_places")
def test_verdicts_survive_a_rebuild_of_a_folder_that_has_grown(build_from, tmp_path):
    first = {"one.txt": "Foreign Minister Lindqvist told President Brandt on Monday that the bridge was open.\n"}
    rows = sampling.rows(build_from(first, tmp_path))
    assert rows[["speaker", "addressee"]].values.tolist() == [["Lindqvist", "Brandt"]]
    judge(tmp_path, rows)
    more = "Foreign Minister Mara Lindqvist met President Tomas Brandt of Orvania in Halvern on 3 March 2031.\n"
    grown = sampling.rows(build_from({"0.txt": more}, tmp_path))
    found = sampling.judged(grown, verdicts.read(tmp_path)[0])
    assert len(grown) == 2 and len(found) == 1
    assert grown.loc[found["item"][0], "speaker"] == "Mara Lindqvist", "known by her full name since"


@pytest.mark.usefixtures("invented_places")
def test_what_was_checked_is_what_the_machine_found_whatever_was_put_right_since(build_from, tmp_path):
    text = "Foreign Minister Mara Lindqvist told President Tomas Brandt on Monday that the bridge was open.\n"
    rows = sampling.rows(build_from({"one.txt": text}, tmp_path))
    assert len(rows) == 1 and analysis.checked(tmp_path) == ""
    judge(tmp_path, rows, "wrong")
    before = analysis.checked(tmp_path)
    assert before.startswith("Checked by hand: 0 of 1 sampled rows right")
    row = rows.iloc[0]
    made = Correction(
        "speaker", row["article"], int(row["start"]), int(row["end"]), old=row["speaker"], new="Ilse Okoro"
    )
    correct(tmp_path, [made])
    assert set(build_from({}, tmp_path).communications["speaker"]) == {"Ilse Okoro"}
    assert analysis.checked(tmp_path) == before


@pytest.mark.usefixtures("invented_places")
def test_a_line_that_is_no_verdict_is_among_the_problems(build_from, tmp_path):
    (tmp_path / "corrections").mkdir()
    (tmp_path / "corrections" / "verdicts.csv").write_text(",".join(verdicts.COLUMNS) + "\nrow,a1,1,2\n")
    problems = build_from({"one.txt": "The bridge is old.\n\nNobody knows when it was built.\n"}, tmp_path).problems
    (problem,) = problems[problems["path"] == "corrections/verdicts.csv"].to_dict("records")
    assert problem["location"] == "row 2" and problem["stage"] == "corrections" and problem["remedy"]
