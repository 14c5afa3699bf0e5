// Taking cases out: the calendar of all open duties, and everything as CSV or JSON.

import { download } from "../download.js";
import { isNewer } from "../storage/records.js";
import { bare } from "./checking.js";
import { counted } from "./words.js";

export class Taking {
  #element;
  #page;

  /** `page` offers `say`, `lang`, `days`, `simulator`, `ask(method, params, n)`, `records` and `shown` (those the filters show). */
  constructor(root, page) {
    this.#page = page;
    this.#element = root.querySelector(".mc-take");
    const on = (act, listener) =>
      this.#element.querySelector(`[data-act="${act}"]`).addEventListener("click", listener);
    on("calendar", () => this.#calendar());
    on("export_csv", () => this.#export("csv"));
    on("export_json", () => this.#export("json"));
  }

  /** Offer to take only what the filters show, while they leave something out. */
  offer({ filtering }) {
    this.#element.querySelector(".mc-only").hidden = !filtering;
  }

  get #records() {
    const only = this.#element.querySelector(".mc-only");
    return !only.hidden && only.querySelector("input").checked ? this.#page.shown : this.#page.records;
  }

  async #calendar() {
    const { ask, days, simulator, say, lang } = this.#page;
    const link = new URL(simulator, location.href).href;
    const open = this.#records.filter((record) => !record.closed_on && !isNewer(record));
    const now = new Date().toISOString();
    const file = await this.#make(open, () => ask("case_calendar", { records: open.map(bare), ...days, link, now }));
    if (!file) return;
    const left = ["undated", "contradictory"].filter((why) => file[why]);
    const several = (key, n) => counted(say, lang, `mycases.say.${key}`, n);
    this.#tell([several("calendar", file.cases), ...left.map((why) => several(why, file[why]))].join(" "));
  }

  async #export(format) {
    const records = this.#records;
    await this.#make(records, () => this.#page.written(format, records));
  }

  /** Write a file and give it to the reader; null when there is none. */
  async #make(records, write) {
    const { say } = this.#page;
    if (!records.length) {
      this.#tell(say("mycases.say.nothing_to_take"));
      return null;
    }
    this.#tell(say("mycases.say.preparing"));
    try {
      const file = await write();
      download(file);
      const missing = (file.mistakes ?? []).map(({ message }) => message);
      this.#tell([say("mycases.say.file_ready", { name: file.name }), ...missing].join(" "));
      return file;
    } catch (error) {
      this.#tell(say("mycases.say.file_failed", { message: error.message }));
      return null;
    }
  }

  #tell(text) {
    this.#element.querySelector(".mc-take-state").textContent = text;
  }
}
