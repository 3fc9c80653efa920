"""What a reader puts right in 4_explore, played in JupyterLab in a real browser on articles of their own."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

NOTEBOOK = "my_explorer.ipynb"
TEXT = (
    "Date: 2031-03-05\n\nBridge reopens after call\n\n"
    "Foreign Minister Mara Lindqvist called President Tomas Brandt on Monday. Envoy Ilse Okoro told Brandt that 😀 "
    "monitors were ready.\n\n"
    "The <b>ferry</b> was late 😀, and the mayor let the harbour know.\n"
)
ROWS = "[...document.querySelectorAll('.explorer:not([data-old]) .explorer-table tbody tr')].map(row => row.innerText)"
SHOWN = f"({ROWS}).length > 0 && document.querySelector('.explorer-corrections')"
SAID = "document.querySelector('.explorer-corrections-said').innerText"
MARKED = "[...document.querySelectorAll('.evidence-article .ev-evidence')].map(e => e.innerText).join('')"
WIDE = """() => [...document.querySelectorAll('.explorer-corrections, .explorer-corrections *')]
    .filter(e => e.offsetParent && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'visible'
                 && getComputedStyle(e).display !== 'inline')
    .map(e => e.className)"""


@pytest.fixture(scope="module")
def explorer(open_notebook, lab, tmp_path_factory):
    """4_explore on a folder of one article, all cells run."""
    articles = tmp_path_factory.mktemp("articles")
    (articles / "bridge.txt").write_text(TEXT, encoding="utf-8")
    notebook = json.loads((lab.folder / "4_explore.ipynb").read_text(encoding="utf-8"))
    first = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    first["source"] = [f"%env ARTICLES={articles}\n", *first["source"]]
    (lab.folder / NOTEBOOK).write_text(json.dumps(notebook), encoding="utf-8")
    page = open_notebook(NOTEBOOK, width=1280, height=1400)
    page.run_all(until=SHOWN)
    return page


def wait_for_row(page, words: str) -> None:
    page.wait_for_function(f"words => ({ROWS}).some(row => row.includes(words))", arg=words)


def open_row(page, words: str) -> None:
    page.locator(".explorer-table tbody button", has_text=words).first.click()
    page.wait_for_function(
        "words => document.querySelector('.evidence-chosen h3')?.innerText.includes(words)", arg=words.split(" ")[0]
    )


def test_a_wrong_speaker_is_put_right_stays_so_when_all_is_run_again_and_is_taken_back(explorer):
    page = explorer.page
    open_row(page, "Ilse Okoro → Tomas Brandt")
    page.get_by_role("button", name="Correct this").click()
    page.get_by_label("What is wrong").select_option(label="Somebody else spoke")
    page.get_by_label("Right speaker").fill("Piet Hallam")
    page.get_by_label("Right speaker").press("Tab")
    page.get_by_label("Kind, if not known yet").select_option("person")
    page.get_by_label("Your name").fill("Ann Reader")
    page.get_by_label("Your name").press("Tab")
    explorer.photograph("corrections-form")
    page.get_by_role("button", name="Write the correction").click()
    wait_for_row(page, "Piet Hallam → Tomas Brandt")
    assert not [row for row in page.evaluate(ROWS) if "Ilse Okoro →" in row]
    page.wait_for_function("document.querySelector('.explorer-corrections-here del')?.innerText.includes('Ilse Okoro')")
    assert "corrected by hand by Ann Reader" in page.locator(".explorer-corrections-here").inner_text()
    explorer.photograph("corrections-written")

    page.evaluate("document.querySelectorAll('.explorer').forEach(old => (old.dataset.old = true))")
    explorer.run_all(until=SHOWN)
    wait_for_row(page, "Piet Hallam → Tomas Brandt")
    open_row(page, "Piet Hallam → Tomas Brandt")
    page.locator(".explorer-corrections-here").get_by_role("button", name="Undo").click()
    wait_for_row(page, "Ilse Okoro → Tomas Brandt")
    page.wait_for_function(f"{SAID}.includes('Undone')")


def test_words_selected_in_the_article_become_a_row(explorer):
    page = explorer.page
    open_row(page, "Ilse Okoro → Tomas Brandt")
    if page.locator(".explorer-corrections-form").is_hidden():
        page.get_by_role("button", name="Correct this").click()
    page.get_by_label("What is wrong").select_option(label="A row is missing: select its words above")
    paragraph = page.locator(".evidence-article p").last
    paragraph.click(click_count=3)
    sentence = paragraph.inner_text()
    page.wait_for_function("words => [...document.querySelectorAll('.explorer-corrections-form input')]"
                           ".some(input => input.value === words)", arg=sentence)  # fmt: skip
    page.get_by_label("Speaker", exact=True).last.fill("Piet Hallam")
    page.get_by_label("Addressee", exact=True).last.fill("Vera Holt")
    page.get_by_label("Addressee", exact=True).last.press("Tab")
    explorer.photograph("corrections-missing")
    page.get_by_role("button", name="Write the correction").click()
    wait_for_row(page, "Piet Hallam → Vera Holt")
    page.wait_for_function(f"words => {MARKED} === words", arg=sentence)


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_nobody_is_shut_out_of_the_form(explorer, theme):
    explorer.theme(f"JupyterLab {theme}")
    explorer.page.wait_for_timeout(500)  # until the colours have changed
    explorer.page.get_by_role("button", name="All corrections").click()
    found = Axe().run(explorer.page, ".explorer-corrections", {"resultTypes": ["violations"], "iframes": False})
    grave = [rule for rule in found.response["violations"] if rule["impact"] in ("serious", "critical")]
    assert not grave, "\n".join(f"{rule['id']}: {[node['html'] for node in rule['nodes']]}" for rule in grave)


def test_keys_typed_into_the_form_are_no_commands_and_nothing_overflows(explorer):
    page = explorer.page
    cells = page.locator(".jp-Notebook > * .jp-Cell").count()
    page.get_by_label("What is wrong").focus()
    page.keyboard.press("d")
    page.keyboard.press("d")
    page.keyboard.press("a")
    assert page.locator(".jp-Notebook > * .jp-Cell").count() == cells
    for width in (1280, 800):
        page.set_viewport_size({"width": width, "height": 1800})
        for theme in ("Light", "Dark"):
            explorer.theme(f"JupyterLab {theme}")
            page.wait_for_timeout(500)
            page.locator(".explorer-corrections").scroll_into_view_if_needed()
            explorer.photograph(f"corrections-{width}-{theme.lower()}")
            assert page.evaluate(WIDE) == []
