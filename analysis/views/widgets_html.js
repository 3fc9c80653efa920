// HTML made (and escaped) in Python. Elements with data-mark="N" can be clicked, and again to let go; those with
// data-do="..." ask Python to do it.
function render({ model, el }) {
  el.classList.add("clickable-html");
  const showOpen = () => {
    for (const mark of el.querySelectorAll("button[data-mark]")) {
      const open = Number(mark.dataset.mark) === model.get("clicked");
      mark.setAttribute("aria-pressed", open);
      mark.closest("tr")?.classList.toggle("is-open", open);
    }
  };
  const showHtml = () => {
    const { mark, do: does, by } = document.activeElement?.dataset ?? {};
    const held = el.contains(document.activeElement);
    el.innerHTML = model.get("html");
    for (const box of el.querySelectorAll(".scrolls")) box.tabIndex = 0; // else the keyboard cannot scroll it
    showOpen();
    if (held) { // the keyboard keeps its place
      const same = [...el.querySelectorAll("button")].filter(({ dataset }) =>
        dataset.mark === mark && dataset.do === does && dataset.by === by);
      (same.find((button) => !button.disabled) ?? el.querySelector("button:not([disabled])"))?.focus({ preventScroll: true });
    }
    toTarget();
  };
  const toTarget = () => {
    const target = model.get("scroll_to") && el.querySelector(model.get("scroll_to"));
    const box = target && target.closest(".scrolls"); // only this box: the page stays where the reader is
    if (box) box.scrollTop += target.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
  };
  const showGeneration = () => (el.dataset.generation = model.get("generation"));
  el.addEventListener("click", (event) => {
    const { do: does, lmSuppressShortcuts: _ours, ...rest } = event.target.closest("[data-do]")?.dataset ?? {};
    const mark = event.target.closest("[data-mark]");
    const twice = does === "undo" && event.detail > 1; // by then another one stands under the pointer
    if (does && !twice) model.send({ do: does, ...rest });
    if (does || !mark || (event.detail && !window.getSelection().isCollapsed)) return; // or words are being marked
    const number = Number(mark.dataset.mark);
    model.set("clicked", number === model.get("clicked") ? null : number);
    model.save_changes();
  });
  model.on("change:html", showHtml);
  model.on("change:clicked", showOpen);
  model.on("change:generation", showGeneration);
  model.on("change:revealed", () => { // nothing moves where there is something of it to read already
    const { top, bottom } = el.getBoundingClientRect();
    if (bottom < 250 || top > window.innerHeight - 150) el.scrollIntoView({ block: "start", behavior: "instant" });
  });
  showHtml();
  showGeneration();
  let width = 0; // before it stands in the page it has none; another width moves the words
  const sizes = new ResizeObserver(() => width !== el.clientWidth && ((width = el.clientWidth), toTarget()));
  sizes.observe(el);
  return () => sizes.disconnect();
}

export default { render };
