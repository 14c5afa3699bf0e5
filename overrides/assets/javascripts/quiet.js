// What a reader has not asked for waits until the page is quiet: promises for whoever fetches such things.
// `quiet` is kept when neither the page nor an engine that it has started waits for anything, `searchWanted` then or
// when the reader opens the search (see search_index.py).
{
  const once = (type) => new Promise((resolve) => addEventListener(type, resolve, { once: true }));
  const loaded = document.readyState === "complete" ? Promise.resolve() : once("load");
  globalThis.quiet = loaded
    .then(() => document.documentElement.dataset.engine && once("enginesettled"))
    .then(() => new Promise((resolve) => (globalThis.requestIdleCallback ?? setTimeout)(resolve)));
  const opened = new Promise((resolve) =>
    document.addEventListener("change", ({ target }) => target.id === "__search" && resolve()),
  );
  globalThis.searchWanted = Promise.race([globalThis.quiet, opened]);
}
