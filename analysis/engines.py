"""Where articles are read closely: in this process, in several, in an executor of the user's or on a Dask cluster.

All of them are executors (``submit(function, arguments)`` gives a future), so that one way serves all: batches of
whole articles go out, a bounded number at a time, and findings are handed on as they come back.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import contextmanager, suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from . import extraction
from .parcels import parcels
from .refusals import Refusal

Text = tuple[str, int]  # of an article, and the length of the headline that opens it
BATCH = 50_000  # letters of the articles that go out together: about a second's work
WORTH = 100_000  # letters for which it is worth starting a process more, which takes three seconds
_OBJECTS = 100_000  # made since the last look for those that refer to themselves: some twenty articles' words
_OUT = 500  # batches that are with an executor of the user's at once: work for as many workers
_ONE_AT_A_TIME = threading.Lock()  # the parser serves one thread
_CALLED_OFF = threading.Event()  # in a process of ours: nobody waits any more for what it does
_PATIENCE = 10.0  # seconds that it then has to end of itself


class WorkersLost(Refusal, RuntimeError):
    """Processes that read articles were ended from outside again and again; what they had read is kept."""


class OtherVersion(Refusal, RuntimeError):
    """A worker has other code, words or another model than the process that asks it: its findings would be others."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """What refers to itself is looked for seldom: it would be looked for at every second word of an article."""
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def see_that_it_reads(engine: Any) -> None:
    """Raise ValueError or TypeError for what is no engine: before files are opened for it."""
    if isinstance(engine, int):
        if engine < 1:
            raise ValueError(f"{engine} processes cannot read; engine=1 reads in this one")
    elif engine is not None and not isinstance(engine, Executor) and not hasattr(engine, "get_executor"):
        raise TypeError(f"engine is a number of processes, an executor or a Dask client, not {engine!r}")


def read_batch(texts: list[Text], version: str) -> list[bytes]:
    """The findings of each article, as JSON; raises OtherVersion where they would be of another version."""
    if extraction.findings_version() != version:
        raise OtherVersion(
            "the workers have another version of the library, of its words or of its model than this process: "
            "install the same for all of them, and start them again"
        )
    if _CALLED_OFF.is_set():
        raise CancelledError
    with _ONE_AT_A_TIME, seldom_collected():
        return [extraction.as_bytes(findings) for findings in extraction.extract(texts)]


class Reading:
    """Articles to be read closely: ``letters`` by key, their text by key, and who takes what is found in them.

    Whatever ends it, all that came back by then has been handed on, and ``letters`` holds what is left.
    """

    def __init__(
        self, letters: Mapping[str, int], text_of: Callable[[str], Text], keep: Callable[[str, bytes], None]
    ) -> None:
        self.letters, self.text_of, self.keep = dict(letters), text_of, keep
        self.version = extraction.findings_version()

    def on(self, engine: Any = None) -> None:
        """Read them all: in as many processes as the work deserves, in a number of them, in an executor, with Dask."""
        if engine is None:
            engine = _deserved(sum(self.letters.values()))
        if isinstance(engine, int):
            number = min(engine, sum(1 for _ in self._batches()))
            if number > 1:
                self._in_processes(number)
            else:
                self._through(_Here(), 1)
        elif isinstance(engine, Executor):
            self._through(engine, _OUT)
        else:
            self._through(engine.get_executor(pure=False), _OUT)

    def _in_processes(self, number: int) -> None:
        """In processes of our own; when one is lost, most often for want of memory, half as many do what is left."""
        while self.letters:
            before = len(self.letters)
            try:
                with _workers(number) as executor:
                    self._through(executor, 4 * number)
            except BrokenExecutor as error:
                if number == 1 and len(self.letters) == before:
                    raise WorkersLost(
                        "a process that read articles closely was ended from outside, most often since memory ran "
                        "out; what was read is kept, and the same call goes on from there: make room, then do it again"
                    ) from error
                number = max(1, number // 2)

    def _through(self, executor: Executor, most: int) -> None:
        """Batch by batch through the executor, so many of them out at a time; what waits at the end is called off."""
        out: dict[Future[list[bytes]], list[str]] = {}

        def take(come: set[Future[list[bytes]]]) -> None:
            for future in come:
                for key, findings in zip(out[future], future.result(), strict=True):
                    self.keep(key, findings)
                    self.letters.pop(key, None)
                del out[future]

        try:
            for keys in self._batches():
                out[executor.submit(read_batch, [self.text_of(key) for key in keys], self.version)] = keys
                while len(out) >= most:
                    take(wait(out, 1, FIRST_COMPLETED).done)  # not for ever: on Windows that is deaf to Ctrl-C
            while out:
                take(wait(out, 1, FIRST_COMPLETED).done)
        finally:
            for future in out:
                future.cancel()
            take({future for future in out if future.done() and not future.cancelled() and not future.exception()})

    def _batches(self) -> Iterator[list[str]]:
        letters = dict(self.letters)  # those there get fewer meanwhile
        return parcels(letters, letters.__getitem__, BATCH)


def _deserved(letters: int) -> int:
    import joblib

    return max(1, min(letters // WORTH, joblib.cpu_count()))


class _Here(Executor):
    """This process: what is handed in is done at once."""

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(function(*arguments, **named))
        except Exception as error:
            future.set_exception(error)
        return future


@contextmanager
def _workers(number: int) -> Iterator[Executor]:
    """So many processes; none is left at the end, whatever it was, not even of this process.

    They are loky's: started anew, never copied from this process and its threads, and without running the user's
    script again, so that it needs no ``if __name__ == "__main__"``.
    """
    from joblib.externals.loky import ProcessPoolExecutor

    theirs, ours = Pipe(duplex=False)
    pool = ProcessPoolExecutor(number, initializer=_begin, initargs=(theirs,))
    try:
        with _deaf():
            pool.submit(int)  # starts them
        yield pool
    finally:
        ours.close()
        pool.shutdown()
        theirs.close()


@contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C waits; processes that are started meanwhile never hear it: it is for the one that started them."""
    if not hasattr(signal, "pthread_sigmask"):  # on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(parent: Connection) -> None:
    """First thing in a process of ours: deaf to Ctrl-C, and gone after the one that started it, whatever ended that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: Connection) -> None:
    with suppress(EOFError, OSError):
        parent.recv()  # nothing is ever sent: this ends when the other end is closed
    _CALLED_OFF.set()
    time.sleep(_PATIENCE)
    os._exit(1)
