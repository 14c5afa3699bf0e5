// How a case and its dates are said.

import { dayInWords } from "../simulator/dates.js";
import { isolated, own } from "../untrusted.js";

const DAY = 24 * 60 * 60 * 1000;

const formats = new Map();

/** A day for a narrow place: "Fri 27 Nov 2026", "ven 27 nov 2026". */
export function shortDay(day, lang) {
  if (!formats.has(lang)) {
    const parts = { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };
    formats.set(lang, new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, parts));
  }
  return formats.get(lang).format(new Date(`${day}T00:00:00Z`)).replace(/,/g, "");
}

export { dayInWords };

/** How many days there are from today to a day; less than none where it is over. */
export function daysTo(day, today) {
  return Math.round((Date.parse(day) - Date.parse(today)) / DAY);
}

/** How far a day is from today: "today", "in 3 days", "2 days ago". */
export function daysLeft(day, today, say) {
  const days = daysTo(day, today);
  if (days < 0) return say(days === -1 ? "left.overdue_one" : "left.overdue_many", { n: -days });
  if (days === 0) return say("left.today");
  return days === 1 ? say("left.tomorrow") : say("left.days", { n: days });
}

/** The singular (`key_one`) or plural (`key_many`) sentence for `n` things. */
export function counted(say, lang, key, n) {
  return say(`${key}_${n === 1 ? "one" : "many"}`, { n: n.toLocaleString(lang) });
}

/** What the reader calls the case: its store and order, or its problem when it has neither. */
export function nameOf(record, names, say) {
  const order = record.order && say("mycases.say.order", { order: isolated(record.order) });
  return [isolated(record.store), order].filter(Boolean).join(" · ") || problemOf(record, names);
}

/** The title of the problem; its id when the rules no longer know it. */
export function problemOf(record, names) {
  return own(names.problem, record.problem) ?? record.problem ?? "";
}

/** The name of the platform; its id when the rules no longer know it. */
export function platformOf(record, names) {
  return own(names.platform, record.platform) ?? record.platform ?? "";
}

const OWN_STATES = ["all", "open", "closed", "wrong", "unchecked", "newer"];

/** The sentence that says the state of one case: Italian says "Chiuso" of one, and "Chiusi" of several. */
export function wordsOfCase(state) {
  return state === "closed" ? "mycases.say.closed_row" : wordsOfState(state);
}

/** The sentence that names a state; see `stateOf`. "" stands for all of them. */
export function wordsOfState(state) {
  const own = state || "all";
  return OWN_STATES.includes(own) ? `mycases.say.${own}` : `urgency.${state}`;
}
