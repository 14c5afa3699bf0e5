// The worked cases whose result changes, as they are found.

export class Cases {
  #section;
  #brief;
  #say;
  #problem;
  #all;

  /**
   * `brief`: where the sum stands besides, always in sight; `problem`: the one of the page, which stands first and open;
   * `all`: how many worked cases there are.
   */
  constructor(section, { brief, say, problem, all }) {
    this.#section = section;
    this.#brief = brief;
    this.#say = say;
    this.#problem = problem;
    this.#all = all;
  }

  /** Nothing is changed, so nothing is asked. */
  showIdle() {
    this.#sum(this.#say("lab.cases.unchanged", { n: this.#all }), "");
    this.#place.replaceChildren();
  }

  /** Nothing is known while something cannot be so. */
  showNone() {
    this.#sum("");
    this.#place.replaceChildren();
  }

  /** How far the asking has come. */
  showProgress(asked) {
    this.#sum(this.#say("lab.cases.asking", { n: asked, all: this.#all }));
  }

  /** All that have changed: `[{number, problem, title, html}]`, trusted markup. */
  show(changed) {
    const n = changed.length;
    const key = n === 0 ? "none" : n === 1 ? "some_one" : "some_many";
    this.#sum(this.#say(`lab.cases.${key}`, n ? { n, all: this.#all } : { n: this.#all }));
    const open = new Set([...this.#place.querySelectorAll("details[open]")].map(nameOf));
    const groups = [...Map.groupBy(changed, ({ problem }) => problem)];
    groups.sort(([one], [other]) => (other === this.#problem) - (one === this.#problem));
    this.#place.replaceChildren(...groups.map(([problem, cases]) => this.#group(problem, cases, open)));
  }

  #group(problem, cases, open) {
    const fold = document.createElement("details");
    const summary = document.createElement("summary");
    const list = document.createElement("ul");
    fold.dataset.problem = problem;
    fold.className = "lab-changed";
    fold.open = problem === this.#problem || open.has(nameOf(fold));
    summary.textContent = this.#say("lab.cases.of_problem", { title: cases[0].title, n: cases.length });
    list.innerHTML = cases.map(({ html }) => html).join("");
    for (const one of list.querySelectorAll("details")) one.open = open.has(nameOf(one));
    fold.append(summary, list);
    return fold;
  }

  #sum(text, brief = text) {
    this.#section.querySelector(".lab-sum").textContent = text;
    this.#brief.textContent = brief;
  }

  get #place() {
    return this.#section.querySelector('[data-place="cases"]');
  }
}

/** What a fold is known by from one change to the next: its problem, or the case in it. */
function nameOf(fold) {
  return fold.dataset.problem ?? fold.querySelector("[data-look]").dataset.look;
}
