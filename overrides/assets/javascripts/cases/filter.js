// Which cases the reader wants to see.

import { isText } from "../untrusted.js";
import { stateOf } from "./order.js";

/** The filter that lets everything through. `store` is null for all stores, "" for the cases that name none. */
export const EVERYTHING = Object.freeze({ store: null, platform: "", problem: "", state: "", text: "" });

/** The filter in what was stored: what is none of its parts, or of another kind, filters nothing. */
export function filterOf(told, states) {
  const { store, platform, problem, state, text } = told;
  const texts = Object.fromEntries(Object.entries({ platform, problem, text }).filter(([, value]) => isText(value)));
  return {
    ...EVERYTHING,
    ...texts,
    ...(isText(store) && { store }),
    ...(states.includes(state) && { state }),
  };
}

/** Whether a filter leaves anything out. */
export function isFiltering(filter) {
  return Object.keys(EVERYTHING).some((key) => filter[key] !== EVERYTHING[key]);
}

/** The records that fit all of a filter but its state. */
export function fitting(records, { store, platform, problem, text }) {
  const words = fold(text).split(/\s+/).filter(Boolean);
  return records.filter((record) => {
    if (store !== null && (record.store ?? "") !== store) return false;
    if (platform && record.platform !== platform) return false;
    if (problem && record.problem !== problem) return false;
    if (!words.length) return true;
    const searched = fold(`${record.order}\n${record.notes}\n${record.store}`);
    return words.every((word) => searched.includes(word));
  });
}

/** The records of a state: an urgency, `closed`, `open` for all that are not, "" for all. */
export function ofState(records, state) {
  if (!state) return records;
  if (state === "open") return records.filter((record) => !record.closed_on);
  return records.filter((record) => stateOf(record) === state);
}

/** How many records stand in each state, `open` and "" (all) included. */
export function countStates(records) {
  const counts = { "": records.length, open: 0 };
  for (const record of records) {
    const state = stateOf(record);
    counts[state] = (counts[state] ?? 0) + 1;
    if (state !== "closed") counts.open += 1;
  }
  return counts;
}

/** Without accents and capitals: who types "citta" means "Città". */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
