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
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from itertools import count, islice
from pathlib import Path

import nbformat
from playwright.sync_api import Error, TimeoutError

from benchmarks.lab import LabError, LabPage, chromium_path, headless, served

HERE = Path(__file__).parent
LONGEST = 60_000  # ms; a change that takes longer was not answered
RESULTS = HERE / "results" / "explorer.json"
TARGETS = {
    "first_median_ms": 100, "first_p95_ms": 200, "all_median_ms": 300, "all_p95_ms": 600, "open_ms": 2_000,
}  # fmt: skip
CELLS = (
    "import time\nfrom analysis.views.widgets import explore\nfrom benchmarks.invented_tables import invented_tables\n"
    "tables = invented_tables({rows})",
    "opened = time.time()\nexplorer = explore(tables)\nexplorer",
    "print('opened', opened)",
)
WORDS = ("bridge", "fire", "grain", "talks", "dam", "costs")
HEADLINE = ".explorer-status"  # how many rows, and the filters in words


@dataclass(frozen=True)
class Answer:
    """One change: what was done, how many rows it left, and after how many milliseconds each part showed them."""

    change: str
    rows: int
    first_ms: int
    all_ms: int
    parts: dict[str, int]


def changes(page) -> Iterator[tuple[str, Callable[[], None]]]:
    """Names and deeds, without end: from wide selections to narrow ones and back, each another one than before."""
    label = page.get_by_label
    for n in count():
        confidence, day = f"{0.6 + 0.05 * (n % 7):.2f}", f"203{1 + n % 3}-{3 + n % 10:02}-{1 + n % 28:02}"
        word = WORDS[n % len(WORDS)]
        yield f"confidence {confidence}", partial(label("Confidence at least").fill, confidence)
        yield "undated out", label("Undated rows").click
        yield f"from {day}", partial(label("From (first day)").fill, day)
        yield f"channel {n % 4}", _choice(page, "channels", n % 4).click
        yield f"words {word}", partial(label("Words in the evidence").fill, word)
        yield f"speaker {n}", _choice(page, "speakers", n % 8).click
        yield "clear all", page.locator(".explorer-clear").click


def _choice(page, facet: str, number: int):
    return page.locator(f"fieldset.explorer-{facet} input[type=checkbox]").nth(number)


def measure(lab: LabPage, number: int) -> Iterator[Answer]:
    """One answer a change, each waited for to its end before the next."""
    page = lab.page
    for facet in ("channels", "speakers"):
        page.locator(f"button[data-facet={facet}]").click()
    page.locator(".explorer").evaluate("explorer => explorer.scrollIntoView()")
    page.evaluate("explorerWatch.begin()")
    page.wait_for_function("explorerWatch.quiet()", timeout=LONGEST, polling=50)  # nothing of the opening is left
    before = page.locator(HEADLINE).inner_text()
    for name, act in islice(changes(page), number):
        page.evaluate("explorerWatch.reset()")
        act()
        try:
            page.wait_for_function("explorerWatch.settled()", timeout=LONGEST, polling=50)
        except TimeoutError as late:
            state = page.evaluate("explorerWatch.state()")
            raise LabError(f"{name!r} was not answered in time: {state}") from late
        said = page.locator(HEADLINE).inner_text()
        rows = _rows(page, said)
        if said == before:
            raise LabError(f"{name!r} changed nothing: {said}")
        before, parts = said, page.evaluate("explorerWatch.answer()")
        times = {part: round(at) for part, at, _ in parts}
        under_the_hand = next(part for part, _, is_view in parts if is_view)
        first, last = max(times[under_the_hand], times["table"]), max(times.values())
        print(f"{name:20s} {rows:9,d} {first:6d} {last:6d}   {times}", flush=True)
        yield Answer(name, rows, first, last, times)


def _rows(page, said: str) -> int:
    """The rows that headline and table both speak of."""
    shown = page.locator(".explorer-table").inner_text()
    headline, table = said.split()[0], "0" if shown.startswith("No row") else shown.split()[0]
    if headline != table:
        raise LabError(f"the headline says {headline} rows, the table {table}")
    return int(headline.replace(",", ""))


def open_explorer(lab: LabPage) -> float:
    """Run the notebook; milliseconds from the call of ``explore`` until all parts in sight have been painted."""
    page = lab.page
    page.add_script_tag(path=HERE / "explorer_watch.js")
    lab.command("notebook:run-all-cells")
    shown = page.evaluate("explorerWatch.opened", LONGEST)
    page.wait_for_function("document.body.innerText.includes('opened 1')", timeout=LONGEST)
    words = page.locator(".jp-OutputArea-output", has_text="opened 1").last.inner_text()
    return shown - 1000 * float(words.split()[1])


def run(rows: int, number: int, height: int) -> tuple[dict[str, float], list[Answer]]:
    """The figures of ``explorer.json``, and each change by itself."""
    path = chromium_path()
    if path is None:
        raise SystemExit("no Chromium among the programs")
    with tempfile.TemporaryDirectory() as home, headless(path) as browser:
        notebooks = Path(home) / "notebooks"
        notebooks.mkdir()
        cells = [nbformat.v4.new_code_cell(cell.format(rows=rows)) for cell in CELLS]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), notebooks / "explorer.ipynb")
        with served(Path(home)) as server:
            lab = LabPage(browser, server, "explorer.ipynb", height=height)
            try:
                open_ms = open_explorer(lab)
                print(f"{'change':20s} {'rows left':>9s} {'first':>6s} {'all':>6s}   of each part, in milliseconds")
                answers = list(measure(lab, number))
            except (Error, LabError) as error:
                raise SystemExit(f"{error}\n{(Path(home) / 'server.log').read_text()[-3000:]}") from error
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
    parser.add_argument("--height", type=int, default=900, help="of the window, in pixels: how much is in sight")
    parser.add_argument("--small", action="store_true", help="a trial: 1,000 rows, 7 changes, nothing written")
    given = parser.parse_args()
    figures, answers = run(1_000, 7, given.height) if given.small else run(given.rows, given.changes, given.height)
    print(f"\n{'':18s} {'measured':>9s} {'target':>9s}   {figures['rows']:,} rows, {len(answers)} changes")
    for name, target in TARGETS.items():
        print(f"{name:18s} {figures[name]:9.0f} {target:9d}   {'' if figures[name] <= target else 'missed'}")
    if not given.small:
        RESULTS.parent.mkdir(exist_ok=True)
        whole = figures | {"changes": [asdict(answer) for answer in answers]}
        RESULTS.write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
