// Brings the values of a link into the form, and says what it could not bring.

const CASE_KEYS = ["platform", "problem", "today", "calendar", "v"];

/**
 * Fill an empty form from what `readFragment` found. `version` is that of the rules at hand.
 *
 * Returns `facts`, the ids of the facts that the link gives, and `sentences` on all that has no place in the form. A
 * value that its own control refuses is not among them: it is reported at its field.
 */
export function fillFrom({ values, repeated }, form, say, version) {
  const sentences = repeated.map(([key, value]) => say("form.link_repeated", { key, value }));
  const leaveOut = (key) => sentences.push(say("form.link_unknown", { key, value: values.get(key) }));
  const put = (key) => values.has(key) && form.put(key, values.get(key));

  put("platform");
  form.fitProblems();
  // A problem of a platform that we do not know is not our problem of the same name.
  if (form.refused("platform") === undefined) put("problem");
  else if (values.has("problem")) leaveOut("problem");
  put("today");
  put("calendar");

  const facts = [...values.keys()].filter((key) => form.isFact(key));
  for (const id of facts) {
    put(id);
    if (form.problem && !form.asked.includes(id)) {
      sentences.push(say("form.link_not_asked", { label: form.label(id), value: values.get(id) }));
    }
  }
  if (facts.length && !form.problem) sentences.push(say("form.link_no_problem"));

  for (const key of values.keys()) {
    if (!CASE_KEYS.includes(key) && !form.isFact(key)) leaveOut(key);
  }
  if (values.has("v") && values.get("v") !== version) {
    sentences.push(say("form.link_version", { old: values.get("v"), new: version }));
  }
  return { facts, sentences };
}
