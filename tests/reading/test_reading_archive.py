"""ZIP archives: what is in them is read as if it lay in the folder, and what could do harm is listed instead."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib

import pytest

from analysis.reading import archive, articles, content, read_articles
from analysis.reading.archive import guard
from analysis.reading.content import Content
from analysis.reading.draft import Unreadable

ONE = "Bridge reopens after call\n\nDate: 4 March 2031\nSource: Sample Wire\n\nLindqvist spoke with Brandt on Monday.\n"
TWO = "Ferry stops at noon\n\nDate: 5 March 2031\nSource: Harbour Post\n\nOkoro told the crew on Tuesday to go home.\n"
MANY = 5_000_000  # bytes that shrink to five thousand


def packed(files, method=zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive of names and contents, in this order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        for name, data in files.items() if isinstance(files, dict) else files:
            entry = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name)  # whose day is no clock's
            made.writestr(entry, data, method)
    return stream.getvalue()


def read(tmp_path, data: bytes, name="pack.zip"):
    (tmp_path / name).write_bytes(data)
    return read_articles(tmp_path)


def the_problem(tmp_path, data: bytes):
    found, problems = read(tmp_path, data)
    assert found.empty and len(problems) == 1 and problems.remedy.notna().all()
    return problems.iloc[0]


def test_every_file_of_an_archive_is_read_whatever_folder_it_is_in(tmp_path):
    inner = packed({"deep/two.txt": TWO})
    found, problems = read(tmp_path, packed({"news/": "", "news/one.txt": ONE, "more.zip": inner}))
    assert problems.empty
    assert found[["path", "part", "title", "source", "text"]].values.tolist() == [
        ["pack.zip/news/one.txt", 1, "Bridge reopens after call", "Sample Wire",
         "Bridge reopens after call\n\nLindqvist spoke with Brandt on Monday."],
        ["pack.zip/more.zip/deep/two.txt", 1, "Ferry stops at noon", "Harbour Post",
         "Ferry stops at noon\n\nOkoro told the crew on Tuesday to go home."],
    ]  # fmt: skip
    assert found.published.astype(str).tolist() == ["2031-03-04", "2031-03-05"]


def test_an_archive_is_told_by_its_content(tmp_path):
    found, problems = read(tmp_path, packed({"one.txt": ONE}), "article.txt")
    assert found.path.tolist() == ["article.txt/one.txt"] and problems.empty


def test_hidden_files_and_folders_are_passed_over_as_on_disk(tmp_path):
    files = {"one.txt": ONE, ".DS_Store": b"\0\1", "__MACOSX/._one.txt": b"\0\5", ".git/two.txt": TWO}
    found, problems = read(tmp_path, packed(files))
    assert len(found) == 1 and problems.empty


def test_an_archive_without_a_file_is_an_error_row(tmp_path):
    for files in ({}, {"folder/": ""}, {".hidden": TWO}):
        problem = the_problem(tmp_path, packed(files))
        assert problem.severity == "error" and "no article" in problem.message


@pytest.mark.parametrize(
    "name",
    ["../../one.txt", "/one.txt", "C:\\one.txt", "..\\..\\one.txt", "\\\\server\\..\\one.txt", "a/../../one.txt"],
)
def test_a_name_that_climbs_out_is_read_inside_and_noted(tmp_path, name):
    before = sorted(tmp_path.parent.rglob("*"))
    found, problems = read(tmp_path, packed({name: ONE}))
    assert len(found) == 1 and ".." not in found.path[0] and found.path[0].startswith("pack.zip/")
    assert "C:" not in found.path[0] and found.path[0].endswith("one.txt")
    assert problems.severity.tolist() == ["note"] and "lead out" in problems.message[0]
    assert sorted(tmp_path.parent.rglob("*")) == sorted([*before, tmp_path / "pack.zip"])


def test_names_of_two_files_that_are_the_same_lose_neither(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate"):
        data = packed([("one.txt", ONE), ("one.txt", TWO)])
    found, problems = read(tmp_path, data)
    assert found.part.tolist() == [1, 2] and found.title.is_unique
    assert "several files" in problems.message[0] and problems.severity.tolist() == ["note"]


def test_a_name_keeps_its_letters_whether_or_not_the_archive_says_that_it_is_utf8(tmp_path):
    flagged = packed({"Ëlan.txt": ONE})
    silent = packed({"E__lan.txt": ONE}).replace(b"E__lan", "Ëlan".encode() + b"!")
    old = packed({"E_lan.txt": ONE}).replace(b"E_lan", b"\x89lan!")  # ë in code page 437
    for data, name in ((flagged, "Ëlan.txt"), (silent, "Ëlan!.txt"), (old, "ëlan!.txt")):
        found, _ = read(tmp_path, data)
        assert found.path.tolist() == [f"pack.zip/{name}"]


def test_control_characters_and_overrides_in_a_name_are_shown_as_such(tmp_path):
    found, _ = read(tmp_path, packed({"a\x1b[31m\u202eb\n.txt": ONE}))
    assert found.path.tolist() == [r"pack.zip/a\x1b[31m\u202eb\n.txt"]


def test_corrections_and_aliases_in_an_archive_are_noted_and_are_no_articles(tmp_path):
    files = {"a/one.txt": ONE, "a/aliases.csv": "alias,name\nLindy,Lindqvist\n", "a/corrections/x.csv": "action\n"}
    found, problems = read(tmp_path, packed(files))
    assert found.path.tolist() == ["pack.zip/a/one.txt"]
    assert problems.severity.tolist() == ["note"] and "2 files of corrections" in problems.message[0]


def test_one_broken_file_of_an_archive_is_an_error_row_and_the_others_are_read(tmp_path):
    data = packed({"one.txt": ONE, "two.txt": TWO}, zipfile.ZIP_STORED).replace(b"spoke", b"spake")
    found, problems = read(tmp_path, data)
    assert found.title.tolist() == ["Ferry stops at noon"]
    assert problems[["path", "location", "severity"]].values.tolist() == [["pack.zip", "one.txt", "error"]]
    assert "CRC" in problems.message[0]


def changed(data: bytes, place: int, form: str, value: int) -> bytes:
    """The archive with another value in each entry of its directory (and none in front of the files)."""
    made = bytearray(data)
    at = made.find(content.ENTRY)
    while at >= 0:
        struct.pack_into(form, made, at + place, value)
        at = made.find(content.ENTRY, at + 46)
    return bytes(made)


def test_a_file_with_a_password_is_an_error_row_with_the_remedy(tmp_path):
    problem = the_problem(tmp_path, changed(packed({"one.txt": ONE}), 8, "<H", 1))
    assert "password" in problem.message and problem.location == "one.txt" and problem.severity == "error"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 9, 98])
def test_a_file_packed_by_an_unusual_method_is_an_error_row(tmp_path, method):
    problem = the_problem(tmp_path, changed(packed({"one.txt": ONE}), 10, "<H", method))
    assert f"number {method}" in problem.message and problem.location == "one.txt"


def test_a_link_in_an_archive_is_a_row_and_no_article_about_its_target(tmp_path):
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    problem = the_problem(tmp_path, packed([(link, "../../etc/passwd")]))
    assert "link" in problem.message and problem.location == "link.txt"


@pytest.mark.parametrize("cut", [10, 60, 150, 250])
def test_a_cut_archive_is_an_error_row(tmp_path, cut):
    problem = the_problem(tmp_path, packed({"one.txt": ONE, "two.txt": TWO})[:-cut])
    assert problem.severity == "error" and "cut off" in problem.message or "no text" in problem.message


def test_one_part_of_a_split_archive_is_an_error_row(tmp_path):
    whole = packed({"one.txt": ONE, "two.txt": TWO})
    for part in (b"PK\x07\x08" + whole[:200], whole[200:]):
        problem = the_problem(tmp_path, part)
        assert problem.severity == "error"


def test_what_stands_in_front_of_an_archive_is_counted_in_a_warning(tmp_path):
    found, problems = read(tmp_path, b"MZ\x90\0" + bytes(996) + packed({"one.txt": ONE}))
    assert len(found) == 1 and problems.severity.tolist() == ["warning"] and "1000 bytes" in problems.message[0]


@pytest.mark.parametrize(
    ("member", "named"),
    [
        ("META-INF/container.xml", "EPUB"), ("META-INF/manifest.xml", "OpenDocument"), ("META-INF/MANIFEST.MF", "JAR"),
        ("ppt/presentation.xml", "presentation"), ("Index/Document.iwa", "Pages"),
    ],
)  # fmt: skip
def test_a_document_that_is_packed_is_no_archive_of_articles(tmp_path, member, named):
    problem = the_problem(tmp_path, packed({"mimetype": "application/x", member: "<x/>", "one.txt": ONE}))
    assert named in problem.message and problem.severity == "error"


def lying(data: bytes, size: int) -> bytes:
    """An archive of one member which declares to unpack to ``size`` bytes, with the right checksum of these."""
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        begin = made.read(made.namelist()[0])[:size]
    return changed(changed(data, 24, "<L", size), 16, "<L", zlib.crc32(begin))


def overlapping(copies: int) -> bytes:
    """Many names for the same bytes: the directory says the same member again and again."""
    data = packed({"one.txt": ONE})
    start, end = data.index(content.ENTRY), data.index(b"PK\x05\x06")
    entry, last = data[start:end] * copies, bytearray(data[end:])
    struct.pack_into("<HHL", last, 8, copies % 65_536, copies % 65_536, len(entry))
    return data[:start] + entry + bytes(last)


def nested(times: int, data: bytes) -> bytes:
    for _ in range(times):
        data = packed({f"{n}.zip": data for n in range(3)})
    return data


def test_a_flat_bomb_is_refused_before_it_is_unpacked(tmp_path):
    problem = the_problem(tmp_path, packed({f"{n}.txt": b"a" * MANY for n in range(3)}))
    assert problem.severity == "error" and "ZIP bomb" in problem.message


def test_one_bomb_among_articles_is_left_out_alone(tmp_path):
    noise = bytes(zlib.crc32(b"%d" % n) % 251 for n in range(100_000))
    found, problems = read(tmp_path, packed({"one.txt": ONE, "bomb.txt": b"a" * MANY, "noise.png": b"\x89PNG" + noise}))
    assert found.title.tolist() == ["Bridge reopens after call"]
    assert problems[["location", "severity"]].dropna().values.tolist() == [["bomb.txt", "error"]]


def test_a_bomb_that_declares_less_than_it_holds_is_refused(tmp_path):
    problem = the_problem(tmp_path, lying(packed({"one.txt": b"a" * MANY}), 100))
    assert problem.severity == "error" and problem.location == "one.txt"


def test_a_file_that_declares_more_than_it_holds_is_refused(tmp_path):
    problem = the_problem(tmp_path, changed(packed({"one.txt": ONE}), 24, "<L", 900_000))
    assert problem.location == "one.txt" and problem.severity == "error"


def test_a_bomb_of_overlapping_files_is_refused(tmp_path):
    assert "overlap" in the_problem(tmp_path, overlapping(3)).message


def test_an_archive_of_very_many_files_is_refused_by_its_directory(tmp_path, monkeypatch):
    monkeypatch.setattr(content, "MOST_MEMBERS", 50)
    monkeypatch.setattr(archive, "MOST_MEMBERS", 50)
    problem = the_problem(tmp_path, packed({f"{n}.txt": f"{ONE} {n}" for n in range(51)}))
    assert "more than 50 files" in problem.message and problem.severity == "error"


def test_archives_in_archives_end_at_a_depth_and_each_that_is_left_out_is_a_row(tmp_path):
    found, problems = read(
        tmp_path, packed({"in.zip": nested(articles.DEEPEST, packed({"one.txt": ONE})), "two.txt": TWO})
    )
    assert found.path.tolist() == ["pack.zip/two.txt"]
    assert len(problems) == 3 ** (articles.DEEPEST - 1) and problems.path.is_unique
    assert problems.message.str.contains("packed in 3 archives").all() and (problems.severity == "error").all()


def test_an_archive_that_holds_itself_ends(tmp_path, monkeypatch):
    data = packed({"one.txt": ONE, "self.zip": b"PK\x03\x04 this very archive"})
    monkeypatch.setattr(archive, "unpacked", lambda made, info: data if info.filename == "self.zip" else ONE.encode())
    found, problems = read(tmp_path, data)
    assert len(found) == articles.DEEPEST
    assert problems.message.str.contains("packed in 3 archives").sum() == 1


def test_what_an_archive_holds_beyond_the_total_limit_is_an_error_row(tmp_path, monkeypatch):
    monkeypatch.setattr(articles, "MOST_BYTES", 4000)
    found, problems = read(tmp_path, packed({f"{n}.txt": f"{ONE}{n}" * 9 for n in range(20)}))
    assert 0 < len(found) < 20
    assert problems.path.tolist() == ["pack.zip"] and "the rest was left out" in problems.message[0]


def test_a_member_over_the_limit_is_an_error_row(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 1000)
    found, problems = read(tmp_path, packed({"one.txt": ONE, "two.txt": TWO * 20}))
    assert len(found) == 1 and problems.location.tolist() == ["two.txt"]


@pytest.mark.parametrize(
    "bomb",
    [
        packed({"word/document.xml": b"a" * MANY}), lying(packed({"word/document.xml": b"a" * MANY}), 100),
        overlapping(3), packed({"word/document.xml": ONE})[:-30],
    ],
)  # fmt: skip
def test_an_office_document_is_guarded_before_a_library_opens_it(bomb):
    with pytest.raises(Unreadable):
        guard(Content("article.docx", bomb))
    guard(Content("article.docx", packed({"word/document.xml": ONE})))
