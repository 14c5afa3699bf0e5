// Bringing cases in from a file or from the clipboard, with a report on what could not enter.

import { download } from "../download.js";
import { askToKeep } from "../storage/database.js";
import { compared, settled } from "./entering.js";
import { FileError, formatOf, LARGEST, readText } from "./files.js";
import { own, shown } from "../untrusted.js";
import { counted } from "./words.js";

const MOST_LISTED = 500; // mistakes that the page lists; the file of them holds all

export class Importing {
  #element;
  #page;
  #read = null; // what waits for the reader's choice
  #mistakes = [];

  /** `page` offers `say`, `lang`, `names`, `days`, `todayOf(record)`, `shelf`, `ask(method, params)`, and hears `entered()`. */
  constructor(root, page) {
    this.#page = page;
    this.#element = root.querySelector(".mc-import");
    const find = (selector) => this.#element.querySelector(selector);
    const file = find("#mc-file");
    file.addEventListener("change", async () => {
      if (file.files.length) await this.#readFile(file.files[0]);
      // The same file, corrected, can be chosen again.
      file.value = "";
    });
    this.#acceptDrops();
    this.#on("paste_read", () => this.#readRows(find("#mc-paste").value));
    this.#on("template", () => this.#template());
    this.#on("cancel", () => this.#forget());
    this.#on("mistakes_save", () => this.#saveMistakes());
    find(".mc-same").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#settle(new FormData(event.target).get("same"));
    });
  }

  #on(act, listener) {
    this.#element.querySelector(`[data-act="${act}"]`).addEventListener("click", listener);
  }

  #acceptDrops() {
    const mark = (event, over) => {
      event.preventDefault();
      this.#element.classList.toggle("mc-import--over", over);
    };
    this.#element.addEventListener("dragover", (event) => mark(event, true));
    this.#element.addEventListener("dragleave", (event) => mark(event, false));
    this.#element.addEventListener("drop", (event) => {
      mark(event, false);
      const [file] = event.dataTransfer.files;
      const text = event.dataTransfer.getData("text/plain");
      if (file) this.#readFile(file);
      else if (text) this.#readRows(text);
    });
  }

  async #readFile(file) {
    const { say } = this.#page;
    this.#forget();
    this.#tell(say("mycases.say.reading_file"));
    try {
      const { text, guessed } = await readText(file);
      await this.#take(text, guessed ? [say("mycases.say.encoding")] : []);
    } catch (error) {
      const ours = error instanceof FileError;
      this.#tell(ours ? say(`mycases.say.${error.key}`, error.values) : this.#failed(error));
    }
  }

  async #readRows(text) {
    this.#forget();
    if (!text.trim()) {
      this.#element.querySelector("#mc-paste").focus();
      return;
    }
    const { say } = this.#page;
    if (text.length > LARGEST) {
      this.#tell(say("mycases.say.too_much_pasted", { size: LARGEST / 1024 / 1024 }));
      return;
    }
    this.#tell(say("mycases.say.reading_file"));
    try {
      await this.#take(text, []);
    } catch (error) {
      this.#tell(this.#failed(error));
    }
  }

  #failed(error) {
    return this.#page.say("mycases.say.read_failed", { message: error.message });
  }

  async #take(text, remarks) {
    const { ask, say, days, todayOf, shelf } = this.#page;
    const { records, mistakes, unread } = await ask("read_records", { format: formatOf(text), text, ...days });
    if (unread) {
      // No row is wrong: there are none.
      this.#tell(say("mycases.say.unread", { reason: mistakes[0].message }));
      return;
    }
    const sorted = compared(records, (id) => shelf.get(id), todayOf);
    this.#showMistakes(mistakes);
    this.#read = { ...sorted, remarks };
    if (sorted.differing.length) this.#askWhatToDo(sorted.differing.length);
    else await this.#settle("same_skip");
  }

  #askWhatToDo(n) {
    const { say, lang } = this.#page;
    const form = this.#element.querySelector(".mc-same");
    form.hidden = false;
    form.elements.same.value = "same_replace";
    form.querySelector(".mc-same-count").textContent = counted(say, lang, "mycases.say.same_count", n);
    this.#tell("");
    form.querySelector("input").focus();
  }

  async #settle(choice) {
    const { say, lang, shelf } = this.#page;
    const { fresh, differing, unchanged, remarks } = this.#read;
    const settledOnes = settled(differing, choice);
    const entering = [...fresh, ...settledOnes];
    this.#hideChoice();
    let kept = true;
    if (entering.length) {
      kept = await shelf.putAll(entering);
      if (kept) askToKeep();
      this.#page.entered();
    }
    const several = (key, n) => (n ? [counted(say, lang, `mycases.say.${key}`, n)] : []);
    const sentences = [
      counted(say, lang, `mycases.say.${kept ? "entered" : "not_kept"}`, entering.length),
      ...several("unchanged", unchanged),
      ...several("skipped", differing.length - settledOnes.length),
      ...several("mistakes", this.#mistakes.filter((mistake) => !mistake.entered).length),
      ...several("remarks", this.#mistakes.filter((mistake) => mistake.entered).length),
      ...remarks,
    ];
    this.#tell(sentences.join(" "));
    this.#offerFile(!kept);
    // Rows with mistakes stay there to be corrected, and those that were not kept.
    if (kept && !this.#mistakes.length) this.#element.querySelector("#mc-paste").value = "";
  }

  #hideChoice() {
    const form = this.#element.querySelector(".mc-same");
    const held = form.contains(document.activeElement);
    form.hidden = true;
    this.#read = null;
    if (held) this.#element.querySelector("#mc-file").focus();
  }

  #forget() {
    this.#hideChoice();
    this.#showMistakes([]);
    this.#tell("");
    this.#offerFile(false);
  }

  /** Offer what this page holds as a file: the way out when the browser keeps nothing. */
  #offerFile(is) {
    this.#element.querySelector('[data-act="keep_copy"]').hidden = !is;
  }

  #tell(text) {
    this.#element.querySelector(".mc-import-state").textContent = text;
  }

  // --- what could not enter ---

  #showMistakes(mistakes) {
    this.#mistakes = mistakes;
    const box = this.#element.querySelector(".mc-mistakes");
    const { say, lang } = this.#page;
    const rows = mistakes.slice(0, MOST_LISTED).map((mistake) => {
      const row = document.createElement("tr");
      const { line, field, message } = mistake;
      for (const text of [line ?? "", this.#label(field), this.#result(mistake), message]) row.insertCell().textContent = text;
      return row;
    });
    box.querySelector("tbody").replaceChildren(...rows);
    const more = mistakes.length - rows.length;
    const unlisted = box.querySelector(".mc-unlisted");
    unlisted.hidden = more === 0;
    unlisted.textContent = more ? counted(say, lang, "mycases.say.unlisted", more) : "";
    box.hidden = !mistakes.length;
  }

  /** What the reader calls a column; of one that nobody knows, what the file calls it. */
  #label(field) {
    const { fact, column } = this.#page.names;
    return own(fact, field ?? "") ?? own(column, field ?? "") ?? shown(field ?? "");
  }

  /** Whether the row entered all the same. */
  #result({ entered }) {
    return this.#page.say(entered ? "mycases.say.taken_in" : "mycases.say.left_out");
  }

  #saveMistakes() {
    const { say } = this.#page;
    const place = (mistake) => {
      const line = mistake.line && say("mycases.say.mistake_line", { line: mistake.line });
      return [line, this.#label(mistake.field), this.#result(mistake)].filter(Boolean).join(", ");
    };
    const lines = this.#mistakes.map((mistake) => `${place(mistake)}: ${mistake.message}`);
    download({ text: `${lines.join("\r\n")}\r\n`, name: say("mycases.say.mistakes_name"), type: "text/plain" });
  }

  async #template() {
    const { ask, say, days } = this.#page;
    const problem = this.#element.querySelector("#mc-template").value || null;
    this.#tell(say("mycases.say.preparing"));
    try {
      const file = await ask("record_template", { format: "csv", problem, ...days });
      download(file);
      this.#tell(say("mycases.say.file_ready", { name: file.name }));
    } catch (error) {
      this.#tell(say("mycases.say.file_failed", { message: error.message }));
    }
  }
}
