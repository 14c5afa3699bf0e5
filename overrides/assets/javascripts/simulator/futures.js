// Open futures: choosing one makes what it supposes a fact of the case, and can be taken back.

/**
 * Hears the buttons that the renderer puts into an answer: `data-choose` holds the facts to set, `data-then` the date
 * to enter next, `data-ask` a question to go to. Other companions set facts by the event `givefacts` on the root, with
 * `{facts, said, then}`.
 */
export class Futures {
  #root;
  #page;
  #place;
  #leaving = new AbortController();
  #given = null; // the facts set last: {problem, facts, before, said}
  #afterwards = null; // what to do when the answer to a change is there: (result) => the sentence to say

  constructor(root, page) {
    this.#root = root;
    this.#page = page;
    this.#place = root.querySelector(".sim-chosen");
    const on = (type, act) => root.addEventListener(type, act, { signal: this.#leaving.signal });
    on("click", (event) => this.#click(event.target.closest("button")));
    on("givefacts", (event) => this.#give(event.detail));
    on("answershown", (event) => this.#answered(event.detail));
    on("answergone", () => this.#stale());
    on("caseshown", () => this.#forget());
  }

  leave() {
    this.#leaving.abort();
  }

  #click(button) {
    if (!button) return;
    const { choose, then, set, ask, action } = button.dataset;
    if (choose) this.#give({ facts: JSON.parse(choose), said: set, then });
    else if (ask) this.#goTo(this.#question(ask));
    else if (action === "take_back") this.#takeBack();
  }

  #give({ facts, said, then }) {
    const held = this.#held(this.#page.case);
    const before = Object.fromEntries(Object.keys(facts).map((id) => [id, held[id] ?? ""]));
    const { problem } = this.#page.case;
    this.#given = { problem, facts, before, said };
    this.#set(facts);
    this.#afterwards = () => {
      this.#place.querySelector(".sim-chosen-text").textContent = this.#page.say("future.given", { answers: said });
      this.#place.hidden = false;
      const question = then ? this.#question(then) : null;
      this.#goTo(question ?? this.#title);
      const enter = question ? [this.#page.say("future.enter", { question: labelOf(question) })] : [];
      return [this.#page.say("future.given", { answers: said }), ...enter].join(". ");
    };
  }

  #takeBack() {
    const { facts, before, said } = this.#given;
    this.#forget();
    this.#set(before);
    this.#afterwards = () => {
      const again = [...this.#root.querySelectorAll("[data-part=steps] [data-choose]")];
      const chosen = again.find(({ dataset }) => same(JSON.parse(dataset.choose), facts));
      this.#goTo(chosen ?? this.#title);
      return this.#page.say("future.taken_back", { answers: said });
    };
  }

  /** What each field of the form holds. */
  #held({ facts, today, calendar }) {
    return { ...facts, today, calendar: calendar ?? this.#root.dataset.calendar };
  }

  #set(facts) {
    for (const [id, value] of Object.entries(facts)) this.#page.give(id, String(value));
  }

  #answered({ case: asked, result }) {
    if (this.#afterwards) {
      const said = this.#afterwards(result);
      this.#afterwards = null;
      // One sentence for the change and what follows from it: two would cut each other off.
      this.#page.announce(`${said}. ${result.announcement}`);
    }
    const given = this.#given;
    const held = this.#held(asked);
    const holds = ([id, value]) => String(held[id] ?? "") === String(value);
    if (given && !(asked.problem === given.problem && Object.entries(given.facts).every(holds))) this.#forget();
  }

  /** No answer came: what was to be said about it is not said about a later one. */
  #stale() {
    this.#afterwards = null;
  }

  #forget() {
    this.#given = null;
    this.#afterwards = null;
    this.#place.hidden = true;
  }

  get #title() {
    return this.#root.querySelector(".sim-answer-title");
  }

  /** The control of a question that shows; null when it does not. */
  #question(fact) {
    const field = this.#root.querySelector(`.sim-form [data-field="${CSS.escape(fact)}"]:not([hidden])`);
    return field?.querySelector("input:checked, input, select") ?? null;
  }

  #goTo(element) {
    if (!element) return;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: element === this.#title ? "start" : "center" });
  }
}

function labelOf(control) {
  return control.closest("[data-field]").querySelector("legend, label").firstChild.textContent.trim();
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
