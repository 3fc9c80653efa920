"""Labelled lines beside an article, "Publication date: 4 March 2031", whose labels are rows of the lexicon."""

from __future__ import annotations

from functools import cache

from analysis import lexicon


@cache
def labels(export: str) -> dict[str, str]:
    """What each label of an export holds (nothing, where it fills no column), by the label without its spaces."""
    return {_bare(row["word"]): row["holds"] for row in lexicon.load("export_fields") if row["format"] == export}


def labelled(line: str, export: str) -> tuple[str, str] | None:
    """What a line holds and its value, empty where it stands on the next line; None for a line without a label.

    Exports lose spaces, in labels as well.
    """
    label, _, value = line.partition(":")
    holds = labels(export).get(_bare(label)) if len(label) < 80 else None
    return None if holds is None else (holds, value.strip())


def fields_of(rows: list[str], export: str) -> dict[str, list[str]]:
    """What the rows hold, behind their label or in the rows below it; what stands above the first is no field."""
    fields: dict[str, list[str]] = {}
    holds = ""
    for row in rows:
        holds, value = labelled(row, export) or (holds, row)
        if value.strip():
            fields.setdefault(holds, []).append(" ".join(value.split()))
    fields.pop("", None)
    return fields


def _bare(label: str) -> str:
    return "".join(label.split()).casefold()
