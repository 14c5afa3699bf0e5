// The case in the address: `#platform=…&problem=…&<fact>=…&today=…&calendar=…&done=…&v=…&case=…`. Never sent to a
// server.

/**
 * Read a fragment (with or without its `#`).
 *
 * `values` maps each key to its first value; `repeated` lists what came again, as `[key, value]`. A fragment without
 * any `=` is an anchor inside the page, not a case: `isCase` is false. The empty fragment is the empty case.
 */
export function readFragment(fragment) {
  const text = fragment.replace(/^#/, "");
  const values = new Map();
  const repeated = [];
  const isCase = text === "" || text.includes("=");
  if (isCase) {
    for (const [key, value] of new URLSearchParams(text)) {
      if (values.has(key)) repeated.push([key, value]);
      else values.set(key, value);
    }
  }
  return { values, repeated, isCase };
}

/** Write `[key, value]` pairs as a fragment with its `#`; empty when there is no pair. */
export function writeFragment(pairs) {
  const text = new URLSearchParams(pairs).toString();
  return text && `#${text}`;
}
