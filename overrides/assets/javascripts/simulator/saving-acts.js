// What the reader does about the saved case: save it, copy, close and delete it, and take that back.

import { download } from "../download.js";
import { closedOn } from "../storage/records.js";
import { draft } from "./draft.js";
import { differs } from "./kept-case.js";
import { merged } from "./merge.js";
import { caseOf, newRecord, writtenIn } from "./record.js";

export class SavingActs {
  #kept;
  #cases;
  #page;
  #block;

  /** `kept` is a KeptCase, `cases` the handle of the store. */
  constructor(kept, cases, page, block) {
    this.#kept = kept;
    this.#cases = cases;
    this.#page = page;
    this.#block = block;
  }

  async saveNew() {
    const kept = this.#kept;
    // A duplicate of this tab has the same draft, and may have saved it already.
    const taken = await this.#cases.get(draft.key).catch(() => undefined);
    if (!kept.asked) return;
    const id = taken ? undefined : draft.key;
    if (kept.deleted) await this.undo();
    else await this.#keepAs(kept.made(newRecord(kept.today, kept.asked.facts, id)), "save.saved");
  }

  /** Keep a record as the case of this page from now on, and say so. Tells whether it was kept. */
  async #keepAs(record, said) {
    if (!(await this.#kept.keep(record))) return false;
    this.#block.calm();
    this.#page.savedAs = record.id;
    this.#block.focusName();
    this.#page.announce(this.#page.say(said));
    return true;
  }

  async copy() {
    const kept = this.#kept;
    if (!kept.asked) return;
    kept.flush();
    if (await this.#keepAs(kept.made(newRecord(kept.today, kept.asked.facts)), "save.copied")) this.#block.focusOrder();
  }

  /** Close the case on a day with an outcome; without a day, open it again. */
  async end(day, outcome) {
    const kept = this.#kept;
    if (!kept.record) return;
    const ended = day ? closedOn(kept.record, day, outcome) : { closed_on: null, outcome: null };
    const base = { ...kept.record, ...ended };
    if (!(await kept.keep(kept.asked ? kept.made(base) : { ...base, changed_on: kept.today }))) return;
    this.#block.focusName();
    this.#page.announce(day ? this.#block.closedWords(kept.record) : this.#page.say("save.reopened"));
  }

  async delete() {
    this.#kept.flush();
    await this.#kept.written;
    const shown = this.#kept.record;
    if (!shown) return;
    let kept;
    try {
      kept = (await this.#cases.get(shown.id)) ?? shown;
      await this.#cases.remove(shown.id);
    } catch (error) {
      this.#block.trouble(error.reason);
      return;
    }
    this.#kept.unsave({ shown, kept });
    this.#block.deleted("save.deleted", "save.undo");
    this.#block.focusUndo();
    this.#page.announce(this.#page.say("save.deleted"));
  }

  /** Save the deleted case again under its id, with what other tabs had changed in it. */
  async undo() {
    const { shown, kept } = this.#kept.deleted;
    const mine = this.#kept.asked ? this.#kept.made(shown) : shown;
    const record = merged(shown, mine, kept);
    if (!(await this.#keepAs(record, "save.undone"))) return;
    this.#kept.deleted = null;
    this.#page.unnotify(this.#page.say("save.deleted_elsewhere"));
    if (!differs(record, mine)) return;
    this.#kept.record = mine;
    this.#kept.tellChanged();
  }

  async download() {
    const { record, asked, today } = this.#kept;
    const base = record ?? newRecord(today, asked?.facts, draft.key);
    const made = asked ? this.#kept.made(base) : { ...base, ...caseOf(this.#page.case), ...writtenIn(draft) };
    try {
      download(await this.#page.call("write_records", { format: "json", records: [made], today }));
    } catch ({ message }) {
      this.#page.announce(this.#page.say("save.no_download", { message }));
    }
  }
}
