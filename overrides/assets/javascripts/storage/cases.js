// The saved cases in this browser.

import { askToKeep, work } from "./database.js";
import { upgraded } from "./records.js";

export { isNewer, SCHEMA } from "./records.js";

const STORE = "cases";
const CHANNEL = "after-sales-playbook-cases";

/** All or nothing, also where a record cannot be stored at all and the transaction would keep those before it. */
function undo(transaction) {
  transaction.done.catch(() => {});
  try {
    transaction.abort();
  } catch {
    // It has ended by itself.
  }
}

/**
 * A handle on the saved cases. Every method promises, and breaks with StorageError:
 *
 * - `all()`: all records, in no order; `get(id)`: one, or undefined. Older records come as this version writes them,
 *   newer ones (`isNewer`) untouched.
 * - `put(record)`, `putAll(records)`: keep records, each instead of the one with its id. All of them, or none.
 * - `remove(id)`, `removeAll(ids)`, `clear()`.
 *
 * `watch(callback)` hears of what other handles change, in other tabs too: `callback(ids)`, null for all of them.
 * `close()` ends that.
 */
export function openCases() {
  const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(CHANNEL) : null;
  const tell = (ids) => channel?.postMessage(ids);

  const write = async (ids, change) => {
    await work(async (database) => {
      const transaction = database.transaction(STORE, "readwrite");
      try {
        await Promise.all([...change(transaction.store), transaction.done]);
      } catch (error) {
        undo(transaction);
        throw error;
      }
    });
    tell(ids);
  };

  return {
    all: async () => (await work((database) => database.getAll(STORE))).map((record) => upgraded(record)),
    get: async (id) => {
      const record = await work((database) => database.get(STORE, id));
      return record && upgraded(record);
    },
    put: async (record) => {
      await write([record.id], (store) => [store.put(record)]);
      askToKeep();
    },
    putAll: (records) =>
      write(
        records.map(({ id }) => id),
        (store) => records.map((record) => store.put(record)),
      ),
    remove: (id) => write([id], (store) => [store.delete(id)]),
    removeAll: (ids) => write(ids, (store) => ids.map((id) => store.delete(id))),
    clear: () => write(null, (store) => [store.clear()]),
    watch: (callback) => channel?.addEventListener("message", ({ data }) => callback(data)),
    close: () => channel?.close(),
  };
}
