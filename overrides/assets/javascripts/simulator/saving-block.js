// The block that saves the case: what it shows, and what the reader does in it.

import { isolated } from "../untrusted.js";
import { dayHere, dayInWords, isDay } from "./dates.js";
import { hide, write } from "./sparing.js";

export class SavingBlock {
  #element;
  #say;
  #lang;
  #acts;
  #form;
  #closing;
  #shortcut;
  #names; // where it stands which saved case this is: in the block and beside the form
  #states; // how it stands with the last changes, in both places
  #links; // to "My cases", wherever it is said that the case is saved away from the block
  #fromForm = false; // whether the reader saves with the button beside the form, and stays there
  #announce;

  /** `acts`: what the reader can do, by the names of the buttons, besides `save`, `write`, `stores` and `today`. */
  constructor(root, page, acts) {
    this.#element = root.querySelector(".sim-saving");
    this.#say = page.say;
    this.#lang = page.lang;
    this.#announce = (text) => page.announce(text);
    this.#acts = acts;
    this.#form = this.#part("form");
    this.#closing = this.#part("closing");
    this.#shortcut = root.querySelector("[data-action=save_case]");
    this.#names = root.querySelectorAll(".save-name");
    this.#states = root.querySelectorAll(".save-state");
    this.#links = root.querySelectorAll(".save-link");
    for (const place of this.#links) place.append(this.#part("to_cases").cloneNode(true));
    this.#shortcut.addEventListener("click", () => this.#saveFromForm());
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      acts.save();
    });
    this.#form.addEventListener("input", ({ target }) => acts.write(target.dataset.kept, target.value));
    this.#form.addEventListener("focusin", ({ target }) => target.dataset.kept === "store" && this.#suggest());
    this.#closing.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#close();
    });
    this.#closing.addEventListener("keydown", ({ key }) => key === "Escape" && this.#cancel());
    this.#element.addEventListener("click", ({ target }) => this.#click(target.closest("button")?.dataset.save));
  }

  #part(name) {
    return this.#element.querySelector(`.save-${name}`);
  }

  #button(act) {
    return this.#element.querySelector(`[data-save=${act}]`);
  }

  // --- what it shows ---

  /** Show the case as saved in `record`, or as not saved; and what stands in the `draft`. */
  show(record, draft) {
    const saved = record !== null;
    this.fill(draft);
    hide(this.#part("submit"), saved || !this.#part("deleted").hidden);
    hide(this.#part("acts"), !saved);
    if (saved) this.offer(false);
    else hide(this.#closing);
    if (!saved && !this.inTrouble) this.state(null);
    for (const link of this.#links) hide(link, !saved);
    for (const name of this.#names) {
      const text = saved ? this.#nameWords(record, draft) : "";
      write(name, text);
      hide(name, !saved);
    }
    hide(this.#button("close"), Boolean(record?.closed_on));
    hide(this.#button("reopen"), !record?.closed_on);
  }

  /** Offer saving beside the form, or not. */
  offer(is) {
    hide(this.#shortcut, !is);
  }

  fill(draft) {
    for (const field of this.#form.querySelectorAll("[data-kept]")) {
      const text = draft[field.dataset.kept];
      if (field.value !== text) field.value = text;
    }
  }

  #nameWords(record, { store, order }) {
    const parts = [isolated(store), order && this.#say("save.order_name", { order: isolated(order) })].filter(Boolean);
    const name = parts.join(" · ") || this.#problem();
    const said = [this.#say("save.saved_as", { name })];
    if (record.closed_on) said.push(this.closedWords(record));
    return said.join(" ");
  }

  #problem() {
    return document.getElementById("sim-problem").selectedOptions[0].textContent;
  }

  /** "Closed on …: refunded."; a case that a file brought may not say how it ended. */
  closedWords({ closed_on: day, outcome }) {
    const date = dayInWords(day, this.#lang);
    if (!outcome) return this.#say("save.closed_only", { date });
    const option = [...this.#closing.querySelectorAll("option")].find(({ value }) => value === outcome);
    return this.#say("save.closed", { date, outcome: option?.textContent ?? outcome });
  }

  /** How it stands with the last changes, by the key of a sentence; null for nothing. */
  state(key) {
    const text = key ? this.#say(key) : "";
    for (const place of this.#states) {
      write(place, text);
      hide(place, !text);
    }
  }

  get inTrouble() {
    return !this.#part("trouble").hidden;
  }

  /** The browser refused, for a reason that the store named. */
  trouble(reason) {
    const text = this.#say(`cases.storage_${reason}`);
    this.#part("reason").textContent = text;
    hide(this.#part("trouble"), false);
    this.state("save.not_saved");
    this.#announce(`${text} ${this.#say("save.kept_here")}`);
  }

  /** Changed in another tab. Tells whether that is new. */
  changed() {
    const before = this.#part("changed").hidden;
    hide(this.#part("changed"), false);
    return before;
  }

  /** Deleted; the reader may have it back. `words`, `act`: the keys of what is said, and of the button. */
  deleted(words, act) {
    this.#part("deleted").querySelector("p").textContent = this.#say(words);
    this.#button("undo").textContent = this.#say(act);
    hide(this.#part("deleted"), false);
    hide(this.#part("submit"));
  }

  focusUndo() {
    this.#button("undo").focus();
  }

  /** Nothing unusual to tell. */
  calm() {
    for (const part of ["trouble", "changed", "deleted"]) hide(this.#part(part));
  }

  focusName() {
    const name = this.#fromForm ? this.#names[0] : this.#part("name");
    if (!name.hidden) name.focus({ preventScroll: this.#fromForm });
  }

  focusOrder() {
    const order = this.#form.querySelector("[data-kept=order]");
    order.focus();
    order.select();
  }

  // --- what the reader does ---

  #click(act) {
    if (act === "close") this.#ask();
    else if (act === "cancel") this.#cancel();
    else this.#acts[act]?.();
  }

  /** Save with the button beside the form; the order number can follow later. What goes wrong is told in the block. */
  async #saveFromForm() {
    this.#fromForm = true;
    await this.#acts.save();
    this.#fromForm = false;
    if (this.inTrouble) this.#button("try_again").focus();
  }

  async #suggest() {
    const stores = await this.#acts.stores().catch(() => []);
    const options = [...new Set(stores.filter(Boolean))].sort().map((store) => {
      const option = document.createElement("option");
      option.value = store;
      return option;
    });
    this.#form.querySelector("datalist").replaceChildren(...options);
  }

  #ask() {
    const [outcome, day] = this.#closing.querySelectorAll("select, input");
    outcome.value = "";
    const [today, here] = [this.#acts.today(), dayHere(new Date())];
    day.value = today;
    day.max = here > today ? here : today;
    this.#complain("");
    hide(this.#closing, false);
    outcome.focus();
  }

  #cancel() {
    hide(this.#closing);
    this.#button("close").focus();
  }

  #complain(text, control) {
    const place = this.#closing.querySelector(".sim-error");
    place.textContent = text;
    hide(place, !text);
    for (const one of this.#closing.querySelectorAll("select, input")) one.removeAttribute("aria-invalid");
    control?.setAttribute("aria-invalid", "true");
    control?.focus();
  }

  #close() {
    const [outcome, day] = this.#closing.querySelectorAll("select, input");
    if (!outcome.value) {
      this.#complain(this.#say("save.outcome_needed"), outcome);
    } else if (!isDay(day.value) || day.value > day.max) {
      this.#complain(this.#say("save.day_needed"), day);
    } else {
      hide(this.#closing);
      this.#acts.close(day.value, outcome.value);
    }
  }
}
