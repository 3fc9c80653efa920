"""Whoever has found something takes it along: what is seen, written and downloaded in a real browser."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

DRAWN = "document.querySelector('.explorer-table table') && document.querySelector('.explorer-export summary')"


@pytest.fixture(scope="module")
def explorer(open_notebook):
    """4_explore, all cells run, its panel of exports open."""
    lab = open_notebook("4_explore.ipynb", width=1280, height=1100)
    lab.run_all(until=DRAWN)
    summary = lab.page.locator(".explorer-export summary")
    summary.scroll_into_view_if_needed()
    summary.press("Enter")
    return lab


def tick(page, *kinds: str) -> None:
    for box in page.locator(".explorer-export input[type=checkbox]").all():
        box.set_checked(box.get_attribute("value") in kinds)


def write(page) -> None:
    before = page.locator(".explorer-export").get_attribute("data-generation")
    page.get_by_role("button", name="Write the files").press("Enter")
    page.wait_for_function("old => document.querySelector('.explorer-export').dataset.generation !== old", arg=before)


def test_a_reader_writes_what_is_seen_and_downloads_it(explorer, tmp_path):
    page = explorer.page
    tick(page, "csv", "html", "png")
    page.get_by_label("Size of the figures").select_option("column")
    write(page)
    said = page.locator(".explorer-export-said").inner_text()
    assert said.startswith("Written to ")
    for name in ("rows.csv", "report.html", "matrix-column.png"):
        with page.expect_download() as arriving:
            page.get_by_role("button", name=f"Download {name}", exact=True).click()
        assert arriving.value.suggested_filename == name
        arriving.value.save_as(tmp_path / name)
        assert (tmp_path / name).read_bytes() == (Path(said.removeprefix("Written to ")) / name).read_bytes()
    rows = page.locator(".explorer-table").inner_text()
    assert len(pd.read_csv(tmp_path / "rows.csv")) > 100 and rows
    explorer.photograph("export")


def test_a_report_opens_without_kernel_and_network_and_nothing_in_it_is_refused(explorer, chromium):
    page = explorer.page
    tick(page, "html")
    write(page)
    report = Path(page.locator(".explorer-export-said").inner_text().removeprefix("Written to ")) / "report.html"
    context = chromium.new_context(offline=True, viewport={"width": 1280, "height": 1000})
    alone = context.new_page()
    asked, complaints = [], []
    alone.on("request", lambda request: asked.append(request.url))
    alone.on("console", lambda message: complaints.append(message.text))
    alone.goto(report.as_uri())
    assert asked == [report.as_uri()] and not complaints
    assert alone.locator("h1").inner_text() == "Who spoke to whom"
    assert alone.locator("figure svg").count() == page.locator(".explorer .scene-view").count()
    assert alone.locator("tbody tr").count() > 100
    assert alone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    alone.emulate_media(media="print")
    alone.set_viewport_size({"width": 700, "height": 1000})
    assert alone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()
