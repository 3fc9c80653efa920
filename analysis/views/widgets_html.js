// HTML made (and escaped) in Python; elements with data-mark="N" can be clicked.
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
    el.innerHTML = model.get("html");
    for (const box of el.querySelectorAll(".scrolls")) box.tabIndex = 0; // else the keyboard cannot scroll it
    showOpen();
    const target = model.get("scroll_to") && el.querySelector(model.get("scroll_to"));
    const box = target && target.closest(".scrolls"); // only this box: the page stays where the reader is
    if (box) box.scrollTop += target.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
  };
  const showGeneration = () => (el.dataset.generation = model.get("generation"));
  el.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-mark]");
    if (!mark) return;
    model.set("clicked", Number(mark.dataset.mark));
    model.save_changes();
  });
  model.on("change:html", showHtml);
  model.on("change:clicked", showOpen);
  model.on("change:generation", showGeneration);
  model.on("change:revealed", () => el.scrollIntoView({ block: "nearest" }));
  showHtml();
  showGeneration();
}

export default { render };
