"""RTF of one article: its text as people see it, in the right letters, whatever the file is made of."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading import read_articles, rtf
from analysis.reading.content import Content
from analysis.reading.draft import Draft, Unreadable
from analysis.reading.formats import read

FIXTURES = Path(__file__).parent / "formats" / "rtf"
FONTS = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset1 Own;}{\f3\fcharset128 Gothic;}}"


def text_of(inside: str, start: str = r"\ansi\ansicpg1252\deff0", end: str = "}") -> str:
    (draft,) = read(Content("article.rtf", ("{\\rtf1" + start + FONTS + inside + end).encode("latin-1")))
    assert isinstance(draft, Draft)
    return draft.body


def test_an_article_in_rtf_is_read_whole_and_without_what_word_puts_around_it():
    articles, problems = read_articles(FIXTURES / "gazette.rtf")
    assert problems.empty and len(articles) == 1
    article = articles.iloc[0]
    assert article[["title", "author", "language", "published_basis"]].tolist() == [
        "Ferry to Halvern runs again", "Ann Writer", "en", "header",
    ]  # fmt: skip
    assert str(article.published.date()) == "2031-03-04"
    assert article[["source", "modified", "url"]].isna().all()
    assert article.text == (
        "Ferry to Halvern runs again\n\n"
        "HALVERN – The ferry between Halvern and North Shore runs again, Foreign Minister Mara Lindqvist said on "
        "Monday after a call with President Tomas Brandt. “The café on board is open,” she said.\n\n"
        "“It is her ferry,” Brandt told reporters. He wrote the word паром on a board.\n\n"
        "Boats in summer\n\ntwo\n\nBoats in winter\n\none\n\n"
        "The timetable is at the harbour office.\n\n"
        "The ferry had stopped in January."
    )


@pytest.mark.parametrize(
    ("inside", "start", "text"),
    [
        (r"\f1 \'cf\'e0\'f0\'ee\'ec", r"\ansi\ansicpg1252", "Паром"),  # as Word on a Western computer saves Russian
        (r"\f0 caf\'e9", r"\ansi\ansicpg1251", "café"),  # as WordPad on a Russian one saves French
        (r"\f2 \'cf\'e0\'f0\'ee\'ec", r"\ansi\ansicpg1251", "Паром"),  # the font leaves it to the document
        (r"\f9 \'cf\'e0\'f0\'ee\'ec", r"\ansi\ansicpg1251", "Паром"),
        (r"{\f1 \'cf}\'e9", r"\ansi\ansicpg1252\deff0", "Пé"),
        (r"\f1\plain \'e9", r"\ansi\ansicpg1252\deff0", "é"),
        (r"\f3 \'93\'fa\'96{\f3 }{\f3\'7b}", r"\ansi\ansicpg1252", "日�{"),
        (r"\f3 \'93\'fa" + "\n" + r"\'96" + "{" + r"\*\x}", r"\ansi", "日�"),
        (r"\f9 \'8e", r"\mac", "é"),
        (r"\f9 \'82", r"\pc", "é"),
        (r"\f9 \'e9", r"\ansi\ansicpg99999", "é"),
        (r"\u233 x", "", "é"),
        (r"\u233?x", "", "éx"),
        (r"\uc0\u233 x", "", "éx"),
        (r"\uc2\u233\'c3\'a9x", "", "éx"),
        (r"{\uc2 }\u233\'e9x", "", "éx"),
        (r"\u-10179?\u-8704?", "", "😀"),
        (r"\u-10179?x", "", "�x"),
        (r"{\upr{caf\'e9}{\*\ud{caf\u233 }}}!", "", "café!"),
        (r"a\~b\_c\-d\{\}\\", "", r"a b-cd{}\\"[:-1]),
        (r"a\emdash b\tab c", "", "a—b c"),
    ],
)  # fmt: skip
def test_letters_are_read_in_the_page_of_their_font(inside, start, text):
    assert text_of(inside, start) == text


@pytest.mark.parametrize(
    "inside",
    [
        r"{\pict\wmetafile8 0102ffab}Yes.", r"{\*\unknown never}Yes.", r"{\header no}{\footerf no}Yes.",
        r"{\deleted no}{\v no}Yes.", r"\v no\v0 Yes.", r"\deleted no\plain Yes.", r"{\info{\title no}}Yes.",
        r"{\listtext\tab 1.}Yes.", r"{\pict\bin3 }{{}Yes.", r"{\*\annotation no{\b no}}Yes.",
        r"{\shp{\*\shpinst{\sp{\sn no}{\sv no}}{\shptxt Yes.}}{\shprslt no}}",
        r"{\field{\*\fldinst{HYPERLINK no}}{\fldrslt Yes.}}", r"{\xe no}{\tc no}Yes.",
    ],
)  # fmt: skip
def test_only_what_a_reader_of_the_document_sees_is_text(inside):
    assert text_of(inside) == "Yes."


def test_a_document_that_was_cut_is_read_with_a_warning(tmp_path):
    (tmp_path / "cut.rtf").write_bytes((FIXTURES / "gazette.rtf").read_bytes()[:-400])
    articles, problems = read_articles(tmp_path)
    assert len(articles) == 1 and problems.severity.tolist() == ["warning"] and "cut" in problems.remedy[0]


def test_what_stands_after_the_document_is_counted_in_a_warning(tmp_path):
    (tmp_path / "two.rtf").write_bytes((FIXTURES / "gazette.rtf").read_bytes() + b"{\\rtf1 Another}\n")
    articles, problems = read_articles(tmp_path)
    assert len(articles) == 1 and "after the end" in problems.message[0]


def test_a_document_without_text_is_an_error_row(tmp_path):
    (tmp_path / "picture.rtf").write_text(r"{\rtf1{\pict 0102}}")
    articles, problems = read_articles(tmp_path)
    assert articles.empty and problems.severity.tolist() == ["error"]


@pytest.mark.parametrize(
    "inside",
    [
        "{" * 50_000 + "Yes." + "}" * 50_000, r"{\upr" * 20_000 + r"{\*\ud Yes.}" + "}" * 20_000,
        r"{\pict " + "0102ff" * 500_000 + "}Yes.", "Yes." + r"{\*\fldinst " * 20_000 + "}" * 20_000,
        r"{\field{\*\fldinst{HYPERLINK " * 10_000 + "}}}" * 10_000 + "Yes.", "Yes." + r"\*" * 50_000,
    ],
)  # fmt: skip
def test_groups_by_the_ten_thousand_and_pictures_by_the_megabyte_are_read_through(inside):
    assert text_of(inside) == "Yes."


def test_more_formatting_than_any_article_has_is_refused(monkeypatch):
    monkeypatch.setattr(rtf, "_MOST_TOKENS", 100)
    with pytest.raises(Unreadable, match="more formatting"):
        text_of("{}" * 100)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"{}\\*'", "\\u", "\\f1", "\\fonttbl", "\\uc9", "\\bin-1 ", "\\ud", "word", "\\'e9", "\n"])
    )
)
def test_any_mixture_of_its_signs_gives_an_article_or_a_reason(pieces):
    try:
        items = list(read(Content("x.rtf", ("{\\rtf1 " + "".join(pieces)).encode())))
    except Unreadable as error:
        assert error.remedy and "broken" not in error.message
    else:
        assert items


def test_an_export_of_factiva_is_not_read_as_one_article():
    ends = [rf"Lindqvist called Brandt.\par Document HALV000020310304e734000{n}r\par " for n in (1, 2)]
    with pytest.raises(Unreadable, match="an export of 2 documents"):
        text_of("".join(ends))
    assert "Brandt" in text_of(ends[0])
