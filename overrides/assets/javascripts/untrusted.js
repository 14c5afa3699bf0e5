// Texts and values that nobody vouches for: from a link, from a file, from what the browser has stored.

const MOST_SHOWN = 60;

// What nobody sees, or what turns the writing direction of all that follows; as in playbook_sim/untrusted.py.
const UNSEEN =
  /[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\u{e0000}-\u{e0fff}]/gu;
const NOT_KEPT = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]/g;

/** A text as it may stand in a sentence about it: short, on one line, and with all that is in it to be seen. */
export function shown(text) {
  const seen = [...String(text).slice(0, MOST_SHOWN * 4).replace(UNSEEN, escaped)];
  return seen.length <= MOST_SHOWN ? seen.join("") : `${seen.slice(0, MOST_SHOWN).join("")}…`;
}

function escaped(letter) {
  const code = letter.codePointAt(0).toString(16);
  return code.length <= 4 ? `\\u${code.padStart(4, "0")}` : `\\U${code.padStart(8, "0")}`;
}

/** A text as it may be kept: whole, without control characters, without orders to turn the writing direction. */
export function cleaned(text) {
  return text.toWellFormed().replace(NOT_KEPT, "");
}

const TURNED = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** A text beside others in one line: what is written from right to left must not turn its neighbours around. */
export function isolated(text) {
  return TURNED.test(text) ? `\u2068${text}\u2069` : text;
}

/** What a table of names says about `key`; undefined where it says nothing, whatever objects say about themselves. */
export function own(table, key) {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

export function isText(value) {
  return typeof value === "string";
}

/** Whether a value is an object with names, all of whose values `fit`. */
export function isTable(value, fit) {
  return (
    value !== null &&
    typeof value === "object" &&
    !Array.isArray(value) &&
    Object.entries(value).every(([key, inner]) => key !== "__proto__" && fit(inner))
  );
}

/** The JSON in a `Storage` at a key, where it is an object; else an empty one, as where nothing may be read. */
export function storedIn(storage, key) {
  try {
    const told = JSON.parse(storage.getItem(key));
    return isTable(told, () => true) ? told : {};
  } catch {
    return {};
  }
}
