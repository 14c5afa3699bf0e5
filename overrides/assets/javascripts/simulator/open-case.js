// The case that is open: what the form and the ticks hold of it, and the address that follows them.

import { Address } from "./address.js";
import { fillFrom } from "./link.js";

export class OpenCase {
  #form;
  #say;
  #today;
  #later;
  #version;
  #usualCalendar;
  #address;
  #questions = null; // the facts that the last answer asks for; null until there is one for this problem
  #ticked = { problem: "", steps: [] }; // the steps ticked off, and of which problem
  #linkFacts = []; // the facts of the link, until an answer has used them

  /** `version` is that of the rules at hand; the `usualCalendar` is the one that an address need not name. */
  constructor({ form, say, today, later, version, usualCalendar }) {
    this.#form = form;
    this.#say = say;
    this.#today = today;
    this.#later = later;
    this.#version = version;
    this.#usualCalendar = usualCalendar;
    this.#address = new Address(version);
  }

  // --- what it holds ---

  /** Fill the form from what `readFragment` found. Returns sentences on all that has no place in it. */
  load(link) {
    this.#questions = null;
    const { facts, done, sentences } = fillFrom(link, this.#form, this.#say, this.#version);
    this.#today.renew();
    this.#form.today ||= this.#today.day;
    this.#linkFacts = facts;
    this.#address.open(link);
    this.#ticked = { problem: this.#form.problem, steps: done };
    return sentences;
  }

  /** The facts that show: those that can still change the answer, and those that a link got wrong. */
  get visible() {
    const { asked, askedFirst } = this.#form;
    const refused = (id) => this.#form.refused(id) !== undefined;
    if (this.#questions) return [...new Set([...this.#questions, ...asked.filter(refused)])];
    return asked.filter((id) => askedFirst.includes(id) || this.#form.value(id) !== undefined || refused(id));
  }

  /** An answer asks for these facts. Returns those of the link that it has no use for, once. */
  answered(questions) {
    this.#questions = questions;
    const unused = this.#linkFacts.filter((fact) => this.#form.asked.includes(fact) && !questions.includes(fact));
    this.#linkFacts = [];
    return unused;
  }

  /** Tick steps off, or take that back: `done` lists the ids of all that are ticked. */
  tick(done) {
    this.#ticked = { problem: this.#form.problem, steps: [...done] };
  }

  get #done() {
    return this.#ticked.problem === this.#form.problem ? this.#ticked.steps : [];
  }

  /** What an answer is asked with: `{platform, problem, facts, today, calendar, done, made_with}`. */
  get params() {
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
    };
  }

  // --- what becomes of it ---

  /** The reader has changed something: from here on the address names the rules at hand. */
  touched() {
    this.#address.touched();
  }

  /** Platform or problem were chosen. A `newPlace`, to come back to, is one with another problem. */
  moved({ newPlace }) {
    this.#questions = null;
    if (newPlace) this.#address.movedOn();
    this.write({ newPlace });
  }

  /** Make the case that ends here a place to come back to. */
  leaveBehind() {
    this.#address.leaveBehind();
  }

  /** The id under which this browser keeps the case; null while it does not. It stands in the address. */
  set savedAs(id) {
    this.#address.saved = id;
    this.write();
  }

  // --- the address ---

  /** The address of the answer for others: with its day, and without what only this browser knows. */
  get link() {
    return this.#addressFor({ usualToday: null, forOthers: true });
  }

  /** The address of the case for the reader's own calendar: it answers for the day on which it is opened. */
  get linkForAnyDay() {
    return this.#addressFor({ usualToday: this.#form.today });
  }

  #addressFor(kind) {
    return location.href.replace(location.hash, "") + this.#fragment(kind);
  }

  /** Whether a fragment says what the address is to say anyway. */
  isAt(fragment) {
    return fragment === this.#fragment();
  }

  #fragment({ usualToday = this.#today.day, forOthers = false } = {}) {
    const usual = { today: usualToday, calendar: this.#usualCalendar };
    const facts = this.#form.problem ? this.visible : this.#linkFacts;
    return this.#address.fragment(this.#form, facts, this.#done, usual, { forOthers });
  }

  /** Write the address now. */
  write({ newPlace = false } = {}) {
    // What still waits belongs to the place that is left.
    this.#later.flush();
    if (this.#address.write(this.#fragment(), { newPlace })) this.#form.showCopied(null);
  }

  /** Browsers take long to change an address: longer than an answer. */
  writeLater() {
    const fragment = this.#fragment();
    this.#later.do("address", () => this.#address.write(fragment) && this.#form.showCopied(null));
  }
}
