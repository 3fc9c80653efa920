"""What reading costs beside the bare parser: the same texts, the same machine, in turn, in one run.

``python benchmarks/speed.py [FOLDER] [ROUNDS]`` times, as whole processes, the tables of a folder cold (no cache) and
cached, and the bare parser: every component of the same model over the same texts, batches of 64, one process, with the
same matrix library.  It prints medians and the ratios to the bare parser.  Times differ from machine to machine and
from hour to hour; the ratios are what to compare.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
BARE = """
import sys, spacy
from pathlib import Path
from thinc.api import NumpyOps, set_current_ops
from analysis.extraction.language import MODEL
set_current_ops(NumpyOps(use_blis=False))
texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).rglob("*.txt"))]
print(sum(len(doc) for doc in spacy.load(MODEL).pipe(texts, batch_size=64)), "tokens")
"""


def timed(command: list[str], cache: Path) -> float:
    """Seconds that the command took, with its own cache folder; its output is shown only if it fails."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return time.perf_counter() - start


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "data" / "articles"
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    seconds: dict[str, list[float]] = {"bare parser": [], "tables, cold": [], "tables, cached": []}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as scratch:
            cache = Path(scratch) / "cache"
            tables = [sys.executable, "-m", "analysis", "tables", str(folder), "--out", str(Path(scratch) / "out")]
            seconds["bare parser"].append(timed([sys.executable, "-c", BARE, str(folder)], cache))
            seconds["tables, cold"].append(timed(tables, cache))
            seconds["tables, cached"].append(timed(tables, cache))
    count = sum(1 for _ in folder.rglob("*.txt"))
    print(f"{count} texts, {rounds} rounds; medians of whole processes")
    for name, runs in seconds.items():
        ratio = statistics.median(a / b for a, b in zip(runs, seconds["bare parser"], strict=True))
        print(f"{name:16s} {statistics.median(runs):8.1f} s   {ratio:5.2f} x the bare parser")


if __name__ == "__main__":
    main()
