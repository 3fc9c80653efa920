"""What a reader does in 4_explore, played in JupyterLab in a real browser."""

from __future__ import annotations

import re
import shutil

import nbformat
import pytest

from benchmarks.lab import ROOT

NOTEBOOK = "explore_story.ipynb"
DRAWN = "document.querySelector('.explorer-table table')"
# Everything that shows something shows the same change, and nothing is under way.
SETTLED = """() => {
    const { top, bottom } = document.querySelector('.jp-NotebookPanel-notebook').getBoundingClientRect();
    const parts = [...document.querySelectorAll('.explorer [data-generation]')].filter((part) => {
        const box = part.getBoundingClientRect();
        return !part.matches('.explorer-export, .explorer-export *, .explorer-side *, .explorer-corrections *') &&
            (part.matches('.explorer-filters') || (box.height && box.bottom > top && box.top < bottom));
    });
    const seen = new Set(parts.map((part) => part.dataset.generation));
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    return seen.size === 1 && kernel.status === 'idle' && Number([...seen][0]) > (window.before ?? -1);
}"""
GENERATION = "() => Number(document.querySelector('.explorer-filters').dataset.generation)"
BOXES = ".explorer, .explorer-layout > *, .explorer-layout > * > *, .explorer-facet, .explorer .scrolls"
WIDE = """boxes => [...document.querySelectorAll(boxes)]
    .filter(e => e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > window.innerWidth)
    .map(e => e.className)"""
IN_SIGHT = """() => {
    const box = document.querySelector('.explorer-evidence .scrolls').getBoundingClientRect();
    const mark = document.querySelector('.evidence-article .ev-evidence').getBoundingClientRect();
    return mark.top >= box.top && mark.bottom <= box.bottom;
}"""


OPEN_SAVED = """() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells.forEach((cell) =>
    cell.setSource(cell.getSource().replace("view = None", 'view = "The calls / all of them"')))"""


@pytest.fixture(scope="module")
def story(lab, tmp_path_factory):
    """The name of a copy of 4_explore that works on a copy of the articles, so that what is saved harms nobody."""
    articles = tmp_path_factory.mktemp("corpus") / "articles"
    shutil.copytree(ROOT / "data" / "articles", articles)
    notebook = nbformat.read(ROOT / "notebooks" / "4_explore.ipynb", as_version=4)
    elsewhere = nbformat.v4.new_code_cell(f"import os\nos.environ['ARTICLES'] = {str(articles)!r}")
    notebook.cells.insert(0, elsewhere)
    nbformat.write(notebook, lab.folder / NOTEBOOK)
    return NOTEBOOK


@pytest.fixture(scope="module")
def opened(story, open_notebook):
    """4_explore, all cells run, its figures on the screen."""
    lab = open_notebook(story, width=1280, height=900)
    lab.run_all(until=DRAWN)
    return lab


@pytest.fixture
def page(opened):
    """The explorer as it opens: no filter but that of status, nothing clicked."""
    page = opened.page
    page.locator(".explorer").evaluate("explorer => explorer.scrollIntoView()")
    page.wait_for_function(SETTLED)
    if chips(page) != ["Status: happened"]:
        after(page, page.locator(".explorer-clear").click)
    while page.locator(".explorer-facet-buttons [aria-expanded=true]").count():
        page.locator(".explorer-facet-buttons [aria-expanded=true]").first.click()
    return page


def after(page, act) -> None:
    """Do it, and wait until all that is in sight has answered."""
    page.evaluate(f"window.before = ({GENERATION})()")
    act()
    page.wait_for_function(SETTLED)


def rows(page) -> int:
    """How many rows the status line says are left."""
    return int(page.locator(".explorer-status b").inner_text().split(" of ")[0].replace(",", ""))


def in_table(page) -> int:
    """How many rows the table says it has."""
    nothing = page.locator(".explorer-table .explorer-nothing").count()
    return 0 if nothing else int(page.locator(".explorer-pages").inner_text().split(" row")[0].replace(",", ""))


def chips(page) -> list[str]:
    return [chip.removesuffix(" ✕") for chip in page.locator(".explorer-chips button").all_inner_texts()]


def facet(page, name: str):
    """The choices of a facet, unfolded."""
    button = page.locator(f"[data-facet={name}]")
    if button.get_attribute("aria-expanded") == "false":
        button.click()
    return page.locator(f"fieldset.explorer-{name.replace('_', '-')}")


