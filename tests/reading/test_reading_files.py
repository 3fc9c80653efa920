"""Folders as people have them: links, pipes, names of any kind, files that move or change meanwhile."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from analysis.reading import ReadingError, files, read_articles
from analysis.reading.draft import Unreadable
from analysis.reading.files import bytes_of, find_files

POSIX = pytest.mark.skipif(os.name == "nt", reason="links, pipes and such names are not to be had on Windows")
BRIDGE = "The bridge is open."


def put(folder: Path, *names: str, text: str = BRIDGE) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def names(folder: Path) -> list[str]:
    return [name for name, _ in find_files(folder)]


def lost(folder: Path) -> dict[str, str]:
    """Message by path of the files that were not read."""
    _, problems = read_articles(folder)
    errors = problems[problems.severity == "error"]
    assert errors.remedy.notna().all()
    return dict(zip(errors.path, errors.message, strict=True))


# -- which files ---------------------------------------------------------------------------------------------------


def test_hidden_files_and_what_systems_and_offices_leave_behind_are_no_articles(tmp_path):
    put(tmp_path, ".DS_Store", "Thumbs.db", "desktop.ini", "~$lock.docx", ".git/note.txt", "__MACOSX/._a.txt")
    put(tmp_path, "sub/Desktop.ini", "sub/.writing-0a1b2c3d", "$RECYCLE.BIN/old.txt")
    with pytest.raises(ReadingError, match="has no files in it"):
        find_files(tmp_path)
    put(tmp_path, "sub/a.txt", "~a.txt", "desktop.txt")
    assert names(tmp_path) == ["desktop.txt", "sub/a.txt", "~a.txt"]


@pytest.mark.parametrize("ending", ["_files", "-Dateien", "_fichiers", ".files"])
def test_the_folder_that_a_browser_saves_beside_a_page_is_one_note(tmp_path, ending):
    page = f"<html><head><title>Bridge opens</title></head><body><p>{BRIDGE}</p></body></html>"
    put(tmp_path, "sub/Bridge opens.html", text=page)
    put(tmp_path, f"sub/Bridge opens{ending}/app.js.download", f"sub/Bridge opens{ending}/ad/ad.html", text="var a=1;")
    put(tmp_path, f"sub/Harbour{ending}/a.txt", f"Bridge opens{ending}/b.txt")
    articles, problems = read_articles(tmp_path)
    of_page = (problems.path == f"sub/Bridge opens{ending}") & problems.message.str.startswith("2 files are parts of")
    assert of_page.sum() == 1 and (problems.severity == "note").all()
    assert set(articles.path) == {"sub/Bridge opens.html", f"sub/Harbour{ending}/a.txt", f"Bridge opens{ending}/b.txt"}
    packed = shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path, "sub")
    articles, problems = read_articles(Path(packed))
    assert set(articles.path) == {f"packed.zip/sub/{name}" for name in ("Bridge opens.html", f"Harbour{ending}/a.txt")}
    assert f"sub/Bridge opens{ending}" in set(problems.location)


def test_a_folder_that_may_not_be_read_is_refused_by_name(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(ReadingError, match="cannot be opened") as error:
        find_files(put(tmp_path, "a.txt"))
    assert str(tmp_path) in str(error.value)


def test_a_subfolder_that_may_not_be_read_is_a_problem_and_the_others_are_read(tmp_path, monkeypatch):
    put(tmp_path, "a.txt", "locked/b.txt")
    listed = Path.iterdir

    def iterdir(folder):
        if folder.name == "locked":
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    assert lost(tmp_path) == {"locked": "cannot be opened: you have no permission for the folder"}
    assert read_articles(tmp_path)[0].path.tolist() == ["a.txt"]


@POSIX
def test_a_link_is_followed_out_of_the_folder_and_back_into_it_once(tmp_path):
    put(tmp_path / "elsewhere", "deep/b.txt")
    folder = put(tmp_path / "articles", "a.txt", "sub/c.txt")
    (folder / "outside").symlink_to(tmp_path / "elsewhere")
    (folder / "one.txt").symlink_to(tmp_path / "elsewhere" / "deep" / "b.txt")
    (folder / "sub" / "back").symlink_to(folder)
    (folder / "sub" / "again").symlink_to(folder / "sub")
    assert names(folder) == ["a.txt", "one.txt", "outside/deep/b.txt", "sub/c.txt"]


@POSIX
def test_links_to_nowhere_and_to_themselves_pipes_and_devices_are_problems_and_never_waited_for(tmp_path):
    put(tmp_path, "a.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "null.txt").symlink_to("/dev/null")
    os.mkfifo(tmp_path / "pipe.txt")
    found = lost(tmp_path)
    assert sorted(found) == ["gone.txt", "loop.txt", "null.txt", "pipe.txt"]
    assert "broken link" in found["gone.txt"] and "leads to itself" in found["loop.txt"]
    assert "pipe or a device" in found["null.txt"] and "pipe or a device" in found["pipe.txt"]


@POSIX
def test_a_thousand_folders_in_each_other_are_read_and_a_path_that_is_too_long_is_a_problem(tmp_path):
    put(tmp_path, "a.txt")
    here = os.open(tmp_path, os.O_RDONLY)
    try:
        for level in range(2100):
            os.mkdir("d", dir_fd=here)
            if level == 1100:
                with open(os.open("d/deep.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here), "w") as file:
                    file.write(BRIDGE)
            outer, here = here, os.open("d", os.O_RDONLY, dir_fd=here)
            os.close(outer)
        articles, _ = read_articles(tmp_path)
        (message,) = lost(tmp_path).values()
    finally:
        os.close(here)
        subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)  # what clears up after the tests goes less deep
    assert articles.path.tolist() == ["a.txt", "d/" * 1101 + "deep.txt"]
    assert "path is too long" in message


# -- names ---------------------------------------------------------------------------------------------------------


@POSIX
@pytest.mark.parametrize(
    ("name", "seen"),
    [
        (b"caf\xe9.txt", "caf\\xe9.txt"),
        ("café.txt".encode(), "café.txt"),
        (b"two\nlines\x1b[31m.txt", "two\\nlines\\x1b[31m.txt"),
        ("bridge\u202etxt.exe.txt".encode(), "bridge\\u202etxt.exe.txt"),
        ("a\u200b.txt".encode(), "a\\u200b.txt"),
        ("نامه\u200cها 🚢.txt".encode(), "نامه\u200cها 🚢.txt"),
    ],
)
def test_a_name_is_shown_as_text_that_can_be_seen_and_does_no_harm(tmp_path, name, seen):
    with open(os.fsencode(tmp_path) + b"/" + name, "w") as file:
        file.write(BRIDGE)
    articles, problems = read_articles(tmp_path)
    assert articles.path.tolist() == [seen] and set(problems.path) == {seen}


@POSIX
def test_names_that_are_no_text_stay_different_names(tmp_path):
    for name in (b"a\xe8.txt", b"a\xe9.txt", b"a\x01.txt"):
        with open(os.fsencode(tmp_path) + b"/" + name, "w") as file:
            file.write(BRIDGE)
    assert len(set(names(tmp_path))) == 3


def test_names_that_differ_only_in_case_are_two_files(tmp_path):
    put(tmp_path, "Bridge.txt")
    if (tmp_path / "bridge.txt").exists():
        pytest.skip("this file system takes them for one")
    put(tmp_path, "bridge.txt", "BRIDGE.TXT")
    articles, _ = read_articles(tmp_path)
    assert articles.path.tolist() == ["BRIDGE.TXT", "Bridge.txt", "bridge.txt"]


# -- bytes ---------------------------------------------------------------------------------------------------------


def test_a_file_that_vanishes_between_listing_and_reading_is_a_problem(tmp_path, monkeypatch):
    put(tmp_path, "a.txt", "b.txt")
    found = files.find_files(tmp_path)
    monkeypatch.setattr("analysis.reading.articles.find_files", lambda _: found)
    (tmp_path / "a.txt").unlink()
    assert lost(tmp_path) == {"a.txt": "cannot be opened: a broken link, or it was moved meanwhile"}
    assert read_articles(tmp_path)[0].path.tolist() == ["b.txt"]


def test_a_file_without_permission_is_a_problem_that_says_so(tmp_path, monkeypatch):
    put(tmp_path, "a.txt")

    def refuse(*_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(files.os, "open", refuse)
    with pytest.raises(Unreadable, match="no permission") as error:
        bytes_of(tmp_path / "a.txt")
    assert error.value.remedy == "see that you may read it"


@pytest.fixture
def writer(monkeypatch):
    """Has so many of the first looks at an open file followed by somebody's writing into it."""

    def disturb(path: Path, times: int) -> None:
        looks = iter(range(times))
        fstat = os.fstat

        def looked(file):
            found = fstat(file)
            if next(looks, None) is not None:
                with path.open("a", encoding="utf-8") as other:
                    other.write(" It rained.")
            return found

        monkeypatch.setattr(files.os, "fstat", looked)

    return disturb


