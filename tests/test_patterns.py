"""No text makes a regular expression of ours explode: every pattern of the package is linear or bounded."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import analysis
from tests.linear import blows_up

PACKAGE = Path(analysis.__file__).parent
USES = ("compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")
ANCHORED = {"match", "fullmatch"}
OF_COLUMNS = ("contains", "match", "fullmatch", "extract", "extractall", "findall", "count", "split", "replace")
MADE_FOR = {"_compiled": "_grammar"}  # functions that make patterns for a cached one, which is asked for them

Found = tuple[str, re.Pattern[Any], bool, bool]  # where, the pattern, searched for, matched to the end of the text


def _modules() -> Iterator[tuple[ModuleType, ast.Module, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        dotted = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        if path.name != "__main__.py":
            yield importlib.import_module(dotted), ast.parse(path.read_text(encoding="utf-8")), dotted


def _patterns() -> list[Found]:
    """Every pattern of the package, as often as it is made: named ones, those of cached functions, those in passing."""
    modules = list(_modules())
    uses = _uses_of_names([tree for _, tree, _ in modules])
    own = (_uses_of_names([tree]) for _, tree, _ in modules)
    return [
        found
        for (module, tree, dotted), private in zip(modules, own, strict=True)
        for found in _of_module(module, tree, dotted, uses | {k: v for k, v in private.items() if k.startswith("_")})
    ]


def _uses_of_names(trees: list[ast.Module]) -> dict[str, set[str]]:
    """What each name is asked to do: those that are only matched are tried at one place of a text."""
    uses: dict[str, set[str]] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                held = node.value.func if isinstance(node.value, ast.Call) else node.value
                if isinstance(held, ast.Name):
                    uses.setdefault(held.id, set()).add(node.attr)
            if isinstance(node, ast.Call):
                for argument in node.args:
                    if isinstance(argument, ast.Name):
                        uses.setdefault(argument.id, set()).add("handed on")
    return uses


def _of_module(module: ModuleType, tree: ast.Module, dotted: str, uses: dict[str, set[str]]) -> Iterator[Found]:
    made: set[str] = set()  # functions that have been asked for their patterns
    for call, function, name in _calls(tree):
        where = f"{dotted}, line {call.lineno}"
        asked = {call.func.attr}
        if asked == {"compile"}:
            asked = uses.get(name or "", {"search"}) & {*USES, "handed on"} or {"search"}
        search, whole = not asked <= ANCHORED, asked == {"fullmatch"}
        pattern = _evaluated(call, module)
        if pattern is not None:
            yield where, pattern, search, whole
        elif function is not None and _can_be_asked(function):
            if function.name not in made:
                made.add(function.name)
                asked = uses.get(function.name, set())
                for each in _within(getattr(module, function.name)()):
                    yield f"{dotted}.{function.name}", each, not asked <= ANCHORED, False
        elif function is None or function.name not in MADE_FOR:
            yield where, _with_words(call, function, where), search, whole


def _calls(tree: ast.Module) -> Iterator[tuple[Any, ast.FunctionDef | None, str | None]]:
    """Calls that make a pattern, the function that they stand in, and the name that the pattern is given."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inside = {id(node): function for function in functions for node in ast.walk(function)}
    names = {
        id(node.value): node.targets[0].id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.func.attr in USES
            column = isinstance(node.func.value, ast.Attribute) and node.func.value.attr == "str"
            regex = next((k.value.value for k in node.keywords if k.arg == "regex"), node.func.attr != "replace")
            if of_re or column and node.func.attr in OF_COLUMNS and node.args and regex:
                yield node, inside.get(id(node)), names.get(id(node))


def _evaluated(call: ast.Call, module: ModuleType) -> re.Pattern[Any] | None:
    """The pattern of a call, where it is made of what the module knows by name."""
    try:
        text = eval(compile(ast.Expression(call.args[0]), "pattern", "eval"), vars(module))
        flags = [eval(compile(ast.Expression(f), "flags", "eval"), vars(module)) for f in _flags(call)]
    except NameError:
        return None
    return text if isinstance(text, re.Pattern) else re.compile(text, *flags)


def _flags(call: Any) -> list[ast.expr]:
    named = [keyword.value for keyword in call.keywords if keyword.arg == "flags"]
    at = {"compile": 1, "search": 2, "match": 2, "fullmatch": 2, "findall": 2, "finditer": 2}.get(call.func.attr, 9)
    return named or call.args[at : at + 1]


def _can_be_asked(function: ast.FunctionDef) -> bool:
    cached = any(isinstance(d, ast.Name) and d.id == "cache" for d in function.decorator_list)
    return cached and not function.args.args


def _within(value: Any) -> Iterator[re.Pattern[Any]]:
    """Every pattern in what a function gives."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _within(each)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for each in value:
            yield from _within(each)


def _with_words(call: Any, function: ast.FunctionDef | None, where: str) -> re.Pattern[Any]:
    """The pattern with a word in each place that only a run can fill: what is put in is escaped, or made of words."""
    text = _spelt(call.args[0], function)
    assert text != "word", f"{where}: a pattern that nobody can read before it runs"
    return re.compile(text)


def _spelt(node: Any, function: ast.FunctionDef | None) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_spelt(part, function) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return _spelt(node.value, function)
    if isinstance(node, ast.Name) and function is not None:
        given = (n for n in ast.walk(function) if isinstance(n, ast.Assign) and ast.dump(n.targets[0]) == _target(node))
        return next((_spelt(assigned.value, function) for assigned in given), "word")
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join":
        return f"word{_spelt(node.func.value, function)}word"
    return "word"


def _target(name: ast.Name) -> str:
    return ast.dump(ast.Name(name.id, ast.Store()))


PATTERNS = _patterns()


@pytest.mark.parametrize(("where", "pattern", "search", "whole"), PATTERNS, ids=[found[0] for found in PATTERNS])
def test_no_text_makes_a_pattern_explode(where: str, pattern: re.Pattern[Any], search: bool, whole: bool) -> None:
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    why = blows_up(text, pattern.flags & ~re.UNICODE, search=search, whole=whole)
    assert why is None, f"{where}: {text}\n{why}"


BAD = (
    (r"(a+)+b", "double"),
    (r"(?:a|a)*b", "double"),
    (r"(?:a|ab|b)*c", "double"),
    (r"(?:ab?b?){0,30}c", "double"),  # bounded, and yet two to the thirtieth ways
    (r"(?:\w+\s*)+x", "double"),
    (r"(?:a*)*b", "empty"),
    (r"a*a*b", "begins anew"),
    (r"“.*,.*;", "begins anew"),
    (r"(?<!a)a*a*b", "cut"),
    (r"^[ab]*,?[bc]*d", "cut"),
    (r"\s+$", "begins anew"),
    (r"\w+@", "begins anew"),
    (r"“[^”]+”", "begins anew"),
    (r"<.*?>", "begins anew"),
    (r"\bA.*b", "begins anew"),
    (r"(?:\w+ )+x", "begins anew"),
    (r"a(?:[ab]*c)?", "begins anew"),
    (r"x(?=\w+y)", "looks ahead"),
)
GOOD = (
    r"a+", r"\w{1,40}@", r"(?<!\w)\w+x", r"\b\w+x", r"(?<!\s)\s+$", r"“[^“”\n]+”", r"<[^<>]*>", r"a\s+b\s+c",
    r"[^\W_]+(?:['’][^\W\d_]+)*", r"\d+(?:,\d{3})*(?:\.\d+)?", r"\n(?:[^\S\n]*\n)+", r"(?:one|two|three)\b", r"^#+ ",
)  # fmt: skip


@pytest.mark.parametrize(("pattern", "why"), BAD)
def test_the_check_refuses_what_explodes_and_says_why(pattern: str, why: str) -> None:
    assert why in str(blows_up(pattern))


@pytest.mark.parametrize("pattern", GOOD)
def test_the_check_lets_pass_what_is_linear(pattern: str) -> None:
    assert blows_up(pattern) is None


def test_a_pattern_that_is_tried_at_one_place_may_begin_with_a_repeat() -> None:
    assert blows_up(r"\w+@", search=False) is None
    assert blows_up(r"\w+\s*", search=False, whole=True) is None
    assert blows_up(r"\w+\w*", search=False, whole=True) is not None


def test_every_module_is_looked_through() -> None:
    where = " ".join(found[0] for found in PATTERNS)
    for place in ("extraction.times._grammar", "extraction.gazetteer._may_begin", "reading.encoding", "views.evidence"):
        assert f"analysis.{place}" in where
