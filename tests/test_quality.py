"""What the project says of its own quality: a row counts as right or wrong as a careful reader would count it."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import quality
from analysis.gold import articles_folder, gold_folders
from analysis.matching import same_actor
from analysis.schema import Tables
from analysis.views.figures_quality import draw_quality

Gold = dict[str, dict[str, Any]]
ATTRIBUTES = {"channel", "status", "date", "reported_by"}


def day(value: pd.Timestamp) -> str | None:
    return None if pd.isna(value) else f"{value:%Y-%m-%d}"


def text(value: Any) -> str | None:
    return None if pd.isna(value) else value


def gold_of(tables: Tables) -> Gold:
    """An annotation that agrees with every row of the tables."""
    gold: Gold = {}
    for article in tables.articles.itertuples():
        acts, quotes, events = [], [], []
        rows = tables.communications[tables.communications["article_id"] == article.article_id]
        for _, act in rows.groupby("act_id"):
            first = act.iloc[0]
            said = {
                "speaker": first["speaker"],
                "addressees": list(act["addressee"]),
                "symmetric": bool(first["mutual"]),
            }
            how = {
                "evidence": first["evidence"],
                "cue": first["cue"],
                "mode": first["channel"],
                "status": first["status"],
            }
            acts.append({**said, **how, "date": day(first["date_start"]), "reported_by": text(first["reported_by"])})
        for quote in tables.quotes[tables.quotes["article_id"] == article.article_id].itertuples():
            quotes.append({"text": quote.text, "speaker": quote.speaker, "addressee": None})
        told = tables.event_sources.loc[tables.event_sources["article_id"] == article.article_id]
        told = told.rename(columns={"date_start": "told"})[["event_id", "evidence", "told"]]
        for event in told.merge(tables.events.dropna(subset="date_start"), on="event_id").itertuples():
            fact = event.event_id if event.told == event.date_start else None  # an account with another day has no gold
            dated = {"date": day(event.date_start), "what": event.what, "evidence": event.evidence}
            events.append({**dated, "actors": [], "fact": fact})
        gold[Path(article.path).stem] = {
            **{"published": day(article.published), "title": text(article.title)},
            **{"communications": acts, "quotes": quotes, "events": events},
        }
    return gold


@pytest.fixture
def gold(small_tables) -> Gold:
    return gold_of(small_tables)


@pytest.fixture
def evaluate(tmp_path) -> Callable[[Tables, Gold], pd.DataFrame]:
    """The ledger's counts for tables and a gold written to a folder, by measure."""

    def run(tables: Tables, gold: Gold) -> pd.DataFrame:
        for stem, truth in gold.items():
            (tmp_path / f"{stem}.json").write_text(json.dumps(truth), encoding="utf-8")
        return quality.evaluate(tables, tmp_path).set_index("measure")

    return run


def counts(scores: pd.DataFrame, measure: str) -> tuple[int, int, int]:
    return tuple(scores.loc[measure, ["right", "predicted", "gold"]])


def act_of(gold: Gold, stem: str, cue: str) -> dict[str, Any]:
    return next(act for act in gold[stem]["communications"] if act["cue"] == cue)


def changed(tables: Tables, identity: str, **values: Any) -> Tables:
    """The tables with other values in one communication."""
    rows = tables.communications.copy()
    for column, value in values.items():
        rows.loc[rows["communication_id"] == identity, column] = value
    return replace(tables, communications=rows)


def reversed_(tables: Tables, identity: str) -> Tables:
    row = tables.communications.set_index("communication_id").loc[identity]
    swapped = {"speaker": row["addressee"], "speaker_id": row["addressee_id"]}
    return changed(tables, identity, addressee=row["speaker"], addressee_id=row["speaker_id"], **swapped)


def test_tables_that_say_what_the_gold_says_are_perfect_in_every_measure(small_tables, gold, evaluate):
    scores = evaluate(small_tables, gold)
    assert set(scores.index) == set(quality.MEASURES)
    assert (scores[["precision", "recall", "f1"]] == 1).all(axis=None)
    assert counts(scores, "pairs") == (11, 11, 11)


