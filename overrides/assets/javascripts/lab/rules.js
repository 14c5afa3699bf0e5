// The rulebook as it is written, and the worked cases: a file of the runtime that only the lab needs.

const NAME = "rules.json";

/**
 * `{files, cases}` of the runtime whose worker lies at `address`; proven to be what the build wrote. `again`: what the
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
