// Brings the simulator to life wherever its page appears: after a load, or after navigation without one.

import { Engine } from "./simulator/client.js";
import { Page } from "./simulator/page.js";

// Starting takes seconds, so the engine outlives the page: who comes back finds it ready.
const engines = new Map();
let mounted = { root: null, page: null };

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
  mounted = { root, page: null };
  if (!root) return;
  const { runtime } = root.closest("[data-runtime]").dataset;
  mounted.page = new Page(root, engineAt(new URL(runtime, location.href).href));
  root.dataset.ownFragment = location.pathname;
  root.addEventListener("fragmentchange", () => mounted.page.open(location.hash));
}

window.document$.subscribe(mount);
