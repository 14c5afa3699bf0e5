// The case of the page as this browser keeps it: each change of it gets there by itself, and the block says so.

import { dayFor } from "./dates.js";
import { caseIn, draft } from "./draft.js";
import { Keeper } from "./keeper.js";
import { caseOf, recordOf, same, sameRecord } from "./record.js";

const SETTLED = 500; // ms without a change before it is kept

export class KeptCase {
  /** The case of the last answer: what is saved is always a case that could be answered. Null until there is one. */
  asked = null;
  /** `{shown, kept}`: the case as this tab shows it, and as it was kept before it was deleted; null otherwise. */
  deleted = null;

  #page;
  #block;
  #keeper;
  #timer = null;

  /** `cases`: the handle of the store. `onDeleted` hears that the case is not there any more. */
  constructor(cases, page, block, onDeleted) {
    this.#page = page;
    this.#block = block;
    this.#keeper = new Keeper(cases, page, (reason) => (reason === "deleted" ? onDeleted() : block.trouble(reason)));
  }

  /** The case as it is kept; null while it is not saved. */
  get record() {
    return this.#keeper.record;
  }

  set record(record) {
    this.#keeper.record = record;
  }

  /** Kept once all that is under way has been written. */
  get written() {
    return this.#keeper.written;
  }

  /** Today where the days of the case are counted. */
  get today() {
    return dayFor(this.asked ?? this.record ?? {}, new Date());
  }

  /** Another case begins, which is not saved. */
  forget() {
    this.record = null;
    this.asked = null;
    this.deleted = null;
    this.#block.calm();
  }

  /** Bring the case of the record into the form, in the place of what stands there. */
  showCase() {
    const { id, rulebook } = this.record;
    this.asked = null;
    const shown = { ...caseOf(this.record), rulebook, today: this.#page.case.today, case: id };
    this.#page.openCase(shown, { replace: true });
  }

  // --- what changes ---

  /** Keep what has changed as soon as it has settled. */
  soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), SETTLED);
  }

  /** Keep now what has changed. */
  flush() {
    clearTimeout(this.#timer);
    if (!this.record || !this.asked) return;
    const record = this.made(this.record);
    if (sameRecord(record, this.record)) {
      this.show();
    } else if (!this.#block.inTrouble) {
      this.keep(record);
    }
  }

  /** `base` with what the reader has told and written. Only once there is an answer. */
  made(base) {
    return recordOf(base, this.asked, draft, { version: this.#page.version, today: this.today });
  }

  /** Keep a record, and show how that went. Tells whether it was kept. */
  async keep(record) {
    draft.keep({ id: record.id });
    const kept = await this.#keeper.keep(record);
    if (!kept) draft.keep({ id: this.record?.id ?? null, unsaved: true });
    this.show();
    if (kept && differs(kept, record)) this.tellChanged();
    return kept !== null;
  }

  /** The page goes on with the same case, which is not saved any more. */
  unsave(deleted) {
    clearTimeout(this.#timer);
    this.#block.calm();
    this.record = null;
    this.deleted = deleted;
    this.#page.savedAs = null;
    draft.keep({ id: null, unsaved: true, address: caseIn(location.hash) });
    this.show();
  }

  // --- what there is to see ---

  /** Other tabs have changed it. What is changed here is added; what shows stays until the reader wants more. */
  tellChanged() {
    if (this.#block.changed()) this.#page.announce(this.#page.say("save.changed_elsewhere"));
  }

  /** Show how it stands. */
  show() {
    const { record, asked } = this;
    this.#block.show(record, draft);
    if (!record && draft.unsaved && !draft.held && !this.#block.inTrouble) this.#block.state("save.only_here");
    if (!record || !asked) return;
    // What still waits for its answer is in the address alone.
    const answered = same(caseOf(this.#page.case), caseOf(asked));
    const saved = answered && !this.#block.inTrouble && sameRecord(this.made(record), record);
    draft.keep({ unsaved: !saved });
    this.#block.state(saved ? "save.all_saved" : "save.not_saved");
  }
}

/** Whether what is kept says something else than what a tab shows. Whether the case is closed follows the store. */
export function differs(kept, { closed_on, outcome, ...shown }) {
  return !sameRecord(kept, { ...shown, closed_on: kept.closed_on, outcome: kept.outcome });
}
