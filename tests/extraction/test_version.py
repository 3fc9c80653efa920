"""What makes findings stale: all that they are made by, and nothing else."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import lexicon
from analysis.extraction import version

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "analysis"


def imported_from_the_ground_floor(module: Path) -> set[Path]:
    """The modules of the library outside of this room that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom):
            continue
        dotted = (node.module or "").split(".") if node.module else []
        if not node.level and dotted[:1] == ["analysis"]:
            dotted = dotted[1:]
        elif node.level != len(module.relative_to(LIBRARY).parts):
            continue
        if dotted[:1] != ["extraction"]:
            for name in dotted[:1] or [alias.name for alias in node.names]:
                found |= {p for p in (LIBRARY / f"{name}.py", LIBRARY / name / "__init__.py") if p.is_file()}
    return found


def test_every_module_that_findings_are_made_by_is_hashed():
    hashed, new = set(), set((LIBRARY / "extraction").glob("*.py"))
    while new:
        hashed |= new
        new = set().union(*map(imported_from_the_ground_floor, new)) - hashed
    assert set(version._sources()) == hashed


def test_every_table_of_words_that_findings_are_made_by_is_hashed_and_those_of_the_readers_are_not(tmp_path):
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from analysis.extraction import extract\n"
        "opened = set()\n"
        "sys.addaudithook(lambda event, args: event == 'open' and opened.add(str(args[0])))\n"
        "texts = [path.read_text(encoding='utf-8') for path in map(Path, sys.argv[1:])]\n"
        "list(extract([(text, 0) for text in texts]))\n"
        "print(*(Path(name).stem for name in opened if 'lexicon' in name and name.endswith('.csv')), sep='\\n')\n"
    )
    articles = sorted((ROOT / "data" / "articles").rglob("*.txt"))
    assert articles
    call = [sys.executable, "-c", program, *map(str, articles)]
    opened = set(subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split())
    assert opened and opened <= version.words()
    assert version.words() <= {path.stem for path in lexicon.FOLDER.glob("*.csv")}
    assert not version.words() & {"boilerplate", "column_words", "header_words", "confidence", "rules"}


def test_every_table_is_asked_for_by_its_name():
    for path in version._sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "load":
                assert isinstance(node.args[0], ast.Constant) or path.name == "language.py", (path.name, node.lineno)


@pytest.fixture
def words(tmp_path, monkeypatch) -> Path:
    """A copy of the words that can be changed."""
    for path in lexicon.FOLDER.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    yield tmp_path
    forget()


def forget() -> None:
    for function in (lexicon.version, version.findings_version):
        function.cache_clear()


def test_a_word_of_the_readers_makes_no_finding_stale_and_a_verb_does(words):
    def after(name: str) -> str:
        with open(words / f"{name}.csv", "a", encoding="utf-8") as file:
            file.write("# a remark\n")
        forget()
        return version.findings_version()

    forget()
    before = version.findings_version()
    assert after("boilerplate") == after("page_fields") == before
    assert after("cues") != before
