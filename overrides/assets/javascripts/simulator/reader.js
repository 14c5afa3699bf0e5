// What the reader does on the page: in the form, with its buttons, and by leaving it open over midnight.

import { asTimeGoes } from "../as-time-goes.js";

export class Reader {
  #form;
  #answer;
  #notice;
  #today;
  #case;
  #say;
  #page;

  /**
   * `page` does what follows for all of its parts: `changed()`, `found()` when a problem was, `startAgain()` and
   * `tryAgain()`. Once `signal` is given, nothing is heard any more.
   */
  constructor(root, { form, answer, notice, today, openCase }, say, page, signal) {
    this.#form = form;
    this.#answer = answer;
    this.#notice = notice;
    this.#today = today;
    this.#case = openCase;
    this.#say = say;
    this.#page = page;
    const on = (target, type, act) => target.addEventListener(type, act, { signal });
    const { element } = form;
    on(element, "submit", (event) => event.preventDefault());
    on(element, "input", (event) => this.#input(event.target));
    on(element, "focusout", (event) => ["date", "number"].includes(event.target.type) && page.changed());
    on(root, "click", (event) => this.#click(event.target.closest("button")));
    on(document, "problemfound", (event) => this.#take(event));
    asTimeGoes(() => today.moveOn() && page.changed(), signal);
  }

  #input(control) {
    const id = control.closest("[data-field]")?.dataset.field;
    if (!id) return;
    this.#form.touched(id);
    this.#form.refresh();
    this.#case.touched();
    if (id === "problem" || id === "platform") {
      const before = this.#form.problem;
      if (id === "problem") this.#form.followProblem();
      else this.#form.fitProblems();
      this.#today.moveOn();
      this.#case.moved({ newPlace: id === "problem" || before !== this.#form.problem });
    }
    this.#page.changed();
  }

  /** The guided questions have found the problem: fill it in, keep all else, and go on with its first question. */
  #take(event) {
    event.preventDefault();
    const { platform, problem } = event.detail;
    this.#form.choose(platform, problem);
    this.#today.moveOn();
    this.#case.moved({ newPlace: true });
    this.#page.found();
  }

  #click(button) {
    if (button?.classList.contains("sim-clear")) {
      this.#form.clear(button.closest("[data-field]").dataset.field);
      this.#input(button);
    } else {
      this.#actions[button?.dataset.action]?.();
    }
  }

  #actions = {
    see_answer: () => this.#answer.focus(),
    copy_link: () => this.#copyLink(),
    link_close: () => {
      this.#notice.show([]);
      this.#form.focusStart();
    },
    start_again: () => this.#page.startAgain(),
    today_reset: () => {
      this.#form.element.elements.today.focus();
      this.#useToday();
    },
    use_today: () => {
      this.#answer.focus();
      this.#useToday();
    },
    try_again: () => this.#page.tryAgain(),
  };

  #useToday() {
    this.#form.today = this.#today.day;
    this.#input(this.#form.element.elements.today);
  }

  async #copyLink() {
    const { link } = this.#case;
    try {
      await navigator.clipboard.writeText(link);
      this.#form.showCopied(this.#say("form.copied"));
      this.#answer.announce(this.#say("form.copied"));
    } catch {
      this.#form.showAddress(link);
    }
  }
}
