// What is seen as files: which kinds, what size, a button, and what was written, each to be fetched.
let panels = 0; // for ids that two explorers in one page do not share

function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

function save(name, content) {
  const address = URL.createObjectURL(new Blob([content]));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function render({ model, el }) {
  const id = `explorer-export-${++panels}`;
  const boxes = model.get("kinds").map(({ name, title, ticked }) => {
    const box = make("input", { type: "checkbox", value: name, checked: ticked, id: `${id}-${name}` });
    return { box, line: make("label", { htmlFor: box.id }, box, title) };
  });
  const size = make("select", { id: `${id}-size` });
  size.append(...model.get("sizes").map(({ name, title }) => make("option", { value: name }, title)));
  const button = make("button", { type: "button", className: "explorer-export-write" }, "Write the files");
  const said = make("p", { className: "explorer-export-said" });
  said.setAttribute("role", "status");
  const list = make("ul");
  let waiting = false;

  button.addEventListener("click", () => {
    if (waiting) return;
    waiting = true;
    said.textContent = "Writing …";
    const write = boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
    model.send({ write, size: size.value });
  });
  const show = () => {
    waiting = false;
    el.dataset.generation = model.get("generation");
    said.textContent = model.get("said");
    list.replaceChildren(...model.get("written").map(({ name, size }, number) => {
      const fetch = make("button", { type: "button" }, `Download ${name}`);
      fetch.addEventListener("click", () => model.send({ fetch: number }));
      return make("li", {}, fetch, ` ${size}`);
    }));
  };
  const arrived = (content, buffers) => buffers.length && save(content.name, buffers[0]);
  model.on("change:generation", show);
  model.on("change:said", () => (said.textContent = model.get("said")));
  model.on("msg:custom", arrived);

  const kinds = make("fieldset", {}, make("legend", {}, "Files"), ...boxes.map(({ line }) => line));
  const choice = make("p", {}, make("label", { htmlFor: size.id }, "Size of the figures "), size);
  el.classList.add("explorer-export");
  const title = make("summary", {}, "Export what is seen: figures, rows, network, timeline, report, articles");
  el.replaceChildren(make("details", {}, title, kinds, choice, button, said, list));
  show();
  return () => model.off("msg:custom", arrived);
}

export default { render };
