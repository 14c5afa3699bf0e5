// What the check of the whole rulebook says of the change, as it is found.

export class Check {
  #section;
  #say;

  constructor(section, say) {
    this.#section = section;
    this.#say = say;
  }

  /** Nothing is changed, so nothing is checked. */
  showIdle() {
    this.#show(this.#say("lab.check.idle"));
  }

  /** Nothing is known while something cannot be so. */
  showNone() {
    this.#show("");
  }

  /** How far the check has come; only what it has found is read aloud. */
  showProgress(n, all) {
    this.#show("");
    this.#progress.textContent = this.#say("lab.check.asking", { n, all });
    this.#progress.hidden = false;
  }

  /** All that it has found: lists of trusted markup. */
  show(found) {
    const list = this.#list;
    list.innerHTML = found.join("");
    const n = list.children.length;
    this.#tell(n === 0 ? this.#say("lab.check.none") : this.#say(`lab.check.some_${n === 1 ? "one" : "many"}`, { n }));
    list.hidden = !n;
  }

  #show(text) {
    this.#list.hidden = true;
    this.#tell(text);
  }

  #tell(text) {
    this.#progress.hidden = true;
    this.#section.querySelector(".lab-checked").textContent = text;
  }

  get #progress() {
    return this.#section.querySelector(".lab-checking");
  }

  get #list() {
    return this.#section.querySelector('[data-place="check"]');
  }
}
