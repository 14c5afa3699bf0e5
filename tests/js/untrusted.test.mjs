import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { filterOf, fitting, isFiltering } from "../../overrides/assets/javascripts/cases/filter.js";
import { inOrder, isCurrent, stateOf, summaryOf } from "../../overrides/assets/javascripts/cases/order.js";
import { fragmentOf } from "../../overrides/assets/javascripts/cases/row.js";
import { daysLeft, nameOf, platformOf, problemOf, shortDay } from "../../overrides/assets/javascripts/cases/words.js";
import { recall } from "../../overrides/assets/javascripts/drills/memory.js";
import { byTopic } from "../../overrides/assets/javascripts/drills/tally.js";
import { readRound } from "../../overrides/assets/javascripts/drills/wish.js";
import { Draft } from "../../overrides/assets/javascripts/simulator/draft.js";
import { MOST_CHARACTERS, readFragment, writeFragment } from "../../overrides/assets/javascripts/simulator/fragment.js";
import { fillFrom } from "../../overrides/assets/javascripts/simulator/link.js";
import { merged } from "../../overrides/assets/javascripts/simulator/merge.js";
import { isNewer, SCHEMA, upgraded } from "../../overrides/assets/javascripts/storage/records.js";
import { isDrill, isRecord, sound } from "../../overrides/assets/javascripts/storage/sound.js";
import { cleaned, isolated, shown } from "../../overrides/assets/javascripts/untrusted.js";
import { anyText, anyValue, days, HOSTILE, isClean, mostly } from "./hostile.mjs";

const holds = (...told) => fc.assert(fc.property(...told), { numRuns: 500 });
const say = (key, values = {}) => [key, ...Object.values(values)].join(" ");

// What no sentence may hold: it would be there unseen, or turn what follows.
const UNSEEN = /[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]/;

// --- texts ---

test("what is shown of any text is short, whole and can be seen", () => {
  for (const text of HOSTILE) assert.doesNotMatch(shown(text), UNSEEN);
  holds(anyText(), (text) => {
    const said = shown(text);
    assert.ok([...said].length <= 61);
    assert.doesNotMatch(said, UNSEEN);
    assert.ok(said.isWellFormed());
  });
});

test("what is kept of any text is whole and keeps its lines", () => {
  assert.equal(isolated("שלום"), "\u2068שלום\u2069");
  assert.equal(isolated("Città 12-34"), "Città 12-34");
  assert.equal(cleaned("a\u202eb\ud800\u0000\n\tשלום\u200f"), "ab\ufffd\n\tשלום\u200f");
  holds(anyText(), (text) => assert.equal(cleaned(cleaned(text)), cleaned(text)));
});

// --- links ---

const whole = () => fc.string({ unit: "grapheme" });

test("what a fragment is written with is read from it", () => {
  holds(fc.uniqueArray(fc.tuple(whole(), whole()), { selector: ([key]) => key, maxLength: 20 }), (pairs) => {
    const written = writeFragment(pairs);
    fc.pre(written.length <= MOST_CHARACTERS);
    const { values, repeated } = readFragment(written);
    assert.deepEqual([[...values], repeated], [pairs, []]);
  });
});

test("any fragment is read, and one that is too long is not", () => {
  holds(anyText(), anyText(), (one, other) => {
    const { values, isCase } = readFragment(`#${one}=${other}`);
    for (const text of [...values.keys(), ...values.values()]) assert.equal(typeof text, "string");
    assert.ok(isCase);
  });
  const long = `#a=${"b".repeat(MOST_CHARACTERS)}`;
  assert.deepEqual(readFragment(long), { values: new Map(), repeated: [], isCase: true, tooLong: long.length - 1 });
  assert.equal(readFragment(long.slice(0, -2)).tooLong, 0);
});

/** A form that knows one fact and refuses everything. */
const FORM = {
  ...{ problem: "", asked: [], steps: [], fitProblems() {}, followProblem() {}, put() {} },
  ...{ refused: () => undefined, isFact: (id) => id === "sent_on", label: (id) => id },
};

