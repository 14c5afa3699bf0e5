// The fields of the lab: what was typed, what is not as it was, what cannot be so.

import { typed } from "./draft.js";

export class Form {
  #form;
  #actions;
  #say;
  #fields; // field → what is in force
  #onChange;
  #undone = null; // the edits before all was put back

  edits = new Map(); // field → what was typed

  /** `fields`: field → what is in force; `edits`: what was typed before; `onChange` hears of every change. */
  constructor(form, actions, { say, fields, edits, onChange, signal }) {
    this.#form = form;
    this.#actions = actions;
    this.#say = say;
    this.#fields = new Map(Object.entries(fields));
    this.#onChange = onChange;
    form.addEventListener("input", ({ target }) => this.#input(target), { signal });
    form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    for (const place of [form, actions]) {
      place.addEventListener("click", ({ target }) => this.#click(target.closest("button")), { signal });
    }
    this.#set(edits);
  }

  /** Field → `{was, now}`. */
  get changes() {
    return new Map([...this.edits].map(([id, now]) => [id, { was: this.#fields.get(id), now }]));
  }

  /** Show what cannot be so: `[{field, message, detail}]`; a message without a field stands above all. */
  showMistakes(mistakes) {
    const loose = mistakes.filter(({ field }) => !field || !this.#frame(field));
    const above = this.#form.querySelector(".lab-error");
    above.replaceChildren(...loose.flatMap(told));
    above.hidden = !loose.length;
    for (const frame of this.#form.querySelectorAll("[data-field]")) {
      const found = mistakes.find(({ field }) => field === frame.dataset.field);
      const error = frame.querySelector(".sim-error");
      error.replaceChildren(...(found ? told(found) : []));
      error.hidden = !found;
      const control = controlOf(frame);
      if (found) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
      if (found) reveal(frame);
    }
  }

  #input(target) {
    if (target.id === "lab-find") {
      this.#find(target.value);
      return;
    }
    const frame = target.closest("[data-field]");
    if (!frame) return;
    this.#undone = null;
    this.#take(frame.dataset.field, typed(target.value));
    this.#mark();
    this.#onChange();
  }

  #click(button) {
    const action = button?.dataset.action;
    if (action === "put_back") {
      const frame = button.closest("[data-field]");
      const control = controlOf(frame);
      control.value = this.#fields.get(frame.dataset.field);
      this.edits.delete(frame.dataset.field);
      control.focus();
    } else if (action === "all_back") {
      this.#undone = new Map(this.edits);
      this.#set(new Map());
      this.#button("undo").focus();
    } else if (action === "undo") {
      this.#set(this.#undone);
      this.#undone = null;
      this.#button("all_back").focus();
    } else {
      return;
    }
    this.#mark();
    this.#onChange();
  }

  /** Have just these edits. */
  #set(edits) {
    for (const id of this.edits.keys()) controlOf(this.#frame(id)).value = this.#fields.get(id);
    this.edits = new Map();
    for (const [id, now] of edits) {
      const frame = this.#frame(id);
      if (!frame) continue;
      controlOf(frame).value = now;
      this.#take(id, now);
    }
    this.#mark();
  }

  #take(id, now) {
    if (now === this.#fields.get(id)) this.edits.delete(id);
    else this.edits.set(id, now);
  }

  /** Say which fields, pieces and groups are not as they were, and how many. */
  #mark() {
    for (const frame of this.#form.querySelectorAll("[data-field]")) {
      const changed = this.edits.has(frame.dataset.field);
      frame.classList.toggle("lab-field--changed", changed);
      frame.querySelector(".lab-was").hidden = !changed;
    }
    for (const fold of this.#form.querySelectorAll(".lab-group, .lab-piece")) {
      const count = fold.querySelectorAll(".lab-field--changed").length;
      const mark = fold.querySelector(":scope > summary .lab-mark");
      mark.hidden = !count;
      if (fold.matches(".lab-group")) mark.textContent = count ? this.#counted(count) : "";
    }
    const { size } = this.edits;
    this.#actions.querySelector(".lab-count").textContent = size ? this.#counted(size) : this.#say("lab.form.changed_none");
    this.#button("all_back").hidden = !size;
    this.#button("undo").hidden = !this.#undone;
  }

  #counted(n) {
    return this.#say(n === 1 ? "lab.form.changed_one" : "lab.form.changed_many", { n });
  }

  /** Show the pieces that hold all of the words, their groups opened. */
  #find(text) {
    const words = plain(text).split(/\s+/).filter(Boolean);
    const pieces = [...this.#form.querySelectorAll(".lab-piece")];
    let found = 0;
    for (const piece of pieces) {
      const fits = words.every((word) => plain(contentOf(piece)).includes(word));
      piece.hidden = !fits;
      found += fits;
    }
    for (const group of this.#form.querySelectorAll(".lab-group")) {
      group.hidden = !group.querySelector(".lab-piece:not([hidden])");
      if (words.length) group.open = true;
    }
    const none = this.#form.querySelector(".lab-none");
    none.textContent = this.#say("lab.form.found_none");
    none.hidden = found > 0;
    const said = words.length ? this.#say("lab.form.found", { n: found, all: pieces.length }) : "";
    this.#form.querySelector(".lab-found").textContent = said;
  }

  #frame(id) {
    return this.#form.querySelector(`[data-field="${CSS.escape(id)}"]`);
  }

  #button(action) {
    return this.#actions.querySelector(`[data-action="${action}"]`);
  }
}

function controlOf(frame) {
  return frame.querySelector("input, select, textarea");
}

/** A mistake, and what the loader says of it, which is English. */
function told({ message, detail }) {
  if (!detail) return [`${message} `];
  const english = document.createElement("span");
  english.lang = "en";
  english.textContent = detail;
  return [`${message} `, english, " "];
}

function reveal(frame) {
  for (let fold = frame.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

/** What a piece says, what is typed in it included. */
function contentOf(piece) {
  const typed = [...piece.querySelectorAll("input, textarea")].map(({ value }) => value);
  return [piece.textContent, ...typed].join(" ");
}

/** Without accents and capitals, so that "perche" finds "perché". */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
