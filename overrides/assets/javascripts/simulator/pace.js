// When a change is answered: at once, but what comes in a flurry only when it is over.

const SETTLED = 40; // ms without a change: some ways of picking a date are many changes

export class Pace {
  #act;
  #timer = null;
  #again = false; // whether something has changed since `act` was called last
  #leaving = false;

  constructor(act) {
    this.#act = act;
  }

  /** Something has changed. The first change is acted on as soon as whoever made it has done with it. */
  changed() {
    const first = this.#timer === null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#rest(), SETTLED);
    this.#again = true;
    if (first) queueMicrotask(() => this.#now());
  }

  #now() {
    if (!this.#again || this.#leaving) return;
    this.#again = false;
    this.#act();
  }

  #rest() {
    this.#timer = null;
    this.#now();
  }

  leave() {
    this.#leaving = true;
    clearTimeout(this.#timer);
  }
}
