// Saving to "My cases": the case of the page becomes a record, and from then on every change is kept by itself.

import { download } from "../download.js";
import { isNewer, openCases } from "../storage/cases.js";
import { closedOn } from "../storage/records.js";
import { dayInChina } from "./dates.js";
import { caseIn, draft } from "./draft.js";
import { Keeper } from "./keeper.js";
import { merged } from "./merge.js";
import { caseOf, newRecord, recordOf, same, sameRecord, writtenIn } from "./record.js";
import { SavingBlock } from "./saving-block.js";

const SETTLED = 500; // ms without a change before it is kept

export class Saving {
  #page;
  #cases = openCases();
  #keeper;
  #block;
  #leaving = new AbortController();

  #begun = false;
  #asked = null; // the case of the last answer: what is saved is always a case that could be answered
  #opening = null; // the id of the saved case that is being looked for
  #deleted = null; // `{shown, kept}`: the case as this tab shows it, and as it was kept before it was deleted
  #timer = null;

  constructor(root, page) {
    this.#page = page;
    this.#block = new SavingBlock(root, page, {
      save: () => this.#saveNew(),
      write: (field, text) => draft.change({ [field]: text }),
      copy: () => this.#copy(),
      close: (day, outcome) => this.#end(day, outcome),
      reopen: () => this.#end(null, null),
      delete: () => this.#delete(),
      undo: () => this.#undo(),
      try_again: () => this.#tryAgain(),
      download: () => this.#download(),
      reload: () => this.#reload(),
      stores: async () => (await this.#cases.all()).map(({ store }) => store),
    });
    this.#keeper = new Keeper(this.#cases, page, (reason) =>
      reason === "deleted" ? this.#deletedElsewhere() : this.#block.trouble(reason),
    );
    const on = (target, type, act) => target.addEventListener(type, act, { signal: this.#leaving.signal });
    on(root, "caseshown", ({ detail }) => this.#begin(detail.link));
    on(root, "casechanged", () => this.#show());
    on(root, "answershown", ({ detail }) => this.#answered(detail.case));
    on(root, "answergone", () => this.#gone(root.dataset.state === "correct"));
    on(draft, "change", () => this.#written());
    on(document, "visibilitychange", () => document.hidden && this.#flush());
    on(window, "pagehide", () => this.#flush());
    on(window, "beforeunload", (event) => draft.unsaved && !draft.held && event.preventDefault());
    this.#cases.watch((ids) => this.#changedElsewhere(ids));
  }

  /** The case as it is kept; null while it is not saved. */
  get #record() {
    return this.#keeper.record;
  }

  leave() {
    this.#flush();
    this.#leaving.abort();
    this.#keeper.written.then(() => this.#cases.close());
  }

  get #today() {
    return dayInChina(new Date());
  }

  // --- which case it is ---

  /** What was written belongs to a case: one that starts again, or that another address brings, begins without it. */
  #begin(link) {
    this.#flush();
    const first = !this.#begun;
    this.#begun = true;
    if (link.case && link.case === this.#record?.id) return;
    const kept = this.#record !== null || this.#opening !== null;
    this.#forget();
    if (link.case) {
      this.#open(link.case, first);
    } else if (first ? draft.id !== null || caseIn(location.hash) !== draft.address : kept || !Object.keys(link).length) {
      draft.begin();
    }
    this.#show();
  }

  #forget() {
    this.#keeper.record = null;
    this.#opening = null;
    this.#deleted = null;
    this.#asked = null;
    this.#block.calm();
  }

  async #open(id, first) {
    this.#opening = id;
    let record;
    try {
      record = await this.#cases.get(id);
    } catch (error) {
      if (this.#opening === id) this.#block.trouble(error.reason);
      return;
    }
    if (this.#opening !== id) return;
    this.#opening = null;
    if (!record || isNewer(record)) {
      this.#page.savedAs = null;
      this.#page.notify(this.#page.say(record ? "save.newer" : "save.unknown"));
      if (draft.id !== null) draft.begin();
      return;
    }
    // What a reload caught unsaved is newer than the record, and so is the address that came with it.
    const unsaved = draft.id === id && draft.unsaved;
    this.#keeper.record = record;
    if (!unsaved) draft.begin(writtenIn(record));
    const told = caseOf(this.#page.case);
    if (first && !unsaved && !same(told, caseOf(record))) {
      this.#showCase();
      if (told.problem) this.#page.notify(this.#page.say("save.differs"));
    }
    this.#show();
    this.#soon();
  }

  /** Bring the case of the record into the form, in the place of what stands there. */
  #showCase() {
    const { id, rulebook } = this.#record;
    this.#asked = null;
    const shown = { ...caseOf(this.#record), rulebook, today: this.#page.case.today, case: id };
    this.#page.openCase(shown, { replace: true });
  }

  // --- what changes ---

  #answered(asked) {
    this.#asked = asked;
    draft.answered(asked.problem);
    if (this.#record) this.#soon();
    else this.#keepAddress();
    this.#show();
    this.#block.offer(!this.#record);
  }

  #gone(wrong) {
    if (!this.#record) this.#keepAddress();
    this.#block.offer(false);
    if (wrong && this.#record) this.#block.state("save.not_saved_correct");
  }

  /** The draft belongs to the case in the address, so it follows when that is written, and not before. */
  #keepAddress() {
    this.#page.later("draft", () => this.#record || draft.keep({ address: caseIn(location.hash) }));
  }

  #written() {
    this.#show();
    if (this.#record) this.#soon();
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#flush(), SETTLED);
  }

  /** Keep now what has changed. */
  #flush() {
    clearTimeout(this.#timer);
    if (!this.#record || !this.#asked) return;
    const record = this.#made(this.#record);
    if (sameRecord(record, this.#record)) {
      this.#show();
    } else if (!this.#block.inTrouble) {
      this.#keep(record);
    }
  }

  #made(base) {
    return recordOf(base, this.#asked, draft, { version: this.#page.version, today: this.#today });
  }

  /** Keep a record, and show how that went. Tells whether it was kept. */
  async #keep(record) {
    draft.keep({ id: record.id });
    const kept = await this.#keeper.keep(record);
    if (!kept) draft.keep({ id: this.#record?.id ?? null, unsaved: true });
    this.#show();
    if (kept && differs(kept, record)) this.#tellChanged();
    return kept !== null;
  }

  // --- what the reader does ---

  async #saveNew() {
    // A duplicate of this tab has the same draft, and may have saved it already.
    const taken = await this.#cases.get(draft.key).catch(() => undefined);
    if (!this.#asked) return;
    const id = taken ? undefined : draft.key;
    if (this.#deleted) await this.#undo();
    else await this.#keepAs(this.#made(newRecord(this.#today, this.#asked.facts, id)), "save.saved");
  }

  /** Keep a record as the case of this page from now on, and say so. Tells whether it was kept. */
  async #keepAs(record, said) {
    if (!(await this.#keep(record))) return false;
    this.#block.calm();
    this.#page.savedAs = record.id;
    this.#block.focusName();
    this.#page.announce(this.#page.say(said));
    return true;
  }

  async #copy() {
    if (!this.#asked) return;
    this.#flush();
    if (await this.#keepAs(this.#made(newRecord(this.#today, this.#asked.facts)), "save.copied")) this.#block.focusOrder();
  }

  async #end(day, outcome) {
    if (!this.#record) return;
    const ended = day ? closedOn(this.#record, day, outcome) : { closed_on: null, outcome: null };
    const base = { ...this.#record, ...ended };
    if (!(await this.#keep(this.#asked ? this.#made(base) : { ...base, changed_on: this.#today }))) return;
    this.#block.focusName();
    this.#page.announce(day ? this.#block.closedWords(this.#record) : this.#page.say("save.reopened"));
  }

  async #delete() {
    this.#flush();
    await this.#keeper.written;
    const shown = this.#record;
    if (!shown) return;
    let kept;
    try {
      kept = (await this.#cases.get(shown.id)) ?? shown;
      await this.#cases.remove(shown.id);
    } catch (error) {
      this.#block.trouble(error.reason);
      return;
    }
    this.#unsave({ shown, kept });
    this.#block.deleted("save.deleted", "save.undo");
    this.#block.focusUndo();
    this.#page.announce(this.#page.say("save.deleted"));
  }

  /** Save the deleted case again under its id, with what other tabs had changed in it. */
  async #undo() {
    const { shown, kept } = this.#deleted;
    const mine = this.#asked ? this.#made(shown) : shown;
    const record = merged(shown, mine, kept);
    if (!(await this.#keepAs(record, "save.undone"))) return;
    this.#deleted = null;
    this.#page.unnotify(this.#page.say("save.deleted_elsewhere"));
    if (!differs(record, mine)) return;
    this.#keeper.record = mine;
    this.#tellChanged();
  }

  /** The page goes on with the same case, which is not saved any more. */
  #unsave(deleted) {
    clearTimeout(this.#timer);
    this.#block.calm();
    this.#keeper.record = null;
    this.#deleted = deleted;
    this.#page.savedAs = null;
    draft.keep({ id: null, unsaved: true, address: caseIn(location.hash) });
    this.#show();
  }

  async #tryAgain() {
    this.#block.calm();
    if (this.#opening) await this.#open(this.#opening, true);
    else if (this.#record) this.#flush();
    else await this.#saveNew();
    if (!this.#block.inTrouble) this.#block.focusName();
  }

  async #download() {
    const base = this.#record ?? newRecord(this.#today, this.#asked?.facts, draft.key);
    const record = this.#asked ? this.#made(base) : { ...base, ...caseOf(this.#page.case), ...writtenIn(draft) };
    try {
      download(await this.#page.call("write_records", { format: "json", records: [record], today: this.#today }));
    } catch ({ message }) {
      this.#page.announce(this.#page.say("save.no_download", { message }));
    }
  }

  // --- other tabs ---

  async #changedElsewhere(ids) {
    const id = this.#record?.id ?? this.#deleted?.shown.id;
    if (!id || (ids && !ids.includes(id))) return;
    const record = await this.#cases.get(id).catch(() => null);
    if (record === null) return;
    if (this.#record?.id === id) {
      if (!record) this.#deletedElsewhere();
      else if (sameRecord(record, this.#record)) this.#keeper.record = record;
      else this.#tellChanged();
    } else if (record && this.#deleted?.shown.id === id) {
      this.#restoredElsewhere(record);
    }
  }

  /** What this tab changes from now on is added to what is kept; what it shows stays until the reader wants to see more. */
  #tellChanged() {
    if (this.#block.changed()) this.#page.announce(this.#page.say("save.changed_elsewhere"));
  }

  #deletedElsewhere() {
    const shown = this.#record;
    if (!shown) return;
    this.#unsave({ shown, kept: shown });
    this.#block.deleted("save.deleted_elsewhere", "save.save_again");
    this.#page.notify(this.#page.say("save.deleted_elsewhere"));
    this.#page.announce(this.#page.say("save.deleted_elsewhere"));
  }

  /** Taken back where it was deleted: this tab goes on with it, and with what was changed here meanwhile. */
  #restoredElsewhere(record) {
    const { shown } = this.#deleted;
    this.#deleted = null;
    this.#keeper.record = shown;
    this.#page.savedAs = shown.id;
    draft.keep({ id: shown.id });
    this.#block.calm();
    this.#page.unnotify(this.#page.say("save.deleted_elsewhere"));
    this.#page.announce(this.#page.say("save.undone"));
    this.#show();
    if (differs(record, shown)) this.#tellChanged();
    this.#soon();
  }

  async #reload() {
    this.#flush();
    await this.#keeper.written;
    const id = this.#record?.id;
    const record = await this.#cases.get(id).catch(() => null);
    if (record === null || this.#record?.id !== id) return;
    if (!record) {
      this.#deletedElsewhere();
      return;
    }
    this.#keeper.record = record;
    this.#block.calm();
    draft.begin(writtenIn(record));
    this.#showCase();
    this.#show();
    this.#block.focusName();
    this.#page.announce(this.#page.say("save.reloaded"));
  }

  #show() {
    this.#block.show(this.#record, draft);
    if (!this.#record && draft.unsaved && !draft.held && !this.#block.inTrouble) this.#block.state("save.only_here");
    if (!this.#record || !this.#asked) return;
    // What still waits for its answer is in the address alone.
    const answered = same(caseOf(this.#page.case), caseOf(this.#asked));
    const saved = answered && !this.#block.inTrouble && sameRecord(this.#made(this.#record), this.#record);
    draft.keep({ unsaved: !saved });
    this.#block.state(saved ? "save.all_saved" : "save.not_saved");
  }
}

/** Whether what is kept says something else than what a tab shows; whether the case is closed always follows the store. */
function differs(kept, { closed_on, outcome, ...shown }) {
  return !sameRecord(kept, { ...shown, closed_on: kept.closed_on, outcome: kept.outcome });
}
