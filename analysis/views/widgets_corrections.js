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
    const articleOf = (node) => element(node)?.closest("article[data-article]");
    const article = articleOf(range.startContainer) ?? articleOf(range.endContainer);
    if (!article || article.closest(".explorer") !== el.closest(".explorer")) return;
    const within = range.cloneRange(); // a triple click on the last paragraph ends in what comes after the article
    const last = article.lastElementChild;
    if (!article.contains(range.startContainer)) within.setStart(article.firstElementChild, 0);
    if (!article.contains(range.endContainer)) within.setEnd(last, last.childNodes.length);
    const start = place(within.startContainer, within.startOffset);
    const end = place(within.endContainer, within.endOffset);
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
  return () => document.removeEventListener("selectionchange", soon);
}

export default { render };
