// The steps of a case inside its card: worked out when the reader opens them, ticked off like in the simulator.

export class CaseSteps {
  #box;
  #place;
  #page;
  #record;
  #shown = "";

  /** `record()` returns the case as it is now; `page` offers `ask`, `say`, `todayOf(record)`, and acts: `tick(id, edit)`. */
  constructor(box, page, record) {
    this.#box = box;
    this.#place = box.querySelector("[data-part='steps']");
    this.#page = page;
    this.#record = record;
    box.addEventListener("toggle", () => this.update());
    box.addEventListener("change", ({ target }) => target.dataset.step && this.#tick(target));
    box.addEventListener("click", ({ target }) => target.dataset.goto && this.#page.openInSimulator(this.#record()));
  }

  /** Work the steps out again if they are open and the case has changed. */
  async update() {
    if (!this.#box.open) return;
    const record = this.#record();
    const { platform, problem, facts, calendar, done } = record;
    const asked = { platform, problem, facts, calendar, done, today: this.#page.todayOf(record) };
    const shown = JSON.stringify(asked);
    if (shown === this.#shown) return;
    this.#shown = shown;
    if (!this.#place.childElementCount) this.#place.textContent = this.#page.say("mycases.say.steps_loading");
    try {
      const { html } = await this.#page.ask("case_steps", asked);
      if (shown === this.#shown) this.#show(html);
    } catch (error) {
      this.#shown = "";
      this.#place.textContent = this.#page.say("mycases.say.steps_failed", { message: error.message });
    }
  }

  /** What was rendered by Python, with the keyboard where it was. */
  #show(html) {
    const held = this.#place.contains(document.activeElement) ? document.activeElement.dataset.place : null;
    this.#place.innerHTML = html;
    if (!held) return;
    const again = this.#place.querySelector(`[data-place="${CSS.escape(held)}"]`);
    (again ?? this.#box.querySelector("summary")).focus();
  }

  #tick({ checked, dataset: { step, fact, value } }) {
    this.#page.tick(this.#record().id, (record) => {
      if (fact) return { facts: checked ? { ...record.facts, [fact]: value } : without(record.facts, fact) };
      const others = record.done.filter((other) => other !== step);
      return { done: checked ? [...others, step] : others };
    });
  }
}

function without(facts, fact) {
  return Object.fromEntries(Object.entries(facts).filter(([id]) => id !== fact));
}
