// Brings a place of the page to other markup by exchanging only what differs: the rest is not laid out anew.
//
// Of each place the markup is kept as it came. New markup is compared with that and not with what the page shows: there,
// other scripts have filled in blanks, opened folds and chosen languages since.

/**
 * What other scripts furnish from within. It is exchanged as one, or what they wrote would outlive what it was about; a
 * tick too, which the reader may have set meanwhile.
 */
const WHOLE = "[data-message], [data-count], input[data-step], select, textarea";

/** Where elements have one of these, it tells which is the same one as before. */
const NAMES = ["id", "data-step", "data-message", "data-count", "data-place", "data-fact", "data-item"];

const kept = new WeakMap(); // place → its markup as it came
const shown = new WeakMap(); // node of such markup → the node of the page made from it

/** The page does not hold a node where the markup had it. */
class Astray extends Error {}

/** Show markup (trusted, escaped by the renderer) in a place that is filled in this way alone. */
export function patch(place, html) {
  try {
    if (!kept.has(place)) throw new Astray();
    follow(kept.get(place), parsed(html), place);
  } catch (error) {
    if (!(error instanceof Astray)) throw error;
    const markup = parsed(html);
    place.replaceChildren(...[...markup.childNodes].map(copyOf));
    kept.set(place, markup);
  }
}

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** Bring the children of `known`, and in the page those of `parent`, to those of `fresh`. */
function follow(known, fresh, parent) {
  const [before, after] = [[...known.childNodes], [...fresh.childNodes]];
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start].isEqualNode(after[start])) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end).isEqualNode(after.at(-1 - end))) end += 1;
  const next = before[before.length - end] ?? null;
  const old = before.slice(start, before.length - end);
  for (const node of after.slice(start, after.length - end)) {
    const at = old.findIndex((other) => isSame(other, node));
    for (const gone of old.splice(0, Math.max(at, 0))) remove(gone, parent);
    if (at < 0) insert(node, known, old[0] ?? next, parent);
    else become(old.shift(), node, parent);
  }
  for (const gone of old) remove(gone, parent);
}

function isSame(one, other) {
  if (one.nodeName !== other.nodeName) return false;
  if (one.nodeType !== Node.ELEMENT_NODE) return true;
  const names = NAMES.filter((name) => one.hasAttribute(name) || other.hasAttribute(name));
  return (names.length ? names : ["class"]).every((name) => one.getAttribute(name) === other.getAttribute(name));
}

function become(old, fresh, parent) {
  const node = shownIn(parent, old);
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.data = node.data = fresh.data;
  } else if (old.matches(WHOLE)) {
    node.replaceWith(copyOf(fresh));
    old.replaceWith(fresh);
  } else {
    // Another title or key: another fold, which nobody has opened yet.
    if (old.localName === "details" && isOther(old, fresh)) node.open = fresh.open;
    for (const { name } of [...old.attributes, ...fresh.attributes]) take(name, fresh, old, node);
    follow(old, fresh, node);
  }
}

function take(name, fresh, ...others) {
  const value = fresh.getAttribute(name);
  for (const other of others) {
    if (name === "open" || other.getAttribute(name) === value) continue;
    if (value === null) other.removeAttribute(name);
    else other.setAttribute(name, value);
  }
}

function isOther(one, other) {
  return one.dataset.key !== other.dataset.key || titleOf(one) !== titleOf(other);
}

function titleOf(details) {
  return details.querySelector("summary")?.textContent;
}

function insert(node, known, next, parent) {
  parent.insertBefore(copyOf(node), next && shownIn(parent, next));
  known.insertBefore(node, next);
}

function remove(node, parent) {
  shownIn(parent, node).remove();
  node.remove();
}

/** A copy for the page, remembered node by node. */
function copyOf(node) {
  const copy = document.importNode(node, true);
  remember(node, copy);
  return copy;
}

function remember(node, copy) {
  shown.set(node, copy);
  for (let from = node.firstChild, to = copy.firstChild; from; from = from.nextSibling, to = to.nextSibling) {
    remember(from, to);
  }
}

function shownIn(parent, node) {
  const found = shown.get(node);
  if (found?.parentNode !== parent) throw new Astray();
  return found;
}
