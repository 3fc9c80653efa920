"""The explorer without a browser: controls are moved, state is read."""

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analysis.views.selection import Selection
from analysis.views.widgets import explore
from analysis.views.widgets_reader import Account, accounts_of
from analysis.views.widgets_rows import rows_html


@pytest.fixture
def explorer(small_tables):
    return explore(small_tables)


def shown(explorer) -> set[str]:
    return set(explorer.shown.communications["communication_id"])


def pictures(explorer) -> list[bytes]:
    return [figure.png for figure in explorer.figures.values()]


def mark(explorer, view: str, words: str) -> int:
    """The number of the mark whose label holds the words."""
    labels = [m["label"] for m in explorer.figures[view].marks]
    return next(number for number, label in enumerate(labels) if words in label)


def evidence(explorer) -> str:
    html = explorer.reader.evidence.html
    pieces = re.findall(r'<mark class="[^"]*ev-evidence[^"]*"[^>]*>([^<]*)</mark>', html[html.index("<article") :])
    return "".join(pieces)


def test_it_opens_on_what_happened_with_figures_rows_and_a_sentence_to_read(explorer):
    assert explorer.filters.selection == Selection()
    assert shown(explorer) == {f"c{n:02}" for n in range(1, 12)} - {"c08", "c09"}
    assert all(figure.png.startswith(b"\x89PNG") and figure.marks for figure in explorer.figures.values())
    assert explorer.table.html.count("<tr data-mark") == 9
    assert evidence(explorer)


def test_background_of_years_ago_is_folded_away_and_can_be_read(small_tables):
    long_ago = pd.Timestamp(1994, 5, 12)
    second = small_tables.events["event_id"] == "e2"
    events = small_tables.events.assign(
        date_start=small_tables.events["date_start"].mask(second, long_ago),
        date_end=small_tables.events["date_end"].mask(second, long_ago),
    )
    explorer = explore(replace(small_tables, events=events))
    assert "Folded away at the left: 1 event of other years." in explorer.figures["timeline"].alt
    explorer.figures["timeline"].clicked = mark(explorer, "timeline", "1994-05-12")
    assert explorer.reader.current.communication_id == "c03"


def test_every_control_has_a_label_and_a_steady_class(explorer):
    for name, control in explorer.filters.controls.items():
        assert control.description
        assert f"explorer-{name.replace('_', '-')}" in control._dom_classes


@pytest.mark.parametrize(
    "control, value, left",
    [
        ("date_from", date(2031, 3, 5), {"c04", "c05", "c07", "c10"}),
        ("date_to", date(2031, 3, 3), {"c01", "c02", "c03", "c04", "c05", "c10"}),
        ("actors", "Ilse Okoro", {"c04", "c05"}),
        ("countries", ("XVE",), {"c01", "c02", "c03", "c04", "c07", "c10", "c11"}),
        ("channels", ("call",), {"c01", "c02", "c11"}),
        ("statuses", ("planned", "denied"), {"c08", "c09"}),
        ("sources", ("Harbour Post (teaching corpus)",), {"c02"}),
        ("sources", (None,), {"c10", "c11"}),
        ("text", "MONITORS", {"c04", "c05"}),
        ("minimum_confidence", 0.6, {"c01", "c02", "c03", "c04", "c05", "c06", "c07", "c11"}),
    ],
)
def test_each_control_filters_rows_figures_and_table_alike(explorer, control, value, left):
    before = pictures(explorer)
    explorer.filters.controls[control].value = value
    assert shown(explorer) == left
    assert explorer.table.html.count("<tr data-mark") == len(left)
    assert pictures(explorer) != before


def test_controls_combine(explorer):
    explorer.filters.controls["channels"].value = ("call",)
    explorer.filters.controls["sources"].value = (None,)
    assert shown(explorer) == {"c11"}


def test_undated_rows_go_out_on_request_and_their_number_stays_in_sight(explorer):
    undated = explorer.filters.controls["include_undated"]
    assert undated.description == "Undated rows (3)"
    undated.value = False
    assert shown(explorer) == {"c01", "c02", "c03", "c06", "c07", "c11"}
    assert undated.description == "Undated rows (3)"


def test_the_status_line_says_in_words_what_is_shown(explorer):
    explorer.filters.controls["channels"].value = ("call",)
    assert "3 of 11 rows, 1 events" in explorer.status.value
    assert ": Calls." in explorer.status.value


def test_a_first_day_after_the_last_is_said_not_raised(explorer):
    explorer.filters.controls["include_undated"].value = False
    explorer.filters.controls["date_from"].value = date(2031, 3, 9)
    explorer.filters.controls["date_to"].value = date(2031, 3, 1)
    assert "lies after the last" in explorer.status.value
    assert "No row passes" in explorer.table.html


def test_clearing_brings_everything_back_in_one_redraw(explorer):
    explorer.filters.controls["text"].value = "bridge"
    explorer.filters.controls["channels"].value = ("call",)
    changes = []
    explorer.filters.observe(lambda change: changes.append(change["new"]), "selection")
    explorer.filters.clear.click()
    assert changes == [Selection()]
    assert explorer.filters.controls["text"].value == ""
    assert explorer.table.html.count("<tr data-mark") == 9


