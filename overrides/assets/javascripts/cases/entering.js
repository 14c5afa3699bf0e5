// What becomes of the cases of a file beside those that are here already.

import { newId } from "../storage/records.js";

// What a case is. Its summary is worked out anew, and the version of the rules says only when that was done last.
const OWN = (key) => !["summary", "rulebook", "changed_on"].includes(key);

/**
 * Sort the records of a file by what is here: `fresh` are new, `differing` have the id of a record that is here and differs,
 * `unchanged` counts those that are here as they are. `get(id)` returns the record that is here. A case that
 * does not say when it began counts as begun today: `todayOf(record)`.
 */
export function compared(records, get, todayOf) {
  const sorted = { fresh: [], differing: [], unchanged: 0 };
  for (const read of records) {
    // A summary in a file may be anything: the rules are asked instead.
    const record = { ...read, id: read.id || newId(), summary: null };
    const here = get(record.id);
    if (!here) sorted.fresh.push(record);
    else if (sameCase(record, here, todayOf(record))) sorted.unchanged += 1;
    else sorted.differing.push(record);
  }
  return sorted;
}

/** The differing records as the reader wants them: `same_replace` mine, `same_keep` both, or `same_skip` the file's. */
export function settled(differing, choice) {
  if (choice === "same_skip") return [];
  return choice === "same_keep" ? differing.map((record) => ({ ...record, id: newId() })) : differing;
}

function sameCase(read, here, today) {
  const one = read.created_on === today ? { ...read, created_on: here.created_on } : read;
  const other = here;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)].filter(OWN));
  return [...keys].every((key) => canonical(one[key]) === canonical(other[key]));
}

/** As text that does not depend on the order of keys; nothing at all is the same as null. */
function canonical(value) {
  const sorted = (_, inner) =>
    inner && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner;
  return JSON.stringify(value ?? null, sorted);
}
