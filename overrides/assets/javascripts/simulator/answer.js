// The place of the answer: its parts, the states it can be in, and the paths that stand in for it.

import { progressOf } from "./client.js";
import { patch } from "./patching.js";
import { hide, write } from "./sparing.js";
import { bringStatics } from "./statics.js";

export class Answer {
  #root;
  #say;
  #parts;
  #statics;
  #staticsPlace = document.createComment("");
  #jump;
  #jumps = ""; // the titles that the buttons of `#jump` lead to
  #given = ""; // the facts listed last

  constructor(root, say) {
    this.#root = root;
    this.#say = say;
    this.#parts = root.querySelector(".sim-parts");
    this.#statics = root.querySelector(".sim-statics");
    this.#statics.after(this.#staticsPlace);
    this.#jump = root.querySelector(".sim-jump");
  }

  /** Nothing is asked yet. */
  showHint() {
    this.#enter("hint");
    this.#hush();
  }

  /** The problem's path as rendered at build time, in place of an answer; every path when no problem is chosen. */
  showStatic(platform, problem, { failed }) {
    this.#enter("static");
    if (!failed) this.#hush();
    this.#root.querySelector(".sim-statics-title").textContent = problem
      ? this.#say(failed ? "sim.failed_path" : "sim.waiting")
      : this.#say("sim.paths");
    bringStatics(this.#statics, (path) => !problem || (path.platform === platform && path.problem === problem));
    for (const path of this.#statics.querySelectorAll(".sim-static")) {
      const chosen = path.dataset.platform === platform && path.dataset.problem === problem;
      hide(path, Boolean(problem) && !chosen);
      if (chosen) path.open = true;
    }
    for (const group of this.#statics.querySelectorAll(".sim-statics-group")) {
      hide(group, !group.querySelector(".sim-static:not([hidden])"));
    }
  }

  /** Some fields are wrong: say which, instead of an answer that no longer holds. */
  showCorrect(text) {
    this.#enter("correct");
    this.#root.querySelector(".sim-correct").textContent = text;
    this.announce(text);
  }

  /** The rendered parts: trusted markup, escaped by the renderer. */
  showParts(html) {
    const from = this.#focusedTop();
    this.#enter("answer");
    for (const part of this.#parts.querySelectorAll(":scope > [data-part]")) {
      update(part, html[part.dataset.part] ?? "");
    }
    // A tick that was refused meanwhile is none, though no markup tells so.
    for (const box of this.#parts.querySelectorAll("input[data-step]")) box.checked = box.defaultChecked;
    this.#showJumps();
    // Whoever acts inside the answer keeps it before their eyes, however much the parts above have grown.
    const to = this.#focusedTop();
    if (from !== null && to !== null) scrollBy({ top: to - from, behavior: "instant" });
  }

  /** A button for each part; they know their parts by id, so they hold as long as the titles are the same. */
  #showJumps() {
    const titles = [...this.#parts.querySelectorAll(".sim-part h3[id]")];
    const named = titles.map((title) => `${title.id} ${title.textContent}`).join("\n");
    if (named === this.#jumps) return;
    this.#jumps = named;
    this.#jump.replaceChildren(...titles.map(jumpTo));
  }

  /** How far down the window focus is; null while it is not inside the answer. */
  #focusedTop() {
    const inside = this.#parts.contains(document.activeElement);
    return inside ? document.activeElement.getBoundingClientRect().top : null;
  }

  /** How far the engine is. */
  showEngine(state) {
    const starting = this.#root.querySelector(".sim-starting");
    hide(starting, state.name !== "starting");
    if (state.name === "starting") {
      this.#hush();
      starting.querySelector(".sim-stage").textContent = this.#say(`engine.${state.stage}`);
      starting.querySelector("progress").value = progressOf(state);
    }
    const failed = this.#root.querySelector(".sim-failed");
    hide(failed, state.name !== "failed");
    if (state.name === "failed") {
      const reason = this.#say(`engine.failed_${state.reason}`);
      failed.querySelector(".sim-reason").textContent = reason;
      const detail = failed.querySelector(".sim-detail");
      detail.textContent = state.message ? this.#say("engine.detail", { message: state.message }) : "";
      hide(detail, !state.message);
      this.announce(`${this.#say("engine.failed")}. ${reason}`);
    }
  }

  /** Say something to those who hear the page; the same sentence is not said twice. */
  announce(text) {
    const live = this.#root.querySelector(".sim-live");
    write(live, text);
  }

  /** What was said no longer holds; said again, it is news again. */
  #hush() {
    this.#root.querySelector(".sim-live").textContent = "";
  }

  /** The facts as a list of `[label, value]`, for the printed page. */
  listFacts(facts) {
    const given = JSON.stringify(facts);
    if (given === this.#given) return;
    this.#given = given;
    const rows = facts.flatMap(([label, value]) => {
      const [term, description] = [document.createElement("dt"), document.createElement("dd")];
      term.textContent = label;
      description.textContent = value;
      return [term, description];
    });
    this.#root.querySelector(".sim-given").replaceChildren(...rows);
  }

  focus() {
    const title = this.#root.querySelector(".sim-answer-title");
    title.focus({ preventScroll: true });
    title.scrollIntoView();
  }

  #enter(state) {
    this.#root.dataset.state = state;
    hide(this.#root.querySelector(".sim-hint"), state !== "hint");
    hide(this.#root.querySelector(".sim-correct"), state !== "correct");
    this.#placeStatics(state === "static");
    for (const place of [this.#parts, this.#jump]) hide(place, state !== "answer");
  }

  /** They are in the page only while they are read: all together they are four fifths of its elements, and each search would meet them. */
  #placeStatics(wanted) {
    if (!wanted) this.#statics.remove();
    else if (!this.#statics.isConnected) this.#staticsPlace.before(this.#statics);
  }
}

/** A button, not a link: the fragment of the address holds the case. */
function jumpTo({ id, textContent }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sim-button";
  button.textContent = textContent;
  button.addEventListener("click", () => {
    const title = document.getElementById(id);
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
    title.scrollIntoView();
  });
  return button;
}

/**
 * Bring a part to other markup; what was open stays open, and focus stays on the same thing. Whoever works inside the
 * part hears `partshown` from it before, and may find there what it has furnished already.
 */
function update(part, html) {
  if (part.rendered === html) return;
  part.rendered = html;
  const open = new Map([...named(part)].map(([name, details]) => [name, details.open]));
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  const [place, number] = focused ? [focused.dataset.place, focusableIn(part).indexOf(focused)] : [];
  patch(part, html);
  part.dispatchEvent(new CustomEvent("partshown", { bubbles: true }));
  for (const [name, details] of named(part)) {
    if (open.has(name) && details.open !== open.get(name)) details.open = open.get(name);
  }
  const stays = focused && document.activeElement === focused && focused.dataset.place === place;
  if (focused && !stays) (placed(part, place) ?? focusableIn(part)[number])?.focus({ preventScroll: true });
}

/** What can be reached in a place that keeps its name when the answer changes. */
function placed(part, place) {
  return focusableIn(part).find((one) => place && one.dataset.place === place && one.checkVisibility());
}

/** What opens, by a name that the next answer gives it too: its key, or where it lies and what it says; which of those. */
function named(part) {
  const found = new Map();
  const numbers = new Map();
  for (const details of part.querySelectorAll("details")) {
    const name = details.dataset.key ?? nameOf(details);
    const number = numbers.get(name) ?? 0;
    numbers.set(name, number + 1);
    found.set(`${name} ${number}`, details);
  }
  return found;
}

function nameOf(details) {
  const place = details.closest("[id], [data-message]");
  return `${place?.id || place?.dataset.message || ""} ${details.querySelector("summary").textContent}`;
}

function focusableIn(part) {
  return [...part.querySelectorAll('a[href], button, summary, input, select, textarea, [tabindex="0"]')];
}
