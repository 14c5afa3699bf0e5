// The memory of the start image is written without its long stretches of zeros, and nothing else is lost of it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { packed, piecesOf } from "../../playbook_sim/site/runtime/image/memory.mjs";

const WORD = 4; // bytes

/** A memory of 400 words that is zero but for these, and what a reader makes of the file that is written of it. */
function written(filled) {
  const words = new Uint32Array(400);
  for (const at of filled) words[at] = at + 1;
  const memory = new Uint8Array(words.buffer);
  const pieces = piecesOf(memory);
  const file = packed(memory, pieces);
  const carried = pieces.filter((_, turn) => turn % 2).reduce((sum, count) => sum + count, 0);
  const again = new Uint8Array(memory.length);
  let [from, to] = [file.length - WORD * carried, 0];
  pieces.forEach((count, turn) => {
    if (turn % 2) {
      again.set(file.subarray(from, from + WORD * count), to);
      from += WORD * count;
    }
    to += WORD * count;
  });
  return { memory, again, carried, pieces };
}

for (const [name, filled] of Object.entries({
  "nothing at all": [],
  "the first word": [0],
  "the last word": [399],
  "both ends": [0, 399],
  "words far apart": [3, 100, 101, 260],
  "every word": [...Array(400).keys()],
})) {
  test(`${name} comes back as it was`, () => {
    const { memory, again } = written(filled);
    assert.deepEqual(again, memory);
  });
}

test("long stretches of zeros are left out, short ones are carried", () => {
  assert.equal(written([10, 300]).carried, 2);
  assert.deepEqual(written([10, 13]).pieces, [10, 4]);
});

test("a memory of zeros has no part", () => {
  assert.deepEqual(written([]).pieces, [0]);
});
