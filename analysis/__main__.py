"""The command line: ``python -m analysis tables|evaluate|docs``."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from analysis import schema
from analysis.reading import ReadingError
from analysis.reading.files import find_files

EXAMPLE = """\
example:
  python -m analysis tables my-articles --out my-tables --format xlsx

  reads every article in the folder my-articles and writes ten tables to my-tables: what was published,
  what happened when, who spoke to whom, and what was not understood. docs/tables.md describes them.
"""
COUNTED = ("articles", "times", "actors", "quotes", "communications", "events")


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 all well, 1 some file was lost without a word, 2 the input or the call is wrong."""
    chosen = _parser().parse_args(arguments)
    try:
        return chosen.run(chosen)
    except (ReadingError, OSError) as error:
        # A folder that is missing, empty or not writable is the user's to mend; a traceback would not help.
        print(f"error: {error}", file=sys.stderr)
        return 2


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
    tables.add_argument("--format", choices=("csv", "parquet", "xlsx"), default="csv", help="csv unless told")
    tables.set_defaults(run=write)

    evaluate = commands.add_parser("evaluate", help="precision and recall on hand-checked articles")
    evaluate.add_argument("gold", type=Path, nargs="*", metavar="GOLD", help="gold folders; all found unless told")
    evaluate.set_defaults(run=score)

    docs = commands.add_parser("docs", help="write docs/tables.md anew from the declared tables")
    docs.set_defaults(run=describe)
    return parser


def write(chosen: argparse.Namespace) -> int:
    """Build the tables of ``chosen.input``, write them, and say what was read, found and not understood."""
    from analysis import pipeline, storage

    began = time.monotonic()
    files = find_files(chosen.input)
    chosen.out.mkdir(parents=True, exist_ok=True)  # a place that cannot be written is refused before the work
    tables = pipeline.build(chosen.input, progress=True)
    storage.write_tables(tables, chosen.out, chosen.format)
    print(summary(tables, time.monotonic() - began))
    print(f"written to {chosen.out} ({chosen.format})")
    lost = unaccounted([name for name, _ in files], tables)
    for path in lost:
        print(f"error: {path} was neither read nor listed in problems", file=sys.stderr)
    return 1 if lost else 0


def summary(tables: schema.Tables, seconds: float) -> str:
    """What was read, found and not understood, a line each."""
    lines = [f"{name:<16}{len(getattr(tables, name)):>8,}" for name in (*COUNTED, "problems")]
    severities = tables.problems["severity"].value_counts()
    lines[-1] += "   " + ", ".join(f"{severity}: {severities.get(severity, 0)}" for severity in schema.SEVERITIES)
    return "\n".join([*lines, f"{'seconds':<16}{seconds:>8.1f}"])


def unaccounted(files: list[str], tables: schema.Tables) -> list[str]:
    """Files that no row of articles or problems names."""
    named = {*tables.articles["path"], *tables.problems["path"]}
    return [name for name in files if name not in named]


def score(chosen: argparse.Namespace) -> int:
    """Print precision and recall on each gold folder; the articles lie beside it."""
    from analysis import pipeline, quality

    folders, absent = (chosen.gold, []) if chosen.gold else quality.gold_folders()
    for folder in absent:
        print(f"{folder}: not here, so not scored")
    for folder in folders:
        quality.read_gold(folder)  # refuses a wrong folder before anything is built
    for folder in folders:
        tables = pipeline.build(quality.articles_folder(folder), progress=True)
        print(f"{folder}\n{quality.evaluate(tables, folder).round(3).to_string(index=False)}\n")
    return 0


def describe(chosen: argparse.Namespace) -> int:
    """Write ``docs/tables.md``."""
    path = Path(__file__).parents[1] / "docs" / "tables.md"
    path.write_text(schema.as_markdown(), encoding="utf-8")
    print(f"written to {path.relative_to(path.parents[1])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
