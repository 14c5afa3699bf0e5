// "My cases": what the browser keeps, listed at once, then brought up to date by the rules.

import { asTimeGoes } from "../as-time-goes.js";
import { download } from "../download.js";
import { areOwnDays, dayHere, dayInChina } from "../simulator/dates.js";
import { wordsOf } from "../simulator/words.js";
import { closedOn, isNewer, SCHEMA } from "../storage/records.js";
import { Checking, outdated } from "./checking.js";
import { Deleting } from "./deleting.js";
import { EngineState } from "./engine-state.js";
import { Figures } from "./figures.js";
import { fitting, isFiltering, ofState } from "./filter.js";
import { Filters } from "./filters.js";
import { Importing } from "./importing.js";
import { List } from "./list.js";
import { inOrder } from "./order.js";
import { fragmentOf } from "./row.js";
import { Shelf } from "./shelf.js";
import { Taking } from "./taking.js";
import { counted, dayInWords, nameOf } from "./words.js";

const BASE_TIME = 20_000; // ms that an answer may take at least
const TIME_PER_CASE = 60; // ms, many times what the rules need

export class MyCases {
  shelf = new Shelf();
  /** Today in China. */
  today = dayInChina(new Date());
  /** Today where the days of a case are counted. */
  todayOf = (record) => (areOwnDays(record) ? this.#here : this.today);
  #here = dayHere(new Date());
  shown = [];

  /** Both, for whoever is asked about many cases at once. */
  get days() {
    return { today: this.today, own_today: this.#here };
  }

  #root;
  #engine;
  #queue = Promise.resolve();
  #leaving = new AbortController();
  #read = false;

  constructor(root, engine) {
    this.#root = root;
    this.#engine = engine;
    this.lang = root.dataset.lang;
    this.version = root.dataset.version;
    this.simulator = root.dataset.simulator;
    this.say = wordsOf(root.dataset.words);
    this.names = JSON.parse(root.dataset.names);
    this.#bindParts(root);
    this.#listen();
  }

  #bindParts(root) {
    this.list = new List(root, this);
    this.filters = new Filters(root, this);
    this.importing = new Importing(root, this);
    this.figures = new Figures(root, this);
    this.taking = new Taking(root, this);
    this.deleting = new Deleting(root, this);
    this.engineState = new EngineState(root, this.say);
    this.checking = new Checking(this.shelf, this.ask, this.version, {
      todayOf: this.todayOf,
      onProgress: (done, all) => this.#showProgress(done, all),
      onFailure: ({ message }) => this.engineState.show({ name: "failed", reason: "answer", message }),
      onPart: () => this.refresh({ hold: this.list.isInUse }),
    });
    this.shelf.onTrouble = (reason) => this.#showTrouble(reason);
    this.shelf.onChange = () => this.refresh({ hold: this.list.isInUse });
  }

  async begin() {
    this.#engine.onState = (state) => this.engineState.show(state);
    this.#showToday();
    await this.#readShelf();
    // An empty list needs none, and what is asked first starts it.
    if (this.records.length) this.#engine.begin();
    this.engineState.show(this.#engine.state);
  }

  /** Let go: the page's elements are about to leave the document. The engine stays for the next one. */
  leave() {
    this.#leaving.abort();
    this.checking.leave();
    this.figures.leave();
    this.shelf.close();
    this.#engine.onState = () => {};
  }

  async #readShelf() {
    await this.shelf.read();
    if (this.#leaving.signal.aborted) return;
    this.#read = true;
    this.#root.dataset.mounted = "";
    this.refresh();
    this.checking.run();
  }

  // --- for the parts of the page ---

  /** All cases, in no order. */
  get records() {
    return this.shelf.records;
  }

  /** Ask the engine, one thing after another: what waits its turn must not seem to hang. */
  ask = (method, params) => {
    const cases = (params.cases ?? params.records ?? []).length + (params.text?.length ?? 0) / 200;
    const call = () => this.#engine.call(method, { lang: this.lang, ...params }, BASE_TIME + TIME_PER_CASE * cases);
    const answer = this.#queue.then(call);
    this.#queue = answer.catch(() => {});
    return answer;
  };

  /** The cases as a file: `{text, name, type}`. JSON needs no Python, so that a backup is always to be had. */
  async written(format, records) {
    try {
      return await this.ask("write_records", { format, records, ...this.days });
    } catch (error) {
      if (format !== "json") throw error;
      return asJson(records, this.#here);
    }
  }

  /** Say something to those who hear the page. */
  announce(text) {
    this.#root.querySelector(".sim-live").textContent = text;
  }

  /** A copy of what Python has rendered for the script to fill in. */
  template(name) {
    return this.#root.querySelector(`template[data-template="${name}"]`).content.cloneNode(true);
  }

  /** The sign of an urgency. */
  sign(urgency) {
    return this.template("signs").querySelector(`[data-sign="${urgency}"]`).firstChild;
  }

  /** Show what the filters let through. `hold`: leave the cases that stand on the page in their places. */
  refresh({ hold = false } = {}) {
    if (!this.#read) return;
    const records = this.records;
    const { filter } = this.filters;
    const found = fitting(records, filter);
    this.shown = inOrder(ofState(found, filter.state));
    this.list.show(this.shown, { hold });
    this.filters.offer(records, found);
    this.taking.offer({ filtering: isFiltering(filter) });
    this.listChanged();
    this.figures.update();
    const find = (selector) => this.#root.querySelector(selector);
    find(".mc-loading").hidden = true;
    find(".mc-empty").hidden = records.length > 0;
    for (const part of [".mc-body", ".mc-figures", ".mc-take", ".mc-delete"]) {
      find(part).hidden = records.length === 0 && (part !== ".mc-body" || !this.deleting.canUndo);
    }
  }

  /** Say how many cases there are and how many of them are listed. */
  listChanged() {
    const { say, lang } = this;
    const [all, shown] = [this.records.length, this.shown.length];
    const number = (n) => n.toLocaleString(lang);
    const count =
      shown === all
        ? counted(say, lang, "mycases.say.shown", all)
        : say("mycases.say.shown_some", { shown: number(shown), n: number(all) });
    const listed = this.list.length;
    const words = listed < shown ? say("mycases.say.shown_page", { count, page: number(listed) }) : count;
    const place = this.#root.querySelector(".mc-count");
    if (place.textContent !== words) place.textContent = words;
    this.#root.querySelector(".mc-none").hidden = shown > 0 || all === 0;
  }

  filtered() {
    this.list.startOver();
    this.refresh();
  }

  /** New cases are here, or old ones are back. */
  entered() {
    this.refresh();
    this.checking.run();
  }

  // --- what is done to a case ---

  async keepNotes(id, notes) {
    const kept = await this.#change(id, () => ({ notes }));
    this.refresh({ hold: true });
    if (kept && this.shelf.get(id)) this.announce(this.say("mycases.say.notes_kept"));
    return kept;
  }

  /** Put what `edit(record)` returns into a case, and say what is to be done next. */
  async tick(id, edit) {
    await this.#change(id, (record) => ({ ...edit(record), summary: outdated(record.summary) }));
    await this.checking.run();
    const summary = this.shelf.get(id)?.summary;
    this.announce(this.say("mycases.say.ticked", { next: summary?.do[this.lang] ?? "" }));
  }

  /** Leave for the simulator with a case. */
  openInSimulator(record) {
    location.href = this.simulator + fragmentOf(record);
  }

  close(id, closed_on, outcome) {
    return this.#move(id, (record) => closedOn(record, closed_on, outcome), "closed_case");
  }

  reopen(id) {
    return this.#move(id, () => ({ closed_on: null, outcome: null }), "reopened");
  }

  remove(id) {
    return this.deleting.remove(id);
  }

  /** A change that may send the case to another place of the list; the keyboard goes on to the one that takes its place. */
  async #move(id, edit, words) {
    const place = this.list.placeOf(id);
    const title = nameOf(this.shelf.get(id), this.names, this.say);
    const changing = this.#change(id, edit);
    document.activeElement?.blur();
    this.refresh();
    this.list.focus(this.list.placeOf(id) === place ? id : null, place) || this.#focusTitle();
    this.announce(this.say(`mycases.say.${words}`, { case: title }));
    await changing;
    this.checking.run();
  }

  #focusTitle() {
    this.#root.querySelector("#mc-title").focus();
  }

  #change(id, edit) {
    const changed = (record) => ({ ...record, ...edit(record), changed_on: this.todayOf(record) });
    return this.shelf.change([id], (record) => (isNewer(record) ? null : changed(record)));
  }

  // --- what the page tells ---

  #showToday() {
    const [here, say] = [this.#here, this.say];
    const day = dayInWords(this.today, this.lang);
    const differs = { china: day, local: dayInWords(here, this.lang) };
    const words = here === this.today ? say("mycases.say.today", { day }) : say("form.today_differs", differs);
    this.#root.querySelector(".mc-today").textContent = words;
  }

  #showTrouble(reason) {
    for (const box of this.#root.querySelectorAll(".mc-trouble")) {
      const shows = box.dataset.reason === reason;
      if (shows && box.hidden) this.announce(this.say(`cases.storage_${reason}`));
      box.hidden = !shows;
      box.querySelector('[data-act="keep_copy"]').hidden = this.records.length === 0;
    }
  }

