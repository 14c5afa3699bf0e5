// The page of the drills: choose a round, answer its cases one by one, see the result.

import { dayInChina } from "../simulator/dates.js";
import { wordsOf } from "../simulator/words.js";
import { EngineNotice } from "./engine-notice.js";
import { sentencesOn } from "./link.js";
import { recall, remember } from "./memory.js";
import { Progress } from "./progress.js";
import { Questions } from "./questions.js";
import { Result } from "./result.js";
import { entryId } from "./tally.js";
import { fragmentOf, readRound, SEEDS, wishAt } from "./wish.js";

export class Drills {
  #root;
  #engine;
  #lang;
  #version;
  #topics;
  #say;
  #setup;
  #case;
  #questions;
  #result;
  #progress;
  #notice;
  #leaving = new AbortController();

  #round = null; // the round under way; null while one is being chosen
  #answers = []; // the answers of the round, in the order of its cases
  #graded = []; // what the engine said of them
  #busy = 0; // counts the requests: an answer to an older one comes too late
  #again = null; // what to do once the engine has been started again

  constructor(root, engine) {
    this.#root = root;
    this.#engine = engine;
    this.#lang = root.dataset.lang;
    this.#version = root.dataset.version;
    this.#topics = JSON.parse(root.dataset.topics);
    this.#say = wordsOf(root.dataset.words);
    this.#setup = root.querySelector(".dr-setup");
    this.#case = root.querySelector(".dr-case");
    this.#questions = new Questions(root.querySelector(".dr-body"), this.#say);
    const shared = { topics: this.#topics, say: this.#say, lang: this.#lang, version: this.#version };
    this.#result = new Result(root, shared);
    this.#progress = new Progress(root, {
      ...shared,
      train: (topic) => this.#start({ topic, difficulty: 0 }),
      beginner: () => this.#offerEasy(),
      announce: (text) => this.#announce(text),
    });
    this.#notice = new EngineNotice(root, this.#say);
    this.#listen();
    engine.onState = (state) => this.#notice.show(state);
    engine.begin();
    this.#notice.show(engine.state);
    this.open(location.hash);
    root.dataset.mounted = "";
  }

  /** Let go: the page's elements are about to leave the document. */
  leave() {
    this.#leaving.abort();
    this.#busy += 1;
    this.#engine.onState = () => {};
  }

  /** Follow the address: to a round, or to the choice of one. */
  open(fragment) {
    const usual = { topic: "mixed", difficulty: 0, count: this.#counts[0], today: dayInChina(new Date()) };
    const link = readRound(fragment, this.#topics, this.#counts, usual);
    this.#fill(link.round);
    this.#warn(sentencesOn(link, this.#say, this.#version));
    if (link.round.seed === undefined) this.#choose();
    else this.#begin(link.round);
  }

  // --- choosing a round ---

  get #counts() {
    return [...this.#setup.elements.count].map(({ value }) => Number(value));
  }

  #fill({ topic, difficulty, count }) {
    this.#setup.elements.topic.value = topic;
    this.#setup.elements.difficulty.value = String(difficulty);
    this.#setup.elements.count.value = String(count);
    this.#offerLevels();
  }

  /** Only the difficulties that the topic has; the mixture of them always. */
  #offerLevels() {
    const { topic, difficulty } = this.#setup.elements;
    const { levels } = this.#topics[topic.value];
    for (const option of difficulty.options) option.disabled = option.value !== "0" && !levels.includes(Number(option.value));
    if (difficulty.selectedOptions[0]?.disabled !== false) difficulty.value = "0";
  }

  /** Who has practised nothing yet begins with what is easy, unless a link asks for something else. */
  #offerEasy() {
    const { difficulty } = this.#setup.elements;
    if (this.#round || location.hash || difficulty.value !== "0") return;
    difficulty.value = "1";
    this.#offerLevels();
  }

  #choose() {
    this.#busy += 1;
    this.#round = null;
    this.#setup.hidden = false;
    this.#case.hidden = true;
    this.#result.hide();
  }

  #start({ topic, difficulty, count = this.#counts[0] }) {
    const [random] = crypto.getRandomValues(new Uint32Array(1));
    const round = { seed: random % SEEDS, topic, difficulty, count, today: dayInChina(new Date()) };
    history.pushState(null, "", fragmentOf(round, this.#version));
    this.#warn([]);
    this.#fill(round);
    this.#begin(round);
  }

  // --- a round ---

  /** Begin a round, or go on with it where this tab has answered some of it already. */
  async #begin(round) {
    this.#round = round;
    this.#graded = [];
    this.#answers = [];
    this.#setup.hidden = true;
    this.#result.hide();
    this.#case.hidden = true;
    this.#notice.receive();
    this.#root.querySelector(".dr-address").hidden = true;
    const kept = recall(this.#fragment).slice(0, round.count);
    for (const answers of kept) {
      const graded = await this.#ask("grade", { ...wishAt(round, this.#graded.length), answers }, () => this.#begin(round));
      if (!graded) return;
      this.#answers.push(answers);
      this.#graded.push(graded);
    }
    if (this.#graded.length < round.count) this.#next();
    else this.#finish();
  }

  get #fragment() {
    return fragmentOf(this.#round, this.#version);
  }

  async #next() {
    const place = this.#graded.length;
    const drill = await this.#ask("drill", wishAt(this.#round, place), () => this.#next());
    if (!drill) return;
    this.#questions.show(drill.html);
    const words = { n: place + 1, count: this.#round.count, level: this.#say(`drill.level.${drill.level}`) };
    const heading = this.#case.querySelector("h2");
    heading.textContent = this.#say("drill.script.case", words);
    this.#case.hidden = false;
    this.#case.querySelector(".dr-graded").hidden = true;
    this.#button("check").hidden = false;
    this.#button("stop").hidden = place === 0;
    this.#goTo(heading);
  }

  async #check() {
    const answers = this.#questions.read();
    if (!answers) return;
    const wish = wishAt(this.#round, this.#graded.length);
    const graded = await this.#ask("grade", { ...wish, answers }, () => this.#check());
    if (!graded) return;
    this.#graded.push(graded);
    this.#answers.push(answers);
    remember(this.#fragment, this.#answers);
    this.#questions.close();
    const { first, when, whole, problem } = graded;
    const marks = { first: first.mark, when: when.mark, whole };
    const entry = { id: entryId(wish, this.#version), day: dayInChina(new Date()), ...wish, problem, marks };
    this.#progress.add(entry);
    const last = this.#graded.length === this.#round.count;
    this.#button("check").hidden = true;
    this.#button("next").hidden = last;
    this.#button("finish").hidden = !last;
    this.#button("stop").hidden = last;
    const place = this.#case.querySelector(".dr-graded");
    place.hidden = false;
    place.querySelector(".dr-explanation").innerHTML = graded.html;
    const heading = place.querySelector("h3");
    heading.textContent = this.#say("drill.script.graded", { mark: this.#say(`drill.mark.${whole}`) });
    this.#goTo(heading);
  }

  #finish() {
    this.#busy += 1;
    this.#case.hidden = true;
    this.#result.show(this.#graded);
  }

  // --- the engine ---

  /** What the engine says; undefined where the page has gone on meanwhile, or where that failed, which is then said. */
  async #ask(method, params, again) {
    const number = ++this.#busy;
    const current = () => number === this.#busy && !this.#leaving.signal.aborted;
    this.#root.setAttribute("aria-busy", "true");
    try {
      const result = await this.#engine.call(method, { ...params, lang: this.#lang });
      return current() ? result : undefined;
    } catch (error) {
      if (current()) this.#refuse(error, again);
      return undefined;
    } finally {
      if (current()) this.#root.removeAttribute("aria-busy");
    }
  }

  #refuse(error, again) {
    this.#again = again;
    if (error.code === "fact" && error.fact === "date") {
      this.#questions.tell("when", error.message);
      this.#questions.focus("when");
    } else if (error.code === "fact") {
      this.#choose();
      this.#warn([error.message]);
    } else if (!["failed", "timeout", "stopped"].includes(error.code)) {
      this.#notice.show({ name: "failed", reason: "answer", message: error.message });
    } else if (error.code === "timeout") {
      again();
    }
  }

  // --- what the reader does ---

  #listen() {
    const { signal } = this.#leaving;
    this.#setup.addEventListener("submit", (event) => {
      event.preventDefault();
      const { topic, difficulty, count } = this.#setup.elements;
      this.#start({ topic: topic.value, difficulty: Number(difficulty.value), count: Number(count.value) });
    }, { signal });
    this.#setup.addEventListener("change", () => this.#offerLevels(), { signal });
    // The questions have no button of their own, so the browser would not submit them from every field.
    this.#case.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || !event.target.matches(".dr-form input")) return;
      event.preventDefault();
      if (!this.#button("check").hidden) this.#check();
    }, { signal });
    this.#case.addEventListener("submit", (event) => event.preventDefault(), { signal });
    this.#root.addEventListener("click", (event) => {
      this.#actions[event.target.closest("button")?.dataset.action]?.();
    }, { signal });
  }

  #actions = {
    check: () => this.#check(),
    next: () => this.#next(),
    finish: () => this.#finish(),
    stop: () => this.#finish(),
    copy: () => this.#copy(),
    new_round: () => {
      history.pushState(null, "", location.pathname + location.search);
      this.#choose();
      this.#goTo(this.#setup.querySelector("h2"));
    },
    try_again: () => {
      this.#engine.restart();
      const again = this.#again;
      this.#again = null;
      again?.();
    },
  };

  async #copy() {
    try {
      await navigator.clipboard.writeText(location.href);
      this.#announce(this.#say("drill.script.copied"));
    } catch {
      const place = this.#root.querySelector(".dr-address");
      place.hidden = false;
      place.querySelector("input").value = location.href;
      place.querySelector("input").select();
    }
  }

  #button(action) {
    return this.#case.querySelector(`[data-action=${action}]`);
  }

  /** Say something to those who hear the page, and show it for those who see it. */
  #announce(text) {
    this.#root.querySelector(".sim-live").textContent = text;
  }

  #warn(sentences) {
    const notice = this.#root.querySelector(".dr-notice");
    const items = sentences.map((sentence) => {
      const item = document.createElement("li");
      item.textContent = sentence;
      return item;
    });
    notice.querySelector("ul").replaceChildren(...items);
    notice.hidden = !items.length;
  }

  #goTo(heading) {
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  }
}
