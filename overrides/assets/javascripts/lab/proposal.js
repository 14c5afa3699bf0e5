// The change as somebody proposes it: what to write where, to be copied.

export class Proposal {
  #section;
  #say;
  #ask;

  #asked = 0; // how often

  isOpen = false;

  /**
   * `ask(told, confirmed)` gives the proposal with what changes in the words of `told`, or null; `confirmed`: the editor
   * has said that the languages say the same, and it breaks where that cannot be written. `onTold` hears those words.
   */
  constructor(section, { say, release, told, ask, onTold, signal }) {
    this.#section = section;
    this.#say = say;
    this.#ask = ask;
    section.querySelector('[data-place="release"]').innerHTML = release;
    for (const area of this.#areas) area.value = told[area.dataset.release] ?? "";
    section.addEventListener("input", ({ target }) => {
      if (target !== this.#tick) {
        onTold(this.told);
        this.unconfirm();
      }
      this.refresh();
    }, { signal });
    section.addEventListener("click", ({ target }) => this.#click(target.closest("button")), { signal });
  }

  /** Language → what changes. */
  get told() {
    return Object.fromEntries(this.#areas.map((area) => [area.dataset.release, area.value]));
  }

  /** A text has changed, so what was confirmed is no longer so. */
  unconfirm() {
    this.#tick.checked = false;
  }

  /** `state`: `nothing` to propose, `mistakes` that are to be mended first, or `ready`. */
  show(state) {
    const nothing = this.#section.querySelector(".lab-nothing");
    nothing.hidden = state === "ready";
    if (state !== "ready") nothing.textContent = this.#say(`lab.propose.${state}`);
    this.#section.querySelector('[data-action="open"]').hidden = state !== "ready" || this.isOpen;
    this.#section.querySelector(".lab-proposal").hidden = state !== "ready" || !this.isOpen;
    if (state === "ready") this.refresh();
  }

  /** Write it anew, if it is looked at. */
  async refresh() {
    if (!this.isOpen) return;
    const asked = (this.#asked += 1);
    const proposal = await this.#ask(this.told, this.#tick.checked).catch(() => this.#noRecord());
    // Whoever types on asks again before the answer to the first letters is there.
    if (!proposal || asked !== this.#asked) return;
    this.#section.querySelector(".lab-confirm").hidden = !proposal.texts;
    this.#section.querySelector(".lab-release").hidden = !proposal.meant;
    this.#section.querySelector('[data-place="proposal"]').innerHTML = proposal.html;
  }

  #noRecord() {
    this.unconfirm();
    this.#section.querySelector(".lab-copied").textContent = this.#say("lab.propose.no_record");
  }

  async #click(button) {
    if (button?.dataset.action === "open") {
      this.isOpen = true;
      button.hidden = true;
      this.#section.querySelector(".lab-proposal").hidden = false;
      await this.refresh();
      this.#section.querySelector("h3").focus();
    } else if (button?.dataset.copy) {
      await this.#copy(button);
    }
  }

  async #copy(button) {
    const [source] = [...button.parentElement.querySelectorAll("pre:not(.lab-code--old)")].slice(-1);
    const text = source.textContent;
    const copied = this.#section.querySelector(".lab-copied");
    try {
      await navigator.clipboard.writeText(text.endsWith("\n") ? text : `${text}\n`);
      copied.textContent = this.#say("lab.propose.copied");
    } catch {
      getSelection().selectAllChildren(source);
      copied.textContent = this.#say("lab.propose.not_copied");
    }
  }

  get #tick() {
    return this.#section.querySelector("#lab-confirmed");
  }

  get #areas() {
    return [...this.#section.querySelectorAll("[data-release]")];
  }
}
