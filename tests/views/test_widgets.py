"""The explorer without a browser: what its controls ask for is asked, what it shows is read."""

import re
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analysis.views.scene import Size
from analysis.views.selection import Selection
from analysis.views.widgets import explore
from analysis.views.widgets_reader import Account


@pytest.fixture
def explorer(small_tables, tmp_path):
    return explore(small_tables, folder=tmp_path)


def ask(explorer, **wish) -> None:
    """What the panel in the browser sends when a hand does this."""
    explorer.panel._handle_custom_msg({"asked": [wish]}, [])


def choose(explorer, facet: str, *labels: str) -> None:
    """Tick these choices of a facet, and no others."""
    offered = explorer.index.facets[facet].labels
    ask(explorer, set={facet: [offered.index(label) for label in labels]})


def shown(explorer) -> set[str]:
    return set(explorer.index.rows["communication_id"][explorer.shown.rows])


def in_table(explorer) -> set[str]:
    """The communications whose rows the table shows."""
    return set(explorer.index.rows["communication_id"].iloc[explorer.table.rows])


def pictures(explorer) -> dict[str, str]:
    return {name: view.svg for name, view in explorer.views.items()}


def counts(explorer) -> dict[str, dict[str, int]]:
    """The number beside each choice, by facet and label."""
    numbers, found, at = np.frombuffer(explorer.panel.counts, "<i4").tolist(), {}, 0
    for facet in explorer.panel.facets:
        found[facet["name"]] = dict(zip(facet["labels"], numbers[at:], strict=False))
        at += len(facet["labels"])
    return found


def mark(explorer, view: str, words: str) -> int:
    """The number of the mark whose label holds the words."""
    labels = [label for *_, label in explorer.views[view].marks]
    return next(number for number, label in enumerate(labels) if words in label)


def chips(explorer) -> dict[str, dict]:
    return {chip["label"]: chip["off"] for chip in explorer.panel.state["chips"]}


def evidence(explorer) -> str:
    html = explorer.reader.evidence.html
    pieces = re.findall(r'<mark class="[^"]*ev-evidence[^"]*"[^>]*>([^<]*)</mark>', html[html.index("<article") :])
    return "".join(pieces)


def place(explorer, communication: str) -> int:
    """The place of a communication in the table."""
    return list(explorer.index.rows["communication_id"].iloc[explorer.table.rows]).index(communication)


HAPPENED = {f"c{n:02}" for n in range(1, 12)} - {"c08", "c09"}


def test_it_opens_on_what_happened_with_views_rows_and_a_sentence_to_read(explorer):
    assert explorer.filters == Selection()
    assert shown(explorer) == in_table(explorer) == HAPPENED
    assert all(view.svg.startswith("<svg") and view.marks for view in explorer.views.values())
    assert explorer.table.html.count("<tr data-mark") == 9
    assert evidence(explorer)
    assert explorer.panel.state["headline"].startswith("9 of 11 rows")


@pytest.mark.parametrize(
    "asked, left",
    [
        ({"date_from": "2031-03-05"}, {"c04", "c05", "c07", "c10"}),
        ({"date_to": "2031-03-03"}, {"c01", "c02", "c03", "c04", "c05", "c10"}),
        ({"text": "MONITORS"}, {"c04", "c05"}),
        ({"minimum_confidence": 0.6}, {"c01", "c02", "c03", "c04", "c05", "c06", "c07", "c11"}),
        ({"minimum_sources": 2}, {"c01", "c02", "c11"}),
        ({"include_undated": False}, {"c01", "c02", "c03", "c06", "c07", "c11"}),
        ({"include_audiences": False}, {"c01", "c02", "c03", "c04", "c05", "c10", "c11"}),
    ],
)
def test_each_field_filters_rows_views_and_table_alike(explorer, asked, left):
    before = pictures(explorer)
    ask(explorer, set=asked)
    assert shown(explorer) == in_table(explorer) == left
    assert pictures(explorer) != before
    back = {name: "" if name in ("date_from", "date_to", "text") else 0 for name in asked}
    ask(explorer, set={n: True if n.startswith("include") else v for n, v in back.items()})
    assert explorer.filters == Selection()
    assert pictures(explorer) == before


