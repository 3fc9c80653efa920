"""Where the time of one run goes, from files to tables on disk; run as a script by ``growth`` and ``profile``.

``stages.py FOLDER OUT RESULT [--engine N] [--fine]`` wraps functions of the library from outside: what a stage takes
is what its functions take, less the stages inside them.  Names that this state of the library lacks are passed over,
so that the same file measures an older one.  ``--fine`` also looks into the parser, which needs one process.
"""

from __future__ import annotations

import argparse
import inspect
import json
import pkgutil
import resource
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

CORPUS = {
    "duplicates": ("mark_reprints", "correct_duplicates"),
    "actors": ("join_actors",),
    "bounds and times": ("bounded", "_times"),
    "accounts": ("acts", "correct_acts", "accounts_of_act", "accounts_of_happenings", "gathered"),
    "merging": ("merge",),
    "events and claims": ("event_rows", "claimed", "merged"),
}
STAGES = [
    ("reading", "analysis.pipeline", "read_articles"),
    ("model", "analysis.reading.language", "_classifier"),
    ("model", "spacy", "load"),
    ("model", "analysis.extraction.language", "loaded"),
    ("extraction", "analysis.pipeline", "extract"),
    ("extraction", "analysis.pipeline", "find_all"),
    *((stage, "analysis.corpus", name) for stage, names in CORPUS.items() for name in names),
    ("tables", "analysis.pipeline", "assemble"),
    ("writing", "analysis.storage", "write_tables"),
    ("writing", "analysis.built", "keep"),
]
FINE = [
    ("preparing", "analysis.extraction.parser", "_prepare"),
    ("tok2vec", "analysis.extraction.embedding.Embedding", "numbers"),
    ("tok2vec", "analysis.extraction.layers.Encoder", "__call__"),
    ("scores of moves", "analysis.extraction.scorer.Scorer", "of"),
    ("parser", "analysis.extraction.language", "dependencies"),
    ("tags to words", "analysis.extraction.language.Words", "described"),
    ("ner", "analysis.extraction.language", "entities"),
    ("rules", "analysis.extraction", "_findings"),
]
AFTER = ("reading", "extraction", "tables", "writing")  # the peak of memory is noted at their ends


def peak() -> float:
    """The most memory that this process has held, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


class Clock:
    """Seconds by the clock and of the processor in each stage; an inner stage stops the outer one."""

    def __init__(self) -> None:
        self.spent: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        self.peaks: dict[str, float] = {}
        self._open = ["rest"]
        self._since = time.perf_counter(), time.process_time()
        self._thread = threading.get_ident()

    def _charge(self) -> None:
        now = time.perf_counter(), time.process_time()
        spent = self.spent[self._open[-1]]
        spent[0] += now[0] - self._since[0]
        spent[1] += now[1] - self._since[1]
        self._since = now

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """What happens within belongs to the stage; other threads' work belongs to the stage that waits for them."""
        if threading.get_ident() != self._thread:
            yield
            return
        self._charge()
        self._open.append(name)
        try:
            yield
        finally:
            self._charge()
            self._open.pop()
            if name in AFTER:
                self.peaks[name] = peak()

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time and that of what it yields in the stage."""

        @wraps(function)
        def call(*arguments: Any, **named: Any) -> Any:
            with self.stage(name):
                result = function(*arguments, **named)
            return self._each(name, result) if hasattr(result, "__next__") else result

        return call

    def _each(self, name: str, items: Iterator[Any]) -> Iterator[Any]:
        while True:
            with self.stage(name):
                try:
                    item = next(items)
                except StopIteration:
                    return
            yield item

    def wrap(self, stage: str, place: str, name: str) -> None:
        """Put the timed function in the place of the one of this name in a module or class, if there is one."""
        try:
            found = pkgutil.resolve_name(place)
            setattr(found, name, self.timed(stage, getattr(found, name)))
        except (ImportError, AttributeError):
            pass

    def wrap_parser(self) -> None:
        """Time each component of whatever model is loaded from now on."""
        import spacy

        load = spacy.load

        def loaded(*arguments: Any, **named: Any) -> Any:
            model = load(*arguments, **named)
            model.make_doc = self.timed("tokenizer", model.make_doc)
            model._components = [(name, Component(part, name, self)) for name, part in model._components]
            return model

        spacy.load = loaded  # type: ignore[assignment]


class Component:
    """A component of the parser, timed by its name."""

    def __init__(self, part: Any, name: str, clock: Clock) -> None:
        self.part, self.name, self.clock = part, name, clock

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.part, name)
        return self.clock.timed(self.name, found) if name in ("pipe", "predict", "set_annotations") else found

    def __call__(self, doc: Any) -> Any:
        with self.clock.stage(self.name):
            return self.part(doc)


def measure(folder: Path, out: Path, engine: int | None, fine: bool) -> dict[str, Any]:
    """Build and write the tables of a folder: seconds of each stage, peaks of memory, sizes of what came out."""
    start = time.perf_counter(), time.process_time()
    clock = Clock()
    with clock.stage("imports"):
        import spacy  # noqa: F401

        import analysis.pipeline as pipeline
        import analysis.storage as storage
    for stage in [*STAGES, *(FINE if fine else [])]:
        clock.wrap(*stage)
    if fine:
        clock.wrap_parser()
    told = {"engine": engine} if engine and "engine" in inspect.signature(pipeline.build).parameters else {}
    tables = pipeline.build(folder, progress=False, **told)
    storage.write_tables(tables, out)
    clock._charge()
    sizes = {name: int(frame.memory_usage(deep=True).sum()) / 2**20 for name, frame in tables}
    return {
        "articles": len(tables.articles),
        "rows": {name: len(frame) for name, frame in tables},
        "copies": int(tables.articles["duplicate_of"].notna().sum()),
        "seconds": {name: spent[0] for name, spent in clock.spent.items()},
        "cpu": {name: spent[1] for name, spent in clock.spent.items()},
        "whole": [time.perf_counter() - start[0], time.process_time() - start[1]],
        "peak": peak(),
        "peaks": clock.peaks,
        "workers_cpu": sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]),
        "tables": sum(sizes.values()),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("result", type=Path)
    parser.add_argument("--engine", type=int)
    parser.add_argument("--fine", action="store_true")
    given = parser.parse_args()
    found = measure(given.folder, given.out, given.engine, given.fine)
    given.result.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
