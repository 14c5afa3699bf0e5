import assert from "node:assert/strict";
import { test } from "node:test";

import { compared, settled } from "../../overrides/assets/javascripts/cases/entering.js";
import { decoded, formatOf } from "../../overrides/assets/javascripts/cases/files.js";
import { countStates, EVERYTHING, fitting, isFiltering, ofState } from "../../overrides/assets/javascripts/cases/filter.js";
import { inOrder, isCurrent, stateOf } from "../../overrides/assets/javascripts/cases/order.js";
import { daysLeft } from "../../overrides/assets/javascripts/cases/words.js";
import { isNewer, newId, SCHEMA, upgraded } from "../../overrides/assets/javascripts/storage/records.js";

let last = 0;

function record(told = {}) {
  last += 1;
  return upgraded({ id: `${last}`, schema: SCHEMA, platform: "aliexpress", problem: "parcel_lost", ...told });
}

function standing(urgency, due = null, told = {}) {
  const words = { do: { en: "Act." }, actor: { en: "You" } };
  return record({ ...told, summary: { ...words, urgency, due, rulebook: "1", from: "2026-01-01", due_of: null, perhaps: null, closed_on: told.closed_on ?? null, outcome: null, until: null } });
}

test("overdue cases come first, then those to be corrected, the dated by their date, those without one, the closed ones last", () => {
  const closed = standing("overdue", "2026-01-01", { closed_on: "2026-02-01" });
  const closedLater = standing("calm", "2026-01-01", { closed_on: "2026-03-01" });
  const waiting = standing("wait", "2026-05-03");
  const soon = standing("soon", "2026-05-02");
  const late = standing("overdue", "2026-05-04");
  const later = standing("overdue", "2026-05-05");
  const question = standing("ask");
  const wrong = standing("ask");
  wrong.summary.error = { fact: "verified_on", message: {} };
  const doNow = standing("now");
  const finished = standing("done");
  const newer = record({ schema: SCHEMA + 1, summary: { due: {} } });
  const wanted = [late, later, wrong, soon, waiting, newer, question, doNow, finished, closedLater, closed];
  assert.deepEqual(inOrder([...wanted].reverse()), wanted);
  assert.deepEqual(inOrder(wanted), wanted);
  assert.equal(stateOf(wrong), "wrong");
  assert.equal(stateOf({ ...wrong, closed_on: "2026-05-01" }), "closed");
});

test("cases of the same day stand by store, and by order as people count", () => {
  const one = standing("soon", "2026-05-02", { store: "A", order: "9" });
  const two = standing("soon", "2026-05-02", { store: "A", order: "10" });
  const three = standing("soon", "2026-05-02", { store: "B", order: "1" });
  assert.deepEqual(inOrder([three, two, one]), [one, two, three]);
});

test("a summary holds from its first day to its last, for its own version of the rules", () => {
  const one = standing("soon", "2026-05-04");
  Object.assign(one.summary, { rulebook: "2", from: "2026-05-02", until: "2026-05-04" });
  const holds = (today, version = "2") => isCurrent(one, today, version);
  assert.deepEqual(["2026-05-01", "2026-05-02", "2026-05-04", "2026-05-05"].map((day) => holds(day)), [false, true, true, false]);
  assert.equal(holds("2026-05-03", "3"), false);
  assert.equal(isCurrent(record(), "2026-05-03", "2"), false);
  const end = { closed_on: "2026-05-03", outcome: "refunded" };
  const closed = { ...one, ...end, summary: { ...one.summary, ...end } };
  assert.equal(isCurrent(closed, "2026-06-01", "3"), true, "a closed case stands still");
  assert.equal(isCurrent({ ...one, ...end }, "2026-05-03", "2"), false, "a summary of the case while it was open");
  assert.equal(isCurrent({ ...closed, outcome: "returned" }, "2026-06-01", "2"), false, "a summary of another outcome");
  assert.equal(isCurrent({ ...closed, closed_on: null, outcome: null }, "2026-05-03", "2"), false, "opened again");
  assert.equal(isCurrent({ ...one, ...end }, "2026-05-02", "2"), true, "closed tomorrow, as by a clock ahead of China's");
  const before = { ...one, ...end, summary: { ...one.summary, closed_on: undefined, outcome: undefined } };
  assert.equal(isCurrent(before, "2026-06-01", "2"), false, "a summary that does not say whether the case was closed");
  const older = { ...one, summary: { ...one.summary, due_of: undefined } };
  assert.equal(isCurrent(older, "2026-05-03", "2"), false, "a summary that does not say what its date is of");
  const old = { ...one, summary: { ...one.summary, perhaps: undefined } };
  assert.equal(isCurrent(old, "2026-05-03", "2"), false, "a summary that does not say whether it may be earlier");
  assert.equal(stateOf(record()), "unchecked");
  assert.equal(stateOf(record({ summary: { urgency: "overdue" } })), "unchecked", "a summary that says nothing");
  assert.equal(stateOf({ ...one, closed_on: "2026-05-03" }), "closed");
});