  #showProgress(done, all) {
    this.engineState.showProgress(all === null ? null : { done, all, lang: this.lang });
    // What was held in its place while the reader was there may move once all is known.
    if (all === null && !this.#leaving.signal.aborted) this.refresh({ hold: this.list.isInUse });
  }

  #listen() {
    const { signal } = this.#leaving;
    asTimeGoes(() => this.#moveOn(), signal);
    this.#root.addEventListener("click", (event) => this.#click(event.target.closest("button")), { signal });
  }

  /** A page that stays open over midnight moves on. */
  #moveOn() {
    const [day, here] = [dayInChina(new Date()), dayHere(new Date())];
    if ((day === this.today && here === this.#here) || !this.#read) return;
    this.today = day;
    this.#here = here;
    this.#showToday();
    this.refresh();
    this.checking.run();
  }

  #click(button) {
    const { act } = button?.dataset ?? {};
    if (act === "keep_copy") download(asJson(this.records, this.#here));
    else if (act === "try_again") this.#readShelf();
    else if (act === "restart") {
      this.#engine.restart();
      this.checking.run();
    }
  }
}

/** The backup as the bridge writes it, for when the bridge cannot. */
function asJson(records, today) {
  const lines = records.map(({ summary, ...record }) => JSON.stringify(record)).join(",\n");
  const text = `{"format": "after-sales-playbook cases",\n"schema": ${SCHEMA},\n"records": [\n${lines}\n]}\n`;
  return { text, name: `my-cases-${today}.json`, type: "application/json" };
}
