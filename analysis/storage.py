"""The cache of findings, the tables as files, and the names of what they were made from."""

from __future__ import annotations

import csv
import getpass
import hashlib
import os
import re
import shutil
import time
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from importlib import metadata
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd
from platformdirs import user_cache_path

from .datasets import as_parquet, rows_at_once, write_dataset
from .heap import give_back, sparing
from .schema import Tables
from .writing import write_together, write_whole

if TYPE_CHECKING:
    from openpyxl import Workbook

REPOSITORY = Path(__file__).parent.parent
FORMATS = ("csv", "parquet", "xlsx", "dataset")
_VERSION = re.compile("[0-9a-f]{12}")  # no other folder is ever deleted
_A_MONTH = 30 * 24 * 3600.0
_SEAL = 64  # hexadecimal digits
SAME_TIME = datetime(2000, 1, 1)  # written into every workbook, so that the same rows are the same bytes
XML_CANNOT_HOLD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # the wide signs run where Excel is Japanese or Chinese


def source_folder() -> Path:
    """The folder of articles: the one that ARTICLES names, else the sample corpus."""
    return Path(os.environ.get("ARTICLES") or REPOSITORY / "data" / "articles")


def output_folder(kind: str) -> Path:
    """The folder for "figures" or "reports": the one that FIGURES or REPORTS names, else beside the notebooks."""
    return Path(os.environ.get(kind.upper()) or REPOSITORY / kind)


def corrections_folder(source: Path) -> Path:
    """Where the user's word on the articles is kept: ``corrections`` inside their folder; beside it for the sample."""
    folder = source if source.is_dir() else source.parent
    beside = folder.resolve() == (REPOSITORY / "data" / "articles").resolve()
    return (folder.parent if beside else folder) / "corrections"


def cache_folder() -> Path:
    """Where what can be made again is kept, of all folders of articles."""
    return user_cache_path("who-to-whom", appauthor=False)


def login_name() -> str:
    """Who works at this machine; empty where a container knows no user of this number."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def fingerprint(tables: Tables) -> str:
    """Eight hexadecimal digits that name the corpus: equal for equal articles, whatever their order."""
    return short_hash(*sorted(tables.articles["article_id"]))[:8]


def version() -> str:
    """The library and its version, as every export names it."""
    try:
        return f"who-to-whom {metadata.version('who-to-whom')}"
    except metadata.PackageNotFoundError:  # run from its folder, without having been installed
        declared = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
        return f"who-to-whom {declared['project']['version']}"


def short_hash(*parts: object) -> str:
    """Twelve hexadecimal digits of the parts: an id that is the same on every run."""
    return long_hash(*parts)[:12]


def long_hash(*parts: object) -> str:
    """As many digits as keep many millions of texts apart."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()


def sealed(pieces: Iterable[bytes], purpose: str) -> Iterator[bytes]:
    """The pieces, and behind them a checksum over what they are for and what they hold."""
    digest = hashlib.sha256(purpose.encode())
    for piece in pieces:
        digest.update(piece)
        yield piece
    yield digest.hexdigest().encode()


def unsealed(path: Path, purpose: str) -> memoryview:
    """What was sealed for this purpose; raises OSError, or ValueError where it was not, or is damaged."""
    kept = memoryview(path.read_bytes())
    content, seal = kept[:-_SEAL], kept[-_SEAL:]
    digest = hashlib.sha256(purpose.encode())
    digest.update(content)
    if digest.hexdigest().encode() != seal:
        raise ValueError(f"{path} is not what was kept")
    return content


