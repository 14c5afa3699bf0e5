// What a round is asked for, and how the address holds it: `#seed=…&topic=…&difficulty=…&count=…&today=…&v=…`.

import { isDay } from "../simulator/dates.js";
import { readFragment, writeFragment } from "../simulator/fragment.js";

/** Seeds are whole numbers from 0 up to, and without, this one. */
export const SEEDS = 2 ** 31;

const LEVELS = [0, 1, 2, 3];
const KEYS = ["seed", "topic", "difficulty", "count", "today", "v"];

/**
 * The round that a fragment asks for, as far as it can be read: `{seed, topic, difficulty, count, today}`. What it does
 * not say is the `usual`; `seed` is undefined where it gives none. `strange` lists what this page does not know, as
 * `[key, value]`; `version` is that of the rules with which the link was made, or undefined. `tooLong`: see `readFragment`.
 *
 * `topics` maps each topic to `{levels}`, `counts` lists the numbers of cases that a round may have.
 */
export function readRound(fragment, topics, counts, usual) {
  const { values, repeated, tooLong } = readFragment(fragment);
  const strange = [...repeated];
  const take = (key, read) => {
    if (!values.has(key)) return undefined;
    const value = read(values.get(key));
    if (value === undefined) strange.push([key, values.get(key)]);
    return value;
  };
  const among = (known) => (text) => known.find((one) => String(one) === text);
  const round = {
    seed: take("seed", (text) => (/^\d{1,10}$/.test(text) && Number(text) < SEEDS ? Number(text) : undefined)),
    topic: take("topic", among(Object.keys(topics))) ?? usual.topic,
    difficulty: take("difficulty", among(LEVELS)) ?? usual.difficulty,
    count: take("count", among(counts)) ?? usual.count,
    today: take("today", (text) => (isDay(text) ? text : undefined)) ?? usual.today,
  };
  for (const [key, value] of values) if (!KEYS.includes(key)) strange.push([key, value]);
  // Cases other than those that the link means are worse than none.
  if (strange.some(([key]) => ["topic", "difficulty", "today"].includes(key))) round.seed = undefined;
  return { round, strange, version: values.get("v"), tooLong };
}

/** The fragment of a round, with its `#`. */
export function fragmentOf({ seed, topic, difficulty, count, today }, version) {
  return writeFragment(Object.entries({ seed, topic, difficulty, count, today, v: version }));
}

/** What the engine is asked for the case at a place of a round, the first being 0. */
export function wishAt({ seed, topic, difficulty, today }, place) {
  return { seed: (seed + place) % SEEDS, topic, difficulty, today };
}
