"""A figure as files: PNG, SVG and PDF with the caption in the picture, and the CSV of the data behind it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.storage import output_folder
from analysis.views.figures import Drawn, Shown, render

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet runs a cell that begins so


def save(drawn: Drawn, data: pd.DataFrame, name: str, caption: str, folder: Path | None = None) -> Shown:
    """Write NAME.png, .svg, .pdf and .csv; a second run on the same data writes the same bytes.

    Gives back the picture with its caption, which a notebook shows.
    """
    folder = Path(folder) if folder is not None else output_folder("figures")
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {kind: render(drawn, kind, caption) for kind in ("png", "svg", "pdf")}
    for kind, picture in pictures.items():
        (folder / f"{name}.{kind}").write_bytes(picture)
    (folder / f"{name}.csv").write_bytes(as_csv(data).encode("utf-8"))
    return Shown(pictures["png"], caption)


def as_csv(data: pd.DataFrame) -> str:
    """The frame as CSV that no spreadsheet runs: ids joined by "; ", a quote before what looks like a formula."""
    cells = data.copy()
    for column in cells.columns:
        if cells[column].dtype == object or isinstance(cells[column].dtype, pd.StringDtype | pd.CategoricalDtype):
            cells[column] = cells[column].astype(object).map(_neutral)
    cells.columns = [_neutral(column) for column in cells.columns]
    return cells.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")


def _neutral(value: object) -> object:
    if isinstance(value, tuple):
        value = "; ".join(map(str, value))
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
