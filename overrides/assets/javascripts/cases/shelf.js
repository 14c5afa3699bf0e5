// The cases as this page holds them: in memory for the list, and in the browser's store behind it.

import { openCases } from "../storage/cases.js";
import { StorageError } from "../storage/errors.js";

const MANY = 20;

/**
 * What is done to the cases happens here at once, then in the store. When the store fails, the page goes on with what it
 * has: `onTrouble(reason)` hears why (a reason of StorageError), and null once the store works again.
 * `onChange()` hears of what other tabs have changed.
 */
export class Shelf {
  onTrouble = () => {};
  onChange = () => {};

  #records = new Map();
  #store = openCases();
  #unsaved = false; // whether the store lacks something that this page holds

  constructor() {
    this.#store.watch((ids) => this.#reload(ids));
  }

  /** Stop listening to other tabs. */
  close() {
    this.#store.close();
  }

  /** All records, in no order. */
  get records() {
    return [...this.#records.values()];
  }

  get(id) {
    return this.#records.get(id);
  }

  /** Read what the store holds. What this page holds besides, because the store had failed, is put into it. */
  async read() {
    await this.#try(async () => {
      const unsaved = this.records;
      const kept = await this.#store.all();
      if (this.#unsaved && unsaved.length) await this.#store.putAll(unsaved);
      this.#records = new Map([...kept, ...(this.#unsaved ? unsaved : [])].map((record) => [record.id, record]));
      this.#unsaved = false;
    });
  }

  async putAll(records) {
    for (const record of records) this.#records.set(record.id, record);
    return this.#write(() => this.#store.putAll(records));
  }

  /**
   * Put what `edit(record)` makes of these records, as other tabs may have left them; null leaves one as it is.
   * Returns whether the store has kept it.
   */
  async change(ids, edit) {
    const known = ids.filter((id) => this.#records.has(id));
    this.#take(known.map((id) => edit(this.#records.get(id)) ?? this.#records.get(id)));
    return this.#write(async () => {
      const kept = await this.#store.change(known, edit);
      // What was deleted in the meantime, here or elsewhere, does not come back.
      this.#take(kept.filter((record) => record && this.#records.has(record.id)));
    });
  }

  async remove(id) {
    this.#records.delete(id);
    return this.#write(() => this.#store.remove(id));
  }

  async clear() {
    this.#records.clear();
    return this.#write(() => this.#store.clear());
  }

  #take(records) {
    for (const record of records) if (record) this.#records.set(record.id, record);
  }

  async #write(act) {
    const kept = await this.#try(act);
    if (!kept) this.#unsaved = true;
    return kept;
  }

  async #try(act) {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.onTrouble(error.reason);
      return false;
    }
    if (!this.#unsaved) this.onTrouble(null);
    return true;
  }

  async #reload(ids) {
    // What the store lacks is only here.
    if (this.#unsaved) return;
    await this.#try(async () => {
      if (ids === null || ids.length > MANY) {
        this.#records = new Map((await this.#store.all()).map((record) => [record.id, record]));
      } else {
        for (const id of ids) {
          const record = await this.#store.get(id);
          if (record) this.#records.set(id, record);
          else this.#records.delete(id);
        }
      }
    });
    this.onChange();
  }
}
