"""What the library writes is whole or not there, whatever fails, and what is in the way is said in words."""

from __future__ import annotations

import ast
import errno
import os
import re
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from analysis import writing
from analysis.refusals import Refusal, Unwritable, refusal
from analysis.writing import see_that_one_can_write, write_together, write_whole

ROOT = Path(__file__).parents[1]
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has other locks, links and signals")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def old(tmp_path) -> dict[str, bytes]:
    """Three files of an earlier run."""
    write_together((tmp_path / name, b"old") for name in "abc")
    return contents(tmp_path)


def new_ones(folder: Path, *names: str) -> None:
    write_together([(folder / name, b"new") for name in names or "abc"])


def failing(kind: int):
    def fail(*_, **__):
        raise OSError(kind, os.strerror(kind))

    return fail


# -- whole ---------------------------------------------------------------------------------------------------------


def test_a_file_appears_whole_in_a_folder_that_is_made_for_it(tmp_path):
    write_whole(tmp_path / "new" / "file.txt", b"content")
    assert contents(tmp_path / "new") == {"file.txt": b"content"}


def test_a_written_file_can_be_read_by_whoever_may_read_new_files(tmp_path):
    (tmp_path / "plain.txt").write_text("")
    write_whole(tmp_path / "whole.txt", b"")
    assert (tmp_path / "whole.txt").stat().st_mode == (tmp_path / "plain.txt").stat().st_mode


@POSIX
def test_a_link_stays_a_link_and_what_it_leads_to_is_written(tmp_path):
    (tmp_path / "shared").mkdir()
    (tmp_path / "link.csv").symlink_to(tmp_path / "shared" / "table.csv")
    write_whole(tmp_path / "link.csv", b"new")
    assert (tmp_path / "link.csv").is_symlink()
    assert contents(tmp_path / "shared") == {"table.csv": b"new"}


# -- or not at all -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
@pytest.mark.parametrize("at", range(3))
def test_a_disk_that_is_full_at_any_file_changes_none_of_them_and_is_named(tmp_path, old, monkeypatch, kind, at):
    room = iter(range(at))
    sync = os.fsync

    def synced(file):
        return sync(file) if next(room, None) is not None else failing(kind)()

    monkeypatch.setattr(os, "fsync", synced)
    with pytest.raises(Unwritable) as error:
        new_ones(tmp_path)
    assert contents(tmp_path) == old
    assert str(error.value).startswith(f"{tmp_path / 'abc'[at]}: ")
    assert "; " in str(error.value) and "Errno" not in str(error.value)


def test_a_content_that_cannot_be_made_changes_none_of_the_files(tmp_path, old):
    def made():
        yield tmp_path / "a", b"new"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_together(made())
    assert contents(tmp_path) == old


