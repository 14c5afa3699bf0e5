// Markup of the renderer taken apart as text, which takes a fraction of the time that parsing it does. The renderer
// closes what it opens, and writes `<` and `>` for tags alone (playbook_sim/rendering/html.py).

const VOID = /<(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)[ >]/y;
const TAG = /^<([^ >]+)/;
const ATTRIBUTE = / ([^ =>]+)(?:="([^"]*)")?/g;

/** A text or an element, as markup. What is found out about it is kept: the next answer is compared with it. */
export class Piece {
  markup;

  #attributes;
  #inside;

  constructor(markup) {
    this.markup = markup;
  }

  get isText() {
    return this.markup[0] !== "<";
  }

  /** The name of the element; undefined for a text. */
  get name() {
    return TAG.exec(this.markup)?.[1];
  }

  /** The tag that the element begins with; "" for a text. */
  get tag() {
    return this.markup.slice(0, this.markup.indexOf(">") + 1);
  }

  /** The attributes in the tag, name → value as it is written there; none for a text. */
  get attributes() {
    this.#attributes ??= new Map([...this.tag.matchAll(ATTRIBUTE)].map(([, name, value = ""]) => [name, value]));
    return this.#attributes;
  }

  /** The pieces that stand inside the element. */
  get inside() {
    const begin = this.tag.length;
    this.#inside ??= piecesOf(this.markup.slice(begin, Math.max(this.markup.lastIndexOf("<"), begin)));
    return this.#inside;
  }
}

/** The texts and elements that markup consists of. */
export function piecesOf(html) {
  const pieces = [];
  for (let at = 0; at < html.length; ) {
    const end = html[at] === "<" ? endOfElement(html, at) : endOfText(html, at);
    pieces.push(new Piece(html.slice(at, end)));
    at = end;
  }
  return pieces;
}

function endOfText(html, at) {
  const end = html.indexOf("<", at);
  return end < 0 ? html.length : end;
}

function endOfElement(html, at) {
  let depth = 0;
  while (at >= 0) {
    if (html[at + 1] === "/") depth -= 1;
    else if (!isVoid(html, at)) depth += 1;
    const end = html.indexOf(">", at);
    if (depth === 0 && end >= 0) return end + 1;
    at = end < 0 ? end : html.indexOf("<", end);
  }
  return html.length;
}

function isVoid(html, at) {
  VOID.lastIndex = at;
  return VOID.test(html);
}
