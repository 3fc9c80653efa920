// A picture (SVG) with one transparent button a mark over it, and, where its horizontal axis is time, a brush.
const WALK = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
const DRAG = 5; // pixels: less is a click
const LITTLE = 24; // pixels: the picture scales; only where its width changes by more is it worth drawing anew
const FIRST_DAY = 719163; // 1970-01-01 as an ordinal
const words = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const inWords = (day) => words.format(new Date((day - FIRST_DAY) * 864e5));

function render({ model, el }) {
  el.classList.add("scene-view");
  const make = (name) => el.appendChild(document.createElement("div")).classList.add(name) || el.lastChild;
  const [picture, band, layer, tip] = ["scene-picture", "scene-band", "scene-marks", "scene-tip"].map(make);
  picture.setAttribute("role", "img");
  layer.setAttribute("role", "group");
  layer.tabIndex = -1;
  band.hidden = tip.hidden = true;
  band.setAttribute("aria-hidden", "true");
  tip.setAttribute("aria-hidden", "true"); // a mark's label says the same
  const buttons = layer.children;
  let shown = {}; // what stands in the page, by name of the trait

  let places = [], asked = false; // the marks, and whether those that are still untold were asked for
  const changed = (name) => shown[name] !== model.get(name) && ((shown[name] = model.get(name)), true);
  const show = () => {
    if (changed("svg")) {
      picture.innerHTML = shown.svg;
      picture.firstElementChild?.setAttribute("aria-hidden", "true"); // its words are in the labels
    }
    if (changed("alt") | changed("days")) {
      const brush = shown.days.length > 1 ? " Shift and arrow keys choose days, as the date fields do." : "";
      picture.setAttribute("aria-label", shown.alt);
      layer.setAttribute("aria-label", `${shown.alt} Arrow keys walk the marks, Enter opens one.${brush}`);
      layer.classList.toggle("has-days", shown.days.length > 1);
    }
    const marks = changed("marks") | changed("untold");
    if (marks) places = JSON.parse(shown.marks);
    const open = changed("clicked");
    if (marks) showMarks();
    else if (open) showOpen();
    if (!drag) showBand(model.get("brushed"));
    el.dataset.generation = model.get("generation");
  };
  // A few marks come with their picture. A thousand would take ten times as long as the picture itself: they are asked for
  // when somebody points at it or enters it by keyboard; until then it is one stop for the Tab key.
  const showMarks = () => {
    const held = layer.contains(document.activeElement);
    const untold = model.get("untold");
    layer.hidden = places.length + untold === 0 && model.get("days").length < 2;
    layer.tabIndex = untold ? 0 : -1;
    hideTip();
    places.forEach(([x0, y0, x1, y1, label], number) => {
      const button = buttons[number] ?? layer.appendChild(newButton(number));
      const place = `left:${50 * (x0 + x1)}%;top:${50 * (y0 + y1)}%;width:${100 * (x1 - x0)}%;height:${100 * (y1 - y0)}%`;
      if (button.place !== place) button.style.cssText = button.place = place;
      if (button.label !== label) button.setAttribute("aria-label", (button.label = label));
    });
    if (places.length) while (buttons.length > places.length) layer.lastChild.remove();
    else layer.replaceChildren();
    showOpen();
    asked = false;
    if (held) askForMarks();
    if (held && !layer.contains(document.activeElement)) (layer.lastChild ?? layer).focus(); // not lost to the page
    if (document.activeElement === layer) layer.querySelector('[tabindex="0"]')?.focus();
  };
  const askForMarks = () => {
    if (model.get("untold") && !asked) model.send({ asked: "marks" });
    asked = true;
  };
  const newButton = (number) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.mark = number;
    button.tabIndex = -1;
    button.setAttribute("aria-pressed", "false");
    return button;
  };
  const showOpen = () => {
    layer.querySelector('[aria-pressed="true"]')?.setAttribute("aria-pressed", "false");
    buttons[shown.clicked ?? -1]?.setAttribute("aria-pressed", "true");
    enterAt(buttons[shown.clicked ?? -1] ?? layer.querySelector('[tabindex="0"]') ?? buttons[0]);
  };
  const enterAt = (button) => {
    layer.querySelectorAll('[tabindex="0"]').forEach((other) => (other.tabIndex = -1));
    if (button) button.tabIndex = 0;
  };
  const tell = (values) => {
    Object.entries(values).forEach(([name, value]) => model.set(name, value));
    model.save_changes(); // while one message is under way, the next waits, and only the last one goes
  };

  // Words beside the mark under the pointer or the focus.
  const showTip = (text, x, y) => {
    tip.textContent = text;
    tip.hidden = false;
    const { width, height } = el.getBoundingClientRect();
    tip.style.left = `${Math.max(0, Math.min(x - tip.offsetWidth / 2, width - tip.offsetWidth))}px`;
    tip.style.top = `${y - tip.offsetHeight - 6 >= 0 ? y - tip.offsetHeight - 6 : Math.min(y + 24, height)}px`;
  };
  const hideTip = () => (tip.hidden = true);
  const tipOf = (button) => button && showTip(button.label, button.offsetLeft, button.offsetTop - button.offsetHeight / 2);

  // Days along the axis.
  const along = (clientX) => (clientX - el.getBoundingClientRect().left) / el.clientWidth;
  const between = (points, from, to, value) => {
    let right = points.findIndex((point) => point[from] > value);
    right = right < 0 ? points.length - 1 : Math.max(1, right);
    const [low, high] = [points[right - 1], points[right]];
    const share = high[from] > low[from] ? (value - low[from]) / (high[from] - low[from]) : 0;
    return low[to] + Math.max(0, Math.min(1, share)) * (high[to] - low[to]);
  };
  const dayAt = (days, x) => Math.min(Math.floor(between(days, 0, 1, x)), days.at(-1)[1] - 1);
  const showBand = (brushed) => {
    const days = model.get("days");
    band.hidden = !brushed || days.length < 2;
    if (band.hidden) return;
    const [left, right] = [between(days, 1, 0, brushed[0]), between(days, 1, 0, brushed[1] + 1)];
    band.style.left = `${100 * left}%`;
    band.style.width = `${100 * Math.max(0.002, right - left)}%`;
  };
  const brush = (from, to, brushing) => {
    const brushed = [Math.min(from, to), Math.max(from, to)];
    showBand(brushed);
    const [first, last] = brushed.map(inWords);
    const middle = band.offsetLeft + band.offsetWidth / 2;
    showTip(first === last ? first : `${first} to ${last}`, middle, 40);
    tell({ brushed, brushing });
  };

  let drag = null; // { x, day, days, moved, before } from pointer down to pointer up
  let dragged = false; // whether the last press became a drag: the click that ends it is none
  layer.addEventListener("pointermove", askForMarks); // a pointer at rest over a picture that changes asks for nothing
  layer.addEventListener("focus", askForMarks);
  layer.addEventListener("pointerdown", (event) => {
    const days = model.get("days");
    dragged = false;
    if (event.button || days.length < 2) return;
    drag = { x: event.clientX, days, day: dayAt(days, along(event.clientX)), moved: false, before: model.get("brushed") };
  });
  layer.addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (!drag.moved && Math.abs(event.clientX - drag.x) < DRAG) return;
    if (!drag.moved) layer.setPointerCapture(event.pointerId);
    drag.moved = dragged = true;
    drag.to = dayAt(drag.days, along(event.clientX));
    if (drag.to !== drag.told) brush(drag.day, (drag.told = drag.to), true);
  });
  layer.addEventListener("pointerup", () => {
    if (drag?.moved) {
      brush(drag.day, drag.to, false);
      hideTip();
    }
    drag = null;
  });
  const cancel = () => {
    const { moved, before } = drag ?? {};
    drag = null;
    if (moved) tell({ brushed: before, brushing: false });
    hideTip();
    showBand(model.get("brushed"));
  };
  layer.addEventListener("pointercancel", cancel);

  let anchor = null; // the mark from which Shift and arrow keys extend
  layer.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const byPointer = event.detail > 0; // Enter and Space click as well, without a press
    if (!button || (byPointer && dragged) || event.detail > 1) return; // a double click opens, and does not let go again
    const number = Number(button.dataset.mark);
    enterAt(button);
    tell({ clicked: number === model.get("clicked") ? null : number });
  });
  layer.addEventListener("keydown", (event) => {
    const from = event.target.closest("button");
    const to = from && target(from, event.key);
    if (event.key === "Escape") letGo();
    else if (!to) return;
    else {
      enterAt(to);
      to.focus({ preventScroll: false });
      if (!event.shiftKey) anchor = null;
      else if (model.get("days").length > 1) {
        anchor ??= from;
        brush(...span([anchor, to]), false);
      }
    }
    event.preventDefault();
    event.stopPropagation(); // the notebook would move to another cell
  });
  const letGo = () => {
    if (drag) return cancel();
    hideTip();
    anchor = null;
    tell(model.get("clicked") !== null ? { clicked: null } : { brushed: null, brushing: false });
  };
  // Left and right, Home and End go through the marks in their order; up and down to the nearest one there.
  const target = (from, key) => {
    if (key in WALK) {
      const number = Number(from.dataset.mark) + WALK[key];
      return buttons[Math.max(0, Math.min(buttons.length - 1, number))];
    }
    const down = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (!down) return null;
    const far = ([x0, y0, x1, y1]) => [Math.abs(x0 + x1 - here[0] - here[2]), (y0 + y1 - here[1] - here[3]) * down];
    const here = places[from.dataset.mark];
    let [best, least] = [from, Infinity];
    places.forEach((mark, number) => {
      const [aside, ahead] = far(mark);
      if (ahead > 1e-4 && ahead + 2 * aside < least) [best, least] = [buttons[number], ahead + 2 * aside];
    });
    return best;
  };
  const span = (marked) => {
    const boxes = marked.map((button) => places[button.dataset.mark]);
    const days = model.get("days");
    const inside = 1e-3; // a box ends where the next day begins
    return [Math.min(...boxes.map((b) => dayAt(days, b[0] + inside))), Math.max(...boxes.map((b) => dayAt(days, b[2] - inside)))];
  };

  layer.addEventListener("pointerover", (event) => drag?.moved || tipOf(event.target.closest("button")));
  layer.addEventListener("pointerout", () => drag?.moved || hideTip());
  layer.addEventListener("focusin", (event) => tipOf(event.target.closest("button:focus-visible")));
  layer.addEventListener("focusout", hideTip);

  // What the browser knows and Python needs: how wide the picture stands, and whether it is in sight.
  let timer = null;
  const sizes = new ResizeObserver(() => {
    const width = Math.round(el.clientWidth);
    const told = model.get("width");
    clearTimeout(timer);
    if (width && Math.abs(width - told) > LITTLE) timer = setTimeout(() => tell({ width }), told ? 150 : 0);
  });
  const sight = new IntersectionObserver(
    (entries) => model.get("visible") !== entries.at(-1).isIntersecting && tell({ visible: entries.at(-1).isIntersecting }),
    { rootMargin: "150px" },
  );
  const traits = ["svg", "alt", "marks", "untold", "clicked", "days", "brushed", "generation"];
  traits.forEach((name) => model.on(`change:${name}`, show));
  show();
  sizes.observe(el);
  sight.observe(el);
  return () => {
    traits.forEach((name) => model.off(`change:${name}`, show));
    sizes.disconnect();
    sight.disconnect();
  };
}

export default { render };