def test_empty_tables_find_nothing_and_claim_nothing(no_tables, gold, evaluate):
    scores = evaluate(no_tables, gold)
    assert counts(scores, "pairs") == (0, 0, 11)
    assert (scores["f1"] == 0).all()
    assert scores["precision"].isna().all()


def test_who_spoke_to_whom_matters_in_a_directed_act(small_tables, gold, evaluate):
    scores = evaluate(reversed_(small_tables, "c03"), gold)
    assert counts(scores, "pairs") == (10, 11, 11)
    assert counts(scores, "dyads") == counts(evaluate(small_tables, gold), "dyads")


def test_the_order_is_free_in_a_mutual_act(small_tables, gold, evaluate):
    assert counts(evaluate(reversed_(small_tables, "c01"), gold), "pairs") == (11, 11, 11)


def test_a_row_that_calls_a_demand_mutual_gains_no_second_direction(small_tables, gold, evaluate):
    scores = evaluate(changed(reversed_(small_tables, "c03"), "c03", mutual=True), gold)
    assert counts(scores, "pairs") == (10, 11, 11)


def test_the_same_act_told_twice_is_right_once_and_extra_once(small_tables, gold, evaluate):
    again = small_tables.communications[lambda rows: rows["communication_id"] == "c03"]
    again = again.assign(communication_id="c03b", act_id="k03b")
    twice = replace(small_tables, communications=pd.concat([small_tables.communications, again], ignore_index=True))
    scores = evaluate(twice, gold)
    assert counts(scores, "pairs") == (11, 12, 11)
    assert counts(scores, "acts") == (10, 11, 10)


def test_an_optional_act_counts_neither_when_found_nor_when_missed(small_tables, gold, no_tables, evaluate):
    act_of(gold, "wire", "urged")["optional"] = True
    assert counts(evaluate(small_tables, gold), "pairs") == (10, 10, 10)
    assert counts(evaluate(no_tables, gold), "pairs") == (0, 0, 10)


def test_an_optional_act_excuses_one_row_and_not_two(small_tables, gold, evaluate):
    act_of(gold, "wire", "urged")["optional"] = True
    again = small_tables.communications[lambda rows: rows["communication_id"] == "c03"].assign(communication_id="c03b")
    twice = replace(small_tables, communications=pd.concat([small_tables.communications, again], ignore_index=True))
    assert counts(evaluate(twice, gold), "pairs") == (10, 11, 10)


@pytest.mark.parametrize(
    ("start", "end", "right"),
    [(-10, 10, True), (0, -8, True), (110, 110, False)],
    ids=["a little longer", "a little shorter", "elsewhere"],
)
def test_evidence_may_be_cut_differently_but_not_stand_elsewhere(small_tables, gold, evaluate, start, end, right):
    row = small_tables.communications.set_index("communication_id").loc["c01"]
    moved = changed(small_tables, "c01", start=row["start"] + start, end=row["end"] + end)
    assert counts(evaluate(moved, gold), "pairs")[0] == 10 + right


def test_a_row_about_the_sentence_without_its_predicate_is_not_the_act(small_tables, gold, evaluate):
    row = small_tables.communications.set_index("communication_id").loc["c01"]
    only_names = changed(small_tables, "c01", end=row["start"] + len("Mara Lindqvist"))
    assert counts(evaluate(only_names, gold), "pairs") == (10, 11, 11)


def test_a_talk_of_three_is_told_by_any_two_of_its_pairs(small_tables, gold, evaluate):
    act = act_of(gold, "wire", "told")
    act["symmetric"] = True
    assert (act["speaker"], act["addressees"]) == ("Ilse Okoro", ["Mara Lindqvist", "Tomas Brandt"])
    between = changed(small_tables, "c05", speaker="Mara Lindqvist", speaker_id="p1", mutual=True)
    assert counts(evaluate(between, gold), "pairs") == (11, 11, 11)
    one = replace(small_tables, communications=small_tables.communications[lambda r: r["communication_id"] != "c05"])
    assert counts(evaluate(one, gold), "pairs") == (10, 10, 11)


