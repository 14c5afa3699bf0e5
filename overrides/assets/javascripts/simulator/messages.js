// The texts of messages in the page: their blanks, and copying them.

import { hide, write } from "./sparing.js";

const STOP = /^[.。]/;
const ENDS = /[.!?…。！？]$/;

/** Whether a text needs no stop behind it, as playbook_sim/message_texts.py has it. */
export function endsSentence(text) {
  return ENDS.test(text);
}

/** Remember what each blank below `root` says while it is empty. */
export function readBlanks(root) {
  for (const mark of root.querySelectorAll("mark")) mark.dataset.label ??= mark.textContent;
}

/**
 * Fill the blanks below `root`; `textOf` gives the text of a blank in a language, an empty one where there is none.
 * An optional blank brings its sentence along, and is not seen while it is empty.
 */
export function fillBlanks(root, textOf) {
  for (const mark of root.querySelectorAll("mark[data-blank]")) {
    const text = textOf(mark.dataset.blank, mark.closest("[lang]").lang).trim();
    const { before = "", after = "", label } = mark.dataset;
    const ended = endsSentence(text);
    write(mark, text ? before + text + (ended ? after.replace(STOP, "") : after) : label);
    endOnce(mark, ended);
    if (isOptional(mark)) hide(mark, !text);
    mark.classList.toggle("pb-filled", text !== "");
  }
}

/** Take the stop behind a blank away where what is filled in brings its own, and put it back where it does not. */
function endOnce({ dataset, nextSibling: next }, ended) {
  if (ended && !dataset.stop && next && STOP.test(next.data)) {
    dataset.stop = next.data[0];
    next.data = next.data.slice(1);
  } else if (!ended && dataset.stop) {
    next.data = dataset.stop + next.data;
    delete dataset.stop;
  }
}

function isOptional({ dataset }) {
  return dataset.before !== undefined;
}

/** The blanks and facts that are still empty in these places, one mark for each. */
export function emptyMarks(places) {
  const marks = places.flatMap((place) => [...place.querySelectorAll("mark:not(.pb-filled)")]).filter((mark) => !isOptional(mark));
  return [...new Map(marks.map((mark) => [mark.dataset.blank ?? `fact ${mark.dataset.fact}`, mark])).values()];
}

/** Where a message stands in one language: its subject and its body. */
export function placesOf(details) {
  return {
    subject: details.querySelector(".pb-message__subject [lang]"),
    body: details.querySelector(".pb-message__body"),
  };
}

/** Copy a text; where the browser keeps the clipboard to itself, select `place` instead. Tells whether it copied. */
export async function copyOrSelect(text, place) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection().selectAllChildren(place);
    return false;
  }
}
