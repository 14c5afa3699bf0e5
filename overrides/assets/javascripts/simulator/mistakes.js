// What is wrong with which field, as far as that can be told without the rules; and how it is shown.

import { shown } from "../untrusted.js";
import { hide, write } from "./sparing.js";

export class Mistakes {
  #controls;
  #say;
  #marked = false; // whether some field is marked as wrong
  // Values of a link that their controls refused: field → the text given, and a sentence on it where there is a better
  // one than for any text. They stay until the reader corrects them.
  #refused = new Map();

  constructor(controls, say) {
    this.#controls = controls;
    this.#say = say;
  }

  /** The control of a field has refused the text of a link; `sentence`: why, where more is known than that. */
  refuse(id, text, sentence = null) {
    this.#refused.set(id, { text, sentence });
  }

  /** The text that a link had for a field and that its control refused; undefined if there is none. */
  refused(id) {
    return this.#refused.get(id)?.text;
  }

  /** The field was given something else. */
  forget(id) {
    this.#refused.delete(id);
  }

  forgetAll() {
    this.#refused.clear();
  }

  /** Field → sentence, for those of `ids` that hold a refused value or half a date. */
  among(ids) {
    const mistakes = new Map();
    for (const id of ids) {
      const mistake = this.#mistake(id);
      if (mistake) mistakes.set(id, mistake);
    }
    return mistakes;
  }

  #mistake(id) {
    const control = this.#controls.control(id);
    if (this.#refused.has(id)) {
      const { text, sentence } = this.#refused.get(id);
      if (sentence) return sentence;
      if (id === "platform") return this.#say("form.link_platform", { value: shown(text) });
      const kind = { date: "link_date", number: "link_number" }[control?.type] ?? "link_choice";
      return this.#say(`form.${kind}`, { value: shown(text) });
    }
    if (!control?.validity.badInput || control === document.activeElement) return null;
    return this.#say(control.type === "date" ? "form.incomplete_date" : "form.bad_number");
  }

  /** Mark these fields, and no others, as wrong: field → sentence. */
  show(errors) {
    if (!errors.size && !this.#marked) return;
    this.#marked = errors.size > 0;
    for (const [id, field] of this.#controls.fields) {
      const place = field.querySelector(".sim-error");
      const text = errors.get(id) ?? "";
      write(place, text);
      hide(place, !text);
      // The calendar is chosen in the answer; a link that names one we do not know must be mended here.
      if (text && id === "calendar") hide(field, false);
      const marked = field.querySelector("select, [role=radiogroup], input");
      if (text) marked.setAttribute("aria-invalid", "true");
      else marked.removeAttribute("aria-invalid");
    }
  }
}
