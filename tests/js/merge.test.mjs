import assert from "node:assert/strict";
import { test } from "node:test";

import { Keeper } from "../../overrides/assets/javascripts/simulator/keeper.js";
import { merged, mergedText } from "../../overrides/assets/javascripts/simulator/merge.js";

const BASE = {
  ...{ schema: 1, id: "a", store: "", order: "", platform: "p", problem: "q", facts: { one: "1", two: "2" } },
  ...{ calendar: null, done: ["x"], sent: { m: "2026-03-01" }, blanks: {}, notes: "", created_on: "2026-03-01" },
  ...{ changed_on: "2026-03-01", closed_on: null, outcome: null, rulebook: "2", summary: null },
};

test("a tab writes only what it has changed itself", () => {
  const latest = { ...BASE, done: ["x", "y"], sent: {}, facts: { one: "1", two: "3", three: "4" }, closed_on: "2026-03-09" };
  const mine = { ...BASE, notes: "n", facts: { two: "2" }, blanks: { name: "Anna" }, done: ["z"], order: "N-1" };
  const kept = merged(BASE, mine, latest);
  assert.deepEqual(kept.facts, { two: "3", three: "4" });
  assert.deepEqual(kept.done, ["y", "z"]);
  assert.deepEqual(kept.sent, {});
  assert.deepEqual(kept.blanks, { name: "Anna" });
  assert.deepEqual([kept.notes, kept.order, kept.closed_on], ["n", "N-1", "2026-03-09"]);
});

test("a summary is kept only with the case that it sums up", () => {
  const latest = { ...BASE, done: [], summary: { of: "latest" } };
  assert.deepEqual(merged(BASE, { ...BASE, notes: "n" }, latest).summary, { of: "latest" });
  assert.equal(merged(BASE, { ...BASE, facts: {} }, latest).summary, null);
  const end = { closed_on: "2026-03-09", outcome: "refunded" };
  assert.equal(merged(BASE, { ...BASE, ...end }, { ...latest, done: ["x"] }).summary, null, "closed since");
  const closed = { ...BASE, ...end, summary: { ...end } };
  assert.deepEqual(merged(closed, { ...closed, notes: "n" }, closed).summary, end);
  assert.equal(merged(closed, { ...closed, closed_on: null, outcome: null }, closed).summary, null, "opened again");
});

test("texts written in two tabs are both kept", () => {
  assert.equal(mergedText("", "mine", "theirs"), "theirs\nmine");
  // The next letter typed does not write the text a second time.
  assert.equal(mergedText("mine", "mine!", "theirs\nmine"), "theirs\nmine!");
  assert.equal(mergedText("a c", "a b c", "a c d"), "a b c d");
  assert.equal(mergedText("a c", "a c d", "a b c"), "a b c d");
  assert.equal(mergedText("a b c", "a X c", "a Y c"), "a Y c\na X c");
  assert.equal(mergedText("aa", "aaa", "aa"), "aaa");
  assert.equal(mergedText("a", "a", "b"), "b");
});

/** A store with one record, which another tab can change behind the keeper's back. */
function store(record) {
  return {
    record,
    refuses: false,
    async put(one) {
      this.record = one;
    },
    async change(_, edit) {
      if (this.refuses) throw Object.assign(new Error("full"), { reason: "full" });
      this.record = (this.record && edit(this.record)) ?? this.record;
      return [this.record];
    },
  };
}

const SILENT = { call: () => Promise.reject(new Error("no engine")) };

test("an out-of-date tab goes on writing without taking back what the other has done", async () => {
  const cases = store(BASE);
  const keeper = new Keeper(cases, SILENT, assert.fail);
  keeper.record = BASE;
  cases.record = { ...BASE, done: ["x", "tick"], notes: "theirs" };
  for (const notes of ["m", "mi", "min"]) assert.ok(await keeper.keep({ ...keeper.record, notes }));
  assert.deepEqual(cases.record.done, ["x", "tick"]);
  assert.equal(cases.record.notes, "theirs\nmin");
  assert.deepEqual(keeper.record.done, ["x"], "the tab shows what it showed before");
});

test("what the store refused is written with the next change", async () => {
  const cases = store(BASE);
  const keeper = new Keeper(cases, SILENT, () => {});
  keeper.record = BASE;
  cases.refuses = true;
  const first = keeper.keep({ ...BASE, order: "N-1" });
  const second = first.then(() => (cases.refuses = false));
  assert.equal(await first, null);
  await second;
  await keeper.keep({ ...BASE, order: "N-1", notes: "n" });
  assert.deepEqual([cases.record.order, cases.record.notes], ["N-1", "n"]);
});

test("a case deleted elsewhere does not come back by itself", async () => {
  const cases = store(undefined);
  let reason = null;
  const keeper = new Keeper(cases, SILENT, (why) => (reason = why));
  keeper.record = BASE;
  assert.equal(await keeper.keep({ ...BASE, notes: "n" }), null);
  assert.equal(cases.record, undefined);
  assert.equal(reason, "deleted");
});
