"""Corrections in the explorer without a browser: the form is filled in, the file and the fresh tables are read."""

from __future__ import annotations

import pytest

import analysis
from analysis.corrections import read_corrections
from analysis.views import widgets_corrections
from analysis.views.corrected import CHOICES
from analysis.views.selection import Selection
from analysis.views.widgets import explore
from analysis.views.widgets_corrections import Corrections

CALL = (
    "Date: 2031-03-05\n\nBridge reopens after call\n\n"
    "Veslandic Foreign Minister Mara Lindqvist called Orvanian President Tomas Brandt on Monday.\n\n"
    "Envoy Ilse Okoro told Brandt that <b>monitors</b> were ready 😀 and waiting."
)


class Host:
    """What stands around the panel: it builds anew, and opens the row that stands where the corrected one stood."""

    def __init__(self, folder) -> None:
        self.folder = folder
        self.panel = Corrections(folder, self.again)
        self.again(None)
        self.open("told")
        self.panel.begin.value = True

    def again(self, place) -> None:
        self.tables = analysis.build(self.folder, progress=False)
        self.panel.take(self.tables)
        if place:
            said = self.tables.communications
            here = said[(said["article_id"] == place.article_id) & (said["start"] == place.start)]
            self.panel.show(place.article_id, here["communication_id"].iloc[0] if len(here) else None)

    def open(self, words: str) -> None:
        said = self.tables.communications
        row = said[said["evidence"].str.contains(words)].iloc[0]
        self.panel.show(row["article_id"], row["communication_id"])

    def wrong(self, what: str, **said: str) -> str:
        """Fill in the form and write; what the panel says to it."""
        self.panel.what.value = next(choice for choice in CHOICES if choice.what == what)
        for name, value in said.items():
            self.panel.asked[name].value = value
        self.panel.write.click()
        return self.panel.said.value

    def pairs(self) -> set[tuple[str, str]]:
        said = self.tables.communications
        return set(zip(said["speaker"], said["addressee"], strict=True))


@pytest.fixture
def host(build_from, tmp_path) -> Host:
    build_from({"call.txt": CALL}, tmp_path)
    return Host(tmp_path)


def test_a_correction_is_written_at_once_shown_struck_through_and_undone(host):
    assert host.panel.here.html == ""
    assert "Written: speaker" in host.wrong("speaker", actor="mara lindqvist")
    assert ("Mara Lindqvist", "Tomas Brandt") in host.pairs() and len(host.pairs()) == 1
    assert "<del>Ilse Okoro [person]</del> <ins>Mara Lindqvist [person, XVE]</ins>" in host.panel.here.html
    assert "corrected by hand" in host.panel.here.html and "(1)" in host.panel.listed.description
    assert "Undone" in undone(host)
    assert ("Ilse Okoro", "Tomas Brandt") in host.pairs() and host.panel.here.html == ""


def undone(host: Host) -> str:
    made = host.panel.made.iloc[0]["correction_id"]
    for _ in "twice":  # the second time it is gone
        host.panel.here._handle_custom_msg({"do": "undo", "id": made}, [])
    return host.panel.said.value


@pytest.mark.parametrize(
    ("what", "said", "pair"),
    [
        ("addressee", {"actor": "Vera Holt"}, ("Ilse Okoro", "Vera Holt")),
        ("direction", {"direction": "other way round"}, ("Tomas Brandt", "Ilse Okoro")),
        ("merge actors", {"actor": "Mara Lindqvist"}, ("Mara Lindqvist", "Tomas Brandt")),
        ("split actor", {"actor": "Vera Holt"}, ("Vera Holt", "Tomas Brandt")),
    ],
)
def test_what_is_filled_in_is_what_the_tables_say_afterwards(host, what, said, pair):
    assert "Written" in host.wrong(what, **said) and "could not" not in host.panel.said.value
    assert pair in host.pairs() and host.panel.here.html
    undone(host)
    assert ("Ilse Okoro", "Tomas Brandt") in host.pairs()


@pytest.mark.parametrize(("field", "value"), [("date", "2031-02"), ("channel", "letter"), ("status", "denied")])
def test_day_channel_and_status_stand_in_the_form_and_are_put_right(host, field, value):
    host.open("called")
    assert [host.panel.asked[name].value for name in ("date", "channel", "status")] == [
        "2031-03-03",
        "call",
        "happened",
    ]
    assert "Written" in host.wrong(field, **{field: value})
    assert host.panel.asked[field].value == value and value in host.panel.here.html


