"""Pages whose declared encoding is not theirs, or not quite."""

import pytest

from analysis.reading.encoding import decode

PAGE = '<html><head><meta charset="{}"></head><body><p>“The café stays,” said Lindqvist – à Tavan.</p></body></html>'


@pytest.mark.parametrize("label", ["iso-8859-1", "latin1", "us-ascii", "windows-1252"])
def test_a_page_that_declares_latin_1_keeps_the_quotation_marks_of_windows(label):
    text, remarks = decode(PAGE.format(label).encode("cp1252"))
    assert text == PAGE.format(label) and remarks == []


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "utf-8", "x-unknown", "hex"])
def test_one_broken_byte_in_utf_8_garbles_no_other_letter_whatever_is_declared(label):
    page = PAGE.format(label)
    text, remarks = decode(page.replace("à", "\0").encode().replace(b"\0", b"\xc3"))
    assert text == page.replace("à", "�") and [remark.severity for remark in remarks] == ["warning"]


@pytest.mark.parametrize(
    ("label", "word"),
    [("windows-1251", "Министр сказала"), ("gb2312", "桥梁已经开放"), ("shift_jis", "橋は開いている")],
)
def test_other_declared_encodings_are_believed(label, word):
    page = PAGE.format(label).replace("“The café stays,” said Lindqvist – à Tavan", word)
    assert decode(page.encode(label)) == (page, [])
