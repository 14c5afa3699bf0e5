// The guided questions: one at a time, with the way that led there above it.

import { wordsOf } from "./words.js";

/**
 * The answers given so far, in their order, each as `{question, option}`.
 *
 * `questions` maps the id of a question to its options, each `{question}` or `{problem}`; the first of them opens.
 */
export class Trail {
  answers = [];

  #questions;
  #first;

  constructor(questions) {
    this.#questions = questions;
    [this.#first] = questions.keys();
  }

  /** The question to ask now; undefined once a problem is found. */
  get question() {
    return this.answers.length ? this.#last.question : this.#first;
  }

  /** The problem found; undefined until then. */
  get problem() {
    return this.#last?.problem;
  }

  get #last() {
    const given = this.answers.at(-1);
    return given && this.#questions.get(given.question)[given.option];
  }

  /** Answer the question at hand by the number of the option. */
  answer(option) {
    this.answers.push({ question: this.question, option });
  }

  /** Ask a question again, by its place on the way; what came after it is forgotten. */
  change(place) {
    this.answers.length = place;
  }
}

/** The questions below `root`, as the renderer wrote them. */
export class Triage {
  #root;
  #say;
  #trail;
  #sections = new Map(); // question → its section
  #end;

  constructor(root) {
    this.#root = root;
    this.#say = wordsOf(root.dataset.words);
    this.#end = root.querySelector(".tri-end");
    for (const section of root.querySelectorAll(".tri-question")) this.#sections.set(section.dataset.question, section);
    const led = ({ dataset }) => ({ question: dataset.leads, problem: dataset.problem });
    const options = ([id, section]) => [id, [...section.querySelectorAll("li")].map(led)];
    this.#trail = new Trail(new Map([...this.#sections].map(options)));
    for (const answer of root.querySelectorAll(".tri-answer")) answer.replaceWith(buttonFor(answer));
    root.addEventListener("click", (event) => this.#click(event));
    this.#show();
    root.dataset.mounted = "";
  }

  #click(event) {
    const link = event.target.closest("a.tri-open");
    const button = event.target.closest("button");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) this.#offer(event);
    if (!button) return;
    if (button.classList.contains("tri-answer")) {
      const item = button.closest("li");
      this.#trail.answer([...item.parentElement.children].indexOf(item));
    } else if (button.dataset.act === "back") {
      this.#trail.change(this.#trail.answers.length - 1);
    } else if (button.dataset.act === "restart") {
      this.#trail.change(0);
    } else {
      this.#trail.change([...this.#root.querySelectorAll(".tri-trail button")].indexOf(button));
    }
    this.#show();
    this.#root.querySelector(".tri-text:not([hidden] *, [hidden])").focus();
  }

  /** A simulator on the same page takes the problem in place; elsewhere the link leads there. */
  #offer(event) {
    const { platform, problem } = this.#found().dataset;
    const offered = new CustomEvent("problemfound", { cancelable: true, detail: { platform, problem } });
    if (document.dispatchEvent(offered)) return;
    event.preventDefault();
    event.stopPropagation();
    const fold = this.#root.closest("details");
    if (fold) fold.open = false;
    document.activeElement.scrollIntoView({ block: "nearest" });
  }

  /** The option that the last answer chose. */
  #found() {
    const { question, option } = this.#trail.answers.at(-1);
    return this.#option(question, option);
  }

  #option(question, option) {
    return this.#sections.get(question).querySelectorAll("li")[option];
  }

  #show() {
    const { answers, question, problem } = this.#trail;
    for (const [id, section] of this.#sections) section.hidden = id !== question;
    const trail = this.#root.querySelector(".tri-trail");
    trail.replaceChildren(...answers.map((answer) => this.#given(answer)));
    trail.hidden = this.#root.querySelector(".tri-actions").hidden = !answers.length;
    this.#end.querySelector(".tri-text").hidden = this.#end.querySelector(".tri-found").hidden = !problem;
    this.#end.querySelector(".tri-result").textContent = problem ? this.#found().dataset.result : "";
    if (problem) this.#tell(this.#found());
  }

  #tell(found) {
    this.#end.querySelector(".tri-summary").textContent = found.dataset.summary;
    for (const kind of [".tri-open", ".tri-read"]) {
      this.#end.querySelector(kind).href = found.querySelector(kind).getAttribute("href");
    }
  }

  /** An answer on the way, with the button that takes it back. */
  #given({ question, option }) {
    const asked = this.#sections.get(question).querySelector(".tri-text").textContent;
    const [item, text, answer, change] = ["li", "span", "strong", "button"].map((tag) => document.createElement(tag));
    text.textContent = asked;
    answer.textContent = this.#option(question, option).querySelector(".tri-answer").textContent;
    change.type = "button";
    change.className = "sim-button";
    change.textContent = this.#say("triage.script.change");
    change.setAttribute("aria-label", this.#say("triage.script.change_of", { question: asked }));
    item.append(text, " ", answer, " ", change);
    return item;
  }
}

/** A button in place of an answer's link or label: it changes what shows, and leads to no other address. */
function buttonFor(answer) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tri-answer";
  button.textContent = answer.textContent;
  return button;
}
