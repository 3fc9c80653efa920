// One item to judge: its text (HTML escaped in Python), three answers, keys 1 to 3, back and next.
let widgets = 0;

function make(tag, className, parent) {
  const element = document.createElement(tag);
  element.className = className;
  parent.append(element);
  return element;
}

function field(words, className, parent) {
  const label = make("label", className, parent);
  make("span", "", label).textContent = words;
  return make("input", "", label);
}

function render({ model, el }) {
  const root = make("section", "verdicts-card", el);
  const question = `verdicts-question-${++widgets}`;
  root.setAttribute("aria-label", "Check by hand");
  // In JupyterLab 1 to 3 would make a heading of the cell; it asks the very element that has the focus.
  root.addEventListener("focusin", ({ target }) => (target.dataset.lmSuppressShortcuts = "true"));
  const head = make("div", "verdicts-head", root);
  const coder = field("Your name", "verdicts-coder", head);
  const place = make("p", "verdicts-place", head);
  const reads = make("p", "verdicts-reads", root);
  const text = make("div", "verdicts-text", root);
  const from = make("p", "verdicts-from", root);
  const asked = make("p", "verdicts-question", root);
  const hint = make("p", "verdicts-hint", root);
  asked.id = question;
  const answers = make("div", "verdicts-answers", root);
  answers.setAttribute("role", "group");
  answers.setAttribute("aria-labelledby", question);
  const note = field("Note (stored with the answer)", "verdicts-note", root);
  const walk = make("div", "verdicts-walk", root);
  const back = make("button", "", walk);
  const next = make("button", "", walk);
  const message = make("p", "verdicts-message", root);
  const result = make("p", "verdicts-result", root);
  for (const live of [place, reads, asked, message]) live.setAttribute("role", "status");
  for (const [button, words] of [[back, "Back"], [next, "Next"]]) {
    button.type = "button";
    button.textContent = words;
  }
  let shown = {}; // which item is on the screen, and for whom

  const answer = (choice) => {
    if (model.get("view").last) return;
    model.send({ choice, note: note.value, item: shown.item }); // a key pressed in haste judges no item unseen
  };
  const toPassage = () => {
    const box = text.querySelector(".scrolls");
    const passage = text.querySelector(".ev-evidence");
    if (!box || !passage) return;
    box.scrollTop += passage.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
  };
  const show = () => {
    const view = model.get("view");
    const words = { place, reads, from, hint, message, result };
    for (const [name, element] of Object.entries(words)) element.textContent = view[name];
    asked.textContent = view.question;
    const who = model.get("coder");
    if (shown.item !== view.item || shown.who !== who) {
      text.innerHTML = view.html;
      text.hidden = !view.html;
      note.value = view.note;
      const box = text.querySelector(".scrolls");
      if (box) box.tabIndex = 0; // else the keyboard cannot scroll it
      toPassage();
      shown = { item: view.item, who };
    }
    while (answers.children.length < view.choices.length) {
      const button = make("button", "", answers);
      const number = answers.children.length;
      button.type = "button";
      button.setAttribute("aria-keyshortcuts", number);
      button.addEventListener("click", () => answer(number - 1));
      make("kbd", "", button).textContent = number;
      make("span", "", button).textContent = view.choices[number - 1];
    }
    [...answers.children].forEach((button, number) => {
      button.setAttribute("aria-pressed", number === view.given);
      button.setAttribute("aria-disabled", view.last); // disabled would lose the focus
    });
    note.disabled = view.last;
    back.setAttribute("aria-disabled", view.first);
    next.setAttribute("aria-disabled", view.last);
  };
  const showCoder = () => { coder.value = model.get("coder"); };

  back.addEventListener("click", () => model.send({ step: -1 }));
  next.addEventListener("click", () => model.send({ step: 1 }));
  coder.addEventListener("change", () => {
    model.send({ coder: coder.value }); // no trait: an answer that follows must not overtake it
  });
  root.addEventListener("keydown", (event) => {
    const typing = event.target.tagName === "INPUT";
    const choice = Number(event.key) - 1;
    if (typing || event.ctrlKey || event.altKey || event.metaKey || !(choice in [...answers.children])) return;
    event.preventDefault();
    event.stopPropagation();
    answer(choice);
  });
  model.on("change:view", show);
  model.on("change:coder", showCoder);
  showCoder();
  show();
  const sizes = new ResizeObserver(toPassage); // the first item is shown before it has a size; another width moves the words
  sizes.observe(text);
  return () => sizes.disconnect();
}

export default { render };
