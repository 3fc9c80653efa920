"""A command as one process: how long it took, and how much memory it held; the parent itself stays small.

A child is born with the peak of its parent, so nothing large is imported before the last child has ended.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"
DOCUMENT = ROOT / "docs" / "benchmarks.md"


class Run(NamedTuple):
    """What a process and those that it starts cost: seconds by the clock and of the processor, peak memory in MB."""

    seconds: float
    cpu: float
    peak: float
    said: str


def run(command: list[str], **environment: str) -> Run:
    """Run the command to its end; what it printed is shown if it fails, and that ends the benchmark."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        start = time.perf_counter()
        child = subprocess.Popen(command, env={**os.environ, **environment}, stdout=out, stderr=err, cwd=ROOT)
        held, over = [0.0], threading.Event()
        threading.Thread(target=_watch, args=(child.pid, held, over), daemon=True).start()
        try:
            _, status, used = os.wait4(child.pid, 0)
        except KeyboardInterrupt:
            child.terminate()
            child.wait()
            raise
        finally:
            over.set()
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0), err.seek(0)
        if child.returncode:
            sys.exit(f"{' '.join(command)}\n{err.read()[-4000:]}")
        return Run(seconds, used.ru_utime + used.ru_stime, max(used.ru_maxrss / 1024, *held), out.read())


def _watch(parent: int, held: list[float], over: threading.Event) -> None:
    """Note twice a second the most that a process holds together with those that it started, as far as one can see."""
    while not over.wait(0.5):
        with suppress(OSError, ValueError, IndexError):
            held[0] = max(held[0], _together(parent))


def _together(parent: int) -> float:
    """MB in memory of a process and all below it; what two of them share counts twice."""
    home = Path(f"/proc/{parent}")
    size = int((home / "statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 2**20
    children = " ".join(path.read_text() for path in home.glob("task/*/children"))
    return size + sum(_together(int(child)) for child in children.split())


def python(module: str, *arguments: object, library: Path = ROOT) -> list[str]:
    """The command that runs a module of this folder as a script, with the library of any clone (see ``of``)."""
    return [sys.executable, "-P", str(ROOT / "benchmarks" / f"{module}.py"), *map(str, arguments)]


def of(library: Path, cache: Path) -> Mapping[str, str]:
    """The environment in which that clone of the library is imported, with a cache folder of its own.

    Its bytecode is kept as that of installed packages is, also where Python is told not to write any.
    """
    return {"PYTHONPATH": str(library.resolve()), "XDG_CACHE_HOME": str(cache), "PYTHONDONTWRITEBYTECODE": ""}


def state(library: Path = ROOT) -> str:
    """Twelve hexadecimal digits of the library's code and words: results of another state are other results."""
    digest = hashlib.sha256()
    for path in sorted(path for path in (library / "analysis").rglob("*") if path.suffix in (".py", ".csv")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table that is also readable as it stands; the first column holds words, the others numbers."""
    widths = [max(len(row[n]) for row in [head, *rows]) for n in range(len(head))]
    cells = [[cell.ljust(w) if n == 0 else cell.rjust(w) for n, (cell, w) in enumerate(zip(row, widths, strict=True))]
             for row in [head, *rows]]  # fmt: skip
    rule = [("-" * w) if n == 0 else "-" * (w - 1) + ":" for n, w in enumerate(widths)]
    return "\n".join(f"| {' | '.join(row)} |" for row in [cells[0], rule, *cells[1:]])


def report(name: str, text: str, publish: bool) -> None:
    """Print the text and keep it among the results; to publish it is to put it into its place in the document."""
    print(text, flush=True)
    (RESULTS / f"{name}.md").write_text(text + "\n", encoding="utf-8")
    if publish:
        before, opening, rest = DOCUMENT.read_text(encoding="utf-8").partition(f"<!-- {name} -->\n")
        _, closing, after = rest.partition("<!-- end -->\n")
        if not opening or not closing:
            sys.exit(f"{DOCUMENT} has no place for {name}")
        DOCUMENT.write_text("".join([before, opening, "\n", text, "\n\n", closing, after]), encoding="utf-8")
