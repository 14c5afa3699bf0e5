// The last part of the answer: copy it, save it as a file, print it. Everything is written by Python or the address.

import { download } from "../download.js";
import { dayInWords } from "./dates.js";
import { draft } from "./draft.js";
import { packagesEngineFor } from "./engines.js";
import { whenNear } from "./near.js";
import { hide, write } from "./sparing.js";

const CALENDAR_TIME = 60_000; // ms: a Python with a library comes first

export class TakeAway {
  #page;
  #packages;
  #section;
  #printed;
  #leaving = new AbortController();

  #case = null; // the case of the answer that shows
  #last = ""; // the way that was tried last
  #turn = 0; // counts the tries: only the newest one says what became of it

  constructor(root, page) {
    this.#page = page;
    this.#packages = packagesEngineFor(root);
    this.#section = root.querySelector(".take");
    this.#printed = root.querySelector(".take-printed");
    const { signal } = this.#leaving;
    root.addEventListener("answershown", ({ detail }) => this.#show(detail), { signal });
    this.#section.addEventListener("click", ({ target }) => this.#click(target.closest("[data-take]")), { signal });
    whenNear(this.#section, () => this.#prepare(), signal);
  }

  leave() {
    this.#leaving.abort();
  }

  #show({ case: shown, result }) {
    this.#case = shown;
    this.#turn += 1;
    this.#button("calendar").disabled = !result.dated;
    write(this.#find("#take-why-calendar"), this.#page.say(result.dated ? "take.calendar_why" : "take.no_dates"));
    hide(this.#find(".take-feedback"));
    this.#page.later("printed", () => this.#showPrinted(shown.today));
  }

  /** Write a calendar that nobody has asked for yet: the next one finds the library there. */
  #prepare() {
    if (this.#button("calendar").disabled || this.#packages.state.name !== "idle") return;
    this.#written("calendar").catch(() => {}); // whoever asks for one hears of it
  }

  /** The line that stands on paper only. */
  #showPrinted(today) {
    const date = dayInWords(today, this.#page.lang);
    const { link, version } = this.#page;
    this.#printed.textContent = this.#page.say("take.printed", { date, version, link });
  }

  #click(button) {
    if (!button) return;
    const way = button.dataset.take;
    if (way !== "again") this.#last = way;
    if (this.#last === "print") window.print();
    else this.#take(this.#last);
  }

  async #take(way) {
    const turn = (this.#turn += 1);
    const tell = (key, values, told) => turn === this.#turn && this.#tell(key, values, told);
    if (way === "calendar") tell("take.working_file");
    else tell("take.working", {}, { quiet: true });
    try {
      if (way === "calendar" || way === "json") {
        const file = await this.#written(way);
        download(file);
        tell("take.saved", { name: file.name });
      } else {
        const text = way === "link" ? Promise.resolve(this.#page.link) : this.#text(way);
        const copied = await copy(text);
        if (copied) tell(`take.copied_${way}`);
        else tell("take.refused", {}, { byHand: await text });
      }
    } catch (error) {
      if (error.code === "needs") tell("take.no_package", {}, { again: true });
      else tell("take.failed", { message: error.message }, { again: true });
    }
  }

  async #text(way) {
    return (await this.#written(way)).text;
  }

  /**
   * The answer as a file, with what the reader has written beside the facts. A calendar is opened on other days, so its
   * link leads to the answer of that day; the key keeps the dates of a case together there.
   */
  #written(format) {
    const beside = {
      key: draft.key,
      name: [draft.order, draft.store].filter(Boolean).join(" · "),
      link: format === "calendar" ? this.#page.linkForAnyDay : this.#page.link,
      blanks: { ...draft.blanks, order: draft.order },
      now: new Date().toISOString(),
    };
    const asked = { ...this.#case, format, beside };
    return format === "calendar" ? this.#askPackages(asked) : this.#page.call("export", asked);
  }

  #askPackages(asked) {
    if (this.#packages.state.name === "failed") this.#packages.restart();
    return this.#packages.call("export", asked, CALENDAR_TIME);
  }

  /** Say what became of it, in place and to those who hear the page; `quiet`: only in place. */
  #tell(key, values = {}, { quiet = false, again = false, byHand = null } = {}) {
    const said = this.#page.say(key, values);
    hide(this.#find(".take-feedback"), false);
    this.#find(".take-said").textContent = said;
    hide(this.#button("again"), !again);
    hide(this.#find(".take-by-hand"), byHand === null);
    if (byHand !== null) {
      const field = this.#find("textarea");
      field.value = byHand;
      field.focus();
      field.select();
    }
    if (!quiet) this.#page.announce(said);
  }

  #button(way) {
    return this.#find(`[data-take=${way}]`);
  }

  #find(selector) {
    return this.#section.querySelector(selector);
  }
}

/**
 * Copy the text that `text` promises; tells whether the browser let us. The promise goes along, because some browsers
 * want to be asked while the click is still fresh. Breaks only where the promise does.
 */
async function copy(text) {
  try {
    if ("ClipboardItem" in globalThis) {
      const blob = text.then((written) => new Blob([written], { type: "text/plain" }));
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    } else {
      await navigator.clipboard.writeText(await text);
    }
    return true;
  } catch {
    await text;
    return false;
  }
}
