// One question at a time: what changes meanwhile is asked afterwards, and only the newest answer is shown.

export class Asking {
  #engine;
  #page;
  #asked = null; // what is under way
  #again = false;

  /**
   * `page` offers `params()`, the case as it stands; `isOpen()`, whether answers are still wanted at all; `isSound()`,
   * whether one may be shown; `show(result, asked)`, `refuse(error)`, and `again()`, which begins from the form anew.
   */
  constructor(engine, page) {
    this.#engine = engine;
    this.#page = page;
  }

  /** What was to be asked afterwards is not wanted any more. */
  forget() {
    this.#again = false;
  }

  /** Ask for the answer to the case, at once or after the one that is under way, unless that is to the same case. */
  async ask() {
    const { params, isOpen, isSound, show, refuse, again } = this.#page;
    const asked = params();
    if (this.#asked) {
      this.#again = !same(asked, this.#asked);
      return;
    }
    this.#asked = asked;
    const isNewest = () => isOpen() && isSound() && same(asked, params());
    try {
      const result = await this.#engine.call("show", asked);
      if (isNewest()) show(result, asked);
    } catch (error) {
      if (isNewest()) refuse(error);
    }
    this.#asked = null;
    if (this.#again && isOpen()) again();
  }
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