@pytest.mark.parametrize(
    ("measure", "values"),
    [
        ("channel", {"channel": "letter"}),
        ("status", {"status": "happened"}),
        ("date", {"date_start": pd.Timestamp("2031-03-01"), "date_end": pd.Timestamp("2031-03-01")}),
        ("date", {"date_precision": "month"}),
        ("reported_by", {"reported_by": "Tomas Brandt"}),
    ],
)
def test_a_wrong_value_is_charged_to_its_own_measure_alone(small_tables, gold, evaluate, measure, values):
    scores = evaluate(changed(small_tables, "c08", **values), gold)
    assert scores.loc[measure, "right"] == scores.loc[measure, "gold"] - 1
    assert (scores.drop(index=measure)["f1"] == 1).all()


def test_a_day_that_the_text_does_not_give_is_invented_and_a_year_is_only_vague(small_tables, gold, evaluate):
    act_of(gold, "wire", "urged")["date"] = None
    right, predicted, expected = counts(evaluate(small_tables, gold), "date")
    assert (predicted, expected) == (right + 1, right)
    vague = changed(small_tables, "c03", date_precision="year")
    assert counts(evaluate(vague, gold), "date") == (right, right, right)


def test_a_quote_counts_with_its_words_and_then_with_its_speaker(small_tables, gold, evaluate):
    quotes = small_tables.quotes.copy()
    quotes.loc[0, ["speaker_id", "speaker"]] = ["p3", "Ilse Okoro"]
    quotes.loc[1, "end"] = quotes.loc[1, "start"] + 10
    scores = evaluate(replace(small_tables, quotes=quotes), gold)
    assert counts(scores, "quotes") == (1, 2, 2)
    assert counts(scores, "quotes with speaker") == (0, 2, 2)


def test_the_turns_of_a_transcript_and_reported_words_are_no_quotes(small_tables, gold, evaluate):
    gold["wire"]["quotes"][0]["style"] = "transcript"
    quotes = small_tables.quotes.assign(kind=["direct", "indirect"])
    assert counts(evaluate(replace(small_tables, quotes=quotes), gold), "quotes") == (0, 0, 1)


def test_an_event_needs_its_day(small_tables, gold, evaluate):
    events = small_tables.events.copy()
    events.loc[events["event_id"] == "e5", ["date_start", "date_end"]] = pd.Timestamp("2031-03-13")
    right, predicted, expected = counts(evaluate(replace(small_tables, events=events), gold), "events")
    assert (right, predicted) == (expected - 1, expected)


def test_a_publication_day_openly_inferred_is_no_claim(small_tables, gold, evaluate):
    articles = small_tables.articles.copy()
    articles.loc[3, ["published", "published_basis"]] = [pd.Timestamp("2031-03-09"), "inferred"]
    assert counts(evaluate(replace(small_tables, articles=articles), gold), "published") == (3, 3, 3)
    articles.loc[3, "published_basis"] = "header"
    assert counts(evaluate(replace(small_tables, articles=articles), gold), "published") == (3, 4, 3)


def test_articles_without_gold_are_left_out_and_gold_without_article_is_missed(small_tables, gold, evaluate):
    del gold["wire"]
    gold["lost"] = gold.pop("post")
    scores = evaluate(small_tables, gold)
    assert counts(scores, "pairs") == (5, 5, 6)


def test_misses_show_what_was_not_right_with_its_evidence(small_tables, gold, tmp_path):
    (tmp_path / "wire.json").write_text(json.dumps(gold["wire"]), encoding="utf-8")
    shown = quality.misses(reversed_(small_tables, "c03"), tmp_path)
    shown = shown[shown["measure"] == "pairs"].set_index("outcome")
    assert list(shown.index) == ["missed", "extra"]
    assert shown.loc["missed", "gold"] == "Mara Lindqvist → Tomas Brandt [urged]"
    assert shown.loc["extra", "found"] == "Tomas Brandt → Mara Lindqvist [urged]"
    assert set(shown["evidence"]) == {"She urged Brandt to reopen the bridge"}


