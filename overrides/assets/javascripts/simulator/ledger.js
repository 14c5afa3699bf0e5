// The count behind each deadline: brought when it is opened, kept fresh with the answer, copied as text.

import { copyOrSelect } from "./messages.js";

export class Ledger {
  #root;
  #page;
  #leaving = new AbortController();

  #counts = new Map(); // limit → {asked, result}: the case it was counted for, and what came

  constructor(root, page) {
    this.#root = root;
    this.#page = page;
    const { signal } = this.#leaving;
    const on = (type, act, options) => root.addEventListener(type, act, { signal, ...options });
    on("partshown", ({ target }) => target.dataset.part === "deadlines" && this.#fill());
    // It does not bubble, so it is heard on its way down.
    on("toggle", ({ target }) => target.open && target.dataset.count && this.#load(target.dataset.count), {
      capture: true,
    });
    on("answershown", () => this.#follow());
    on("click", ({ target }) => this.#copy(target.closest("[data-count-copy]")));
  }

  leave() {
    this.#leaving.abort();
  }

  get #all() {
    return [...this.#root.querySelectorAll("[data-part=deadlines] [data-count]")];
  }

  #details(limit) {
    return this.#all.find(({ dataset }) => dataset.count === limit);
  }

  /** The part is new: show what is known at once, so that nothing jumps; a new answer brings it up to date. */
  #fill() {
    for (const details of this.#all) {
      const known = this.#counts.get(details.dataset.count);
      if (known) show(details, known.result.html);
    }
  }

  #follow() {
    for (const details of this.#all) if (details.open) this.#load(details.dataset.count);
  }

  /** Bring the count of a limit for the case as it is; null where it does not come. */
  async #load(limit) {
    const asked = this.#page.case;
    const key = JSON.stringify(asked);
    const known = this.#counts.get(limit);
    if (known?.asked === key) {
      const details = this.#details(limit);
      if (details) show(details, known.result.html);
      return known.result;
    }
    try {
      const result = await this.#page.call("ledger", { ...asked, limit });
      if (this.#leaving.signal.aborted || JSON.stringify(this.#page.case) !== key) return null;
      this.#counts.set(limit, { asked: key, result });
      const details = this.#details(limit);
      if (details) show(details, result.html);
      return result;
    } catch {
      const details = this.#details(limit);
      // An old count beside new dates would be a wrong one.
      this.#counts.delete(limit);
      if (details && !this.#leaving.signal.aborted) tell(details, this.#page.say("count.failed"));
      return null;
    }
  }

  async #copy(button) {
    if (!button) return;
    const limit = button.dataset.countCopy;
    const result = await this.#load(limit);
    const details = this.#details(limit);
    if (!result || !details) return;
    const text = details.querySelector(".pb-count__text");
    text.textContent = result.text;
    text.hidden = false;
    const copied = await copyOrSelect(result.text, text);
    text.hidden = copied;
    if (!copied) text.scrollIntoView({ block: "nearest" });
    const told = this.#page.say(copied ? "count.copied" : "count.selected");
    details.querySelector(".pb-count__copied").textContent = told;
    this.#page.announce(told);
  }
}

/** Put a count (trusted markup, escaped by the renderer) into its place; its tables stay open. */
function show(details, html) {
  const place = details.querySelector(".pb-count__place");
  if (place.rendered === html) return;
  const open = [...place.querySelectorAll("details")].map((table) => table.open);
  const focused = [...place.querySelectorAll("summary, [tabindex]")].indexOf(document.activeElement);
  place.innerHTML = html;
  place.rendered = html;
  for (const [number, table] of [...place.querySelectorAll("details")].entries()) table.open = open[number] ?? false;
  place.querySelectorAll("summary, [tabindex]")[focused]?.focus({ preventScroll: true });
}

function tell(details, text) {
  const place = details.querySelector(".pb-count__place");
  const said = document.createElement("p");
  said.textContent = text;
  place.replaceChildren(said);
  place.rendered = null;
}
