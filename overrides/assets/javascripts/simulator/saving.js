// Saving to "My cases": the case of the page becomes a record, and from then on every change is kept by itself.

import { isNewer, openCases } from "../storage/cases.js";
import { caseIn, draft } from "./draft.js";
import { KeptCase } from "./kept-case.js";
import { OtherTabs } from "./other-tabs.js";
import { caseOf, same, writtenIn } from "./record.js";
import { SavingActs } from "./saving-acts.js";
import { SavingBlock } from "./saving-block.js";

export class Saving {
  #page;
  #cases = openCases();
  #block;
  #kept;
  #acts;
  #tabs;
  #leaving = new AbortController();

  #begun = false;
  #opening = null; // the id of the saved case that is being looked for

  constructor(root, page) {
    this.#page = page;
    this.#block = new SavingBlock(root, page, {
      save: () => this.#acts.saveNew(),
      write: (field, text) => draft.change({ [field]: text }),
      copy: () => this.#acts.copy(),
      close: (day, outcome) => this.#acts.end(day, outcome),
      reopen: () => this.#acts.end(null, null),
      delete: () => this.#acts.delete(),
      undo: () => this.#acts.undo(),
      try_again: () => this.#tryAgain(),
      download: () => this.#acts.download(),
      reload: () => this.#tabs.reload(),
      today: () => this.#kept.today,
      stores: async () => (await this.#cases.all()).map(({ store }) => store),
    });
    this.#kept = new KeptCase(this.#cases, page, this.#block, () => this.#tabs.deleted());
    this.#acts = new SavingActs(this.#kept, this.#cases, page, this.#block);
    const on = (target, type, act) => target.addEventListener(type, act, { signal: this.#leaving.signal });
    on(root, "caseshown", ({ detail }) => this.#begin(detail.link));
    on(root, "casechanged", () => this.#kept.show());
    // What was written is not lost where an answer never comes.
    on(root, "caseasked", () => this.#kept.record || this.#keepAddress());
    on(root, "answershown", ({ detail }) => this.#answered(detail.case));
    on(root, "answergone", () => this.#gone(root.dataset.state === "correct"));
    on(draft, "change", () => this.#written());
    on(document, "visibilitychange", () => document.hidden && this.#kept.flush());
    on(window, "pagehide", () => this.#kept.flush());
    on(window, "beforeunload", (event) => draft.unsaved && !draft.held && event.preventDefault());
    this.#tabs = new OtherTabs(this.#kept, this.#cases, page, this.#block);
  }

  leave() {
    this.#kept.flush();
    this.#leaving.abort();
    this.#kept.written.then(() => this.#cases.close());
  }

  // --- which case it is ---

  /** What was written belongs to a case: one that starts again, or that another address brings, begins without it. */
  #begin(link) {
    this.#kept.flush();
    const first = !this.#begun;
    this.#begun = true;
    if (link.case && link.case === this.#kept.record?.id) return;
    const kept = this.#kept.record !== null || this.#opening !== null;
    this.#opening = null;
    this.#kept.forget();
    if (link.case) {
      this.#open(link.case, first);
    } else if (first ? draft.id !== null || caseIn(location.hash) !== draft.address : kept || !Object.keys(link).length) {
      draft.begin();
    }
    this.#kept.show();
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
    this.#kept.record = record;
    if (!unsaved) draft.begin(writtenIn(record));
    const told = caseOf(this.#page.case);
    if (first && !unsaved && !same(told, caseOf(record))) {
      this.#kept.showCase();
      if (told.problem) this.#page.notify(this.#page.say("save.differs"));
    }
    this.#kept.show();
    this.#kept.soon();
  }

  /** What has failed: looking for the case, keeping it, or saving it for the first time. */
  async #tryAgain() {
    this.#block.calm();
    if (this.#opening) await this.#open(this.#opening, true);
    else if (this.#kept.record) this.#kept.flush();
    else await this.#acts.saveNew();
    if (!this.#block.inTrouble) this.#block.focusName();
  }

  // --- what changes ---

  #answered(asked) {
    this.#kept.asked = asked;
    draft.answered(asked.problem);
    if (this.#kept.record) this.#kept.soon();
    else this.#keepAddress();
    this.#kept.show();
    this.#block.offer(!this.#kept.record);
  }

  #gone(wrong) {
    if (!this.#kept.record) this.#keepAddress();
    this.#block.offer(false);
    if (wrong && this.#kept.record) this.#block.state("save.not_saved_correct");
  }

  /** The draft belongs to the case in the address, so it follows when that is written, and not before. */
  #keepAddress() {
    this.#page.later("draft", () => this.#kept.record || draft.keep({ address: caseIn(location.hash) }));
  }

  #written() {
    this.#kept.show();
    if (this.#kept.record) this.#kept.soon();
  }
}
