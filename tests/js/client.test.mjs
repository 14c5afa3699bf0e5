import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Engine, remedyOf } from "../../overrides/assets/javascripts/simulator/client.js";

/** A worker that does what the test tells it to. */
class FakeWorker {
  sent = [];
  ended = false;
  postMessage(text) {
    this.sent.push(JSON.parse(text));
  }
  terminate() {
    this.ended = true;
  }
  says(message) {
    this.onmessage({ data: JSON.stringify(message) });
  }
  ready() {
    this.says({ event: "ready", version: "1.0.0" });
  }
}

function setUp(context, options = {}) {
  mock.timers.enable({ apis: ["setTimeout"] });
  context.after(() => mock.timers.reset());
  const workers = [];
  const states = [];
  const engine = new Engine({
    createWorker: ({ careful }) => workers[workers.push(Object.assign(new FakeWorker(), { careful })) - 1],
    startTime: 60_000,
    answerTime: 20_000,
    ...options,
  });
  engine.onState = ({ name, stage, reason }) => states.push([name, stage ?? reason].filter(Boolean).join(" "));
  return { engine, workers, states };
}

test("a call starts the engine, goes to the worker at once, and gets its own result", async (context) => {
  const { engine, workers, states } = setUp(context);
  const one = engine.call("answer", { problem: "a" });
  const two = engine.call("answer", { problem: "b" });
  const [worker] = workers;
  worker.says({ event: "progress", stage: "python" });
  worker.ready();
  assert.deepEqual(
    worker.sent.map(({ method, params }) => [method, params]),
    [
      ["answer", { problem: "a" }],
      ["answer", { problem: "b" }],
    ],
  );
  worker.says({ id: worker.sent[1].id, result: "second" });
  worker.says({ id: worker.sent[0].id, result: "first" });
  assert.deepEqual([await one, await two], ["first", "second"]);
  assert.deepEqual(states, ["starting runtime", "starting python", "ready"]);
  assert.equal(workers.length, 1);
});

test("the time of an answer counts from when the engine is ready", async (context) => {
  const { engine, workers, states } = setUp(context);
  const call = engine.call("answer", {});
  mock.timers.tick(40_000);
  workers[0].says({ event: "progress", stage: "python" });
  mock.timers.tick(40_000);
  workers[0].ready();
  mock.timers.tick(19_999);
  workers[0].says({ id: workers[0].sent[0].id, result: "late" });
  assert.equal(await call, "late");
  assert.deepEqual(states, ["starting runtime", "starting python", "ready"]);
});

test("a start has settled when what waited for it is answered", async (context) => {
  const { engine, workers } = setUp(context);
  let settled = 0;
  engine.onSettled = () => (settled += 1);
  const call = engine.call("answer", {});
  workers[0].ready();
  assert.equal(settled, 0);
  workers[0].says({ id: workers[0].sent[0].id, result: "answered" });
  assert.equal(settled, 1);
  await call;
  const later = engine.call("answer", {});
  workers[0].says({ id: workers[0].sent[1].id, result: "answered" });
  await later;
  assert.equal(settled, 1);
});

test("who asks as soon as it is ready is asked for once, and nothing hangs afterwards", async (context) => {
  const { engine, workers, states } = setUp(context);
  let call;
  const note = engine.onState;
  engine.onState = (state) => {
    note(state);
    if (state.name === "ready") call = engine.call("answer", { problem: "a" });
  };
  engine.start();
  workers[0].ready();
  assert.equal(workers[0].sent.length, 1);
  workers[0].says({ id: workers[0].sent[0].id, result: "answered" });
  assert.equal(await call, "answered");
  mock.timers.tick(120_000);
  assert.equal(workers.length, 1);
  assert.deepEqual(states, ["starting runtime", "ready"]);
});

