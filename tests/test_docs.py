"""The documents say what is there."""

import re
from pathlib import Path

import pytest

from analysis import rules, schema

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "data").rglob("*.md")])
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_description_of_the_tables_is_current():
    assert (ROOT / "docs" / "tables.md").read_text(encoding="utf-8") == schema.as_markdown()


def test_the_description_of_the_rules_is_current():
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rules.as_markdown()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_file_of_the_repository_leads_somewhere(document):
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8"))
    broken = [
        t for t in targets if "://" not in t and not t.startswith("mailto:") and not (document.parent / t).exists()
    ]
    assert not broken


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_every_make_command_that_a_document_names_exists(document):
    named = set(re.findall(r"\bmake ([a-z-]+)`", (ROOT / document).read_text(encoding="utf-8")))
    named |= set(
        re.findall(r"^(?:\S+=\S+ )?make ([a-z-]+)", (ROOT / document).read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert named
    assert named <= set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))


def test_make_help_names_every_command():
    commands = set(re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[1].split()) - {"help"}
    assert commands == set(re.findall(r"echo 'make ([a-z-]+) ", MAKEFILE))
