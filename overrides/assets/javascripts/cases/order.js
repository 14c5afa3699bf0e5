// How saved cases stand and in which order they are listed, all from what their summaries say.

import { isNewer, isOfEnd } from "../storage/records.js";

/** The states of open cases, the most urgent first: the urgencies of summaries. */
export const URGENCIES = ["overdue", "today", "soon", "perhaps", "early", "calm", "now", "ask", "silent", "wait", "done"];

const [OVERDUE, WRONG, DATED, UNDATED, CLOSED] = [0, 1, 2, 3, 4];
// Without a date: what blocks the case comes before what only takes time.
const WITHOUT_DATE = ["newer", "unchecked", "ask", "now", "silent", "perhaps", "early", "calm", "wait", "done"];

const STILL_OPEN = { closed_on: null, outcome: null };
const DIGITS = 20;

/**
 * `closed`, `newer` (see `isNewer`), `wrong` where the facts cannot be answered until one is corrected, an urgency, or
 * `unchecked` while there is no summary.
 */
export function stateOf(record) {
  if (isNewer(record)) return "newer";
  if (record.closed_on) return "closed";
  const summary = summaryOf(record);
  return summary?.error ? "wrong" : (summary?.urgency ?? "unchecked");
}

/** The summary of a record; null while there is none that this version can show. */
export function summaryOf(record) {
  const { summary } = record;
  const known = !isNewer(record) && URGENCIES.includes(summary?.urgency) && summary.do && summary.actor;
  return known ? summary : null;
}

/** Whether the summary says how the case stands on `today` by the rules of this `version`. */
export function isCurrent(record, today, version) {
  const summary = summaryOf(record);
  if (isNewer(record)) return true;
  if (!summary) return false;
  // Written before summaries said whether they are of a closed case, what their date is of, or that it may be an earlier
  // one, it would hide that.
  if ([summary.closed_on, summary.due_of, summary.perhaps].includes(undefined)) return false;
  // What was closed tomorrow, by a clock ahead of China's, is open today. A case that is closed stands still.
  const isClosed = record.closed_on && record.closed_on <= today;
  if (!isOfEnd(summary, isClosed ? record : STILL_OPEN)) return false;
  if (isClosed) return true;
  return summary.rulebook === version && summary.from <= today && (!summary.until || today <= summary.until);
}

/** The records in the order of the list: overdue, to be corrected, by date, without a date, closed. */
export function inOrder(records) {
  const keyed = records.map((record) => ({ record, key: keyOf(record), name: nameKey(record) }));
  keyed.sort((one, other) => compare(one.key, other.key) || compareTexts(one.name, other.name));
  return keyed.map(({ record }) => record);
}

function keyOf(record) {
  const state = stateOf(record);
  // The case that was closed last comes first: its days count backwards.
  if (state === "closed") return [CLOSED, -Date.parse(record.closed_on)];
  const due = summaryOf(record)?.due;
  if (state === "overdue") return [OVERDUE, due ? Date.parse(due) : 0];
  if (state === "wrong") return [WRONG, 0];
  if (due) return [DATED, Date.parse(due)];
  return [UNDATED, WITHOUT_DATE.indexOf(state)];
}

function compare([group, place], [otherGroup, otherPlace]) {
  return group - otherGroup || place - otherPlace;
}

/** By store, then by order with its numbers in their order, as plain text: a collator takes too long for thousands. */
function nameKey({ store, order, id }) {
  const padded = String(order).replace(/\d+/g, (digits) => digits.padStart(DIGITS, "0"));
  return `${String(store).toLowerCase()}\n${padded}\n${id}`;
}

function compareTexts(one, other) {
  return one < other ? -1 : Number(one > other);
}
