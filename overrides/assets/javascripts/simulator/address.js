// The address of the case that is open: what it says besides the facts, and how it follows every change.

import { fragmentOf, sameVersion } from "./link.js";

export class Address {
  /** The version that this case was made with, where it is not the one at hand; else null. */
  madeWith = null;
  /** The id under which this browser keeps the case; null while it does not. Never in the address for others. */
  saved = null;

  #version;
  #named; // the version of the rules that the address names: the link's until the reader changes something

  constructor(version) {
    this.#version = version;
    this.#named = version;
  }

  /** Take over what an opened link says, see `readFragment`. */
  open({ values }) {
    this.#named = values.get("v") || this.#version;
    this.madeWith = sameVersion(this.#named, this.#version) ? null : this.#named;
    this.saved = values.get("case") ?? null;
  }

  /** The reader has changed something: from here on the address names the rules at hand. */
  touched() {
    this.#named = this.#version;
  }

  /** The reader has gone to another problem: what an older link was made with no longer matters. */
  movedOn() {
    this.touched();
    this.madeWith = null;
  }

  /** The fragment for what the form holds; see `fragmentOf`. */
  fragment(form, facts, done, usual, { forOthers = false } = {}) {
    return fragmentOf(form, facts, done, usual, this.#named, forOthers ? null : this.saved);
  }

  /**
   * Put a fragment into the address; tells whether that changed it. A `newPlace` is one to come back to, anything else
   * takes the place of the last.
   */
  write(fragment, { newPlace = false } = {}) {
    if (fragment === location.hash) return false;
    const address = location.pathname + location.search + fragment;
    try {
      if (newPlace) history.pushState(null, "", address);
      else history.replaceState(history.state, "", address);
    } catch {
      // Browsers refuse many changes in a short time; the next one brings the address up to date.
    }
    return true;
  }

  /** Make the case that ends here a place to come back to. */
  leaveBehind() {
    if (location.hash) history.pushState(null, "", location.href);
  }
}
