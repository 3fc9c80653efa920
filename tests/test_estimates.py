"""What verdicts say of the whole: against published values, and in words."""

import numpy as np
import pandas as pd
import pytest

from analysis import estimates, sampling, verdicts
from analysis.estimates import agreement, missed, precision, precision_by, recall, wilson


@pytest.mark.parametrize(
    ("yes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_of_a_share_is_the_published_one(yes, n, low, high):
    """Newcombe, Statistics in Medicine 17 (1998), table I, method 3."""
    assert wilson(yes, n) == pytest.approx((low, high), abs=6e-5)


def test_an_interval_stays_on_the_scale():
    assert wilson(0, 1)[0] == 0 and wilson(1, 1)[1] == 1
    assert "-" not in str(estimates.Share(0, 1))


def items(count: int, what: str = "row", **more) -> pd.DataFrame:
    """Rows of acts of their own, or sentences, one after another in one article."""
    starts = pd.Series(range(count), dtype="Int64")
    frame = pd.DataFrame({"article": "a1", "start": starts, "end": starts + 1, "evidence": "words"})
    names = dict(speaker="Mara", addressee="Tomas") if what == "row" else dict(speaker="", addressee="")
    frame = frame.assign(what=what, **names)
    if what == "row":
        sides = {f"{side}_names": [(name,)] * count for side, name in names.items()}
        frame = frame.assign(act_id=[f"k{n}" for n in range(count)], mutual=False, channel="call", **sides, **more)
    return frame


def given(*said: tuple[pd.DataFrame, str, str]) -> pd.DataFrame:
    """Verdicts: items, coder, and one letter an item (r, w, u; of sentences n, s, u)."""
    words = {"r": "right", "w": "wrong", "u": "unsure", "n": "nothing missed", "s": "something missed"}
    lines = [
        {**item, "verdict": words[letter], "coder": coder}
        for frame, coder, letters in said
        for item, letter in zip(frame.to_dict("records"), letters, strict=False)
    ]
    return pd.DataFrame(lines, columns=list(verdicts.COLUMNS)).astype({"start": "Int64", "end": "Int64"})


def test_precision_counts_what_is_sure_and_says_what_the_unsure_allow():
    rows = items(80)
    right = precision(rows, given((rows, "ann", "r" * 41 + "w" * 9 + "u" * 4)))
    assert (right.yes, right.no, right.unsure, right.among) == (41, 9, 4, 80)
    assert right.value == 0.82
    assert right.interval == pytest.approx((0.692, 0.902), abs=5e-4)
    assert right.bounds == (41 / 54, 45 / 54)


def test_where_coders_differ_the_item_is_unsure_and_counts_once():
    rows = items(4)
    said = given((rows, "ann", "rrwu"), (rows, "ben", "rwwu"), (rows.head(2), "cleo", "rr"))
    right = precision(rows, said)
    assert (right.yes, right.no, right.unsure) == (2, 1, 1), "two of three decide"
    right = precision(rows, given((rows, "ann", "rr"), (rows, "ben", "rw")))
    assert (right.yes, right.no, right.unsure) == (1, 0, 1)


def test_verdicts_on_what_is_no_longer_there_are_counted_apart():
    rows = items(10)
    said = given((rows, "ann", "rrrrrwwwww"))
    right = precision(rows.head(6), said)
    assert (right.yes, right.no, right.gone) == (5, 1, 4)
    assert "4 verdicts on what is no longer there are kept" in estimates.precision_in_words(rows.head(6), said)


def test_precision_by_channel_shows_how_many_rows_it_rests_on():
    rows = items(6).assign(channel=["call", "call", "call", "meeting", "meeting", "letter"])
    table = precision_by(rows, given((rows, "ann", "rrwruu"))).set_index("channel")
    assert table[["judged", "right"]].to_dict("index") == {
        "call": dict(judged=3, right=2),
        "meeting": dict(judged=1, right=1),
    }
    assert precision_by(rows, given()).empty


def test_recall_weighs_what_was_missed_against_what_was_found():
    rows, without = items(300), items(400, "sentence")
    said = given((rows, "ann", "r" * 45 + "w" * 5), (without, "ann", "s" * 4 + "n" * 36 + "u"))
    found = recall(rows, without, said)
    assert (found.found, found.missed) == pytest.approx((270, 40))
    assert found.value == pytest.approx(270 / 310)
    low, high = found.interval
    assert 0.7 < low < found.value < high < 0.96
    assert recall(rows, without, said) == found, "the simulation is seeded"


def test_a_range_reaches_to_the_end_of_the_scale_where_nothing_was_missed():
    rows, without = items(50), items(50, "sentence")
    found = recall(rows, without, given((rows, "ann", "r" * 20), (without, "ann", "n" * 20)))
    assert (found.value, found.interval[1], found.missed_interval[0]) == (1.0, 1.0, 0.0)
    assert found.interval[0] < 0.97


def test_the_range_of_recall_holds_the_truth_nearly_as_often_as_it_says():
    chance, held = np.random.default_rng(7), 0
    rows, without = items(60), items(60, "sentence")
    for _ in range(60):
        right = "".join(chance.choice(["r", "w"], 60, p=[0.85, 0.15]))
        lacking = "".join(chance.choice(["s", "n"], 60, p=[0.15, 0.85]))
        low, high = recall(rows, without, given((rows, "ann", right), (without, "ann", lacking))).interval
        held += low <= 0.85 / (0.85 + 0.15) <= high
    assert held >= 52


def test_recall_needs_both_samples():
    rows, without = items(5), items(5, "sentence")
    assert recall(rows, without, given((rows, "ann", "rrr"))) is None
    assert recall(rows, without, given((without, "ann", "nnn"))) is None
    assert recall(rows.head(0), without, given((without, "ann", "nnn"))) is None
    assert "needs verdicts on rows and on sentences" in estimates.recall_in_words(
        rows, without, given((without, "ann", "nns"))
    )


def coded(**letters: str) -> pd.DataFrame:
    rows = items(max(map(len, letters.values())))
    lines = [{**item, "verdict": letter, "coder": coder} for coder, said in letters.items()
             for item, letter in zip(rows.to_dict("records"), said, strict=False) if letter != "-"]  # fmt: skip
    return pd.DataFrame(lines)


def test_kappa_is_that_of_the_textbook():
    """The usual worked example: of 50 proposals both coders accept 20 and refuse 15; p_o 0.7, p_e 0.5, kappa 0.4."""
    (row,) = agreement(coded(ann="r" * 25 + "w" * 25, ben="r" * 20 + "w" * 5 + "r" * 10 + "w" * 15)).to_dict("records")
    assert (row["coders"], row["items"], row["agreed"]) == ("ann, ben", 50, 0.7)
    assert row["kappa"] == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("one", "other", "alpha"),
    [("0100000010", "1110010000", 0.095), ("aabbdcccedda", "babbbcccoddd".replace("o", "e"), 0.692)],
)
def test_alpha_is_that_of_the_textbook(one, other, alpha):
    """Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), examples A and B."""
    (row,) = agreement(coded(ann=one, ben=other)).to_dict("records")
    assert row["alpha"] == pytest.approx(alpha, abs=6e-4)
    assert "fewer than 20" in row["remark"]


def test_agreement_rests_on_what_all_have_judged_and_is_silent_where_it_can_say_nothing():
    lines = agreement(coded(ann="rrrrw--", ben="rrrr---", cleo="-----rw")).set_index("coders")
    assert lines.loc["ann, ben", "items"] == 4
    assert "cannot be told" in lines.loc["ann, ben", "remark"] and pd.isna(lines.loc["ann, ben", "kappa"])
    assert "no item" in lines.loc["ann, cleo", "remark"]
    assert "no item" in lines.loc["ann, ben, cleo", "remark"]
    assert agreement(coded(ann="rrw")).empty


def test_the_words_say_what_was_checked(small_tables, tmp_path):
    rows = sampling.sample(sampling.rows(small_tables))
    nothing, _ = verdicts.read(tmp_path)
    assert estimates.checked(rows, nothing) == ""
    assert "No verdict yet on any of the 8 rows" in estimates.precision_in_words(rows, nothing)
    for item, verdict in zip(rows.to_dict("records"), ["right"] * 4 + ["wrong", "unsure"], strict=False):
        verdicts.add(tmp_path, {**item, "verdict": verdict, "coder": "ann"})
    assert estimates.checked(rows, verdicts.read(tmp_path)[0]) == (
        "Checked by hand: 4 of 5 sampled rows right, precision 0.80 (0.38 to 0.96); 1 more unsure (0.67 to 0.83, were "
        "all of them wrong or all right)."
    )


def test_nothing_is_said_of_a_folder_in_which_nothing_is_found(no_tables, tmp_path):
    rows, without = sampling.rows(no_tables), sampling.untouched(no_tables)
    said = verdicts.read(tmp_path)[0]
    assert (len(sampling.sample(rows)), len(sampling.sample(without))) == (0, 0)
    assert not precision(rows, said).judged and not missed(without, said).judged
    assert precision_by(rows, said).empty and agreement(said).empty
    assert estimates.recall_in_words(rows, without, said)
