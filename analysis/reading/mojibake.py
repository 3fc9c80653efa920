"""Text decoded wrongly before it came here ("doesnâ€™t") -> the text; what is right stays, letter by letter."""

from __future__ import annotations

import re
from collections import Counter

from ftfy import TextFixerConfig, fix_encoding
from ftfy.badness import is_bad

_LETTERS_ONLY = TextFixerConfig(explain=False)  # and no other change that the library offers
_NO_EVIDENCE = re.compile(  # the letter Ã is rare; “â€” is no word; “ATÉ AMANHÃ”
    r"(?<![^\s“„‘\"'«(])[ÃÂ](?![^ ”“’\"'».,;:)])|(?<=[“„‘\"'«])[^\x00-\x7f\s”“’»]{1,4}(?=[”“’\"'»])"
    r"|(?<=[A-ZÀ-Þ])[À-ß](?=[”“’»…—–])"
)
_PLAIN = "“”‘’—–…•\u00a0"
_SUSPECT = re.compile(  # without which nothing is bad: two such letters side by side, or one that has a rule of its own
    rf"[^\x00-\x7f](?:(?<=[\x80-\x9fŒœÃÂ])|(?<![{_PLAIN}])[^\x00-\x7f]|[^\x00-\x7f{_PLAIN}])"
)
_EXAMPLE = 40


def repaired(text: str) -> tuple[str, int, str]:
    """The text put right, how many of its words that changed, and one of them before and after."""
    if not _SUSPECT.search(text) or not is_bad(_NO_EVIDENCE.sub("", text)):
        return text, 0, ""
    right = fix_encoding(text, _LETTERS_ONLY)
    before, after = text.split(" "), right.split(" ")
    changed = Counter(before) - Counter(after)
    pairs = zip(before, after, strict=False)
    example = next((f"“{a[:_EXAMPLE]}” became “{b[:_EXAMPLE]}”" for a, b in pairs if a != b), "")
    return right, changed.total(), example
