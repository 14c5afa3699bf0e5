// Saved cases ("records") of every version of the site, as this one wants them.

import { sound } from "./sound.js";

/** The schema of the records that this version writes. */
export const SCHEMA = 1;

const EMPTY = {
  platform: "",
  problem: "",
  store: "",
  order: "",
  facts: {},
  calendar: null,
  done: [],
  sent: {},
  blanks: {},
  notes: "",
  created_on: "",
  changed_on: "",
  closed_on: null,
  outcome: null,
  rulebook: "",
  summary: null,
};

/** Each makes a record of schema n from one of schema n - 1. Browsers hold records of every schema: only add. */
const MIGRATIONS = [(record) => ({ ...record, schema: 1 })];

/** Whether a newer version of the site wrote the record: it is shown, and kept as it is. */
export function isNewer(record) {
  return Number.isInteger(record.schema) && record.schema > SCHEMA;
}

/** The record as this version writes it; of one that `isNewer`, only what this version could not even show is changed. */
export function upgraded(record, migrations = MIGRATIONS) {
  const schema = Number.isInteger(record.schema) && record.schema > 0 ? record.schema : 0;
  return sound(completed(migrations.slice(schema).reduce((older, migrate) => migrate(older), record)));
}

/** What a record lacks is empty: one that another hand has written must not stop the page. */
function completed(record) {
  if (isNewer(record) || Object.keys(EMPTY).every((key) => record[key] !== undefined)) return record;
  return { ...structuredClone(EMPTY), ...record };
}

/** What closing a case on a day writes. One that ended before it was saved here began, at the latest, on that day. */
export function closedOn({ created_on }, day, outcome) {
  return { closed_on: day, outcome, created_on: created_on < day ? created_on : day };
}

/** Whether a summary is of a case that ended as the record says, or that is open as the record is. */
export function isOfEnd(summary, { closed_on, outcome }) {
  return (summary.closed_on ?? null) === closed_on && (summary.outcome ?? null) === outcome;
}

/** An id for a new record, as a UUID. `crypto.randomUUID` is missing where the site is served without TLS. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
