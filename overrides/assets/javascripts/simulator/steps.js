// Ticking steps off. What a box tells the form stands in it: a fact and its value, or only that the step is done.

import { dayInWords, isDay } from "./dates.js";
import { focusField, labelOf, sayWithAnswer } from "./fields.js";

export class Steps {
  #root;
  #page;
  #leaving = new AbortController();

  constructor(root, page) {
    this.#root = root;
    this.#page = page;
    const { signal } = this.#leaving;
    root.addEventListener("change", ({ target }) => target.dataset.step && this.#tick(target), { signal });
    root.addEventListener("click", ({ target }) => target.dataset.goto && focusField(root, target.dataset.goto), {
      signal,
    });
  }

  leave() {
    this.#leaving.abort();
  }

  #tick({ checked, dataset: { step, fact, value } }) {
    if (fact) writeFact(this.#root, this.#page, fact, checked ? value : "");
    else tickStep(this.#page, step, checked);
  }
}

/** Write a fact into the form, or take it out, and say so, after what was `told`, with the answer that follows. */
export function writeFact(root, page, fact, value, told = "") {
  const words = { label: labelOf(root, fact), value: spoken(root, page, fact, value) };
  const written = page.say(value ? "desk.fact_set" : "desk.fact_cleared", words);
  sayWithAnswer(root, page, `${told} ${written}`.trim());
  page.give(fact, value);
}

/** Tick a step off, or take that back. */
export function tickStep(page, step, done) {
  const others = page.case.done.filter((other) => other !== step);
  page.tick(done ? [...others, step] : others);
}

function spoken(root, page, fact, value) {
  if (isDay(value)) return dayInWords(value, page.lang);
  return root.querySelector(`[data-field="${fact}"] input[value="${value}"]`)?.parentElement.textContent.trim() ?? "";
}