def choice(page, name: str, label: str):
    """The checkbox of a choice, and the number beside it."""
    box = facet(page, name).get_by_role("checkbox", name=re.compile(rf"^{re.escape(label)} \("))
    words = box.evaluate("box => box.parentElement.innerText")
    return box, int(re.search(r"\(([\d,]+)\)$", words).group(1).replace(",", ""))


def column(page, number: int) -> set[str]:
    return set(page.locator(f".explorer-table td:nth-child({number})").all_inner_texts())


def test_each_kind_of_control_filters_and_is_taken_back(page):
    everything = rows(page)
    for label, value, words in (
        ("From (first day)", "2022-09-14", "from 2022-09-14"),
        ("To (last day)", "2022-09-12", "to 2022-09-12"),
        ("Words in the evidence", "ceasefire", "“ceasefire”"),
        ("Confidence at least", "0.85", "confidence 0.85 or more"),
        ("Told by at least (sources)", "2", "2 or more sources"),
    ):
        control = page.get_by_label(re.compile(f"^{re.escape(label)}"))
        after(page, lambda control=control, value=value: control.fill(value))
        assert 0 < rows(page) < everything
        assert rows(page) == in_table(page)
        assert words in chips(page)
        after(page, page.get_by_role("button", name=f"Remove: {words}", exact=True).click)
        assert rows(page) == everything
        assert control.input_value() == ("0" if label.startswith("Confidence") else "")
    for label, words in (("Undated rows", "dated only"), ("To an audience", "not to an audience")):
        control = page.get_by_role("checkbox", name=re.compile(f"^{label}"))
        after(page, control.click)
        assert 0 < rows(page) < everything
        assert rows(page) == in_table(page)
        assert words in chips(page)
        after(page, control.click)
        assert rows(page) == everything


def test_the_number_beside_a_choice_is_what_choosing_it_leaves(page):
    after(page, lambda: page.get_by_label("Words in the evidence").fill("minister"))
    for name, label in (("channels", "call"), ("countries", "Armenia"), ("kinds", "person"), ("statuses", "planned")):
        if name == "statuses":
            after(page, choice(page, name, "happened")[0].uncheck)
        box, promised = choice(page, name, label)
        after(page, box.check)
        assert rows(page) == in_table(page) == promised
        after(page, choice(page, name, label)[0].uncheck)
    boxes = page.locator("fieldset.explorer-speakers")
    facet(page, "speakers").get_by_label("Find: Speaker").fill("blin")
    names = boxes.locator("li").all_inner_texts()
    assert names and all("blin" in name.lower() for name in names)
    box, promised = choice(page, "speakers", "Antony Blinken")
    after(page, box.check)
    assert rows(page) == promised
    assert all(who.startswith("Antony Blinken →") or "↔" in who for who in column(page, 2))


def test_what_is_set_is_undone_redone_and_reset_one_by_one_or_all_at_once(page):
    everything = rows(page)
    after(page, choice(page, "channels", "call")[0].check)
    calls = rows(page)
    after(page, lambda: page.get_by_label("Words in the evidence").press_sequentially("Armenia"))
    page.wait_for_function("() => document.querySelector('.explorer-chips').innerText.includes('“Armenia”')")
    page.wait_for_function(SETTLED)
    both = rows(page)
    assert everything > calls > both
    assert page.locator(".explorer-status").inner_text().split(": ", 1)[1].startswith("Calls")
    page.keyboard.press("Control+z")  # in a field in which one types it takes back letters
    page.wait_for_timeout(1500)  # till what that asked for is answered too, however busy the machine is
    page.wait_for_function(SETTLED)
    after(page, lambda: page.get_by_label("Words in the evidence").fill("Armenia"))
    after(page, page.locator(".explorer-undo").click)
    assert rows(page) == calls  # all letters are one step
    after(page, lambda: page.keyboard.press("Control+z"))
    assert rows(page) == everything
    after(page, lambda: page.keyboard.press("Control+Shift+z"))
    assert rows(page) == calls
    after(page, page.locator(".explorer-redo").click)
    assert rows(page) == both
    after(page, facet(page, "channels").get_by_role("button", name="Reset Channel").click)
    assert chips(page) == ["“Armenia”", "Status: happened"]
    after(page, page.locator(".explorer-clear").click)
    assert rows(page) == everything


def test_a_burst_of_letters_ends_in_what_was_typed_last(page):
    words = page.get_by_label("Words in the evidence")
    after(page, lambda: words.press_sequentially("the president of France", delay=5))
    page.wait_for_function("() => document.querySelector('.explorer-chips').innerText.includes('of France')")
    page.wait_for_function(SETTLED)
    assert words.input_value() == "the president of France"
    assert chips(page)[0] == "“the president of France”"
    assert rows(page) == in_table(page)


