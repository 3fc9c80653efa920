"""axe-core looks at our widgets, as they stand in JupyterLab, in either theme."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

OPTIONS = {"resultTypes": ["violations"], "iframes": False}
GRAVE = ("serious", "critical")


@pytest.fixture(scope="module")
def explorer(open_notebook):
    lab = open_notebook("4_explore.ipynb", width=1280, height=1400)
    lab.run_all(until="document.querySelector('.explorer-table table, .explorer-table [role=table]')")
    lab.page.locator(".explorer").scroll_into_view_if_needed()
    return lab


def violations(page, widget: str) -> list[str]:
    """One line per element that breaks a rule gravely: rule, how grave, the element, and what would help."""
    found = Axe().run(page, widget, OPTIONS).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:200]}\n    {rule['help']}: {node['failureSummary']}"
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_nobody_is_shut_out_of_the_explorer(explorer, theme):
    explorer.theme(f"JupyterLab {theme}")
    explorer.page.wait_for_timeout(500)  # until the colours have changed
    grave = violations(explorer.page, ".explorer")
    assert not grave, "\n".join(grave)
