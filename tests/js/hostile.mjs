// The texts of tests/data/hostile_strings.json, and values that nobody vouches for, for tests of properties.
import { readFileSync } from "node:fs";

import fc from "fast-check";

const { long, ...groups } = JSON.parse(readFileSync(new URL("../data/hostile_strings.json", import.meta.url), "utf8"));

/** All hostile texts. */
export const HOSTILE = [...Object.values(groups).flat(), ...long.map(([what, times]) => what.repeat(times))];

/** Any text: half characters and hostile ones too. */
export const anyText = () => fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...HOSTILE));

/** Any value that JSON, and so the browser's stores, can hold. */
export const anyValue = () =>
  fc.oneof(anyText(), fc.jsonValue(), fc.constantFrom(null, true, 0, -1, 1e308, "2026-03-10", [], {}, [null], { en: 1 }));

/** An object some of whose parts are as `known` says and others anything. */
export function mostly(known) {
  const parts = Object.entries(known).map(([key, sound]) => [key, fc.oneof({ weight: 3, arbitrary: sound }, { weight: 1, arbitrary: anyValue() })]);
  return fc
    .tuple(fc.record(Object.fromEntries(parts), { requiredKeys: [] }), fc.dictionary(anyText(), anyValue(), { maxKeys: 2 }))
    .map(([one, other]) => ({ ...other, ...one }));
}

/** Days as ISO text. */
export const days = () =>
  fc.date({ min: new Date("2020-01-01"), max: new Date("2035-12-31"), noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10));

/** Whether nothing has been written onto what all objects share. */
export const isClean = () => Object.keys(Object.prototype).length === 0 && {}.polluted === undefined;
