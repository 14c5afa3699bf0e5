// One engine for each runtime, and one for packages, shared by all pages: starting takes seconds, so it outlives the page that asked first.

import { isOlder } from "../offline/parts.js";
import { Engine } from "./client.js";

const engines = new Map();
// The workers that start-engine.js has begun, by address: null where that is for an engine to do, or has been done.
const begun = (globalThis.begunWorkers ??= new Map());

/** The engine of the runtime that an element names: it lies in one with `data-runtime`. */
export function engineFor(element) {
  return sharedEngine(element, "");
}

/** Another one of the same runtime, for what needs packages: it is slow to start, and no answer waits for it. */
export function packagesEngineFor(element) {
  return sharedEngine(element, "packages");
}

function sharedEngine(element, name) {
  const { runtime } = element.closest("[data-runtime]").dataset;
  const url = new URL(runtime, location.href).href;
  const key = `${name} ${url}`;
  if (!engines.has(key)) engines.set(key, newEngine(url, name));
  return engines.get(key);
}

function newEngine(url, name) {
  const engine = new Engine({ createWorker: ({ careful }) => startWorker(url, name, careful), isReplaced: isOlder, reload: () => location.reload() });
  engine.onSettled = () => {
    delete document.documentElement.dataset.engine;
    dispatchEvent(new Event("enginesettled"));
  };
  return engine;
}

/** What else is to be fetched waits for `enginesettled` while the document says that an engine is starting. */
function startWorker(url, name, careful) {
  document.documentElement.dataset.engine = "starting";
  return (name === "" && takeBegun(url)) || new Worker(addressOf(url, careful), { type: "module", name });
}

/** The worker that has begun already, if there is one. What it has said meanwhile, it says again to whoever takes it. */
function takeBegun(url) {
  const found = begun.get(url);
  begun.set(url, null);
  if (!found) return null;
  found.listening.abort();
  queueMicrotask(() => {
    for (const event of found.heard) found.worker.dispatchEvent(event);
  });
  return found.worker;
}

let again = 0;

/** Where what the browser has kept cannot be trusted, an address that it has kept nothing for; offline that is all we have. */
function addressOf(url, careful) {
  return careful && navigator.onLine ? `${url}?again=${(again += 1)}` : url;
}

addEventListener("online", () => {
  for (const engine of engines.values()) engine.online();
});