def test_a_click_on_a_cell_narrows_the_other_views_and_opens_its_sentence(opened, page):
    everything = in_table(page)
    page.locator(".explorer-matrix").scroll_into_view_if_needed()
    page.wait_for_selector(".explorer-matrix [data-mark]")
    page.wait_for_function(SETTLED)
    matrix = page.locator(".explorer-matrix svg").inner_html()
    cell = page.locator(".explorer-matrix button:not([aria-label*=others])").first
    speaker, addressee = re.match(r"(.+?) to (.+?): ", cell.get_attribute("aria-label")).groups()
    after(page, cell.click)
    assert cell.get_attribute("aria-pressed") == "true"
    assert page.locator(".explorer-matrix svg").inner_html() == matrix
    page.wait_for_function(
        "names => names.every(name => document.querySelector('.evidence-chosen h3').innerText.includes(name))",
        arg=[speaker, addressee],
    )
    page.wait_for_function(IN_SIGHT)
    sentence = page.locator(".evidence-chosen blockquote").inner_text()
    assert "".join(page.locator(".evidence-article .ev-evidence").all_inner_texts()).split() == sentence.split()
    assert {"Rule", "Confidence"} <= {term.strip(":") for term in page.locator(".evidence-chosen dt").all_inner_texts()}
    assert 0 < in_table(page) < everything
    assert all(speaker in who and addressee in who for who in column(page, 2))

    # Previous and next walk through all that is behind the cell.
    number = int(page.locator(".explorer-place").inner_text().split(" of ")[1].split(" (")[0])
    assert number >= in_table(page)
    for seen in range(2, number + 1):
        page.locator(".explorer-next").click()
        page.wait_for_function(
            "seen => document.querySelector('.explorer-place').innerText.startsWith(`${seen} of `)", arg=str(seen)
        )
    assert page.locator(".explorer-next").is_disabled()
    opened.photograph("explorer-cell")
    cell.focus()
    after(page, lambda: page.keyboard.press("Escape"))
    assert in_table(page) == everything


def test_a_row_narrows_the_views_to_itself_and_the_reader_walks_on_from_it(page):
    timeline = page.locator(".explorer-timeline [data-mark]").count()
    after(page, page.locator(".explorer-table tbody tr").nth(2).locator("td").last.click)
    assert page.locator(".explorer-table tr.is-open").count() == 1
    assert page.locator(".explorer-timeline [data-mark]").count() < timeline
    first = page.locator(".explorer-chips .is-mark").inner_text()
    after(page, page.locator(".explorer-next").click)
    assert page.locator(".explorer-table tr").nth(4).get_attribute("class") == "is-open"
    assert page.locator(".explorer-place").inner_text().startswith("4 of ")
    after(page, page.locator(".explorer-chips .is-mark button").click)
    assert page.locator(".explorer-timeline [data-mark]").count() == timeline
    assert first.startswith("Clicked: ")


def test_days_are_chosen_by_dragging_along_the_timeline(opened, page):
    everything = rows(page)
    box = page.locator(".explorer-timeline .scene-marks").bounding_box()
    page.mouse.move(box["x"] + 0.55 * box["width"], box["y"] + box["height"] - 6)
    page.mouse.down()
    for share in (0.6, 0.65, 0.7, 0.75):
        page.mouse.move(box["x"] + share * box["width"], box["y"] + box["height"] - 6)
    after(page, page.mouse.up)
    opened.photograph("explorer-brushed")
    assert rows(page) < everything
    first = page.get_by_label("From (first day)").input_value()
    last = page.get_by_label("To (last day)").input_value()
    assert first and last and first <= last
    after(page, page.locator(".explorer-undo").click)
    assert rows(page) == everything
    assert page.get_by_label("From (first day)").input_value() == ""


def test_the_table_is_sorted_and_turned_page_by_page(page):
    heads = page.locator(".explorer-table th button")
    heads.filter(has_text="Confidence").click()
    page.wait_for_selector(".explorer-table th[aria-sort=ascending]:has-text('Confidence')")
    shares = [
        int(words.rstrip("%")) for words in page.locator(".explorer-table td:nth-child(5)").all_inner_texts() if words
    ]
    assert len(shares) == 50 and shares == sorted(shares)
    page.locator(".explorer-table [data-do=next]").click()
    page.wait_for_function("() => document.querySelector('.explorer-pages').innerText.includes('51 to ')")
    assert page.locator(".explorer-table [data-do=next]").evaluate("button => button === document.activeElement")
    heads.filter(has_text="Date").click()
    page.wait_for_selector(".explorer-table th[aria-sort=ascending]:has-text('Date')")


