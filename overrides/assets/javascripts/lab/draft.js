// What was changed in the lab of one problem. It stays in this tab until the tab is closed: a reload loses nothing.

import { cleaned, isTable, isText, storedIn } from "../untrusted.js";

const KEY = "playbook-lab";
const MOST_TYPED = 20_000; // characters of one text

const isEdit = (value) => isTable(value, isText) && isText(value.was) && isText(value.now) && value.now.length <= MOST_TYPED;
const EMPTY = { open: false, sample: null, edits: {}, told: {} };

export class Draft {
  /** Whether the browser keeps it. */
  isKept = true;

  #problem;
  #data;

  constructor(problem) {
    this.#problem = problem;
    this.#data = sound(storedIn(storage(), KEY)[problem]);
  }

  /** Whether the lab was open. */
  get open() {
    return this.#data.open;
  }

  /** Which of the worked cases is looked at; null while none was chosen. */
  get sample() {
    return this.#data.sample;
  }

  /** Field → `{was, now}`: what stood there, and what was typed. */
  get edits() {
    return new Map(Object.entries(this.#data.edits));
  }

  /** Language → what changes, in plain words. */
  get told() {
    return this.#data.told;
  }

  /** Change what is kept. */
  keep({ edits, ...others }) {
    this.#data = { ...this.#data, ...others, ...(edits && { edits: Object.fromEntries(edits) }) };
    try {
      const all = storedIn(storage(), KEY);
      storage().setItem(KEY, JSON.stringify({ ...all, [this.#problem]: this.#data }));
      this.isKept = true;
    } catch {
      this.isKept = false;
    }
  }
}

/** What is stored, as far as it is what this version writes. */
function sound(stored) {
  if (!isTable(stored, () => true)) return EMPTY;
  const { open, sample, edits, told } = stored;
  return {
    open: open === true,
    sample: Number.isInteger(sample) && sample >= 0 ? sample : null,
    edits: isTable(edits, () => true) ? Object.fromEntries(Object.entries(edits).filter(([, edit]) => isEdit(edit))) : {},
    told: isTable(told, isText) ? told : {},
  };
}

/** A text as it may be kept and sent to the rules. */
export function typed(text) {
  return cleaned(text).slice(0, MOST_TYPED);
}

function storage() {
  try {
    return globalThis.sessionStorage;
  } catch {
    return null;
  }
}
