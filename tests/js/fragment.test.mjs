import assert from "node:assert/strict";
import { test } from "node:test";

import { readFragment, writeFragment } from "../../overrides/assets/javascripts/simulator/fragment.js";

test("what is written is read again", () => {
  const pairs = [
    ["platform", "dsers_tmall"],
    ["problem", "wrong_item"],
    ["verified_on", "2026-11-20"],
    ["odd", 'a&b=c #"<i>+ è 商'],
  ];
  const { values, repeated, isCase } = readFragment(writeFragment(pairs));
  assert.deepEqual([...values], pairs);
  assert.deepEqual(repeated, []);
  assert.equal(isCase, true);
});

test("nothing is written for an empty case, and nothing read from it", () => {
  assert.equal(writeFragment([]), "");
  assert.deepEqual([...readFragment("").values], []);
  assert.equal(readFragment("#").isCase, true);
});

test("an anchor is not a case", () => {
  assert.equal(readFragment("#what-happened").isCase, false);
});

test("the first value of a key counts, and the others are told", () => {
  const { values, repeated } = readFragment("#problem=no_stock&problem=wrong_item&problem=oversized");
  assert.equal(values.get("problem"), "no_stock");
  assert.deepEqual(repeated, [
    ["problem", "wrong_item"],
    ["problem", "oversized"],
  ]);
});

test("broken percent signs and keys without a value are kept as they are", () => {
  const { values } = readFragment("#today=%zz&remedy=&alone&a=b");
  assert.deepEqual([...values], [
    ["today", "%zz"],
    ["remedy", ""],
    ["alone", ""],
    ["a", "b"],
  ]);
});
