// The saved cases in this browser.

import { askToKeep, work } from "./database.js";
import { isText } from "../untrusted.js";
import { upgraded } from "./records.js";
import { isRecord } from "./sound.js";

export { isNewer, newId, SCHEMA } from "./records.js";

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

async function changeOne(store, id, edit) {
  const kept = await store.get(id);
  const record = kept && upgraded(kept);
  const changed = record && edit(record);
  if (changed) await store.put(changed);
  return changed || record;
}

/**
 * A handle on the saved cases. Every method promises, and breaks with StorageError:
 *
 * - `all()`: all records, in no order; `get(id)`: one, or undefined. Older records come as this version writes them,
 *   newer ones (`isNewer`) untouched.
 * - `put(record)`, `putAll(records)`: keep records, each instead of the one with its id. All of them, or none.
 * - `change(ids, edit)`: put what `edit(record)` makes of each record as it is kept now, whoever changed it last; null
 *   leaves it. Returns the records after that, in the order of `ids`, undefined for those that are not there.
 * - `remove(id)`, `clear()`.
 *
 * `watch(callback)` hears of what other handles change, in other tabs too: `callback(ids)`, null for all of them.
 * `close()` ends that.
 */
export function openCases() {
  const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(CHANNEL) : null;
  const tell = (ids) => channel?.postMessage(ids);

  const write = async (ids, change) => {
    const result = await work(async (database) => {
      const transaction = database.transaction(STORE, "readwrite");
      try {
        const [changed] = await Promise.all([change(transaction.store), transaction.done]);
        return changed;
      } catch (error) {
        undo(transaction);
        throw error;
      }
    });
    tell(ids);
    return result;
  };

  return {
    all: async () => (await work((database) => database.getAll(STORE))).filter(isRecord).map((record) => upgraded(record)),
    get: async (id) => {
      const record = await work((database) => database.get(STORE, id));
      return record && upgraded(record);
    },
    put: async (record) => {
      await write([record.id], (store) => store.put(record));
      askToKeep();
    },
    putAll: (records) =>
      write(
        records.map(({ id }) => id),
        (store) => Promise.all(records.map((record) => store.put(record))),
      ),
    change: (ids, edit) => write(ids, (store) => Promise.all(ids.map((id) => changeOne(store, id, edit)))),
    remove: (id) => write([id], (store) => store.delete(id)),
    clear: () => write(null, (store) => store.clear()),
    // Any page of this host may send on the channel: what is no list of ids may stand for all of them.
    watch: (callback) =>
      channel?.addEventListener("message", ({ data }) => callback(Array.isArray(data) && data.every(isText) ? data : null)),
    close: () => channel?.close(),
  };
}
