// The rule lab: what is typed makes another rulebook, which is asked for the case that is looked at, and then for all others.

import { EngineNotice } from "../drills/engine-notice.js";
import { tellMissing } from "../offline/parts.js";
import { dayHere } from "../simulator/dates.js";
import { engineFor } from "../simulator/engines.js";
import { wordsOf } from "../simulator/words.js";
import { Cases } from "./cases.js";
import { Check } from "./check.js";
import { Form } from "./form.js";
import { Proposal } from "./proposal.js";
import { recordAt, rulesBeside } from "./rules.js";
import { Sample } from "./sample.js";

const PAUSE = 200; // ms without a key before the rules are asked
const AT_ONCE = 90; // worked cases in one request: what is typed meanwhile waits no longer than for these

export class Lab {
  #root;
  #draft;
  #engine;
  #say;
  #notice;
  #greets;
  #rules = null;
  #record = null; // which texts say the same in every language, once it was asked for
  #refused = false; // the rules came once, and were not those of the build
  #form = null;
  #sample = null;
  #cases = null;
  #check = null;
  #proposal = null;
  #changed = []; // the worked cases that change, of the last round
  #timer = null;
  #asking = false;
  #interrupted = false; // the engine failed before it had answered
  #wanted = false; // something has changed since the round under way began
  #leaving = new AbortController();

