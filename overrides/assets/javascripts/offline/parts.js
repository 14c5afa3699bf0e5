// Parts of the page that are fetched only when they are needed, and do not come. After a deployment the host has others
// in their place, and no second try finds them: then only loading the page anew helps.

import { deployed } from "./deployed.js";

/** Whether the host has another edition of the site than the one that this page is of. */
export async function isOlder() {
  const { root, edition } = document.querySelector(".pb-site").dataset;
  const there = edition && (await deployed(new URL(root, location.href)));
  return Boolean(there) && there.edition !== edition;
}

/**
 * A part did not come: say why in `element`, and let `button` do what helps. Where the site has been updated since, that
 * is to load the page anew, after `beforeReload()`; otherwise `again()`. `missing` and `older` are the keys of the words
 * for the two. The promise is kept with what was said.
 */
export async function tellMissing(element, button, { say, missing, older = "engine.part_older", again, beforeReload }) {
  const isGone = await isOlder();
  button.textContent = say(isGone ? "engine.reload" : "engine.try_again");
  button.onclick = (event) => {
    event.stopPropagation(); // what the button does otherwise is not wanted
    if (isGone) {
      beforeReload?.();
      reload(() => (element.textContent = say("engine.part_unreachable")));
    } else {
      button.onclick = null;
      again();
    }
  };
  button.hidden = false;
  return (element.textContent = say(isGone ? older : missing));
}

/** Load the page anew, unless nobody answers at its address: it would be gone, with all that was typed. */
async function reload(stay) {
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (answer?.ok) location.reload();
  else stay();
}