test("an error of the bridge breaks its call only, and names the fact", async (context) => {
  const { engine, workers } = setUp(context);
  const call = engine.call("answer", {});
  workers[0].ready();
  workers[0].says({ id: workers[0].sent[0].id, error: { code: "fact", message: "No such day.", fact: "today" } });
  await assert.rejects(call, { code: "fact", message: "No such day.", fact: "today" });
  assert.equal(engine.state.name, "ready");
});

test("a start that fails breaks every call under way, and every later one at once", async (context) => {
  const { engine, workers, states } = setUp(context);
  const calls = [engine.call("answer", {}), engine.call("answer", {})];
  workers[0].says({ event: "failed", reason: "start", message: "no wasm" });
  for (const call of calls) await assert.rejects(call, { code: "failed", message: "no wasm" });
  await assert.rejects(engine.call("answer", {}), { code: "failed" });
  assert.deepEqual(states, ["starting runtime", "failed start"]);
  assert.equal(workers[0].ended, true);
});

test("a worker file that does not arrive is a failed start", async (context) => {
  const { engine, workers } = setUp(context);
  const call = engine.call("answer", {});
  workers[0].onerror({ message: undefined });
  await assert.rejects(call, { code: "failed" });
  assert.equal(engine.state.reason, "load");
});

test("a worker that cannot be made at all is a failed start", () => {
  const engine = new Engine({
    createWorker: () => {
      throw new Error("no workers here");
    },
  });
  engine.start();
  assert.deepEqual(engine.state, { name: "failed", reason: "load", message: "no workers here" });
});

test("after a failure, starting again makes a new worker that answers", async (context) => {
  const { engine, workers } = setUp(context);
  engine.start();
  workers[0].says({ event: "failed", reason: "network", message: "" });
  engine.begin();
  assert.equal(workers.length, 1, "the reader says when");
  engine.start();
  assert.deepEqual(workers.map(({ careful }) => careful), [false, true]);
  const call = engine.call("answer", {});
  workers[1].ready();
  workers[1].says({ id: workers[1].sent[0].id, result: 1 });
  assert.equal(await call, 1);
});

test("a start that takes too long fails", async (context) => {
  const { engine, workers } = setUp(context);
  const call = engine.call("answer", {});
  mock.timers.tick(59_999);
  assert.equal(engine.state.name, "starting");
  mock.timers.tick(1);
  await assert.rejects(call, { code: "failed" });
  assert.equal(engine.state.reason, "start_timeout");
  assert.equal(workers[0].ended, true);
});

test("a start that goes on slowly is waited for", (context) => {
  const { engine, workers } = setUp(context);
  engine.start();
  for (const share of [0.2, 0.4, 0.6]) {
    mock.timers.tick(59_000);
    workers[0].says({ event: "progress", stage: "runtime", share });
    assert.deepEqual(engine.state, { name: "starting", stage: "runtime", share });
  }
  mock.timers.tick(60_000);
  assert.equal(engine.state.reason, "start_timeout");
});

test("a damaged file is fetched anew once without a word; calls wait, and the second time it is told", async (context) => {
  const { engine, workers, states } = setUp(context);
  const call = engine.call("answer", {});
  workers[0].says({ event: "failed", reason: "damaged", message: "library.zip" });
  assert.equal(workers[0].ended, true);
  assert.equal(workers[1].careful, true);
  workers[1].ready();
  workers[1].says({ id: workers[1].sent[0].id, result: 1 });
  assert.equal(await call, 1);
  assert.deepEqual(states, ["starting runtime", "starting runtime", "ready"]);

  engine.stop();
  engine.start();
  workers[2].says({ event: "failed", reason: "damaged", message: "" });
  workers[3].says({ event: "failed", reason: "damaged", message: "library.zip" });
  assert.deepEqual(engine.state, { name: "failed", reason: "damaged", message: "library.zip" });
});

