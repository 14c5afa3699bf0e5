// The one database that the site keeps in the browser, opened once for each document. Nothing in it is ever sent.

import { openDB } from "../../../../vendor/idb.js";
import { StorageError, storageError } from "./errors.js";

export { StorageError } from "./errors.js";

const NAME = "after-sales-playbook";

/** Each makes version n of the database from version n - 1. Browsers hold every version ever published: only add. */
const MIGRATIONS = [
  (database) => {
    database.createObjectStore("cases", { keyPath: "id" });
    database.createObjectStore("drills", { keyPath: "id" });
  },
];

// Some browsers neither open a database nor say that they will not.
const OPENING_MILLISECONDS = 15_000;

let opening = null;

/** The open database (an `IDBPDatabase` of idb). Breaks with StorageError. */
export function openDatabase() {
  opening ??= connect(NAME, MIGRATIONS, () => (opening = null));
  opening.catch(() => (opening = null));
  return opening;
}

/**
 * Open a database of this name, brought by `migrations` from whatever version the browser holds to the newest.
 * `onClosed` is called when the connection has ended by itself. Breaks with StorageError.
 */
export async function connect(name, migrations, onClosed) {
  // Where storage is forbidden, even looking at `indexedDB` may throw.
  try {
    if (!globalThis.indexedDB) throw new StorageError("blocked");
  } catch (error) {
    throw storageError(error);
  }
  let connection = null;
  const upgrade = (database, from, to, transaction) => {
    for (const migrate of migrations.slice(from)) migrate(database, transaction);
  };
  const closed = () => {
    connection?.close();
    onClosed();
  };
  try {
    connection = await inTime((giveUp) =>
      openDB(name, migrations.length, { upgrade, blocked: giveUp, blocking: closed, terminated: closed }),
    );
  } catch (error) {
    // What Firefox throws in a private window of older versions.
    if (error?.name === "InvalidStateError") throw new StorageError("blocked", error);
    throw storageError(error);
  }
  return connection;
}

/** What `open` promises, unless that takes too long or `open` calls what it is given: a StorageError then. */
function inTime(open) {
  return new Promise((resolve, reject) => {
    let late = false;
    const giveUp = () => {
      late = true;
      reject(new StorageError("failed"));
    };
    const timer = setTimeout(giveUp, OPENING_MILLISECONDS);
    open(giveUp)
      .then((database) => (late ? database.close() : resolve(database)), reject)
      .finally(() => clearTimeout(timer));
  });
}

/** What `action(database)` returns. A connection that the browser has closed meanwhile is opened again, once. */
export async function work(action) {
  for (let again = true; ; again = false) {
    const database = await openDatabase();
    try {
      return await action(database);
    } catch (error) {
      if (!again || error?.name !== "InvalidStateError") throw storageError(error);
      database.close();
      opening = null;
    }
  }
}

/** Ask the browser not to clear the store by itself when the disk is short. Some ask the reader: call it on a deed of theirs. */
export async function askToKeep() {
  try {
    return (await navigator.storage?.persist?.()) ?? false;
  } catch {
    return false;
  }
}
