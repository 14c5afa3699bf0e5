import assert from "node:assert/strict";
import { test } from "node:test";

import { Trail } from "../../overrides/assets/javascripts/simulator/triage.js";

const QUESTIONS = new Map([
  ["start", [{ question: "where" }, { problem: "complaint" }]],
  ["where", [{ problem: "no_stock" }, { question: "what" }]],
  ["what", [{ problem: "wrong_item" }, { problem: "damaged_goods" }]],
]);

function answered(...options) {
  const trail = new Trail(QUESTIONS);
  for (const option of options) trail.answer(option);
  return trail;
}

test("the first question of the file opens", () => {
  const trail = new Trail(QUESTIONS);
  assert.equal(trail.question, "start");
  assert.equal(trail.problem, undefined);
  assert.deepEqual(trail.answers, []);
});

test("an answer leads to the next question, the last one to a problem", () => {
  const trail = answered(0, 1);
  assert.equal(trail.question, "what");
  assert.equal(trail.problem, undefined);
  trail.answer(1);
  assert.equal(trail.question, undefined);
  assert.equal(trail.problem, "damaged_goods");
  assert.deepEqual(trail.answers, [
    { question: "start", option: 0 },
    { question: "where", option: 1 },
    { question: "what", option: 1 },
  ]);
});

test("changing an answer asks its question again and forgets what came after", () => {
  const trail = answered(0, 1, 0);
  trail.change(1);
  assert.equal(trail.question, "where");
  assert.equal(trail.problem, undefined);
  assert.deepEqual(trail.answers, [{ question: "start", option: 0 }]);
  trail.answer(0);
  assert.equal(trail.problem, "no_stock");
});

test("starting again forgets everything", () => {
  const trail = answered(1);
  assert.equal(trail.problem, "complaint");
  trail.change(0);
  assert.equal(trail.question, "start");
  assert.deepEqual(trail.answers, []);
});
