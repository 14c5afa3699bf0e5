// The memory of the start image is written without its long stretches of zeros, and nothing else is lost of it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fill } from "../../overrides/runtime/saved.js";
import { packed, piecesOf, sizeOf } from "../../playbook_sim/site/runtime/image/memory.mjs";

const WORD = 4; // bytes
const SIZES = [1, 3, 64, 4096]; // of the parts in which a file arrives, in bytes

/** A memory of 400 words that is zero but for these, and what a reader makes of the file that is written of it. */
async function written(filled, size = SIZES.at(-1)) {
  const words = new Uint32Array(400);
  for (const at of filled) words[at] = at + 1;
  const memory = new Uint8Array(words.buffer);
  const pieces = piecesOf(memory);
  const file = packed(memory, pieces);
  const again = new Uint8Array(memory.length);
  const count = Math.ceil(file.length / size);
  const parts = Array.from({ length: count }, (_, at) => file.subarray(at * size, (at + 1) * size));
  await fill(again, parts, { begin: file.length - sizeOf(pieces), pieces });
  return { memory, again, carried: sizeOf(pieces) / WORD, pieces };
}

for (const [name, filled] of Object.entries({
  "nothing at all": [],
  "the first word": [0],
  "the last word": [399],
  "both ends": [0, 399],
  "words far apart": [3, 100, 101, 260],
  "every word": [...Array(400).keys()],
})) {
  test(`${name} comes back as it was`, async () => {
    for (const size of SIZES) {
      const { memory, again } = await written(filled, size);
      assert.deepEqual(again, memory);
    }
  });
}

test("long stretches of zeros are left out, short ones are carried", async () => {
  assert.equal((await written([10, 300])).carried, 2);
  assert.deepEqual((await written([10, 13])).pieces, [10, 4]);
});

test("a memory of zeros has no part", async () => {
  assert.deepEqual((await written([])).pieces, [0]);
});
