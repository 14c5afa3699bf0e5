// The form: what its controls hold, which questions show, and what is wrong with which field.

import { shown } from "../untrusted.js";
import { dayInWords, isDay } from "./dates.js";
import { hide, write } from "./sparing.js";

/** Reads and writes the controls. Every field lies in an element with `data-field`, every fact with `data-fact` too. */
export class Form {
  element;

  #root;
  #say;
  #fields = new Map();
  #controls = new Map();
  #groups = new Map(); // of radio buttons
  #wrong = false; // whether some field is marked as wrong
  #facts;
  // Each group of the problems with its place in words: platform and stage.
  #problemGroups;
  // Values of a link that their controls refused: field → the text given. They stay until the reader corrects them.
  #refused = new Map();

  constructor(root, say) {
    this.#root = root;
    this.#say = say;
    this.element = root.querySelector(".sim-form");
    this.#facts = this.element.querySelector("[data-part=facts]");
    const groups = this.element.elements.problem.querySelectorAll("optgroup");
    this.#problemGroups = new Map([...groups].map((group) => [group, group.label]));
    for (const field of this.element.querySelectorAll("[data-field]")) this.#fields.set(field.dataset.field, field);
    // The style sheet keeps the form in sight beside a long answer, and has to know how tall it is.
    new ResizeObserver(([{ target }]) => {
      target.style.setProperty("--sim-form-height", `${target.offsetHeight}px`);
    }).observe(this.element);
  }

  // --- the case ---

  get platform() {
    return this.#text("platform");
  }

  get problem() {
    return this.#text("problem");
  }

  get calendar() {
    return this.#text("calendar");
  }

  get today() {
    return this.#text("today");
  }

  set today(day) {
    this.element.elements.today.value = day;
  }

  /** The facts that the chosen problem can ask, and those it asks first. */
  get asked() {
    return idsOf(this.#option?.dataset.asks);
  }

  get askedFirst() {
    return idsOf(this.#option?.dataset.questions);
  }

  /** The steps that the chosen problem may have. */
  get steps() {
    return idsOf(this.#option?.dataset.steps);
  }

  get #option() {
    const list = this.#control("problem");
    const option = list.options[list.selectedIndex];
    return option?.value ? option : null;
  }

  isFact(id) {
    return this.#fields.get(id)?.dataset.fact === id;
  }

  hasField(id) {
    return this.#fields.has(id);
  }

  /** The value of a fact as the engine wants it: text, or a number; undefined when empty. */
  value(id) {
    const text = this.#text(id);
    return text === "" ? undefined : this.#kind(id) === "integer" ? Number(text) : text;
  }

  /** Whether a date is being typed whose year is not there yet: 2 of 2026 is the year 2 to the browser. */
  isTyping(id) {
    const control = this.#control(id);
    return control === document.activeElement && control.type === "date" && control.validity.rangeUnderflow;
  }

  #kind(id) {
    return this.#fields.get(id).dataset.kind;
  }

  // The controls stay the same as long as the page does, and are looked at many times at each change.
  #control(id) {
    if (!this.#controls.has(id)) {
      this.#controls.set(id, this.#fields.get(id).querySelector("input:not([type=radio]), select"));
    }
    return this.#controls.get(id);
  }

  #radios(id) {
    if (!this.#groups.has(id)) this.#groups.set(id, [...this.#fields.get(id).querySelectorAll("input[type=radio]")]);
    return this.#groups.get(id);
  }

