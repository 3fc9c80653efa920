"""Bad input of every kind: nothing crashes, nothing is lost in silence, and the user is told what to do."""

from __future__ import annotations

import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading import ReadingError, read_articles
from analysis.reading.normal import clean, paragraphs

PROSE = "Lindqvist said: “The café is open – at last”.\n\nBrandt’s fiancée agreed. The naïve façade fell.\n"


def one_problem(folder) -> pd.Series:
    articles, problems = read_articles(folder)
    assert articles.empty and len(problems) == 1
    assert problems.remedy.notna().all()
    return problems.iloc[0]


def test_an_empty_folder_is_refused_by_name_with_the_remedy(tmp_path):
    (tmp_path / ".hidden.txt").write_text("no article")
    with pytest.raises(ReadingError, match=r"has no files in it.*\.txt") as error:
        read_articles(tmp_path)
    assert str(tmp_path) in str(error.value)


def test_a_folder_that_is_not_there_is_refused_by_name(tmp_path):
    with pytest.raises(ReadingError, match="nowhere"):
        read_articles(tmp_path / "nowhere")


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe", "\u200b\n".encode()])
def test_an_empty_file_is_an_error_row(tmp_path, content):
    (tmp_path / "empty.txt").write_bytes(content)
    problem = one_problem(tmp_path)
    assert (problem.path, problem.severity, problem.message) == ("empty.txt", "error", "the file is empty")


def test_a_header_without_a_text_is_an_error_row(tmp_path):
    (tmp_path / "header.txt").write_text("Date: 2031-03-04\nSource: Sample Wire\n")
    assert one_problem(tmp_path).severity == "error"


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old Office"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(600), "7z"),
        (b"TY  - NEWS\nTI  - Bridge opens\nER  - \n", "references"),
        (b"[InternetShortcut]\nURL=https://bridge.example\n", "a link to a page"),
        (random.Random(1).randbytes(5000), "no text"),
        (bytes(2000), "no text"),
    ],
)
def test_other_content_named_txt_is_an_error_row_that_names_the_content(tmp_path, content, named):
    (tmp_path / "article.txt").write_bytes(content)
    problem = one_problem(tmp_path)
    assert problem.severity == "error" and named in problem.message


def test_a_file_of_twenty_megabytes_is_an_error_row(tmp_path):
    (tmp_path / "big.txt").write_bytes(b"The bridge is open again. " * 800_000)
    problem = one_problem(tmp_path)
    assert problem.severity == "error" and "21 million letters" in problem.message


def test_a_megabyte_on_one_line_is_an_article(tmp_path):
    (tmp_path / "long.txt").write_text("The bridge is open again. " * 40_000)
    articles, _ = read_articles(tmp_path)
    assert articles.words.tolist() == [200_000]


