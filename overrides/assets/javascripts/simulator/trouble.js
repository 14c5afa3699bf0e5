// A line in the form which tells that there are no answers, while the place that says why is out of sight: on a phone it
// stands below the form. It is not announced: that place is, see `Answer.showEngine`.

import { hide } from "./sparing.js";

const IN_SIGHT = 0.5; // the part of the place that is enough to be noticed

export class Trouble {
  #line;
  #place;
  #watch;
  #failed = false;
  #isSeen = true;

  constructor(root) {
    this.#line = root.querySelector(".sim-trouble");
    this.#place = root.querySelector(".sim-failed");
    this.#watch = new IntersectionObserver(
      ([{ isIntersecting }]) => {
        this.#isSeen = isIntersecting;
        this.#update();
      },
      { threshold: IN_SIGHT },
    );
    this.#line.querySelector("button").addEventListener("click", () => this.#lead());
    this.#line.addEventListener("focusout", ({ relatedTarget }) => this.#update(relatedTarget));
  }

  leave() {
    this.#watch.disconnect();
  }

  /** Whether answers have `failed`. */
  show(failed) {
    if (failed === this.#failed) return;
    this.#failed = failed;
    if (failed) {
      this.#watch.observe(this.#place);
    } else {
      this.#watch.unobserve(this.#place);
      if (this.#line.contains(document.activeElement)) this.#line.closest("form").elements.problem.focus();
      hide(this.#line);
    }
  }

  /** The line stays while the keyboard is there. */
  #update(focused = document.activeElement) {
    if (this.#failed && !this.#line.contains(focused)) hide(this.#line, this.#isSeen);
  }

  #lead() {
    this.#place.focus({ preventScroll: true });
    this.#place.scrollIntoView();
  }
}
