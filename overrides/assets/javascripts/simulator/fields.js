// Ways from the answer back to the form, and words on what was written there.

/** The label of a fact's field, as the reader sees it. */
export function labelOf(root, fact) {
  return fieldOf(root, fact).querySelector("legend, label").firstChild.textContent.trim();
}

/** Put the reader at the field of a fact: at its answer if it has one. */
export function focusField(root, fact) {
  const field = fieldOf(root, fact);
  const control = field.querySelector("input:checked") ?? field.querySelector("input, select");
  control.focus({ preventScroll: true });
  field.scrollIntoView({ block: "center" });
}

function fieldOf(root, fact) {
  return root.querySelector(`[data-field="${fact}"]`);
}

/** Say something together with the answer that comes next, so that neither drowns the other. */
export function sayWithAnswer(root, page, text) {
  const heard = new AbortController();
  const { signal } = heard;
  root.addEventListener("answergone", () => heard.abort(), { signal });
  root.addEventListener(
    "answershown",
    ({ detail }) => {
      heard.abort();
      page.announce(`${text} ${detail.result.announcement}`);
    },
    { signal },
  );
}
