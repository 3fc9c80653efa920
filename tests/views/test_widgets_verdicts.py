"""Checking by hand without a browser: answers are given, state and file are read."""

import pandas as pd
import pytest

from analysis import sampling, verdicts
from analysis.views.widgets_verdicts import check, reads_as


@pytest.fixture
def checking(small_tables, tmp_path):
    return check(small_tables, tmp_path, coder="ann")


def stored(folder) -> list[str]:
    return verdicts.read(folder)[0]["verdict"].tolist()


def test_it_opens_on_the_first_sampled_row_in_its_article(checking, small_tables):
    first = sampling.sample(sampling.rows(small_tables)).iloc[0]
    assert checking.view["place"] == "1 of 8; 0 judged"
    assert first["speaker"] in checking.view["reads"] and first["addressee"] in checking.view["reads"]
    passage = checking.view["html"]
    assert "ev-evidence" in passage and "<article" in passage
    assert "No verdict yet on any of the 8 rows" in checking.view["result"]


def test_a_row_reads_as_a_sentence(small_tables):
    table = small_tables.communications.set_index("communication_id")
    assert reads_as(table.loc["c01"]) == (
        "Mara Lindqvist and Tomas Brandt spoke with each other by telephone (spoke by telephone with), on 2031-03-03; "
        "it happened"
    )
    assert reads_as(table.loc["c04"]) == (
        "Ilse Okoro spoke to Mara Lindqvist (told), on a day that the text does not give; it happened"
    )
    assert "as Ilse Okoro says" in reads_as(table.loc["c08"])


def test_every_answer_is_stored_at_once_and_the_next_item_comes(checking, tmp_path):
    checking.judge("right")
    assert stored(tmp_path) == ["right"]
    checking.judge("wrong", note="it was Brandt who called")
    assert checking.view["place"] == "3 of 8; 2 judged"
    assert "1 of 2 sampled rows right" in checking.view["result"]
    assert verdicts.read(tmp_path)[0]["note"].tolist() == ["", "it was Brandt who called"]


def test_back_shows_what_was_answered_and_a_new_answer_takes_its_place(checking, tmp_path):
    checking.judge("right")
    checking.judge("unsure", note="who is she?")
    checking.step(-1)
    assert (checking.view["given"], checking.view["note"]) == (2, "who is she?")
    checking.judge("wrong")
    assert stored(tmp_path) == ["right", "wrong"]


def test_the_browser_can_only_give_the_answers_that_there_are(checking, tmp_path):
    first = checking.view["item"]
    checking._heard(checking, {"choice": 7, "item": first}, [])
    checking._heard(checking, {"choice": "right", "item": first}, [])
    assert stored(tmp_path) == []
    checking._heard(checking, {"choice": 0, "note": "seen", "item": first}, [])
    checking._heard(checking, {"choice": 1, "item": first}, [])
    assert stored(tmp_path) == ["right"], "a second press, before the next item was seen, judges nothing"
    checking._heard(checking, {"step": 1}, [])
    checking._heard(checking, {"step": -1}, [])
    assert stored(tmp_path) == ["right"] and checking.position == 1


def test_an_answer_given_before_the_new_name_is_shown_is_that_persons(checking, tmp_path):
    first = checking.view["item"]
    checking._heard(checking, {"coder": "ben"}, [])
    checking._heard(checking, {"choice": 0, "item": first}, [])
    assert verdicts.read(tmp_path)[0][["coder", "verdict"]].values.tolist() == [["ben", "right"]]


def test_an_answer_given_before_a_new_name_leads_elsewhere_judges_no_item_unseen(checking, tmp_path):
    first = checking.view["item"]
    checking.judge("right")
    checking._heard(checking, {"coder": "ben"}, [])
    checking.judge("wrong")
    checking._heard(checking, {"coder": "ann"}, [])
    checking._heard(checking, {"choice": 0, "item": first}, [])
    assert stored(tmp_path) == ["right", "wrong"]


def test_a_second_session_goes_on_where_the_first_ended(checking, small_tables, tmp_path):
    checking.judge("right")
    checking.judge("right")
    again = check(small_tables, tmp_path)
    assert (again.coder, again.position) == ("ann", 2), "who judged last in this folder goes on"
    assert "2 of 2 sampled rows right" in again.view["result"]


def test_another_coder_begins_at_the_first_and_sees_nothing_of_the_others(checking):
    checking.judge("wrong", note="no")
    checking._heard(checking, {"coder": " ben "}, [])
    assert checking.coder == "ben"
    assert checking.view["place"] == "1 of 8; 0 judged"
    assert (checking.view["given"], checking.view["note"]) == (None, "")
    assert "No verdict yet" in checking.view["result"]


def test_at_the_end_it_says_how_to_go_on(small_tables, tmp_path):
    checking = check(small_tables, tmp_path, size=2, coder="ann")
    checking.judge("right")
    checking.judge("right")
    assert checking.view["last"] and "size=4" in checking.view["question"]
    checking._heard(checking, {"choice": 0, "item": checking.view["item"]}, [])
    assert len(stored(tmp_path)) == 2, "there is nothing left to judge"


def test_without_a_name_nothing_is_stored_and_it_asks_for_one(small_tables, tmp_path):
    checking = check(small_tables, tmp_path, coder="")
    assert "name" in checking.view["message"]
    checking.judge("right")
    assert "Not stored" in checking.view["message"] and checking.position == 0
    assert stored(tmp_path) == []


def test_a_folder_that_cannot_be_written_to_loses_no_answer_in_silence(checking, monkeypatch):
    def refuse(*_):
        raise PermissionError("verdicts.csv: permission denied")

    monkeypatch.setattr(verdicts, "add", refuse)
    checking.judge("right")
    assert "Not stored: verdicts.csv: permission denied" in checking.view["message"]
    assert checking.position == 0


def test_the_text_of_an_article_runs_nothing(small_tables, tmp_path):
    checking = check(small_tables, tmp_path, coder="ann")
    shown = set()
    while not checking.view["last"]:
        shown.add(checking.view["html"])
        checking.step(1)
    assert any("&lt;b&gt;nobody&lt;/b&gt;" in html for html in shown)
    assert not any("<b>nobody</b>" in html for html in shown)


def test_nothing_tells_the_coder_how_sure_the_machine_is(checking):
    words = " ".join(str(value) for value in checking.view.values())
    assert "confidence" not in words.lower()


def test_sentences_without_a_row_are_judged_alike(small_tables, tmp_path):
    text = small_tables.articles["text"] + " Nobody was there. The bridge is old."
    object.__setattr__(small_tables, "articles", small_tables.articles.assign(text=text))
    checking = check(small_tables, tmp_path, what="sentence", coder="ann")
    assert checking.view["choices"] == ["Nothing missed", "Something missed", "Unsure"]
    assert checking.view["reads"] == "" and "ev-evidence" in checking.view["html"]
    checking.judge("something missed")
    assert stored(tmp_path) == ["something missed"]
    assert "1 of 1 sampled sentences" in checking.view["result"]


def test_an_empty_folder_says_so(no_tables, tmp_path):
    for what in ("row", "sentence"):
        checking = check(no_tables, tmp_path, what=what, coder="ann")
        assert checking.view["last"] and "nothing to judge" in checking.view["question"]
    with pytest.raises(ValueError, match="page"):
        check(no_tables, tmp_path, what="page")


def test_what_was_judged_lies_beside_the_articles(checking, tmp_path):
    checking.judge("right")
    (path,) = (tmp_path / "corrections").glob("*.csv")
    assert list(pd.read_csv(path).columns) == list(verdicts.COLUMNS)
