// What the link of a round says that the page cannot follow, in words.

import { MOST_CHARACTERS } from "../simulator/fragment.js";
import { shown } from "../untrusted.js";

const MOST_SENTENCES = 10;

/** The sentences on a link; see `readRound` for its parts. `current` is the version of the rules at hand. */
export function sentencesOn({ strange, version, tooLong }, say, current) {
  const told = strange.slice(0, MOST_SENTENCES).map(([key, value]) => ({ key: shown(key), value: shown(value) }));
  const sentences = told.map((words) => say("drill.script.link_wrong", words));
  if (strange.length > told.length) sentences.push(say("drill.script.link_more", { n: strange.length - told.length }));
  if (tooLong) sentences.push(say("drill.script.link_too_long", { n: tooLong, most: MOST_CHARACTERS }));
  if (version !== undefined && version !== current) {
    sentences.push(say("drill.script.link_version", { old: shown(version), new: current }));
  }
  return sentences;
}
