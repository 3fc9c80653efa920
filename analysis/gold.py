"""Where the articles lie that people have read and annotated (gold), and what they found in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from analysis.storage import REPOSITORY

HOME = REPOSITORY.resolve()
SAMPLE = HOME / "data" / "gold"


def gold_folders(root: Path | None = None) -> tuple[list[Path], list[Path]]:
    """The gold folders present, and those absent: of the sample, of the test articles, of ``../shared``."""
    root = root or HOME
    reference = root.parent / "shared" / "reference"
    parents = (root / "data", root / "tests" / "articles", reference / "communications", reference / "articles")
    folders = [parent / "gold" for parent in parents]
    present = [folder for folder in folders if folder.is_dir()]
    return present, [folder for folder in folders if folder not in present]


def articles_folder(gold_folder: Path) -> Path:
    """Where the articles of a gold folder lie: in ``articles`` beside it, else in its parent."""
    beside = gold_folder.parent / "articles"
    return beside if beside.is_dir() else gold_folder.parent


def short_name(gold_folder: Path) -> str:
    """A gold folder by the one or two folders above it, as the head of a column."""
    parent = gold_folder.resolve().parent
    inside = parent.is_relative_to(HOME)
    return str(parent.relative_to(HOME) if inside else Path(*parent.parts[-2:]))


def read_gold(folder: Path) -> dict[str, dict[str, Any]]:
    """The annotation of each article, by the stem of its file name."""
    found = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(Path(folder).glob("*.json"))}
    if not found:
        raise FileNotFoundError(f"{folder}: no gold (*.json) in this folder")
    return found
