// How a file of the runtime fails: what is said, and done, depends on whether it was cut off or is not what it should be.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

const GOOD = new Uint8Array(3000).map((_, at) => at % 251);
const TABLE = { "a.wasm": { size: GOOD.length, sha256: createHash("sha256").update(GOOD).digest("base64") } };

let respond;
globalThis.fetch = async (_, options) => respond(options);
const { Files } = await import("../../overrides/runtime/files.js");

async function reasonOf(body, headers = {}) {
  respond = () => new Response(body, { headers });
  return new Files(TABLE).bytes("a.wasm").then(() => null, ({ reason }) => reason);
}

const length = (bytes) => ({ "Content-Length": String(bytes.length) });
const half = GOOD.subarray(0, 1500);

test("a file that is as it was built is given", async () => {
  assert.equal(await reasonOf(GOOD, length(GOOD)), null);
});

test("a body that ends before its host said was cut off", async () => {
  assert.equal(await reasonOf(half, length(GOOD)), "network");
});

test("a body that ends too soon was cut off where nobody said how long it is", async () => {
  assert.equal(await reasonOf(half), "network");
});

test("a connection that ends before the first byte was cut off", async () => {
  assert.equal(await reasonOf(new Uint8Array()), "network");
});

test("what the browser has kept too short is fetched anew by whoever is careful", async () => {
  respond = ({ cache }) => new Response(cache === "reload" ? GOOD : half, { headers: { "Content-Encoding": "br" } });
  assert.deepEqual(await new Files(TABLE, { careful: true }).bytes("a.wasm"), GOOD);
  await assert.rejects(new Files(TABLE).bytes("a.wasm"), { reason: "network" });
});

test("a file in parts arrives without being asked for, and gives nothing that is not proven", async () => {
  const block = 1 << 20;
  const large = new Uint8Array(2.5 * block).map((_, at) => at % 253);
  const blocks = [0, 1, 2].map((at) => createHash("sha256").update(large.subarray(at * block, (at + 1) * block)).digest("base64"));
  const table = { "m.wasm": { size: large.length, sha256: "", blocks } };
  const taken = async (body) => {
    respond = () => new Response(body);
    const found = [];
    const failure = await (async () => {
      for await (const part of new Files(table).parts("m.wasm")) found.push(part);
    })().catch(({ reason }) => reason);
    return [failure, ...found.map(({ length }) => length)];
  };
  assert.deepEqual(await taken(large), [undefined, block, block, block / 2]);
  const other = large.slice();
  other[1.5 * block] ^= 1;
  assert.deepEqual((await taken(other))[0], "damaged");
  assert.ok((await taken(other)).length <= 2);
});

test("who is careful gets a file in one part, fetched anew where the browser has kept a bad one", async () => {
  respond = ({ cache }) => new Response(cache === "reload" ? GOOD : half, { headers: { "Content-Encoding": "br" } });
  const found = [];
  for await (const part of new Files(TABLE, { careful: true }).parts("a.wasm")) found.push(part);
  assert.deepEqual(found, [GOOD]);
});

test("the length of a compressed body says nothing of the file's", async () => {
  assert.equal(await reasonOf(half, { ...length(half), "Content-Encoding": "br" }), "network");
});

test("a file that its host has only a part of is damaged", async () => {
  assert.equal(await reasonOf(half, length(half)), "damaged");
});

test("other bytes, or more of them, are damaged", async () => {
  const other = GOOD.slice();
  other[1500] ^= 1;
  assert.equal(await reasonOf(other, length(other)), "damaged");
  assert.equal(await reasonOf(new Uint8Array(3001)), "damaged");
});

test("a connection that breaks is told by the browser", async () => {
  const broken = new ReadableStream({
    pull(controller) {
      controller.error(new TypeError("network error"));
    },
  });
  assert.equal(await reasonOf(broken), "network");
});
