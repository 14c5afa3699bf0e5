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
