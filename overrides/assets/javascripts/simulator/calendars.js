// The same deadlines by another calendar: a comparison beside the answer, which stays by the platform's own.

import { hide } from "./sparing.js";

export class Calendars {
  #root;
  #page;
  #leaving = new AbortController();

  #html = "";
  #aloud = false; // the reader has just chosen a calendar, and is to hear what came of it
  #number = 0; // of the last comparison asked for: an older one that comes late is not shown

  constructor(root, page) {
    this.#root = root;
    this.#page = page;
    const { signal } = this.#leaving;
    const on = (type, act) => root.addEventListener(type, act, { signal });
    on("partshown", ({ target }) => target.dataset.part === "deadlines" && this.#furnish());
    on("change", ({ target }) => target.hasAttribute?.("data-by-calendar") && this.#choose(target));
    on("answershown", () => this.#compare());
  }

  leave() {
    this.#leaving.abort();
  }

  get #control() {
    return this.#root.querySelector(".pb-by-calendar");
  }

  #choose(target) {
    this.#aloud = true;
    this.#page.give("calendar", target.value, { quiet: true });
    this.#furnish();
  }

  /** The control shows what the address says, and the last comparison until the next one is there. */
  #furnish() {
    const control = this.#control;
    if (!control) return;
    const chosen = this.#page.compared;
    const [country] = chosen.split("-");
    for (const radio of control.querySelectorAll("[type=radio]")) radio.checked = radio.value === country;
    for (const select of control.querySelectorAll("select")) {
      hide(select.parentElement, select.dataset.country !== country);
      select.value = select.dataset.country === country ? chosen : select.dataset.country;
    }
    this.#show(chosen === control.dataset.own ? "" : this.#html);
  }

  async #compare() {
    const control = this.#control;
    this.#furnish();
    const number = (this.#number += 1);
    const calendar = this.#page.compared;
    const aloud = this.#aloud;
    this.#aloud = false;
    if (!control) return;
    if (calendar === control.dataset.own) {
      this.#html = "";
      this.#show("");
      return;
    }
    try {
      const result = await this.#page.call("by_calendar", { ...this.#page.case, calendar });
      if (number !== this.#number || this.#leaving.signal.aborted) return;
      this.#html = result.html;
      this.#show(result.html);
      if (aloud) this.#page.announce(result.announcement);
    } catch {
      if (number !== this.#number || this.#leaving.signal.aborted) return;
      this.#html = "";
      this.#show("");
      const said = document.createElement("p");
      said.textContent = this.#page.say("count.by_failed");
      this.#control?.querySelector(".pb-by-calendar__place").replaceChildren(said);
      if (aloud) this.#page.announce(said.textContent);
    }
  }

  /** Put the comparison (trusted markup, escaped by the renderer) into its place. */
  #show(html) {
    const place = this.#control?.querySelector(".pb-by-calendar__place");
    if (!place || place.rendered === html) return;
    place.innerHTML = html;
    place.rendered = html;
  }
}
