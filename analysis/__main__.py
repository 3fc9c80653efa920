"""The command line: ``python -m analysis tables|export|timeline|corrections|evaluate|calibrate|docs``."""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TextIO

import pandas as pd

from analysis import confidence, rules, schema, storage
from analysis.reading import ReadingError
from analysis.reading.files import find_files, shown
from analysis.refusals import Refusal, refusal
from analysis.writing import see_that_one_can_write, write_together

EXAMPLE = """\
example:
  python -m analysis tables my-articles --out my-tables --format xlsx

  reads every article in the folder my-articles and writes ten tables to my-tables: what was published,
  what happened when, who spoke to whom, and what was not understood. docs/tables.md describes them.
"""
CONFIDENCE = "confidence, each article judged by the counts of the others, beside one constant for all rows"
FORMATS = "csv unless told; dataset is Parquet in parts, a folder a table and a year (docs/scaling.md)"
PROCESSES = "how many read articles closely; unless told, as many as the work deserves and the machine has cores"
KINDS = (
    "png", "svg", "pdf", "xlsx", "csv", "parquet", "gexf", "graphml", "timelinejs", "calendar", "html", "bibtex",
)  # fmt: skip
COUNTED = ("articles", "times", "actors", "quotes", "communications", "events")


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 all well, 1 some file was lost without a word, 2 the input or the call is wrong, 130 stopped."""
    chosen = _parser().parse_args(arguments)
    try:
        return chosen.run(chosen)
    except (Refusal, OSError) as error:
        # A folder that is missing, empty or not writable is the user's to mend; a traceback would not help.
        _say(f"error: {refusal(error)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        _say("stopped: what was read closely is kept, and the same command goes on from there", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m analysis",
        description="News articles in; what happened when and who spoke to whom out, each with its evidence.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    tables = commands.add_parser("tables", help="write the tables of a file or folder of articles")
    tables.add_argument("input", type=Path, metavar="INPUT", help="an article, or a folder of them")
    tables.add_argument("--out", type=Path, metavar="FOLDER", required=True, help="where the tables are written")
    tables.add_argument("--format", choices=storage.FORMATS, default="csv", help=FORMATS)
    tables.set_defaults(run=write)

    view = commands.add_parser("export", help="write figures, rows, network, timeline, report and bibliography")
    view.add_argument("input", type=Path, metavar="INPUT", help="an article, or a folder of them")
    view.add_argument("--out", type=Path, metavar="FOLDER", required=True, help="where the files are written")
    view.add_argument("--what", nargs="+", metavar="KIND", help=f"all unless told: {', '.join(KINDS)}", choices=KINDS)
    view.add_argument(
        "--size", choices=("page", "slide", "column"), default="page", help="of figures; page unless told"
    )
    view.add_argument("--view", metavar="NAME", help="a view saved in the explorer, by name or file; all unless told")
    view.set_defaults(run=export_view)

    timeline = commands.add_parser("timeline", help="write the timeline for a spreadsheet, TimelineJS and calendars")
    timeline.add_argument("input", type=Path, metavar="INPUT", help="an article, or a folder of them")
    timeline.add_argument("--out", type=Path, metavar="FOLDER", required=True, help="for timeline.csv, .json and .ics")
    timeline.add_argument(
        "--status", nargs="+", choices=schema.STATUSES, default=["happened"], help="happened unless told"
    )
    timeline.set_defaults(run=export)

    for command in (tables, view, timeline):
        command.add_argument("--processes", type=_number, metavar="N", help=PROCESSES)

    corrected = commands.add_parser("corrections", help="list what was corrected by hand, beside what the machine has")
    corrected.add_argument("input", type=Path, metavar="INPUT", help="an article, or a folder of them")
    corrected.set_defaults(run=compare)

    evaluate = commands.add_parser("evaluate", help="precision and recall on hand-checked articles")
    evaluate.add_argument("gold", type=Path, nargs="*", metavar="GOLD", help="gold folders; all found unless told")
    evaluate.set_defaults(run=score)

    calibrate = commands.add_parser("calibrate", help="count anew how often each rule is right, for confidence")
    calibrate.add_argument(
        "gold", type=Path, nargs="*", metavar="GOLD", help="gold folders; unless told all found but the sample's"
    )
    calibrate.set_defaults(run=count)

    docs = commands.add_parser("docs", help="write docs/tables.md and docs/rules.md anew")
    docs.set_defaults(run=describe)
    return parser


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of processes: 1 or more")
    return int(text)


def write(chosen: argparse.Namespace) -> int:
    """Build the tables of ``chosen.input``, write them, and say what was read, found and not understood."""
    began = time.monotonic()
    tables, lost = _read(chosen)
    storage.write_tables(tables, chosen.out, chosen.format)
    _say(summary(tables, time.monotonic() - began))
    _say(f"written to {chosen.out} ({chosen.format})")
    return 1 if lost else 0


def export_view(chosen: argparse.Namespace) -> int:
    """Build the tables of ``chosen.input``, write what the explorer shows of them, and list the files."""
    from analysis.pipeline import checked
    from analysis.views import Selection, saved
    from analysis.views.export_seen import Seen
    from analysis.views.exports import export
    from analysis.views.index import Index
    from analysis.views.linked import pictures

    selection = saved.load(chosen.view, chosen.input) if chosen.view else Selection()
    tables, lost = _read(chosen)
    left = Index(tables).shown(selection)
    seen = Seen(left, pictures(lambda _: left), checked(chosen.input))
    written = export(seen, chosen.what or KINDS, chosen.out, chosen.size)
    for row in written.to_dict("records"):
        _say(f"{row['bytes']:>12,} bytes in {row['file']}")
    return 1 if lost else 0


def export(chosen: argparse.Namespace) -> int:
    """Build the tables of ``chosen.input``, write their timeline, and say how many events each file holds."""
    from analysis import views

    tables, lost = _read(chosen)
    selection = views.Selection(statuses=tuple(chosen.status))
    words = views.caption(tables, selection, title="Timeline")
    left = views.select(tables, selection)
    for row in views.export_timeline(left, chosen.out, words, selection.statuses).to_dict("records"):
        _say(f"{row['events']:>8,} events in {row['file']}" + f" (left out: {row['left out']})" * bool(row["left out"]))
    return 1 if lost else 0


def compare(chosen: argparse.Namespace) -> int:
    """Print every correction beside what the machine has, and whether it was applied; then those in doubt, and why."""
    from analysis import corrections, pipeline

    problems = pipeline.build(chosen.input, progress=True).problems
    made = corrections.differences(chosen.input, problems)
    table = made.drop(columns=["evidence", "why", "article", "start", "end"])
    _say(table.to_string(index=False) if len(made) else "nothing was corrected")
    for row in problems[problems["stage"] == "corrections"].itertuples():
        _say(f"{row.severity}: {row.path}{'' if pd.isna(row.location) else f', {row.location}'}: {row.message}")
    return 0


def _say(text: str, file: TextIO | None = None) -> None:
    """Print the text; what steers a terminal, in the name of a file for one, is spelt out."""
    print("\n".join(map(shown, text.split("\n"))), file=file)


def _read(chosen: argparse.Namespace) -> tuple[schema.Tables, list[str]]:
    """The tables of ``chosen.input``, and the files that were lost without a word, which are named."""
    from analysis import pipeline

    files = find_files(chosen.input)
    if chosen.input.is_dir() and chosen.out.resolve().is_relative_to(chosen.input.resolve()):
        raise ReadingError(f"{chosen.out} lies among the articles, and would be read as one. Choose another place.")
    see_that_one_can_write(chosen.out)  # a place that cannot be written is refused before the work
    tables = pipeline.build(chosen.input, engine=chosen.processes, progress=True)
    lost = unaccounted([name for name, _ in files], tables)
    for path in lost:
        _say(f"error: {path} was neither read nor listed in problems", file=sys.stderr)
    return tables, lost


def summary(tables: schema.Tables, seconds: float) -> str:
    """What was read, found and not understood, a line each."""
    lines = [f"{name:<16}{len(getattr(tables, name)):>8,}" for name in (*COUNTED, "problems")]
    severities = tables.problems["severity"].value_counts()
    lines[-1] += "   " + ", ".join(f"{severity}: {severities.get(severity, 0)}" for severity in schema.SEVERITIES)
    return "\n".join([*lines, f"{'seconds':<16}{seconds:>8.1f}"])


def unaccounted(files: list[str], tables: schema.Tables) -> list[str]:
    """Files that no row of articles or problems names: themselves, a file packed in them, or a folder they lie in."""
    named = {*tables.articles["path"], *tables.problems["path"]}
    holding = {str(place) for path in named for place in PurePosixPath(path).parents}
    return [name for name in files if name not in holding and named.isdisjoint(_places(name))]


def _places(name: str) -> list[str]:
    """The file, and the folders that it lies in."""
    return [name, *map(str, PurePosixPath(name).parents)]


def score(chosen: argparse.Namespace) -> int:
    """Print precision and recall on every gold folder beside each other, and whether confidence keeps its word."""
    from analysis import calibration, gold, quality

    scores, trust = {}, {}
    folders, absent = _folders(chosen.gold)
    for folder, tables in _read_again(folders):
        name = gold.short_name(folder)
        scores[f"{name} ({len(gold.read_gold(folder))})"] = quality.evaluate(tables, folder)
        trust[name] = calibration.report(calibration.held_out(calibration.judged(tables, folder)))
    _say(f"precision, recall and F1 by folder (and its number of articles)\n{quality.side_by_side(scores)}\n")
    _say(f"{CONFIDENCE}\n{calibration.side_by_side(trust)}")
    for folder in absent:
        _say(f"\nnot scored, since it is not here: {folder}")
    return 0


def count(chosen: argparse.Namespace) -> int:
    """Write how often each rule was right in the annotated articles, then the documents that say so."""
    from analysis import calibration, gold

    folders, absent = _folders(chosen.gold)
    if absent:
        _say(f"error: {absent[0]} is not here; without it confidence would rest on too little", file=sys.stderr)
        return 2
    if not chosen.gold:  # the sample was written for this project, and only checks
        folders.remove(gold.SAMPLE)
    judged = {gold.short_name(f): calibration.judged(tables, f) for f, tables in _read_again(folders)}
    rows = pd.concat(judged.values(), ignore_index=True)
    path = calibration.write(rows)
    _say(f"written to {path.relative_to(storage.REPOSITORY)}")
    lines = calibration.counts(rows).astype(str).to_dict("records")
    trust = {name: calibration.report(calibration.held_out(part, lines)) for name, part in judged.items()}
    trust["all"] = calibration.report(calibration.held_out(rows, lines))
    _say(f"\n{CONFIDENCE}\n{calibration.side_by_side(trust)}\n")
    confidence.forget()
    return describe(chosen)


def _folders(given: list[Path]) -> tuple[list[Path], list[Path]]:
    """The gold folders asked for, and those that are not here."""
    from analysis import gold

    folders, absent = (given, []) if given else gold.gold_folders()
    for folder in folders:
        gold.read_gold(folder)  # refuses a wrong folder before anything is built
    return folders, absent


def _read_again(folders: list[Path]) -> Iterator[tuple[Path, schema.Tables]]:
    """Each gold folder with the tables of its articles."""
    from analysis import gold, pipeline

    for folder in folders:
        yield folder, pipeline.build(gold.articles_folder(folder), corrections=False, progress=True)


def describe(chosen: argparse.Namespace) -> int:
    """Write ``docs/tables.md`` and ``docs/rules.md``."""
    docs = storage.REPOSITORY / "docs"
    texts = {docs / "tables.md": schema.as_markdown(), docs / "rules.md": rules.as_markdown()}
    for path in write_together((path, text.encode()) for path, text in texts.items()):
        _say(f"written to docs/{path.name}")
    return 0


if __name__ == "__main__":
    status = main()
    gc.freeze()  # or Python looks through all that is left for what refers to itself, before it ends
    sys.exit(status)
