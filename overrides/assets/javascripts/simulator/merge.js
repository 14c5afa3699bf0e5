// What two tabs have changed in one saved case, brought together: each tab writes only what it has changed itself.

import { own } from "../untrusted.js";
import { caseOf, same, sumsUp } from "./record.js";

const PER_KEY = ["facts", "sent", "blanks"];
const WHOLE = ["platform", "problem", "calendar", "store", "order", "closed_on", "outcome"];

/**
 * The record to keep. `base`: as this tab last read or wrote it; `mine`: as this tab has it now; `latest`: as it is kept,
 * whoever wrote it. What `mine` has changed since `base` goes into `latest`; notes that both have changed keep both texts.
 */
export function merged(base, mine, latest) {
  const record = { ...latest, rulebook: mine.rulebook, changed_on: mine.changed_on };
  for (const field of WHOLE) if (!same(mine[field], base[field])) record[field] = mine[field];
  for (const field of PER_KEY) record[field] = mergedKeys(base[field], mine[field], latest[field]);
  record.done = mergedList(base.done, mine.done, latest.done);
  record.notes = mergedText(base.notes, mine.notes, latest.notes);
  if (mine.created_on < latest.created_on) record.created_on = mine.created_on;
  const known = [mine, latest].find((one) => sumsUp(one.summary, record) && same(caseOf(one), caseOf(record)));
  return { ...record, summary: known?.summary ?? null };
}

function mergedKeys(base, mine, latest) {
  const result = new Map(Object.entries(latest));
  for (const key of Object.keys({ ...base, ...mine })) {
    if (same(own(mine, key), own(base, key))) continue;
    if (Object.hasOwn(mine, key)) result.set(key, mine[key]);
    else result.delete(key);
  }
  return Object.fromEntries(result);
}

function mergedList(base, mine, latest) {
  const kept = latest.filter((one) => mine.includes(one) || !base.includes(one));
  return [...kept, ...mine.filter((one) => !base.includes(one) && !kept.includes(one))];
}

/** Both changes to a text; where they touch the same words, both texts one below the other. */
export function mergedText(base, mine, latest) {
  if (mine === base || mine === latest) return latest;
  if (latest === base) return mine;
  const [ours, theirs] = [edit(base, mine), edit(base, latest)];
  if (ours.from === ours.to && theirs.from === theirs.to && ours.from === theirs.from) {
    return base.slice(0, ours.from) + theirs.text + "\n" + ours.text + base.slice(ours.from);
  }
  if (ours.from >= theirs.to) return latest.slice(0, latest.length - base.length + ours.from) + ours.text + base.slice(ours.to);
  if (ours.to <= theirs.from) return base.slice(0, ours.from) + ours.text + latest.slice(ours.to);
  return [latest, mine].filter(Boolean).join("\n");
}

/** The one stretch `from`–`to` of a text that was replaced by `text`. */
function edit(before, after) {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from += 1;
  let end = 0;
  while (end < shorter - from && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { from, to: before.length - end, text: after.slice(from, after.length - end) };
}
