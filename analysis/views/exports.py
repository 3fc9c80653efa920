"""What is seen, as files for other programs: ``EXPORTS`` has a row per kind of file, ``export`` writes those asked for.

Every file says of which view, corpus and version it is; the same view writes the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.storage import output_folder
from analysis.views.export_bibtex import bibs
from analysis.views.export_figures import SIZES, pdfs, pngs, svgs
from analysis.views.export_network import gexfs, graphmls
from analysis.views.export_report import reports
from analysis.views.export_rows import as_csv, csvs, parquets, workbooks
from analysis.views.export_seen import Seen
from analysis.views.figures import Drawn, StaticPicture, render
from analysis.views.timeline_exports import calendars, timelines
from analysis.writing import write_together


class Export(NamedTuple):
    """A kind of file: its name, for whom it is in words, and the files that it makes of a view: names and bytes."""

    name: str
    title: str
    files: Callable[[Seen, str], Iterator[tuple[str, bytes]]]
    figures: bool = False  # one file a figure, of a size that can be chosen


EXPORTS = {
    one.name: one
    for one in (
        Export("png", "Figures as pictures (PNG)", pngs, figures=True),
        Export("svg", "Figures as drawings (SVG)", svgs, figures=True),
        Export("pdf", "Figures as pages (PDF)", pdfs, figures=True),
        Export("xlsx", "Rows as a workbook (Excel)", workbooks),
        Export("csv", "Rows as CSV, with a description of its columns", csvs),
        Export("parquet", "Rows as Parquet", parquets),
        Export("gexf", "Network for Gephi (GEXF)", gexfs),
        Export("graphml", "Network for networkx, yEd, igraph (GraphML)", graphmls),
        Export("timelinejs", "Timeline for TimelineJS (JSON)", timelines),
        Export("calendar", "Timeline for calendars (iCalendar)", calendars),
        Export("html", "Report to read and print (HTML)", reports),
        Export("bibtex", "Articles to cite (BibTeX)", bibs),
    )
}


def export(
    seen: Seen, kinds: Iterable[str] = tuple(EXPORTS), folder: Path | None = None, size: str = "page"
) -> pd.DataFrame:
    """Write these kinds of ``EXPORTS``, figures in one of ``SIZES``, all or none; one row per file: file, what, bytes.

    The folder, unless told, has the name of the view, among the figures.
    """
    kinds = list(kinds)
    for given, known, what in ((kinds, EXPORTS, "kind"), ([size], SIZES, "size")):
        if wrong := [one for one in given if one not in known]:
            raise ValueError(f"{what} {', '.join(map(repr, wrong))} not among {', '.join(known)}")
    folder = Path(folder) if folder is not None else output_folder("figures") / "explored" / seen.name
    written = []

    def made() -> Iterator[tuple[Path, bytes]]:
        for kind in kinds:
            for name, content in EXPORTS[kind].files(seen, size):
                file = folder / (f"{name}-{size}.{kind}" if EXPORTS[kind].figures else name)
                written.append((str(file), EXPORTS[kind].title, len(content)))
                yield file, content

    write_together(made())
    return pd.DataFrame(written, columns=["file", "what", "bytes"])


def save(drawn: Drawn, data: pd.DataFrame, name: str, caption: str, folder: Path | None = None) -> StaticPicture:
    """Write NAME.png, .svg, .pdf and .csv; a second run on the same data writes the same bytes.

    Gives back the picture with its caption, which a notebook shows.
    """
    folder = Path(folder) if folder is not None else output_folder("figures")
    pictures = {kind: render(drawn, kind, caption) for kind in ("png", "svg", "pdf")}
    contents = {**pictures, "csv": as_csv(data).encode()}
    write_together((folder / f"{name}.{kind}", content) for kind, content in contents.items())
    return StaticPicture(pictures["png"], caption)
