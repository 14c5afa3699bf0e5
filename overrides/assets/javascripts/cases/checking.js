// Asks the rules again about every case whose summary no longer holds, the most urgent first, a part at a time.

import { inOrder, isCurrent } from "./order.js";

const PART = 100;
const SAME_CASE = ["platform", "problem", "facts", "calendar", "done", "closed_on", "outcome"];

export class Checking {
  #shelf;
  #ask;
  #version;
  #todayOf;
  #running = null;
  #again = false;
  #left = false;

  /**
   * `ask(method, params)` asks the engine, `todayOf(record)` tells today where its days are counted. `onProgress(done, all)` hears how far it is (null, null: at its end, however
   * that came), `onPart()` that some summaries are new, `onFailure(error)` that the engine answered with a mistake of ours.
   */
  constructor(shelf, ask, version, { todayOf, onProgress, onPart, onFailure }) {
    this.#shelf = shelf;
    this.#ask = ask;
    this.#version = version;
    this.#todayOf = todayOf;
    this.onProgress = onProgress;
    this.onPart = onPart;
    this.onFailure = onFailure;
  }

  leave() {
    this.#left = true;
  }

  /** Bring all summaries up to today; done when all are, or when the engine fails. */
  run() {
    if (this.#running) this.#again = true;
    this.#running ??= this.#run();
    return this.#running;
  }

  async #run() {
    try {
      do {
        this.#again = false;
        await this.#all();
      } while (this.#again && !this.#left);
    } catch (error) {
      // The engine tells of its own failures.
      if (!["failed", "timeout", "stopped"].includes(error.code)) this.onFailure(error);
    } finally {
      this.#running = null;
      this.onProgress(null, null);
    }
  }

  async #all() {
    const todayOf = this.#todayOf;
    const stale = inOrder(this.#shelf.records.filter((record) => !isCurrent(record, todayOf(record), this.#version)));
    let done = 0;
    for (const [today, records] of Map.groupBy(stale, todayOf)) {
      for (let at = 0; at < records.length && !this.#left; at += PART) {
        this.onProgress(done, stale.length);
        const asked = records.slice(at, at + PART);
        const { summaries } = await this.#ask("summaries", { cases: asked.map(bare), today });
        if (this.#left) return;
        await this.#keep(asked, summaries);
        done += asked.length;
        this.onPart();
      }
    }
  }

  /** A case that has been changed meanwhile keeps its old summary, and is asked about again. */
  async #keep(asked, summaries) {
    const found = new Map(asked.map((record, place) => [record.id, { record, summary: summaries[place] }]));
    await this.#shelf.change([...found.keys()], (now) => {
      const { record, summary } = found.get(now.id);
      const same = SAME_CASE.every((key) => JSON.stringify(now[key]) === JSON.stringify(record[key]));
      if (!same) this.#again = true;
      return same ? { ...now, summary } : null;
    });
  }
}

/** A summary that is shown until there is a new one, of a case that has changed. */
export function outdated(summary) {
  return summary && { ...summary, rulebook: null };
}

/** The part of a record that the rules need: neither notes nor the old summary travel. */
export function bare({ notes, summary, ...record }) {
  return record;
}
