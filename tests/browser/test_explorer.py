"""What a reader does in 4_explore, played in JupyterLab in a real browser."""

from __future__ import annotations

import re

import pytest

NOTEBOOK = "4_explore.ipynb"
SHOWN = "document.querySelector('.explorer-matrix img')?.naturalWidth > 0"
HEADLINE = "document.querySelector('.evidence-chosen h3').innerText"
BOXES = ".explorer, .explorer-layout > *, .explorer-filters > *, .explorer .scrolls"
WIDE = """boxes => [...document.querySelectorAll(boxes)]
    .filter(e => e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > window.innerWidth)
    .map(e => e.className)"""
IN_SIGHT = """() => {
    const box = document.querySelector('.explorer-evidence .scrolls').getBoundingClientRect();
    const mark = document.querySelector('.evidence-article .ev-evidence').getBoundingClientRect();
    return mark.top >= box.top && mark.bottom <= box.bottom;
}"""


@pytest.fixture(scope="module")
def explorer(open_notebook):
    """4_explore, all cells run, its figures on the screen."""
    lab = open_notebook(NOTEBOOK, width=1280, height=1400)
    lab.run_all(until=SHOWN)
    lab.page.locator(".explorer").scroll_into_view_if_needed()
    return lab


def test_a_reader_filters_clicks_a_cell_and_reads_the_sentence(explorer):
    page = explorer.page
    status, table = page.locator(".explorer-status"), page.locator(".explorer-table table")
    picture = page.locator(".explorer-matrix img")
    said, rows, bytes_before = status.inner_text(), table.inner_text(), picture.get_attribute("src")

    # A filter moves the table, the figures and the sentence that says what is shown; taken back, all is as before.
    page.get_by_label("Channel", exact=True).select_option("call")
    page.wait_for_function("old => document.querySelector('.explorer-table table').innerText !== old", arg=rows)
    page.wait_for_function("old => document.querySelector('.explorer-matrix img').src !== old", arg=bytes_before)
    page.wait_for_function("document.querySelector('.explorer-status').innerText.includes('channel call')")
    assert set(page.locator(".explorer-table td:nth-child(3)").all_inner_texts()) == {"call"}
    page.get_by_label("Channel", exact=True).select_option([])
    page.wait_for_function("old => document.querySelector('.explorer-status').innerText === old", arg=said)
    assert table.inner_text() == rows

    # A cell of the matrix opens its sentence, highlighted in its article and scrolled to.
    cell = page.locator(".explorer-matrix button:not([aria-label*=others])").first
    speaker, addressee = re.match(r"(.+?) (?:to|and) (.+?): ", cell.get_attribute("aria-label")).groups()
    cell.click()
    page.wait_for_selector(".explorer-matrix button[aria-pressed=true]")
    page.wait_for_function(f"names => names.every(name => {HEADLINE}.includes(name))", arg=[speaker, addressee])
    sentence = page.locator(".evidence-chosen blockquote").inner_text()
    assert "".join(page.locator(".evidence-article .ev-evidence").all_inner_texts()).split() == sentence.split()
    page.wait_for_function(IN_SIGHT)

    # A row, by keyboard alone, opens another one.
    before = page.locator(".evidence-chosen").inner_text()
    page.locator(".explorer-table button").last.press("Enter")
    page.wait_for_selector(".explorer-table tr.is-open")
    page.wait_for_function("old => document.querySelector('.evidence-chosen').innerText !== old", arg=before)
    page.wait_for_selector(".explorer-matrix button[aria-pressed=true]", state="detached")


def test_a_mark_of_the_timeline_leads_to_all_that_tell_of_it(explorer):
    page = explorer.page
    for mark in (page.locator(".explorer-timeline button").first, page.locator(".explorer-timeline button").last):
        before = page.locator(".evidence-chosen").inner_text()
        mark.scroll_into_view_if_needed()
        mark.click()
        page.wait_for_selector(".explorer-timeline button[aria-pressed=true]")
        page.wait_for_function("old => document.querySelector('.evidence-chosen').innerText !== old", arg=before)
        page.wait_for_function("document.querySelector('.explorer-place').innerText.startsWith('1 of ')")
        page.wait_for_function(IN_SIGHT)
        sentence = page.locator(".evidence-chosen blockquote").inner_text()
        assert "".join(page.locator(".evidence-article .ev-evidence").all_inner_texts()).split() == sentence.split()
    explorer.photograph("timeline-mark")


def test_marks_are_walked_with_arrow_keys(explorer):
    marks = explorer.page.locator(".explorer-matrix button")
    marks.first.focus()
    explorer.page.keyboard.press("ArrowRight")
    assert marks.nth(1).evaluate("mark => mark === document.activeElement")
    explorer.page.keyboard.press("Enter")
    explorer.page.wait_for_selector(".explorer-matrix button:nth-child(2)[aria-pressed=true]")


def test_nothing_overflows_at_either_width_in_either_theme(explorer):
    for width in (1800, 1280, 800):
        explorer.page.set_viewport_size({"width": width, "height": 3300})
        for theme in ("Light", "Dark"):
            explorer.theme(f"JupyterLab {theme}")
            explorer.page.wait_for_timeout(500)  # until the layout has settled
            explorer.photograph(f"explorer-{width}-{theme.lower()}")
            assert explorer.page.evaluate(WIDE, BOXES) == []
