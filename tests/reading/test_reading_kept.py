"""Only a file that changed is read again, and what is taken from the last time is what would be read now."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis.reading import articles, read_articles
from analysis.reading.kept import Kept

FORMATS = Path(__file__).parent / "formats"
BRIDGE = "Bridge opens\n\nDate: 2031-03-04\n\nMayor Piet Hallam opened the bridge. “We waited,” he said."
FERRY = "Ferry late\n\nEnvoy Ilse Okoro said the ferry was late."


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "articles").mkdir()
    for name, text in (("a.txt", BRIDGE), ("b.txt", FERRY), ("c.txt", ""), ("d.txt", BRIDGE)):
        (tmp_path / "articles" / name).write_text(text, encoding="utf-8")
    return tmp_path / "articles"


@pytest.fixture
def read_anew(monkeypatch) -> list[str]:
    """The names of the files that a reader of a format was asked to read."""
    names: list[str] = []
    read = articles.read

    def counting(content):
        names.append(content.name)
        return read(content)

    monkeypatch.setattr(articles, "read", counting)
    return names


def kept(folder: Path, version: str = "one") -> Kept:
    return Kept(folder.parent / "kept", version)


def same(one, other) -> bool:
    for a, b in zip(one, other, strict=True):
        pd.testing.assert_frame_equal(a, b)
    return True


def test_what_is_taken_from_the_last_time_is_what_every_format_gives(tmp_path, read_anew):
    shutil.copytree(FORMATS, tmp_path / "formats")
    anew = read_articles(tmp_path / "formats")
    assert same(read_articles(tmp_path / "formats", kept=kept(tmp_path / "formats")), anew)
    read_anew.clear()
    assert same(read_articles(tmp_path / "formats", kept=kept(tmp_path / "formats")), anew)
    assert not read_anew and len(anew[0]) > 30 and anew[0]["published"].notna().any()


CHANGES = {
    "a word": (lambda folder: (folder / "b.txt").write_text(FERRY + " It rained.", encoding="utf-8"), ["b.txt"]),
    "a new file": (lambda folder: (folder / "0.txt").write_text(FERRY, encoding="utf-8"), ["0.txt"]),
    "a file less": (lambda folder: (folder / "a.txt").unlink(), []),
    "another name": (lambda folder: (folder / "b.txt").rename(folder / "2031-05-06.txt"), ["2031-05-06.txt"]),
    "what columns hold": (
        lambda folder: (folder / "columns.csv").write_text("column,holds\nbody,text\n"),
        ["a.txt", "b.txt", "c.txt", "d.txt"],
    ),
}


@pytest.mark.parametrize(("change", "anew"), CHANGES.values(), ids=CHANGES)
def test_only_what_changed_is_read_and_the_tables_are_those_of_a_first_reading(folder, read_anew, change, anew):
    read_articles(folder, kept=kept(folder))
    change(folder)
    read_anew.clear()
    found = read_articles(folder, kept=kept(folder))
    assert read_anew == anew
    assert same(found, read_articles(folder))


@pytest.mark.parametrize(
    "damage", [lambda kept: b"", lambda kept: kept[:-1], lambda kept: kept.replace(b"Ilse", b"Else")]
)
def test_what_is_damaged_or_of_another_version_is_read_again(folder, read_anew, damage):
    anew = read_articles(folder, kept=kept(folder))
    read_anew.clear()
    (folder.parent / "kept").write_bytes(damage((folder.parent / "kept").read_bytes()))
    assert same(read_articles(folder, kept=kept(folder)), anew)
    assert same(read_articles(folder, kept=kept(folder, "two")), anew)
    assert read_anew == 2 * ["a.txt", "b.txt", "c.txt", "d.txt"]


def test_a_place_that_cannot_be_written_only_costs_time(folder):
    (folder.parent / "kept").mkdir()
    assert len(read_articles(folder, kept=kept(folder))[0]) == 3


def test_the_digest_is_of_the_bytes_that_were_read(folder):
    known = kept(folder)
    read_articles(folder, kept=known)
    again = kept(folder)
    (folder / "b.txt").write_text(FERRY.replace("late", "lost"), encoding="utf-8")
    read_articles(folder, kept=again)
    assert known.digest.hexdigest() != again.digest.hexdigest()
