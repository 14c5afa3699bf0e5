// The change as somebody proposes it: what to write where, to be copied.

export class Proposal {
  #section;
  #say;
  #ask;

  isOpen = false;

  /** `ask(told)` gives the proposal with what changes in the words of `told`, or null; `onTold` hears those words. */
  constructor(section, { say, release, told, ask, onTold, signal }) {
    this.#section = section;
    this.#say = say;
    this.#ask = ask;
    section.querySelector('[data-place="release"]').innerHTML = release;
    for (const area of this.#areas) area.value = told[area.dataset.release] ?? "";
    section.addEventListener("input", () => {
      onTold(this.told);
      this.refresh();
    }, { signal });
    section.addEventListener("click", ({ target }) => this.#click(target.closest("button")), { signal });
  }

  /** Language → what changes. */
  get told() {
    return Object.fromEntries(this.#areas.map((area) => [area.dataset.release, area.value]));
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
    const proposal = await this.#ask(this.told);
    if (!proposal) return;
    this.#section.querySelector(".lab-release").hidden = !proposal.meant;
    this.#section.querySelector('[data-place="proposal"]').innerHTML = proposal.html;
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

  get #areas() {
    return [...this.#section.querySelectorAll("[data-release]")];
  }
}