test("filters fit store, platform, problem, state and words, whatever their accents", () => {
  const rome = standing("soon", "2026-05-02", { store: "Roma", order: "A-1", notes: "Perché la città è chiusa" });
  const nowhere = standing("ask", null, { store: "", order: "B-2", platform: "any", problem: "complaint" });
  const done = standing("calm", null, { store: "Roma", closed_on: "2026-05-01" });
  const all = [rome, nowhere, done];
  const fit = (filter) => fitting(all, { ...EVERYTHING, ...filter });
  assert.deepEqual(fit({}), all);
  assert.deepEqual(fit({ store: "" }), [nowhere], "those that name no store");
  assert.deepEqual(fit({ store: "Roma" }), [rome, done]);
  assert.deepEqual(fit({ platform: "any" }), [nowhere]);
  assert.deepEqual(fit({ problem: "parcel_lost" }), [rome, done]);
  assert.deepEqual(fit({ text: " CITTA perche " }), [rome]);
  assert.deepEqual(fit({ text: "b-2" }), [nowhere]);
  assert.deepEqual(fit({ text: "roma b-2" }), []);
  assert.deepEqual(ofState(all, "open"), [rome, nowhere]);
  assert.deepEqual(ofState(all, "closed"), [done]);
  assert.deepEqual(ofState(all, "soon"), [rome]);
  assert.deepEqual(countStates(all), { "": 3, open: 2, soon: 1, ask: 1, closed: 1 });
  assert.equal(isFiltering(EVERYTHING), false);
  assert.equal(isFiltering({ ...EVERYTHING, store: "" }), true);
});

test("what a file brings is compared with what is here", () => {
  const here = record({ order: "1", facts: { a: "1", b: "2" }, created_on: "2026-05-01", rulebook: "1" });
  const again = { ...here, facts: { b: "2", a: "1" }, rulebook: "2", summary: { urgency: "calm" } };
  const other = { ...here, order: "2" };
  const fresh = { ...here, id: "new" };
  const get = (id) => (id === here.id ? here : undefined);
  assert.deepEqual(compared([again], get, () => "2026-06-01"), { fresh: [], differing: [], unchanged: 1 });
  assert.deepEqual(compared([{ ...again, created_on: "2026-06-01" }], get, () => "2026-06-01").unchanged, 1, "the day was not told");
  assert.deepEqual(compared([{ ...again, created_on: "2026-04-01" }], get, () => "2026-06-01").differing.length, 1);
  const sorted = compared([other, fresh], get, () => "2026-06-01");
  assert.deepEqual(sorted, { fresh: [{ ...fresh, summary: null }], differing: [{ ...other, summary: null }], unchanged: 0 });
  assert.deepEqual(settled([other], "same_skip"), []);
  assert.deepEqual(settled([other], "same_replace"), [other]);
  const [copy] = settled([other], "same_keep");
  assert.notEqual(copy.id, other.id);
  assert.deepEqual({ ...copy, id: other.id }, other);
});

test("a file is read in the encoding that it is in", () => {
  const bytes = (...codes) => new Uint8Array(codes);
  assert.deepEqual(decoded(new TextEncoder().encode("città")), { text: "città", guessed: false });
  assert.deepEqual(decoded(bytes(0x63, 0xe0)), { text: "cà", guessed: true });
  assert.deepEqual(decoded(bytes(0xff, 0xfe, 0x63, 0, 0xe0, 0)), { text: "cà", guessed: false });
  assert.equal(formatOf('\n {"records": []}'), "json");
  assert.equal(formatOf("store,order\n"), "csv");
});

test("a record of each schema becomes one of the newest, and a newer one stays as it is", () => {
  const migrations = [(old) => ({ ...old, schema: 1, one: true }), (old) => ({ ...old, schema: 2, two: true })];
  const bare = ({ id, schema, one, two }) => ({ id, schema, one, two });
  assert.deepEqual(bare(upgraded({ id: "a" }, migrations)), { id: "a", schema: 2, one: true, two: true });
  assert.deepEqual(bare(upgraded({ id: "a", schema: 1 }, migrations)), { id: "a", schema: 2, one: undefined, two: true });
  assert.deepEqual(upgraded({ id: "a", schema: 1, notes: "x" }).done, [], "what is missing is empty");
  const newer = { id: "a", schema: 3 };
  assert.equal(upgraded(newer, migrations), newer);
  assert.equal(isNewer({ schema: SCHEMA + 1 }), true);
  assert.deepEqual(upgraded({ id: "a", notes: "x" }).notes, "x");
  assert.match(newId(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(newId(), newId());
});

test("the distance from today is said in words", () => {
  const say = (key, values) => [key, ...Object.values(values ?? {})].join(" ");
  const said = (day) => daysLeft(day, "2026-03-28", say);
  assert.equal(said("2026-03-28"), "left.today");
  assert.equal(said("2026-03-29"), "left.tomorrow");
  assert.equal(said("2026-03-30"), "left.days 2", "over the change of the clocks");
  assert.equal(said("2026-03-27"), "left.overdue_one 1");
  assert.equal(said("2026-03-18"), "left.overdue_many 10");
});
