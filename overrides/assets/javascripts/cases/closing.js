// Closing a case: how it ended, and on which day.

import { dayHere, isDay } from "../simulator/dates.js";
import { shortDay } from "./words.js";

export class Closing {
  #form;
  #page;
  #record;
  #opener = null;

  /** `record()` returns the case as it is now. */
  constructor(form, page, record) {
    this.#form = form;
    this.#page = page;
    this.#record = record;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#close();
    });
    form.addEventListener("keydown", (event) => event.key === "Escape" && this.hide());
  }

  /** Ask. `opener`: the button that asked for it, to which the keyboard goes back. */
  show(opener) {
    const { outcome, day } = this.#form.elements;
    this.#opener = opener;
    opener.setAttribute("aria-expanded", "true");
    outcome.value = "";
    day.value = this.#page.todayOf(this.#record());
    // Where the reader is it may be a day later than in China. A case may have ended before it was saved here.
    const here = dayHere(new Date());
    day.max = here > day.value ? here : day.value;
    this.#complain("");
    this.#form.hidden = false;
    outcome.focus();
  }

  hide() {
    if (this.#form.hidden) return;
    const held = this.#form.contains(document.activeElement);
    this.#form.hidden = true;
    this.#opener.setAttribute("aria-expanded", "false");
    if (held && !this.#opener.hidden) this.#opener.focus();
  }

  #complain(text, control = null) {
    const error = this.#form.querySelector(".sim-error");
    error.textContent = text;
    error.hidden = !text;
    for (const field of this.#form.elements) field.removeAttribute("aria-invalid");
    control?.setAttribute("aria-invalid", "true");
    control?.focus();
    if (text) this.#page.announce(text);
  }

  #close() {
    const { say, lang } = this.#page;
    const { outcome, day } = this.#form.elements;
    if (!outcome.value) this.#complain(say("mycases.say.outcome_needed"), outcome);
    else if (!isDay(day.value) || day.value > day.max) {
      this.#complain(say("mycases.say.day_needed", { day: shortDay(day.max, lang) }), day);
    } else this.#page.close(this.#record().id, day.value, outcome.value);
  }
}
