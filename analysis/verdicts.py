"""What people found when they checked a sample: ``verdicts.csv`` among the user's corrections, one line a verdict.

A line says what was judged (a row, or a sentence without one) by the hash of its article, its words and its names,
never by a generated id; who judged it, when, and how.  Nothing is overwritten: who judges an item again adds a line,
and the last one of a coder counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pandas as pd

from .sheets import Problem, UnreadableSheet, add_rows, problem, read_sheet
from .storage import corrections_folder

FILE = "verdicts.csv"
KEY = ("what", "article", "start", "end", "speaker", "addressee")
COLUMNS = (
    *("what", "article", "start", "end", "evidence", "speaker", "addressee"),
    *("verdict", "coder", "when", "note"),
)
VERDICTS = {"row": ("right", "wrong", "unsure"), "sentence": ("nothing missed", "something missed", "unsure")}
_DTYPES = {column: "Int64" if column in ("start", "end") else "str" for column in COLUMNS}
_problem = partial(problem, f"corrections/{FILE}")


def read(source: Path) -> tuple[pd.DataFrame, list[Problem]]:
    """The last verdict of each coder on each item, in the order of the file; lines not understood, as problems."""
    try:
        sheet = read_sheet(corrections_folder(Path(source)) / FILE)
    except UnreadableSheet as error:
        return _frame([]), [_problem(None, str(error), "Save it as CSV in UTF-8.")]
    lacking = [column for column in COLUMNS if column not in (*sheet.columns, "evidence", "when", "note")]
    if sheet.rows and lacking:
        message = f"The header lacks {', '.join(lacking)}."
        return _frame([]), [_problem("row 1", message, f"Give it the header {','.join(COLUMNS)}.")]
    lines, problems = [], []
    for number, line, too_long in sheet.records():
        if wrong := _wrong(line, too_long):
            remedy = "Mend or delete the row; the program writes its own when the item is judged again."
            problems.append(_problem(f"row {number}", f"{wrong} The row is not used.", remedy))
        else:
            lines.append(line)
    return _frame(lines).drop_duplicates([*KEY, "coder"], keep="last", ignore_index=True), problems


def add(source: Path, verdict: Mapping[str, object]) -> None:
    """Store a verdict at once, with the time; raises ValueError for one that could not be read again."""
    line = {column: "" if pd.isna(value) else str(value) for column, value in verdict.items() if column in COLUMNS}
    line["when"] = datetime.now(UTC).isoformat(timespec="seconds")
    line = {column: " ".join(text.split()) for column, text in line.items()}
    if wrong := _wrong(line, False):
        raise ValueError(wrong)
    add_rows(corrections_folder(Path(source)) / FILE, COLUMNS, lambda _: [line])


def _wrong(line: Mapping[str, str], too_long: bool) -> str | None:
    """What is wrong with a line, if anything."""
    what, verdict = line.get("what", ""), line.get("verdict", "")
    if too_long:
        return "There are more cells than columns: text with a comma in it stands in quotation marks."
    if what not in VERDICTS:
        return f"“{what}” is neither {' nor '.join(VERDICTS)}."
    if verdict not in VERDICTS[what]:
        return f"“{verdict}” is none of {', '.join(VERDICTS[what])}."
    if not all(line.get(column, "").isdecimal() for column in ("start", "end")):
        return "Start and end are no whole numbers."
    needed = ("article", "coder", *(("speaker", "addressee") if what == "row" else ()))
    empty = [column for column in needed if not line.get(column)]
    return f"There is no {' and no '.join(empty)}." if empty else None


def _frame(lines: list[dict[str, str]]) -> pd.DataFrame:
    columns = {column: [line.get(column, "") for line in lines] for column in COLUMNS}
    return pd.DataFrame(columns).astype(_DTYPES)