class Cache:
    """Findings by the hash of the text they were made from; JSON files, safe to share and to delete.

    Each begins with a checksum over what it is for and what it holds: what is cut off, garbled, of another article or
    another version is as if it were not there.
    """

    def __init__(self, version: str, folder: Path | None = None):
        self.version = version
        self.folder = (folder or cache_folder()) / "findings" / version

    def forget_others(self) -> None:
        """Delete the findings of versions that nobody used for a month; this one is in use, as its time now says.

        Safe beside other runs: to whom they are gone they are as if they had never been made.
        """
        with suppress(OSError):
            os.utime(self.folder)
        with suppress(OSError):
            for other in self.folder.parent.iterdir():
                with suppress(OSError):
                    unused = time.time() - other.lstat().st_mtime > _A_MONTH
                    if unused and other != self.folder and _VERSION.fullmatch(other.name):
                        shutil.rmtree(other, ignore_errors=True)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"

    def _opening(self, key: str, value: bytes) -> bytes:
        checksum = hashlib.sha256(b"\x1f".join((self.version.encode(), key.encode(), value))).hexdigest()
        return b'{"checksum":"%s","findings":' % checksum.encode()

    def get(self, key: str) -> bytes | None:
        """The JSON that was kept, or None where there is nothing, or not what was kept."""
        path = self._path(key)
        try:
            content = path.read_bytes() if path.is_file() else b""
        except OSError:
            return None
        value = content[len(self._opening(key, b"")) : -1]
        return value if content == self._opening(key, value) + value + b"}" else None

    def put(self, key: str, value: bytes) -> None:
        """Keep the JSON; a cache that cannot be written to is only slow."""
        with suppress(OSError):
            write_whole(self._path(key), self._opening(key, value) + value + b"}", lasting=False)


def neutral(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with an apostrophe before each text that a spreadsheet would run as a formula."""
    text = [c for c in frame.columns if pd.api.types.is_string_dtype(frame[c].dtype)]
    runs = {c: frame[c].str.startswith(_FORMULA, na=False) for c in text}
    return frame.assign(**{c: frame[c].where(~rows, "'" + frame[c]) for c, rows in runs.items() if rows.any()})


def as_csv(frame: pd.DataFrame, *, header: bool = True) -> str:
    """The frame as CSV that no spreadsheet runs.

    Text is quoted throughout: a bare carriage return would else begin a new row, and a formula in it.
    """
    return neutral(frame).to_csv(
        index=False, header=header, lineterminator="\n", date_format="%Y-%m-%d", quoting=csv.QUOTE_NONNUMERIC
    )


@sparing()
def write_tables(tables: Tables, folder: Path, format: str = "csv") -> list[Path]:
    """One file a table in the folder (one workbook for xlsx, a folder for dataset); all are written whole, or none."""
    if format not in FORMATS:
        raise ValueError(f"format {format!r} is not one of {', '.join(FORMATS)}")
    if format == "dataset":
        return write_dataset(tables, folder)
    return write_together(_as_files(tables, folder, format))


def _as_files(tables: Tables, folder: Path, format: str) -> Iterator[tuple[Path, Iterable[bytes]]]:
    if format == "xlsx":
        writer = pd.ExcelWriter(BytesIO(), engine="openpyxl")
        for name, frame in tables:
            for_cells(frame).to_excel(writer, sheet_name=name, index=False)
        yield folder / "tables.xlsx", [packed(writer.book)]
        return
    for name, frame in tables:
        yield folder / f"{name}.{format}", as_parquet(frame) if format == "parquet" else _lines(frame)


def _lines(frame: pd.DataFrame) -> Iterator[bytes]:
    """The CSV of the frame, some thousand rows at a time."""
    rows = rows_at_once(frame)
    for first in range(0, max(len(frame), 1), rows):
        yield as_csv(frame[first : first + rows], header=first == 0).encode()
        give_back()


def for_cells(frame: pd.DataFrame) -> pd.DataFrame:
    """What a worksheet can hold and does not run: no control characters, at most 32,767 characters a cell."""
    text = [c for c in frame.columns if pd.api.types.is_string_dtype(frame[c].dtype)]
    printable = {c: frame[c].str.replace(XML_CANNOT_HOLD, "", regex=True) for c in text}
    safe = neutral(frame.assign(**printable))  # afterwards: what stood behind a control character now stands first
    return safe.assign(**{c: safe[c].str.slice(0, 32_767) for c in text})


def packed(book: Workbook) -> bytes:
    """The workbook as a file, without the time at which it was made: the same cells are the same bytes."""
    from openpyxl.writer.excel import ExcelWriter

    book.properties.created = book.properties.modified = SAME_TIME
    dated, undated = BytesIO(), BytesIO()
    ExcelWriter(book, ZipFile(dated, "w", ZIP_DEFLATED)).save()
    with ZipFile(dated) as old, ZipFile(undated, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            new.writestr(ZipInfo(name, SAME_TIME.timetuple()[:6]), old.read(name), ZIP_DEFLATED)
    return undated.getvalue()
