// The answers of the round that is under way, until the tab is closed: a reload or a change of language loses nothing.

import { isDay } from "../simulator/dates.js";

const KEY = "after-sales-playbook-round";

/** The answers kept for the round with this fragment, in the order of its cases; none where nothing may be kept. */
export function recall(fragment) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY));
    if (kept?.fragment !== fragment || !Array.isArray(kept.answers)) return [];
    const strange = kept.answers.findIndex((answers) => !isAnswer(answers));
    return strange < 0 ? kept.answers : kept.answers.slice(0, strange);
  } catch {
    return [];
  }
}

/** Whether this is what the questions give; anything else would be refused each time that the round is opened. */
function isAnswer(answers) {
  return Number.isInteger(answers?.first) && answers.first >= 0 && (answers.when === "none" || isDay(String(answers.when)));
}

/** Keep the answers of a round instead of those of the last one. */
export function remember(fragment, answers) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ fragment, answers }));
  } catch {
    // Where nothing may be kept, a reload begins the round again.
  }
}
