// The rulebook as it is written, and the worked cases, asked and written: a file of the runtime that only the lab needs.

const NAME = "rules.json";

/**
 * `{files, cases, written}` of the runtime whose worker lies at `address`; proven to be what the build wrote. `again`: what the
 * browser has kept of it is not to be trusted.
 */
export async function rulesBeside(address, { again }) {
  const worker = new URL(address, location.href);
  const { default: table } = await import(new URL("manifest.js", worker).href);
  const integrity = `sha256-${table[NAME].sha256}`;
  const response = await fetch(new URL(NAME, worker), { integrity, cache: again ? "reload" : "default" });
  if (!response.ok) throw new Error(`${NAME}: ${response.status}`);
  return response.json();
}

/** The record of which texts say the same in every language, as it lies beside the pages. */
export async function recordAt(address) {
  const response = await fetch(address, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.text();
}
