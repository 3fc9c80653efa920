"""Characters: what was garbled is repaired, what deceives is left out and counted, what is right stays as it is."""

from __future__ import annotations

import random
import re
import unicodedata

import pytest
from ftfy.badness import MOJIBAKE_CATEGORIES, is_bad
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading import read_articles
from analysis.reading.mojibake import _SUSPECT
from analysis.reading.normal import clean, normalised

RIGHT = [
    "L’été dernier, François Hollande a dit « à bientôt » à Łódź ; l’Île était fermée… ÊTES-VOUS PRÊTS ? “NON !”",
    "Cumhurbaşkanı Erdoğan İstanbul’da Şahin Ağaoğlu ile görüştü: “Iğdır’a gideceğiz” — ÇÖZÜM, İŞ, ÜLKE.",
    "Президент заявил: «Мы готовы». Ёлки — Його слова: „Україна не чекає“, ґанок, їжа, Ў, Ә, Қ.",
    "Wałęsa i Żółkiewski rozmawiali w Gdańsku: „Źle się dzieje” – rzekł Śliwiński. ŻÓŁĆ, ĄĘ.",
    "O presidente disse: “Até amanhã”. SÃO PAULO, NÃO, IRMÃ, “ATÉ AMANHÃ”, “A MAÇÔ — R$ 5, 5 €, 3 £, 20°, ½.",
    "Über Größe spricht „Ärzte“-Chef Jürgen Öztürk, sagte er – „SÖ“, „Ä“. ŠKODA, Đoković, Háček, ČEŠI, Þór.",
    "România: „Â” și „Î”; ÎN ROMÂNIA. Việt Nam: Nguyễn Phú Trọng. Ελλάδα: «Όχι», είπε ο Παπαδόπουλος.",
    "Հայաստան. საქართველო. שלום עולם, “כן”. السلام عليكم، «نعم». سلام، می‌رویم. 中文「你好」。日本語、カタカナ。한국어.",
    "In badly decoded text “Ã©” stands for é and 'â€™' for an apostrophe; the letter Ã is rare, so is Â.",
    "She paid €5–€10 (about £4…) for the Brand™ pen® at 20 °C… “Yes”—‘no’—«si» „ja“ ‹o›. Mañana, ¿qué? ¡No!",
]


@pytest.mark.parametrize("text", RIGHT)
def test_text_that_is_right_is_not_touched(text):
    blanks = clean(text.replace("\u200c", ""))
    assert normalised(text) == (blanks, [])
    assert [c for c in blanks if c != " "] == [
        c for c in unicodedata.normalize("NFC", text) if c not in " \u200c\u00a0"
    ]


@given(st.lists(st.sampled_from(sorted({word for text in RIGHT for word in text.split()})), max_size=30))
def test_right_words_in_any_order_are_not_touched(words):
    text = clean(" ".join(words))
    assert normalised(text) == (text, [])


def garbled(text: str, encoding: str, times: int) -> str:
    for _ in range(times):
        text = text.encode("utf-8").decode(encoding)
    return text


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("text", ["The café doesn’t open – “not yet”.", "Müller met François; naïve, she said…"])
def test_garbled_letters_are_repaired_and_counted_with_an_example(text, encoding, times):
    wrong = garbled(text.replace("”", "’"), encoding, times)
    right, remarks = normalised(wrong)
    assert right == text.replace("”", "’")
    assert [remark.severity for remark in remarks] == ["note"] and "became" in remarks[0].message


def test_only_what_is_garbled_is_repaired_beside_what_is_right():
    right, (remark,) = normalised("“Déjà vu”, said Łukasz. It doesnâ€™t work, FranÃ§ois added.")
    assert right == "“Déjà vu”, said Łukasz. It doesn’t work, François added."
    assert "2; “doesnâ€™t” became “doesn’t”" in remark.message


