"""Files that the library writes: the cache of findings, tables, and the names of what they were made from."""

from __future__ import annotations

import csv
import errno
import getpass
import hashlib
import json
import os
import re
import tempfile
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pandas as pd
from platformdirs import user_cache_path

from .schema import Tables

REPOSITORY = Path(__file__).parent.parent
FORMATS = ("csv", "parquet", "xlsx")
XML_CANNOT_HOLD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_THE_WAY = {
    errno.EEXIST: "a file stands where a folder is needed",
    errno.ENOTDIR: "a file stands where a folder is needed",
    errno.EISDIR: "a folder stands where a file is needed",
    errno.EACCES: "you have no permission for it; choose another place",
    errno.EPERM: "you have no permission for it; choose another place",
    errno.EROFS: "nothing can be written there; choose another place",
    errno.ENOSPC: "the disk is full",
    errno.ENAMETOOLONG: "the name is too long",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def refusal(error: Exception) -> str:
    """What went wrong, as one says it to a person: "figures: a file stands where a folder is needed"."""
    if not isinstance(error, OSError) or error.errno not in _IN_THE_WAY:
        return str(error)
    where = error.filename2 or error.filename  # the second one is the file that was to be replaced
    return f"{where}: {_IN_THE_WAY[error.errno]}" if where else _IN_THE_WAY[error.errno]


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
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def write_whole(path: Path, content: bytes) -> None:
    """The content under that name, or nothing: a reader never sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, 0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The mask of the process: a temporary file is private, what it becomes is not."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


class Cache:
    """Findings by the hash of the text they were made from; JSON files, safe to share and to delete."""

    def __init__(self, version: str, folder: Path | None = None):
        self.folder = (folder or user_cache_path("who-to-whom", appauthor=False)) / "findings" / version

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"

    def get(self, key: str) -> dict[str, Any] | None:
        """What was kept, or None where there is nothing or it cannot be read."""
        try:
            return json.loads(self._path(key).read_bytes())
        except (OSError, ValueError, RecursionError):
            return None

    def put(self, key: str, value: dict[str, Any]) -> None:
        """Keep the value; a cache that cannot be written to is only slow."""
        try:
            write_whole(self._path(key), json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode())
        except OSError:
            return


def neutral(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with an apostrophe before each text that a spreadsheet would run as a formula."""
    text = [c for c in frame.columns if pd.api.types.is_string_dtype(frame[c].dtype)]
    return frame.assign(
        **{c: frame[c].where(~frame[c].str.startswith(_FORMULA, na=False), "'" + frame[c]) for c in text}
    )


def as_csv(frame: pd.DataFrame) -> str:
    """The frame as CSV that no spreadsheet runs.

    Text is quoted throughout: a bare carriage return would else begin a new row, and a formula in it.
    """
    return neutral(frame).to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d", quoting=csv.QUOTE_NONNUMERIC)


def write_tables(tables: Tables, folder: Path, format: str = "csv") -> list[Path]:
    """One file a table in the folder (one workbook for xlsx); each is written whole or not at all."""
    if format not in FORMATS:
        raise ValueError(f"format {format!r} is not one of {', '.join(FORMATS)}")
    folder.mkdir(parents=True, exist_ok=True)
    if format == "xlsx":
        path = folder / "tables.xlsx"
        with tempfile.TemporaryDirectory(dir=folder, prefix=".writing-") as scratch:
            workbook = Path(scratch) / path.name
            with pd.ExcelWriter(workbook, engine="openpyxl") as writer:
                for name, frame in tables:
                    for_cells(frame).to_excel(writer, sheet_name=name, index=False)
            workbook.replace(path)
        return [path]
    paths = []
    for name, frame in tables:
        path = folder / f"{name}.{format}"
        write_whole(path, frame.to_parquet(index=False) if format == "parquet" else as_csv(frame).encode())
        paths.append(path)
    return paths


def for_cells(frame: pd.DataFrame) -> pd.DataFrame:
    """What a worksheet can hold and does not run: no control characters, at most 32,767 characters a cell."""
    text = [c for c in frame.columns if pd.api.types.is_string_dtype(frame[c].dtype)]
    printable = {c: frame[c].str.replace(XML_CANNOT_HOLD, "", regex=True) for c in text}
    safe = neutral(frame.assign(**printable))  # afterwards: what stood behind a control character now stands first
    return safe.assign(**{c: safe[c].str.slice(0, 32_767) for c in text})
