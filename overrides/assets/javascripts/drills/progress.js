// What was practised in this browser: kept, counted by topic, and deleted.

import { openDrills } from "../storage/drills.js";
import { byTopic } from "./tally.js";
import { row } from "./table.js";

export class Progress {
  #section;
  #topics;
  #say;
  #lang;
  #train;
  #announce;
  #drills = openDrills();
  #entries = new Map();

  /** `train(topic)` begins a round, `beginner()` hears that there is no entry, `announce(text)` says something to those who hear the page. */
  constructor(root, { topics, say, lang, train, beginner, announce }) {
    this.#section = root.querySelector(".dr-progress");
    this.#topics = topics;
    this.#say = say;
    this.#lang = lang;
    this.#train = train;
    this.#announce = announce;
    this.#section.addEventListener("click", (event) => this.#click(event.target.closest("button")));
    this.#load(beginner);
  }

  /** Keep an entry, unless this case has been answered before. */
  async add(entry) {
    if (this.#entries.has(entry.id)) return;
    this.#entries.set(entry.id, entry);
    this.#show();
    try {
      await this.#drills.add(entry);
    } catch (error) {
      this.#unkept(error);
    }
  }

  async #load(beginner) {
    try {
      for (const entry of await this.#drills.all()) this.#entries.set(entry.id, entry);
    } catch (error) {
      this.#unkept(error);
    }
    this.#show();
    if (this.#entries.size === 0) beginner();
  }

  #unkept(error) {
    const note = this.#section.querySelector(".dr-unkept");
    note.textContent = this.#say(error.reason === "blocked" ? "drill.script.blocked" : "drill.script.unkept");
    note.hidden = false;
  }

  #show() {
    const rows = byTopic([...this.#entries.values()], this.#topics);
    this.#section.querySelector(".dr-empty").hidden = rows.length > 0;
    this.#section.querySelector(".dr-practised").hidden = rows.length === 0;
    if (!rows.length) return;
    const [{ topic, weakness }] = rows;
    this.#section.querySelector(".dr-advice").textContent = weakness
      ? this.#say("drill.script.weakest", { topic: this.#topics[topic].label })
      : this.#say("drill.script.strong");
    this.#section.querySelector("tbody").replaceChildren(...rows.map((counts) => this.#row(counts)));
  }

  #row({ topic, right, partly, wrong, last }) {
    const { label } = this.#topics[topic];
    const train = document.createElement("button");
    train.type = "button";
    train.className = "sim-button";
    train.dataset.topic = topic;
    train.textContent = this.#say("drill.column.train");
    train.setAttribute("aria-label", this.#say("drill.script.train_of", { topic: label }));
    return row(label, right, partly, wrong, shortDay(last, this.#lang), train);
  }

  #click(button) {
    if (button?.dataset.topic) this.#train(button.dataset.topic);
    else this.#actions[button?.dataset.action]?.();
  }

  #actions = {
    delete: () => {
      this.#ask(true);
      this.#button("no").focus();
    },
    no: () => {
      this.#ask(false);
      this.#button("delete").focus();
    },
    yes: async () => {
      this.#ask(false);
      try {
        await this.#drills.clear();
      } catch (error) {
        this.#unkept(error);
        if (error.reason !== "blocked") return;
      }
      this.#entries.clear();
      this.#show();
      this.#announce(this.#say("drill.script.deleted"));
      this.#section.querySelector("h2").focus();
    },
  };

  #ask(sure) {
    this.#section.querySelector(".dr-ask").hidden = sure;
    this.#section.querySelector(".dr-sure").hidden = !sure;
  }

  #button(action) {
    return this.#section.querySelector(`[data-action=${action}]`);
  }
}

/** A day in a narrow place: "26 Nov 2026". */
function shortDay(day, lang) {
  const format = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { dateStyle: "medium", timeZone: "UTC" });
  return format.format(new Date(`${day}T00:00:00Z`));
}