def test_selected_words_become_a_row(host):
    text = host.tables.articles["text"].iloc[0]
    words = "ready 😀"
    start = text.index(words)
    article = host.tables.articles["article_id"].iloc[0]
    host.panel.words.selected = [article, start - 1, start + len(words)]  # a blank too many
    assert host.panel.asked["words"].value == "ready 😀"
    said = host.wrong("missing row", speaker="Brandt", actor="Vera Holt", direction="mutual", channel="call",
                      words="ready 😀", date="")  # fmt: skip
    assert "Written" in said and ("Tomas Brandt", "Vera Holt") in host.pairs()
    row = host.tables.communications.set_index("start").loc[start]
    assert row["evidence"] == words and row["mutual"] and row["channel"] == "call"
    assert host.panel.row["start"] == start  # the new row is open


def test_a_row_that_was_none_is_gone_and_can_be_brought_back(host):
    assert "Written" in host.wrong("not a communication")
    assert host.pairs() == {("Mara Lindqvist", "Tomas Brandt")} and "no such row" in host.panel.all.html
    assert "Undone" in undone(host) and ("Ilse Okoro", "Tomas Brandt") in host.pairs()


def test_words_of_another_article_or_none_are_not_taken(host):
    host.panel.words.selected = ["another", 0, 5]
    assert host.panel.asked["words"].value == ""
    assert "Which words" in host.wrong("missing row", speaker="A", actor="B")
    assert "nowhere" in host.wrong("missing row", speaker="A", actor="B", words="no such words")
    assert "times" in host.wrong("missing row", speaker="A", actor="B", words="e")
    assert "Written" in host.wrong("missing row", speaker="A", actor="B", words="monitors</b> were")


def test_what_is_lacking_or_cannot_be_written_is_said(host, monkeypatch):
    assert "Who is it?" in host.wrong("speaker")
    assert "Mara Lindqvist [person, XVE]" in host.wrong("speaker", actor="Lindqvist")
    assert "2031-03-04" in host.wrong("date", date="last week")
    assert read_corrections(host.folder) == ([], [])

    def refuse(*_):
        raise PermissionError(13, "Permission denied", "corrections")

    monkeypatch.setattr(widgets_corrections, "correct", refuse)
    assert (
        "Not written" in host.wrong("channel", channel="letter")
        and "corrections: you have no permission" in host.panel.said.value
    )


def test_a_correction_that_cannot_hold_is_said_to_be_so(host):
    assert "could not be applied" in host.wrong("speaker", actor="Tomas Brandt")
    assert "Not applied" in host.panel.here.html


def test_names_in_the_list_stay_text(host):
    host.wrong("speaker", actor="<script>x</script>")
    assert "<script" not in host.panel.here.html + host.panel.all.html and "&lt;script" in host.panel.here.html


def test_who_corrects_is_remembered_and_asked_once(host):
    host.panel.who.value = "Ann"
    host.wrong("channel", channel="letter")
    host.open("called")
    host.wrong("channel", channel="letter")
    assert [c.who for c in read_corrections(host.folder)[0]] == ["Ann", "Ann"]


def test_every_control_of_the_form_has_a_label(host):
    assert all(control.description for control in [*host.panel.asked.values(), host.panel.who, host.panel.what])


def test_an_article_without_an_open_row_can_only_be_added_to(host):
    host.panel.show(host.tables.articles["article_id"].iloc[0])
    assert [choice.what for _, choice in host.panel.what.options] == ["missing row"]
    host.panel.show(None)
    assert host.panel.write.disabled


def test_the_explorer_shows_at_once_what_was_corrected_in_it(host):
    explorer = explore(host.tables, lambda: analysis.build(host.folder, progress=False), folder=host.folder)
    said = host.tables.communications
    told = said.loc[said["evidence"].str.contains("told"), "communication_id"].iloc[0]
    explorer.mark = Selection(statuses=(), communications=(told,))
    host.panel = explorer.corrections
    host.panel.begin.value = True
    assert host.panel.row["communication_id"] == told
    assert "Written" in host.wrong("speaker", actor="Mara Lindqvist")
    assert set(explorer.tables.communications["speaker"]) == {"Mara Lindqvist"}
    assert host.panel.row["speaker"] == "Mara Lindqvist" and "<del>Ilse Okoro" in host.panel.here.html
    assert "told" in explorer.reader.evidence.html and "corrected by hand" in explorer.reader.evidence.html
