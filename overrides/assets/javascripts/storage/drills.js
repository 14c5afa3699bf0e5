// The drills done in this browser.

import { work } from "./database.js";

const STORE = "drills";

/**
 * A handle on the drills done. Every method promises, and breaks with StorageError: `all()`, the entries in no order;
 * `add(entry)`, an object with an `id`, instead of the one with that id; `clear()`.
 */
export function openDrills() {
  return {
    all: () => work((database) => database.getAll(STORE)),
    add: (entry) => work((database) => database.put(STORE, entry)).then(() => {}),
    clear: () => work((database) => database.clear(STORE)),
  };
}
