"""What grows with the corpus: ``python -m benchmarks.growth [--sizes N ...] [--processes N] [--shared]``.

Each size is read, extracted, joined and written in a process of its own without a cache, or, ``--shared``, with what
the smaller sizes have kept: the first articles are the same.  A size that is done is kept under
``benchmarks/results/growth`` until the library changes (``--again`` measures anew); one that was stopped goes on from
its cache.  A core does not do as much in every hour: the smallest size is measured once more at the end.  Prints a
table and draws a figure; ``--publish`` puts both into ``docs/``.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.running import DOCUMENT, RESULTS, ROOT, of, python, report, run, state, table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SIZES = (500, 2_000, 8_000, 20_000)
STEPS = ("duplicates", "actors", "bounds and times", "accounts", "merging", "events and claims", "tables")
HOME = RESULTS / "growth"
NEGLIGIBLE = 0.05  # seconds: below, a slope is noise


def texts(size: int, largest: int) -> Path:
    """The folder of the first ``size`` articles; the largest is written once, the others are links into it."""
    folder = HOME / f"texts-{size}"
    if folder.is_dir() and sum(1 for _ in folder.iterdir()) == size:
        return folder
    if size == largest:
        from benchmarks.invented_news import write

        print(f"writing {size:,} articles", flush=True)
        write(folder, size)
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(texts(largest, largest).iterdir())[:size]:
        if not (folder / path.name).exists():
            os.link(path, folder / path.name)
    return folder


def measured(size: int, largest: int, processes: int, shared: bool, again: bool, keep: bool = True) -> dict[str, Any]:
    """What a size costs, from its kept result or measured now; to ``keep`` it puts it in the place of that."""
    kept = HOME / f"size-{size}.json"
    settings = {"state": state(), "processes": processes, "shared": shared}
    if kept.is_file() and not again:
        found = json.loads(kept.read_text(encoding="utf-8"))
        if found["settings"] == settings:
            return found
    cache = HOME / ("cache" if shared else f"cache-{size}")
    for part in ("tables", "reading"):
        shutil.rmtree(cache / "who-to-whom" / part, ignore_errors=True)
    known = sum(1 for path in (cache / "who-to-whom" / "findings").rglob("*") if path.is_file())
    print(f"{size:,} articles, {known:,} of them known", flush=True)
    result, out = HOME / "result.json", HOME / "out"
    whole = run(python("stages", texts(size, largest), out, result, "--engine", processes), **of(ROOT, cache))
    found = json.loads(result.read_text(encoding="utf-8"))
    found |= {"settings": settings, "size": size, "read": max(1, size - known), "together": whole.peak}
    if keep:
        kept.write_text(json.dumps(found, indent=1), encoding="utf-8")
    if not shared:
        shutil.rmtree(cache, ignore_errors=True)
    shutil.rmtree(out)
    print(f"  {whole.seconds:,.0f} s, peak {found['peak']:,.0f} MB", flush=True)
    return found


def exponents(found: list[dict[str, Any]], kind: str = "cpu") -> dict[str, float | None]:
    """By which power of the number of articles each corpus step grows; None where it takes no time to speak of."""
    import numpy as np

    powers: dict[str, float | None] = {}
    for step in (*STEPS, "corpus"):
        points = [(one["size"], seconds) for one in found if (seconds := spent(one, step, kind)) >= NEGLIGIBLE]
        fit = len(points) > 1 and np.polyfit(*np.log(np.array(points).T), 1)[0]
        powers[step] = float(fit) if fit else None
    return powers


def spent(one: dict[str, Any], step: str, kind: str = "cpu") -> float:
    """Seconds of a stage, or of all corpus steps; extraction as if all articles had been read closely now."""
    if step == "corpus":
        return sum(spent(one, each, kind) for each in STEPS)
    seconds = one[kind].get(step, 0.0)
    if step == "extraction":
        seconds += one["workers_cpu"] if kind == "cpu" else 0.0
        return seconds * one["size"] / one["read"]
    return seconds


def aside(one: dict[str, Any]) -> float:
    """The peak of memory, texts and tables aside, in MB."""
    return one["peak"] - one["tables"]


def shown(found: list[dict[str, Any]]) -> str:
    """The table: a stage a row, a size a column; seconds by the clock, and the power by which a corpus step grows."""
    powers = exponents(found)
    rows = [
        [
            "imports, models",
            *(f"{spent(one, 'imports', 'seconds') + spent(one, 'model', 'seconds'):,.2f}" for one in found),
            "",
        ]
    ]
    rows += [
        [step, *(f"{spent(one, step, 'seconds'):,.2f}" for one in found), ""] for step in ("reading", "extraction")
    ]
    for step in (*STEPS, "corpus"):
        power = powers[step]
        cells = [f"{spent(one, step, 'seconds'):,.2f}" for one in found]
        rows.append(["**all corpus steps**" if step == "corpus" else step, *cells, f"{power:.2f}" if power else "–"])
    rows.append(["writing", *(f"{spent(one, 'writing', 'seconds'):,.2f}" for one in found), ""])
    for name, what in (
        ("ms an article, the whole", lambda one: f"{1000 * per_article(one):.1f}"),
        ("of the processor", lambda one: f"{1000 * per_article(one, 'cpu'):.1f}"),
        ("peak memory, MB", lambda one: f"{one['peak']:,.0f}"),
        ("texts and tables, MB", lambda one: f"{one['tables']:,.0f}"),
        ("peak aside from them, MB", lambda one: f"{aside(one):,.0f}"),
        ("all processes together, MB", lambda one: f"{one['together']:,.0f}"),
        ("copies found", lambda one: f"{one['copies']:,}"),
        ("events", lambda one: f"{one['rows']['events']:,}"),
        ("actors", lambda one: f"{one['rows']['actors']:,}"),
    ):
        rows.append([name, *(what(one) for one in found), ""])
    return table(["seconds", *(f"{one['size']:,}" for one in found), "power"], rows)


def per_article(one: dict[str, Any], kind: str = "seconds") -> float:
    """Seconds an article of all stages but the start: imports, and the models as far as this process loads them."""
    stages = (stage for stage in one[kind] if stage not in ("imports", "model", "rest"))
    return sum(spent(one, stage, kind) for stage in stages) / one["size"]


def drawn(found: list[dict[str, Any]]) -> Figure:
    """Time an article and memory above, the corpus steps beside n log n below."""
    import matplotlib
    import numpy as np
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from analysis.views.figures import COLOURS, STYLE, WIDTH

    sizes = [one["size"] for one in found]
    with matplotlib.rc_context(fname=str(STYLE)):
        figure = Figure(figsize=(WIDTH, 6.4), layout="constrained")
        FigureCanvasAgg(figure)
        panels = figure.subplot_mosaic([["time", "memory"], ["steps", "steps"]], height_ratios=(1, 1.6))
        time, memory = panels["time"], panels["memory"]
        parts = {"extraction": ("extraction",), "corpus": STEPS, "reading, writing": ("reading", "writing")}
        below = np.zeros(len(found))
        for (name, stages), colour in zip(parts.items(), COLOURS, strict=False):
            each = [1000 * sum(spent(one, s) for s in stages) / one["size"] for one in found]
            time.bar(range(len(found)), each, 0.6, bottom=below, color=colour, label=name)
            below += each
        time.set_title("Milliseconds of the processor an article")
        time.set_xticks(range(len(found)), [f"{size:,}" for size in sizes])
        time.set_ylim(0, 1.35 * max(below))
        time.legend(loc="upper left", ncols=3)
        memory.bar(range(len(found)), [aside(one) for one in found], 0.6, color=COLOURS[0], label="all else")
        tables = [one["tables"] for one in found]
        memory.bar(range(len(found)), tables, 0.6, [aside(one) for one in found], color="#BBBBBB",
                   label="texts and tables")  # fmt: skip
        memory.set_xticks(range(len(found)), [f"{size:,}" for size in sizes])
        memory.set_ylim(0, 1.35 * max(one["peak"] for one in found))
        memory.set_title("Peak of memory, MB")
        memory.legend(loc="upper left", ncols=2)
        _steps(panels["steps"], found, exponents(found))
        for axes in (time, memory):
            axes.set_xlabel("articles")
            axes.grid(axis="y")
    return figure


def _steps(axes: Any, found: list[dict[str, Any]], powers: dict[str, float | None]) -> None:
    """The corpus steps on logarithmic axes, each with its power; grey lines grow as n log n."""
    import numpy as np

    from analysis.views.figures import COLOURS

    sizes = np.array([one["size"] for one in found], dtype=float)
    lowest = NEGLIGIBLE / 5
    for step, colour in zip((*STEPS, "corpus"), (*COLOURS[:7], "#222222"), strict=True):
        seconds = [max(lowest, spent(one, step)) for one in found]
        power = powers[step]
        label = f"{'all of them' if step == 'corpus' else step}: power {power:.2f}" if power else step
        axes.plot(
            sizes, seconds, "o-", color=colour, markersize=4, linewidth=2 if step == "corpus" else 1.2, label=label
        )
    highest = max(spent(one, "corpus") for one in found)
    for top in (highest, highest / 10, highest / 100):
        guide = sizes * np.log(sizes)
        axes.plot(sizes, 1.6 * top * guide / guide[-1], "--", color="#AAAAAA", linewidth=0.9, zorder=0)
    axes.plot([], [], "--", color="#AAAAAA", linewidth=0.9, label="grows as n log n")
    axes.set(xscale="log", yscale="log", xlabel="articles", ylim=(lowest, 20 * highest))
    axes.set_xticks(sizes, [f"{size:,.0f}" for size in sizes])
    axes.minorticks_off()
    axes.set_title("Seconds of the corpus steps (of the processor)")
    axes.grid(True)
    axes.legend(loc="upper left", ncols=3)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--processes", type=int, default=1, help="one unless told: others load a model each")
    parser.add_argument("--shared", action="store_true", help="articles of a smaller size are not extracted again")
    parser.add_argument("--again", action="store_true", help="measure what is kept anew")
    parser.add_argument("--publish", action="store_true", help="put table and figure into docs/")
    given = parser.parse_args()
    HOME.mkdir(parents=True, exist_ok=True)
    sizes = sorted(given.sizes)
    found = [measured(size, sizes[-1], given.processes, given.shared, given.again) for size in sizes]
    last = measured(sizes[0], sizes[-1], given.processes, False, again=True, keep=False)
    each = 1000 * per_article(last, "cpu")
    drift = f"{sizes[0]:,} articles once more at the end: {each:.1f} ms of the processor an article."
    figure = (DOCUMENT.parent if given.publish else RESULTS) / "growth.png"
    drawn(found).savefig(figure, dpi=150)
    report("growth", f"{shown(found)}\n\n{drift}\n\n![What grows with the corpus](growth.png)", given.publish)


if __name__ == "__main__":
    main()
