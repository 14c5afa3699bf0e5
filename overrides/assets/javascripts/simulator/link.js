// Between the form and the address: brings the values of a link into the form, and writes the link of what it holds.

import { shown } from "../untrusted.js";
import { MOST_CHARACTERS, writeFragment } from "./fragment.js";

const MOST_SENTENCES = 10;
const CASE_KEYS = ["platform", "problem", "today", "calendar", "done", "v", "case"];

/** Whether two versions of the rules are the same one: `2.0` is `2.0.0`. */
export function sameVersion(one, other) {
  const bare = (version) => version.trim().replace(/(\.0+)+$/, "");
  return bare(one) === bare(other);
}

/**
 * Fill an empty form from what `readFragment` found. `version` is that of the rules at hand.
 *
 * Returns `facts`, the ids of the facts that the link gives, `done`, the steps that it says are ticked off, and
 * `sentences` on all that has no place in the form. A value that its own control refuses is not among them: it is
 * reported at its field.
 */
export function fillFrom({ values, repeated, tooLong = 0 }, form, say, version) {
  const sentences = [];
  const tell = (key, told) => {
    const words = Object.entries(told).map(([name, value]) => [name, shown(value)]);
    sentences.push(say(`form.${key}`, Object.fromEntries(words)));
  };
  if (tooLong) tell("link_too_long", { n: tooLong, most: MOST_CHARACTERS });
  for (const [key, value] of repeated) tell("link_repeated", { key, value });
  const leaveOut = (key) => tell("link_unknown", { key, value: values.get(key) });
  const put = (key) => values.has(key) && form.put(key, values.get(key));

  put("platform");
  form.fitProblems();
  form.followProblem();
  // A problem of a platform that we do not know is not our problem of the same name. Without a platform it is.
  if (form.refused("platform") === undefined) put("problem");
  else if (values.has("problem")) leaveOut("problem");
  put("today");
  put("calendar");

  const facts = [...values.keys()].filter((key) => form.isFact(key));
  for (const id of facts) {
    put(id);
    if (form.problem && !form.asked.includes(id)) {
      tell("link_not_asked", { label: form.label(id), value: values.get(id) });
    }
  }
  // Of a problem that cannot be chosen it is told above, or at its list, that the link names it.
  if (facts.length && !form.problem && !values.has("problem")) tell("link_no_problem", {});

  const ticked = (values.get("done") ?? "").split(" ").filter(Boolean);
  const done = ticked.filter((step) => form.steps.includes(step));
  const unknown = ticked.filter((step) => !done.includes(step));
  if (unknown.length) tell("link_unknown", { key: "done", value: unknown.join(" ") });

  for (const key of values.keys()) {
    if (!CASE_KEYS.includes(key) && !form.isFact(key)) leaveOut(key);
  }
  if (values.get("v") && !sameVersion(values.get("v"), version)) {
    tell("link_version", { old: values.get("v"), new: version });
  }
  return { facts, done, sentences: few(sentences, say) };
}

/** The first of many sentences, and how many there are besides: nobody reads hundreds. */
function few(sentences, say) {
  const more = sentences.length - MOST_SENTENCES;
  return more > 1 ? [...sentences.slice(0, MOST_SENTENCES), say("form.link_more", { n: more })] : sentences;
}

/**
 * A case as if a link had brought it: `{platform, problem, facts, today, calendar, done, rulebook, case}`, of which all
 * but the first two may be absent.
 */
export function linkOf({ platform, problem, facts = {}, today, calendar, done = [], rulebook, case: saved }) {
  const pairs = { platform, problem, ...facts, today, calendar, done: done.join(" "), v: rulebook, case: saved };
  const given = Object.entries(pairs).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return { values: new Map(given.map(([key, value]) => [key, String(value)])), repeated: [], isCase: true };
}

/**
 * The fragment for what the form holds: these `facts`, the steps `done`, of `today` and `calendar` what departs from the
 * `usual`, and the id of the case in this browser where it is `saved`. A value that its control refused stays in it.
 * `version` is that of the rules that the case was made with. Empty for an empty case.
 */
export function fragmentOf(form, facts, done, usual, version, saved = null) {
  const given = (id) => {
    const value = form.refused(id) ?? form.value(id);
    return value === undefined || value === usual[id] ? [] : [[id, value]];
  };
  const known = facts.flatMap(given);
  const refused = ["platform", "problem", "today", "calendar"].some((id) => form.refused(id) !== undefined);
  if (!form.platform && !known.length && !refused) return "";
  return writeFragment([
    ...given("platform"),
    ...given("problem"),
    ...known,
    ...given("today"),
    ...given("calendar"),
    ...(done.length ? [["done", done.join(" ")]] : []),
    ["v", version],
    ...(saved ? [["case", saved]] : []),
  ]);
}