def test_all_of_it_works_by_keyboard_and_the_notebook_steals_no_key(opened, page):
    cells = page.locator(".jp-Cell").count()
    keyboard = page.keyboard
    page.get_by_label("From (first day)").focus()
    while not page.evaluate("document.activeElement.dataset.facet === 'channels'"):
        keyboard.press("Tab")
    keyboard.press("Enter")
    assert page.locator("fieldset.explorer-channels").is_visible()
    while not page.evaluate("document.activeElement.closest('fieldset.explorer-channels') !== null"):
        keyboard.press("Tab")
    everything = rows(page)
    after(page, lambda: keyboard.press("Space"))
    assert rows(page) < everything
    for letter in "abxdd":  # commands of the notebook: new cells, cut, delete
        keyboard.press(letter)
    assert page.locator(".jp-Cell").count() == cells
    assert page.evaluate("document.activeElement.matches('fieldset.explorer-channels input')")
    while not page.evaluate("document.activeElement.closest('.explorer-timeline') !== null"):
        keyboard.press("Tab")
    keyboard.press("ArrowRight")
    after(page, lambda: keyboard.press("Enter"))
    assert page.locator(".explorer-timeline [aria-pressed=true]").count() == 1
    after(page, lambda: keyboard.press("Escape"))
    while not page.evaluate("document.activeElement.closest('.explorer-table td') !== null"):
        keyboard.press("Tab")
    after(page, lambda: keyboard.press("Enter"))
    assert page.locator(".explorer-table tr.is-open").count() == 1
    while not page.evaluate("document.activeElement.matches('.explorer-next')"):
        keyboard.press("Tab")
    after(page, lambda: keyboard.press("Enter"))
    assert page.locator(".explorer-place").inner_text().startswith("2 of ")
    assert page.evaluate("document.activeElement.matches('.explorer-next')")
    assert page.locator(".jp-Cell").count() == cells
    opened.photograph("explorer-keyboard")


def test_nothing_overflows_at_any_width_in_either_theme(opened, page):
    after(page, choice(page, "channels", "call")[0].check)
    facet(page, "speakers")
    try:
        for width in (1800, 1280, 800):
            for theme in ("Light", "Dark"):
                page.set_viewport_size({"width": width, "height": 3000})
                opened.theme(f"JupyterLab {theme}")
                page.wait_for_timeout(700)  # until the layout has settled
                page.wait_for_function(SETTLED)
                opened.photograph(f"explorer-{width}-{theme.lower()}")
                assert page.evaluate(WIDE, BOXES) == []
    finally:
        page.set_viewport_size({"width": 1280, "height": 900})
        opened.theme("JupyterLab Light")


def test_a_saved_view_is_opened_by_its_name_in_a_cell_also_after_the_page_was_loaded_anew(opened, page):
    after(page, choice(page, "channels", "call")[0].check)
    calls = rows(page)
    page.locator(".explorer-views summary").press("Enter")
    page.get_by_label("Name of the view").fill("The calls / all of them")
    after(page, lambda: page.get_by_label("Name of the view").press("Enter"))
    assert page.locator(".explorer-saved-views button").all_inner_texts() == ["The calls / all of them"]
    after(page, page.locator(".explorer-clear").click)
    after(page, page.locator(".explorer-saved-views button").click)
    assert rows(page) == calls

    page.evaluate(OPEN_SAVED)
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_timeout(1000)
    page.reload()
    page.wait_for_selector(".jp-NotebookPanel")
    session = "window.jupyterapp.shell.currentWidget?.sessionContext"
    page.wait_for_function(f"{session}?.isReady && {session}.session?.kernel?.status === 'idle'")
    opened.run_all(
        until=f"({DRAWN}) && window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"
    )
    page.locator(".explorer").evaluate("explorer => explorer.scrollIntoView()")
    page.wait_for_function("() => document.querySelector('.explorer-chips')?.innerText.includes('Channel: call')")
    assert rows(page) == calls


def test_an_explorer_whose_kernel_is_gone_says_so(opened, page):
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    page.get_by_label("Words in the evidence").fill("call")
    page.wait_for_function("() => document.querySelector('.explorer-status').innerText.includes('was restarted')")
