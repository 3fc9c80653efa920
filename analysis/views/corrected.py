"""What can be wrong with a row, as people say it, and what they put right beside what the machine has."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

import pandas as pd


class Choice(NamedTuple):
    """One thing that can be wrong: as the form says it, as the file has it, what else is asked, how ``actor`` reads."""

    title: str
    what: str
    asked: tuple[str, ...] = ()
    actor: str = ""


CHOICES = (
    Choice("Somebody else spoke", "speaker", ("actor", "kind"), "Right speaker"),
    Choice("Somebody else was spoken to", "addressee", ("actor", "kind"), "Right addressee"),
    Choice("It was on another day", "date", ("date",)),
    Choice("It was through another channel", "channel", ("channel",)),
    Choice("Its status is another", "status", ("status",)),
    Choice("Its direction is another", "direction", ("direction",)),
    Choice("These two did not speak with each other here", "not these two"),
    Choice("Nothing of this is a communication", "not a communication"),
    Choice("A row is missing: select its words above", "missing row",
           ("words", "speaker", "actor", "kind", "channel", "direction", "date"), "Addressee"),
    Choice("Two actors are one", "merge actors", ("whose", "actor"), "Is really"),
    Choice("In this article it is somebody else of that name", "split actor", ("whose", "actor", "kind"), "Is really"),
)  # fmt: skip
MISSING = next(choice for choice in CHOICES if choice.what == "missing row")
BLANK = {"channel": "unspecified", "direction": "one way", "date": ""}  # what a missing row is until it is said


def corrections_html(made: pd.DataFrame, shown: Sequence[Any] | pd.Index, quoted: bool = False) -> str:
    """Corrections as escaped HTML: the machine's value struck through, the person's beside it, a button to undo.

    If ``quoted``, each with the words of the article that it is about.
    """
    if not len(shown):
        return ""
    items = []
    for number in shown:
        row = {name: escape(str(value)) for name, value in made.loc[number].items()}
        machine = f"<del>{row['machine']}</del> " if row["machine"] else ""
        states = {"yes": "", "needless": " The machine says so itself now."}
        state = states.get(row["applied"], " Not applied: its row is gone, or it cannot hold.")
        words = f"<blockquote>{row['evidence']}</blockquote>" if quoted and row["evidence"] else ""
        why = f": {row['why']}" if row["why"] else ""
        items.append(
            f"<li><p>{row['what']}: {machine}<ins>{row['human']}</ins> <small>corrected by hand by "
            f"{row['who'] or 'somebody'}, {row['when']} UTC{why}.{state}</small> "
            f'<button type="button" data-do="undo" data-id="{row["correction_id"]}" '
            f'aria-label="Undo: {row["what"]} {row["human"]}">Undo</button>'
            f"</p>{words}</li>"
        )
    return f'<ul class="corrections-list" aria-label="Corrections">{"".join(items)}</ul>'
