// Brings the simulator to life wherever its page appears: after a load, or after navigation without one.

import { Engine } from "./simulator/client.js";
import { Page } from "./simulator/page.js";

// Starting takes seconds, so the engine outlives the page: who comes back finds it ready.
const engines = new Map();
let mounted = { root: null, page: null, path: null };

function engineAt(url) {
  if (!engines.has(url)) {
    engines.set(url, new Engine({ createWorker: () => new Worker(url, { type: "module" }) }));
  }
  return engines.get(url);
}

function mount() {
  const root = document.getElementById("simulator");
  if (root === mounted.root) return;
  mounted.page?.leave();
  mounted = { root: null, page: null, path: null };
  if (!root) return;
  const { runtime } = root.closest("[data-runtime]").dataset;
  const page = new Page(root, engineAt(new URL(runtime, location.href).href));
  mounted = { root, page, path: location.pathname };
}

/** Whether the address names another case of the page that is there. */
function isOurs() {
  return mounted.root?.isConnected && location.pathname === mounted.path;
}

// Material would fetch the page anew, and empty the form, when only the fragment has changed: such a change is ours.
// In the capturing phase, to come before it.
window.addEventListener(
  "popstate",
  (event) => {
    if (!isOurs()) return;
    event.stopImmediatePropagation();
    mounted.page.open(location.hash);
  },
  true,
);

if (window.document$) {
  window.document$.subscribe(mount);
  // A link from this page to itself: Material changes the address without an event.
  window.location$.subscribe(() => isOurs() && mounted.page.open(location.hash));
} else {
  mount();
}
