// The simulator's page: the address gives the facts, the facts give the address and the answer.

import { Address } from "./address.js";
import { Answer } from "./answer.js";
import { Asking } from "./asking.js";
import { Form } from "./form.js";
import { readFragment } from "./fragment.js";
import { Later } from "./later.js";
import { fillFrom, linkOf } from "./link.js";
import { Notice } from "./notice.js";
import { Pace } from "./pace.js";
import { hide } from "./sparing.js";
import { Today } from "./today.js";
import { wordsOf } from "./words.js";

export class Page {
  #root;
  #lang;
  #version;
  #usualCalendar;
  #engine;
  #asking;
  #address;
  #say;
  #form;
  #answer;
  #notice;
  #leaving = new AbortController();

  #today;
  #questions = null; // the facts that the last answer asks for; null until there is one for this problem
  #ticked = { problem: "", steps: [] }; // the steps ticked off, and of which problem
  #linkFacts = []; // the facts of the link, until an answer has used them
  #later = new Later();
  #pace = new Pace(() => this.#ask());
  #quiet = false; // what was given last is told by whoever gave it, and changes nothing in the answer

  constructor(root, engine) {
    this.#lang = root.dataset.lang;
    this.#version = root.dataset.version;
    this.#usualCalendar = root.dataset.calendar;
    this.#engine = engine;
    this.#address = new Address(this.#version);
    this.#asking = new Asking(engine, {
      params: () => this.#params(),
      isOpen: () => !this.#leaving.signal.aborted,
      isSound: () => !this.#form.mistakes().size,
      show: (result, asked) => this.#show(result, asked),
      refuse: (error) => this.#refuse(error),
      again: () => this.#ask(),
    });
    this.#say = wordsOf(root.dataset.words);
    this.#form = new Form(root, this.#say);
    this.#answer = new Answer(root, this.#say);
    this.#notice = new Notice(root);
    this.#today = new Today(this.#form, this.#say, this.#lang);
    this.#root = root;
    this.#listen(root);
  }

  /** Open the case of the address, or the one that was being filled in before this script came. */
  begin() {
    const link = readFragment(location.hash);
    // Who was quicker than this script has chosen something already: it counts, unless the address says otherwise.
    if (link.values.size) this.#reload(link);
    else this.#load(link);
    this.#root.dataset.mounted = "";
    this.#engine.onState = (state) => this.#engineChanged(state);
    this.#engine.begin();
    this.#answer.showEngine(this.#engine.state);
  }

  /** Let go: the page's elements are about to leave the document. The engine stays for the next one. */
  leave() {
    this.#leaving.abort();
    this.#pace.leave();
    this.#later.leave();
    this.#engine.onState = () => {};
  }

  // --- for what works beside the form and the answer ---

  get say() {
    return this.#say;
  }

  get lang() {
    return this.#lang;
  }

  get version() {
    return this.#version;
  }

  /**
   * The case as the form holds it: `{platform, problem, facts, today, calendar, done, lang}`. `calendar` is null: an
   * answer counts by the platform's own, whatever other one it is `compared` with.
   */
  get case() {
    return this.#params();
  }

  /** The calendar that the deadlines are compared by, the platform's own where there is none. */
  get compared() {
    return this.#form.calendar;
  }

  /** The address of this answer for others: with its day, and without what only this browser knows. */
  get link() {
    return this.#addressFor(null);
  }

  /** The address of the case for others that answers for the day on which it is opened. */
  get linkForAnyDay() {
    return this.#addressFor(this.#form.today);
  }

  /** The id under which this browser keeps the case; null while it does not. It stands in the address. */
  set savedAs(id) {
    this.#address.saved = id;
    this.#writeAddress();
  }

  /** Tell the reader what an opened link says that no field can show. */
  notify(sentence) {
    this.#notice.add(sentence);
  }

  /** Take back what `notify` has said. */
  unnotify(sentence) {
    this.#notice.remove(sentence);
  }

  /** Ask the engine anything about a case; see `Engine.call`. */
  call(method, params) {
    return this.#engine.call(method, { lang: this.#lang, ...params });
  }

  /** Do after the next paint what the reader does not look at, see `Later.do`; the address is written by then. */
  later(name, act) {
    this.#later.do(name, act);
  }

  /** Say something to those who hear the page. */
  announce(text) {
    this.#answer.announce(text);
  }

  /** Answer a question as the reader would. An empty text takes the answer back. `quiet`: whoever gives it tells what came of it. */
  give(fact, value, { quiet = false } = {}) {
    this.#form.give(fact, value);
    this.#touched({ quiet });
  }

  /** Tick steps off, or take that back: `done` lists the ids of all that are ticked. */
  tick(done) {
    this.#ticked = { problem: this.#form.problem, steps: [...done] };
    this.#touched();
  }

  /**
   * Show another case: `{platform, problem, facts, today, calendar, done, rulebook, case}`, all but the first two may be
   * absent. `rulebook` is the version of the rules that it was last answered with, `case` the id under which this
   * browser keeps it. The one that ends here stays a place to come back to, unless the other is to `replace` it.
   */
  openCase(shown, { replace = false } = {}) {
    this.#later.flush();
    if (!replace) this.#address.leaveBehind();
    this.#reload(linkOf(shown));
  }

  #tell(type, detail) {
    this.#root.dispatchEvent(new CustomEvent(type, { detail }));
  }

  // --- the address ---

  /** Follow the address to another case. An anchor is no case: the address takes its own back. */
  open(fragment) {
    this.#later.forget();
    const link = readFragment(fragment);
    if (!link.isCase) this.#writeAddress();
    else if (fragment !== this.#fragment()) this.#reload(link);
  }

  #reload(link) {
    this.#later.forget();
    this.#form.reset();
    this.#load(link);
  }

  #load(link) {
    this.#form.today ||= this.#today.day;
    this.#questions = null;
    const { facts, done, sentences } = fillFrom(link, this.#form, this.#say, this.#version);
    this.#linkFacts = facts;
    this.#address.open(link);
    this.#ticked = { problem: this.#form.problem, steps: done };
    this.#notice.show(sentences);
    this.#showQuestions();
    this.#tell("caseshown", { link: Object.fromEntries(link.values) });
    this.#ask();
  }

  #addressFor(usualToday) {
    return location.href.replace(location.hash, "") + this.#fragment({ usualToday, forOthers: true });
  }

  #fragment({ usualToday = this.#today.day, forOthers = false } = {}) {
    const usual = { today: usualToday, calendar: this.#usualCalendar };
    const facts = this.#form.problem ? this.#visible() : this.#linkFacts;
    return this.#address.fragment(this.#form, facts, this.#done, usual, { forOthers });
  }

  #writeAddress({ newPlace = false } = {}) {
    // What still waits belongs to the place that is left.
    this.#later.flush();
    if (this.#address.write(this.#fragment(), { newPlace })) this.#form.showCopied(null);
  }

  /** Browsers take long to change an address: longer than an answer. */
  #writeAddressLater() {
    const fragment = this.#fragment();
    this.#later.do("address", () => this.#address.write(fragment) && this.#form.showCopied(null));
  }

  // --- the facts ---

  /** The facts that show: those that can still change the answer, and those that a link got wrong. */
  #visible() {
    const { asked, askedFirst } = this.#form;
    const refused = (id) => this.#form.refused(id) !== undefined;
    if (this.#questions) return [...new Set([...this.#questions, ...asked.filter(refused)])];
    return asked.filter((id) => askedFirst.includes(id) || this.#form.value(id) !== undefined || refused(id));
  }

  /** Show the questions, those besides whose answers are `wrong`, and what follows from the values. */
  #showQuestions(wrong = []) {
    const shown = new Set([...this.#visible(), ...wrong.filter((id) => this.#form.isFact(id))]);
    this.#form.show([...shown]);
    hide(this.#form.button("copy_link"), !this.#form.problem);
    this.#today.show();
    const told = ["platform", "problem", ...shown, "today"];
    const facts = told.map((id) => [this.#form.label(id), this.#form.spoken(id, this.#lang)]);
    this.#answer.listFacts(facts.filter(([, value]) => value));
  }

  get #done() {
    return this.#ticked.problem === this.#form.problem ? this.#ticked.steps : [];
  }

  // --- asking ---

  /** The reader has changed something: from here on the address names the rules at hand. */
  #touched({ quiet = false } = {}) {
    this.#quiet = quiet;
    this.#address.touched();
    this.#changed();
  }

  #changed() {
    this.#pace.changed();
    this.#tell("casechanged");
  }

  #ask() {
    const form = this.#form;
    this.#asking.forget();
    if ([...form.asked, "today"].some((id) => form.isTyping(id))) return;
    const mistakes = form.mistakes();
    if (form.today === "" && !mistakes.has("today")) form.today = this.#today.day;
    const answerable = !mistakes.size && form.problem && this.#engine.state.name === "ready";
    // First the question, then what can be done while the worker thinks.
    if (answerable) this.#asking.ask();
    this.#writeAddressLater();
    if (mistakes.size) this.#correct(mistakes);
    else if (!answerable) this.#showWithout();
  }

  #params() {
    const form = this.#form;
    const facts = form.asked.map((id) => [id, form.value(id)]).filter(([, value]) => value !== undefined);
    return {
      platform: form.platform,
      problem: form.problem,
      facts: Object.fromEntries(facts),
      today: form.today,
      calendar: null,
      done: this.#done,
      made_with: this.#address.madeWith,
      lang: this.#lang,
    };
  }

  // --- what there is to see ---

  #show(result, asked) {
    const { questions, html, announcement } = result;
    this.#questions = questions;
    for (const id of this.#linkFacts.filter((fact) => this.#form.asked.includes(fact) && !questions.includes(fact))) {
      const words = { label: this.#form.label(id), value: this.#form.spoken(id, this.#lang) };
      this.#notice.add(this.#say("form.link_unused", words));
    }
    this.#linkFacts = [];
    this.#form.showErrors(new Map());
    this.#showQuestions();
    this.#writeAddressLater();
    this.#answer.showEngine(this.#engine.state);
    this.#answer.showParts(html);
    if (!this.#quiet) this.#answer.announce(announcement);
    this.#quiet = false;
    hide(this.#form.button("see_answer"), false);
    this.#tell("answershown", { case: asked, result });
    this.#later.afterPaint();
  }

  #refuse(error) {
    if (error.code === "fact") {
      this.#correct(new Map([[error.fact, error.message]]));
      return;
    }
    // The engine tells of its own failures; anything else is a mistake of ours.
    const ours = !["failed", "timeout", "stopped"].includes(error.code);
    this.#showWithout({ failed: ours });
    if (ours) this.#answer.showEngine({ name: "failed", reason: "answer", message: error.message });
  }

  /** Mark what is wrong. A mistake that belongs to no field is told in the place of the answer. */
  #correct(mistakes) {
    const wrong = [...mistakes.keys()];
    this.#form.showErrors(mistakes);
    this.#showQuestions(wrong);
    const fields = wrong.filter((id) => this.#form.hasField(id)).map((id) => this.#form.label(id));
    const homeless = wrong.filter((id) => !this.#form.hasField(id)).map((id) => mistakes.get(id));
    const key = fields.length === 1 ? "sim.correct_one" : "sim.correct_many";
    const named = fields.map((label) => this.#say("sim.field", { label })).join(", ");
    const sentences = fields.length ? [this.#say(key, { fields: named })] : [];
    this.#answer.showCorrect([...sentences, ...homeless].join(" "));
    hide(this.#form.button("see_answer"));
    this.#tell("answergone");
  }

  /** What there is to read while there is no answer. */
  #showWithout({ failed = this.#engine.state.name === "failed" } = {}) {
    const { platform, problem } = this.#form;
    this.#form.showErrors(new Map());
    this.#showQuestions();
    if (problem || failed) this.#answer.showStatic(platform, problem, { failed });
    else this.#answer.showHint();
    hide(this.#form.button("see_answer"), !problem);
    this.#tell("answergone");
  }

  #engineChanged(state) {
    this.#answer.showEngine(state);
    if (state.name === "ready" || state.name === "failed") this.#ask();
  }

  // --- what the reader does ---

  #listen(root) {
    const { signal } = this.#leaving;
    const on = (target, type, act) => target.addEventListener(type, act, { signal });
    const form = this.#form.element;
    on(form, "submit", (event) => event.preventDefault());
    on(form, "input", (event) => this.#input(event.target));
    on(form, "focusout", (event) => ["date", "number"].includes(event.target.type) && this.#changed());
    on(root, "click", (event) => this.#click(event.target.closest("button")));
    on(document, "problemfound", (event) => this.#take(event));
    on(document, "visibilitychange", () => document.hidden || (this.#today.moveOn() && this.#changed()));
  }

  #input(control) {
    const id = control.closest("[data-field]")?.dataset.field;
    if (!id) return;
    this.#form.touched(id);
    this.#form.refresh();
    this.#address.touched();
    if (id === "problem" || id === "platform") {
      const before = this.#form.problem;
      if (id === "problem") this.#form.followProblem();
      else this.#form.fitProblems();
      this.#questions = null;
      const newPlace = id === "problem" || before !== this.#form.problem;
      if (newPlace) this.#address.movedOn();
      this.#writeAddress({ newPlace });
    }
    this.#changed();
  }

  /** The guided questions have found the problem: fill it in, keep all else, and go on with its first question. */
  #take(event) {
    event.preventDefault();
    const { platform, problem } = event.detail;
    this.#form.choose(platform, problem);
    this.#address.movedOn();
    this.#questions = null;
    this.#writeAddress({ newPlace: true });
    this.#showQuestions();
    this.#form.focusQuestion();
    this.#ask();
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
    start_again: () => {
      this.#address.leaveBehind();
      this.#reload(readFragment(""));
      this.#answer.announce(this.#say("form.started_again"));
      this.#form.focusStart();
    },
    today_reset: () => {
      this.#form.today = this.#today.day;
      this.#form.element.elements.today.focus();
      this.#input(this.#form.element.elements.today);
    },
    try_again: () => {
      this.#engine.restart();
      this.#answer.focus();
    },
  };

  async #copyLink() {
    try {
      await navigator.clipboard.writeText(this.link);
      this.#form.showCopied(this.#say("form.copied"));
      this.#answer.announce(this.#say("form.copied"));
    } catch {
      this.#form.showAddress(this.link);
    }
  }
}
