"""Selections kept under a name: a small JSON file each, which a person can read, change, send and delete."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from analysis.storage import corrections_folder, short_hash, write_whole
from analysis.views.selection import Selection

FORMAT = 1
DEFAULTS = {field.name: field.default for field in fields(Selection)}
LONGEST = 60  # characters of a file's name, before what tells it from others
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # to Windows these are devices


class ViewError(ValueError):
    """A view cannot be kept or read; the message says which file, what is wrong and what to do."""


def views_folder(source: Path) -> Path:
    """Where the views of a folder of articles are kept."""
    return corrections_folder(source) / "views"


def save_view(selection: Selection, name: str, folder: Path, names: Mapping[str, str] | None = None) -> Path:
    """The file that now holds the selection under that name; ``names`` are those of actors that it gives by id."""
    name = name.strip()
    if not name:
        raise ViewError("A view needs a name: give it one of at least one letter.")
    filters = {key: _plain(value) for key, value in vars(selection).items() if value != DEFAULTS[key]}
    view = {"format": FORMAT, "name": name, "sentence": selection.sentence(names), "filters": filters}
    path = folder / file_name(name)
    write_whole(path, (json.dumps(view, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode())
    return path


def load_view(name: str | Path, folder: Path) -> Selection:
    """The selection kept under that name in the folder, or in the file that is given."""
    given = Path(name)
    path = given if given.suffix == ".json" and given.is_file() else folder / file_name(str(name).strip())
    try:
        view = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        there = ", ".join(f"“{one}”" for one in saved_views(folder)) or "none yet"
        raise ViewError(f"There is no view “{name}” in {folder}; there are: {there}.") from None
    except (OSError, ValueError, RecursionError) as error:
        raise ViewError(
            f"{path} cannot be read as JSON ({error}). Mend it in an editor, or save the view anew."
        ) from error
    if not isinstance(view, dict) or not isinstance(view.get("filters"), dict):
        raise ViewError(f"{path} is no saved view: it lacks “filters”. Save the view anew.")
    if view.get("format") != FORMAT:
        raise ViewError(
            f"{path}: format {view.get('format')!r} is not {FORMAT}, the one that this version reads. "
            "Install the version that wrote it, or save the view anew."
        )
    filters = {key: _typed(path, key, value) for key, value in view["filters"].items()}
    try:
        return Selection(**filters)
    except ValueError as error:
        raise ViewError(f"{path}: {error}. Correct it in the file, or save the view anew.") from error


def saved_views(folder: Path) -> list[str]:
    """The names of the views kept in the folder; a file that cannot be read goes by its own."""
    return sorted((_name(path) for path in folder.glob("*.json")), key=str.casefold)


def file_name(name: str) -> str:
    """A name that every file system takes; what is not quite the view's own tells it from similar ones."""
    name = unicodedata.normalize("NFC", name)
    stem = "".join(letter if letter.isalnum() or letter in " -_" else "_" for letter in name)[:LONGEST].strip()
    if stem == name and not RESERVED.fullmatch(stem):
        return f"{stem}.json"
    return f"{stem} {short_hash(name)[:6]}.json".strip()


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
        meant = f"Did you mean “{close[0]}”?" if close else f"Filters are {', '.join(DEFAULTS)}."
        raise ViewError(f"{path}: there is no filter “{name}”. {meant}")
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
    raise ViewError(f"{path}: “{name}” is {json.dumps(value, ensure_ascii=False)}, where {expected} is expected.")


def _is_number(value: object, whole: bool) -> bool:
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
        return False
    return whole or (math.isfinite(value) and 0 <= value <= 1)
