// What nobody looks at waits until the answer can be seen: it is done after the next paint.

const PATIENCE = 100; // ms after which it is done without a paint: the answer may be slow, or the tab out of sight

export class Later {
  #acts = new Map();
  #timer = null;
  #frame = null;
  #leaving = new AbortController();

  constructor() {
    // A link, or whatever else is clicked, finds everything done.
    const now = { capture: true, signal: this.#leaving.signal };
    for (const type of ["pointerdown", "click"]) addEventListener(type, () => this.flush(), now);
  }

  /** Do something later. What waits under the same name is not done any more. */
  do(name, act) {
    this.#acts.delete(name);
    this.#acts.set(name, act);
    this.#timer ??= setTimeout(() => this.flush(), PATIENCE);
  }

  /** What was waited for is there: once it has been painted, the rest is done. */
  afterPaint() {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      if (this.#timer === null) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.flush());
    });
  }

  /** Do now what waits, in the order in which it came. */
  flush() {
    const acts = [...this.#acts.values()];
    this.forget();
    for (const act of acts) act();
  }

  /** What waits belongs to a case that is gone. */
  forget() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#acts.clear();
  }

  leave() {
    this.#leaving.abort();
    this.forget();
  }
}
