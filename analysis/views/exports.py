"""A figure as files: PNG, SVG and PDF with the caption in the picture, and the CSV of the data behind it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis import storage
from analysis.storage import output_folder, write_whole
from analysis.views.figures import Drawn, Shown, render


def save(drawn: Drawn, data: pd.DataFrame, name: str, caption: str, folder: Path | None = None) -> Shown:
    """Write NAME.png, .svg, .pdf and .csv; a second run on the same data writes the same bytes.

    Gives back the picture with its caption, which a notebook shows.
    """
    folder = Path(folder) if folder is not None else output_folder("figures")
    pictures = {kind: render(drawn, kind, caption) for kind in ("png", "svg", "pdf")}
    for kind, content in {**pictures, "csv": as_csv(data).encode()}.items():
        write_whole(folder / f"{name}.{kind}", content)
    return Shown(pictures["png"], caption)


def as_csv(data: pd.DataFrame) -> str:
    """The frame as CSV that no spreadsheet runs, ids joined by "; "."""
    tuples = [c for c in data.columns if data[c].dtype == object and any(isinstance(v, tuple) for v in data[c])]
    return storage.as_csv(data.assign(**{column: data[column].map("; ".join).astype("str") for column in tuples}))
