// The result of a round: marks in all and by topic, the cases with both answers, and the page to print.

import { dayHere, dayInWords } from "../simulator/dates.js";
import { row } from "./table.js";
import { byTopic, counted } from "./tally.js";

export class Result {
  #section;
  #topics;
  #say;
  #lang;
  #version;

  constructor(root, { topics, say, lang, version }) {
    this.#section = root.querySelector(".dr-end");
    this.#topics = topics;
    this.#say = say;
    this.#lang = lang;
    this.#version = version;
    this.#section.querySelector("input").addEventListener("input", () => this.#sign());
    this.#section.querySelector("[data-action=print]").addEventListener("click", () => print());
  }

  /** Show the graded cases, as the engine gave their data. */
  show(graded) {
    const marks = counted(graded.map(({ whole }) => whole));
    const key = graded.length === 1 ? "drill.script.score_one" : "drill.script.score_many";
    this.#section.querySelector(".dr-score").textContent = this.#say(key, { ...marks, n: graded.length });
    const entries = graded.map(({ problem, whole }) => ({ problem, marks: { whole }, day: "" }));
    const rows = byTopic(entries, this.#topics);
    const cells = rows.map(({ topic, right, partly, wrong }) => row(this.#topics[topic].label, right, partly, wrong));
    this.#section.querySelector("tbody").replaceChildren(...cells);
    this.#section.querySelector(".dr-cases").replaceChildren(...graded.map((one) => this.#case(one)));
    this.#sign();
    this.#section.hidden = false;
    this.#section.querySelector("h2").focus();
  }

  hide() {
    this.#section.hidden = true;
  }

  /** Who, when, and by which rules: what a printed page must say. The name stays on the page. */
  #sign() {
    const name = this.#section.querySelector("input").value.trim();
    const key = name ? "drill.script.printed" : "drill.script.printed_unnamed";
    const date = dayInWords(dayHere(new Date()), this.#lang);
    const said = this.#say(key, { name, date, version: this.#version });
    this.#section.querySelector(".dr-printed").textContent = said;
  }

  #case({ title, level, story, first, when }) {
    const item = document.createElement("li");
    const head = document.createElement("p");
    const name = document.createElement("strong");
    name.textContent = title;
    head.append(name, ` · ${this.#say(`drill.level.${level}`)}`);
    const told = document.createElement("p");
    told.className = "dr-told";
    told.textContent = story.join(" · ");
    item.append(head, told, this.#answers("form.first", first), this.#answers("form.when", when));
    return item;
  }

  #answers(question, { given, right, mark }) {
    const list = document.createElement("dl");
    const add = (term, text) => {
      const [label, said] = [document.createElement("dt"), document.createElement("dd")];
      label.textContent = term;
      said.textContent = text;
      list.append(label, said);
    };
    add(this.#say(question), this.#say(`drill.mark.${mark}`));
    list.lastChild.className = `dr-marked dr-mark--${mark}`;
    add(this.#say("drill.given.yours"), given);
    if (mark !== "right") add(this.#say("drill.given.right"), right);
    return list;
  }
}
