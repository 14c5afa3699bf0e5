/** What an opened link says that no field can show: a list of sentences, always as plain text. */
export class Notice {
  #element;
  #sentences = [];

  constructor(root) {
    this.#element = root.querySelector(".sim-notice");
  }

  show(sentences) {
    this.#sentences = sentences;
    const items = sentences.map((sentence) => {
      const item = document.createElement("li");
      item.textContent = sentence;
      return item;
    });
    this.#element.querySelector("ul").replaceChildren(...items);
    this.#element.hidden = sentences.length === 0;
  }

  add(sentence) {
    if (!this.#sentences.includes(sentence)) this.show([...this.#sentences, sentence]);
  }

  remove(sentence) {
    if (this.#sentences.includes(sentence)) this.show(this.#sentences.filter((one) => one !== sentence));
  }
}
