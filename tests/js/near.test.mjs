import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { whenNear } from "../../overrides/assets/javascripts/simulator/near.js";

const observers = [];

globalThis.IntersectionObserver = class {
  constructor(tell) {
    this.tell = tell;
    this.elements = [];
    observers.push(this);
  }

  observe(element) {
    this.elements.push(element);
  }

  disconnect() {
    this.elements = [];
  }
};

beforeEach(() => observers.splice(0));

/** An element in a browser on such a connection; how often the reader came near it; what takes the reader away. */
function element(connection) {
  Object.defineProperty(globalThis, "navigator", { value: { connection }, configurable: true });
  const [place, leaving] = [new EventTarget(), new AbortController()];
  const met = { place, leaving, near: 0 };
  whenNear(place, () => (met.near += 1), leaving.signal);
  return met;
}

test("mouse and keyboard come near; the connection is not known", () => {
  const met = element(undefined);
  for (const type of ["pointerenter", "focusin"]) met.place.dispatchEvent(new Event(type));
  assert.equal(met.near, 2);
  assert.equal(observers.length, 0);
  met.leaving.abort();
  met.place.dispatchEvent(new Event("pointerenter"));
  assert.equal(met.near, 2);
});

test("where bytes are free it is enough to be in sight", () => {
  const met = element({ type: "wifi", saveData: false });
  const [sight] = observers;
  assert.deepEqual(sight.elements, [met.place]);
  sight.tell([{ isIntersecting: false }]);
  assert.equal(met.near, 0);
  sight.tell([{ isIntersecting: false }, { isIntersecting: true }]);
  assert.equal(met.near, 1);
  met.leaving.abort();
  assert.deepEqual(sight.elements, []);
});

test("whoever saves bytes gets nothing beforehand", () => {
  const met = element({ type: "wifi", saveData: true });
  for (const type of ["pointerenter", "focusin"]) met.place.dispatchEvent(new Event(type));
  assert.equal(met.near, 0);
  assert.equal(observers.length, 0);
});
