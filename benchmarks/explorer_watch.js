// In the page of the notebook: when did each part of the explorer show its answer to the last input?
//
// Every part carries the number of the change that it shows (data-generation). It counts as shown when a frame with it
// has been painted: after the number changes, the next animation frame comes, and a message queued in that frame is
// handled, which the browser does only when it has painted.
(() => {
  const QUIET = 300; // ms without any change
  let root, asked = 0, input = 0, changed = 0, pending = 0, shown = {};
  const generation = (part) => Number(part.dataset.generation);
  const name = (part) => [...part.classList].find((one) => /^explorer-[a-z]+$/.test(one))?.slice("explorer-".length);
  const inWindow = (part) => { // one that is still empty has no height, but a place
    const box = part.getBoundingClientRect();
    return box.width > 0 && box.bottom >= 0 && box.top < window.innerHeight;
  };
  // The parts that count: every one in sight, and the table wherever it is.
  const parts = () => [...root.querySelectorAll("[data-generation]")].filter((part) =>
    generation(part) > 0 && (inWindow(part) || part.matches(".explorer-table")));
  const painted = async () => {
    await new Promise(requestAnimationFrame);
    const { port1, port2 } = new MessageChannel();
    await new Promise((done) => { port1.onmessage = done; port2.postMessage(0); });
    return performance.now();
  };
  const note = async (part) => {
    const number = generation(part);
    pending += 1;
    const at = await painted();
    pending -= 1;
    shown[name(part)] = { number, at };
  };

  // The explorer comes into sight as soon as it is there; the time of day when all of it that is in sight is painted.
  const opened = async (patience) => {
    const complete = () => {
      const views = [...root.querySelectorAll(".scene-view")].filter(inWindow);
      return views.length && views.every((view) => view.querySelector("svg")) && root.querySelector(".explorer-table td");
    };
    const until = performance.now() + patience;
    while (performance.now() < until) {
      await new Promise(requestAnimationFrame);
      if (!root && (root = document.querySelector(".explorer"))) root.scrollIntoView();
      else if (root && complete()) return painted().then(() => Date.now());
    }
    throw new Error("the explorer did not open");
  };
  const quiet = () => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    return !pending && kernel.status === "idle" && performance.now() - changed > QUIET;
  };
  const begin = () => {
    changed = performance.now();
    new MutationObserver((mutations) => {
      changed = performance.now();
      new Set(mutations.filter((one) => one.attributeName === "data-generation").map((one) => one.target)).forEach(note);
    }).observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
    for (const type of ["input", "change", "click"])
      root.addEventListener(type, (event) => { input = event.timeStamp; }, { capture: true });
  };
  const reset = () => [input, shown, asked] = [0, {}, Math.max(...parts().map(generation))];
  // All parts show one and the same change, a later one than before, and nothing is under way.
  const settled = () => {
    const numbers = parts().map(generation);
    return input && numbers.length && Math.min(...numbers) === Math.max(...numbers) && numbers[0] > asked
      && quiet();
  };
  // Milliseconds from the input to the painted answer, of each part; views are marked, from top to bottom.
  const answer = () => parts().map((part) => {
    const { number, at } = shown[name(part)] ?? {};
    if (number !== generation(part)) throw new Error(`${name(part)} was not seen to change`);
    return [name(part), at - input, part.matches(".scene-view")];
  });
  const state = () => JSON.stringify({ asked, input, changed, pending, shown, now: parts().map((p) => [name(p), generation(p)]) });
  window.explorerWatch = { opened, begin, quiet, reset, settled, answer, state };
})();
