// The saved case in other tabs: what they change, delete and restore is told here, and taken over on a click.

import { draft } from "./draft.js";
import { differs } from "./kept-case.js";
import { sameRecord, writtenIn } from "./record.js";

export class OtherTabs {
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
    cases.watch((ids) => this.#changed(ids));
  }

  /** Some tab has changed the cases `ids`, or it is not known which. */
  async #changed(ids) {
    const kept = this.#kept;
    const id = kept.record?.id ?? kept.deleted?.shown.id;
    if (!id || (ids && !ids.includes(id))) return;
    const record = await this.#cases.get(id).catch(() => null);
    if (record === null) return;
    if (kept.record?.id === id) {
      if (!record) this.deleted();
      else if (sameRecord(record, kept.record)) kept.record = record;
      else kept.tellChanged();
    } else if (record && kept.deleted?.shown.id === id) {
      this.#restored(record);
    }
  }

  /** The case of this page was deleted in another tab. */
  deleted() {
    const shown = this.#kept.record;
    if (!shown) return;
    this.#kept.unsave({ shown, kept: shown });
    this.#block.deleted("save.deleted_elsewhere", "save.save_again");
    this.#page.notify(this.#page.say("save.deleted_elsewhere"));
    this.#page.announce(this.#page.say("save.deleted_elsewhere"));
  }

  /** Taken back where it was deleted: this tab goes on with it, and with what was changed here meanwhile. */
  #restored(record) {
    const { shown } = this.#kept.deleted;
    this.#kept.deleted = null;
    this.#kept.record = shown;
    this.#page.savedAs = shown.id;
    draft.keep({ id: shown.id });
    this.#block.calm();
    this.#page.unnotify(this.#page.say("save.deleted_elsewhere"));
    this.#page.announce(this.#page.say("save.undone"));
    this.#kept.show();
    if (differs(record, shown)) this.#kept.tellChanged();
    this.#kept.soon();
  }

  /** Show what is kept instead of what this tab shows. */
  async reload() {
    const kept = this.#kept;
    kept.flush();
    await kept.written;
    const id = kept.record?.id;
    const record = await this.#cases.get(id).catch(() => null);
    if (record === null || kept.record?.id !== id) return;
    if (!record) {
      this.deleted();
      return;
    }
    kept.record = record;
    this.#block.calm();
    draft.begin(writtenIn(record));
    kept.showCase();
    kept.show();
    this.#block.focusName();
    this.#page.announce(this.#page.say("save.reloaded"));
  }
}
