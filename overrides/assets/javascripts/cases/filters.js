// The filters above the list. They are kept for this tab alone: names of stores have no place in an address.

import { storedIn } from "../untrusted.js";
import { countStates, EVERYTHING, filterOf, isFiltering } from "./filter.js";
import { URGENCIES } from "./order.js";
import { platformOf, problemOf, wordsOfState } from "./words.js";

const KEPT = "my-cases-filter";
const STATES = ["", "open", "wrong", ...URGENCIES, "unchecked", "newer", "closed"];
// These are offered also when no case stands in them, so that the row does not jump about.
const ALWAYS = ["", "open", "overdue", "closed"];

export class Filters {
  /** What is filtered by; see `filter.js`. */
  filter = kept();

  #form;
  #page;

  /** `page` offers `say`, `lang`, `names`, `sign(urgency)` and hears `filtered()`. */
  constructor(root, page) {
    this.#page = page;
    this.#form = root.querySelector(".mc-filters");
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("input", () => this.#read());
    this.#form.addEventListener("click", (event) => this.#click(event.target.closest("button")));
    this.#form.elements.search.value = this.filter.text;
  }

  /** Offer what `records` can be filtered by; `found` are those that fit all but the state. */
  offer(records, found) {
    const { say, names } = this.#page;
    const stores = [...new Set(records.map(({ store }) => store ?? ""))].sort((one, other) => one.localeCompare(other));
    const options = stores.map((store) => [`:${store}`, store || say("mycases.say.no_store")]);
    const { store, platform, problem } = this.filter;
    this.#options("store", say("mycases.say.any_store"), options, store === null ? "" : `:${store}`);
    const offered = (key, name) => {
      const ids = new Set(records.map((record) => record[key]));
      const known = Object.keys(names[key]).filter((id) => ids.delete(id));
      return [...known, ...ids].map((id) => [id, name({ [key]: id }, names)]);
    };
    this.#options("platform", say("mycases.say.any_platform"), offered("platform", platformOf), platform);
    this.#options("problem", say("mycases.say.any_problem"), offered("problem", problemOf), problem);
    this.#states(countStates(found));
    this.#form.querySelector('[data-act="clear"]').hidden = !isFiltering(this.filter);
  }

  /** A chosen value that no record has any more stays on offer, or the filter would be there unseen. */
  #options(name, all, options, chosen) {
    const select = this.#form.elements[name];
    const offered = [["", all], ...options];
    if (!offered.some(([value]) => value === chosen)) offered.push([chosen, chosen.replace(/^:/, "")]);
    const wanted = JSON.stringify(offered);
    if (select.dataset.offered !== wanted) {
      select.replaceChildren(...offered.map(([value, label]) => new Option(label, value)));
      select.dataset.offered = wanted;
    }
    select.value = chosen;
  }

  #states(counts) {
    const { lang } = this.#page;
    const group = this.#form.querySelector(".mc-states");
    for (const [place, state] of STATES.entries()) {
      const button = group.children[place] ?? group.appendChild(this.#state(state));
      const n = counts[state] ?? 0;
      const pressed = this.filter.state === state;
      button.hidden = !n && !pressed && !ALWAYS.includes(state);
      button.setAttribute("aria-pressed", String(pressed));
      button.querySelector(".mc-n").textContent = n.toLocaleString(lang);
    }
  }

  #state(state) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `mc-state pb-urgent-${state || "all"}`;
    button.dataset.state = state;
    const count = document.createElement("span");
    count.className = "mc-n";
    const sign = URGENCIES.includes(state) ? [this.#page.sign(state)] : [];
    button.append(...sign, this.#page.say(wordsOfState(state)), " ", count);
    return button;
  }

  #read() {
    const { store, platform, problem, search } = this.#form.elements;
    this.#set({
      store: store.value ? store.value.slice(1) : null,
      platform: platform.value,
      problem: problem.value,
      text: search.value,
    });
  }

  #click(button) {
    if (button?.dataset.state !== undefined) this.#set({ state: button.dataset.state });
    if (button?.dataset.act === "clear") {
      this.#form.elements.search.value = "";
      this.#set(EVERYTHING);
      this.#form.querySelector('.mc-state[data-state=""]').focus();
    }
  }

  #set(change) {
    this.filter = { ...this.filter, ...change };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(this.filter));
    } catch {
      // Without it the filter lasts as long as the page.
    }
    this.#page.filtered();
  }
}

function kept() {
  try {
    return filterOf(storedIn(sessionStorage, KEPT), STATES);
  } catch {
    return { ...EVERYTHING }; // even looking at the storage may throw
  }
}
