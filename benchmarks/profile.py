"""Where the time of a first run goes: ``python -m benchmarks.profile [--articles N] [--library CLONE] [--name NAME]``.

One process, files to tables on disk, no cache; each stage less the stages inside it.  ``--library`` measures the
library of another clone on the same texts; a result is kept under ``--name``, and those of ``--beside`` are printed
next to it.  Looking costs time too, a few parts in a hundred.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.running import RESULTS, ROOT, of, python, report, run, table

ORDER = (
    *("imports", "model", "reading", "preparing", "tokenizer", "tok2vec", "tagger", "parser", "attribute_ruler"),
    *("lemmatizer", "ner", "scores of moves", "tags to words", "rules", "extraction"),
    *("duplicates", "actors", "bounds and times"),
    *("accounts", "merging", "events and claims", "tables", "writing", "rest", "start and end"),
)
SAID = {
    "model": "models",
    "extraction": "rest of extraction",
    "tables": "rest of the corpus",
    "rest": "rest of the pipeline",
}


def profile(folder: Path, library: Path, rounds: int) -> dict[str, Any]:
    """Median seconds of the processor and by the clock in each stage, over so many runs of the library."""
    runs: list[dict[str, Any]] = []
    for number in range(rounds):
        with tempfile.TemporaryDirectory() as scratch:
            result = Path(scratch) / "result.json"
            command = python("stages", folder, Path(scratch) / "out", result, "--engine", 1, "--fine")
            whole = run(command, **of(library, Path(scratch) / "cache"))
            found = json.loads(result.read_text(encoding="utf-8"))
        found["cpu"]["start and end"] = whole.cpu - found["whole"][1]
        found["seconds"]["start and end"] = whole.seconds - found["whole"][0]
        runs.append(found)
        print(f"round {number + 1} of {rounds}: {whole.seconds:.1f} s, of the processor {whole.cpu:.1f} s", flush=True)
    stages = {stage for found in runs for stage in found["cpu"]}
    return {"articles": runs[0]["articles"]} | {
        kind: {stage: statistics.median(found[kind].get(stage, 0.0) for found in runs) for stage in stages}
        for kind in ("cpu", "seconds")
    }


def shown(found: dict[str, dict[str, Any]]) -> str:
    """Profiles beside one another: seconds of the processor and their share, stage by stage."""
    rows = []
    known = {stage for one in found.values() for stage in one["cpu"]}
    for stage in [stage for stage in ORDER if stage in known] + sorted(known - {*ORDER}):
        spent = [(one["cpu"].get(stage, 0.0), sum(one["cpu"].values())) for one in found.values()]
        cells = [cell for seconds, whole in spent for cell in (f"{seconds:.2f}", f"{seconds / whole:.0%}")]
        rows.append([SAID.get(stage, stage), *cells])
    rows.append(["**all**", *(cell for one in found.values() for cell in (f"{sum(one['cpu'].values()):.2f}", ""))])
    rows.append(["by the clock", *(c for one in found.values() for c in (f"{sum(one['seconds'].values()):.2f}", ""))])
    return table(["seconds of the processor", *(head for name in found for head in (name, "share"))], rows)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.profile", description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=300, help="so many invented ones; 300 unless told")
    parser.add_argument("--texts", type=Path, help="a folder of articles instead")
    parser.add_argument("--library", type=Path, default=ROOT, help="the clone whose library is measured; this one")
    parser.add_argument("--name", default="now", help="what the result is called; now unless told")
    parser.add_argument("--beside", nargs="*", default=[], help="names of earlier results")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--publish", action="store_true", help="put the table into docs/")
    given = parser.parse_args()
    RESULTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        texts = given.texts
        if texts is None:
            from benchmarks.invented_news import write

            write(texts := Path(scratch) / "news", given.articles)
        found = profile(texts.resolve(), given.library, given.rounds)
    (RESULTS / f"profile-{given.name}.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    earlier = {name: json.loads((RESULTS / f"profile-{name}.json").read_text("utf-8")) for name in given.beside}
    said = f"{found['articles']} articles, one process, no cache; medians of {given.rounds} runs."
    report("profile", f"{shown(earlier | {given.name: found})}\n\n{said}", given.publish)


if __name__ == "__main__":
    main()
