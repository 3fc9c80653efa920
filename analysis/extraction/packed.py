"""Findings of many articles in little memory: each as compressed JSON, unpacked when it is asked for."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping

from .findings import Findings

_JSON = json.JSONEncoder(ensure_ascii=True, check_circular=False, separators=(",", ":"))


def as_bytes(findings: Findings) -> bytes:
    """Findings as they travel and are kept: JSON, of letters that every encoding has."""
    return _JSON.encode(findings.as_json()).encode()


def packed(content: bytes) -> bytes:
    """The JSON of findings, compressed: 2 kB an article."""
    return zlib.compress(content, 1)


class Packed(Mapping[str, Findings]):
    """Findings by article_id, in the order of the articles; those of equal texts are held once.

    What one gets is made anew each time: nothing that one changes in it is kept.
    """

    def __init__(self, found: Mapping[str, bytes]):
        self._found = found

    def __getitem__(self, article_id: str) -> Findings:
        return Findings.from_json(json.loads(zlib.decompress(self._found[article_id])))

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def clear(self) -> None:
        """Let go of them all."""
        self._found = {}

    def __len__(self) -> int:
        return len(self._found)
