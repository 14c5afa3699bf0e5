// `quiet` is a promise that is kept when neither the page nor an engine that it has started waits for anything: what a
// reader has not asked for waits for that.
{
  const PATIENCE = 3000; // ms: a browser may never find that it has nothing to do
  const once = (type) => new Promise((resolve) => addEventListener(type, resolve, { once: true }));
  const loaded = document.readyState === "complete" ? Promise.resolve() : once("load");
  globalThis.quiet = loaded
    .then(() => document.documentElement.dataset.engine && once("enginesettled"))
    .then(() => new Promise((resolve) => (globalThis.requestIdleCallback ?? setTimeout)(resolve, { timeout: PATIENCE })));
}
