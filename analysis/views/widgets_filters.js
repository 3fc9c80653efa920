// The controls of the explorer. Python says what is set (state), what can be chosen (facets) and how many rows each
// choice would leave (counts); what a hand changes goes to Python as a message. While Python has not answered
// (generation), further changes are kept, and what they come to is sent once: a burst never queues.
const FEW = 12, TOP = 8, FOUND = 40;
const PATIENCE = 5000; // milliseconds
const LATE = " No answer yet: the kernel is busy; or it was restarted, then run this cell again.";
const TYPED = "input:not([type=checkbox], [type=range]), textarea, select";
let panels = 0; // for ids that two explorers in one page do not share

function make(tag, properties = {}, ...children) {
  const { data = {}, aria = {}, ...rest } = properties;
  const node = Object.assign(document.createElement(tag), rest);
  Object.assign(node.dataset, data);
  for (const [name, value] of Object.entries(aria)) node.setAttribute(name === "role" ? name : `aria-${name}`, value);
  node.append(...children);
  return node;
}

// What was asked for and not yet answered, on top of what Python says.
function conversation(model, changed, late) {
  let kept = [], sent = [], waiting = false, timer = null;
  const flush = () => {
    if (waiting || !kept.length) return;
    [sent, kept, waiting] = [kept, [], true];
    timer = setTimeout(late, PATIENCE);
    model.send({ asked: sent });
  };
  model.on("change:generation", () => {
    [sent, waiting] = [[], false];
    clearTimeout(timer);
    flush();
  });
  const ask = (wish) => {
    const last = kept.at(-1);
    if (last?.set && wish.set) Object.assign(last.set, wish.set);
    else kept.push(wish.set ? { set: { ...wish.set } } : wish);
    flush();
    changed();
  };
  const values = () => Object.assign({}, model.get("state").set, ...[...sent, ...kept].map((wish) => wish.set ?? {}));
  return { ask, values };
}

function fields({ ask, values }) {
  const numeric = (input) => (input.value === "" ? 0 : Number(input.value));
  const year = (input) => Number(input.value.slice(0, 4)); // half a year typed is no day yet
  const kinds = {
    date: { read: (i) => i.value, valid: (i) => !i.validity.badInput && (!i.value || year(i) > 999) },
    search: { read: (i) => i.value, valid: () => true },
    number: { read: numeric, valid: (i) => i.validity.valid },
    range: { read: numeric, valid: () => true },
    checkbox: { read: (i) => i.checked, valid: () => true },
  };
  const shown = [];
  const field = (name, type, words, more = {}) => {
    const { read, valid } = kinds[type];
    const input = make("input", { type, ...more });
    const send = () => valid(input) && ask({ set: { [name]: read(input) } });
    input.addEventListener(type === "checkbox" ? "change" : "input", send); // a burst of letters is asked for as one
    const text = make("span", { className: "explorer-label" }, words);
    shown.push((state, now) => {
      if (type === "checkbox") input.checked = now[name];
      else if (document.activeElement !== input || type === "range") input.value = now[name] || (type === "range" ? 0 : "");
      if (name === "minimum_confidence") text.textContent = `${words}: ${Number(now[name] || 0).toFixed(2)}`;
      if (name === "include_undated") text.textContent = `${words} (${state.undated.toLocaleString("en")})`;
    });
    const order = type === "checkbox" ? [input, text] : [text, input];
    return make("label", { className: `explorer-field explorer-${name.replaceAll("_", "-")}` }, ...order);
  };
  const node = make("div", { className: "explorer-fields" },
    field("date_from", "date", "From (first day)"),
    field("date_to", "date", "To (last day)"),
    field("text", "search", "Words in the evidence", { placeholder: "all", autocomplete: "off", spellcheck: false }),
    field("minimum_confidence", "range", "Confidence at least", { min: 0, max: 1, step: 0.05 }),
    field("minimum_sources", "number", "Told by at least (sources)", { min: 0, max: 999, step: 1, placeholder: "1" }),
    make("div", { className: "explorer-ticks" },
      field("include_undated", "checkbox", "Undated rows"),
      field("include_audiences", "checkbox", "To an audience"),
      field("between", "checkbox", "Only between those chosen")));
  return { node, show: (state) => { const now = values(); shown.forEach((one) => one(state, now)); } };
}