test("whatever a link says is told in a few short sentences", () => {
  const pairs = fc.array(fc.tuple(anyText(), anyText()), { maxLength: 40 });
  holds(pairs, fc.boolean(), (told, known) => {
    const link = readFragment(writeFragment([...told, ...(known ? [["sent_on", "x"], ["sent_on", "y"], ["v", "\u202e"]] : [])]));
    const { sentences } = fillFrom(link, FORM, say, "2.0.0");
    assert.ok(sentences.length <= 11);
    for (const sentence of sentences) {
      assert.ok([...sentence].length < 200);
      assert.doesNotMatch(sentence, UNSEEN);
    }
    if (link.tooLong) assert.match(sentences[0], /link_too_long/);
  });
});

test("whatever a link to a round says, the round is one that the page can play", () => {
  const topics = { mixed: { levels: [1] }, shop: { levels: [2] } };
  const usual = { topic: "mixed", difficulty: 0, count: 5, today: "2026-11-26" };
  const keys = fc.oneof(fc.constantFrom("seed", "topic", "difficulty", "count", "today", "v"), anyText());
  const values = fc.oneof(fc.constantFrom("7", "shop", "2", "5", "2026-03-10"), anyText());
  holds(fc.array(fc.tuple(keys, values)), (pairs) => {
    const { round } = readRound(writeFragment(pairs), topics, [5], usual);
    assert.ok(Object.hasOwn(topics, round.topic));
    assert.ok(round.seed === undefined || Number.isInteger(round.seed));
    assert.match(round.today, /^\d{4}-\d\d-\d\d$/);
  });
});

// --- saved cases ---

const texts = () => fc.dictionary(fc.constantFrom("en", "it"), fc.string(), { maxKeys: 2 });
const summaries = () =>
  mostly({
    ...{ urgency: fc.constantFrom("overdue", "today", "ask"), due: fc.option(days()), literal: fc.option(days()) },
    ...{ do: texts(), actor: texts(), error: fc.option(fc.record({ message: texts() })), rulebook: fc.constant("2.0.0") },
    ...{ from: days(), until: fc.option(days()), provisional: fc.boolean() },
  });
const records = () =>
  mostly({
    ...{ schema: fc.constantFrom(0, 1, 2, 99), store: fc.string(), order: fc.string(), notes: fc.string() },
    ...{ platform: fc.constantFrom("aliexpress", "constructor"), problem: fc.constantFrom("no_stock", "__proto__") },
    ...{ facts: fc.dictionary(anyText(), fc.oneof(days(), fc.integer())), calendar: fc.option(fc.string()) },
    ...{ done: fc.array(fc.string()), sent: fc.dictionary(fc.string(), days()), blanks: fc.dictionary(fc.string(), fc.string()) },
    ...{ created_on: days(), changed_on: days(), closed_on: fc.option(days()), outcome: fc.option(fc.string()) },
    ...{ rulebook: fc.constant("2.0.0"), summary: fc.option(summaries()) },
  }).map((record) => ({ ...JSON.parse(JSON.stringify(record)), id: "a" })); // plain objects, as a store gives them
const NAMES = { problem: { no_stock: "No stock" }, platform: { aliexpress: "AliExpress" } };

test("a record that any hand has stored can be listed, sorted, found, opened and counted", () => {
  holds(records(), (stored) => {
    const record = upgraded(stored);
    assert.equal(typeof stateOf(record), "string");
    isCurrent(record, "2026-03-10", "2.0.0");
    inOrder([record, upgraded({ id: "b" })]);
    fitting([record], { store: null, platform: "", problem: "", text: "x" });
    const said = [nameOf(record, NAMES, say), problemOf(record, NAMES), platformOf(record, NAMES)];
    if (!isNewer(record)) said.push(fragmentOf(record));
    for (const text of said) {
      assert.equal(typeof text, "string");
    }
    const { due, literal } = summaryOf(record) ?? {};
    for (const day of [due, literal, record.closed_on]) {
      if (day) assert.equal(typeof (shortDay(day, "it") + daysLeft(day, "2026-03-10", say)), "string");
    }
    assert.ok(isClean());
  });
});

test("what is of another kind is set aside, and nothing is lost", () => {
  holds(records(), (stored) => {
    const record = upgraded(stored);
    assert.equal(sound(record), record, "what is sound stays as it is");
    for (const key of Object.keys(stored).filter((part) => !["schema", "summary", "damaged"].includes(part))) {
      const kept = Object.hasOwn(record.damaged ?? {}, key) ? record.damaged[key] : record[key];
      assert.deepEqual(kept, stored[key], key);
    }
  });
});

