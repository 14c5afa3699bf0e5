// The box “Describe it in your words”: offers the problems, questions of the FAQ and pages that fit what is typed.

import { tellMissing } from "../offline/parts.js";
import { Finder } from "./finder.js";

const KEY = "playbook-ask"; // in this tab: what stood in the box when the page was loaded anew
const SETTLED = 150; // ms without a key before the list follows

export class Ask {
  #root;
  #page;
  #box;
  #list;
  #status;
  #retry;
  #index; // the address of the words of problems and questions
  #finder = null; // a promise, once somebody begins to type
  #timer = null;
  #leaving = new AbortController();

  constructor(root, page) {
    const place = root.querySelector(".ask");
    this.#root = root;
    this.#page = page;
    this.#index = new URL(root.closest("[data-ask]").dataset.ask, location.href);
    this.#box = place.querySelector("input");
    this.#list = place.querySelector(".ask-found");
    this.#status = place.querySelector(".ask-said");
    this.#retry = place.querySelector(".ask-again");
    const on = (target, type, act) => target.addEventListener(type, act, { signal: this.#leaving.signal });
    on(this.#box, "focus", () => this.#ready());
    on(this.#box, "input", () => this.#typed());
    on(this.#box, "keydown", (event) => this.#key(event));
    this.#restore();
    // Who was quicker than this script has typed something already.
    if (this.#box.value) this.#typed();
    on(this.#list, "click", (event) => this.#choose(event.target.closest("button")));
  }

  leave() {
    this.#leaving.abort();
    clearTimeout(this.#timer);
  }

  #ready() {
    this.#finder ??= this.#load();
    // What did not arrive is asked for again at the next try.
    this.#finder.catch(() => (this.#finder = null));
    return this.#finder;
  }

  async #load() {
    const library = import("../../../../vendor/minisearch.js");
    const [answer, { default: MiniSearch }] = await Promise.all([fetch(this.#index), library]);
    if (!answer.ok) throw new Error(`${this.#index.pathname}: ${answer.status}`);
    return new Finder(MiniSearch, await answer.json());
  }

  #typed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), SETTLED);
  }

  async #look() {
    const typed = this.#box.value.trim();
    if (!typed) {
      this.#show([], "");
      return;
    }
    if (this.#list.hidden) this.#status.textContent = this.#page.say("ask.loading");
    try {
      const finder = await this.#ready();
      if (typed !== this.#box.value.trim() || this.#leaving.signal.aborted) return;
      const found = finder.find(typed, this.#page.case.platform);
      const key = ["ask.none", "ask.found_one"][found.length] ?? "ask.found";
      this.#show(found, this.#page.say(key, { n: found.length }));
    } catch {
      await this.#tellMissing();
    }
  }

  #tellMissing() {
    const again = () => {
      this.#box.focus();
      this.#look();
    };
    const beforeReload = () => sessionStorage.setItem(KEY, this.#box.value);
    const say = (key) => this.#page.say(key);
    this.#list.hidden = true;
    return tellMissing(this.#status, this.#retry, { say, missing: "ask.failed", again, beforeReload });
  }

  #restore() {
    this.#box.value ||= (sessionStorage.getItem(KEY) ?? "").slice(0, this.#box.maxLength);
    sessionStorage.removeItem(KEY);
  }

  #show(found, said) {
    this.#list.replaceChildren(...found.map((entry) => this.#item(entry)));
    this.#list.hidden = found.length === 0;
    this.#retry.hidden = true;
    if (this.#status.textContent !== said) this.#status.textContent = said;
  }

  #item(entry) {
    const item = document.createElement("li");
    const choice = document.createElement(entry.platform ? "button" : "a");
    choice.className = "ask-choice";
    if (entry.platform) Object.assign(choice, { type: "button", value: entry.id });
    else choice.href = `../${entry.id}`;
    const [title, kind] = [document.createElement("strong"), document.createElement("span")];
    title.textContent = entry.title;
    const kindOf = entry.id.includes("#") ? "ask.faq" : "ask.page";
    kind.textContent = entry.platform ? `${this.#page.say("ask.problem")} · ${entry.place}` : this.#page.say(kindOf);
    kind.className = "ask-kind";
    choice.append(title, " ", kind);
    if (entry.platform) choice.dataset.platform = entry.platform;
    item.append(choice);
    return item;
  }

  /** Enter and the arrow go on to the first suggestion, Escape empties the box. */
  #key(event) {
    const first = this.#list.querySelector(".ask-choice");
    if ((event.key === "Enter" || event.key === "ArrowDown") && first) {
      event.preventDefault();
      first.focus();
    } else if (event.key === "Escape" && this.#box.value) {
      event.preventDefault();
      this.#box.value = "";
      this.#look();
    }
  }

  #choose(button) {
    if (!button) return;
    const title = button.querySelector("strong").textContent;
    const detail = { platform: button.dataset.platform, problem: button.value };
    this.#box.value = "";
    this.#show([], this.#page.say("ask.taken", { title }));
    document.dispatchEvent(new CustomEvent("problemfound", { cancelable: true, detail }));
  }
}
