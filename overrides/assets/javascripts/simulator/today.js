// The day the answer is worked out for: today in China, until the reader chooses another one.

import { dayHere, dayInChina, dayInWords } from "./dates.js";

export class Today {
  /** Today in China. */
  day = dayInChina(new Date());

  #form;
  #say;
  #lang;

  constructor(form, say, lang) {
    this.#form = form;
    this.#say = say;
    this.#lang = lang;
  }

  /** Say whose day it is where the reader's own differs, and offer the way back from a chosen day. */
  show() {
    const here = dayHere(new Date());
    const words = { china: dayInWords(this.day, this.#lang), local: dayInWords(here, this.#lang) };
    this.#form.showToday({
      chosen: this.#form.today !== this.day || this.#form.refused("today") !== undefined,
      differs: here === this.day ? "" : this.#say("form.today_differs", words),
    });
  }

  /** A page that stays open over midnight moves on, unless the reader has chosen the day. Tells whether it did. */
  moveOn() {
    const before = this.day;
    this.day = dayInChina(new Date());
    if (this.#form.today === before) this.#form.today = this.day;
    return this.day !== before;
  }
}
