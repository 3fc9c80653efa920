// In the page of the notebook: when did each part of the explorer show its answer to the last input?
//
// A part's answer is its last change before the kernel is idle and the page quiet. It counts as shown when a frame with
// it has been painted: after the mutation a picture is decoded, the next animation frame comes, and a message queued
// in that frame is handled, which the browser does only when it has painted.
(parts) => {
  const QUIET = 400; // ms without any change
  const root = document.querySelector(".explorer");
  const watch = { input: 0, changed: 0, pending: 0, shown: {} };
  const painted = async (element) => {
    await Promise.all([...element.querySelectorAll("img")].map((image) => image.decode().catch(() => {})));
    await new Promise(requestAnimationFrame);
    const { port1, port2 } = new MessageChannel();
    await new Promise((done) => { port1.onmessage = done; port2.postMessage(0); });
    return performance.now();
  };
  const note = async (name, element) => {
    watch.pending += 1;
    const at = await painted(element);
    watch.pending -= 1;
    watch.shown[name] = Math.max(at, watch.shown[name] ?? 0);
  };
  new MutationObserver((mutations) => {
    watch.changed = performance.now();
    for (const [name, selector] of Object.entries(parts)) {
      const element = root.querySelector(selector);
      if (element && mutations.some(({ target }) => element.contains(target))) note(name, element);
    }
  }).observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
  for (const type of ["input", "change", "click"])
    root.addEventListener(type, (event) => { watch.input = event.timeStamp; }, { capture: true });

  watch.reset = () => { watch.input = 0; watch.shown = {}; };
  watch.settled = (needed) => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    return watch.input && watch.shown[needed] && !watch.pending && kernel.status === "idle"
      && performance.now() - watch.changed > QUIET;
  };
  watch.visible = () => Object.entries(parts).filter(([, selector]) => {
    const box = root.querySelector(selector)?.getBoundingClientRect();
    return box && box.height > 0 && box.bottom > 0 && box.top < window.innerHeight;
  }).map(([name]) => name);
  window.explorerWatch = watch;
}
