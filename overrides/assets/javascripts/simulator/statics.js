// The problems' paths as rendered at build time: each is text in a `noscript` until it is wanted.

/** Make elements of the paths in `place` of which `isWanted({platform, problem})`. */
export function bringStatics(place, isWanted) {
  for (const unread of place.querySelectorAll("noscript")) if (isWanted(unread.dataset)) unread.replaceWith(contentOf(unread));
}

function contentOf(unread) {
  const template = document.createElement("template");
  // Material takes pages apart where no script runs: there it has elements already.
  if (unread.firstElementChild) template.content.append(...unread.childNodes);
  else template.innerHTML = unread.textContent;
  return template.content;
}