test("only what has an id is a record, and only a number can be of a newer schema", () => {
  for (const value of [null, undefined, 5, "x", [], {}, { id: 5 }, { id: null }]) assert.equal(isRecord(value), false);
  for (const schema of ["99", [99], { valueOf: () => 99 }, 1.5, NaN]) assert.equal(isNewer({ schema }), false);
  assert.equal(isNewer({ schema: SCHEMA + 1 }), true);
});

const saved = () => records().map((record) => upgraded({ ...record, schema: SCHEMA }));

test("tabs that change nothing change nothing, and what one tab alone changes is kept", () => {
  const dates = { rulebook: "2.0.0", changed_on: "2026-03-10", created_on: "2026-03-01" };
  const bare = ({ damaged, summary, ...record }) => ({ ...record, ...dates });
  const parts = ["platform", "problem", "facts", "calendar", "sent", "blanks", "notes", "store", "order", "closed_on", "outcome"];
  const said = (record) => Object.fromEntries([...parts.map((part) => [part, record[part]]), ["done", new Set(record.done)]]);
  holds(saved().map(bare), saved().map(bare), (one, other) => {
    assert.deepEqual(said(merged(one, one, other)), said(other));
    assert.deepEqual(said(merged(one, other, one)), said(other));
    assert.ok(isClean());
  });
});

test("names that objects have by themselves are names like all others", () => {
  const base = { ...upgraded({ id: "a" }), facts: JSON.parse('{"__proto__": "1", "constructor": "2"}') };
  const mine = { ...base, facts: JSON.parse('{"__proto__": "3", "constructor": "2"}') };
  const kept = merged(base, mine, base);
  assert.deepEqual(Object.entries(kept.facts), [["__proto__", "3"], ["constructor", "2"]]);
  assert.ok(isClean());
});

// --- what a tab keeps ---

test("a draft that any hand has stored is one", () => {
  const drafts = mostly({ order: fc.string(), blanks: fc.dictionary(fc.string(), fc.string()), sent: fc.dictionary(fc.string(), days()) });
  holds(fc.oneof(drafts.map((told) => JSON.stringify(told)), anyText()), (stored) => {
    const one = new Draft({ getItem: () => stored, setItem() {} });
    for (const text of [one.order, one.store, one.notes, one.blank("order"), one.blank("name"), one.key]) assert.equal(typeof text, "string");
    for (const day of Object.values(one.sent)) assert.match(day, /^\d{4}-\d\d-\d\d$/);
    one.begin();
    one.fill("name", "Anna\u202e");
    assert.equal(one.blank("name"), "Anna");
  });
});

test("a filter that any hand has stored is one", () => {
  const filters = mostly({ store: fc.option(fc.string()), text: fc.string(), state: fc.constantFrom("", "open", "gone") });
  holds(filters, (told) => {
    const filter = filterOf(told, ["", "open"]);
    isFiltering(filter);
    fitting([upgraded({ id: "a" })], filter);
    assert.ok(["", "open"].includes(filter.state));
  });
});

test("of the answers of a round only those are taken up that its questions can give", () => {
  const answers = fc.oneof(fc.record({ first: fc.nat(3), when: fc.oneof(days(), fc.constant("none")) }), anyValue());
  holds(fc.oneof(fc.array(answers), anyValue()), (kept) => {
    globalThis.sessionStorage = { getItem: () => JSON.stringify({ fragment: "#x", answers: kept }) };
    for (const { first, when } of recall("#x")) {
      assert.ok(Number.isInteger(first) && first >= 0);
      assert.match(when, /^none$|^\d{4}-\d\d-\d\d$/);
    }
  });
  delete globalThis.sessionStorage;
});

test("drills that any hand has stored are counted where they are drills", () => {
  const topics = { "shop.before": { problems: ["a"] } };
  const entry = mostly({ id: fc.string(), problem: fc.constant("a"), day: days(), marks: fc.record({ whole: fc.constantFrom("right", "wrong") }) });
  holds(fc.array(entry), (stored) => {
    for (const { last, weakness } of byTopic(stored.filter(isDrill), topics)) {
      assert.match(last, /^\d{4}-\d\d-\d\d$/);
      assert.ok(weakness >= 0 && weakness <= 1);
    }
  });
});
