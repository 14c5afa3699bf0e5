// One engine for each runtime, shared by all pages: starting takes seconds, so it outlives the page that asked first.

import { Engine } from "./client.js";

const engines = new Map();

/** The engine of the runtime that an element names: it lies in one with `data-runtime`. */
export function engineFor(element) {
  const { runtime } = element.closest("[data-runtime]").dataset;
  const url = new URL(runtime, location.href).href;
  if (!engines.has(url)) {
    engines.set(url, new Engine({ createWorker: () => new Worker(url, { type: "module" }) }));
  }
  return engines.get(url);
}
