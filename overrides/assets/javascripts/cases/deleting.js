// Deleting one case, which can be undone, or all of them, which is asked twice.

import { counted, nameOf } from "./words.js";

export class Deleting {
  #root;
  #page;
  #undo;
  #sure;
  #removed = null;

  /** `page` offers `say`, `lang`, `names`, `shelf`, `list`, `records`, `announce(text)`, `refresh()` and `entered()`. */
  constructor(root, page) {
    this.#root = root;
    this.#page = page;
    this.#undo = root.querySelector(".mc-undo");
    this.#sure = root.querySelector(".mc-sure");
    this.#on(this.#undo, "undo", () => this.#restore());
    this.#on(this.#undo, "dismiss", () => this.#dismiss());
    this.#on(root.querySelector(".mc-delete"), "delete_all", () => this.#ask());
    this.#on(this.#sure, "delete_all_sure", () => this.#removeAll());
    this.#on(this.#sure, "cancel", () => this.#cancel());
  }

  /** Whether a deleted case can still come back. */
  get canUndo() {
    return this.#removed !== null;
  }

  #on(element, act, listener) {
    element.querySelector(`[data-act="${act}"]`).addEventListener("click", listener);
  }

  /** Delete a case; the keyboard goes to the button that brings it back. */
  async remove(id) {
    const { say, names, shelf } = this.#page;
    const record = shelf.get(id);
    this.#removed = { record, place: this.#page.list.placeOf(id) };
    const removing = shelf.remove(id);
    const words = say("mycases.say.deleted", { case: nameOf(record, names, say) });
    this.#undo.querySelector(".mc-undo-words").textContent = words;
    this.#undo.hidden = false;
    this.#page.refresh();
    this.#undo.querySelector('[data-act="undo"]').focus();
    this.#page.announce(words);
    await removing;
  }

  #restore() {
    const { say, names, shelf } = this.#page;
    const { record } = this.#removed;
    this.#hide();
    shelf.putAll([record]);
    this.#page.entered();
    this.#page.list.focus(record.id) || this.#focusTitle();
    this.#page.announce(say("mycases.say.restored", { case: nameOf(record, names, say) }));
  }

  #dismiss() {
    const { place } = this.#removed;
    this.#hide();
    this.#page.refresh();
    this.#page.list.focus(null, place) || this.#page.list.focus(null, place - 1) || this.#focusTitle();
  }

  #hide() {
    this.#removed = null;
    this.#undo.hidden = true;
  }

  #focusTitle() {
    const empty = this.#root.querySelector(".mc-empty");
    (empty.hidden ? this.#root.querySelector("#mc-title") : empty.querySelector("h2")).focus();
  }

  // --- all of them ---

  #ask() {
    const { say, lang, records } = this.#page;
    const words = this.#sure.querySelector(".mc-sure-words");
    words.textContent = counted(say, lang, "mycases.say.delete_sure", records.length);
    this.#sure.hidden = false;
    words.focus();
  }

  #cancel() {
    this.#sure.hidden = true;
    this.#root.querySelector('[data-act="delete_all"]').focus();
  }

  async #removeAll() {
    this.#sure.hidden = true;
    this.#hide();
    const clearing = this.#page.shelf.clear();
    this.#page.refresh();
    this.#focusTitle();
    this.#page.announce(this.#page.say("mycases.say.all_deleted"));
    await clearing;
  }
}
