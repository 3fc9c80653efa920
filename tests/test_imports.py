"""Who may import whom, read from the source; and what importing the library must not do."""

import ast
import importlib.metadata
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "analysis"
ROOMS = ("reading", "extraction", "corpus", "views")
GROUND_FLOOR = (
    "schema",
    "lexicon",
    "datasets",
    "dates",
    "likeness",
    "names",
    "aliases",
    "confidence",
    "corrections",
    "estimates",
    "growing",
    "parcels",
    "refusals",
    "rules",
    "sampling",
    "sentences",
    "sheets",
    "heap",
    "storage",
    "verdicts",
    "writing",
)
HEAVY = {
    "spacy": "extraction/language*.py",
    "thinc": "extraction/language*.py",
    "matplotlib": "views/figures*.py",
    "ipywidgets": "views/widgets*.py",
    "anywidget": "views/widgets*.py",
    "icalendar": "views/timeline_formats.py",
    "bibtexparser": "views/export_bibtex.py",
    "pylatexenc": "views/export_bibtex.py",
}
MODULES = sorted(LIBRARY.rglob("*.py"))


def imported(module: Path) -> set[str]:
    """Dotted names that a module imports, wherever in it, relative ones made absolute."""
    names = set()
    package = module.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            origin = ".".join((*above, *filter(None, [node.module])))
            names |= {f"{origin}.{alias.name}" for alias in node.names}
    return names


def parts_of_the_library(module: Path) -> set[str]:
    """Rooms and modules directly under ``analysis`` that a module imports from."""
    return {name.split(".")[1] for name in imported(module) if name.startswith("analysis.")}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_stands_on_the_ground_floor_and_imports_no_other_room(room):
    allowed = {room, *GROUND_FLOOR}
    wrong = {
        str(module.relative_to(ROOT)): strangers
        for module in (LIBRARY / room).rglob("*.py")
        if (strangers := parts_of_the_library(module) - allowed)
    }
    assert not wrong


def test_the_ground_floor_imports_nothing_above_it():
    modules = [m for m in MODULES if m.relative_to(LIBRARY).parts[0].removesuffix(".py") in GROUND_FLOOR]
    assert modules
    for module in modules:
        assert parts_of_the_library(module) <= set(GROUND_FLOOR), module


def test_only_the_pipeline_joins_the_rooms_that_make_the_tables():
    joining = {m.stem for m in MODULES if len(parts_of_the_library(m) & {"reading", "extraction", "corpus"}) > 1}
    assert joining == {"pipeline"}


@pytest.mark.parametrize(("package", "place"), HEAVY.items())
def test_a_heavy_package_is_imported_in_one_place_only(package, place):
    users = {m for m in MODULES if any(name.split(".")[0] == package for name in imported(m))}
    strangers = users - set(LIBRARY.glob(place))
    assert not strangers


def test_every_package_that_the_library_imports_is_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["formats"]]
    declared = {Requirement(line).name for line in lines}
    foreign = {name.split(".")[0] for module in MODULES for name in imported(module)}
    foreign -= {"analysis", *sys.stdlib_module_names}
    homes = importlib.metadata.packages_distributions()
    assert foreign
    assert not {name for name in foreign if not declared & {home.lower() for home in homes.get(name, [])}}


def in_a_fresh_python(program: str) -> str:
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_importing_the_library_loads_neither_parser_nor_plotting():
    loaded = in_a_fresh_python("import sys, analysis; print(*sys.modules, sep='\\n')").split()
    assert not set(HEAVY) & set(loaded)


def test_importing_any_module_reads_no_table_and_no_article():
    names = [".".join(m.relative_to(ROOT).with_suffix("").parts) for m in MODULES if m.stem != "__main__"]
    program = (
        "import importlib, sys\n"
        "def note(event, args):\n"
        "    if event == 'open' and str(args[0]).startswith(tuple(sys.argv[1:])):\n"
        "        opened.append(str(args[0]))\n"
        "opened = []\n"
        f"sys.argv[1:] = [{str(LIBRARY)!r}, {str(ROOT / 'data')!r}]\n"
        "sys.addaudithook(note)\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "print(*(name for name in opened if name.endswith(('.csv', '.txt', '.json', '.md'))), sep='\\n')\n"
    )
    assert not in_a_fresh_python(program).split()
