// What the worker does while nobody asks: it works ahead in slices, and a request waits for one of them at most. The
// clock is the test's own, and so is the one queue in which a browser gives a worker its messages.

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const WORKER = new URL("../../overrides/runtime/worker.js", import.meta.url);
const PAINT = 30;
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A worker whose Python is `handle(method, id)`, each call of which takes `cost` ms. */
async function aWorker(t, handle, { cost = 0.6 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "worker-"));
  copyFileSync(WORKER, join(folder, "worker.js"));
  writeFileSync(join(folder, "manifest.js"), "export default {};");
  writeFileSync(
    join(folder, "files.js"),
    "export class Files { have() { return true; } size() { return 1; } async module() { return testPython; } }",
  );
  const queue = [];
  const said = [];
  let hear;
  let clock = 0;
  const asked = [];
  const python = (text) => {
    const { id, method } = JSON.parse(text);
    clock += cost;
    if (method !== "version") asked.push(id ?? method);
    return method === "version" ? '{"result":{"rulebook":"1.0.0"}}' : handle(method, id);
  };
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const given = {
    testPython: { NAMES: [], start: async () => ({ handle: async (text) => python(text), load: async () => {} }) },
    addEventListener: (_, act) => (hear = act),
    postMessage: (text) => said.push(JSON.parse(text)),
    performance: { now: () => clock },
    MessageChannel: class {
      port1 = {};
      port2 = { postMessage: (data) => queue.push(() => this.port1.onmessage({ data })) };
    },
  };
  const before = Object.fromEntries(Object.keys(given).map((name) => [name, globalThis[name]]));
  for (const [name, value] of Object.entries(given)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  t.after(() => {
    Object.assign(globalThis, before);
    rmSync(folder, { recursive: true });
  });
  await import(pathToFileURL(join(folder, "worker.js")));
  await settle();
  return {
    asked,
    said: () => said.filter((message) => message.id),
    ask: (id, method) => queue.push(() => hear({ data: JSON.stringify({ id, method, params: {} }) })),
    wait: (ms) => t.mock.timers.tick(ms),
    /** Let the worker hear the next message; tells whether there was one. */
    turn: async () => {
      const act = queue.shift();
      await act?.();
      await settle();
      return act !== undefined;
    },
    /** Let it hear all there is, but not for ever. */
    async drain() {
      for (let turns = 0; await this.turn(); turns += 1) assert.ok(turns < 100, "it never rests");
    },
  };
}

/** A Python that has as much to foresee after each answer. */
function foreseeing(slices) {
  let left = 0;
  return (method) => {
    if (method === "show") left = slices;
    return method === "foresee" ? JSON.stringify({ result: { more: (left -= 1) > 0 } }) : '{"result":{}}';
  };
}

test("after an answer has been shown Python works ahead, slice by slice, and tells nobody", async (t) => {
  const worker = await aWorker(t, foreseeing(5));
  worker.ask(1, "show");
  await worker.turn();
  assert.deepEqual(worker.asked, [1]);
  worker.wait(PAINT - 1);
  await settle();
  assert.deepEqual(worker.asked, [1], "the page shows its answer first");
  worker.wait(1);
  await settle();
  assert.deepEqual(worker.asked, [1, "foresee", "foresee"], "a slice ends when its time is over");
  await worker.drain();
  assert.equal(worker.asked.length, 1 + 5);
  assert.deepEqual(worker.said(), [{ id: 1, result: {} }]);
  worker.wait(1000);
  assert.equal(await worker.turn(), false, "nothing is left to do");
});

test("a request has its turn after the slice that is under way, and the rest of the work after its reply", async (t) => {
  const worker = await aWorker(t, foreseeing(20));
  worker.ask(1, "show");
  await worker.turn();
  worker.wait(PAINT);
  await settle();
  worker.ask(2, "compare");
  await worker.turn(); // the slice that was before it
  await worker.turn();
  assert.deepEqual(worker.asked, [1, "foresee", "foresee", "foresee", "foresee", 2]);
  await worker.drain();
  assert.equal(worker.asked.length, 6, "the page has its time after every reply");
  worker.wait(PAINT);
  await settle();
  await worker.drain();
  assert.equal(worker.asked.length, 6 + 16);
  assert.deepEqual(worker.said().map(({ id }) => id), [1, 2]);
});

test("requests in a row are answered without a slice between them", async (t) => {
  const worker = await aWorker(t, foreseeing(20));
  for (const id of [1, 2, 3]) worker.ask(id, "show");
  for (let turns = 0; turns < 3; turns += 1) {
    await worker.turn();
    worker.wait(PAINT - 1);
  }
  assert.deepEqual(worker.asked, [1, 2, 3]);
  worker.wait(PAINT);
  await settle();
  await worker.drain();
  assert.equal(worker.asked.length, 3 + 20, "and one chain of slices follows, not three");
});

test("what is long is one slice by itself", async (t) => {
  const worker = await aWorker(t, foreseeing(4), { cost: 5 });
  worker.ask(1, "show");
  await worker.turn();
  worker.wait(PAINT);
  await settle();
  assert.deepEqual(worker.asked, [1, "foresee"]);
});

for (const [what, reply] of [
  ["is refused", () => '{"error":{"code":"request","message":""}}'],
  ["breaks", () => assert.fail("out of memory")],
]) {
  test(`what ${what} ahead of time is told to nobody, and the next request is answered`, async (t) => {
    const worker = await aWorker(t, (method) => (method === "foresee" ? reply() : '{"result":{}}'));
    worker.ask(1, "show");
    await worker.turn();
    worker.wait(PAINT);
    await settle();
    assert.equal(await worker.turn(), false);
    worker.ask(2, "compare");
    await worker.turn();
    worker.wait(PAINT);
    await settle();
    assert.deepEqual(worker.asked, [1, "foresee", 2]);
    assert.deepEqual(worker.said(), [{ id: 1, result: {} }, { id: 2, result: {} }]);
  });
}

test("nothing is worked out ahead where no answer was shown", async (t) => {
  const worker = await aWorker(t, foreseeing(5));
  worker.ask(1, "summaries");
  await worker.turn();
  worker.wait(1000);
  assert.equal(await worker.turn(), false);
  assert.deepEqual(worker.asked, [1]);
});