  /** `greets`: whether changes that were kept are news to the reader, who has been elsewhere. */
  constructor(root, draft, { greets }) {
    this.#greets = greets;
    this.#root = root;
    this.#draft = draft;
    this.#say = wordsOf(root.dataset.words);
    this.#engine = engineFor(root);
    this.#notice = new EngineNotice(root, (...said) => this.#say(...said));
    this.#engine.onState = (state) => this.#entered(state);
    this.#engine.begin();
    this.#notice.show(this.#engine.state);
    const { signal } = this.#leaving;
    root.addEventListener("click", ({ target }) => this.#click(target.closest("button")), { signal });
    root.addEventListener("click", (event) => jump(event), { signal });
    this.#begin();
  }

  /** Let go: the page's elements are about to leave the document. */
  leave() {
    this.#leaving.abort();
    clearTimeout(this.#timer);
    this.#engine.onState = () => {};
  }

  // --- opening ---

  async #begin() {
    this.#fail("");
    try {
      this.#rules ??= await rulesBeside(this.#root.dataset.runtime, { again: this.#refused });
    } catch {
      this.#refused = true;
      const failed = this.#root.querySelector(".lab-failed");
      const [reason, button] = [".lab-reason", "button"].map((place) => failed.querySelector(place));
      const again = () => this.#goOn();
      this.#fail(await tellMissing(reason, button, { say: this.#say, missing: "lab.failed_rules", again }));
      return;
    }
    const { problem } = this.#root.dataset;
    const mine = this.#rules.cases.flatMap(({ request }, place) => (request.problem === problem ? [place] : []));
    const told = await this.#call("lab_form", { cases: mine.map((place) => this.#rules.cases[place]) });
    if (told) this.#show(told, mine);
  }

  #show({ form, actions, release, words, fields, samples, begin }, mine) {
    const { signal } = this.#leaving;
    const say = (this.#say = wordsOf(words));
    this.#place("form").innerHTML = form;
    this.#place("actions").innerHTML = actions;
    const kept = [...this.#draft.edits].filter(([id, { was }]) => Object.hasOwn(fields, id) && fields[id] === was);
    this.#form = new Form(this.#root.querySelector(".lab-form"), this.#place("actions"), {
      say,
      fields,
      edits: kept.map(([id, { now }]) => [id, now]),
      onChange: () => this.#edited(),
      signal,
    });
    this.#sample = new Sample(this.#root.querySelector(".lab-sample"), {
      say,
      cases: this.#rules.cases,
      mine,
      titles: samples,
      chosen: mine.includes(this.#draft.sample) ? this.#draft.sample : mine[begin],
      onChoose: () => this.#chosen(),
      signal,
    });
    this.#cases = new Cases(this.#root.querySelector(".lab-cases"), {
      say,
      brief: this.#root.querySelector(".lab-brief"),
      problem: this.#root.dataset.problem,
      all: this.#rules.cases.length,
    });
    this.#check = new Check(this.#root.querySelector(".lab-cases"), say);
    this.#proposal = new Proposal(this.#root.querySelector(".lab-propose"), {
      say,
      release,
      told: this.#draft.told,
      ask: (told, confirmed) => this.#proposed(told, confirmed),
      onTold: (told) => this.#keep({ told }),
      signal,
    });
    this.#greet(this.#draft.edits.size, kept.length);
    this.#root.querySelector(".lab-body").hidden = false;
    this.#round();
  }

  /** What was changed before is here again, or as much of it as still fits. */
  #greet(before, kept) {
    if (!before || !this.#greets) return;
    this.#tell(kept === before ? this.#say("lab.restored") : this.#say("lab.restored_in_part", { n: before - kept }));
  }

  #entered(state) {
    this.#notice.show(state);
    if (state.name !== "ready" || !this.#interrupted) return;
    this.#interrupted = false;
    this.#goOn();
  }

  #goOn() {
    if (this.#form) this.#round();
    else this.#begin();
  }

  // --- what the reader does ---

  #edited() {
    this.#tell("");
    this.#keep({ edits: this.#form.changes });
    this.#proposal.unconfirm();
    this.#wanted = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#round(), PAUSE);
  }

  #chosen() {
    this.#keep({ sample: this.#sample.number });
    this.#wanted = true;
    this.#round();
  }

  #keep(changes) {
    this.#draft.keep(changes);
    if (!this.#draft.isKept) this.#tell(this.#say("lab.not_kept"));
  }

  #click(button) {
    if (button?.dataset.action === "again") {
      this.#goOn();
    } else if (button?.dataset.action === "try_again") {
      this.#engine.restart();
    } else if (button?.dataset.look !== undefined) {
      this.#sample.choose(Number(button.dataset.look), button.closest("li").querySelector("h4").textContent);
      this.#chosen();
    }
  }

  // --- asking the rules ---

  /** Ask for all that follows from what is typed; once more where something was typed meanwhile. */
  async #round() {
    if (this.#asking) return;
    this.#asking = true;
    do {
      this.#wanted = false;
      await this.#askAll();
    } while (this.#wanted && !this.#leaving.signal.aborted);
    this.#asking = false;
  }

  async #askAll() {
    const edits = Object.fromEntries(this.#form.edits);
    const { root } = this.#root.dataset;
    const answer = await this.#call("lab_answer", { edits, case: this.#sample.request, root });
    if (!answer) return;
    this.#showAnswer(answer);
    if (answer.mistakes.length || this.#wanted) return;
    const changed = this.#form.edits.size ? await this.#askCases(edits) : [];
    if (!changed) return;
    this.#changed = changed;
    if (this.#form.edits.size) this.#cases.show(changed);
    else this.#cases.showIdle();
    this.#proposal.show(this.#form.edits.size ? "ready" : "nothing");
    if (this.#form.edits.size) await this.#askCheck(edits);
    else this.#check.showIdle();
  }

  /** What the check says, problem by problem, that of the page first; given up where something is typed meanwhile. */
  async #askCheck(edits) {
    const { problem } = this.#root.dataset;
    const parts = [{ of: problem }, {}, ...this.#problems.filter((id) => id !== problem).map((of) => ({ of }))];
    const found = [];
    for (const [number, part] of parts.entries()) {
      this.#check.showProgress(number, parts.length);
      const said = await this.#call("lab_check", { edits, ...part });
      if (!said || this.#wanted) return;
      found.push(said.html);
    }
    this.#check.show(found);
  }

  /** Those of which there is a worked case: every one. */
  get #problems() {
    return [...new Set(this.#rules.cases.map(({ request }) => request.problem))];
  }

  #showAnswer(answer) {
    const { mistakes } = answer;
    this.#form.showMistakes(mistakes);
    const key = mistakes.length === 1 ? "lab.mistake.count_one" : "lab.mistake.count_many";
    const stale = mistakes.length ? this.#say(key, { n: mistakes.length }) : "";
    this.#sample.showStale(stale);
    const aloud = mistakes.length ? [stale, ...mistakes.map(({ message }) => message)].join(" ") : answer.announcement;
    this.#root.querySelector(".sim-live").textContent = aloud ?? "";
    if (mistakes.length) {
      this.#cases.showNone();
      this.#check.showNone();
      this.#proposal.show("mistakes");
    } else if (answer.parts) {
      this.#sample.show(answer);
    }
  }

  /** The worked cases that change; undefined where something was typed meanwhile. */
  async #askCases(edits) {
    const { cases } = this.#rules;
    const changed = [];
    for (let first = 0; first < cases.length; first += AT_ONCE) {
      this.#cases.showProgress(first);
      const found = await this.#call("lab_cases", { edits, cases: cases.slice(first, first + AT_ONCE), first });
      if (!found || this.#wanted) return undefined;
      changed.push(...found.changed);
    }
    return changed;
  }

  async #proposed(told, confirmed) {
    const problems = [...new Set(this.#changed.map(({ problem }) => problem))];
    const edits = Object.fromEntries(this.#form.edits);
    const { forge, root } = this.#root.dataset;
    if (confirmed) this.#record ??= await recordAt(`${root}../translations.toml`);
    const record = confirmed ? this.#record : "";
    const today = dayHere(new Date());
    const { cases, written } = this.#rules;
    return this.#call("lab_proposal", { edits, told, record, problems, forge, today, cases, written });
  }

  /** What the rules say; undefined where the page has gone, or where that failed, which is then said. */
  async #call(method, params) {
    const { lang, problem } = this.#root.dataset;
    const whole = { files: this.#rules.files, problem, lang, ...params };
    try {
      this.#fail("");
      const result = await this.#engine.call(method, whole);
      return this.#leaving.signal.aborted ? undefined : result;
    } catch (error) {
      if (this.#leaving.signal.aborted) return undefined;
      if (error.code === "timeout") return this.#call(method, params);
      // That the engine has failed says the engine's own notice; once it is back, it is asked again.
      this.#interrupted = ["failed", "stopped"].includes(error.code);
      if (!this.#interrupted) this.#fail(`${this.#say("lab.failed_call")} ${error.message}`);
      return undefined;
    }
  }

  #fail(text) {
    const failed = this.#root.querySelector(".lab-failed");
    if (!text && failed.contains(document.activeElement)) this.#root.querySelector("summary").focus();
    failed.hidden = !text;
    failed.querySelector(".lab-reason").textContent = text;
    if (text) this.#root.querySelector(".sim-live").textContent = text;
  }

  #tell(text) {
    const notice = this.#root.querySelector(".lab-notice");
    notice.textContent = text;
    notice.hidden = !text;
  }

  #place(name) {
    return this.#root.querySelector(`[data-place="${name}"]`);
  }
}

/** Go to a part of the lab. Material would fetch the page again for the first link to a place on it. */
function jump(event) {
  const link = event.target.closest("a.lab-jump");
  if (!link) return;
  event.preventDefault();
  event.stopPropagation();
  document.querySelector(link.hash).focus();
}