def test_the_counts_of_the_articles_and_of_the_rules_add_up(small_tables, gold, tmp_path):
    for stem, truth in gold.items():
        (tmp_path / f"{stem}.json").write_text(json.dumps(truth), encoding="utf-8")
    ledger = quality.judge(reversed_(small_tables, "c03"), tmp_path)
    by_measure = quality.score(ledger).set_index("measure")
    by_article = quality.score(ledger, ["measure", "article"]).groupby("measure", observed=True)
    assert by_article[["right", "predicted", "gold"]].sum().equals(by_measure[["right", "predicted", "gold"]])
    by_rule = quality.score(ledger[ledger["measure"] == "pairs"], ["rule"])
    assert list(by_rule["precision"]) == [10 / 11]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.lists(st.integers(0, 10), max_size=16))
def test_no_choice_of_rows_earns_more_than_there_is_or_depends_on_their_order(small_tables, gold, evaluate, chosen):
    rows = small_tables.communications.iloc[chosen].reset_index(drop=True)
    rows["communication_id"] = [f"r{number}" for number in range(len(rows))]
    scores = evaluate(replace(small_tables, communications=rows), gold)
    backwards = evaluate(replace(small_tables, communications=rows[::-1].reset_index(drop=True)), gold)
    assert counts(scores, "pairs") == (len(set(chosen)), len(chosen), 11)
    judged_on_pairs = ATTRIBUTES & set(scores.index)
    assert scores.drop(index=judged_on_pairs).equals(backwards.drop(index=judged_on_pairs))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Antony J. Blinken", "Blinken", True),
        ("Pashinyan", "Nikol Pashinian", True),
        ("Ilham Aliyev", "Mehriban Aliyeva", False),
        ("the U.S.", "United States", True),
        ("Baku", "the Azerbaijani government", True),
        ("Armenian Ministry of Defence", "Armenia's Defense Ministry", True),
        ("Armenia", "Armenian Ministry of Defence", False),
        ("Defense Ministry", "Azerbaijani Ministry of Defence", True),
        ("Armenian Ministry of Defence", "Azerbaijani Ministry of Defence", False),
        ("State Department", "US Department of State", True),
        ("Trump", "Trump administration", False),
        ("Aliyev, Pashinyan", "Aliyev", False),
        ("CSTO", "Collective Security Treaty Organization", True),
        ("the public", "journalists", True),
        ("the public", "Ned Price", False),
        ("parliament", "the public", False),
        (None, None, False),
    ],
)
def test_names_are_compared_leniently_but_an_office_is_not_its_country(one, other, same):
    assert same_actor(one, other) is same
    assert same_actor(other, one) is same


def test_a_folder_without_gold_is_refused_by_name(small_tables, tmp_path):
    with pytest.raises(FileNotFoundError, match=str(tmp_path)):
        quality.evaluate(small_tables, tmp_path)


def test_gold_folders_are_those_that_exist_and_their_articles_lie_beside_or_above(tmp_path):
    root = tmp_path / "a house"
    for folder in ("data/gold", "data/articles", "tests/articles/gold"):
        (root / folder).mkdir(parents=True)
    folders, absent = gold_folders(root)
    assert [folder.parent.name for folder in absent][-1] == "articles"
    assert folders == [root / "data/gold", root / "tests/articles/gold"]
    assert [articles_folder(folder) for folder in folders] == [root / "data/articles", root / "tests/articles"]
    (tmp_path / "shared/reference/articles/gold").mkdir(parents=True)
    (tmp_path / "shared/reference/communications/apart/gold").mkdir(parents=True)  # scored only when it is named
    assert len(gold_folders(root)[0]) == 3


def test_the_figure_says_each_measure_in_words_and_an_empty_one_says_why(small_tables, gold, evaluate):
    scores = evaluate(small_tables, gold).reset_index()
    drawn = draw_quality(scores)
    assert len(drawn.marks) == len(quality.MEASURES)
    assert drawn.marks["label"][0].startswith("pairs: precision 1.00, recall 1.00, f1 1.00; 11 right")
    assert drawn.marks[["x0", "y0", "x1", "y1"]].apply(lambda edge: edge.between(0, 1)).all(axis=None)
    assert draw_quality(scores.head(0)).marks.empty


def test_the_figure_leaves_out_the_precision_of_what_was_never_found(no_tables, gold, evaluate):
    labels = draw_quality(evaluate(no_tables, gold).reset_index()).marks["label"]
    assert labels[0] == "pairs: recall 0.00, f1 0.00; 0 right, 0 found, 11 in the gold"
