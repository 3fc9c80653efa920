"""Side by side on the same texts: ours, the bare parser, textacy: ``python -m benchmarks.speed [--texts FOLDER]``.

Each is a whole process, files to tables on disk for ours; the others are given the texts as we read them, in one file.
They run in turn, several rounds, and each ratio is the median of those to the bare parser of the same round.  Times
differ from machine to machine and hour to hour; the ratios are what to compare.  A benchmark that was stopped goes on
where it was.  textacy has an environment of its own, ``.venv-peers``, made from ``benchmarks/peers.txt``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.running import DOCUMENT, RESULTS, ROOT, of, python, report, run, state, table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HOME = RESULTS / "bench"
PEERS = ROOT / ".venv-peers"
OURS = """
import sys
from pathlib import Path
from analysis.pipeline import build
from analysis.storage import write_tables
folder, out, engine = sys.argv[1:]
write_tables(build(Path(folder), engine=int(engine) or None, progress=False), Path(out))
"""
BARE = "bare parser"


class Contender(NamedTuple):
    """One of those that are compared: its name, whether it runs in every round or once, and its command."""

    name: str
    every: bool
    command: list[str]
    environment: dict[str, str]
    fresh: bool = False  # its cache is emptied before


def contenders(folder: Path, texts: Path, peer: Path | None) -> list[Contender]:
    """In the order in which they run; the bare parser that ratios refer to is the first."""
    bare, ours = python("bare", texts), [sys.executable, "-c", OURS, str(folder), str(HOME / "out")]
    environment = dict(of(ROOT, HOME / "cache"))
    found = [
        Contender(BARE, True, bare, {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}),
        Contender("ours, one process", True, [*ours, "1"], environment, fresh=True),
        Contender("ours, all cores", True, [*ours, "0"], environment, fresh=True),
        Contender("ours, nothing changed", True, [*ours, "0"], environment),
        Contender("bare parser, all BLAS threads", False, bare, {}),
        Contender("bare parser, its defaults", False, [*bare, "--defaults"], {}),
    ]
    if peer:
        command = [str(peer), "-P", str(ROOT / "benchmarks" / "peer_textacy.py"), str(texts)]
        found.append(Contender("textacy, direct quotes", False, command, found[0].environment))
    return found


def peers() -> Path | None:
    """The Python of the peers' environment, made now if it is not there; None, with a word why, if it cannot be."""
    at = PEERS / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    needs = ROOT / "benchmarks" / "peers.txt"
    if not (PEERS / "ready").is_file():
        uv = shutil.which("uv")
        make = [uv, "venv", "--quiet", "--clear"] if uv else [sys.executable, "-m", "venv", "--clear"]
        install = (
            [uv, "pip", "install", "--quiet", "--python", str(at)] if uv else [str(at), "-m", "pip", "install", "-q"]
        )
        python_of = ["--python", sys.executable] if uv else []
        for command in ([*make, *python_of, str(PEERS)], [*install, "-r", str(needs)]):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"textacy is left out, its environment cannot be made: {done.stderr.strip()[-300:]}", flush=True)
                return None
        (PEERS / "ready").touch()
    return at


def measured(given: argparse.Namespace) -> list[dict[str, Any]]:
    """One row a run, read from the file of this benchmark as far as it was run before."""
    HOME.mkdir(parents=True, exist_ok=True)
    kept, folder = HOME / "runs.jsonl", given.texts and given.texts.resolve()
    settings = {"state": state(), "texts": str(folder or given.articles), "rounds": given.rounds}
    rows = [json.loads(line) for line in kept.read_text("utf-8").splitlines()] if kept.is_file() else []
    if given.again or not rows or rows[0] != settings:
        shutil.rmtree(HOME)
        HOME.mkdir()
        rows = [settings]
        kept.write_text(json.dumps(settings) + "\n", encoding="utf-8")
    if folder is None and not (folder := HOME / "texts").is_dir():
        from benchmarks.invented_news import write

        write(folder, given.articles)
    texts = HOME / "texts.jsonl"
    if not texts.is_file():
        run(python("gold_quotes", "texts", folder, texts), **of(ROOT, HOME / "cache"))
    field = contenders(folder, texts, None if given.no_peers else peers())
    done = {(row["name"], row["round"]) for row in rows[1:]}
    for number in range(given.rounds):
        for one in field:
            if (one.name, number) in done or not (one.every or number == 0):
                continue
            if one.fresh:
                shutil.rmtree(HOME / "cache", ignore_errors=True)
            cost = run(one.command, **one.environment)
            row = {"name": one.name, "round": number, "seconds": cost.seconds, "cpu": cost.cpu, "peak": cost.peak}
            with kept.open("a", encoding="utf-8") as out:
                out.write(json.dumps(row) + "\n")
            rows.append(row)
            print(f"round {number + 1} of {given.rounds}: {one.name:30s} {cost.seconds:7.1f} s", flush=True)
    return rows[1:]


def compared(rows: list[dict[str, Any]], articles: int) -> list[dict[str, Any]]:
    """One row a contender: medians of its runs, and of its ratios to the bare parser of the same round."""
    by_name: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_name[row["name"]].append(row)
    bare = {row["round"]: row for row in by_name[BARE]}
    found = []
    for name, runs in by_name.items():
        median = {key: statistics.median(row[key] for row in runs) for key in ("seconds", "cpu", "peak")}
        ratio = statistics.median(row["seconds"] / bare[row["round"]]["seconds"] for row in runs)
        found.append({"name": name, "runs": len(runs), **median, "rate": articles / median["seconds"], "ratio": ratio})
    return found


