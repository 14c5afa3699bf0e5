// When a change is answered, and what waits until the answer has been painted. The clock is the test's own.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Later } from "../../overrides/assets/javascripts/simulator/later.js";
import { Pace } from "../../overrides/assets/javascripts/simulator/pace.js";

const settle = () => Promise.resolve();

test("the first change is answered at once, those that follow close upon it when they are over", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let answered = 0;
  const pace = new Pace(() => (answered += 1));
  pace.changed();
  assert.equal(answered, 0, "not before whoever made the change has done with it");
  await settle();
  assert.equal(answered, 1);
  for (let turn = 0; turn < 5; turn += 1) {
    t.mock.timers.tick(20);
    pace.changed();
    await settle();
  }
  assert.equal(answered, 1);
  t.mock.timers.tick(40);
  assert.equal(answered, 2);
  t.mock.timers.tick(1000);
  assert.equal(answered, 2, "nothing has changed since");
  pace.changed();
  await settle();
  assert.equal(answered, 3);
});

test("many changes in one go are answered once", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let answered = 0;
  const pace = new Pace(() => (answered += 1));
  pace.changed();
  pace.changed();
  await settle();
  t.mock.timers.tick(1000);
  assert.equal(answered, 1);
});

test("a page that is left is not answered any more", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const pace = new Pace(() => assert.fail());
  pace.changed();
  pace.leave();
  await settle();
  t.mock.timers.tick(1000);
});

/** A window that hears clicks and paints when it is told to. */
function aWindow(t) {
  const heard = new EventTarget();
  const frames = [];
  globalThis.addEventListener = (...given) => heard.addEventListener(...given);
  globalThis.requestAnimationFrame = (act) => frames.push(act);
  t.after(() => {
    delete globalThis.addEventListener;
    delete globalThis.requestAnimationFrame;
  });
  t.mock.timers.enable({ apis: ["setTimeout"] });
  return { click: () => heard.dispatchEvent(new Event("click")), paint: () => frames.splice(0).forEach((act) => act()) };
}

test("what nobody looks at is done after the paint, in its order, and only the newest of a name", (t) => {
  const { paint } = aWindow(t);
  const done = [];
  const later = new Later();
  later.do("address", () => done.push("old address"));
  later.do("draft", () => done.push("draft"));
  later.do("address", () => done.push("address"));
  later.afterPaint();
  t.mock.timers.tick(0);
  assert.deepEqual(done, []);
  paint();
  t.mock.timers.tick(0);
  assert.deepEqual(done, ["draft", "address"]);
  t.mock.timers.tick(1000);
  paint();
  assert.equal(done.length, 2, "each is done once");
});

test("it is done all the same where nothing is painted, and before a click", (t) => {
  const { click } = aWindow(t);
  let done = 0;
  const later = new Later();
  later.do("address", () => (done += 1));
  t.mock.timers.tick(100);
  assert.equal(done, 1);
  later.do("address", () => (done += 1));
  click();
  assert.equal(done, 2);
});

test("what belongs to a case that is gone, or to a page that was left, is not done", (t) => {
  const { click, paint } = aWindow(t);
  const later = new Later();
  later.do("address", () => assert.fail());
  later.forget();
  later.do("address", () => assert.fail());
  later.afterPaint();
  later.leave();
  paint();
  click();
  t.mock.timers.tick(1000);
});
