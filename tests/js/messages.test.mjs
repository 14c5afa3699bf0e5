import assert from "node:assert/strict";
import { test } from "node:test";

import { endsSentence } from "../../overrides/assets/javascripts/simulator/messages.js";

test("a text that ends a sentence needs no stop behind it", () => {
  for (const end of ".!?…。！？") assert.ok(endsSentence(`it works${end}`), end);
  for (const text of ["", "it works", "e.g. this", "it works,", "(it works.)"]) assert.ok(!endsSentence(text), text);
});
