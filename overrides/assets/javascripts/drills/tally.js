// Counting marks: of a round, and of all that was ever practised in this browser.

const MARKS = ["right", "partly", "wrong"];

/** The topic that a problem is counted under: its stage on its platform. `topics` as in the page's data. */
export function stageOf(problem, topics) {
  return Object.keys(topics).find((topic) => topic.includes(".") && topics[topic].problems.includes(problem));
}

/** `{right, partly, wrong}`: how often each mark stands among them. */
export function counted(marks) {
  return Object.fromEntries(MARKS.map((mark) => [mark, marks.filter((one) => one === mark).length]));
}

/**
 * Entries by topic, the weakest first: `{topic, right, partly, wrong, last, weakness}`. An entry has a `problem`,
 * `marks.whole` and a `day`; one whose problem is no longer in the rules is left out. `weakness` is the share that
 * went wrong, from 0 to 1, where partly right counts half.
 */
export function byTopic(entries, topics) {
  const groups = new Map();
  for (const entry of entries) {
    const topic = stageOf(entry.problem, topics);
    if (topic) groups.set(topic, [...(groups.get(topic) ?? []), entry]);
  }
  const rows = [...groups].map(([topic, members]) => {
    const marks = counted(members.map(({ marks: { whole } }) => whole));
    const last = members.map(({ day }) => day).sort().at(-1);
    return { topic, ...marks, last, weakness: (marks.wrong + marks.partly / 2) / members.length };
  });
  return rows.sort((one, other) => other.weakness - one.weakness || one.last.localeCompare(other.last));
}

/** The id under which a case is kept: the same case has the same one, so that only the first answer counts. */
export function entryId({ seed, topic, difficulty, today }, version) {
  return [version, today, topic, difficulty, seed].join(" ");
}
