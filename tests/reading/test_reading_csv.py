"""CSV and its kin: rows are articles, whatever stands between the cells; a row that is lost is named."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading.content import Content
from analysis.reading.draft import Draft, Remark, Unreadable
from analysis.reading.formats import read

FIXTURE = (Path(__file__).parent / "formats" / "csv" / "export.csv").read_bytes()
HEADER = "title,text,date\n"


def items(text: str | bytes, name: str = "a.csv", columns: dict[str, str] | None = None) -> list:
    return list(read(Content(name, text if isinstance(text, bytes) else text.encode(), columns or {})))


def drafts(text: str | bytes, name: str = "a.csv", columns: dict[str, str] | None = None) -> list[Draft]:
    found = items(text, name, columns)
    assert all(isinstance(item, Draft) for item in found), found
    return found


def test_an_export_is_read_in_full():
    first, second, empty, third, ragged, blank = items(FIXTURE)
    assert first == Draft(
        title="Locks at Sarn stay shut, Kell says",
        body="HALVERN — The locks at Sarn stay shut, Ruta Kell told the bargemen on Wednesday.\n\n"
        '"We will open them on the day that Ostrevia does," she said.',
        published=date(2031, 3, 12),
        published_basis="metadata",
        source="Halvern Courier",
        author="Ann Writer, Bo Reporter",
        url="https://halvern-courier.example/locks",
        location="row 2",
    )
    assert second == Draft(
        title="Grain sprouts; bargemen wait",
        body="The grain is sprouting, Obed Farrow told the Tribune & others.\n\n“Come and smell it,” he said.",
        published=date(2031, 3, 16),
        published_basis="metadata",
        source="Velmara Tribune",
        location="row 3",
    )
    assert (empty.message, empty.location) == ("there is no text of “In pictures: the barges”", "row 5")
    assert third == Draft(
        title="=Osk answers",
        body='Lena Osk answered Ruta Kell: "One gate, one hour."',
        source="Lodvar Post",
        author="Lena Brook",
        location="row 6",
        remarks=third.remarks,
    )
    assert "the date “03/04/2031”" in third.remarks[0].message
    assert (ragged.message, ragged.location) == ("it has 11 cells under 10 columns", "row 7")
    assert isinstance(blank, Remark) and blank.message == "1 empty rows were left out"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_delimiters_encodings_and_line_ends_make_no_difference(delimiter, name, encoding, newline):
    rows = [["Headline", "Maintext", "Source"], ["Café, open", 'One; “two”.\n\n"Three" | four', "Sample\tWire"]] * 2
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator=newline).writerows(rows[:2] + rows[3:])
    found = [item for item in items(file.getvalue().encode(encoding), name) if isinstance(item, Draft)]
    expected = ("Café, open", 'One; “two”.\n\n"Three" | four', "Sample Wire")
    assert [(draft.title, draft.body, draft.source) for draft in found] == [expected] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Title, date and text: what a reader wants\n\nThe minister, who was late, spoke; nobody heard.\n",
        "Text, by Ann Writer\n\nHe came; he saw, and he left.\n",
        "Date, title, text\n\nThree words on a wall.\n",
        "One; two; three.\nFour; five; six.\nSeven; eight; nine.\n",
        "One, two.\nThree, four.\nFive, six.\n",
        "text\n\nThe bridge is open.\n",
    ],
)
def test_prose_with_commas_and_semicolons_is_no_table(text):
    (draft,) = drafts(text, "article.txt")
    assert draft.body.split()[-1] == text.split()[-1]


def test_a_table_without_a_known_column_is_an_error_that_lists_its_columns_and_says_what_to_do():
    with pytest.raises(Unreadable) as error:
        items("Nummer;Überschrift;Wortlaut;Tag\n1;Brücke;Die Brücke ist offen.;2031-03-04\n")
    assert error.value.message.endswith("hold the text of articles: Nummer, Überschrift, Wortlaut, Tag")
    assert "columns.csv" in error.value.remedy and "column 1" in error.value.remedy


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Überschrift;Wortlaut;Tag\nBrücke;Die Brücke ist offen.;2031-03-04\n",
         {"überschrift": "title", "Wortlaut": "text", "Tag": "published"}),
        ("Brücke;Die Brücke ist offen.;2031-03-04\nBrücke;Die Brücke ist offen.;2031-03-04\n",
         {"column 1": "title", "column 2": "text", "column 3": "published"}),
        ("title;text;summary;date;issued\n?;short;Die Brücke ist offen.;2030-01-01;2031-03-04\n",
         {"title": "nothing", "text": "title", "summary": "text", "date": "nothing"}),
    ],
)  # fmt: skip
def test_the_user_says_what_columns_hold(text, given):
    draft = drafts(text, "a.csv", given)[0]
    assert (draft.body, draft.published) == ("Die Brücke ist offen.", date(2031, 3, 4))


@pytest.mark.parametrize(
    "header",
    ["Titel;Datum;Quelle;Autor;Inhalt", "Überschrift;Erscheinungsdatum;Zeitung;Verfasser;Volltext",
     "Titre;Date de parution;Journal;Auteur;Texte intégral", "TÍTULO;FECHA;MEDIO;AUTOR;TEXTO",
     "Заголовок;Дата;Источник;Автор;Текст"],
)  # fmt: skip
def test_columns_may_be_named_in_other_languages(header):
    (draft,) = drafts(f"{header}\nBridge opens;4.3.2031;Echo;Ann Writer;The bridge is open.\n")
    read_ = (draft.title, draft.source, draft.author, draft.body)
    assert read_ == ("Bridge opens", "Echo", "Ann Writer", "The bridge is open.")


def test_a_table_whose_titles_or_days_are_in_no_known_column_says_so():
    remark, draft = items("Thema;Tag;text\nBridge;2031-03-04;The bridge is open.\n")
    assert remark.message == "no column is known to hold the titles or the days; left out were: Thema, Tag"
    assert "NAME-OF-THE-COLUMN,title (or published)" in remark.remedy
    given = {"Thema": "title", "Tag": "published"}
    assert len(items("Thema;Tag;text;Note\nBridge;2031-03-04;The bridge is open.;-\n", columns=given)) == 1
    assert len(items("text\nThe bridge is open.\n")) == 1


@pytest.mark.parametrize(("order", "day"), [("day", date(2031, 4, 3)), ("month", date(2031, 3, 4))])
def test_the_user_says_in_which_order_days_are_written(order, day):
    rows = "title,text,date\nA,One.,03/04/2031 10:30\nB,Two.,3-4-2031\nC,Three.,2031-02-01\nD,Four.,17 May 2031\n"
    found = [draft.published for draft in drafts(rows, columns={"date": f"published {order} first"})]
    assert found == [day, day, date(2031, 2, 1), date(2031, 5, 17)]
    assert f"published {order} first" in drafts(rows)[0].remarks[0].remedy


def test_of_several_columns_for_one_thing_the_preferred_that_is_filled_is_taken():
    head = "content,maintext,date,date_publish,title_page,title\n"
    first, second = drafts(
        head + "Short.,Long text.,2031-01-01,2031-03-04,Page,Bridge\nShort.,NaN,2031-01-01,,Page,NULL\n"
    )
    assert (first.body, first.published, first.title) == ("Long text.", date(2031, 3, 4), "Bridge")
    assert (second.body, second.published, second.title) == ("Short.", date(2031, 1, 1), "Page")


def test_columns_of_one_name_are_named_and_the_first_that_is_filled_is_read():
    remark, draft = items("title,text,text\nBridge,,The bridge is open.\n")
    assert "several columns are called text" in remark.message
    assert draft.body == "The bridge is open."


def test_an_article_longer_than_other_programs_allow_in_a_cell_is_read():
    long = "The bridge is open. " * 20_000
    assert drafts(f'{HEADER}Bridge,"{long}",2031-03-04\n')[0].body == long.strip()


def test_what_exports_set_above_the_header_is_left_out_and_said_so():
    remark, draft = items("sep=;\nQuery: bridge\n\ntitle;text\nBridge;The bridge is open.\n")
    assert remark.message == "2 rows above the header were left out"
    assert (draft.title, draft.location) == ("Bridge", "row 5")


def test_quotation_marks_escaped_by_backslashes_are_understood():
    (draft,) = drafts('title,text,date\nBridge,"\\"Open,\\" she said, \\"today.\\"",2031-03-04\n')
    assert (draft.body, draft.published) == ('"Open," she said, "today."', date(2031, 3, 4))


def test_a_quotation_mark_that_is_never_closed_swallows_no_other_row():
    rows = [f"Bridge {n},The bridge {n} is open.,2031-03-0{n}" for n in range(1, 6)]
    rows[1] = rows[1].replace("The", '"The')
    first, lost, *others = items(HEADER + "\n".join(rows))
    assert (first.title, lost.location, "never closed" in lost.message) == ("Bridge 1", "row 3", True)
    assert [draft.title for draft in others] == ["Bridge 3", "Bridge 4", "Bridge 5"]


def test_a_table_that_was_cut_off_inside_a_text_says_so():
    draft, remark = items(HEADER.replace(",date", "") + 'Bridge,"The bridge is open.\n\nIt was clo')
    assert draft.body == "The bridge is open.\n\nIt was clo" and "cut off" in remark.message


def test_a_row_with_fewer_cells_is_read_and_named():
    (draft,) = drafts(HEADER + "Bridge,The bridge is op\n")
    assert draft.remarks[0].message == "it has 2 cells under 3 columns"


def test_a_table_of_this_librarys_own_that_holds_no_articles_is_a_note():
    head = "quote_id,article_id,start,end,text,kind,speaker_id,speaker,speaker_start,speaker_end,cue,cue_start,cue_end,"
    with pytest.raises(Unreadable) as error:
        items(f"{head}communication_id,confidence,rule\n1,2,3,4,Open,direct,,,,,,,,,,\n")
    assert error.value.severity == "note" and "table quotes" in error.value.message


WORDS = st.text(st.sampled_from("ab,;|\t\n\"'\\é“ .:="), max_size=12)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=6), st.sampled_from(",;\t|"))
def test_rows_in_are_articles_and_lost_rows_and_empty_rows(rows, delimiter):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows([["title", "text", "source"], *rows])
    try:
        found = items(file.getvalue())
    except Unreadable as error:
        assert not rows or not any(map("".join, rows)) or "no article" in error.message, error.message
        return
    kept = sum(isinstance(item, Draft | Unreadable) for item in found)
    empty = sum(int(item.message.split()[0]) for item in found if isinstance(item, Remark))
    assert kept + empty == len(rows)
