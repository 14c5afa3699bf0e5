// The case in the address: `#platform=…&problem=…&<fact>=…&today=…&calendar=…&done=…&v=…&case=…`. Never sent to a
// server.

/** Characters that a link may have; the longest that the page writes has a tenth of them. */
export const MOST_CHARACTERS = 8000;

/**
 * Read a fragment (with or without its `#`).
 *
 * `values` maps each key to its first value; `repeated` lists what came again, as `[key, value]`. A fragment without
 * any `=` is an anchor inside the page, not a case: `isCase` is false. The empty fragment is the empty case.
 * One that is too long to be a case is not read: `tooLong` is its length then, else 0.
 */
export function readFragment(fragment) {
  const text = fragment.replace(/^#/, "");
  const values = new Map();
  const repeated = [];
  if (text.length > MOST_CHARACTERS) return { values, repeated, isCase: true, tooLong: text.length };
  const isCase = text === "" || text.includes("=");
  if (isCase) {
    for (const [key, value] of new URLSearchParams(text)) {
      if (values.has(key)) repeated.push([key, value]);
      else values.set(key, value);
    }
  }
  return { values, repeated, isCase, tooLong: 0 };
}

/** Write `[key, value]` pairs as a fragment with its `#`; empty when there is no pair. */
export function writeFragment(pairs) {
  const text = new URLSearchParams(pairs).toString();
  return text && `#${text}`;
}
