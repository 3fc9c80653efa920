"""What a reader does in 5_quality to judge a sample of their folder, played in JupyterLab in a real browser."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe

CARDS = "document.querySelectorAll('.verdicts-card').length === 2"
DONE = f"{CARDS} && [...document.querySelectorAll('.jp-InputPrompt')].every(prompt => prompt.innerText !== '[*]:')"
WIDE = """() => [...document.querySelectorAll('.verdicts, .verdicts-card, .verdicts-card *')]
    .filter(e => e.clientWidth)
    .filter(e => e.getBoundingClientRect().right > window.innerWidth || e.scrollWidth > e.clientWidth + 1)
    .map(e => e.outerHTML.slice(0, 120))"""
IN_SIGHT = """() => [...document.querySelectorAll('.verdicts-card')].every((card) => {
    const box = card.querySelector('.scrolls').getBoundingClientRect();
    const mark = card.querySelector('.ev-evidence').getBoundingClientRect();
    return mark.top >= box.top && mark.bottom <= box.bottom;
})"""


@pytest.fixture(scope="module")
def quality(open_notebook):
    """5_quality, all cells run."""
    notebook = open_notebook("5_quality.ipynb", width=1280, height=1400)
    notebook.run_all(until=DONE)
    notebook.page.locator(".verdicts-card").first.scroll_into_view_if_needed()
    return notebook


@pytest.fixture
def card(quality):
    return quality.page.locator(".verdicts-card").first


def stands_at(quality, number: int, judged: int) -> None:
    start = f"{number} of 50; {judged} judged"
    quality.page.wait_for_function(f"document.querySelector('.verdicts-place')?.innerText === '{start}'")


def stored(lab) -> pd.DataFrame:
    return pd.read_csv(lab.folder.parent / "articles" / "corrections" / "verdicts.csv", keep_default_na=False)


def test_a_reader_judges_three_rows_and_finds_them_again_after_a_rerun(quality, card, lab):
    page = quality.page
    stands_at(quality, 1, 0)
    assert re.fullmatch(r"Reads as: .+; it happened\.", card.locator(".verdicts-reads").inner_text())
    page.wait_for_function(IN_SIGHT)
    card.get_by_label("Your name").fill("Ann")
    card.get_by_label("Your name").press("Tab")
    first = card.locator(".verdicts-reads").inner_text()

    # By mouse, by key, and by key with a note, in whose field 1, 2 and 3 are only figures.
    card.get_by_role("button", name="Right").click()
    stands_at(quality, 2, 1)
    assert card.locator(".verdicts-reads").inner_text() != first
    page.keyboard.press("2")
    stands_at(quality, 3, 2)
    card.get_by_label("Note").fill("seen on page ")
    card.get_by_label("Note").press_sequentially("13")
    assert card.locator(".verdicts-place").inner_text().startswith("3 of 50")
    card.get_by_role("button", name="Unsure").press("3")
    stands_at(quality, 4, 3)
    for width in (800, 1280):
        page.set_viewport_size({"width": width, "height": 1400})
        page.wait_for_function(IN_SIGHT)
    quality.photograph("verdicts-three")
    assert stored(lab)[["verdict", "coder", "note"]].values.tolist() == [
        ["right", "Ann", ""],
        ["wrong", "Ann", ""],
        ["unsure", "Ann", "seen on page 13"],
    ]
    assert "1 of 2 sampled rows right" in card.locator(".verdicts-result").inner_text()
    assert page.locator(".jp-Notebook .jp-MarkdownCell").count(), "the keys changed no cell"

    # Back shows what was said, and a new answer takes its place.
    card.get_by_role("button", name="Back").click()
    stands_at(quality, 3, 3)
    assert card.get_by_role("button", name="Unsure").get_attribute("aria-pressed") == "true"
    assert card.get_by_label("Note").input_value() == "seen on page 13"
    card.get_by_role("button", name="Right").click()
    stands_at(quality, 4, 3)

    # Everything anew, the memory of the page and of the kernel gone: who judged goes on where they stopped.
    quality.command("kernelmenu:restart")
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    page.wait_for_function("!document.querySelector('.jp-Dialog')")
    quality.run_all(until=f"{CARDS} && document.querySelector('.verdicts-place')?.innerText === '4 of 50; 3 judged'")
    assert card.get_by_label("Your name").input_value() == "Ann"
    page.wait_for_function("document.body.innerText.includes('2 of 3 sampled rows right')")


def test_a_sentence_without_a_row_is_judged_by_keyboard_alone(quality, lab):
    card = quality.page.locator(".verdicts-card").nth(1)
    card.scroll_into_view_if_needed()
    before = card.locator(".verdicts-place").inner_text()
    assert before.startswith("1 of ")
    card.get_by_label("Your name").focus()
    for _ in range(2):  # over the article, which scrolls, to the first answer
        quality.page.keyboard.press("Tab")
    quality.page.keyboard.press("Enter")
    quality.page.wait_for_function(
        "old => document.querySelectorAll('.verdicts-place')[1].innerText !== old", arg=before
    )
    last = stored(lab).iloc[-1]
    assert (last["what"], last["verdict"]) == ("sentence", "nothing missed")


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_it_fits_shuts_nobody_out_and_looks_right_in_either_theme(quality, card, theme):
    page = quality.page
    quality.theme(f"JupyterLab {theme}")
    for width in (1280, 800):
        page.set_viewport_size({"width": width, "height": 1400})
        page.wait_for_timeout(500)  # until the layout has settled
        card.scroll_into_view_if_needed()
        quality.photograph(f"verdicts-{width}-{theme.lower()}")
        assert page.evaluate(WIDE) == []
    found = Axe().run(page, ".verdicts-card", {"resultTypes": ["violations"], "iframes": False}).response["violations"]
    assert not [rule["id"] for rule in found if rule["impact"] in ("serious", "critical")], found
