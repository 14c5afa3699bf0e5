// The day the answer is worked out for: today where the problem's days are counted, until the reader chooses another one.

import { dayFor, dayHere, dayInChina, dayInWords } from "./dates.js";
import { OtherDay } from "./other-day.js";

export class Today {
  /** Today: in China, or where the reader is when no platform counts the days. */
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
    const here = dayHere(new Date());
    const words = { china: dayInWords(this.day, this.#lang), local: dayInWords(here, this.#lang) };
    const differs = here === this.day ? "" : this.#say("form.today_differs", words);
    this.#otherDay.show(refused ? "" : this.#form.today, this.day, differs);
    this.#form.showToday({ chosen: this.#form.today !== this.day || refused, differs });
  }

  /** Look again what day it is. */
  renew() {
    this.day = dayFor(this.#form, new Date());
  }

  /** After midnight, or for a problem whose days are another's, it moves on, unless the reader has chosen the day. Tells whether it did. */
  moveOn() {
    const before = this.day;
    this.renew();
    if (this.#form.today === before) this.#form.today = this.day;
    return this.day !== before;
  }
}
