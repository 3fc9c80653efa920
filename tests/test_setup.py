"""What is declared, locked and installed agrees; what is committed holds no machine's paths and no outputs."""

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CORE = [Requirement(line) for line in PROJECT["dependencies"]]
EXTRAS = [Requirement(line) for extra in PROJECT["optional-dependencies"].values() for line in extra]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_the_lock_holds_no_address_and_no_path():
    for line in LOCK.splitlines():
        assert "://" not in line
        assert not re.search(r"(^|[\s'\"=])(/|~|[A-Za-z]:\\)", line), line


def test_every_locked_package_has_a_version_and_hashes():
    entries = re.split(r"\n(?=\S)", LOCK.strip())
    packages = [entry for entry in entries if not entry.startswith("#")]
    assert packages
    for entry in packages:
        assert re.match(r"[a-z0-9][a-z0-9._-]*==\S+ ", entry), entry
        assert "--hash=sha256:" in entry, entry


@pytest.mark.parametrize("requirement", CORE + EXTRAS, ids=str)
def test_every_declared_package_is_locked_at_a_version_that_fits(requirement):
    name = canonicalize_name(requirement.name)
    versions = re.findall(rf"^{re.escape(name)}==(\S+)", LOCK, re.MULTILINE)
    assert versions, f"{name} is not in requirements.lock: see CONTRIBUTING.md on how to renew it"
    assert all(requirement.specifier.contains(version) for version in versions)


def test_the_conda_environment_asks_for_what_the_project_declares():
    lines = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    listed = [line for line in lines if isinstance(line, str)] + next(x["pip"] for x in lines if isinstance(x, dict))
    tools = {"pip", "python", "setuptools"}
    stated = {str(requirement) for requirement in map(Requirement, listed) if requirement.name not in tools}
    formats = PROJECT["optional-dependencies"]["formats"]
    assert stated == {str(requirement) for requirement in [*CORE, *map(Requirement, formats)]}
    assert f"python{PROJECT['requires-python']}" in listed


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_committed_notebook_holds_questions_and_short_calls_only(path):
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        assert cell["outputs"] == []
        assert cell["execution_count"] is None
        source = "".join(cell["source"])
        code = "\n".join("" if line.startswith(("%", "!")) else line for line in source.splitlines())
        defined = [n for n in ast.walk(ast.parse(code)) if isinstance(n, (ast.FunctionDef, ast.ClassDef))]
        assert not defined, f"move it into the library: {source}"
