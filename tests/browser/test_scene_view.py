"""The picture that can be clicked, in a real browser without a notebook: a few lines of JavaScript stand for Python."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis.views.scene import Mark, Rect, Scene, Words
from analysis.views.widgets_clickable import SceneView

TRAITS = ("svg", "alt", "marks", "untold", "days", "clicked", "brushed", "brushing", "generation", "width", "visible")
MODEL = """
async ([code, css, values]) => {
  document.head.appendChild(document.createElement("style")).textContent = css;
  const listeners = {};
  const model = {
    get: (name) => values[name],
    set: (name, value) => {
      if (values[name] === value) return;
      values[name] = value;
      fire(name);
    },
    save_changes: () => {},
    send: (message) => window.sent.push(message),
    on: (event, listener) => (listeners[event] ??= []).push(listener),
    off: () => {},
  };
  const fire = (name) => (listeners[`change:${name}`] ?? []).forEach((listener) => listener());
  const module = await import(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
  const el = document.querySelector("#here");
  [window.values, window.sent] = [values, []];
  window.python = (more) => { Object.assign(values, more); Object.keys(more).forEach(fire); };
  module.default.render({ model, el });
}
"""
FIRST = date(2031, 3, 3).toordinal()


def weeks(bars: int = 4, words: str = "week") -> Scene:
    """Bars of a week each over the whole width, in two rows; the upper ones a little narrower."""
    wide = 400 / bars
    marks = [
        Mark(n * wide, top, (n + 1) * wide, top + 40, f"{words} {n} {'below' if top else 'above'}", {})
        for n in range(bars)
        for top in (50, 0)
    ]
    bars_drawn = [Rect(m.x0 + 2, m.y0 + 2, m.x1 - 2, m.y1 - 2, "#0072B2") for m in marks]
    days = ((0, FIRST), (400, FIRST + 7 * bars))
    return Scene(400, 100, [*bars_drawn, Words(10, 95, "<script>alert(1)</script>")], marks, days)


def values(scene: Scene, generation: int = 1) -> dict[str, object]:
    view = SceneView()
    view.show(scene, "How much was said", generation)
    return view.get_state(TRAITS)  # as they go to the browser


@pytest.fixture
def page(chromium):
    page = chromium.new_page(viewport={"width": 700, "height": 500})
    page.set_content('<body style="margin:20px"><div id="here" style="width:600px"></div>')
    here = Path(__file__).resolve().parents[2] / "analysis" / "views"
    code, css = (here / name for name in ("widgets_scene.js", "widgets.css"))
    page.evaluate(MODEL, [code.read_text(encoding="utf-8"), css.read_text(encoding="utf-8"), values(weeks())])
    yield page
    page.close()


def focused(page) -> str | None:
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


def open_mark(page) -> str | None:
    pressed = page.locator('[aria-pressed="true"]')
    return pressed.get_attribute("aria-label") if pressed.count() else None


def test_the_picture_stands_in_the_page_with_a_named_button_a_mark_and_its_generation(page):
    assert page.locator("#here svg rect").count() == 1 + 8
    assert page.get_by_role("button").count() == 8
    assert page.get_by_role("img", name="How much was said").count() == 1
    assert page.locator("#here").get_attribute("data-generation") == "1"
    assert page.locator("script").count() == 0


def test_the_browser_reports_its_width_and_that_the_picture_is_in_sight(page):
    page.wait_for_function("values.width === 600 && values.visible")
    page.evaluate("document.querySelector('#here').style.width = '590px'")
    page.wait_for_timeout(300)
    assert page.evaluate("values.width") == 600
    page.evaluate("document.querySelector('#here').style.width = '400px'")
    page.wait_for_function("values.width === 400")


def test_a_click_opens_a_mark_and_another_lets_it_go(page):
    page.mouse.move(20 + 75, 20 + 30)
    assert page.locator(".scene-tip").inner_text() == "week 0 above"
    page.mouse.click(20 + 75, 20 + 30)
    assert page.evaluate("values.clicked") == 1 and open_mark(page) == "week 0 above"
    page.mouse.click(20 + 75, 20 + 30)
    assert page.evaluate("values.clicked") is None and open_mark(page) is None


def test_the_keyboard_walks_the_marks_opens_one_and_lets_go(page):
    page.keyboard.press("Tab")
    walk = []
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "ArrowUp", "End", "Home", "ArrowLeft"):
        page.keyboard.press(key)
        walk.append(focused(page))
    assert walk == ["week 0 above", "week 1 below", *["week 1 above"] * 2, "week 3 above", *["week 0 below"] * 2]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.evaluate("values.clicked") == 1
    page.keyboard.press("Escape")
    assert page.evaluate("values.clicked") is None and focused(page) == "week 0 above"
    page.keyboard.press("Tab")
    assert focused(page) is None  # one stop, however many marks


def test_dragging_brushes_days_and_clicks_nothing(page):
    page.mouse.move(20 + 155, 20 + 30)
    page.mouse.down()
    page.mouse.move(20 + 200, 20 + 30)
    page.mouse.move(20 + 445, 20 + 30)
    assert page.evaluate("values.brushing") and page.locator(".scene-band").is_visible()
    assert page.locator(".scene-tip").inner_text() == "10 March 2031 to 23 March 2031"
    page.mouse.up()
    assert page.evaluate("[values.brushed, values.brushing]") == [[FIRST + 7, FIRST + 20], False]
    assert page.evaluate("values.clicked") is None
    page.mouse.click(20 + 75, 20 + 30)
    assert page.evaluate("values.clicked") == 1


def test_the_click_that_ends_a_drag_is_none_and_the_next_counts_however_soon_it_comes(page):
    clicked = page.evaluate("""() => {
      const mark = document.querySelectorAll('#here button')[1], { left, top } = mark.getBoundingClientRect();
      const fire = (type, far, detail = 0) => mark.dispatchEvent(new PointerEvent(
        type, { clientX: left + far, clientY: top, detail, pointerId: 1, bubbles: true }));
      Element.prototype.setPointerCapture = () => {};  // these are events without a pointer
      const seen = [];
      fire('pointerdown', 5); fire('pointermove', 90); fire('pointerup', 90); fire('click', 90, 1);
      seen.push(values.clicked);
      fire('pointerdown', 5); fire('pointerup', 5); fire('click', 5, 1);  // in the same turn: no timer has run
      seen.push(values.clicked);
      fire('pointerdown', 5); fire('pointermove', 90); fire('pointerup', 90); mark.click();  // as Enter does
      return [...seen, values.clicked];
    }""")
    assert clicked == [None, 1, None]


def test_the_band_lies_over_the_days_that_python_says(page):
    page.evaluate(f"python({{brushed: [{FIRST + 7}, {FIRST + 13}]}})")
    box = page.locator(".scene-band").bounding_box()
    assert box["x"] == pytest.approx(20 + 150, abs=2) and box["width"] == pytest.approx(150, abs=3)
    page.evaluate("python({brushed: null})")
    assert page.locator(".scene-band").is_hidden()


def test_shift_and_arrow_keys_brush_from_a_mark_and_escape_lets_go(page):
    page.keyboard.press("Tab")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    assert page.evaluate("values.brushed") == [FIRST, FIRST + 13]
    page.keyboard.press("Escape")
    assert page.evaluate("values.brushed") is None


@pytest.mark.parametrize("before", ["null", f"[{FIRST}, {FIRST + 1}]"])
def test_escape_while_dragging_leaves_brushed_what_was(page, before):
    page.evaluate(f"python({{brushed: {before}}})")
    page.mouse.move(20 + 155, 20 + 145)  # below the marks
    page.mouse.down()
    page.mouse.move(20 + 300, 20 + 145)
    assert page.evaluate("values.brushing")
    page.keyboard.press("Escape")
    page.mouse.move(20 + 400, 20 + 145)
    page.mouse.up()
    assert page.evaluate("JSON.stringify(values.brushed)") == before.replace(" ", "")
    assert page.evaluate("[values.brushing, values.clicked]") == [False, None]


def test_a_new_scene_replaces_picture_and_marks(page):
    page.evaluate("(more) => python(more)", values(weeks(100, "day"), 7))
    assert page.get_by_role("button").count() == 200
    assert page.get_by_role("button", name="day 99 above").count() == 1
    assert page.locator("#here").get_attribute("data-generation") == "7"
    page.get_by_role("button", name="day 99 above").focus()
    page.evaluate("(more) => python(more)", values(weeks(2, "year"), 8))
    assert page.get_by_role("button").count() == 4
    assert focused(page) == "year 1 above"  # the one that held the focus is gone


@pytest.mark.parametrize("way", ["pointer", "keyboard"])
def test_the_marks_of_a_picture_that_has_very_many_come_when_somebody_turns_to_it(page, way):
    view = SceneView()
    view.show(weeks(300, "day"), "How much was said", 7)
    page.evaluate("(more) => python(more)", view.get_state(TRAITS))
    assert page.get_by_role("button").count() == 0 and page.evaluate("sent") == []
    page.mouse.move(20 + 75, 20 + 30) if way == "pointer" else page.keyboard.press("Tab")
    page.mouse.move(20 + 76, 20 + 31) if way == "pointer" else None
    assert page.evaluate("sent") == [{"asked": "marks"}]
    view._handle_custom_msg({"asked": "marks"}, [])
    page.evaluate("(more) => python(more)", view.get_state(TRAITS))
    assert page.get_by_role("button").count() == 600
    assert focused(page) == (None if way == "pointer" else "day 0 below")
