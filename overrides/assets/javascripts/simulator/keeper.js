// Keeps the record of the case that the page shows, one state after the other.

import { StorageError } from "../storage/errors.js";
import { isNewer } from "../storage/records.js";
import { dayFor } from "./dates.js";
import { merged } from "./merge.js";
import { caseOf, same } from "./record.js";

export class Keeper {
  /** Kept once all that is under way has been written. */
  written = Promise.resolve();

  #record = null;
  #known = { record: null }; // as this tab last read or wrote the case: what differs from it is this tab's own change
  #cases;
  #page;
  #onTrouble;

  /**
   * `cases`: the handle of the store. `page` asks the rules. `onTrouble` hears the reason when the store refuses, and
   * "deleted" when the case is not there any more.
   */
  constructor(cases, page, onTrouble) {
    this.#cases = cases;
    this.#page = page;
    this.#onTrouble = onTrouble;
  }

  /** The case as this tab has it: kept, or about to be; null while it is not saved. */
  get record() {
    return this.#record;
  }

  /** Another case, or what was just read of this one. */
  set record(record) {
    this.#record = record;
    this.#known = { record };
  }

  /**
   * Keep a record instead of the one before. What other tabs have changed meanwhile stays: only what this tab has changed
   * is written. Returns the record as it is kept, or null if the store did not take it.
   */
  async keep(record) {
    const before = this.#record;
    if (before?.id !== record.id) this.#known = { record: null };
    const known = this.#known;
    this.#record = record;
    const kept = await this.#inTurn(() => this.#put(record, known));
    if (kept && this.#record === record) {
      this.#addSummary(kept);
      // The form does not show whether the case is closed: that follows the store.
      const { closed_on, outcome } = kept;
      this.#record = known.record = { ...record, closed_on, outcome };
    } else if (this.#record === record) {
      this.#record = before;
    }
    return kept;
  }

  /** One after the other, or an older state could end up on top. */
  #inTurn(write) {
    const done = this.written.then(write);
    this.written = done.then(() => {});
    return done;
  }

  /** What was kept, or null. */
  async #put(record, known) {
    try {
      const kept = known.record ? await this.#change(record, known.record) : record;
      if (kept && !known.record) await this.#cases.put(record);
      if (kept) known.record = record;
      else this.#onTrouble("deleted");
      return kept ?? null;
    } catch (error) {
      this.#onTrouble(error.reason);
      return null;
    }
  }

  async #change(record, base) {
    const [kept] = await this.#cases.change([record.id], (latest) => {
      if (isNewer(latest)) throw new StorageError("newer");
      return merged(base, record, latest);
    });
    return kept;
  }

  /** The list sorts by it before Python has started. Without it the list works it out by itself. */
  async #addSummary(kept) {
    if (kept.summary) return;
    let summaries;
    try {
      ({ summaries } = await this.#page.call("summaries", { cases: [kept], today: dayFor(kept, new Date()) }));
    } catch {
      return;
    }
    const [summary] = summaries;
    const stateOf = ({ closed_on, outcome, ...record }) => ({ ...caseOf(record), closed_on, outcome });
    const fits = (record) => same(stateOf(record), stateOf(kept));
    const add = (record) => (fits(record) ? { ...record, summary } : null);
    await this.#inTurn(() => this.#cases.change([kept.id], add).catch(() => {}));
  }
}