def quotes(peer: Path | None) -> dict[str, Any]:
    """Quotes with their speaker on the annotated articles: the scores of ours and of textacy."""
    texts, found = HOME / "gold.jsonl", HOME / "gold-quotes.jsonl"
    environment = of(ROOT, HOME / "gold-cache")
    run(python("gold_quotes", "texts", texts), **environment)
    if peer:
        said = run([str(peer), "-P", str(ROOT / "benchmarks" / "peer_textacy.py"), str(texts), str(found)]).said
        told = json.loads(said)
        print(f"textacy: {told['quotes']} quotes, {told['refused']} articles refused for odd quotation marks")
    scored = run(python("gold_quotes", "score", *([found] if peer else [])), **environment)
    return json.loads(scored.said.splitlines()[-1])


def shown(found: list[dict[str, Any]], scores: dict[str, Any]) -> str:
    """The table; what finds no quotes has no scores."""
    rows = []
    for one in found:
        who = "ours" if one["name"].startswith("ours") else "peer" if one["name"].startswith("textacy") else ""
        score = scores[who]["quotes with speaker"] if who else {}
        marks = [f"{score[key]:.2f}" if score else "–" for key in ("precision", "recall", "f1")]
        cells = [f"{one['seconds']:.1f}", f"{one['ratio']:.2f}", f"{one['rate']:.1f}", f"{one['peak']:,.0f}"]
        rows.append([one["name"], str(one["runs"]), *cells, *marks])
    return table(["", "runs", "seconds", "ratio", "articles/s", "peak MB", "P", "R", "F1"], rows)


def drawn(found: list[dict[str, Any]], scores: dict[str, Any]) -> Figure:
    """Articles a second, peak memory and F1 of quotes with their speaker, a row for each contender."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from analysis.views.figures import COLOURS, STYLE, WIDTH

    names = [one["name"] for one in found]
    who = ["ours" if name.startswith("ours") else "peer" if name.startswith("textacy") else "" for name in names]
    colours = [COLOURS[0] if one == "ours" else COLOURS[1] if one == "peer" else "#AAAAAA" for one in who]
    f1 = [scores[one]["quotes with speaker"]["f1"] if one else 0.0 for one in who]
    panels = (
        ("Articles a second", [one["rate"] for one in found], "{:,.3g}"),
        ("Peak memory, MB", [one["peak"] for one in found], "{:,.0f}"),
        ("F1 of quotes", f1, "{:.2f}"),
    )
    with matplotlib.rc_context(fname=str(STYLE)):
        figure = Figure(figsize=(WIDTH, 0.9 + 0.32 * len(found)), layout="constrained")
        FigureCanvasAgg(figure)
        for number, (axes, (title, values, form)) in enumerate(zip(figure.subplots(1, 3), panels, strict=True)):
            places = range(len(found))
            if number == 0:  # a bar on a logarithmic axis has no length of its own
                axes.scatter(values, places, s=30, color=colours, zorder=3)
                axes.set(xscale="log", xlim=(min(values) / 2, max(values) * 8))
                axes.set_yticks(places, names)
                axes.grid(axis="y")
            else:
                axes.barh(places, values, 0.65, color=colours)
                axes.set(xlim=(0, max(values) * 1.35), yticks=[])
            for place, value in enumerate(values):
                said, colour = (form.format(value), "#333333") if value else ("finds no quotes", "#888888")
                axes.annotate(said, (value or 0, place), (6, 0), textcoords="offset points", va="center", fontsize=7.5,
                              color=colour)  # fmt: skip
            axes.set(ylim=(len(found) - 0.5, -0.5), title=title)
            axes.xaxis.set_visible(False)
            axes.spines["bottom"].set_visible(False)
    return figure


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=600, help="so many invented ones; 600 unless told")
    parser.add_argument("--texts", type=Path, help="a folder of articles instead")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-peers", action="store_true", help="without textacy")
    parser.add_argument("--again", action="store_true", help="run anew what was run before")
    parser.add_argument("--publish", action="store_true", help="put table and figure into docs/")
    given = parser.parse_args()
    rows = measured(given)
    with (HOME / "texts.jsonl").open(encoding="utf-8") as lines:
        articles = sum(1 for _ in lines)
    scores = quotes(None if given.no_peers else peers())
    found = compared(rows, articles)
    figure = (DOCUMENT.parent if given.publish else RESULTS) / "bench.png"
    drawn(found, scores).savefig(figure, dpi=150)
    said = (
        f"{articles} articles; medians; ratio: seconds to those of the bare parser in the same round; P, R, F1: quotes "
        f"with their speaker, {scores['ours']['quotes']['gold']:.0f} in {scores['articles']} annotated articles."
    )
    picture = "![Ours, the bare parser and textacy side by side](bench.png)"
    report("bench", f"{shown(found, scores)}\n\n{said}\n\n{picture}", given.publish)

    import pandas as pd

    pd.DataFrame(found).to_csv(RESULTS / "bench.csv", index=False)


if __name__ == "__main__":
    main()
