// The worked case that is looked at: its facts, what changes in it, and its whole answer under the changed rules.

export class Sample {
  #section;
  #say;
  #select;
  #cases; // the cases to choose from, as `{names, request}`

  /** `cases`: all worked cases; `mine`: the places of those of this problem, with their `titles`; `chosen`: one of them; `onChoose` hears. */
  constructor(section, { say, cases, mine, titles, chosen, onChoose, signal }) {
    this.#section = section;
    this.#say = say;
    this.#cases = cases;
    this.#select = section.querySelector("select");
    this.#select.replaceChildren(...mine.map((place, at) => new Option(titles[at], String(place))));
    this.#select.value = String(chosen);
    this.#select.addEventListener("change", onChoose, { signal });
  }

  /** The place of the case among all. */
  get number() {
    return Number(this.#select.value);
  }

  /** What the rules are asked; undefined where there is no case. */
  get request() {
    return this.#cases[this.number]?.request;
  }

  /** Look at another case, also one of another problem. */
  choose(number, title) {
    const value = String(number);
    if (![...this.#select.options].some((option) => option.value === value)) this.#select.add(new Option(title, value));
    this.#select.value = value;
    const heading = this.#section.querySelector("h3");
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  }

  /** Say that the answer is the one from before the mistakes; nothing when there are none. */
  showStale(text) {
    const stale = this.#section.querySelector(".lab-stale");
    stale.textContent = text;
    stale.hidden = !text;
    this.#place("parts").classList.toggle("lab-parts--stale", Boolean(text));
  }

  /** Trusted markup, escaped by the renderer. */
  show({ facts, difference, parts, folded }) {
    this.#place("facts").innerHTML = facts;
    this.#place("difference").innerHTML = difference;
    const place = this.#place("parts");
    const open = new Set([...place.querySelectorAll("details[open]")].map(nameOf));
    const shown = Object.values(parts).map((html) => framed("div", html));
    const hidden = Object.entries(folded).map(([part, html]) => this.#folded(part, html));
    place.replaceChildren(...shown, ...hidden);
    for (const details of place.querySelectorAll("details")) {
      if (open.has(nameOf(details))) details.open = true;
    }
  }

  #folded(part, html) {
    const fold = document.createElement("details");
    const title = document.createElement("summary");
    fold.className = "lab-part";
    title.textContent = this.#say(`part.${part}`);
    fold.append(title, framed("div", html));
    return fold;
  }

  #place(name) {
    return this.#section.querySelector(`[data-place="${name}"]`);
  }
}

function framed(tag, html) {
  const frame = document.createElement(tag);
  frame.innerHTML = html;
  return frame;
}

function nameOf(details) {
  return `${details.closest("[id]")?.id} ${details.querySelector("summary").textContent}`;
}