// One facet: a button that unfolds its choices, each with the number of rows that it would leave.
function facet({ name, title, labels }, id, { ask, values }) {
  const folded = labels.map((label) => label.toLocaleLowerCase());
  const sum = make("span", { className: "explorer-chosen" });
  const button = make("button", { type: "button", data: { facet: name }, title, aria: { expanded: false, controls: id } }, title.split(" (")[0], sum);
  const find = make("input", {
    type: "search", placeholder: `find among ${labels.length.toLocaleString("en")}`, hidden: labels.length <= FEW,
    autocomplete: "off", spellcheck: false, aria: { label: `Find: ${title}` },
  });
  const list = make("ul");
  const more = make("span", { className: "explorer-more" });
  const reset = make("button", { type: "button", className: "explorer-reset-one" }, "Reset", make("span", { className: "explorer-hidden" }, ` ${title}`));
  const box = make("fieldset", { id, hidden: true, className: `explorer-facet explorer-${name.replaceAll("_", "-")}` },
    make("legend", {}, title), find, list, make("div", {}, more, reset));
  let counts = new Int32Array(labels.length), rows = new Map();

  const toChoose = (chosen) => {
    const all = labels.map((_, position) => position);
    if (labels.length <= FEW) return all;
    const words = find.value.trim().toLocaleLowerCase();
    const wanted = all.filter((position) => !chosen.has(position) && (!words || folded[position].includes(words)));
    const most = wanted.sort((a, b) => counts[b] - counts[a] || a - b).slice(0, words ? FOUND : TOP);
    const left = wanted.length - most.length;
    more.textContent = left ? `${left.toLocaleString("en")} more` : "";
    return [...chosen, ...most];
  };
  const row = (position) => {
    const tick = make("input", { type: "checkbox" });
    const count = make("span", { className: "explorer-count" });
    tick.addEventListener("change", () => {
      const chosen = new Set(values()[name]);
      chosen[tick.checked ? "add" : "delete"](position);
      ask({ set: { [name]: [...chosen] } });
    });
    return { tick, count, node: make("li", {}, make("label", {}, tick, make("span", {}, labels[position], " ", count))) };
  };
  const show = () => {
    const chosen = new Set(values()[name]);
    sum.textContent = chosen.size ? ` ${chosen.size}` : "";
    button.classList.toggle("is-set", chosen.size > 0);
    if (box.hidden) return;
    if (!list.contains(document.activeElement)) { // else the list would move under the hand
      rows = new Map(toChoose(chosen).map((position) => [position, rows.get(position) ?? row(position)]));
      list.replaceChildren(...[...rows.values()].map(({ node }) => node));
    }
    for (const [position, { tick, count, node }] of rows) {
      tick.checked = chosen.has(position);
      count.textContent = `(${counts[position].toLocaleString("en")})`;
      node.classList.toggle("is-empty", counts[position] === 0);
    }
  };
  button.addEventListener("click", () => {
    box.hidden = !box.hidden;
    button.setAttribute("aria-expanded", !box.hidden);
    show();
  });
  find.addEventListener("input", show);
  list.addEventListener("focusout", () => setTimeout(() => !list.contains(document.activeElement) && show()));
  reset.addEventListener("click", () => ask({ reset: name }));
  return { button, box, size: labels.length, show: (numbers) => { if (numbers) counts = numbers; show(); } };
}