@POSIX
def test_a_file_larger_than_is_allowed_is_refused_and_nothing_is_changed(tmp_path, old):
    program = f"""
        import resource
        from pathlib import Path
        from analysis.refusals import Unwritable
        from analysis.writing import write_together
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        folder = Path({str(tmp_path)!r})
        try:
            write_together([(folder / "a", b"new"), (folder / "b", bytes(1_000_000))])
        except Unwritable as error:
            print(error)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == f"{tmp_path / 'b'}: the file is larger than is allowed there; choose another place\n"
    assert contents(tmp_path) == old


def test_a_folder_in_the_place_of_the_last_file_is_seen_before_the_first_is_replaced(tmp_path, old):
    (tmp_path / "d").mkdir()
    with pytest.raises(Unwritable, match="a folder stands where a file is needed"):
        new_ones(tmp_path, "a", "d")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b", "c", "d"]


def test_a_file_that_another_program_keeps_open_is_seen_before_the_first_is_replaced(tmp_path, old, monkeypatch):
    opened = Path.open

    def open_elsewhere(path, mode="r", *rest, **more):
        return failing(errno.EACCES)() if path.name == "c" else opened(path, mode, *rest, **more)

    monkeypatch.setattr(Path, "open", open_elsewhere)
    monkeypatch.setattr(writing, "_WINDOWS", True)
    with pytest.raises(Unwritable, match=r"c: .*you have no permission for it"):
        new_ones(tmp_path)
    monkeypatch.undo()
    assert contents(tmp_path) == old


def test_a_file_stands_where_a_folder_is_needed_and_is_named(tmp_path):
    (tmp_path / "taken").write_text("")
    for path in (tmp_path / "taken" / "a", tmp_path / "taken" / "deep" / "er" / "a"):
        with pytest.raises(Unwritable) as error:
            write_whole(path, b"")
        assert refusal(error.value).startswith(f"{tmp_path / 'taken'}: a file stands where a folder is needed; move it")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (errno.EACCES, "no permission"),
        (errno.EPERM, "no permission"),
        (errno.EROFS, "nothing can be written there"),
        (errno.ENOSPC, "the disk is full"),
    ],
)
def test_a_folder_that_nothing_can_be_written_to_is_named_with_a_remedy(tmp_path, monkeypatch, kind, said):
    monkeypatch.setattr(Path, "open", failing(kind))
    for write in (see_that_one_can_write, lambda folder: write_whole(folder / "a", b"")):
        with pytest.raises(Unwritable) as error:
            write(tmp_path)
        assert said in str(error.value) and "; " in str(error.value) and str(tmp_path) in str(error.value)
        assert ".writing" not in str(error.value)


def test_whether_one_can_write_is_seen_without_leaving_anything(tmp_path):
    see_that_one_can_write(tmp_path / "new" / "folder")
    assert list((tmp_path / "new" / "folder").iterdir()) == []


def test_what_went_wrong_is_said_as_to_a_person():
    assert refusal(ValueError("a view needs a name")) == "a view needs a name"
    assert refusal(OSError("no gold here")) == "no gold here"
    assert refusal(PermissionError(errno.EPERM, "x", "old", None, "new")).startswith("new: you have no permission")
    assert refusal(OSError(errno.ENOSPC, "x")) == "the disk is full; make room, then do it again"
    assert issubclass(Unwritable, (Refusal, OSError))


# -- what killed runs leave ----------------------------------------------------------------------------------------


SCRATCH = ".writing-0123456789abcdef"


def test_the_scratch_file_of_a_killed_run_is_cleared_by_the_next(tmp_path):
    (tmp_path / SCRATCH).write_bytes(b"half")
    if writing.fcntl is None:
        os.utime(tmp_path / SCRATCH, (0, 0))
    new_ones(tmp_path)
    assert sorted(contents(tmp_path)) == ["a", "b", "c"]


def test_what_is_not_surely_a_scratch_file_of_ours_stays(tmp_path):
    kept = [".writing-", ".writing-notes.txt", ".writing-0123456789ABCDEF", "x.writing-0123456789abcdef"]
    for name in kept:
        (tmp_path / name).write_bytes(b"mine")
    (tmp_path / SCRATCH).mkdir()
    new_ones(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([*kept, SCRATCH, "a", "b", "c"])


@POSIX
def test_the_scratch_file_of_a_run_that_goes_on_stays(tmp_path):
    with writing._scratch(tmp_path, b"of another run", lasting=False) as scratch:
        new_ones(tmp_path)
        assert scratch.read_bytes() == b"of another run"
    assert sorted(contents(tmp_path)) == ["a", "b", "c"]


@POSIX
def test_where_there_are_no_locks_a_scratch_file_stays_for_a_day(tmp_path, monkeypatch):
    monkeypatch.setattr(writing.fcntl, "flock", failing(errno.ENOLCK))
    (tmp_path / SCRATCH).write_bytes(b"half")
    new_ones(tmp_path)
    assert SCRATCH in contents(tmp_path)
    os.utime(tmp_path / SCRATCH, (time.time() - 100_000,) * 2)
    new_ones(tmp_path)
    assert sorted(contents(tmp_path)) == ["a", "b", "c"]


@POSIX
def test_many_who_write_and_clear_at_once_do_not_disturb_each_other(tmp_path):
    wrong: list[BaseException] = []

    def write(number: int) -> None:
        try:
            for _ in range(60):
                write_together([(tmp_path / name, b"%d" % number * 1000) for name in "abc"], lasting=False)
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert sorted(contents(tmp_path)) == ["a", "b", "c"]
    assert all(re.fullmatch(rb"(\d)\1{999}", content) for content in contents(tmp_path).values())


# -- interrupted ---------------------------------------------------------------------------------------------------


@POSIX
@pytest.mark.parametrize("at", range(3))
def test_ctrl_c_between_two_renames_waits_for_the_last(tmp_path, old, monkeypatch, at):
    replace, before = os.replace, [signal.getsignal(s) for s in (signal.SIGINT, signal.SIGTERM)]
    number = iter(range(3))

    def replaced(*paths):
        if next(number) == at:
            os.kill(os.getpid(), signal.SIGINT)
        replace(*paths)

    monkeypatch.setattr(os, "replace", replaced)
    with pytest.raises(KeyboardInterrupt):
        new_ones(tmp_path)
    assert set(contents(tmp_path).values()) == {b"new"} and len(contents(tmp_path)) == 3
    assert [signal.getsignal(s) for s in (signal.SIGINT, signal.SIGTERM)] == before


def test_ctrl_c_before_the_first_rename_changes_nothing(tmp_path, old, monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        new_ones(tmp_path)
    assert contents(tmp_path) == old


def test_a_thread_that_is_not_the_first_writes_too(tmp_path):
    thread = threading.Thread(target=new_ones, args=(tmp_path,))
    thread.start()
    thread.join()
    assert sorted(contents(tmp_path)) == ["a", "b", "c"]


# -- everywhere ----------------------------------------------------------------------------------------------------


def writes(call: ast.Call) -> bool:
    """Whether a call writes a file, as far as it can be read from the source."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    given = [*call.args, *(word.value for word in call.keywords if word.arg == "mode")]
    modes = [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return name in ("write_text", "write_bytes", "mkstemp", "NamedTemporaryFile", "TemporaryDirectory") or (
        name in ("open", "fdopen") and any(re.fullmatch("[rwaxbt+]*[wax+][bt+]*", mode) for mode in modes)
    )


def test_nothing_else_in_the_library_writes_a_file():
    writers = set()
    for module in (ROOT / "analysis").rglob("*.py"):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        if any(isinstance(node, ast.Call) and writes(node) for node in ast.walk(tree)):
            writers.add(module.name)
    assert writers == {"writing.py"}
