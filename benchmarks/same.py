"""One result, whatever made it: ``python -m benchmarks.same [--articles N | --texts FOLDER]``.

Hashes of the tables as files, for one process, two, a local Dask cluster, findings from the cache, and tables of a
folder in which nothing changed; each in a process and, where it is cold, with a cache of its own.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.running import RESULTS, ROOT, of, report, run, table

BUILD = """
import hashlib, json, sys
from pathlib import Path
from analysis.pipeline import build
from analysis.storage import write_tables

def written(engine):
    tables = build(Path(sys.argv[1]), engine=engine, progress=False)
    files = sorted(write_tables(tables, Path(sys.argv[2])))
    print(json.dumps({path.stem: hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in files}))

if __name__ == "__main__":
    if sys.argv[3] == "dask":
        from distributed import Client
        with Client(n_workers=2, threads_per_worker=1, dashboard_address=None) as client:
            written(client)
    else:
        written(int(sys.argv[3]))
"""
WAYS = {
    "one process": ("1", None),
    "two processes": ("2", None),
    "Dask": ("dask", None),
    "findings cached": ("1", "findings"),
    "nothing changed": ("1", "all"),
}


def hashes(folder: Path) -> dict[str, dict[str, str]]:
    """The hash of each table, by the way in which it was made."""
    found: dict[str, dict[str, str]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        script, cache = Path(scratch) / "build.py", Path(scratch) / "cache"
        script.write_text(BUILD, encoding="utf-8")
        for way, (engine, kept) in WAYS.items():
            if kept is None:
                shutil.rmtree(cache, ignore_errors=True)
            if kept == "findings":
                shutil.rmtree(cache / "who-to-whom" / "tables", ignore_errors=True)
            command = [sys.executable, "-P", str(script), str(folder), str(Path(scratch) / "out"), engine]
            cost = run(command, **of(ROOT, cache))
            found[way] = json.loads(cost.said.splitlines()[-1])
            print(f"{way}: {cost.seconds:.1f} s", flush=True)
    return found


def shown(found: dict[str, dict[str, str]]) -> str:
    """The table: a table of the library a row, a way of making it a column."""
    names = next(iter(found.values()))
    rows = [[name, *(one[name] for one in found.values())] for name in names]
    return table(["", *found], rows)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.same", description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=300, help="so many invented ones; 300 unless told")
    parser.add_argument("--texts", type=Path, help="a folder of articles instead")
    parser.add_argument("--publish", action="store_true", help="put the table into docs/")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        texts = given.texts
        if texts is None:
            from benchmarks.invented_news import write

            write(texts := Path(scratch) / "news", given.articles)
        found = hashes(texts.resolve())
    RESULTS.mkdir(parents=True, exist_ok=True)
    report("same", shown(found), given.publish)
    alike = all(one == found["one process"] for one in found.values())
    sys.exit(None if alike else "the tables differ")


if __name__ == "__main__":
    main()
