// Changes that are none cost as much as others: the browser works out the look of the element anew. These leave it be.

/** Hide an element or show it. */
export function hide(element, hidden = true) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

/** Put a text into an element. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
