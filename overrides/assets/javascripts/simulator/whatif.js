// "What if": another value for one fact, and both answers side by side. The case itself stays as it is.

import { dayInWords } from "./dates.js";

const SETTLED = 150; // ms without a change before the comparison follows

export class WhatIf {
  #root;
  #page;
  #fold;
  #which;
  #place; // of the control
  #result;
  #leaving = new AbortController();

  #questions = []; // the facts that the last answer asks for
  #problem = "";
  #timer = null;
  #number = 0; // of the last comparison asked for: an older one that comes late is not shown

  constructor(root, page) {
    this.#root = root;
    this.#page = page;
    this.#fold = root.querySelector(".whatif-fold");
    this.#which = this.#fold.querySelector("select");
    this.#place = this.#fold.querySelector(".whatif-control");
    this.#result = this.#fold.querySelector(".whatif-result");
    const { signal } = this.#leaving;
    const on = (target, type, act) => target.addEventListener(type, act, { signal });
    on(this.#which, "change", () => this.#choose());
    on(this.#place, "input", () => this.#soon());
    on(this.#place, "focusout", () => this.#soon());
    on(this.#fold, "click", (event) => this.#click(event.target.closest("button")));
    on(root, "answershown", (event) => this.#follow(event.detail));
    on(root, "caseshown", () => this.#reset());
  }

  leave() {
    this.#leaving.abort();
    clearTimeout(this.#timer);
  }

  get #fact() {
    return this.#which.value;
  }

  get #control() {
    return this.#place.querySelector("input:not([type=radio]), select");
  }

  /** What the control holds, as the engine wants it; "" for nothing. */
  get #value() {
    const text = this.#control?.value ?? this.#place.querySelector("input:checked")?.value ?? "";
    return text !== "" && this.#control?.type === "number" ? Number(text) : text;
  }

  // --- the list of facts ---

  #follow({ case: asked, result }) {
    if (asked.problem !== this.#problem) this.#reset();
    this.#problem = asked.problem;
    this.#questions = result.questions;
    const chosen = this.#fact;
    // Another calendar changes something only where working days are counted.
    const calendar = this.#root.querySelector(".pb-by-calendar") ? ["calendar"] : [];
    const facts = ["today", ...this.#questions, ...calendar];
    const listed = [...this.#which.options].slice(1).map(({ value }) => value);
    if (String(facts) !== String(listed)) {
      this.#which.replaceChildren(this.#which.options[0], ...facts.map((id) => new Option(this.#label(id), id)));
      this.#which.value = facts.includes(chosen) ? chosen : "";
    }
    if (this.#fact !== chosen) this.#choose();
    else if (chosen) this.#compare({ aloud: false });
  }

  #field(fact) {
    return this.#root.querySelector(`.sim-form [data-field="${CSS.escape(fact)}"]`);
  }

  #label(fact) {
    return this.#field(fact).querySelector("legend, label").firstChild.textContent.trim();
  }

  // --- the control ---

  /** Show the same control as in the form, with what the case holds. */
  #choose() {
    this.#place.replaceChildren(...(this.#fact ? [this.#copyOf(this.#field(this.#fact))] : []));
    if (this.#fact) this.#fill(this.#held(this.#fact));
    this.#compare({ aloud: true });
  }

  #copyOf(original) {
    const field = original.cloneNode(true);
    field.hidden = false;
    for (const name of ["field", "fact", "kind"]) delete field.dataset[name];
    for (const extra of field.querySelectorAll("button, .sim-today-differs, .sim-needed")) extra.remove();
    const renamed = (text) => text.replaceAll(/\bsim-(?=\w)/g, "whatif-");
    for (const element of field.querySelectorAll("[id], [for], [name], [aria-describedby]")) {
      for (const name of ["id", "for", "aria-describedby"]) {
        if (element.hasAttribute(name)) element.setAttribute(name, renamed(element.getAttribute(name)));
      }
      if (element.name) element.name = `whatif-${element.name}`;
    }
    // A button that empties, where the control itself has no way to.
    if (field.querySelector("[type=radio]")) field.querySelector(".sim-options").after(this.#emptying());
    field.querySelector(".sim-error").className = "sim-error whatif-error";
    return field;
  }

  #emptying() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sim-button whatif-empty";
    button.textContent = this.#page.say("whatif.remove");
    return button;
  }

  /** What the case holds; "" for nothing. */
  #held(fact) {
    const { facts, today, calendar } = this.#page.case;
    if (fact === "calendar") return calendar ?? this.#root.dataset.calendar;
    return fact === "today" ? today : String(facts[fact] ?? "");
  }

  #fill(value) {
    if (this.#control) this.#control.value = value;
    else for (const radio of this.#place.querySelectorAll("[type=radio]")) radio.checked = radio.value === value;
  }

  // --- the comparison ---

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#compare({ aloud: true }), SETTLED);
  }

  get #isTyping() {
    const control = this.#control;
    const halfDone = control?.validity.badInput || (control?.type === "date" && control.validity.rangeUnderflow);
    return control === document.activeElement && halfDone;
  }

  /** `aloud`: what comes out is said to those who hear the page; not when only the case has changed. */
  async #compare({ aloud }) {
    clearTimeout(this.#timer);
    if (this.#isTyping) return;
    const number = (this.#number += 1);
    const asked = this.#asked();
    if (!asked) {
      this.#show({ html: "" });
      return;
    }
    const control = this.#control;
    if (control?.validity.badInput) {
      this.#show({ mistake: this.#page.say(control.type === "date" ? "form.incomplete_date" : "form.bad_number") });
      return;
    }
    try {
      const result = await this.#page.call("compare", asked);
      if (number !== this.#number || this.#leaving.signal.aborted) return;
      this.#show(result);
      if (aloud) this.#page.announce(result.announcement);
    } catch (error) {
      if (number !== this.#number || this.#leaving.signal.aborted) return;
      this.#show({ mistake: error.code === "fact" ? error.message : this.#page.say("whatif.failed") });
    }
  }

  /** Both cases; null while they are the same. */
  #asked() {
    const [fact, value] = [this.#fact, this.#value];
    const same = !this.#control?.validity.badInput && String(value) === this.#held(fact || "today");
    if (!fact || same) return null;
    const { lang: _, ...mine } = this.#page.case;
    const other = { ...mine, facts: { ...mine.facts } };
    if (fact === "today" || fact === "calendar") other[fact] = value;
    else other.facts[fact] = value;
    return { case: mine, other };
  }

  /** The comparison (trusted markup, escaped by the renderer), or the mistake at the control, or neither. */
  #show({ html = "", mistake = "" }) {
    const open = new Set([...this.#result.querySelectorAll("details[open]")].map(({ dataset }) => dataset.key));
    if (this.#result.rendered !== html) {
      this.#result.innerHTML = html;
      this.#result.rendered = html;
    }
    for (const details of this.#result.querySelectorAll("details")) details.open = open.has(details.dataset.key);
    this.#fold.querySelector("[data-action=take]").hidden = !html;
    this.#fold.querySelector(".whatif-hint").hidden = !this.#fact || Boolean(html || mistake);
    this.#fold.dataset.shown = html ? "yes" : "no";
    const error = this.#place.querySelector(".whatif-error");
    if (!error) return;
    const marked = this.#place.querySelector("select, [role=radiogroup], input");
    if (mistake) marked.setAttribute("aria-invalid", "true");
    else marked.removeAttribute("aria-invalid");
    error.hidden = !mistake;
    if (error.textContent === mistake) return;
    error.textContent = mistake;
    if (mistake) this.#page.announce(mistake);
  }

  // --- what the reader does ---

  #click(button) {
    if (!button) return;
    if (button.classList.contains("whatif-empty")) {
      this.#fill("");
      this.#place.querySelector("input").focus();
      this.#compare({ aloud: true });
    } else if (button.dataset.action === "take") this.#take();
    else if (button.dataset.action === "close") {
      this.#reset();
      this.#fold.querySelector("summary").focus();
    }
  }

  /** The facts enter the form as if the reader had typed them there; the way back stands above the answer. */
  #take() {
    const [fact, value] = [this.#fact, this.#value];
    const label = this.#label(fact);
    const said = this.#page.say(label.endsWith("?") ? "whatif.answer" : "whatif.fact", { label, value: this.#spoken() });
    this.#reset();
    this.#root.dispatchEvent(new CustomEvent("givefacts", { detail: { facts: { [fact]: value }, said } }));
  }

  #spoken() {
    if (this.#value === "") return this.#page.say("whatif.not_given");
    if (this.#control?.type === "date") return dayInWords(this.#control.value, this.#page.lang);
    if (this.#control) return this.#control.selectedOptions?.[0].textContent ?? this.#control.value;
    return this.#place.querySelector("input:checked").parentElement.textContent.trim();
  }

  #reset() {
    this.#number += 1;
    this.#which.value = "";
    this.#place.replaceChildren();
    this.#show({});
    this.#fold.open = false;
  }
}
