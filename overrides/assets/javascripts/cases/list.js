// The cases on the page: a part of all of them at first, in order, without ever taking the keyboard from the reader.

import { Row } from "./row.js";

const PAGE = 50;

export class List {
  #page;
  #element;
  #more;
  #rows = new Map();
  #records = [];
  #limit = PAGE;

  constructor(root, page) {
    this.#page = page;
    this.#element = root.querySelector(".mc-list");
    this.#more = root.querySelector(".mc-more");
    this.#more.querySelector("button").addEventListener("click", () => this.#showMore());
  }

  /** How many cases are listed. */
  get length() {
    return this.#element.children.length;
  }

  /** Show these records in this order. `hold`: leave those that stand there in their places. */
  show(records, { hold = false } = {}) {
    this.#records = hold ? this.#held(records) : records;
    this.#render();
  }

  /** Begin again with the first ones, as after another filter. */
  startOver() {
    this.#limit = PAGE;
  }

  /** Whether the reader is at a case, with the keyboard or the pointer. */
  get isInUse() {
    return this.#element.contains(document.activeElement) || this.#element.matches(":hover");
  }

  /** Move the keyboard to a case; to the one now in the `place` of one that has gone. Tells whether there is one. */
  focus(id, place = -1) {
    const row = this.#rows.get(id) ?? this.#rows.get(this.#element.children[place]?.dataset.id);
    row?.focus();
    return Boolean(row);
  }

  /** The place of a case in the list. */
  placeOf(id) {
    return [...this.#element.children].findIndex((element) => element.dataset.id === id);
  }

  /** The order on the page, then what is new. */
  #held(records) {
    const places = new Map([...this.#element.children].map((element, place) => [element.dataset.id, place]));
    const place = ({ id }) => places.get(id) ?? Infinity;
    const standing = records.filter((record) => places.has(record.id)).sort((a, b) => place(a) - place(b));
    return [...standing, ...records.filter((record) => !places.has(record.id))];
  }

  #render() {
    const shown = this.#records.slice(0, this.#limit);
    const anchor = document.activeElement?.closest?.(".mc-case")?.dataset.id;
    const anchored = this.#records.find(({ id }) => id === anchor);
    if (anchored && !shown.includes(anchored)) shown.push(anchored);

    const rows = new Map();
    for (const record of shown) {
      const row = this.#rows.get(record.id) ?? new Row(this.#page, record);
      row.update(record);
      rows.set(record.id, row);
    }
    this.#rows = rows;
    this.#arrange([...rows.values()].map(({ element }) => element));
    this.#more.hidden = shown.length >= this.#records.length;
  }

  /** Put the elements in order. The one that holds the keyboard stays: moving it would take the keyboard away. */
  #arrange(elements) {
    const now = [...this.#element.children];
    if (now.length === elements.length && now.every((element, place) => element === elements[place])) return;
    const anchor = elements.find((element) => element.contains(document.activeElement));
    if (!anchor) {
      this.#element.replaceChildren(...elements);
      return;
    }
    const place = elements.indexOf(anchor);
    for (const element of now) if (element !== anchor) element.remove();
    anchor.before(...elements.slice(0, place));
    anchor.after(...elements.slice(place + 1));
  }

  #showMore() {
    const first = this.#records[this.#limit];
    this.#limit += PAGE;
    this.#render();
    this.#page.listChanged();
    this.focus(first?.id);
  }
}
