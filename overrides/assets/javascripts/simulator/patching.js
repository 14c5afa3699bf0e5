// Brings a place of the page to other markup by exchanging only what differs: the rest is neither parsed nor laid out anew.
//
// Of each place the markup is kept as it came. New markup is compared with that and not with what the page shows: there,
// other scripts have filled in blanks, opened folds and chosen languages since.

import { piecesOf } from "./markup.js";

/**
 * What other scripts furnish from within. It is exchanged as one, or what they wrote would outlive what it was about; a
 * tick too, which the reader may have set meanwhile. Elsewhere the page's nodes stand in the order of the markup.
 */
const WHOLE = "[data-message], [data-count], input[data-step], select, textarea";

/** Where elements have one of these, it tells which is the same one as before. */
const NAMES = ["id", "data-step", "data-message", "data-count", "data-place", "data-fact", "data-item"];

const SUMMARY = /<summary.*?<\/summary>/s;

const kept = new WeakMap(); // place → the pieces of its markup as it came
const identities = new WeakMap(); // piece → what tells which one it is
const place = document.createRange(); // one for all: browsers mind each of them at each change

/** Show markup (trusted, escaped by the renderer) in a place that is filled in this way alone. */
export function patch(part, html) {
  const before = kept.get(part);
  const fresh = piecesOf(html);
  kept.set(part, fresh);
  if (before === undefined || !follow(part, before, fresh)) part.replaceChildren(made(html, part));
}

/**
 * Bring what is in `parent` from one row of pieces to another; tells whether the page held what the first one says.
 * What stays the same in `fresh` becomes the piece of `before`, and all that is known of it.
 */
function follow(parent, before, fresh) {
  const nodes = [...parent.childNodes];
  if (nodes.length !== before.length) return false;
  const shorter = Math.min(before.length, fresh.length);
  let start = 0;
  for (; start < shorter && before[start].markup === fresh[start].markup; start += 1) fresh[start] = before[start];
  let end = 0;
  for (; end < shorter - start && before.at(-1 - end).markup === fresh.at(-1 - end).markup; end += 1) {
    fresh[fresh.length - 1 - end] = before[before.length - 1 - end];
  }
  const next = nodes[nodes.length - end] ?? null;
  const old = before.slice(start, before.length - end).map((piece, at) => ({ piece, node: nodes[start + at] }));
  if (!old.every(isThere)) return false;
  let added = ""; // pieces that stand together are parsed together
  const add = () => {
    if (added) parent.insertBefore(made(added, parent), old[0]?.node ?? next);
    added = "";
  };
  for (const piece of fresh.slice(start, fresh.length - end)) {
    const which = identityOf(piece);
    const at = old.findIndex((shown) => identityOf(shown.piece) === which);
    if (at < 0) {
      added += piece.markup;
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

/** Whether a node is what a piece of markup says. */
function isThere({ piece, node }) {
  if (node.nodeType === Node.TEXT_NODE) return piece.isText;
  return node.localName === piece.name && NAMES.every((name) => node.hasAttribute(name) === piece.attributes.has(name));
}

function identityOf(piece) {
  let known = identities.get(piece);
  if (known === undefined) {
    const { attributes } = piece;
    const names = NAMES.filter((one) => attributes.has(one));
    const told = (names.length ? names : ["class"]).map((one) => `${one}=${attributes.get(one)}`);
    known = piece.isText ? "" : [piece.name, ...told].join(" ");
    identities.set(piece, known);
  }
  return known;
}

function become({ piece, node }, fresh) {
  if (piece.markup === fresh.markup) return;
  if (node.nodeType === Node.TEXT_NODE) {
    node.data = meant(fresh.markup);
    return;
  }
  if (!node.matches(WHOLE)) {
    if (piece.tag !== fresh.tag) take(node, piece.attributes, fresh.attributes);
    // Another title or key: another fold, which nobody has opened yet.
    if (node.localName === "details" && titleOf(piece) !== titleOf(fresh)) node.open = fresh.attributes.has("open");
    if (follow(node, piece.inside, fresh.inside)) return;
  }
  node.replaceWith(made(fresh.markup, node.parentNode));
}

/** Give an element the attributes of another tag, as far as the tags differ. */
function take(node, old, fresh) {
  for (const name of new Set([...old.keys(), ...fresh.keys()])) {
    if (name === "open" || old.get(name) === fresh.get(name)) continue;
    if (fresh.has(name)) node.setAttribute(name, meant(fresh.get(name)));
    else node.removeAttribute(name);
  }
}

function titleOf(details) {
  return [details.attributes.get("data-key"), ...(SUMMARY.exec(details.markup) ?? [])].join(" ");
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
