// The links below the page that report a mistake: they take the case along, as far as it is dates and answers.

export class Report {
  #leaving = new AbortController();
  #page;

  constructor(root, page) {
    this.#page = page;
    for (const type of ["answershown", "answergone"]) {
      root.addEventListener(type, () => page.later("report", () => this.#fill()), { signal: this.#leaving.signal });
    }
  }

  leave() {
    this.#leaving.abort();
  }

  #fill() {
    const told = new URL(this.#page.link).hash.slice(1);
    // The form about a translation does not ask for the case.
    for (const link of document.querySelectorAll("[data-report]:not([data-report=translation])")) {
      const address = new URL(link.href);
      if (told) address.searchParams.set("case", told);
      else address.searchParams.delete("case");
      link.href = address.href;
    }
  }
}