@pytest.mark.parametrize(
    "facet, labels, left",
    [
        ("speakers", ["Ilse Okoro"], {"c04", "c05"}),
        ("addressees", ["Tomas Brandt"], {"c01", "c02", "c03", "c05", "c11"}),
        ("actors", ["Ilse Okoro"], {"c04", "c05"}),
        ("countries", ["XVE"], {"c01", "c02", "c03", "c04", "c07", "c10", "c11"}),
        ("kinds", ["audience"], {"c06", "c07"}),
        ("channels", ["call"], {"c01", "c02", "c11"}),
        ("acts", ["ACCUSE"], {"c10"}),
        ("statuses", ["planned", "denied"], {"c08", "c09"}),
        ("sources", ["Harbour Post"], {"c02"}),
        ("sources", ["no outlet named"], {"c10", "c11"}),
    ],
)
def test_each_facet_filters_rows_views_and_table_alike(explorer, facet, labels, left):
    before = pictures(explorer)
    choose(explorer, facet, *labels)
    assert shown(explorer) == in_table(explorer) == left
    assert pictures(explorer) != before


def test_the_number_beside_a_choice_is_what_it_leaves_whatever_else_is_set(explorer):
    ask(explorer, set={"text": "truce"})
    promised = counts(explorer)["channels"]
    assert sum(promised.values()) > 0
    for label, number in promised.items():
        choose(explorer, "channels", label)
        assert len(shown(explorer)) == number
        assert counts(explorer)["channels"] == promised  # its own filter does not count against it


def test_filters_combine(explorer):
    choose(explorer, "channels", "call")
    choose(explorer, "sources", "no outlet named")
    assert shown(explorer) == {"c11"}


def test_undated_rows_go_out_on_request_and_their_number_stays_in_sight(explorer):
    assert explorer.panel.state["undated"] == 3
    ask(explorer, set={"include_undated": False})
    assert explorer.panel.state["undated"] == 3


def test_what_is_set_is_said_in_a_sentence_and_as_chips_that_take_it_off(explorer):
    choose(explorer, "channels", "call")
    ask(explorer, set={"text": "bridge", "minimum_sources": 2})
    assert "alls" in explorer.panel.state["sentence"]
    assert set(chips(explorer)) == {"“bridge”", "2 or more sources", "Channel: call", "Status: happened"}
    ask(explorer, **chips(explorer)["Channel: call"])
    ask(explorer, **chips(explorer)["“bridge”"])
    assert explorer.filters == Selection(minimum_sources=2)


def test_a_name_in_a_selection_ticks_the_choice_and_stays_as_it_was_given(explorer):
    explorer.filters = Selection(speakers=("Ilse Okoro",), actors=("Nobody Known",))
    state = explorer.panel.state["set"]
    assert [explorer.index.facets["speakers"].labels[n] for n in state["speakers"]] == ["Ilse Okoro"]
    choose(explorer, "actors", "Ilse Okoro")
    assert explorer.filters.actors == ("Nobody Known", "p3")  # who does not occur here is not dropped in silence
    assert "Actor (either side): Nobody Known" in chips(explorer)


def test_one_filter_or_all_are_reset(explorer):
    choose(explorer, "channels", "call")
    ask(explorer, set={"text": "bridge"})
    ask(explorer, reset="channels")
    assert explorer.filters == Selection(text="bridge")
    ask(explorer, clear=True)
    assert explorer.filters == Selection()


def test_undo_goes_back_through_filters_and_clicks_and_redo_forth(explorer):
    seen = [explorer._history.state]
    choose(explorer, "channels", "call")
    seen.append(explorer._history.state)
    explorer.views["matrix"].clicked = 0
    seen.append(explorer._history.state)
    ask(explorer, clear=True)
    assert explorer.mark is None
    for state in reversed(seen):
        ask(explorer, undo=True)
        assert explorer._history.state == state
    assert not explorer.panel.state["can"]["undo"]
    ask(explorer, undo=True)  # there is nothing before the first
    for state in seen[1:]:
        ask(explorer, redo=True)
        assert explorer._history.state == state
    assert explorer.views["matrix"].clicked == 0


def test_words_typed_letter_by_letter_are_one_step(explorer):
    choose(explorer, "channels", "call")
    for letters in ("t", "tr", "tru"):
        ask(explorer, set={"text": letters})
    ask(explorer, undo=True)
    assert explorer.filters == Selection(channels=("call",))


def test_several_wishes_in_one_message_are_one_redraw(explorer):
    before = explorer.generation
    explorer.panel._handle_custom_msg(
        {"asked": [{"set": {"text": "truce"}}, {"set": {"between": True}}, {"undo": True}]}, []
    )
    assert explorer.generation == before + 1
    assert explorer.filters == Selection(text="truce")


