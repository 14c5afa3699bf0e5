// The two questions of a case: what is answered, and what is still missing.

import { isDay } from "../simulator/dates.js";

export class Questions {
  #body;
  #say;

  constructor(body, say) {
    this.#body = body;
    this.#say = say;
    // Whoever gives a date means that there is one.
    body.addEventListener("input", ({ target }) => {
      if (target.name === "date") this.#body.querySelector("[name=when][value=date]").checked = true;
      const question = target.closest("[data-question]")?.dataset.question;
      if (question) this.tell(question, "");
    });
  }

  /** Show a case: trusted markup, escaped by the renderer. */
  show(html) {
    this.#body.innerHTML = html;
  }

  /** The answers `{first, when}` as the engine wants them; null where something is missing, which is then said there. */
  read() {
    const chosen = (name) => this.#body.querySelector(`[name=${name}]:checked`)?.value;
    const [first, when] = [chosen("first"), chosen("when")];
    const date = this.#body.querySelector("[name=date]").value;
    const mistakes = {
      first: first === undefined ? "drill.script.missing_first" : "",
      when: when === undefined ? "drill.script.missing_when" : "",
    };
    if (when === "date" && !isDay(date)) mistakes.when = "drill.script.missing_date";
    const wrong = Object.keys(mistakes).filter((question) => mistakes[question]);
    for (const question of Object.keys(mistakes)) {
      this.tell(question, mistakes[question] && this.#say(mistakes[question]));
    }
    if (wrong.length) {
      this.focus(wrong[0]);
      return null;
    }
    return { first: Number(first), when: when === "date" ? date : "none" };
  }

  /** Say at a question what is wrong with its answer; nothing is wrong where `text` is empty. */
  tell(question, text) {
    const error = this.#body.querySelector(`#dr-${question}-error`);
    error.textContent = text;
    error.hidden = !text;
    const group = this.#body.querySelector(`[data-question=${question}]`);
    if (text) group.setAttribute("aria-invalid", "true");
    else group.removeAttribute("aria-invalid");
  }

  focus(question) {
    const group = this.#body.querySelector(`[data-question=${question}]`);
    const date = group.querySelector("[name=when][value=date]:checked") && group.querySelector("[name=date]");
    (date || group.querySelector("input")).focus();
  }

  /** What has been answered stays as it is, to be compared with the result. `answers` fills it in after a reload. */
  close(answers) {
    if (answers) this.#fill(answers);
    for (const control of this.#body.querySelectorAll("fieldset")) control.disabled = true;
  }

  #fill({ first, when }) {
    this.#body.querySelector(`[name=first][value="${Number(first)}"]`).checked = true;
    const kind = when === "none" ? "none" : "date";
    this.#body.querySelector(`[name=when][value=${kind}]`).checked = true;
    if (kind === "date") this.#body.querySelector("[name=date]").value = when;
  }
}
