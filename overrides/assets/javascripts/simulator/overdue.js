// An answer that is late, be it that its worker has died: what shows meanwhile answers what was filled in before.

import { hide } from "./sparing.js";

const PATIENCE = 1000; // ms

export class Overdue {
  #element;
  #announce;
  #timer = null;

  /** `element` says that what shows is out of date; `announce(text)` says it to those who hear the page. */
  constructor(element, announce) {
    this.#element = element;
    this.#announce = announce;
  }

  /** The rules were asked. Asked again while the answer is due, it is as late as before. */
  asked() {
    this.#timer ??= setTimeout(() => {
      hide(this.#element, false);
      this.#announce(this.#element.textContent);
    }, PATIENCE);
  }

  /** What shows holds: it is the answer, or none. */
  settled() {
    clearTimeout(this.#timer);
    this.#timer = null;
    hide(this.#element);
  }
}
