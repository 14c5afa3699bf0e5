import assert from "node:assert/strict";
import { test } from "node:test";

import { byTopic, counted, entryId, stageOf } from "../../overrides/assets/javascripts/drills/tally.js";
import { fragmentOf, readRound, SEEDS, wishAt } from "../../overrides/assets/javascripts/drills/wish.js";

const TOPICS = {
  mixed: { problems: ["a", "b", "c"], levels: [1, 2, 3] },
  shop: { problems: ["a", "b", "c"], levels: [1, 2, 3] },
  "shop.before": { problems: ["a"], levels: [1] },
  a: { problems: ["a"], levels: [1] },
  "shop.after": { problems: ["b", "c"], levels: [2] },
};
const USUAL = { topic: "mixed", difficulty: 0, count: 5, today: "2026-11-26" };
const read = (fragment) => readRound(fragment, TOPICS, [5, 10], USUAL);

test("a round goes into the address and comes back", () => {
  const round = { seed: 7, topic: "shop.after", difficulty: 2, count: 10, today: "2026-02-10" };
  assert.deepEqual(read(fragmentOf(round, "2.0.0")), { round, strange: [], version: "2.0.0", tooLong: 0 });
});

test("what the address does not say is usual, and without a seed there is no round", () => {
  assert.deepEqual(read(""), { round: { seed: undefined, ...USUAL }, strange: [], version: undefined, tooLong: 0 });
  assert.deepEqual(read("#seed=3").round, { seed: 3, ...USUAL });
});

test("what the page does not know is told, and no other case takes its place", () => {
  for (const [key, value] of [["topic", "ebay"], ["difficulty", "4"], ["today", "2026-02-31"], ["seed", "x"], ["seed", String(SEEDS)]]) {
    const { round, strange } = read(key === "seed" ? `#seed=${value}` : `#seed=1&${key}=${value}`);
    assert.deepEqual(strange, [[key, value]]);
    assert.equal(round.seed, undefined);
  }
  assert.deepEqual(read("#seed=1&count=7&colour=blue").strange, [["count", "7"], ["colour", "blue"]]);
  assert.equal(read("#seed=1&count=7&colour=blue").round.seed, 1);
});

test("each place of a round has a seed of its own, also at the end of the numbers", () => {
  const round = { seed: SEEDS - 1, topic: "a", difficulty: 1, count: 5, today: "2026-11-26" };
  assert.deepEqual(wishAt(round, 0), { seed: SEEDS - 1, topic: "a", difficulty: 1, today: "2026-11-26" });
  assert.equal(wishAt(round, 1).seed, 0);
});

test("a problem counts under its stage", () => {
  assert.equal(stageOf("c", TOPICS), "shop.after");
  assert.equal(stageOf("gone", TOPICS), undefined);
});

test("marks are counted", () => {
  assert.deepEqual(counted(["right", "wrong", "right"]), { right: 2, partly: 0, wrong: 1 });
});

test("topics come the weakest first, with their last day; what is no longer in the rules is left out", () => {
  const entry = (problem, whole, day) => ({ problem, marks: { whole }, day });
  const rows = byTopic(
    [
      entry("a", "right", "2026-11-02"),
      entry("a", "partly", "2026-11-01"),
      entry("b", "wrong", "2026-11-03"),
      entry("c", "right", "2026-11-05"),
      entry("gone", "wrong", "2026-11-09"),
    ],
    TOPICS,
  );
  assert.deepEqual(rows, [
    { topic: "shop.after", right: 1, partly: 0, wrong: 1, last: "2026-11-05", weakness: 0.5 },
    { topic: "shop.before", right: 1, partly: 1, wrong: 0, last: "2026-11-02", weakness: 0.25 },
  ]);
});

test("the same case has the same id, and no other has", () => {
  const wish = { seed: 1, topic: "a", difficulty: 1, today: "2026-11-26" };
  assert.equal(entryId(wish, "2.0.0"), entryId({ ...wish }, "2.0.0"));
  const others = [entryId(wish, "2.0.1"), ...["seed", "topic", "difficulty", "today"].map((key) => entryId({ ...wish, [key]: "x" }, "2.0.0"))];
  assert.equal(new Set([entryId(wish, "2.0.0"), ...others]).size, 6);
});
