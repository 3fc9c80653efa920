"""axe-core looks at our widgets, as they stand in JupyterLab, in either theme."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

OPTIONS = {"resultTypes": ["violations"], "iframes": False}
GRAVE = ("serious", "critical")


TABLE = "document.querySelector('.explorer-table td')"
CARDS = "document.querySelectorAll('.verdicts-answers button').length >= 6"


@pytest.fixture(scope="module")
def explorer(open_notebook):
    """The explorer with all of it unfolded: every choice of every filter, saved views, exports, corrections."""
    lab = open_notebook("4_explore.ipynb", width=1280, height=2600)
    lab.run_all(until=TABLE)
    lab.page.locator(".explorer").scroll_into_view_if_needed()
    for button in lab.page.locator(".explorer button[data-facet]").all():
        button.click()
    lab.page.evaluate("document.querySelectorAll('.explorer details').forEach(one => { one.open = true })")
    for name in ("Correct this", "All corrections"):
        lab.page.get_by_role("button", name=name).click()
    lab.page.wait_for_function("document.querySelectorAll('.explorer .scene-view svg').length >= 4")
    return lab


@pytest.fixture(scope="module")
def cards(open_notebook):
    """The cards on which a sample is judged by hand."""
    lab = open_notebook("5_quality.ipynb", width=1280, height=1400)
    lab.run_all(until=CARDS)
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
@pytest.mark.parametrize(("notebook", "widget"), [("explorer", ".explorer"), ("cards", ".verdicts")])
def test_nobody_is_shut_out_of_a_widget(notebook, widget, theme, request):
    lab = request.getfixturevalue(notebook)
    lab.theme(f"JupyterLab {theme}")
    lab.page.wait_for_timeout(500)  # until the colours have changed
    lab.page.locator(widget).first.scroll_into_view_if_needed()
    lab.photograph(f"accessible-{notebook}-{theme.lower()}")
    grave = violations(lab.page, widget)
    assert not grave, "\n".join(grave)
