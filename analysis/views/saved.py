"""Selections kept under a name: a small JSON file each, which a person can read, change, send and delete."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from analysis.refusals import Refusal
from analysis.storage import corrections_folder, short_hash
from analysis.views.selection import DEFAULTS, Selection
from analysis.writing import write_whole

FORMAT = 1
LONGEST = 60  # characters of a file's name, before what tells it from others
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # to Windows these are devices


class ViewError(Refusal, ValueError):
    """A view cannot be kept or read; the message says which file, what is wrong and what to do."""


def save(selection: Selection, name: str, source: Path, names: Mapping[str, str] | None = None) -> Path:
    """The file, beside the articles of ``source``, that now holds the selection; one of the same name gives way.

    ``names`` are those of actors that are given by id, for the sentence in the file.
    """
    name = name.strip()
    if not name:
        raise ViewError("a view needs a name: give it one of at least one letter")
    filters = {key: _plain(value) for key, value in vars(selection).items() if value != DEFAULTS[key]}
    view = {"format": FORMAT, "name": name, "sentence": selection.sentence(names), "filters": filters}
    path = _folder(source) / file_name(name)
    write_whole(path, (json.dumps(view, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode())
    return path


def load(view: str | Path, source: Path) -> Selection:
    """The selection kept under that name beside the articles of ``source``, or in that file."""
    given = Path(view)
    path = given if given.suffix == ".json" and given.is_file() else _folder(source) / file_name(str(view).strip())
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        there = ", ".join(f"“{name}”" for name in names(source)) or "none yet"
        raise ViewError(f"there is no view “{view}” in {path.parent}; there are: {there}") from None
    except (OSError, ValueError, RecursionError) as error:
        raise ViewError(f"{path} cannot be read as JSON ({error}): mend it, or save the view anew") from error
    if not isinstance(content, dict) or not isinstance(content.get("filters"), dict):
        raise ViewError(f"{path} is no saved view, for it lacks “filters”: save the view anew")
    if content.get("format") != FORMAT:
        raise ViewError(
            f"{path}: format {content.get('format')!r} is not {FORMAT}, the one that this version reads: "
            "install the version that wrote it, or save the view anew"
        )
    filters = {key: _typed(path, key, value) for key, value in content["filters"].items()}
    try:
        return Selection(**filters)
    except ValueError as error:
        raise ViewError(f"{path}: {error}: correct it in the file, or save the view anew") from error


def names(source: Path) -> list[str]:
    """The names of the views kept beside the articles of ``source``; a file that cannot be read goes by its own."""
    return sorted((_name(path) for path in _folder(source).glob("*.json")), key=str.casefold)


def file_name(name: str) -> str:
    """A name that every file system takes; what is not quite the view's own tells it from similar ones."""
    name = unicodedata.normalize("NFC", name)
    stem = "".join(letter if letter.isalnum() or letter in " -_" else "_" for letter in name)[:LONGEST].strip()
    if stem == name and not RESERVED.fullmatch(stem):
        return f"{stem}.json"
    return f"{stem} {short_hash(name)[:6]}.json".strip()


def _folder(source: Path) -> Path:
    return corrections_folder(source) / "views"


def _name(path: Path) -> str:
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["name"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return path.stem


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def _typed(path: Path, name: str, value: Any) -> Any:
    """The value of a filter as ``Selection`` takes it; ViewError where it is none."""
    if name not in DEFAULTS:
        close = get_close_matches(name, DEFAULTS, 1)
        meant = f"did you mean “{close[0]}”?" if close else f"filters are {', '.join(DEFAULTS)}"
        raise ViewError(f"{path}: there is no filter “{name}”; {meant}")
    default, expected = DEFAULTS[name], ""
    if isinstance(default, tuple):
        values = value if isinstance(value, list) else [value]
        if all(isinstance(one, str) or (one is None and name == "sources") for one in values):
            return tuple(values)
        expected = "a list of texts"
    elif name.startswith("date_"):
        try:
            return None if value is None else date.fromisoformat(value)
        except (TypeError, ValueError):
            expected = "a day as 2031-03-04"
    elif isinstance(default, bool):
        if isinstance(value, bool):
            return value
        expected = "true or false"
    elif name == "text":
        if isinstance(value, str):
            return value
        expected = "a text"
    elif value is None or _is_number(value, whole=name == "minimum_sources"):
        return value
    else:
        expected = "a whole number" if name == "minimum_sources" else "a number between 0 and 1"
    raise ViewError(f"{path}: “{name}” is {json.dumps(value, ensure_ascii=False)}, where {expected} is expected")


def _is_number(value: object, whole: bool) -> bool:
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
        return False
    return whole or (math.isfinite(value) and 0 <= value <= 1)