def test_every_part_says_which_change_it_shows(explorer):
    ask(explorer, set={"text": "truce"})
    parts = [explorer.panel, explorer.table, *explorer.views.values()]
    assert {part.generation for part in parts} == {explorer.generation}


def test_a_first_day_after_the_last_is_said_not_raised(explorer):
    ask(explorer, set={"include_undated": False, "date_from": "2031-03-09", "date_to": "2031-03-01"})
    assert "lies after the last" in explorer.panel.state["hint"]
    assert "No row passes" in explorer.table.html


def test_a_click_narrows_all_views_but_its_own_and_opens_the_evidence(explorer):
    before = pictures(explorer)
    explorer.views["matrix"].clicked = mark(explorer, "matrix", "Ilse Okoro to Mara Lindqvist")
    assert shown(explorer) == in_table(explorer) == {"c04"}
    assert pictures(explorer)["matrix"] == before["matrix"]
    assert pictures(explorer)["timeline"] != before["timeline"]
    assert evidence(explorer) == "Envoy Ilse Okoro told Lindqvist and Brandt that monitors were ready"
    assert any(label.startswith("Clicked: Ilse Okoro to Mara Lindqvist") for label in chips(explorer))


@pytest.mark.parametrize("let_go", ["again", "release", "chip"])
def test_what_was_clicked_is_let_go_by_a_second_click_by_escape_and_by_its_chip(explorer, let_go):
    before = pictures(explorer)
    explorer.views["matrix"].clicked = 0
    if let_go == "again":
        explorer.views["matrix"].clicked = None
    elif let_go == "release":
        ask(explorer, release=True)
    else:
        ask(explorer, **next(off for label, off in chips(explorer).items() if label.startswith("Clicked")))
    assert explorer.mark is None
    assert explorer.views["matrix"].clicked is None
    assert pictures(explorer) == before
    assert in_table(explorer) == HAPPENED


def test_what_is_clicked_stays_clicked_while_filters_change(explorer):
    explorer.views["matrix"].clicked = mark(explorer, "matrix", "Mara Lindqvist to Tomas Brandt")
    choose(explorer, "channels", "call")
    assert shown(explorer) == {"c01", "c02", "c11"}
    assert explorer.views["matrix"].clicked == mark(explorer, "matrix", "Mara Lindqvist to Tomas Brandt")


def test_a_click_elsewhere_takes_the_place_of_the_first(explorer):
    explorer.table.clicked = 2
    explorer.views["matrix"].clicked = 0
    assert explorer.table.clicked is None
    explorer.views["timeline"].clicked = 0
    assert explorer.views["matrix"].clicked is None


def test_previous_and_next_walk_through_all_behind_a_mark(explorer):
    explorer.views["matrix"].clicked = mark(explorer, "matrix", "Mara Lindqvist to Tomas Brandt")
    reader = explorer.reader
    seen = [reader.current.communication_id]
    for _ in range(3):
        reader.walk._handle_custom_msg({"do": "next"}, [])
        seen.append(reader.current.communication_id)
    assert sorted(seen) == ["c01", "c02", "c03", "c11"]
    assert "4 of 4" in reader.walk.html
    reader.walk._handle_custom_msg({"do": "previous"}, [])
    assert reader.current.communication_id == seen[-2]


def test_a_timeline_mark_opens_the_accounts_of_its_event(explorer):
    explorer.views["timeline"].clicked = mark(explorer, "timeline", "reporters")
    assert explorer.reader.current.communication_id == "c06"
    assert shown(explorer) == {"c06"}


def test_a_happening_that_is_no_communication_can_be_read_too(explorer, small_tables):
    explorer.mark = Selection(statuses=(), events=("e9",))
    start = small_tables.event_sources.set_index("event_id").loc["e9", "start"]
    assert explorer.reader.current == Account("a4", None, "e9", start)
    assert evidence(explorer).startswith("an explosion")


def test_what_an_article_adds_to_an_event_without_a_communication_is_an_account_of_it_too(small_tables, tmp_path):
    sources = small_tables.event_sources.replace({"event_id": {"e9": "e1"}})
    explorer = explore(replace(small_tables, event_sources=sources), folder=tmp_path)
    explorer.views["matrix"].clicked = mark(explorer, "matrix", "Mara Lindqvist to Tomas Brandt")
    accounts = list(explorer.reader.accounts)
    assert {account.communication_id for account in accounts} == {"c01", "c02", "c03", "c11", None}
    assert accounts[-1].article_id == "a4"
    assert "1 of 5 (4 rows, 1 other account)" in explorer.reader.walk.html