test("when the network is back, a start that it stopped goes on, and no other", (context) => {
  const { engine, workers } = setUp(context);
  engine.start();
  engine.online();
  workers[0].says({ event: "failed", reason: "network", message: "" });
  engine.online();
  assert.equal(workers.length, 2);
  workers[1].says({ event: "failed", reason: "unsupported", message: "" });
  engine.online();
  assert.equal(workers.length, 2);
});

test("an answer that takes too long ends the worker and starts another; the second time in a row it fails", async (context) => {
  const { engine, workers, states } = setUp(context);
  const first = engine.call("answer", {});
  workers[0].ready();
  mock.timers.tick(20_000);
  await assert.rejects(first, { code: "timeout" });
  assert.equal(workers[0].ended, true);
  workers[1].ready();
  const second = engine.call("answer", {});
  mock.timers.tick(20_000);
  await assert.rejects(second, { code: "failed" });
  assert.deepEqual(states, ["starting runtime", "ready", "starting runtime", "ready", "failed answer_timeout"]);
});

test("an answer between two that hang starts the count again", async (context) => {
  const { engine, workers } = setUp(context);
  for (const round of [0, 1]) {
    const late = engine.call("answer", {});
    workers[round].ready();
    mock.timers.tick(20_000);
    await assert.rejects(late, { code: "timeout" });
    const good = engine.call("answer", {});
    workers[round + 1].ready();
    workers[round + 1].says({ id: workers[round + 1].sent.at(-1).id, result: round });
    assert.equal(await good, round);
  }
});

test("what an ended worker still says is not heard", (context) => {
  const { engine, workers } = setUp(context);
  engine.start();
  engine.stop();
  assert.equal(engine.state.name, "idle");
  workers[0].ready();
  assert.equal(engine.state.name, "idle");
});

test("stopping breaks the calls under way", async (context) => {
  const { engine, workers } = setUp(context);
  const call = engine.call("answer", {});
  workers[0].ready();
  engine.stop();
  await assert.rejects(call, { code: "stopped" });
});

test("a runtime that a newer version has replaced is told as that, and trying again takes the newer one", async (context) => {
  let reloaded = 0;
  const { engine, workers, states } = setUp(context, { isReplaced: async () => true, reload: () => (reloaded += 1) });
  engine.start();
  workers[0].says({ event: "failed", reason: "missing", message: "worker.js: 404" });
  await Promise.resolve();
  await Promise.resolve();
  assert.deepEqual(states, ["starting runtime", "failed missing", "failed replaced"]);
  engine.restart();
  assert.deepEqual([reloaded, workers.length], [1, 1]);
});

test("where the browser does not run WebAssembly, trying again loads the page anew", (context) => {
  let reloaded = 0;
  const { engine, workers } = setUp(context, { reload: () => (reloaded += 1) });
  engine.start();
  workers[0].says({ event: "failed", reason: "unsupported", message: "" });
  assert.equal(remedyOf(engine.state), "engine.reload");
  engine.restart();
  assert.deepEqual([reloaded, workers.length], [1, 1]);
});

test("who tries again before that is known is not interrupted", async (context) => {
  let answer;
  const isReplaced = () => new Promise((resolve) => (answer = resolve));
  const { engine, workers, states } = setUp(context, { isReplaced, reload: () => assert.fail("reloaded") });
  engine.start();
  workers[0].says({ event: "failed", reason: "load", message: "no network" });
  engine.restart();
  answer(true);
  await Promise.resolve();
  await Promise.resolve();
  assert.deepEqual(states.at(-1), "starting runtime");
  assert.equal(workers.length, 2);
});

test("the end of a start is told once, good or bad", (context) => {
  const { engine, workers } = setUp(context);
  let settled = 0;
  engine.onSettled = () => (settled += 1);
  engine.start();
  assert.equal(settled, 0);
  workers[0].ready();
  assert.equal(settled, 1);
  engine.restart();
  workers[1].says({ event: "failed", reason: "start", message: "" });
  assert.equal(settled, 2);
});
