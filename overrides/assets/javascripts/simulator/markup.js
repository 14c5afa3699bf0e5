// Markup of the renderer taken apart as text, which takes a fraction of the time that parsing it does. The renderer
// closes what it opens, and writes `<` and `>` for tags alone (playbook_sim/rendering/html.py).

const VOID = /<(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)[ >]/y;
const TAG = /^<([^ >]+)/;
const ATTRIBUTE = / ([^ =>]+)(?:="([^"]*)")?/g;

/** The texts and elements that markup consists of, each as markup. */
export function piecesOf(html) {
  const pieces = [];
  for (let at = 0; at < html.length; ) {
    const end = html[at] === "<" ? endOfElement(html, at) : endOfText(html, at);
    pieces.push(html.slice(at, end));
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

/** The name of the element that a piece is; undefined for a text. */
export function nameOf(piece) {
  return TAG.exec(piece)?.[1];
}

/** The tag that a piece begins with. */
export function tagOf(piece) {
  return piece.slice(0, piece.indexOf(">") + 1);
}

/** What stands inside the element that a piece is. */
export function insideOf(piece) {
  return piece.slice(piece.indexOf(">") + 1, Math.max(piece.lastIndexOf("<"), piece.indexOf(">") + 1));
}

/** The attributes in a tag, name → value as it is written there. */
export function attributesOf(tag) {
  return new Map([...tag.matchAll(ATTRIBUTE)].map(([, name, value = ""]) => [name, value]));
}
