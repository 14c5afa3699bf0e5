// The message desk: blanks filled in once, the recipient's language, copying, and what was sent.

import { Copied, textOf } from "./copied.js";
import { dayInWords, isDay } from "./dates.js";
import { draft } from "./draft.js";
import { labelOf, sayWithAnswer } from "./fields.js";
import { copyOrSelect, emptyMarks, fillBlanks, placesOf, readBlanks } from "./messages.js";
import { followed } from "./sent.js";
import { hide, write } from "./sparing.js";
import { tickStep, writeFact } from "./steps.js";
import { storedIn } from "../untrusted.js";

const FIELDS = "input[data-blank], textarea[data-blank]";
const LANGUAGES = "playbook-recipients"; // in localStorage: recipient → language

export class Desk {
  #root;
  #page;
  #part = null;
  #moves = {}; // message → the fact that sending it writes
  #answered = null; // the case of the last answer
  #copied;
  #emptied = null; // what stood in the fields before they were emptied
  #leaving = new AbortController();

  constructor(root, page) {
    this.#root = root;
    this.#page = page;
    this.#copied = new Copied(page);
    const on = (target, type, act) => target.addEventListener(type, act, { signal: this.#leaving.signal });
    on(root, "partshown", ({ target }) => target.dataset.part === "messages" && this.#furnish(target));
    on(root, "input", ({ target }) => this.#typed(target));
    on(root, "change", ({ target }) => this.#changed(target));
    on(root, "click", ({ target }) => this.#click(target.closest("button")));
    on(root, "caseshown", () => {
      this.#emptied = null;
      this.#answered = null;
      this.#copied.forget(this.#part);
    });
    on(root, "answershown", ({ detail }) => this.#follow(detail.case));
    on(draft, "change", () => this.#refresh());
  }

  leave() {
    this.#leaving.abort();
  }

  /** The messages have changed: bring in what the reader has written. */
  #furnish(part) {
    this.#part = part;
    readBlanks(part);
    for (const { dataset } of part.querySelectorAll("[data-moves-fact]")) this.#moves[dataset.message] = dataset.movesFact;
    const languages = recipients();
    for (const select of part.querySelectorAll("[data-recipient]")) {
      const language = languages[select.dataset.recipient];
      if ([...select.options].some(({ value }) => value === language)) select.value = language;
      this.#arrange(select);
    }
    this.#refresh();
  }

  #refresh() {
    const part = this.#part;
    if (!part) return;
    for (const input of part.querySelectorAll(FIELDS)) {
      const text = draft.blank(input.dataset.blank);
      if (input.type === "date") this.#showDay(input, text);
      else if (input.value !== text) input.value = text;
      this.#showFull(input);
    }
    const clear = part.querySelector("[data-desk=clear]");
    if (clear) write(clear, this.#page.say(this.#emptied ? "desk.restore" : "desk.clear"));
    fillBlanks(part, (id, lang) => inLanguage(part, id, lang));
    this.#copied.refresh(part);
    for (const message of part.querySelectorAll("[data-message]")) this.#showSent(message);
    const before = part.querySelector(".pb-sent");
    if (before) hide(before, !before.querySelector("[data-message]:not([hidden])"));
  }

  /** A day in its field; of old, days were typed as texts, and one that still is such a text is said below. */
  #showDay(input, text) {
    const day = isDay(text) ? text : "";
    if (input.value !== day && !(input === document.activeElement && isHalfTyped(input))) input.value = day;
    const typed = input.parentElement.querySelector(".pb-desk__typed");
    write(typed, text && !day ? this.#page.say("desk.typed", { text }) : "");
    hide(typed, !typed.textContent);
  }

  /** A field that takes no more says so: the browser cuts off what is too long without a word. */
  #showFull({ parentElement, value, maxLength }) {
    const place = parentElement.querySelector(".pb-desk__full");
    if (place) write(place, value.length >= maxLength ? this.#page.say("desk.full", { n: maxLength }) : "");
  }

  /** The recipient's language stands open beside the reader's; the others follow in their own order. */
  #arrange({ dataset: { recipient }, value, options }) {
    const places = [...options].map((option) => option.value);
    for (const message of this.#part.querySelectorAll(`[data-to="${recipient}"]`)) {
      const [first, ...others] = message.querySelectorAll("[data-language]");
      const place = ({ dataset: { language } }) => (language === value ? -1 : places.indexOf(language));
      let last = first;
      for (const details of others.sort((one, other) => place(one) - place(other))) {
        if (last.nextElementSibling !== details) last.after(details);
        if (details.dataset.language === value && !details.open) details.open = true;
        last = details;
      }
    }
  }

  #typed(input) {
    const { blank } = input.dataset;
    // Half a date is no date yet, and empties nothing.
    if (!blank || isHalfTyped(input)) return;
    this.#emptied = null;
    draft.fill(blank, input.value);
  }

  #changed(control) {
    const { recipient, sent, sentDay } = control.dataset;
    if (recipient) {
      remember({ ...recipients(), [recipient]: control.value });
      this.#arrange(control);
    } else if (sent) {
      this.#send(control.closest("[data-message]"), control.checked);
    } else if (sentDay) {
      this.#move(control.closest("[data-message]"), control);
    }
  }

  // --- sent ---

  #showSent(message) {
    const { message: id } = message.dataset;
    const day = draft.sent[id];
    const say = this.#page.say;
    const state = message.querySelector(".pb-message__state");
    hide(state, !day);
    write(state.lastElementChild, day ? say("desk.sent_state", { date: dayInWords(day, this.#page.lang) }) : "");
    message.querySelector("[data-sent]").checked = Boolean(day);
    hide(message.querySelector(".pb-tick__day"), !day);
    const input = message.querySelector("[data-sent-day]");
    if (day && input !== document.activeElement && input.value !== day) input.value = day;
    const besides = message.querySelector(".pb-message__step");
    if (besides) hide(besides, !day);
    // What was sent before and no longer is stays until the answer changes, or the box would vanish under the reader.
    if (message.classList.contains("pb-message--sent")) {
      hide(message, !day && !message.contains(document.activeElement));
    }
  }

  #send(message, sent) {
    const { message: id, moves, movesFact } = message.dataset;
    const page = this.#page;
    const before = draft.sent[id];
    const day = sent ? page.case.today : "";
    const title = message.querySelector(".pb-message__title").textContent;
    const told = page.say(sent ? "desk.sent_told" : "desk.unsent_told", { title });
    draft.send(id, day);
    const facts = page.case.facts;
    if (movesFact && (sent ? !facts[movesFact] : facts[movesFact] === before)) {
      writeFact(this.#root, page, movesFact, day, told);
    } else if (moves && page.case.done.includes(moves) !== sent) {
      sayWithAnswer(this.#root, page, told);
      tickStep(page, moves, sent);
    } else {
      page.announce(told);
    }
  }

  /** Another date in the form; the day of sending that had written it follows. */
  #follow(asked) {
    const before = this.#answered;
    this.#answered = asked;
    if (before?.problem !== asked.problem) return;
    for (const [id, day] of Object.entries(followed(draft.sent, this.#moves, before.facts, asked.facts))) draft.send(id, day);
  }

  /** Another day of sending; the fact that was written with it follows. */
  #move(message, { value }) {
    const { message: id, movesFact } = message.dataset;
    if (!isDay(value)) return;
    const before = draft.sent[id];
    draft.send(id, value);
    if (movesFact && this.#page.case.facts[movesFact] === before) writeFact(this.#root, this.#page, movesFact, value);
  }

  // --- buttons ---

  #click(button) {
    if (button?.dataset.copy) this.#copy(button);
    if (button?.dataset.desk === "clear") this.#clear();
  }

  /** Empty all fields, or bring back what stood in them. */
  #clear() {
    const back = this.#emptied;
    this.#emptied = back ? null : { order: draft.order, blanks: draft.blanks };
    draft.change(back ?? { order: "", blanks: {} });
    this.#page.announce(this.#page.say(back ? "desk.restored" : "desk.cleared"));
  }

  async #copy(button) {
    const { copy: what } = button.dataset;
    const details = button.closest("details");
    const { subject, body } = placesOf(details);
    const copied = await copyOrSelect(textOf(details, what), what === "subject" ? subject : body);
    const say = this.#page.say;
    const labels = emptyMarks(what === "subject" ? [subject] : [subject, body]).map((mark) => this.#label(mark));
    const words = { n: labels.length, labels: labels.join(", ") };
    const told = [say(copied ? `desk.copied_${what}` : "desk.selected")];
    if (labels.length) told.push(say(labels.length === 1 ? "desk.empty_one" : "desk.empty_many", words));
    this.#copied.tell(details, what, told.join(" "), { empty: labels.length > 0 });
  }

  /** What a mark asks for, in the reader's language, whatever the message's. */
  #label({ dataset: { blank, fact } }) {
    return fact ? labelOf(this.#root, fact) : this.#part.querySelector(`label[for="pb-blank-${blank}"]`).textContent;
  }
}

/** Whether a date is being typed that is none yet: not all of it, or its year up to now is one of antiquity. */
function isHalfTyped({ type, value, validity }) {
  return type === "date" && (validity.badInput || (value !== "" && !isDay(value)));
}

/** The text of a blank as a letter in `lang` has it. */
function inLanguage(part, blank, lang) {
  const text = draft.blank(blank);
  const { type } = part.querySelector(`:is(${FIELDS})[data-blank="${blank}"]`);
  return type === "date" && isDay(text) ? dayInWords(text, lang) : text;
}

/** The languages chosen in this browser, recipient → language. */
function recipients() {
  try {
    return storedIn(localStorage, LANGUAGES);
  } catch {
    return {}; // even looking at the storage may throw
  }
}

function remember(languages) {
  try {
    localStorage.setItem(LANGUAGES, JSON.stringify(languages));
  } catch {
    // Not kept then: the choice holds until the messages change.
  }
}