def test_a_matrix_cell_opens_its_sentences_and_previous_and_next_walk_through_them(explorer):
    explorer.figures["matrix"].clicked = mark(explorer, "matrix", "Ilse Okoro to Mara Lindqvist")
    assert evidence(explorer) == "Envoy Ilse Okoro told Lindqvist and Brandt that monitors were ready"
    assert "1 of 1" in explorer.reader.place.value
    explorer.figures["matrix"].clicked = mark(explorer, "matrix", "Mara Lindqvist to Tomas Brandt")
    reader = explorer.reader
    seen = [reader.current.communication_id]
    assert reader.previous.disabled
    while not reader.next.disabled:
        reader.next.click()
        seen.append(reader.current.communication_id)
    assert sorted(seen) == ["c01", "c02", "c03", "c11"]
    reader.previous.click()
    assert reader.current.communication_id == seen[-2]


def test_a_timeline_mark_opens_the_accounts_of_its_event(explorer):
    explorer.figures["timeline"].clicked = mark(explorer, "timeline", "reporters")
    assert explorer.reader.current.communication_id == "c06"


def test_a_mark_of_several_events_opens_the_accounts_of_all(small_tables):
    accounts = accounts_of(small_tables.communications, small_tables.event_sources, ("e1", "e8"))
    assert {account.communication_id for account in accounts} == {"c01", "c02", "c11", "c06"}


def test_a_happening_that_is_no_communication_can_be_read_too(small_tables):
    accounts = accounts_of(small_tables.communications, small_tables.event_sources, ("e9",))
    start = small_tables.event_sources.set_index("event_id").loc["e9", "start"]
    assert accounts == [Account("a4", None, "e9", start)]


def test_what_an_article_adds_to_an_event_without_a_communication_is_an_account_of_it_too(small_tables):
    sources = small_tables.event_sources.replace({"event_id": {"e9": "e1"}})
    accounts = accounts_of(small_tables.communications, sources, ("e1",))
    assert [account.communication_id for account in accounts] == ["c01", "c02", "c11", None]
    assert accounts[-1].article_id == "a4"


def test_two_accounts_of_one_event_in_one_article_are_each_shown_in_their_place(small_tables):
    told = small_tables.event_sources[small_tables.event_sources["event_id"] == "e9"]
    text = small_tables.articles.set_index("article_id").loc["a4", "text"]
    start = text.index("the truce")
    again = told.assign(start=start, end=start + len("the truce"))
    explorer = explore(replace(small_tables, event_sources=pd.concat([small_tables.event_sources, again])))
    explorer.reader.read(accounts_of(explorer.rows, explorer.shown.event_sources, ("e9",)))
    assert evidence(explorer).startswith("an explosion")
    explorer.reader.next.click()
    assert evidence(explorer) == "the truce"


def test_a_row_opens_its_sentence(explorer):
    number = list(explorer.rows["communication_id"]).index("c10")
    explorer.table.clicked = number
    assert evidence(explorer) == "Orvania accused Mara Lindqvist of breaking the truce"


def test_opening_one_thing_closes_the_other(explorer):
    explorer.table.clicked = 2
    explorer.figures["matrix"].clicked = 0
    assert explorer.table.clicked is None


def test_what_is_being_read_stays_open_while_it_passes_the_filters(explorer):
    explorer.table.clicked = list(explorer.rows["communication_id"]).index("c11")
    explorer.filters.controls["channels"].value = ("call",)
    assert explorer.reader.current.communication_id == "c11"
    explorer.filters.controls["channels"].value = ("press",)
    assert explorer.reader.current.communication_id == "c06"


def test_filters_that_nothing_passes_leave_a_word_not_an_error(explorer):
    explorer.filters.controls["text"].value = "zeppelin"
    assert "No row passes" in explorer.table.html
    assert "No row passes" in explorer.reader.evidence.html
    assert explorer.reader.next.disabled


def test_a_folder_in_which_nothing_was_found_opens_too(no_tables):
    assert "0 of 0 rows" in explore(no_tables).status.value


def test_article_text_stays_text_in_the_table(small_tables):
    rows = small_tables.communications.assign(evidence="<img src=x onerror=alert(1)>", speaker="<b>")
    html = rows_html(rows, small_tables.articles)
    assert "<img" not in html and "<b>" not in html


def test_a_long_table_shows_its_first_rows_and_says_how_many_there_are(small_tables):
    html = rows_html(small_tables.communications, small_tables.articles, top=4)
    assert html.count("<tr data-mark") == 4
    assert "11 rows, the first 4 of them here" in html


def test_rebuilding_takes_new_tables_and_keeps_the_filters(small_tables):
    fewer = replace(small_tables, communications=small_tables.communications.iloc[:3])
    explorer = explore(small_tables, rebuild=lambda: fewer)
    explorer.filters.controls["channels"].value = ("call",)
    explorer.again.click()
    assert shown(explorer) == {"c01", "c02"}
    assert explorer.filters.selection.channels == ("call",)


def test_without_rebuild_there_is_no_button_for_it(explorer):
    assert explorer.again.layout.display == "none"
