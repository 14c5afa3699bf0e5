// How far the engine is, and that it failed.

import { progressOf, remedyOf } from "../simulator/client.js";

export class EngineNotice {
  #root;
  #say;

  constructor(root, say) {
    this.#root = root;
    this.#say = say;
  }

  /** Whoever was at something that has gone, such as the button that they have pressed, waits where the start is told. */
  receive() {
    const at = document.activeElement;
    if (this.#root.contains(at) && !at.checkVisibility()) this.#root.querySelector(".sim-engine").focus();
  }

  /** Show a state of the engine (see `Engine.state`). */
  show({ name, stage, share, reason, message }) {
    const starting = this.#root.querySelector(".sim-starting");
    starting.hidden = name !== "starting";
    if (name === "starting") {
      starting.querySelector(".sim-stage").textContent = this.#say(`engine.${stage}`);
      starting.querySelector("progress").value = progressOf({ stage, share });
    }
    const failed = this.#root.querySelector(".sim-failed");
    failed.hidden = name !== "failed";
    this.receive();
    if (name !== "failed") return;
    const said = this.#say(`engine.failed_${reason}`);
    failed.querySelector(".sim-reason").textContent = said;
    const detail = failed.querySelector(".sim-detail");
    detail.textContent = message ? this.#say("engine.detail", { message }) : "";
    detail.hidden = !message;
    failed.querySelector("[data-action=try_again]").textContent = this.#say(remedyOf({ reason }));
    this.#root.querySelector(".sim-live").textContent = `${this.#say("engine.failed")}. ${said}`;
  }
}
