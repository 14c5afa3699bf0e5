// `quiet` is a promise that is kept with true when neither the page nor an engine that it has started waits for anything.
// What a reader does not ask for waits for that: keeping the site, and the index of the search (see search_index.py).
{
  const once = (type) => new Promise((resolve) => addEventListener(type, resolve, { once: true }));
  const loaded = document.readyState === "complete" ? Promise.resolve() : once("load");
  globalThis.quiet = loaded
    .then(() => document.documentElement.dataset.engine && once("enginesettled"))
    .then(() => new Promise((resolve) => (globalThis.requestIdleCallback ?? setTimeout)(() => resolve(true))));
}
