// A saved case as the page makes it: what the form holds and what the reader has written, in the record of the store.

import { isOfEnd, newId, SCHEMA } from "../storage/records.js";
import { isDay } from "./dates.js";

/**
 * A new record, with an id of its own where none is given. The case began on the first day that its `facts` tell of, at the
 * latest `today`.
 */
export function newRecord(today, facts = {}, id = newId()) {
  const [created_on] = [today, ...Object.values(facts).filter((value) => isDay(String(value)))].sort();
  return { schema: SCHEMA, id, created_on, closed_on: null, outcome: null, summary: null };
}

/**
 * `base` (a record) with the case `asked` (as the engine wants it) and what stands in the `draft`. What else `base`
 * says stays; its summary only if the case is the same, and has not been closed or opened again since.
 */
export function recordOf(base, asked, draft, { version, today }) {
  const { platform, problem, facts, calendar, done } = asked;
  const { store, order, sent, blanks, notes } = draft;
  const told = { platform, problem, facts, calendar, done };
  const summary = base.facts && same(caseOf(base), told) && sumsUp(base.summary, base) ? base.summary : null;
  return { ...base, ...told, store, order, sent, blanks, notes, changed_on: today, rulebook: version, summary };
}

/** The case of a record, for the form. */
export function caseOf({ platform, problem, facts, calendar, done }) {
  return { platform, problem, facts, calendar, done };
}

/** Whether there is a summary, and it is of a case that is closed, or open, as the record is. */
export function sumsUp(summary, record) {
  return Boolean(summary) && isOfEnd(summary, record);
}

/** What the reader has written in a record, for the draft. */
export function writtenIn({ id, store, order, sent, blanks, notes }) {
  return { id, store, order, sent, blanks, notes };
}

/** Whether two records say the same about a case: when it was looked at, and with which rules, is nothing of it. */
export function sameRecord(one, other) {
  const content = ({ closed_on, outcome, ...record }) => ({
    ...caseOf(record),
    ...writtenIn(record),
    closed_on,
    outcome,
  });
  return same(content(one), content(other));
}

/** Whether two values hold the same, whatever the order of their keys. */
export function same(one, other) {
  return JSON.stringify(one, sorted) === JSON.stringify(other, sorted);
}

function sorted(_, value) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
