// When a last day ends by the reader's own clock. The platform's days are China's: they end there at midnight.

import { clockIsChinas, endOfDayInChina, momentInWords } from "./dates.js";

export class DayEnds {
  #page;
  #leaving = new AbortController();

  constructor(root, page) {
    this.#page = page;
    root.addEventListener("partshown", ({ target }) => this.#tell(target), { signal: this.#leaving.signal });
  }

  leave() {
    this.#leaving.abort();
  }

  #tell(part) {
    const { say, lang } = this.#page;
    for (const place of part.querySelectorAll("[data-day-end]")) {
      const end = endOfDayInChina(place.dataset.dayEnd);
      place.hidden = clockIsChinas(end);
      place.textContent = say("sim.day_end", { moment: momentInWords(end, lang, say) });
    }
  }
}
