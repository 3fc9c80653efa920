"""Text that is hostile by its shape is read, or what was not read of it is said; nothing hangs, nothing is lost."""

from __future__ import annotations

from collections import Counter

import pytest

import analysis
from analysis import names
from analysis.extraction import extract, known_names, parser
from analysis.extraction.parser import parse
from analysis.reading.normal import normalised
from benchmarks.bombs import BOMBS, people
from benchmarks.bombs_packed import PACKED

CALL = "Foreign Minister Mara Lindqvist called President Tomas Brandt on 4 March 2031."


TEXTS = [name for name in BOMBS if name not in PACKED]  # archives and documents have tests with their readers


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> set[str]:
    """The paths of which articles or problems tell, all bombs in one folder.

    They are small: how what they cost grows ``benchmarks/bombs.py`` measures.
    """
    here = tmp_path_factory.mktemp("bombs")
    for number, bomb in enumerate(BOMBS[name] for name in TEXTS):
        for path, content in bomb.make(bomb.size // 400 + 1).items():
            place = here / "articles" / str(number) / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(here / "cache"))
        tables = analysis.build(here / "articles", progress=False)
    return {*tables.articles["path"], *tables.problems["path"]}


@pytest.mark.parametrize(("number", "name"), list(enumerate(TEXTS)), ids=TEXTS)
def test_whatever_shape_a_text_has_its_file_is_an_article_or_a_problem(number, name, told):
    files = BOMBS[name].make(BOMBS[name].size // 400 + 1)
    assert {f"{number}/{path}" for path in files} <= told


def test_an_act_of_a_hundred_names_keeps_the_first_forty_and_says_so():
    listed = ", ".join(people(100))
    (found,) = extract([(f"Lindqvist met {listed} and Ivo Brandt in Halvern on Monday.", 0)])
    assert max(len(act.addressees) for act in found.communications) == 40
    (problem,) = found.problems
    assert "40" in problem["message"] and problem["location"].startswith("characters ")


def test_a_sentence_without_end_is_read_in_pieces_and_its_place_is_named():
    start = "One word. \n\n"
    endless = " and ".join(["the envoy saw the bridge"] * 300)
    (found,) = extract([(start + endless + f".\n\n{CALL}", 0)])
    (problem,) = found.problems
    assert problem["location"] == f"characters {len(start)} to {len(start) + len(endless) + 1}"
    assert len(found.communications) == 1


def test_a_long_paragraph_that_has_its_full_stops_is_no_problem():
    (found,) = extract([("The envoy saw the bridge. " * 400, 0)])
    assert found.problems == []


def test_what_stands_behind_the_limit_of_an_article_is_not_read_closely_and_said(monkeypatch):
    monkeypatch.setattr(parser, "_MOST", 300)
    text = "\n\n".join([CALL] * 6)
    (found,) = extract([(text, 0)])
    (problem,) = found.problems
    first = int(problem["location"].split()[1])
    assert 0 < len(found.communications) < 6 and all(act.end <= first for act in found.communications)
    assert problem["location"].endswith(str(len(text)))
    assert len(found.times) == 6  # dates are looked for everywhere


def test_a_word_without_end_is_shown_to_the_parser_in_parts_and_keeps_its_place():
    text = "(" * 900 + " Lindqvist called Brandt."
    (parsed,) = parse([(text, 0)])
    (segment,) = parsed.segments
    assert max(map(len, segment.text.split())) <= 200
    token = next(t for t in segment.doc if t.text == "Lindqvist")
    assert segment.span(token.i, token.i) == (901, 910)


@pytest.mark.parametrize("marks", ["\u0301", "\u0301\u0323", "\u0334\u0489\u0301"])
def test_accents_piled_on_one_letter_are_cut_to_thirty_and_said(marks):
    text, remarks = normalised("She said a" + marks * 100 + " word; déjà vu.")
    assert len(text) < 60 and "déjà vu" in text
    assert "accents" in remarks[0].message


def test_names_are_compared_with_those_that_can_be_the_same_and_not_with_all(monkeypatch):
    compared: Counter[int] = Counter()
    same = names.same_words

    def counting(a, b):
        compared[size] += 1
        return same(a, b)

    monkeypatch.setattr(known_names.names, "same_words", counting)
    for size in (500, 1000):
        known = known_names.KnownNames()
        for number, name in enumerate(people(size)):
            assert number in [*known.alike(names.words(name)), number]
            known.add(number, names.words(name))
    assert compared[1000] < 5 * compared[500] and compared[1000] < 1000 * 1000 / 20


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mara Lindqvist", "Lindqvist"), ("Volodymyr Zelensky", "Zelenskyy"), ("Nikol Pashinyan", "Pashinian"),
     ("Lee Min", "Min Lee"), ("Kim Jong un", "Kim Jongun"), ("Ilham Aliyev", "Ilham Aliev")],
)  # fmt: skip
def test_names_that_are_one_persons_are_found_by_each_other(one, other):
    for a, b in ((one, other), (other, one)):
        known = known_names.KnownNames()
        known.add(7, names.words(a))
        assert names.same_person(a, b) and list(known.alike(names.words(b))) == [7]
