// The day the answer is worked out for: today in China, until the reader chooses another one.

import { dayHere, dayInChina, dayInWords } from "./dates.js";
import { OtherDay } from "./other-day.js";

export class Today {
  /** Today in China. */
  day = dayInChina(new Date());

  #form;
  #say;
  #lang;
  #otherDay;

  constructor(root, form, say, lang) {
    this.#form = form;
    this.#say = say;
    this.#lang = lang;
    this.#otherDay = new OtherDay(root, say, lang);
  }

  /** A case was opened whose address names this day, or none. */
  opened(day) {
    this.#otherDay.opened(day);
  }

  /** What there is to tell of the day with the next answer. */
  get news() {
    return this.#otherDay.news;
  }

  /** Say whose day it is where the reader's own differs, and that of the answer where it is another; offer the way back from a chosen day. */
  show() {
    const refused = this.#form.refused("today") !== undefined;
    this.#otherDay.show(refused ? "" : this.#form.today, this.day);
    const here = dayHere(new Date());
    const words = { china: dayInWords(this.day, this.#lang), local: dayInWords(here, this.#lang) };
    this.#form.showToday({
      chosen: this.#form.today !== this.day || refused,
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
