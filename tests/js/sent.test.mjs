import assert from "node:assert/strict";
import { test } from "node:test";

import { followed } from "../../overrides/assets/javascripts/simulator/sent.js";

const MOVES = { press: "pressed_on" };
const BEFORE = { pressed_on: "2026-03-12" };

test("the day of sending follows the date that it wrote, and goes with it", () => {
  const sent = { press: "2026-03-12", other: "2026-03-12" };
  assert.deepEqual(followed(sent, MOVES, BEFORE, { pressed_on: "2026-03-14" }), { press: "2026-03-14" });
  assert.deepEqual(followed(sent, MOVES, BEFORE, {}), { press: "" });
  assert.deepEqual(followed(sent, MOVES, BEFORE, BEFORE), {});
});

test("a message sent on another day than the date follows nothing, and one not sent stays so", () => {
  assert.deepEqual(followed({ press: "2026-03-10" }, MOVES, BEFORE, {}), {});
  assert.deepEqual(followed({}, MOVES, BEFORE, { pressed_on: "2026-03-14" }), {});
});
