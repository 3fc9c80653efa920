"""The tables of a folder as they were built last, kept for the next time that nothing in it has changed.

What tables are made from is hashed whole: the bytes of every file, the user's word on them, the code, the words it
knows and the packages it stands on.  One set of tables is kept for each folder, as Parquet in the user's cache folder,
safe to delete at any time; each file ends with a checksum over what it is for and what it holds.  Beside them is kept
what each of its files gave when it was read, for the time that only some of them have changed.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import pandas as pd
import pyarrow as pa

from . import aliases, corrections, lexicon, schema, verdicts
from .datasets import as_parquet
from .reading import columns, files
from .reading.kept import Kept, digest_of
from .schema import Tables
from .storage import cache_folder, corrections_folder, sealed, short_hash, unsealed
from .writing import write_together


def state(source: Path, corrected: bool, version: str, read: str | None = None) -> str:
    """Hash of all that the tables of a source are made from, findings of this version among it.

    ``read``: the digest of what was read, where files have been read; else they are looked at now.  Raises ReadingError
    where there is nothing to read.
    """
    found = read or digest_of(files.find_files(source))
    said = digest_of(_word_of_user(source))
    everything = f"{found} {said} {source.is_dir()} {corrected} {version} {_made_by()}"
    return hashlib.sha256(everything.encode()).hexdigest()


def load(source: Path, corrected: bool, made_from: str) -> Tables | None:
    """The tables kept for this source, if they were made from the same; None where they were not, or are damaged."""
    frames, folder = {}, _folder(source, corrected)
    for name in schema.TABLES:
        try:
            content = unsealed(folder / f"{name}.parquet", f"{made_from} {name}")
            frames[name] = schema.validate(name, pd.read_parquet(pa.BufferReader(content)))
        except (OSError, ValueError):
            return None
    return Tables(**frames)


def keep(source: Path, corrected: bool, made_from: str, tables: Tables) -> None:
    """Keep the tables in the place of older ones; where that is impossible the next run is only slower."""
    folder = _folder(source, corrected)
    files = ((folder / f"{name}.parquet", sealed(as_parquet(frame), f"{made_from} {name}")) for name, frame in tables)
    with suppress(OSError, ValueError):
        write_together(files, lasting=False)


def known(source: Path) -> Kept:
    """What the files of this source gave when they were read last."""
    return Kept(cache_folder() / "reading" / short_hash(source.resolve()), _made_by())


def _folder(source: Path, corrected: bool) -> Path:
    return cache_folder() / "tables" / short_hash(source.resolve(), corrected)


def _word_of_user(source: Path) -> Iterator[tuple[str, Path]]:
    """Name and place of each file that says how the articles are to be read, or what was wrong in the tables."""
    folder = source if source.is_dir() else source.parent
    said = corrections_folder(source)
    for path in (folder / aliases.FILE, folder / columns.FILE, said / corrections.FILE, said / verdicts.FILE):
        yield f"//{path.name}", path


@cache
def _made_by() -> str:
    """Hash of what makes tables: the code of the package but for its views, its words, all that is installed."""
    digest = hashlib.sha256(f"{sys.version} {lexicon.version()} {_installed()}".encode())
    package = Path(__file__).parent
    for path in sorted(package.rglob("*.py")):
        if package / "views" not in path.parents:
            digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def _installed() -> list[str]:
    """Names and versions of the packages that can be imported, the model among them."""
    places = [place for place in sys.path if os.path.isdir(place)]
    return sorted(
        {name for place in places for name in os.listdir(place) if name.endswith((".dist-info", ".egg-info"))}
    )
