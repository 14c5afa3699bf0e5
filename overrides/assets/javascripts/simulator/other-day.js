// An answer for another day than the one on which it is read: said at its head, with the way to today's. Also where only the
// reader's own clock shows another day, so that nobody takes "yesterday" for theirs.

import { dayInWords } from "./dates.js";
import { hide, write } from "./sparing.js";

export class OtherDay {
  #element;
  #say;
  #lang;
  #given = ""; // the day that the address named when the case was opened
  #told = ""; // what was said last to those who hear the page

  constructor(root, say, lang) {
    this.#element = root.querySelector(".sim-other-day");
    this.#say = say;
    this.#lang = lang;
  }

  /** A case was opened, with this day or none. */
  opened(day) {
    this.#given = day ?? "";
    this.#told = "";
  }

  /** The answer is for the day `shown`; `real` is today. `differs`: what there is to say where the reader's clock is not there yet. */
  show(shown, real, differs) {
    const isOther = Boolean(shown) && shown !== real;
    // Whoever has chosen the day knows it; a link may come from somebody who read it on that day.
    const isChosen = !isOther || shown !== this.#given;
    const words = { day: isOther && dayInWords(shown, this.#lang), real: dayInWords(real, this.#lang) };
    const said = isOther ? this.#say(isChosen ? "form.other_day_chosen" : "form.other_day", words) : differs;
    write(this.#element.querySelector(".sim-other-day-text"), said);
    this.#element.classList.toggle("sim-other-day--chosen", isChosen);
    hide(this.#element.querySelector("button"), !isOther);
    hide(this.#element, !said);
  }

  /** What it says, for those who hear the page; empty where they have been told. */
  get news() {
    const said = this.#element.querySelector(".sim-other-day-text").textContent;
    const news = said === this.#told ? "" : said;
    this.#told = said;
    return news;
  }
}
