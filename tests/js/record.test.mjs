import assert from "node:assert/strict";
import { test } from "node:test";

import { closedOn } from "../../overrides/assets/javascripts/storage/records.js";
import { caseIn, Draft } from "../../overrides/assets/javascripts/simulator/draft.js";
import { caseOf, newRecord, recordOf, sameRecord, writtenIn } from "../../overrides/assets/javascripts/simulator/record.js";

const ASKED = {
  platform: "dsers_tmall",
  problem: "shipment_overdue",
  facts: { promised_ship_date: "2026-03-10" },
  today: "2026-03-12",
  calendar: null,
  done: [],
  lang: "en",
};
const WITH = { version: "2.0.0", today: "2026-11-26" };

function memory() {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => kept.set(key, text) };
}

function draft() {
  const one = new Draft(memory());
  one.fill("order", "N-77");
  one.fill("name", "Anna");
  one.fill("customer", "Bo");
  one.send("press_supplier", "2026-03-12");
  one.change({ notes: "a note", store: "Milano" });
  return one;
}

// --- the draft ---

test("what was written is there after a reload of the page", () => {
  const storage = memory();
  new Draft(storage).fill("customer", "Bo");
  assert.equal(new Draft(storage).blank("customer"), "Bo");
});

test("the order number is the case's name, not a blank", () => {
  assert.equal(draft().order, "N-77");
  assert.deepEqual(draft().blanks, { name: "Anna", customer: "Bo" });
});

test("an emptied blank and a message not sent after all leave nothing behind", () => {
  const one = draft();
  one.fill("customer", "");
  one.send("press_supplier", "");
  assert.deepEqual(one.blanks, { name: "Anna" });
  assert.deepEqual(one.sent, {});
});

test("another case begins with the reader's own name only", () => {
  const one = draft();
  one.begin();
  assert.deepEqual({ ...writtenIn(one) }, { id: null, store: "", order: "", sent: {}, blanks: { name: "Anna" }, notes: "" });
});

test("a storage that refuses loses nothing while the page lives", () => {
  const refuse = () => {
    throw new Error("full");
  };
  const one = new Draft({ getItem: refuse, setItem: refuse });
  one.fill("order", "N-77");
  assert.equal(one.order, "N-77");
});

test("a case is the same whatever the version and wherever it is saved", () => {
  assert.equal(caseIn("#problem=a&x=1&v=1.0&case=b"), caseIn("#x=1&problem=a"));
  assert.notEqual(caseIn("#problem=a&x=1"), caseIn("#problem=a&x=2"));
});

// --- the record ---

test("a record holds the case, what was written, and nothing of the day it was looked at", () => {
  const record = recordOf(newRecord("2026-11-26"), ASKED, draft(), WITH);
  assert.deepEqual(Object.keys(record).sort(), [
    ...["blanks", "calendar", "changed_on", "closed_on", "created_on", "done", "facts", "id", "notes", "order"],
    ...["outcome", "platform", "problem", "rulebook", "schema", "sent", "store", "summary"],
  ]);
  assert.equal(record.changed_on, "2026-11-26");
  assert.match(record.id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.deepEqual(caseOf(record).facts, ASKED.facts);
});

test("a case began with the first day that it tells of, at the latest on the day it is saved", () => {
  assert.equal(newRecord("2026-11-26", { one: "2026-03-10", two: true, three: "2026-03-01" }).created_on, "2026-03-01");
  assert.equal(newRecord("2026-02-01", { one: "2026-03-10" }).created_on, "2026-02-01");
});

test("a case can be closed on a day before it was saved", () => {
  const ended = { closed_on: "2026-11-20", outcome: "refunded" };
  assert.deepEqual(closedOn({ created_on: "2026-11-26" }, "2026-11-20", "refunded"), { ...ended, created_on: "2026-11-20" });
  assert.equal(closedOn({ created_on: "2026-11-01" }, "2026-11-20", "refunded").created_on, "2026-11-01");
});

test("a summary lasts as long as the case is the same", () => {
  const record = { ...recordOf(newRecord("2026-11-26"), ASKED, draft(), WITH), summary: { status: "resolved" } };
  assert.deepEqual(recordOf(record, ASKED, draft(), WITH).summary, { status: "resolved" });
  assert.equal(recordOf(record, { ...ASKED, done: ["press_supplier"] }, draft(), WITH).summary, null);
  const ended = { ...record, closed_on: "2026-11-26", outcome: "refunded" };
  assert.equal(recordOf(ended, ASKED, draft(), WITH).summary, null, "closed since it was summed up");
});

test("two records are the same when they say the same, whatever the order of their keys", () => {
  const record = recordOf(newRecord("2026-11-26"), ASKED, draft(), WITH);
  const turned = Object.fromEntries(Object.entries(record).reverse());
  assert.equal(sameRecord(record, { ...turned, summary: {}, changed_on: "2027-01-01", rulebook: "9" }), true);
  assert.equal(sameRecord(record, { ...record, notes: "" }), false);
  assert.equal(sameRecord(record, { ...record, closed_on: "2026-11-26" }), false);
});

// --- one key from the first export on ---

test("a draft has its key at once, keeps it over a reload, and hands it to its record", () => {
  const storage = memory();
  const one = new Draft(storage);
  assert.match(one.key, /^[0-9a-f-]{36}$/);
  one.answered("wrong_item");
  assert.equal(new Draft(storage).key, one.key);
  const record = newRecord("2026-11-26", {}, one.key);
  const key = one.key;
  one.keep({ id: record.id });
  one.answered("item_missing");
  assert.deepEqual([one.id, one.key], [key, key]);
  one.keep({ id: "copy" });
  assert.equal(one.key, "copy");
});

test("what starts again, is opened or has another problem has another key", () => {
  const one = new Draft(memory());
  const keys = [one.key];
  one.begin();
  keys.push(one.key);
  one.answered("wrong_item");
  assert.equal(one.key, keys[1]);
  one.answered("item_missing");
  keys.push(one.key);
  assert.equal(new Set(keys).size, 3);
  one.begin({ id: "saved" });
  assert.equal(one.key, "saved");
});
