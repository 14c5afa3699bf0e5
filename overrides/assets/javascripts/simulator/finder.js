// Which problems, questions of the FAQ and pages a few typed words are about. No page, no network.

const MOST = 3;
const MOST_TYPED = 200; // characters, as many as the box takes
const LONG = 4; // letters from which a word may be unfinished, or mistyped

/**
 * Finds entries of `ask.json` (playbook_sim/site/ask.py) with the library MiniSearch, which is handed in.
 *
 * `find(typed, platform)` returns at most three of the entries, the best one first; those of another platform than the
 * reader's come after all others.
 */
export class Finder {
  #search;
  #entries;
  #ignored;
  #means;

  constructor(MiniSearch, { entries, ignored, means }) {
    this.#entries = new Map(entries.map((entry) => [entry.id, entry]));
    this.#ignored = new Set(ignored);
    this.#means = new Map(Object.entries(means));
    this.#search = new MiniSearch({
      fields: ["named", "tags", "text", "other"],
      tokenize: (text) => text.split(/[^\p{L}\p{N}]+/u).filter(Boolean),
      processTerm: (word) => this.#plain(word),
      searchOptions: {
        processTerm: (word) => this.#asked(word),
        prefix: (word) => word.length >= LONG,
        fuzzy: (word) => (word.length > LONG ? 0.2 : 0),
        boost: { named: 3, tags: 4, text: 1, other: 0.7 },
        boostDocument: (id) => this.#weight(id),
      },
    });
    this.#search.addAll(entries);
  }

  find(typed, platform = "") {
    const elsewhere = ({ platform: its }) => Boolean(platform && its && its !== platform && its !== "any");
    const found = this.#search.search(typed.slice(0, MOST_TYPED)).map(({ id }) => this.#entries.get(id));
    return [...found.filter((entry) => !elsewhere(entry)), ...found.filter(elsewhere)].slice(0, MOST);
  }

  /** A page leads to every problem, so it goes before one of them where both have the words. */
  #weight(id) {
    if (id.includes("#")) return 0.85;
    return this.#entries.get(id).platform ? 1 : 1.45;
  }

  #plain(word) {
    const plain = word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
    return this.#ignored.has(plain) ? null : plain;
  }

  #asked(word) {
    const plain = this.#plain(word);
    return plain && this.#means.has(plain) ? [plain, ...this.#means.get(plain)] : plain;
  }
}
