// The form: its values, the problem that is chosen, what is wrong with which field, and which questions show.

import { Controls } from "./controls.js";
import { Mistakes } from "./mistakes.js";
import { ProblemList } from "./problem-list.js";
import { hide, write } from "./sparing.js";

export class Form {
  element;

  #root;
  #say;
  #controls;
  #problems;
  #mistakes;
  #facts;
  #clearing; // a field's id and the button that takes its answer back, of each

  constructor(root, say) {
    this.#root = root;
    this.#say = say;
    this.element = root.querySelector(".sim-form");
    this.#facts = this.element.querySelector("[data-part=facts]");
    this.#controls = new Controls(this.element);
    this.#clearing = [...this.element.querySelectorAll(".sim-clear")].map((button) => [
      button.closest("[data-field]").dataset.field,
      button,
    ]);
    this.#problems = new ProblemList(this.element.elements.problem);
    this.#mistakes = new Mistakes(this.#controls, say);
    // The style sheet keeps the form in sight beside a long answer, and has to know how tall it is.
    new ResizeObserver(([{ target }]) => {
      target.style.setProperty("--sim-form-height", `${target.offsetHeight}px`);
    }).observe(this.element);
  }

  // --- the case ---

  get platform() {
    return this.#controls.text("platform");
  }

  get problem() {
    return this.#controls.text("problem");
  }

  get calendar() {
    return this.#controls.text("calendar");
  }

  get today() {
    return this.#controls.text("today");
  }

  set today(day) {
    this.element.elements.today.value = day;
  }

  /** The facts that the chosen problem can ask, and those it asks first. */
  get asked() {
    return this.#problems.asked;
  }

  get askedFirst() {
    return this.#problems.askedFirst;
  }

  /** The steps that the chosen problem may have. */
  get steps() {
    return this.#problems.steps;
  }

  isFact(id) {
    return this.#controls.isFact(id);
  }

  hasField(id) {
    return this.#controls.fields.has(id);
  }

  /** The value of a fact, see `Controls.value`. */
  value(id) {
    return this.#controls.value(id);
  }

  /** Whether a date is half typed, see `Controls.isTyping`. */
  isTyping(id) {
    return this.#controls.isTyping(id);
  }

  /** The field's label as the reader sees it. */
  label(id) {
    return this.#controls.label(id);
  }

  /** What a field holds, in words. */
  spoken(id, lang) {
    return this.#controls.spoken(id, lang);
  }

  /** Answer a question as the reader would; an empty text takes the answer back. */
  give(id, value) {
    this.touched(id);
    this.#controls.give(id, value);
    this.refresh();
  }

  /** Take a choice back. */
  clear(id) {
    this.#controls.clear(id);
  }

  /** Empty everything. */
  reset() {
    this.element.reset();
    this.#mistakes.forgetAll();
    this.showErrors(new Map());
  }

  // --- values of a link, and what is wrong ---

  /** Put the text of a link into a field. A text that the control refuses stays as the field's mistake. */
  put(id, text) {
    if (this.#accepts(id, text)) return;
    this.#mistakes.refuse(id, text, id === "problem" ? this.#elsewhere(text) : null);
  }

  /** That a problem is one of another platform than the link names; null where no platform has it. */
  #elsewhere(problem) {
    const found = this.#problems.described(problem);
    if (!found) return null;
    const radio = this.#controls.radios("platform").find(({ value }) => value === found.platform);
    const platform = radio.parentElement.textContent.trim();
    return this.#say("form.link_elsewhere", { problem: found.title, platform });
  }

  #accepts(id, text) {
    if (id !== "problem") return this.#controls.accepts(id, text);
    const isThere = this.#problems.choose(text);
    if (isThere) this.followProblem();
    return isThere;
  }

  /** The text of a link that a field has refused; undefined if there is none. */
  refused(id) {
    return this.#mistakes.refused(id);
  }

  /** The reader has touched a field: whatever a link put there is forgotten. */
  touched(id) {
    this.#mistakes.forget(id);
  }

  /** Field → sentence, for what can be told without the rules: a refused value, half a date. */
  mistakes() {
    return this.#mistakes.among(["platform", "problem", ...this.asked, "today", "calendar"]);
  }

  /** Mark these fields, and no others, as wrong. */
  showErrors(errors) {
    this.#mistakes.show(errors);
  }

  // --- platform and problem ---

  /** Offer the problems of the chosen platform only; all of them while none is chosen. */
  fitProblems() {
    this.#problems.fit(this.platform);
  }

  /**
   * Choosing a problem is choosing its platform. The list stays as it is: who walks through it by keyboard is not to
   * lose the other platforms on the way.
   */
  followProblem() {
    const { platform } = this.#problems;
    if (!platform) return;
    this.element.elements.platform.value = platform;
    this.#mistakes.forget("platform");
  }

  /** Choose a problem and its platform, as the reader would. */
  choose(platform, problem) {
    for (const id of ["platform", "problem"]) this.touched(id);
    this.put("platform", platform);
    this.fitProblems();
    this.put("problem", problem);
  }

  // --- where the reader is ---

  /** Put the reader at the first question about the problem; at the problem itself when it asks nothing. */
  focusQuestion() {
    const first = this.#facts.querySelector("[data-fact]:not([hidden]) input");
    (first ?? this.element.elements.problem).focus();
  }

  /** Put the reader at the beginning. */
  focusStart() {
    const [first] = this.#controls.radios("platform");
    (this.platform ? this.element.elements.problem : first).focus();
  }

  // --- what shows ---

  /** Show these facts, in this order, and hide the others. Focus stays where it is. */
  show(ids) {
    const { fields } = this.#controls;
    hide(this.#facts, ids.length === 0);
    for (const [id, field] of fields) {
      if (field.dataset.fact) hide(field, !ids.includes(id));
    }
    this.#order(ids.map((id) => fields.get(id)));
    this.refresh();
  }

  /** Bring what follows from the values up to date: the buttons that clear an answer. */
  refresh() {
    for (const [id, button] of this.#clearing) hide(button, this.#controls.text(id) === "");
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