def test_two_accounts_of_one_event_in_one_article_are_each_shown_in_their_place(small_tables, tmp_path):
    told = small_tables.event_sources[small_tables.event_sources["event_id"] == "e9"]
    text = small_tables.articles.set_index("article_id").loc["a4", "text"]
    start = text.index("the truce")
    again = told.assign(start=start, end=start + len("the truce"))
    tables = replace(small_tables, event_sources=pd.concat([small_tables.event_sources, again]))
    explorer = explore(tables, folder=tmp_path)
    explorer.mark = Selection(statuses=(), events=("e9",))
    assert evidence(explorer).startswith("an explosion")
    explorer.reader.step(1)
    assert evidence(explorer) == "the truce"


def test_a_row_opens_its_sentence_and_narrows_the_views(explorer):
    explorer.table.clicked = place(explorer, "c10")
    assert evidence(explorer) == "Orvania accused Mara Lindqvist of breaking the truce"
    assert shown(explorer) == {"c10"}
    assert in_table(explorer) == HAPPENED
    assert len(explorer.views["matrix"].marks) == 1


def test_from_an_open_row_the_reader_walks_on_and_the_views_follow(explorer):
    explorer.table.clicked = 0
    for number in (1, 2, 3):
        explorer.reader.step(1)
        assert explorer.table.clicked == number
        assert shown(explorer) == {explorer.reader.current.communication_id}
    ask(explorer, undo=True)
    assert explorer.mark is None  # the walk was one step


def test_what_is_being_read_stays_open_while_it_passes_the_filters(explorer):
    explorer.reader.step(place(explorer, "c11"))
    choose(explorer, "channels", "call")
    assert explorer.reader.current.communication_id == "c11"
    choose(explorer, "channels", "press")
    assert explorer.reader.current.communication_id == "c06"


def test_days_brushed_on_the_timeline_become_the_dates_in_one_step(explorer):
    timeline = explorer.views["timeline"]
    for last, moving in ((4, True), (5, True), (6, False)):
        days = [date(2031, 3, 4).toordinal(), date(2031, 3, last).toordinal()]
        with timeline.hold_trait_notifications():
            timeline.brushed, timeline.brushing = days, moving
    assert explorer.filters == Selection(date_from=date(2031, 3, 4), date_to=date(2031, 3, 6))
    ask(explorer, undo=True)
    assert explorer.filters == Selection()
    assert timeline.brushed is None


def test_filters_that_nothing_passes_leave_a_word_not_an_error(explorer):
    ask(explorer, set={"text": "zeppelin"})
    assert "No row passes" in explorer.table.html
    assert "No row passes" in explorer.reader.evidence.html
    assert explorer.reader.current is None


def test_a_folder_in_which_nothing_was_found_opens_too(no_tables, tmp_path):
    assert explore(no_tables, folder=tmp_path).panel.state["headline"].startswith("0 of 0 rows")


def test_one_is_counted_as_one(explorer):
    explorer.filters = Selection(communications=("c01",), minimum_sources=1)
    assert explorer.panel.state["headline"] == "1 of 11 rows, 1 event:"
    assert "1 communication" in chips(explorer)
    assert "1 row, 1 to 1 here" in explorer.table.html


def test_article_text_stays_text_in_the_table(small_tables, tmp_path):
    rows = small_tables.communications.assign(evidence="<img src=x onerror=alert(1)>", speaker="<b>")
    articles = small_tables.articles.assign(source="<script>")
    html = explore(replace(small_tables, communications=rows, articles=articles), folder=tmp_path).table.html
    assert "&lt;img" in html and not re.search("<img|<b>|<script", html)