def test_what_is_no_article_by_nature_is_a_note(tmp_path):
    for name in ("README.md", "page_files/print.css", "page_files/menu.js"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Something")
    begins = {"map.png": b"\x89PNG\r\n\x1a\n", "map.webp": b"RIFF\x20\0\0\0WEBPVP8 ", "film.mp4": b"\0\0\0\x20ftypisom"}
    begins |= {"talk.mp3": b"ID3\4\0", "scan.tif": b"II*\0"}
    for name, data in begins.items():
        (tmp_path / name).write_bytes(data + bytes(40))
    articles, problems = read_articles(tmp_path)
    assert articles.empty
    assert problems.severity.tolist() == ["note"] * 8
    assert problems.remedy.notna().all()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_usual_encoding_gives_the_same_text(tmp_path, encoding):
    (tmp_path / "article.txt").write_bytes(PROSE.replace("\n", "\r\n").encode(encoding))
    articles, problems = read_articles(tmp_path)
    assert articles.text.tolist() == [PROSE.strip()]
    assert ("warning" in set(problems.severity)) == (encoding == "cp1252")


def test_invalid_utf8_is_read_and_reported_with_its_place(tmp_path):
    (tmp_path / "article.txt").write_bytes(PROSE.encode() + b"The \xff bridge.")
    articles, problems = read_articles(tmp_path)
    assert articles.text[0].endswith("The � bridge.") and "“The café" in articles.text[0]
    warning = problems[problems.severity == "warning"].iloc[0]
    assert "UTF-8" in warning.message and warning.location == f"byte {len(PROSE.encode()) + 4}"
    assert warning.article_id == articles.article_id[0]


def test_text_in_an_unknown_code_page_is_refused_instead_of_garbled(tmp_path):
    (tmp_path / "article.txt").write_bytes("Министр сообщил о переговорах с президентом.".encode("cp1251"))
    assert "UTF-8" in one_problem(tmp_path).message


def test_a_stray_nul_is_left_out_and_reported(tmp_path):
    (tmp_path / "article.txt").write_bytes((PROSE * 3).replace("open", "op\0en", 1).encode())
    articles, problems = read_articles(tmp_path)
    assert "\0" not in articles.text[0] and "The café is open" in articles.text[0]
    assert any("NUL" in message for message in problems.message)


def test_blanks_are_plain_and_quotation_marks_as_written(tmp_path):
    (tmp_path / "article.txt").write_text(
        "“One”\u00a0 ‘two’ «three»\u200b \"four\"\u202f'five'.\u200e \n\nSix\u2028seven."
    )
    articles, _ = read_articles(tmp_path)
    assert articles.text[0] == "“One”  ‘two’ «three» \"four\" 'five'.\n\nSix\n\nseven."


def test_an_article_without_any_date_is_read_and_noted(tmp_path):
    (tmp_path / "article.txt").write_text(PROSE, encoding="utf-8")
    articles, problems = read_articles(tmp_path)
    assert articles.published_basis.tolist() == ["none"]
    assert problems.severity.tolist() == ["note"] and "no publication date" in problems.message[0]


def test_copies_of_one_text_are_numbered_but_for_the_one_published_first(tmp_path):
    for name, day in (("b.txt", "2031-03-05"), ("a.txt", ""), ("c.txt", "2031-03-04")):
        head = f"Date: {day}\n" if day else ""
        (tmp_path / name).write_text(f"{head}Source: {name}\n\n{PROSE}", encoding="utf-8")
    articles, problems = read_articles(tmp_path)
    first = articles.article_id[2]
    assert articles.path.tolist() == ["a.txt", "b.txt", "c.txt"]
    assert articles.article_id.tolist() == [f"{first}-3", f"{first}-2", first]
    assert problems.article_id.tolist() == [f"{first}-3"] and "no publication date" in problems.message[0]
    assert len(first) == 12


def test_subfolders_are_read_and_the_corrections_left_out(tmp_path):
    for name in ("z.txt", "2031/march/a.txt", "corrections/names.csv", "2031/corrections/b.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"The bridge of {name} is open.")
    articles, problems = read_articles(tmp_path)
    assert articles.path.tolist() == ["2031/corrections/b.txt", "2031/march/a.txt", "z.txt"]
    assert set(problems.severity) == {"note"}


def test_a_single_file_is_read_by_its_name(tmp_path):
    (tmp_path / "one.TXT").write_text("The bridge is open.")
    articles, _ = read_articles(tmp_path / "one.TXT")
    assert articles.path.tolist() == ["one.TXT"]


def test_reading_again_gives_the_same_tables(tmp_path):
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"Bridge {number % 3}\n\nThe bridge {number % 3} is open.")
    for first, second in zip(read_articles(tmp_path), read_articles(tmp_path), strict=True):
        pd.testing.assert_frame_equal(first, second)


LINES = st.sampled_from(
    [
        "Title: Bridge",
        "Date: 2031-03-04",
        "date 2031-03-04 Bridge",
        "By Ann Writer",
        "Source: Sample Wire",
        "March 4, 2031",
        "HALVERN, March 4 (SW) —",
        "Office of the Spokesperson",
        "The bridge is open.",
        "bridge",
        "|",
        "—",
        ":",
        "\x00",
        "\ufeff",
        "",
        "",
    ]
)
CONTENT = (
    st.binary(max_size=300)
    | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.lists(LINES | st.text(max_size=40), max_size=12).map(
        lambda lines: "\n".join(lines).encode("utf-8", "surrogatepass")
    )
)


@settings(max_examples=150, deadline=None)
@given(contents=st.lists(CONTENT, min_size=1, max_size=4))
def test_every_file_is_an_article_or_a_row_of_problems_whatever_its_bytes(tmp_path_factory, contents):
    folder = tmp_path_factory.mktemp("any")
    for number, content in enumerate(contents):
        (folder / f"{number}.txt").write_bytes(content)
    articles, problems = read_articles(folder)
    lost = problems[problems.article_id.isna()].path.tolist()
    assert sorted(articles.path.tolist() + lost) == [f"{number}.txt" for number in range(len(contents))]
    for text in articles.text:
        assert text == clean(text) and "\n\n\n" not in text
        assert all(paragraph and "\n" not in paragraph for paragraph in text.split("\n\n"))


@given(st.text())
def test_cleaning_is_idempotent(text):
    assert clean(clean(text)) == clean(text)


@given(st.lists(st.text(alphabet="ab .A-", max_size=70)))
def test_paragraphs_keep_every_word_in_order(lines):
    lines = [line.strip() for line in lines]
    assert "".join("".join(paragraphs(lines)).split()) == "".join("".join(lines).split())
