// What the page says of the engine: that it starts, how far it is with the cases, or that it has failed.

import { progressOf, remedyOf } from "../simulator/client.js";

const STAGES = 3; // of a start

export class EngineState {
  #root;
  #say;
  #state = { name: "idle" };
  #progress = null;

  constructor(root, say) {
    this.#root = root;
    this.#say = say;
  }

  /** `state`: see `Engine`. */
  show(state) {
    this.#state = state;
    this.#render();
  }

  /** `{done, all, lang}` while cases are being checked, null when none is. */
  showProgress(progress) {
    this.#progress = progress;
    this.#render();
  }

  /** The start is of interest only to who waits for something. */
  #render() {
    const { name, stage, share, reason, message } = this.#state;
    const box = this.#root.querySelector(".mc-progress");
    const failed = this.#root.querySelector(".mc-failed");
    box.hidden = !this.#progress || name === "failed";
    // Whoever tries again stays where they are.
    if (name !== "failed" && failed.contains(document.activeElement)) this.#root.querySelector("#mc-title").focus();
    const isNews = name === "failed" && failed.hidden;
    failed.hidden = name !== "failed";
    if (!box.hidden) {
      const { done, all, lang } = this.#progress;
      const [n, total] = [done.toLocaleString(lang), all.toLocaleString(lang)];
      const starting = name === "starting";
      box.querySelector("label").textContent = starting
        ? this.#say(`engine.${stage}`)
        : this.#say("mycases.say.checked_of", { n, all: total });
      const bar = box.querySelector("progress");
      bar.max = starting ? STAGES : all;
      bar.value = starting ? progressOf({ stage, share }) : done;
    }
    if (failed.hidden) return;
    const said = this.#say(`engine.failed_${reason}`);
    failed.querySelector(".mc-reason").textContent = said;
    if (isNews) this.#root.querySelector(".sim-live").textContent = `${this.#say("mycases.unavailable")}. ${said}`;
    failed.querySelector(".mc-detail").textContent = message ? this.#say("engine.detail", { message }) : "";
    failed.querySelector("[data-act=restart]").textContent = this.#say(remedyOf({ reason }));
  }
}