// What is set, in a sentence and as chips that can be taken off; undo, redo, reset; views saved by name.
function bar({ ask }) {
  const said = make("p", { className: "explorer-status", aria: { role: "status" } });
  const chips = make("ul", { className: "explorer-chips", aria: { label: "Filters that are set" } });
  const name = make("input", { type: "text", placeholder: "name of the view", autocomplete: "off", aria: { label: "Name of the view" } });
  const saved = make("ul", { className: "explorer-saved-views" });
  const keep = make("button", { type: "button", className: "explorer-save-view" }, "Save view");
  const save = make("div", {}, name, keep);
  const views = make("details", { className: "explorer-views" }, make("summary", {}, "Saved views"), save, saved);
  const action = (wish, words, title) => {
    const button = make("button", { type: "button", className: `explorer-${wish}`, title }, words);
    button.addEventListener("click", () => button.getAttribute("aria-disabled") !== "true" && ask({ [wish]: true }));
    return button;
  };
  const undo = action("undo", "Undo", "Ctrl+Z"), redo = action("redo", "Redo", "Ctrl+Shift+Z");
  const reset = action("clear", "Reset all", ""), again = action("again", "Read files again", "");
  const saveIt = () => name.value.trim() && ask({ save: name.value.trim() });
  keep.addEventListener("click", saveIt);
  name.addEventListener("keydown", (event) => event.key === "Enter" && saveIt()); // a form would not hear it in JupyterLab
  const chip = ({ label, off }) => {
    const button = make("button", { type: "button", aria: { label: `Remove: ${label}` } }, label, make("span", { aria: { hidden: true } }, " ✕"));
    button.addEventListener("click", () => ask(off));
    return make("li", { className: off.release ? "is-mark" : "" }, button);
  };
  const open = (view) => {
    const button = make("button", { type: "button" }, view);
    button.addEventListener("click", () => ask({ open: view }));
    return make("li", {}, button);
  };
  const refill = (list, items) => { // the keyboard keeps its place where what it stood on is gone
    const at = [...list.children].findIndex((item) => item.contains(document.activeElement));
    list.replaceChildren(...items);
    if (at >= 0) (items[Math.min(at, items.length - 1)]?.querySelector("button") ?? undo).focus();
  };
  const show = ({ headline, sentence, hint, chips: set, views: names, can }) => {
    said.replaceChildren(make("b", {}, headline), ` ${sentence}`, make("em", {}, hint ? ` ${hint}` : ""));
    refill(chips, set.map(chip));
    refill(saved, names.map(open));
    for (const [button, possible] of [[undo, can.undo], [redo, can.redo]]) button.setAttribute("aria-disabled", !possible);
    again.hidden = !can.again;
    views.hidden = !can.save;
  };
  const actions = make("div", { className: "explorer-actions" }, undo, redo, reset, views, again);
  const late = () => said.append(make("em", {}, LATE));
  return { node: make("div", { className: "explorer-bar" }, said, chips, actions), show, late };
}

function render({ model, el }) {
  const panel = (panels += 1);
  let facets = [], showing;
  const talk = conversation(model, () => showing?.(), () => top.late());
  const set = fields(talk), top = bar(talk);
  const buttons = make("div", { className: "explorer-facet-buttons", aria: { role: "group", label: "Filter by" } });
  const boxes = make("div", { className: "explorer-facets" });
  const controls = make("section", { className: "explorer-controls", aria: { label: "Filters" } }, set.node, buttons, boxes);
  el.classList.add("explorer-filters");
  el.append(controls, top.node);

  const takeFacets = () => {
    facets = model.get("facets").map((one) => facet(one, `explorer-${panel}-${one.name}`, talk));
    buttons.replaceChildren(...facets.map(({ button }) => button));
    boxes.replaceChildren(...facets.map(({ box }) => box));
    takeCounts();
  };
  const takeCounts = () => {
    const bytes = model.get("counts");
    if (!bytes?.byteLength) return facets.forEach((one) => one.show());
    const all = new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    let at = 0;
    for (const one of facets) one.show(all.subarray(at, (at += one.size)));
  };
  showing = () => {
    set.show(model.get("state"));
    facets.forEach((one) => one.show());
  };
  const answered = () => {
    top.show(model.get("state"));
    showing();
    el.dataset.generation = model.get("generation");
  };
  model.on("change:facets", takeFacets);
  model.on("change:counts", takeCounts);
  model.on("change:generation", answered);
  takeFacets();
  answered();

  // Keys belong to what has the focus, not to the notebook; Ctrl+Z and Escape are the explorer's, wherever in it they
  // are pressed but in a field in which one types.
  const within = (event) => el.closest(".explorer")?.contains(event.target);
  // JupyterLab's own keys ask the element itself: on one around it the attribute does nothing, and d d takes the cell.
  const own = (event) => within(event) && event.target.setAttribute("data-lm-suppress-shortcuts", "true");
  const keys = (event) => {
    if (!within(event) || event.target.matches(TYPED)) return;
    const letter = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : "";
    const wish = { z: event.shiftKey ? "redo" : "undo", y: "redo" }[letter] ?? (event.key === "Escape" ? "release" : null);
    if (!wish) return;
    event.preventDefault();
    talk.ask({ [wish]: true });
  };
  document.addEventListener("focusin", own);
  document.addEventListener("keydown", keys);
  return () => {
    document.removeEventListener("focusin", own);
    document.removeEventListener("keydown", keys);
  };
}

export default { render };
