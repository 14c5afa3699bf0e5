// The drills done in this browser.

import { work } from "./database.js";
import { isDrill } from "./sound.js";

const STORE = "drills";

/**
 * A handle on the drills done. Every method promises, and breaks with StorageError: `all()`, the entries in no order, without
 * what is none;
 * `add(entry)`, an object with an `id`, instead of the one with that id; `clear()`.
 */
export function openDrills() {
  return {
    all: async () => (await work((database) => database.getAll(STORE))).filter(isDrill),
    add: (entry) => work((database) => database.put(STORE, entry)).then(() => {}),
    clear: () => work((database) => database.clear(STORE)),
  };
}
