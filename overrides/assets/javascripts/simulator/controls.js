// What the controls of the form hold. Each field lies in an element with `data-field`, each fact with `data-fact` too.

import { dayInWords, isDay } from "./dates.js";

/** Reads and writes the controls of `element` by the ids of their fields. */
export class Controls {
  #fields = new Map();
  #controls = new Map();
  #groups = new Map(); // of radio buttons

  constructor(element) {
    for (const field of element.querySelectorAll("[data-field]")) this.#fields.set(field.dataset.field, field);
  }

  /** Field → its element, in the order of the page. */
  get fields() {
    return this.#fields;
  }

  isFact(id) {
    return this.#fields.get(id)?.dataset.fact === id;
  }

  /** The control of a field; null where its answers are radio buttons. */
  control(id) {
    // Controls stay the same as long as the page does, and are looked at many times at each change.
    if (!this.#controls.has(id)) {
      this.#controls.set(id, this.#fields.get(id).querySelector("input:not([type=radio]), select"));
    }
    return this.#controls.get(id);
  }

  radios(id) {
    if (!this.#groups.has(id)) this.#groups.set(id, [...this.#fields.get(id).querySelectorAll("input[type=radio]")]);
    return this.#groups.get(id);
  }

  /** What a field holds, as text; empty where it holds nothing. */
  text(id) {
    return this.control(id)?.value ?? this.radios(id).find((radio) => radio.checked)?.value ?? "";
  }

  /** The same as the engine wants it: text, or a number; undefined when empty. */
  value(id) {
    const text = this.text(id);
    return text === "" ? undefined : this.#fields.get(id).dataset.kind === "integer" ? Number(text) : text;
  }

  /** Whether a date is being typed whose year is not there yet: 2 of 2026 is the year 2 to the browser. */
  isTyping(id) {
    const control = this.control(id);
    return control === document.activeElement && control.type === "date" && control.validity.rangeUnderflow;
  }

  /** Answer as the reader would; an empty text takes the answer back. */
  give(id, value) {
    const control = this.control(id);
    if (control) control.value = value;
    else for (const radio of this.radios(id)) radio.checked = radio.value === value;
  }

  /** Put the text of a link into a field. Tells whether its control takes it; if not, nothing has changed. */
  accepts(id, text) {
    const control = this.control(id);
    if (!control) {
      const radio = this.radios(id).find((one) => one.value === text);
      if (radio) radio.checked = true;
      return Boolean(radio);
    }
    if (control.type === "date" && !isDay(text)) return false;
    if (control.type === "number" && !/^-?\d{1,9}$/.test(text)) return false;
    const before = control.value;
    control.value = text;
    if (control.value === text && text !== "") return true;
    control.value = before;
    return false;
  }

  /** Take a choice back, and put the reader there. */
  clear(id) {
    for (const radio of this.radios(id)) radio.checked = false;
    this.radios(id)[0].focus();
  }

  /** The field's label as the reader sees it. */
  label(id) {
    const label = this.#fields.get(id).querySelector("legend, label");
    return label.firstChild.textContent.trim();
  }

  /** What a field holds, in words. */
  spoken(id, lang) {
    const text = this.text(id);
    const control = this.control(id);
    if (control?.type === "date") return isDay(text) ? dayInWords(text, lang) : text;
    if (control?.selectedOptions) return text && control.selectedOptions[0].textContent;
    if (control) return text;
    const radio = this.radios(id).find((one) => one.checked);
    return radio?.parentElement.textContent.trim() ?? "";
  }
}
