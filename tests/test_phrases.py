"""The table of docs/times.md says of us what we do."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_SPEC = importlib.util.spec_from_file_location("phrases", ROOT / "benchmarks" / "phrases.py")
phrases = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(phrases)
PRINTED = {
    cells[1].strip(): [cell.strip() for cell in cells]
    for line in (ROOT / "docs" / "times.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ", line) and (cells := line.strip("| ").split(" | "))
}


def test_every_phrase_is_in_the_document_and_no_other():
    assert list(PRINTED) == [re.sub(r"[\[\]]", "**", case.sentence) for case in phrases.CASES]


@pytest.mark.parametrize("case", phrases.CASES, ids=lambda case: case.phrase)
def test_a_phrase_is_read_as_the_document_says(case):
    published, _, meant, value, own, *_ = PRINTED[re.sub(r"[\[\]]", "**", case.sentence)]
    assert published.endswith(case.published) and meant == case.meant
    answer, values = phrases.ours(case)
    assert own == f"{phrases.mark(answer, case)} {answer}" and value == values


@pytest.mark.parametrize(
    ("answer", "mark"),
    [
        ("2022-09-05 to 2022-09-11", "✓"),
        ("2022-09-11", "~"),
        ("2022-09-01 to 2022-09-30", "~"),
        ("2022-09-12", "✗"),
        ("", "✗"),
    ],
)
def test_a_mark_tells_the_days_meant_from_days_that_overlap_with_them(answer, mark):
    assert phrases.mark(answer, phrases.Case("They met [last week].", "2022-09-13", "2022-09-05 to 2022-09-11")) == mark
