// What the reader writes beside the facts: texts of blanks, what was sent, notes. It stays in this tab until it is saved
// with a case, and never goes into the address.

import { newId } from "../storage/records.js";
import { soundDraft } from "../storage/sound.js";
import { cleaned, storedIn } from "../untrusted.js";

const KEY = "playbook-draft";

// Who writes is the same person in the next case; everything else belongs to this one.
const OWN_BLANKS = ["name"];

const EMPTY = { id: null, key: null, problem: "", order: "", store: "", blanks: {}, sent: {}, notes: "", address: "", unsaved: false };

/** Keeps itself in a `Storage`, if there is one, and tells of each change with the event `change`. */
export class Draft extends EventTarget {
  #storage;
  #data;
  #kept; // what was written last: text, or null for nothing
  #held = true;

  constructor(storage) {
    super();
    this.#storage = storage;
    this.#data = { ...EMPTY, ...soundDraft(storedIn(storage, KEY)) };
    this.keep({ key: this.#data.key ?? this.#data.id ?? newId() });
  }

  get order() {
    return this.#data.order;
  }

  get store() {
    return this.#data.store;
  }

  /** Blank → its text, without the order number. */
  get blanks() {
    return this.#data.blanks;
  }

  /** Message → the day on which it was sent. */
  get sent() {
    return this.#data.sent;
  }

  get notes() {
    return this.#data.notes;
  }

  /** The id of the saved case that this belongs to; null while it is not saved. */
  get id() {
    return this.#data.id;
  }

  /**
   * What tells the case from all others, in calendars too: the id of its record, and before it is saved the id that its
   * record will have.
   */
  get key() {
    return this.#data.key;
  }

  /** The case that this was written for, as `sameCase` compares it. */
  get address() {
    return this.#data.address;
  }

  /** Whether something was written that has not reached the saved case. */
  get unsaved() {
    return this.#data.unsaved;
  }

  /** Whether what was written outlives this page: not where the storage is full, or closed to this site and replaced. */
  get held() {
    return this.#held && !this.#storage?.forgets;
  }

  /** The text of a blank, the order number's included. */
  blank(id) {
    return id === "order" ? this.#data.order : (this.#data.blanks[id] ?? "");
  }

  /** Fill a blank in, or empty it. */
  fill(id, text) {
    const kept = cleaned(text);
    if (id === "order") this.change({ order: kept });
    else this.change({ blanks: set(this.#data.blanks, id, kept) });
  }

  /** Note the day on which a message was sent; an empty day takes that back. */
  send(message, day) {
    this.change({ sent: set(this.#data.sent, message, day) });
  }

  /** Change what the reader has written. */
  change(changes) {
    this.keep({ ...changes, unsaved: true });
    this.dispatchEvent(new Event("change"));
  }

  /** Keep what the reader has not written: to which case all this belongs, and whether it is saved. */
  keep(changes) {
    this.#data = { ...this.#data, ...(changes.id && { key: changes.id }), ...changes };
    const text = isEmpty(this.#data) ? null : JSON.stringify(this.#data);
    if (text !== this.#kept) this.#held = this.#wrote(text) || text === null;
  }

  #wrote(text) {
    try {
      if (text === null) this.#storage.removeItem(KEY);
      else this.#storage.setItem(KEY, text);
      this.#kept = text;
      return true;
    } catch {
      return false; // A full or closed storage: the page remembers it as long as it lives.
    }
  }

  /** A case was answered. While it is not saved, another problem is another case. */
  answered(problem) {
    const other = this.#data.problem && this.#data.problem !== problem && !this.#data.id;
    this.keep({ problem, ...(other && { key: newId() }) });
  }

  /** Another case begins, with what is known of it. */
  begin(known = {}) {
    const own = Object.entries(this.#data.blanks).filter(([id]) => OWN_BLANKS.includes(id));
    this.keep({ ...EMPTY, key: known.id ?? newId(), blanks: Object.fromEntries(own), ...known });
    this.dispatchEvent(new Event("change"));
  }
}

/** Whether there is nothing yet that the reader has done: then nothing is stored either. */
function isEmpty(data) {
  const { key, address } = data;
  return JSON.stringify(data) === JSON.stringify({ ...EMPTY, key, address });
}

function set(texts, id, text) {
  const { [id]: _, ...others } = texts;
  return text ? { ...others, [id]: text } : others;
}

/** The case of a fragment without what says nothing about it: the version, and where it is saved. */
export function caseIn(fragment) {
  const pairs = [...new URLSearchParams(fragment.replace(/^#/, ""))].filter(([key]) => !["v", "case"].includes(key));
  return new URLSearchParams(pairs.sort()).toString();
}

function storageOfTab() {
  try {
    return globalThis.sessionStorage;
  } catch {
    return null;
  }
}

/** The draft of this tab. */
export const draft = new Draft(storageOfTab());
