"""Checking by hand: one sampled row or sentence at a time, in its article; every verdict is stored at once.

The confidence of a row is not shown, nor what others said of it: who judges should see the text alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import anywidget
import pandas as pd
import traitlets

from analysis import estimates, sampling, verdicts
from analysis.refusals import refusal
from analysis.schema import Tables
from analysis.storage import login_name
from analysis.views.evidence import day_range, passage_html, provenance

HERE = Path(__file__).parent
BY = {
    "call": " by telephone", "meeting": " in a meeting", "statement": " in a statement", "press": " before the press",
    "interview": " in an interview", "letter": " by letter", "post": " in a post", "speech": " in a speech",
    "unspecified": "",
}  # fmt: skip


class Question(NamedTuple):
    """What is asked of each item of a kind, and what is right."""

    words: str
    hint: str


QUESTIONS = {
    "row": Question(
        "Is that what the text says?",
        "Right: the one spoke to the other, in this direction, and it took place. A wrong day or channel alone is no "
        "error.",
    ),
    "sentence": Question(
        "The machine found nothing here. Did it miss somebody speaking to somebody?",
        "Missed: it took place and no row holds it, to the public or to reporters included. A sentence that only goes "
        "on with a quotation misses nothing.",
    ),
}


def check(
    tables: Tables,
    source: Path | str,
    what: str = "row",
    size: int = sampling.SIZE,
    seed: int = sampling.SEED,
    coder: str | None = None,
) -> Check:
    """A widget to judge a sample of the folder's rows, or with ``what="sentence"`` of its sentences without a row.

    ``coder`` is who judges: unless given, who judged last in this folder, else the login name.  A larger ``size`` goes
    on where a smaller one ended.
    """
    if what not in QUESTIONS:
        raise ValueError(f"what: {what!r} is neither {' nor '.join(QUESTIONS)}")
    return Check(tables, Path(source), what, size, seed, _who(Path(source)) if coder is None else coder)


class Check(anywidget.AnyWidget):
    """What ``check`` returns: ``items`` is the sample, ``position`` the item shown."""

    _esm = HERE / "widgets_verdicts.js"
    _css = HERE / "widgets_verdicts.css"
    view: traitlets.Dict = traitlets.Dict(help="what is shown, in words; html is escaped").tag(sync=True)
    coder = traitlets.Unicode(help="who judges").tag(sync=True)

    def __init__(self, tables: Tables, source: Path, what: str, size: int, seed: int, coder: str) -> None:
        self.tables, self.source, self.what = tables, source, what
        self.everything = sampling.rows(tables) if what == "row" else sampling.untouched(tables)
        self.items = sampling.sample(self.everything, size, seed)
        self.position = 0
        super().__init__(coder=coder.strip())
        self.add_class("verdicts")
        self.observe(lambda _: self._begin(), "coder")
        self.on_msg(self._heard)
        self._begin()

    def judge(self, verdict: str, note: str = "") -> None:
        """Store a verdict on the item shown, and go on to the next; what could not be stored is said and stays."""
        item = {**self.items.iloc[self.position].to_dict(), "verdict": verdict, "coder": self.coder, "note": note}
        try:
            verdicts.add(self.source, item)
        except (OSError, ValueError) as error:
            self._show(f"Not stored: {refusal(error)}")
            return
        self.step(1)

    def step(self, by: int) -> None:
        """Go forward or back, storing nothing; behind the last item stands the end."""
        self.position = min(max(self.position + by, 0), len(self.items))
        self._show()

    def _begin(self) -> None:
        """Show the first item that this coder has not judged."""
        given = self._given()
        waiting = [n for n, item in self._verdicts_of_items(given).items() if not item]
        self.position = waiting[0] if waiting else len(self.items)
        self._show()

    def _heard(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        choices = dict(enumerate(verdicts.VERDICTS[self.what]))
        seen = content.get("item") == self.view["item"] and not self.view["last"]
        if "coder" in content:
            self.coder = str(content["coder"]).strip()
        elif "step" in content:
            self.step(1 if content["step"] > 0 else -1)
        elif seen and content.get("choice") in choices:
            self.judge(choices[content["choice"]], str(content.get("note", "")))

    def _given(self) -> pd.DataFrame:
        given, _ = verdicts.read(self.source)
        return given[(given["coder"] == self.coder) & (given["what"] == self.what)]

    def _verdicts_of_items(self, given: pd.DataFrame) -> dict[int, dict]:
        """What the coder said of each item of the sample, by its position; empty where nothing."""
        said = sampling.judged(self.items, given).set_index("item")[["verdict", "note"]].to_dict("index")
        return {n: said.get(n, {}) for n in range(len(self.items))}

    def _show(self, message: str = "") -> None:
        given = self._given()
        said = self._verdicts_of_items(given)
        done = sum(map(bool, said.values()))
        question = QUESTIONS[self.what]
        common = {
            "choices": [verdict.capitalize() for verdict in verdicts.VERDICTS[self.what]],
            "item": self.position,
            "first": self.position == 0,
            "last": self.position >= len(self.items),
            "result": self._result(given),
            "message": message or ("" if self.coder else "Please give your name: every verdict says whose it is."),
        }
        if self.position >= len(self.items):
            self.view = {**common, **self._end(done)}
            return
        item = self.items.iloc[self.position]
        chosen = said[self.position]
        self.view = {
            **common,
            "place": f"{self.position + 1} of {len(self.items)}; {done} judged",
            "reads": f"Reads as: {reads_as(item)}." if self.what == "row" else "",
            "question": question.words,
            "hint": question.hint,
            "html": passage_html(
                self.tables, item["article"], int(item["start"]), int(item["end"]), item.get("communication_id")
            ),
            "from": provenance(self.tables, item["article"]),
            "given": verdicts.VERDICTS[self.what].index(chosen["verdict"]) if chosen else None,
            "note": chosen.get("note", ""),
        }

    def _end(self, done: int) -> dict[str, Any]:
        if self.items.empty:
            words = "There is nothing to judge in this folder."
        elif done < len(self.items):
            words = f"The sample ends here; {len(self.items) - done} of it are not judged. “Back” leads to them."
        elif len(self.items) < len(self.everything):
            words = f"All {done} are judged. A larger sample goes on from here: check(..., size={2 * len(self.items)})."
        else:
            words = f"All {done} are judged: there are no more in this folder."
        return {"place": f"{done} of {len(self.items)} judged", "reads": "", "question": words, "hint": "", "html": "",
                "from": "", "given": None, "note": ""}  # fmt: skip

    def _result(self, given: pd.DataFrame) -> str:
        return (
            estimates.precision_in_words(self.everything, given)
            if self.what == "row"
            else estimates.missed_in_words(self.everything, given)
        )


def reads_as(row: pd.Series) -> str:
    """A row as a sentence: who spoke to whom, how, when, by whose account."""
    mutual = pd.notna(row["mutual"]) and bool(row["mutual"])
    pair = f"{row['speaker']} {'and' if mutual else 'spoke to'} {row['addressee']}{' spoke with each other' * mutual}"
    day = "on a day that the text does not give" if pd.isna(row["date_start"]) else f"on {day_range(row)}"
    teller = "" if pd.isna(row["reported_by"]) else f", as {row['reported_by']} says"
    return f"{pair}{BY[row['channel']]} ({row['cue']}), {day}{teller}; it {row['status']}"


def _who(source: Path) -> str:
    given, _ = verdicts.read(source)
    return given.sort_values("when", kind="stable")["coder"].iloc[-1] if len(given) else login_name()
