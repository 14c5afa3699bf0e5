// The list of problems: which of them are offered, and what the chosen one asks.

export class ProblemList {
  #select;
  // Each group of the problems with its place in words: platform and stage.
  #groups;

  constructor(select) {
    this.#select = select;
    this.#groups = new Map([...select.querySelectorAll("optgroup")].map((group) => [group, group.label]));
  }

  /** The platform of the chosen problem; undefined while none is chosen. */
  get platform() {
    return this.#option?.dataset.platform;
  }

  /** The facts that the chosen problem can ask, and those it asks first. */
  get asked() {
    return idsOf(this.#option?.dataset.asks);
  }

  get askedFirst() {
    return idsOf(this.#option?.dataset.questions);
  }

  /** The steps that the chosen problem may have. */
  get steps() {
    return idsOf(this.#option?.dataset.steps);
  }

  get #option() {
    const option = this.#select.options[this.#select.selectedIndex];
    return option?.value ? option : null;
  }

  /** Choose a problem; tells whether it is in the list. */
  choose(problem) {
    const option = [...this.#select.options].find(({ value }) => value === problem);
    if (!option?.value) return false;
    option.selected = true;
    return true;
  }

  /** `{title, platform}` of a problem, offered now or not; null where there is none. */
  described(problem) {
    const options = [...this.#groups.keys()].flatMap((group) => [...group.children]);
    const option = options.find(({ value }) => value === problem);
    return option ? { title: option.textContent.trim(), platform: option.dataset.platform } : null;
  }

  /** Offer the problems of a platform and those of any; all of them while none is chosen. */
  fit(platform) {
    const chosen = this.#option;
    const own = ({ dataset }) => dataset.platform === platform;
    const fitting = [...this.#groups].filter(([group]) => !platform || own(group) || group.dataset.platform === "any");
    for (const [group, place] of fitting) group.label = own(group) ? group.dataset.stage : place;
    this.#select.replaceChildren(this.#select.options[0], ...fitting.map(([group]) => group));
    this.#select.value = chosen && (!platform || own(chosen)) ? chosen.value : "";
  }
}

function idsOf(text) {
  return text ? text.split(" ") : [];
}
