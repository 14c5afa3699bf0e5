// What became of copying a message, said beside it; and once the letter says something else, that an older one was copied.

import { placesOf } from "./messages.js";
import { hide, write } from "./sparing.js";

const PLACE = ".pb-message__copied";

export class Copied {
  #page;
  #last = new Map(); // message and language → what was copied last, and what was said of it

  constructor(page) {
    this.#page = page;
  }

  /** The message in `details` was copied, or its subject only (`what`). `empty`: blanks were still empty. */
  tell(details, what, told, { empty = false } = {}) {
    this.#last.set(keyOf(details), { what, text: textOf(details, what), told, empty, warned: false });
    show(details, told, { warns: empty });
    this.#page.announce(told);
  }

  /** The messages below `part` may have changed. */
  refresh(part) {
    if (!this.#last.size) return;
    for (const details of part.querySelectorAll("[data-message] [data-language]")) {
      const last = this.#last.get(keyOf(details));
      if (!last) continue;
      const isOld = textOf(details, last.what) !== last.text;
      const told = isOld ? this.#page.say(`desk.older_${last.what}`) : last.told;
      show(details, told, { warns: isOld || last.empty });
      // Once is enough: at each letter that is typed it would drown the typing.
      if (isOld && !last.warned) this.#page.announce(told);
      last.warned ||= isOld;
    }
  }

  /** Another case has begun. */
  forget(part) {
    this.#last.clear();
    for (const place of part?.querySelectorAll(PLACE) ?? []) hide(place);
  }
}

/** What is copied of the message in `details`: all of it, or its `subject`. */
export function textOf(details, what) {
  const { subject, body } = placesOf(details);
  return what === "subject" ? subject.textContent : `${subject.textContent}\n\n${body.textContent}`;
}

function keyOf(details) {
  return `${details.closest("[data-message]").dataset.message} ${details.dataset.language}`;
}

function show(details, told, { warns }) {
  const place = details.querySelector(PLACE);
  write(place, told);
  place.classList.toggle("pb-message__copied--empty", warns);
  hide(place, !told);
}
