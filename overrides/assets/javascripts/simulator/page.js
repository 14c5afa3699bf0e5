// The simulator's page: the address gives the facts, the facts give the address and the answer.

import { Answer } from "./answer.js";
import { Asking } from "./asking.js";
import { Form } from "./form.js";
import { readFragment } from "./fragment.js";
import { Later } from "./later.js";
import { linkOf } from "./link.js";
import { Notice } from "./notice.js";
import { OpenCase } from "./open-case.js";
import { Pace } from "./pace.js";
import { Reader } from "./reader.js";
import { Today } from "./today.js";
import { View } from "./view.js";
import { wordsOf } from "./words.js";

export class Page {
  #root;
  #lang;
  #version;
  #engine;
  #asking;
  #say;
  #form;
  #answer;
  #notice;
  #today;
  #case;
  #view;
  #leaving = new AbortController();
  #later = new Later();
  #pace = new Pace(() => this.#ask());
  #quiet = false; // what was given last is told by whoever gave it, and changes nothing in the answer

  constructor(root, engine) {
    this.#root = root;
    this.#lang = root.dataset.lang;
    this.#version = root.dataset.version;
    this.#engine = engine;
    this.#asking = new Asking(engine, {
      params: () => this.case,
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
    this.#today = new Today(root, this.#form, this.#say, this.#lang);
    this.#case = new OpenCase({
      form: this.#form,
      say: this.#say,
      today: this.#today,
      later: this.#later,
      version: this.#version,
      usualCalendar: root.dataset.calendar,
    });
    const parts = {
      form: this.#form,
      answer: this.#answer,
      notice: this.#notice,
      today: this.#today,
      openCase: this.#case,
    };
    this.#view = new View(root, parts, this.#say, this.#lang);
    new Reader(root, parts, this.#say, this.#acts, this.#leaving.signal);
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
    this.#view.engine(this.#engine.state);
  }

  /** Let go: the page's elements are about to leave the document. The engine stays for the next one. */
  leave() {
    this.#leaving.abort();
    this.#pace.leave();
    this.#view.leave();
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
   * The case as the form holds it: `{platform, problem, facts, today, calendar, done, made_with, lang}`. `calendar` is
   * null: an answer counts by the platform's own, whatever other one it is `compared` with.
   */
  get case() {
    return { ...this.#case.params, lang: this.#lang };
  }

  /** The calendar that the deadlines are compared by, the platform's own where there is none. */
  get compared() {
    return this.#form.calendar;
  }

  /** See `OpenCase.link`. */
  get link() {
    return this.#case.link;
  }

  /** See `OpenCase.linkForAnyDay`. */
  get linkForAnyDay() {
    return this.#case.linkForAnyDay;
  }

  /** The id under which this browser keeps the case; null while it does not. It stands in the address. */
  set savedAs(id) {
    this.#case.savedAs = id;
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

  /** Answer a question as the reader would; an empty text takes that back. `quiet`: whoever gives it tells the rest. */
  give(fact, value, { quiet = false } = {}) {
    this.#form.give(fact, value);
    this.#touched({ quiet });
  }

  /** Tick steps off, or take that back: `done` lists the ids of all that are ticked. */
  tick(done) {
    this.#case.tick(done);
    this.#touched();
  }

  /**
   * Show another case: `{platform, problem, facts, today, calendar, done, rulebook, case}`, all but the first two may
   * be absent. `rulebook` is the version of the rules that it was last answered with, `case` the id under which this
   * browser keeps it. The one that ends here stays a place to come back to, unless the other is to `replace` it.
   */
  openCase(shown, { replace = false } = {}) {
    this.#later.flush();
    if (!replace) this.#case.leaveBehind();
    this.#reload(linkOf(shown));
  }

  #tell(type, detail) {
    this.#root.dispatchEvent(new CustomEvent(type, { detail }));
  }

  // --- another case ---

  /** Follow the address to another case. An anchor is no case: the address takes its own back. */
  open(fragment) {
    this.#later.forget();
    const link = readFragment(fragment);
    if (!link.isCase) this.#case.write();
    else if (!this.#case.isAt(fragment)) this.#reload(link);
  }

  #reload(link) {
    this.#later.forget();
    this.#form.reset();
    this.#load(link);
  }

  #load(link) {
    this.#today.opened(link.values.get("today"));
    this.#notice.show(this.#case.load(link));
    this.#view.questions();
    this.#tell("caseshown", { link: Object.fromEntries(link.values) });
    this.#ask();
  }

  // --- asking ---

  #touched({ quiet = false } = {}) {
    this.#quiet = quiet;
    this.#case.touched();
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
    const answerable = !mistakes.size && form.problem;
    const { name } = this.#engine.state;
    // First the question, which may wait for Python, then what can be done while the worker thinks.
    if (answerable && name !== "failed") this.#asking.ask();
    if (answerable && name === "ready") this.#view.asked();
    this.#case.writeLater();
    this.#tell("caseasked");
    if (mistakes.size) this.#correct(mistakes);
    else if (!answerable || name !== "ready") this.#showWithout();
  }

  // --- what there is to see ---

  #show(result, asked) {
    const { questions, html, announcement } = result;
    const unused = this.#case.answered(questions);
    this.#case.writeLater();
    this.#view.engine(this.#engine.state);
    this.#view.answered(html, unused);
    if (!this.#quiet) this.#answer.announce([this.#today.news, announcement].filter(Boolean).join(" "));
    this.#quiet = false;
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
    this.#showWithout(ours ? { failed: true } : {});
    if (ours) this.#view.engine({ name: "failed", reason: "answer", message: error.message });
  }

  #correct(mistakes) {
    this.#view.correct(mistakes);
    this.#tell("answergone");
  }

  #showWithout({ failed = this.#engine.state.name === "failed" } = {}) {
    this.#view.without({ failed });
    this.#tell("answergone");
  }

  #engineChanged(state) {
    this.#view.engine(state);
    if (state.name === "ready" || state.name === "failed") this.#ask();
  }

  // --- what comes of what the reader does, see `Reader` ---

  #acts = {
    changed: () => this.#changed(),
    found: () => {
      this.#view.questions();
      this.#form.focusQuestion();
      this.#ask();
    },
    startAgain: () => {
      this.#case.leaveBehind();
      this.#reload(readFragment(""));
      this.#answer.announce(this.#say("form.started_again"));
      this.#form.focusStart();
    },
    tryAgain: () => {
      this.#engine.restart();
      this.#answer.focus();
    },
  };
}
