// Nothing to see: notes which words of the open article are selected, as characters of its text.
const element = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
const length = (range) => [...range.toString()].length; // characters as Python counts them

// The character of the text at a point of the page; between paragraphs that is where the next one starts.
function place(node, offset) {
  const piece = element(node)?.closest("[data-start]");
  if (!piece) {
    const next = node.childNodes[offset]?.dataset?.start;
    return next === undefined ? null : Number(next);
  }
  const before = document.createRange();
  before.setStart(piece, 0);
  before.setEnd(node, offset);
  return Number(piece.dataset.start) + length(before);
}

function render({ model, el }) {
  el.hidden = true;
  const take = () => {
    const selected = document.getSelection();
    if (!selected.rangeCount || selected.isCollapsed) return; // a click into the form keeps the words
    const range = selected.getRangeAt(0);
    const article = element(range.startContainer)?.closest("article[data-article]");
    if (!article || article.closest(".explorer") !== el.closest(".explorer")) return;
    const start = place(range.startContainer, range.startOffset);
    const end = article.contains(range.endContainer) ? place(range.endContainer, range.endOffset) : null;
    if (start === null || end === null || end <= start) return;
    model.set("selected", [article.dataset.article, start, end]);
    model.save_changes();
  };
  let waiting;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(take, 150);
  };
  document.addEventListener("selectionchange", soon);
  // Keys typed into the form are no commands to the notebook.
  requestAnimationFrame(() => el.closest(".explorer-corrections")?.setAttribute("data-lm-suppress-shortcuts", "true"));
  return () => document.removeEventListener("selectionchange", soon);
}

export default { render };
