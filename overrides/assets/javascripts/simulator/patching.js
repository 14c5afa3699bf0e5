// Brings a place of the page to other markup by exchanging only what differs: the rest is neither parsed nor laid out anew.
//
// Of each place the markup is kept as it came. New markup is compared with that and not with what the page shows: there,
// other scripts have filled in blanks, opened folds and chosen languages since.

import { attributesOf, insideOf, nameOf, piecesOf, tagOf } from "./markup.js";

/**
 * What other scripts furnish from within. It is exchanged as one, or what they wrote would outlive what it was about; a
 * tick too, which the reader may have set meanwhile. Elsewhere the page's nodes stand in the order of the markup.
 */
const WHOLE = "[data-message], [data-count], input[data-step], select, textarea";

/** Where elements have one of these, it tells which is the same one as before. */
const NAMES = ["id", "data-step", "data-message", "data-count", "data-place", "data-fact", "data-item"];

const SUMMARY = /<summary.*?<\/summary>/s;

const kept = new WeakMap(); // place → its markup as it came
const place = document.createRange(); // one for all: browsers mind each of them at each change

/** Show markup (trusted, escaped by the renderer) in a place that is filled in this way alone. */
export function patch(part, html) {
  const before = kept.get(part);
  kept.set(part, html);
  if (before === undefined || !follow(part, before, html)) part.replaceChildren(made(html, part));
}

/** Bring what is in `parent` from one markup to another; tells whether the page held what the first one says. */
function follow(parent, before, after) {
  const [pieces, fresh] = [piecesOf(before), piecesOf(after)];
  const nodes = [...parent.childNodes];
  if (nodes.length !== pieces.length) return false;
  const shorter = Math.min(pieces.length, fresh.length);
  let start = 0;
  while (start < shorter && pieces[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < shorter - start && pieces.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  const next = nodes[nodes.length - end] ?? null;
  const old = pieces.slice(start, pieces.length - end).map((piece, at) => new Shown(piece, nodes[start + at]));
  if (!old.every((shown) => shown.isThere)) return false;
  let added = ""; // pieces that stand together are parsed together
  const add = () => {
    if (added) parent.insertBefore(made(added, parent), old[0]?.node ?? next);
    added = "";
  };
  for (const piece of fresh.slice(start, fresh.length - end)) {
    const which = identityOf(piece);
    const at = old.findIndex((shown) => shown.identity === which);
    if (at < 0) {
      added += piece;
      continue;
    }
    add();
    for (const gone of old.splice(0, at)) gone.node.remove();
    become(old.shift(), piece);
  }
  add();
  for (const gone of old) gone.node.remove();
  return true;
}

/** A piece of markup and the node that shows it. */
class Shown {
  constructor(piece, node) {
    this.piece = piece;
    this.node = node;
    this.identity = identityOf(piece);
  }

  get isThere() {
    const { piece, node } = this;
    if (node.nodeType === Node.TEXT_NODE) return nameOf(piece) === undefined;
    const written = attributesOf(tagOf(piece));
    return node.localName === nameOf(piece) && NAMES.every((name) => node.hasAttribute(name) === written.has(name));
  }
}

function identityOf(piece) {
  const name = nameOf(piece);
  if (name === undefined) return "";
  const attributes = attributesOf(tagOf(piece));
  const names = NAMES.filter((one) => attributes.has(one));
  return [name, ...(names.length ? names : ["class"]).map((one) => `${one}=${attributes.get(one)}`)].join(" ");
}

function become({ piece, node }, fresh) {
  if (piece === fresh) return;
  if (node.nodeType === Node.TEXT_NODE) {
    node.data = meant(fresh);
    return;
  }
  if (!node.matches(WHOLE)) {
    if (tagOf(piece) !== tagOf(fresh)) take(node, tagOf(piece), tagOf(fresh));
    // Another title or key: another fold, which nobody has opened yet.
    if (node.localName === "details" && titleOf(piece) !== titleOf(fresh)) node.open = attributesOf(tagOf(fresh)).has("open");
    if (follow(node, insideOf(piece), insideOf(fresh))) return;
  }
  node.replaceWith(made(fresh, node.parentNode));
}

/** Give an element the attributes of another tag, as far as the tags differ. */
function take(node, before, after) {
  const [old, fresh] = [attributesOf(before), attributesOf(after)];
  for (const name of new Set([...old.keys(), ...fresh.keys()])) {
    if (name === "open" || old.get(name) === fresh.get(name)) continue;
    if (fresh.has(name)) node.setAttribute(name, meant(fresh.get(name)));
    else node.removeAttribute(name);
  }
}

function titleOf(details) {
  return [attributesOf(tagOf(details)).get("data-key"), ...(SUMMARY.exec(details) ?? [])].join(" ");
}

/** What a text or a value says that is written as markup. */
function meant(written) {
  if (!written.includes("&")) return written;
  return made(written, document.body).textContent;
}

/** Markup as nodes that belong into `parent`. */
function made(html, parent) {
  place.selectNodeContents(parent);
  return place.createContextualFragment(html);
}
