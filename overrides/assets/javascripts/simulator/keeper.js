// Keeps the record of the case that the page shows, one state after the other.

import { StorageError } from "../storage/errors.js";
import { isNewer } from "../storage/records.js";
import { dayInChina } from "./dates.js";

export class Keeper {
  /** As it is kept, or about to be; null while the case is not saved. */
  record = null;

  /** Kept once all that is under way has been written. */
  written = Promise.resolve();

  #cases;
  #page;
  #onTrouble;

  /** `cases`: the handle of the store. `page` asks the rules. `onTrouble` hears the reason when the store refuses. */
  constructor(cases, page, onTrouble) {
    this.#cases = cases;
    this.#page = page;
    this.#onTrouble = onTrouble;
  }

  /** Keep a record instead of the one before. Tells whether the store took it. */
  async keep(record) {
    const before = this.record;
    this.record = record;
    const kept = await this.#inTurn(() => this.#put(record, before));
    if (this.record === record) this.record = kept ?? before;
    if (kept && this.record === kept) this.#addSummary(kept);
    return kept !== null;
  }

  /** One after the other, or an older state could end up on top. */
  #inTurn(write) {
    const done = this.written.then(write);
    this.written = done.then(() => {});
    return done;
  }

  /** What was kept, or null. A case that was closed or opened elsewhere since `before` stays so. */
  async #put(record, before) {
    try {
      const latest = await this.#cases.get(record.id);
      if (latest && isNewer(latest)) throw new StorageError("newer");
      const ended = latest && before?.id === record.id && latest.closed_on !== before.closed_on;
      const kept =
        ended && record.closed_on === before.closed_on
          ? { ...record, closed_on: latest.closed_on, outcome: latest.outcome }
          : record;
      await this.#cases.put(kept);
      return kept;
    } catch (error) {
      this.#onTrouble(error.reason);
      return null;
    }
  }

  /** The list sorts by it before Python has started. Without it the list works it out by itself. */
  async #addSummary(record) {
    if (record.summary) return;
    let summaries;
    try {
      ({ summaries } = await this.#page.call("summaries", { cases: [record], today: dayInChina(new Date()) }));
    } catch {
      return;
    }
    if (this.record !== record) return;
    this.record = { ...record, summary: summaries[0] };
    this.#inTurn(() => this.#put(this.record, record));
  }
}
