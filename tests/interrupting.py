"""Runs the command line again and again in processes of its own, each interrupted at another moment of its writing.

Called with folders for articles, cache and tables, and moments as ``step:number:signal``: the steps of each file are
"half" written, "whole" but not yet renamed, and "renamed".  On a disk that is "full" no file can have more bytes than
that number.  Says for each moment, as a line of JSON, how the run ended
and what it left, and what the next run made of it.  One process loads the parser, once, and is copied for each run.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from analysis import extraction, pipeline
from analysis.__main__ import main

ARTICLES, CACHE, TABLES = map(Path, sys.argv[1:4])


class Moment:
    """Sends the process a signal when it takes the step for the n-th time."""

    def __init__(self, step: str, number: int, signal: int) -> None:
        self.step, self.left, self.signal = step, number, signal

    def taken(self, step: str) -> None:
        if step == self.step:
            if self.left == 0:
                os.kill(os.getpid(), self.signal)
            self.left -= 1

    def watch(self) -> None:
        if self.step == "full":
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.left, self.left))
        opened, replaced = Path.open, os.replace

        def opening(path, mode="r", *rest, **more):
            file = opened(path, mode, *rest, **more)
            return Halved(file, self) if mode == "xb" else file

        def replacing(*paths):
            self.taken("whole")
            replaced(*paths)
            self.taken("renamed")

        Path.open, os.replace = opening, replacing


class Halved:
    """A file that is written in two halves."""

    def __init__(self, file, moment: Moment) -> None:
        self.file, self.moment = file, moment

    def writelines(self, pieces: Iterable[bytes]) -> None:
        content = b"".join(pieces)
        self.file.write(content[: len(content) // 2])
        self.file.flush()
        self.moment.taken("half")
        self.file.write(content[len(content) // 2 :])

    def __getattr__(self, name):
        return getattr(self.file, name)


def run(moment: Moment | None = None) -> tuple[int, str, int]:
    """Status of one run in a process of its own (negative: killed by that signal), what it said, articles read anew."""
    end, inner = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(end)
        said, texts = StringIO(), list[str]()
        extract = extraction.extract

        def counting(pairs):
            texts.extend(text for text, _ in pairs)
            return extract(pairs)

        extraction.extract = counting
        if moment:
            moment.watch()
        with redirect_stderr(said), redirect_stdout(StringIO()):
            status = main(["tables", str(ARTICLES), "--out", str(TABLES)])
        with os.fdopen(inner, "w") as report:
            json.dump([said.getvalue().rpartition("\r")[2].strip(), len(texts)], report)
        os._exit(status)
    os.close(inner)
    with os.fdopen(end) as report:
        said, anew = json.loads(report.read() or '["", 0]')
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said, anew


def contents() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(TABLES.iterdir())}


def scratch() -> list[str]:
    return [path.name for folder in (TABLES, CACHE) for path in folder.rglob(".writing-*")]


def interrupted(moment: str, before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, object]:
    """What became of one interrupted run, and of the one after it."""
    for folder in (TABLES, CACHE):
        shutil.rmtree(folder, ignore_errors=True)
    TABLES.mkdir()
    for name, content in before.items():
        (TABLES / name).write_bytes(content)
    step, number, signal = moment.split(":")
    status, said, _ = run(Moment(step, int(number), int(signal)))
    left = {name: content for name, content in contents().items() if not name.startswith(".writing-")}
    kept = len([path for path in CACHE.rglob("*.json")])
    report = dict(
        moment=moment,
        status=status,
        said=said,
        new=sum(left[name] == after[name] != before[name] for name in after),
        half=[name for name in left if left[name] not in (before[name], after[name])],
        kept=kept,
        scratch=len(scratch()),
    )
    status, _, anew = run()
    return report | dict(again=status, anew=anew, same=contents() == after, scratch_after=scratch())


def everything() -> None:
    os.environ["XDG_CACHE_HOME"] = str(CACHE)
    pipeline.extract(pipeline.read_articles(ARTICLES)[0].head(1), progress=False)  # the parser is loaded
    last = max(ARTICLES.iterdir())
    aside = last.rename(ARTICLES.parent / last.name)
    run()
    before = contents()
    aside.rename(last)
    run()
    after = contents()
    print(json.dumps(dict(files=len(after), differ=sum(after[name] != before[name] for name in after))))
    for moment in sys.argv[4:]:
        print(json.dumps(interrupted(moment, before, after)), flush=True)


if __name__ == "__main__":
    everything()
