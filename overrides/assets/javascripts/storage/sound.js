// What another hand has stored, or an older version with a mistake in it, must never stop a page: every part of it is
// brought to the kind that this version works with, or set aside.

import { isDay } from "../simulator/dates.js";
import { isTable, isText } from "../untrusted.js";

const isNull = (value) => value === null;
const isDate = (value) => isText(value) && isDay(value);
const isFact = (value) => ["string", "number", "boolean"].includes(typeof value);
const isWords = (value) => isTable(value, isText);
const orNull = (fits) => (value) => isNull(value) || fits(value);

/** Part of a record → whether a value fits there, and what stands there instead of one that does not. */
const PARTS = {
  platform: [isText, ""],
  problem: [isText, ""],
  store: [isText, ""],
  order: [isText, ""],
  notes: [isText, ""],
  rulebook: [isText, ""],
  facts: [(value) => isTable(value, isFact), {}],
  calendar: [orNull(isText), null],
  done: [(value) => Array.isArray(value) && value.every(isText), []],
  sent: [(value) => isTable(value, isDate), {}],
  blanks: [isWords, {}],
  created_on: [(value) => value === "" || isDate(value), ""],
  changed_on: [(value) => value === "" || isDate(value), ""],
  closed_on: [orNull(isDate), null],
  outcome: [orNull(isText), null],
};

/** Whether anything can be done with what is stored at all: it is an object, and its id a text. */
export function isRecord(record) {
  return isTable(record, () => true) && isText(record.id);
}

/**
 * A record whose parts are all of the kind that this version writes. What is not is set aside under `damaged`: it goes
 * along into the JSON export, and nowhere else. A summary that is none is worked out anew. A sound record comes back as
 * it is.
 */
export function sound(record) {
  const wrong = Object.keys(PARTS).filter((part) => record[part] !== undefined && !PARTS[part][0](record[part]));
  const summary = record.summary === undefined || isSummary(record.summary);
  if (!wrong.length && summary) return record;
  const set = Object.fromEntries(wrong.map((part) => [part, structuredClone(PARTS[part][1])]));
  const aside = Object.fromEntries(wrong.map((part) => [part, record[part]]));
  const before = isTable(record.damaged, () => true) ? record.damaged : {};
  return {
    ...record,
    ...set,
    ...(wrong.length && { damaged: { ...before, ...aside } }),
    ...(!summary && { summary: null }),
  };
}

function isSummary(summary) {
  if (summary === null) return true;
  if (!isTable(summary, () => true)) return false;
  const { urgency, due, literal, do: deed, actor, error, rulebook, from, until, closed_on } = summary;
  const days = [due, literal, until, closed_on].every((day) => day === undefined || isNull(day) || isDate(day));
  const words = [deed, actor].every((text) => text === undefined || isWords(text));
  const mistake = error === undefined || isNull(error) || (isTable(error, () => true) && isWords(error.message));
  return isText(urgency) && isText(rulebook) && isText(from) && days && words && mistake;
}

const MARKS = ["right", "partly", "wrong"];

/** Whether what is stored of a drill can be counted. */
export function isDrill(entry) {
  return isTable(entry, () => true) && isText(entry.id) && isText(entry.problem) && isDate(entry.day) && MARKS.includes(entry.marks?.whole);
}

/** What stands in a draft, part by part: only what is of its kind. */
export function soundDraft(told) {
  const fits = {
    ...{ id: orNull(isText), key: orNull(isText), problem: isText, order: isText, store: isText, notes: isText },
    ...{ blanks: isWords, sent: PARTS.sent[0], address: isText, unsaved: (value) => typeof value === "boolean" },
  };
  return Object.fromEntries(Object.entries(told).filter(([part, value]) => Object.hasOwn(fits, part) && fits[part](value)));
}