def test_a_file_that_changes_while_it_is_read_is_read_once_more(tmp_path, writer):
    writer(put(tmp_path, "a.txt") / "a.txt", 1)
    assert bytes_of(tmp_path / "a.txt") == f"{BRIDGE} It rained.".encode()


def test_a_file_that_goes_on_changing_is_a_problem_and_no_half_article(tmp_path, writer):
    writer(put(tmp_path, "a.txt") / "a.txt", 2)
    with pytest.raises(Unreadable, match="changed while it was read") as error:
        bytes_of(tmp_path / "a.txt")
    assert "wait" in error.value.remedy


def test_no_more_than_so_many_bytes_are_read(tmp_path):
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(50_000_000_000)  # a file with a hole: it takes no room
    with pytest.raises(Unreadable, match=r"50000 MB; at most 10 MB"):
        bytes_of(tmp_path / "big.txt", 10_000_000)
    put(tmp_path, "small.txt")
    assert bytes_of(tmp_path / "small.txt", len(BRIDGE)) == BRIDGE.encode()


@POSIX
def test_a_pipe_that_somebody_writes_to_is_not_read_either(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    end = os.open(tmp_path / "pipe.txt", os.O_RDWR)
    os.write(end, b"text")
    with pytest.raises(Unreadable, match="pipe"):
        bytes_of(tmp_path / "pipe.txt")
    os.close(end)
