"""The user's ``aliases.csv`` beside the articles: which names are one actor, whatever the library would have thought.

It is read anew on every run; what was found in an article stays, and only the joining of actors is done anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from . import lexicon, names
from .schema import ACTOR_KINDS
from .sheets import Problem, Sheet, UnreadableSheet, problem, read_sheet

FILE = "aliases.csv"
_COLUMNS = ("alias", "name")
_problem = partial(problem, FILE)
_REMEDY = "Give each row an alias and a name, with the header alias,name,kind,country; the last two may stay empty."


class Target(NamedTuple):
    """The actor that an alias stands for; kind and country only where the user gives them."""

    name: str
    kind: str | None = None
    country: str | None = None


Aliases = Mapping[str, Target]


def key(name: str) -> str:
    """The form under which a name is looked up: case, accents, blanks and a leading article make no difference."""
    return " ".join(names.plain(name).replace("’", "'").split()).removeprefix("the ")


def read_aliases(source: Path) -> tuple[dict[str, Target], list[Problem]]:
    """Key of each alias to its actor, from the file in (or beside) the source; what is wrong in it, as problems."""
    path = (source if source.is_dir() else source.parent) / FILE
    if not path.is_file():
        return {}, []
    try:
        sheet = read_sheet(path)
    except UnreadableSheet as error:
        return {}, [_problem(None, str(error), "Save it as CSV in UTF-8.")]
    if not set(_COLUMNS) <= set(sheet.columns):
        message = f"The header is {', '.join(sheet.columns) or 'empty'}, not alias,name."
        return {}, [_problem("row 1", message, _REMEDY)]
    return _targets(sheet)


def _targets(sheet: Sheet) -> tuple[dict[str, Target], list[Problem]]:
    found: dict[str, Target] = {}
    problems: list[Problem] = []
    for number, row, too_long in sheet.records():
        alias, target, wrong = key(row.get("alias", "")), _target(row), _wrong(row, too_long)
        if not wrong and alias in found and found[alias] != target:
            wrong = f"{row['alias']} already stands for {found[alias].name}."
        elif not wrong and key(target.name) != alias and key(_last(target, found).name) == alias:
            wrong = f"{target.name} already stands for {row['alias']}: one of two can be the name."
        if wrong:
            problems.append(_problem(f"row {number}", f"{wrong} The row is not used.", _REMEDY))
        else:
            found[alias] = target
    return {alias: _last(target, found) for alias, target in found.items()}, problems


def _last(target: Target, found: Aliases) -> Target:
    """The end of a chain: the alias of an alias stands for what that one stands for."""
    behind = found.get(key(target.name), target)
    while key(behind.name) != key(target.name):
        target, behind = behind, found.get(key(behind.name), behind)
    return behind


def _target(row: Mapping[str, str]) -> Target:
    return Target(row.get("name", ""), row.get("kind", "").lower() or None, row.get("country", "").upper() or None)


def _wrong(row: Mapping[str, str], too_long: bool) -> str | None:
    """What is wrong with the row, if anything."""
    target = _target(row)
    if too_long:
        return "There are more cells than columns: a name with a comma in it stands in quotation marks."
    if not key(row.get("alias", "")) or not key(target.name):
        return "The alias or the name is empty."
    if target.kind and target.kind not in ACTOR_KINDS:
        return f"The kind {target.kind} is none of {', '.join(ACTOR_KINDS)}."
    if target.country and target.country not in {row["country"] for row in lexicon.load("countries")}:
        return f"{target.country} is no code of a country (three letters, as in ISO 3166)."
    return None


def unused(aliases: Aliases, spellings: Iterable[str]) -> list[Problem]:
    """A note for every alias that no actor of the articles bears."""
    borne = {key(spelling) for spelling in spellings}
    return [
        _problem(None, f"No actor of these articles is called {alias}.", "See how the table actors spells it.", "note")
        for alias in aliases
        if alias not in borne
    ]
