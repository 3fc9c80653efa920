"""How long the explorer takes to answer, in the real browser: ``python -m benchmarks.explorer``.

A scratch notebook in JupyterLab makes invented tables and opens the explorer on them, at 1280 by 900 pixels.  Then one
filter after another is changed as a user changes it, every time to another selection.  Each time is counted from the
input event to the painted answer, both by the browser's clock:

    first   the view under the hand and the table
    all     every view of the explorer that is in sight
    open    from the call of ``explore(tables)`` to all views painted

``--rows`` and ``--changes`` choose how much, ``--small`` is a trial of the benchmark itself.  It writes
``benchmarks/results/explorer.json`` and prints a table beside the targets; a change that is not answered ends it.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from itertools import count
from pathlib import Path

import nbformat
from playwright.sync_api import TimeoutError

from benchmarks.lab import LabPage, chromium_path, headless, served

HERE = Path(__file__).parent
LONGEST = 300_000  # ms; a change that takes longer was not answered
RESULTS = HERE / "results" / "explorer.json"
TARGETS = {
    "first_median_ms": 100, "first_p95_ms": 200, "all_median_ms": 300, "all_p95_ms": 600, "open_ms": 2_000,
}  # fmt: skip
PARTS = {"timeline": ".explorer-timeline", "matrix": ".explorer-matrix", "table": ".explorer-table"}
UNDER_THE_HAND = "timeline"
CELLS = (
    "import time\nfrom analysis.views.widgets import explore\nfrom benchmarks.invented_tables import invented_tables\n"
    "tables = invented_tables({rows})",
    "opened = time.time()\nexplorer = explore(tables)\nexplorer",
    "print('opened', opened)",
)
CHANNELS = ("call", "meeting", "statement", "press", "unspecified")
WORDS = ("bridge", "fire", "grain", "talks", "dam", "costs")


@dataclass(frozen=True)
class Answer:
    """One change: what was done, how many rows it left, and after how many milliseconds it was seen."""

    change: str
    rows: str
    first_ms: float
    all_ms: float
    views: dict[str, float]


def changes(page, speakers: list[str]) -> Iterator[tuple[str, Callable[[], None]]]:
    """Names and deeds, without end: wide selections and narrow ones, none of them twice but for "clear all"."""
    label = page.get_by_label
    for n in count():
        channels = [CHANNELS[n % 5], CHANNELS[(n + 1 + n // 5) % 5], CHANNELS[(n + 3) % 5]]
        confidence, day = f"{0.56 + 0.03 * (n % 10):.2f}", f"203{1 + n % 3}-{3 + n % 10:02}-{1 + n % 28:02}"
        word = WORDS[n % len(WORDS)]
        yield f"confidence {confidence}", partial(_type, label("Confidence at least"), confidence)
        yield f"from {day}", partial(label("From (first day)").fill, day)
        yield f"channels {', '.join(channels)}", partial(label("Channel", exact=True).select_option, channels)
        yield "undated", page.locator(".explorer-include-undated input").click
        yield f"words {word}", partial(_type, label("Words in the evidence"), word)
        yield f"actor {speakers[n]}", partial(_type, label("Actor (either side)"), speakers[n])
        yield "clear all", page.locator(".explorer-clear").click


def _type(box, words: str) -> None:
    box.fill(words)
    box.press("Enter")


def measure(lab: LabPage, number: int) -> Iterator[Answer]:
    """One answer a change, each waited for to its end before the next."""
    page = lab.page
    speakers = page.evaluate("() => [...document.querySelectorAll('.explorer-actors option')].map(o => o.value)")
    todo = changes(page, speakers)
    for _ in range(number):
        name, act = next(todo)
        page.evaluate("explorerWatch.reset()")
        act()
        try:
            page.wait_for_function("explorerWatch.settled('table')", timeout=LONGEST, polling=50)
        except TimeoutError as late:
            state = page.evaluate("JSON.stringify(explorerWatch)")
            raise SystemExit(f"{name!r} was not answered in time: {state}") from late
        seen = page.evaluate("({ input: explorerWatch.input, shown: explorerWatch.shown })")
        views = {view: at - seen["input"] for view, at in seen["shown"].items()}
        if lacking := {UNDER_THE_HAND, "table"} - set(views):
            sys.exit(f"after {name!r} nothing new was shown by: {', '.join(lacking)}")
        rows = page.locator(".explorer-status b").inner_text()
        yield Answer(name, rows, max(views[UNDER_THE_HAND], views["table"]), max(views.values()), views)


def open_explorer(lab: LabPage) -> float:
    """Run the notebook; milliseconds from the call of ``explore`` until all parts have been painted."""
    page = lab.page
    drawn = " && ".join(
        f"(document.querySelector('{part} img')?.complete || document.querySelector('{part} :is(table, svg)'))"
        for part in PARTS.values()
    )
    lab.command("notebook:run-all-cells")
    shown = page.wait_for_function(
        f"() => ({drawn}) && new Promise(seen => requestAnimationFrame(() => setTimeout(() => seen(Date.now()))))",
        timeout=LONGEST,
        polling="raf",
    ).json_value()
    page.wait_for_function("document.body.innerText.includes('opened 1')", timeout=LONGEST)
    words = page.locator(".jp-OutputArea-output", has_text="opened 1").last.inner_text()
    return shown - 1000 * float(words.split()[1])


def run(rows: int, number: int) -> tuple[dict[str, float], list[Answer]]:
    """The figures of ``explorer.json``, and each change by itself."""
    path = chromium_path() or sys.exit("no Chromium among the programs")
    with tempfile.TemporaryDirectory() as home, headless(path) as browser:
        notebooks = Path(home) / "notebooks"
        notebooks.mkdir()
        cells = [nbformat.v4.new_code_cell(cell.format(rows=rows)) for cell in CELLS]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), notebooks / "explorer.ipynb")
        with served(Path(home)) as server:
            lab = LabPage(browser, server, "explorer.ipynb")
            open_ms = open_explorer(lab)
            lab.page.locator(".explorer").evaluate("explorer => explorer.scrollIntoView()")
            lab.page.evaluate((HERE / "explorer_watch.js").read_text(encoding="utf-8"), PARTS)
            answers = list(measure(lab, number))
    figures: dict[str, float] = {"rows": rows}
    for name in ("first_ms", "all_ms"):
        times = [getattr(answer, name) for answer in answers]
        figures[name.replace("_ms", "_median_ms")] = round(statistics.median(times), 1)
        figures[name.replace("_ms", "_p95_ms")] = round(statistics.quantiles(times, n=20, method="inclusive")[-1], 1)
    return figures | {"open_ms": round(open_ms, 1)}, answers


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench-explorer", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--rows", type=int, default=100_000, help="communications in the invented tables")
    parser.add_argument("--changes", type=int, default=30, help="how many changes are measured")
    parser.add_argument("--small", action="store_true", help="a trial: 1,000 rows, 7 changes, nothing written")
    given = parser.parse_args()
    figures, answers = run(1_000, 7) if given.small else run(given.rows, given.changes)
    print(f"{'change':42s} {'rows left':>40s} {'first':>7s} {'all':>7s}")
    for answer in answers:
        print(f"{answer.change[:42]:42s} {answer.rows[:40]:>40s} {answer.first_ms:7.0f} {answer.all_ms:7.0f}")
    print(f"\n{'':18s} {'measured':>9s} {'target':>9s}   {figures['rows']:,} rows, {len(answers)} changes")
    for name, target in TARGETS.items():
        print(f"{name:18s} {figures[name]:9.0f} {target:9d}   {'' if figures[name] <= target else 'missed'}")
    if not given.small:
        RESULTS.parent.mkdir(exist_ok=True)
        whole = figures | {"changes": [asdict(answer) for answer in answers]}
        RESULTS.write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
