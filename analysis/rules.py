"""What the names of rules mean: the parts in ``lexicon/rules.csv``, explained for a row or as ``docs/rules.md``."""

from __future__ import annotations

from functools import cache

from . import confidence, lexicon

_KINDS = {
    "communication": ("Rules of communications", "The first part: which words report the act."),
    "to": ("The addressee", "The second part of the name of a communication: how the addressee was found."),
    "quote": ("Rules of quotes", "The first part: how the quote belongs to a word of speech."),
    "by": ("The speaker", "The last part of both: how the speaker was found."),
}
_OPENING = """\
# Rules

Written by `python -m analysis docs` from `analysis/lexicon/rules.csv` and the counts in
`analysis/lexicon/confidence.csv`; do not edit.

The column `rule` of `communications` and `quotes` says how a row was made. A name has parts, joined by "/":
`verb-say/to-default/by-pronoun` is a communication reported by a verb of saying, to nobody in particular, by a
speaker who is a pronoun in the text; `quoted/by-name` is a quotation in the clause of a word of speech, whose speaker
is named in place.

The column `confidence` is the share of rows made the same way that was right in annotated articles. It starts from
the share of all rows of the table; each part of the name, from left to right, moves it towards the share of the rows
that have the name up to there, the more so the more there are (n rows weigh n against {strength}). Where the
annotated articles do not show a name, what they show of its beginning counts, at the least the share of all rows. A
quote whose speaker is left open has confidence 0. An indirect quote counts as right where its act and speaker are:
its extent was not checked.

A row that a person has corrected or added has the rule `human` and confidence 1: a person's word is not calibrated, and
passes every filter by confidence ([corrections.md](corrections.md)).

*Right* below is how many rows with that part were right, of those in {articles} annotated articles; few rows mean
little certainty. "¶" begins a new paragraph.
"""


@cache
def parts() -> dict[str, dict[str, str]]:
    """Every kind of part, with its names and what they mean."""
    found: dict[str, dict[str, str]] = {kind: {} for kind in _KINDS}
    for row in lexicon.load("rules"):
        found[row["part"]][row["name"]] = row["meaning"]
    return found


def in_words(table: str, rule: str) -> str:
    """What a rule's name in ``communications`` or ``quotes`` means; what no list explains stays as it is."""
    meanings = {"human": "by hand", **parts()["to"], **parts()["by"], **parts()[table.removesuffix("s")]}
    return "; ".join(meanings.get(part, part) for part in rule.split("/"))


def as_markdown() -> str:
    """``docs/rules.md``: every part of a rule's name with its meaning, an example and how often it was right."""
    counts = lexicon.load("confidence")
    lines = [_OPENING.format(strength=confidence.STRENGTH, articles=len({row["article"] for row in counts}))]
    for kind, (title, opening) in _KINDS.items():
        lines += [f"## {title}", "", opening, "", "| name | meaning | example | right |", "|---|---|---|---|"]
        for row in lexicon.load("rules"):
            if row["part"] == kind:
                right = _right(kind, row["name"])
                lines.append(f"| `{row['name']}` | {row['meaning']} | {row['example']} | {right} |")
        lines.append("")
    return "\n".join(lines)


def _right(kind: str, name: str) -> str:
    """How many rows with the part were right, of how many."""
    tables = {"communication": ("communications",), "quote": ("quotes",)}.get(kind, ("communications", "quotes"))
    rows = [r for r in lexicon.load("confidence") if r["table"] in tables and name in r["rule"].split("/")]
    seen = sum(int(row["rows"]) for row in rows)
    return f"{sum(int(row['right']) for row in rows)} of {seen}" if seen else "none seen"