  #text(id) {
    return this.#control(id)?.value ?? this.#radios(id).find((radio) => radio.checked)?.value ?? "";
  }

  /** Answer a question as the reader would; an empty text takes the answer back. */
  give(id, value) {
    this.touched(id);
    const control = this.#control(id);
    if (control) control.value = value;
    else for (const radio of this.#radios(id)) radio.checked = radio.value === value;
    this.refresh();
  }

  // --- values of a link ---

  /** Put the text of a link into a field. A text that the control refuses stays as the field's mistake. */
  put(id, text) {
    if (!this.#accepts(id, text)) this.#refused.set(id, text);
  }

  #accepts(id, text) {
    const control = this.#control(id);
    if (!control) {
      const radio = this.#radios(id).find((one) => one.value === text);
      if (radio) radio.checked = true;
      return Boolean(radio);
    }
    if (control.type === "date" && !isDay(text)) return false;
    if (control.type === "number" && !/^-?\d{1,9}$/.test(text)) return false;
    if (id === "problem") return this.#choose(text);
    const before = control.value;
    control.value = text;
    if (control.value === text && text !== "") return true;
    control.value = before;
    return false;
  }

  #choose(problem) {
    const option = [...this.element.elements.problem.options].find(({ value }) => value === problem);
    if (!option?.value) return false;
    option.selected = true;
    this.followProblem();
    return true;
  }

  refused(id) {
    return this.#refused.get(id);
  }

  /** The reader has touched a field: whatever a link put there is forgotten. */
  touched(id) {
    this.#refused.delete(id);
  }

  /** Empty everything. */
  reset() {
    this.element.reset();
    this.#refused.clear();
    this.showErrors(new Map());
  }

  /** Offer the problems of the chosen platform only; all of them while none is chosen. */
  fitProblems() {
    const { platform, problem } = this;
    const select = this.element.elements.problem;
    const fitting = [...this.#problemGroups].filter(([{ dataset }]) => !platform || dataset.platform === platform);
    for (const [group, place] of fitting) group.label = platform ? group.dataset.stage : place;
    select.replaceChildren(select.options[0], ...fitting.map(([group]) => group));
    select.value = [...select.options].some(({ value }) => value === problem) ? problem : "";
  }

  /**
   * Choosing a problem is choosing its platform. The list stays as it is: who walks through it by keyboard is not to
   * lose the other platforms on the way.
   */
  followProblem() {
    if (!this.#option) return;
    this.element.elements.platform.value = this.#option.dataset.platform;
    this.#refused.delete("platform");
  }

  /** Choose a problem and its platform, as the reader would. */
  choose(platform, problem) {
    for (const id of ["platform", "problem"]) this.touched(id);
    this.put("platform", platform);
    this.fitProblems();
    this.put("problem", problem);
  }

  /** Put the reader at the first question about the problem; at the problem itself when it asks nothing. */
  focusQuestion() {
    const first = this.#facts.querySelector("[data-fact]:not([hidden]) input");
    (first ?? this.element.elements.problem).focus();
  }

  /** Put the reader at the beginning. */
  focusStart() {
    const [first] = this.#radios("platform");
    (this.platform ? this.element.elements.problem : first).focus();
  }

  // --- what is wrong ---

  /** Field → sentence, for what can be told without the rules: a refused value, half a date. */
  mistakes() {
    const mistakes = new Map();
    for (const id of ["platform", "problem", ...this.asked, "today", "calendar"]) {
      const mistake = this.#mistake(id);
      if (mistake) mistakes.set(id, mistake);
    }
    return mistakes;
  }

  #mistake(id) {
    const control = this.#control(id);
    if (this.#refused.has(id)) {
      if (id === "platform") return this.#say("form.link_platform", { value: shown(this.#refused.get(id)) });
      const kind = { date: "link_date", number: "link_number" }[control?.type] ?? "link_choice";
      return this.#say(`form.${kind}`, { value: shown(this.#refused.get(id)) });
    }
    if (!control?.validity.badInput || control === document.activeElement) return null;
    return this.#say(control.type === "date" ? "form.incomplete_date" : "form.bad_number");
  }

  /** Mark these fields, and no others, as wrong. */
  showErrors(errors) {
    if (!errors.size && !this.#wrong) return;
    this.#wrong = errors.size > 0;
    for (const [id, field] of this.#fields) {
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

  // --- what shows ---

  /** Show these facts, in this order, and hide the others. Focus stays where it is. */
  show(ids) {
    hide(this.#facts, ids.length === 0);
    for (const [id, field] of this.#fields) {
      if (field.dataset.fact) hide(field, !ids.includes(id));
    }
    this.#order(ids.map((id) => this.#fields.get(id)));
    this.refresh();
  }

  /** Bring what follows from the values up to date: the buttons that clear an answer. */
  refresh() {
    for (const button of this.element.querySelectorAll(".sim-clear")) {
      const id = button.closest("[data-field]").dataset.field;
      hide(button, this.#text(id) === "");
    }
  }

  /** Moving an element takes its focus away, so the field that has it stays and the others move around it. */
  #order(fields) {
    const list = this.#facts.querySelector(".sim-facts");
    const shown = [...list.children].filter((field) => fields.includes(field));
    if (shown.every((field, place) => field === fields[place])) return;
    const fixed = fields.findIndex((field) => field.contains(document.activeElement));
    if (fixed < 0) {
      list.append(...fields);
    } else {
      fields[fixed].before(...fields.slice(0, fixed));
      fields[fixed].after(...fields.slice(fixed + 1));
    }
  }

  /** Take a choice back. */
  clear(id) {
    for (const radio of this.#radios(id)) radio.checked = false;
    this.#radios(id)[0].focus();
  }

  /** The field's label as the reader sees it. */
  label(id) {
    const label = this.#fields.get(id).querySelector("legend, label");
    return label.firstChild.textContent.trim();
  }

  /** What a field holds, in words. */
  spoken(id, lang) {
    const text = this.#text(id);
    const control = this.#control(id);
    if (control?.type === "date") return isDay(text) ? dayInWords(text, lang) : text;
    if (control?.selectedOptions) return text && control.selectedOptions[0].textContent;
    if (control) return text;
    const radio = this.#radios(id).find((one) => one.checked);
    return radio?.parentElement.textContent.trim() ?? "";
  }

  /** The buttons and sentences around the date of today: who set it, and in whose day it counts. */
  showToday({ chosen, differs }) {
    hide(this.button("today_reset"), !chosen);
    const note = this.element.querySelector(".sim-today-differs");
    write(note, differs);
    hide(note, !differs);
  }

  /** Say on its button that the link was copied; null takes that back. */
  showCopied(text) {
    const button = this.button("copy_link");
    const words = text ?? this.#say("form.copy_link");
    write(button, words);
    hide(this.element.querySelector(".sim-address"));
  }

  /** Offer the address for copying by hand. */
  showAddress(address) {
    const place = this.element.querySelector(".sim-address");
    hide(place, false);
    place.querySelector("input").value = address;
    place.querySelector("input").select();
  }

  button(action) {
    return this.#root.querySelector(`[data-action=${action}]`);
  }
}

function idsOf(text) {
  return text ? text.split(" ") : [];
}
