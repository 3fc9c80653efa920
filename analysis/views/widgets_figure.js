// A picture with one transparent button a mark. Tab enters the picture once; arrow keys, Home and End walk its marks.
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };

function render({ model, el }) {
  el.classList.add("clickable-figure");
  const image = document.createElement("img");
  const layer = document.createElement("div");
  layer.setAttribute("role", "group");
  el.append(image, layer);

  const showPicture = () => {
    const old = image.src;
    const bytes = model.get("png");
    image.hidden = bytes.byteLength === 0;
    image.src = image.hidden ? "" : URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
    if (old) URL.revokeObjectURL(old);
  };
  const showAlt = () => {
    image.alt = model.get("alt");
    layer.setAttribute("aria-label", model.get("alt"));
  };
  const showMarks = () => {
    layer.replaceChildren(...model.get("marks").map(({ x0, y0, x1, y1, label }, number) => {
      const button = document.createElement("button");
      button.type = "button";
      button.title = label;
      button.setAttribute("aria-label", label);
      button.dataset.mark = number;
      button.style.left = `${50 * (x0 + x1)}%`;
      button.style.top = `${50 * (y0 + y1)}%`;
      button.style.width = `${100 * (x1 - x0)}%`;
      button.style.height = `${100 * (y1 - y0)}%`;
      return button;
    }));
    showOpen();
  };
  const showOpen = () => {
    const open = model.get("clicked");
    [...layer.children].forEach((button, number) => {
      button.setAttribute("aria-pressed", number === open);
      button.tabIndex = number === (open ?? 0) ? 0 : -1;
    });
  };

  layer.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    model.set("clicked", Number(button.dataset.mark));
    model.save_changes();
  });
  layer.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const from = event.target.closest("button");
    if (step === undefined || !from) return;
    const last = layer.children.length - 1;
    const to = layer.children[Math.max(0, Math.min(last, Number(from.dataset.mark) + step))];
    from.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
    event.preventDefault();
    event.stopPropagation(); // the notebook would move to another cell
  });
  model.on("change:png", showPicture);
  model.on("change:alt", showAlt);
  model.on("change:marks", showMarks);
  model.on("change:clicked", showOpen);
  showPicture();
  showAlt();
  showMarks();
  return () => image.src && URL.revokeObjectURL(image.src);
}

export default { render };