def test_garbled_letters_taken_apart_by_unicode_are_repaired_too():
    assert normalised(unicodedata.normalize("NFD", "FranÃ§ois"))[0] == "François"


@pytest.mark.parametrize(
    ("text", "left", "named"),
    [
        ("The bri\u202edge\u202c is open", "The bridge is open", "direction of writing were left out: 1 (U+202E)"),
        ("The \x1b[31mbridge\x1b[0m is\x08 open", "The bridge is open", "control characters were left out: 3"),
        ("The \x1b]8;;https://example.org\x07bridge\x1b]8;;\x07", "The bridge", "(U+0007, U+001B)"),
        ("The bri\0dge is open", "The bridge is open", "1 (NUL)"),
        ("The bridge\U000e0041\U000e0042 is open", "The bridge is open", "invisible letters were left out: 2"),
        ("The bridge \ud83d is open", "The bridge � is open", "halves of characters were replaced by “�”: 1"),
    ],
)
def test_characters_that_could_deceive_are_left_out_and_counted(text, left, named):
    cleaned, (remark,) = normalised(text)
    assert cleaned == left and named in remark.message and remark.severity == "warning"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("the oﬃce ﬁnds the ﬂoor", "the office finds the floor"),
        ("the minis\u00adter spoke", "the minister spoke"),
        ("the minis\u00ad\r\nter spoke", "the minister spoke"),
        ("Fatma\u200e \u2067said\u2069\ufeff", "Fatma said"),
        ("Cafe\u0301 ñandu\u0301", "Café ñandú"),
        ("one\u2028two\u2003three\u00a0 four", "one\ntwo three  four"),
    ],
)
def test_harmless_forms_are_made_plain_without_a_word(text, left):
    assert normalised(text) == (left, [])


def test_a_hundred_thousand_accents_on_one_letter_are_thirty():
    cleaned, (remark,) = normalised("Bri" + "\u0301\u0323" * 50_000 + "dge")
    assert len(cleaned) < 40 and "accents piled on one letter were left out: 99970" in remark.message


def test_quotation_marks_stay_as_written():
    marks = "“One” ‘two’ «three» „four“ \"five\" 'six' ‹seven› ``eight''"
    assert normalised(marks) == (marks, [])


@given(st.text())
def test_normalising_again_changes_nothing(text):
    once, _ = normalised(text)
    assert clean(once) == once


def test_an_article_tells_of_its_repair(tmp_path):
    (tmp_path / "2031-03-04.txt").write_text("Bridge doesnâ€™t reopen\n\nThe cafÃ© isnâ€™t open.", encoding="utf-8")
    articles, problems = read_articles(tmp_path)
    assert articles.text[0] == "Bridge doesn’t reopen\n\nThe café isn’t open." and articles.title[0].endswith("reopen")
    assert len(problems) == 1 and "wrong encoding" in problems.message[0]
    assert problems.article_id[0] == articles.article_id[0]


def test_no_text_that_the_library_would_call_garbled_is_passed_over_unasked():
    letters = re.findall(r"[^\s-]", "".join(MOJIBAKE_CATEGORIES.values())) + list("aZ .,ВГРСвЂβ€ā≈√Œœ“”’\u00a0\x85\x9d")
    shuffled = random.Random(7)
    texts = [f"He said {''.join(shuffled.choices(letters, k=4))} and left" for _ in range(50_000)]
    garbled = list(filter(is_bad, texts))
    assert len(garbled) > 10_000
    assert all(map(_SUSPECT.search, garbled))


def test_each_alternative_of_the_library_s_rule_needs_what_is_looked_for_first():
    for letter in map(chr, range(0x80, 0x3000)):
        for text in (
            letter,
            f"a{letter}",
            f"a{letter}b",
            f"a {letter} b",
            f"a{letter} ",
            f"a{letter}.",
            f"“a{letter}”",
        ):
            assert _SUSPECT.search(text) or not is_bad(text), repr(text)
