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
    for (const place of part.querySelectorAll("[data-day-end]")) tellDayEnd(place, place.dataset.dayEnd, this.#page);
  }
}

/** Say in a place when a day of the platform ends; hidden where the reader's own clock says the same as one in China. */
export function tellDayEnd(place, day, { say, lang }, key = "sim.day_end") {
  const end = endOfDayInChina(day);
  place.hidden = clockIsChinas(end);
  place.textContent = say(key, { moment: momentInWords(end, lang, say) });
}
