// What there is to see of the case that is open: its questions, and in the place of the answer what there is instead.

import { remedyOf } from "./client.js";
import { Overdue } from "./overdue.js";
import { hide, write } from "./sparing.js";
import { Trouble } from "./trouble.js";

export class View {
  #form;
  #answer;
  #notice;
  #today;
  #case;
  #say;
  #lang;
  #root;
  #overdue;
  #trouble;

  constructor(root, { form, answer, notice, today, openCase }, say, lang) {
    this.#form = form;
    this.#answer = answer;
    this.#notice = notice;
    this.#today = today;
    this.#case = openCase;
    this.#say = say;
    this.#lang = lang;
    this.#root = root;
    this.#overdue = new Overdue(root.querySelector(".sim-overdue"), (text) => answer.announce(text));
    this.#trouble = new Trouble(root);
  }

  /** Show how far the engine is, see `Engine.state`, and where it has failed, what helps. */
  engine(state) {
    this.#answer.showEngine(state);
    this.#trouble.show(state.name === "failed");
    write(this.#form.button("try_again"), this.#say(remedyOf(state)));
  }

  /** Show the questions, those besides whose answers are `wrong`, and what follows from the values. */
  questions(wrong = []) {
    const shown = new Set([...this.#case.visible, ...wrong.filter((id) => this.#form.isFact(id))]);
    this.#form.show([...shown]);
    hide(this.#form.button("copy_link"), !this.#form.problem);
    this.#today.show();
    const told = ["platform", "problem", ...shown, "today"];
    const facts = told.map((id) => [this.#form.label(id), this.#form.spoken(id, this.#lang)]);
    this.#answer.listFacts(facts.filter(([, value]) => value));
  }

  /** The rules were asked. Where an answer shows, it is that to what was filled in before. */
  asked() {
    if (this.#root.dataset.state === "answer") this.#overdue.asked();
  }

  leave() {
    this.#overdue.settled();
    this.#trouble.leave();
  }

  /** Show the answer as the rules have rendered it. `unused`: the facts of a link that it has no use for. */
  answered(html, unused) {
    this.#overdue.settled();
    for (const id of unused) {
      const words = { label: this.#form.label(id), value: this.#form.spoken(id, this.#lang) };
      this.#notice.add(this.#say("form.link_unused", words));
    }
    this.#form.showErrors(new Map());
    this.questions();
    this.#answer.showParts(html);
    hide(this.#form.button("see_answer"), false);
  }

  /** Mark what is wrong: field → sentence. A mistake that belongs to no field is told in the place of the answer. */
  correct(mistakes) {
    const leave = this.#leavingParts();
    this.#overdue.settled();
    const wrong = [...mistakes.keys()];
    this.#form.showErrors(mistakes);
    this.questions(wrong);
    const fields = wrong.filter((id) => this.#form.hasField(id)).map((id) => this.#form.label(id));
    const homeless = wrong.filter((id) => !this.#form.hasField(id)).map((id) => mistakes.get(id));
    const key = fields.length === 1 ? "sim.correct_one" : "sim.correct_many";
    const named = fields.map((label) => this.#say("sim.field", { label })).join(", ");
    const sentences = fields.length ? [this.#say(key, { fields: named })] : [];
    this.#answer.showCorrect([...sentences, ...homeless].join(" "));
    leave();
    hide(this.#form.button("see_answer"));
  }

  /** Show what there is to read while there is no answer, or where it has `failed`. */
  without({ failed }) {
    const leave = this.#leavingParts();
    this.#overdue.settled();
    const { platform, problem } = this.#form;
    this.#form.showErrors(new Map());
    this.questions();
    if (problem || failed) this.#answer.showStatic(platform, problem, { failed });
    else this.#answer.showHint();
    leave();
    hide(this.#form.button("see_answer"), !problem);
  }

  /** The answer is about to go; whoever is inside it is put at its title then, by what this returns. */
  #leavingParts() {
    const isInside = this.#root.querySelector(".sim-parts").contains(document.activeElement);
    return () => isInside && this.#answer.focus();
  }
}
