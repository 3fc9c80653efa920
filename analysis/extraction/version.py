"""What findings depend on beside the text, as one hash: the code, the words that it asks for, the model."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

from .. import lexicon
from .language_model import model_version

_PACKAGE = Path(__file__).parents[1]
_GROUND_FLOOR = ("dates.py", "names.py", "parcels.py", "lexicon/__init__.py")  # what this room stands on
_LOADED = re.compile(r"""\bload\("(\w+)"\)""")


@cache
def findings_version() -> str:
    """Twelve hexadecimal digits: findings of another version are other findings."""
    digest = hashlib.sha256(f"{lexicon.version(*words())} {model_version()}".encode())
    for path in _sources():
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def words() -> frozenset[str]:
    """The files of the lexicon that are read for findings, by name; the others make no finding stale."""
    return frozenset(name for path in _sources() for name in _LOADED.findall(path.read_text(encoding="utf-8")))


def _sources() -> list[Path]:
    return sorted([*(_PACKAGE / "extraction").glob("*.py"), *(_PACKAGE / name for name in _GROUND_FLOOR)])
