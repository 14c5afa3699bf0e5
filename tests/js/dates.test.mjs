import assert from "node:assert/strict";
import { test } from "node:test";

import { clockIsChinas, dayInChina, dayInWords, endOfDayInChina, isDay, momentInWords } from "../../overrides/assets/javascripts/simulator/dates.js";

test("China's day begins at 16:00 UTC, in winter and in summer", () => {
  assert.equal(dayInChina(new Date("2026-11-21T15:59:59Z")), "2026-11-21");
  assert.equal(dayInChina(new Date("2026-11-21T16:00:00Z")), "2026-11-22");
  assert.equal(dayInChina(new Date("2026-07-31T16:00:00Z")), "2026-08-01");
  assert.equal(dayInChina(new Date("2026-12-31T16:00:00Z")), "2027-01-01");
});

for (const text of ["2026-11-20", "2024-02-29", "2035-12-31"]) {
  test(`${text} is a day`, () => assert.equal(isDay(text), true));
}

for (const text of ["2026-02-29", "2026-02-31", "2026-13-01", "2026-00-10", "20-11-2026", "2026-1-2", "2026-11-20T00", "", "x"]) {
  test(`“${text}” is not a day`, () => assert.equal(isDay(text), false));
}

test("a day is told in the reader's language, wherever the reader is", () => {
  assert.equal(dayInWords("2026-11-22", "en"), "Sunday 22 November 2026");
  assert.equal(dayInWords("2026-11-22", "it"), "domenica 22 novembre 2026");
});

test("a day in a Chinese letter has no spaces and no day of the week", () => {
  assert.equal(dayInWords("2026-11-22", "zh"), "2026年11月22日");
});

test("a day of China ends by the reader's own clock, in winter and in summer", () => {
  const say = (_key, { time, day }) => `${time} ${day}`;
  const before = process.env.TZ;
  const told = (zone, day, lang = "en") => {
    process.env.TZ = zone;
    return momentInWords(endOfDayInChina(day), lang, say);
  };
  assert.equal(told("Europe/Rome", "2026-12-09", "it"), "17:00 mercoledì 9 dicembre 2026");
  assert.equal(told("Europe/Rome", "2026-07-31"), "18:00 Friday 31 July 2026");
  assert.equal(told("America/Los_Angeles", "2026-12-31"), "08:00 Thursday 31 December 2026");
  assert.equal(told("Australia/Sydney", "2026-12-31"), "03:00 Friday 1 January 2027");
  assert.equal(clockIsChinas(endOfDayInChina("2026-12-31")), false);
  process.env.TZ = "Asia/Shanghai";
  assert.equal(clockIsChinas(endOfDayInChina("2026-12-31")), true);
  process.env.TZ = before;
});