def test_a_long_table_is_turned_page_by_page(small_tables, tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.views.widgets_rows.PAGE", 4)
    table = explore(small_tables, folder=tmp_path).table
    pages = []
    for _ in range(3):
        pages.append([int(n) for n in re.findall(r'<tr data-mark="(\d+)"', table.html)])
        table._handle_custom_msg({"do": "next"}, [])
    assert pages == [[0, 1, 2, 3], [4, 5, 6, 7], [8]]
    table._handle_custom_msg({"do": "previous"}, [])
    assert "9 rows, 5 to 8 here" in table.html


def test_the_table_is_sorted_by_its_heads_and_turned_round_by_a_second_click(explorer):
    def speakers() -> list[str]:
        return list(explorer.index.rows["speaker"].iloc[explorer.table.rows])

    explorer.table._handle_custom_msg({"do": "sort", "by": "speaker"}, [])
    assert speakers() == sorted(speakers())
    explorer.table._handle_custom_msg({"do": "sort", "by": "speaker"}, [])
    assert speakers() == sorted(speakers(), reverse=True)
    assert 'aria-sort="descending"' in explorer.table.html
    choose(explorer, "channels", "call", "meeting")
    assert speakers() == sorted(speakers(), reverse=True)
    assert explorer.reader.accounts[0].communication_id == place_of(explorer, 0)


def place_of(explorer, number: int) -> str:
    return explorer.index.rows["communication_id"].iloc[explorer.table.rows[number]]


def test_undated_rows_come_last_in_either_direction(explorer):
    for _ in range(2):
        dates = explorer.index.rows["date_start"].iloc[explorer.table.rows]
        assert dates.isna().tolist() == sorted(dates.isna())
        explorer.table._handle_custom_msg({"do": "sort", "by": "date_start"}, [])


def test_rebuilding_takes_new_tables_and_keeps_the_filters(small_tables, tmp_path):
    fewer = replace(small_tables, communications=small_tables.communications.iloc[:3])
    explorer = explore(small_tables, rebuild=lambda: fewer, folder=tmp_path)
    choose(explorer, "channels", "call")
    ask(explorer, again=True)
    assert shown(explorer) == {"c01", "c02"}
    assert explorer.filters.channels == ("call",)


def test_without_rebuild_there_is_no_button_for_it(explorer):
    assert not explorer.panel.state["can"]["again"]


def test_background_of_years_ago_is_folded_away_and_can_be_read(small_tables, tmp_path):
    long_ago = pd.Timestamp(1994, 5, 12)
    second = small_tables.events["event_id"] == "e2"
    days = {column: small_tables.events[column].mask(second, long_ago) for column in ("date_start", "date_end")}
    explorer = explore(replace(small_tables, events=small_tables.events.assign(**days)), folder=tmp_path)
    assert "Folded away at the left: 1 event of other years." in explorer.views["timeline"].alt
    explorer.views["timeline"].clicked = mark(explorer, "timeline", "1994-05-12")
    assert explorer.reader.current.communication_id == "c03"


def test_it_opens_on_the_selection_that_it_is_given(small_tables, tmp_path):
    explorer = explore(small_tables, view=Selection(channels=("call",)), folder=tmp_path)
    assert shown(explorer) == {"c01", "c02", "c11"}


def test_a_view_that_is_saved_is_offered_by_name_and_opens_another_explorer(explorer, small_tables, tmp_path):
    choose(explorer, "channels", "call")
    ask(explorer, save="The calls")
    assert explorer.panel.state["views"] == ["The calls"]
    ask(explorer, clear=True)
    ask(explorer, open="The calls")
    assert explorer.filters == Selection(channels=("call",))
    assert explore(small_tables, view="The calls", folder=tmp_path).filters == Selection(channels=("call",))


def test_what_cannot_be_done_is_said_and_the_panel_goes_on(explorer):
    before = explorer.generation
    ask(explorer, save="  ")
    assert "a view needs a name" in explorer.panel.state["hint"]
    assert explorer.panel.generation == before + 1
    ask(explorer, set={"text": "truce"})
    assert explorer.panel.state["hint"] == ""


def test_what_is_seen_can_be_handed_to_the_exports(explorer):
    explorer.views["matrix"].clicked = 0
    seen = explorer.seen()
    assert len(seen.tables.communications) == explorer.shown.rows.sum()
    scene, _ = seen.pictures["matrix"].draw(seen.pictures["matrix"].shown, Size())
    assert len(scene.marks) == len(explorer.views["matrix"].marks) > 1


def test_what_people_checked_stands_beside_the_counts_and_in_what_is_exported(small_tables, tmp_path, monkeypatch):
    monkeypatch.setenv("FIGURES", str(tmp_path / "figures"))
    words = "Checked by hand: 4 of 5 sampled rows right."
    explorer = explore(small_tables, folder=tmp_path, checked=words)
    assert explorer.panel.state["sentence"].endswith(words)
    assert words in explorer.save("matrix").caption
    assert explorer.seen().about["checked"] == words
    assert "checked" not in explore(small_tables, folder=tmp_path).seen().about
