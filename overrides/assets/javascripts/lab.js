// The rule lab at the end of a problem's page. Nothing of it is fetched before it is opened; that changes were kept is told.

import { onEachPage } from "./each-page.js";
import { Draft } from "./lab/draft.js";
import { tellMissing } from "./offline/parts.js";
import { wordsOf } from "./simulator/words.js";

let mounted = { root: null, leave: () => {} };

function mount() {
  const root = document.getElementById("lab");
  if (root === mounted.root) return;
  mounted.leave();
  // Material fetches a page again for the first link to a place on it: whoever followed one has not been elsewhere.
  const stayed = root !== null && root.dataset.problem === mounted.root?.dataset.problem;
  mounted = { root, leave: () => {} };
  tell(false);
  if (root) prepare(root, !stayed);
}

function prepare(root, greets) {
  const draft = new Draft(root.dataset.problem);
  const fold = root.querySelector(".lab-fold");
  const kept = root.querySelector(".lab-kept");
  const { size } = draft.edits;
  kept.textContent = size ? wordsOf(root.dataset.words)(`lab.kept_${size === 1 ? "one" : "many"}`, { n: size }) : "";
  kept.hidden = !size;
  root.querySelector(".lab-no-script").hidden = true;
  const toggled = () => {
    draft.keep({ open: fold.open });
    if (mounted.root === root) tell(fold.open);
    if (fold.open) open(root, draft, greets);
  };
  fold.addEventListener("toggle", toggled);
  // Who was quicker than this script has opened it already.
  if (fold.open) toggled();
  else if (draft.open && size) fold.open = true;
  root.dataset.mounted = "";
}

/** Styles ask this of the document: to look for an open fold in it would cost each answer of the simulator milliseconds. */
function tell(isOpen) {
  if (isOpen) document.documentElement.dataset.lab = "open";
  else delete document.documentElement.dataset.lab;
}

async function open(root, draft, greets) {
  if (root.dataset.opened !== undefined) return;
  root.dataset.opened = "";
  const say = wordsOf(root.dataset.words);
  try {
    const { Lab } = await import("./lab/lab.js");
    if (mounted.root !== root) return;
    const lab = new Lab(root, draft, { greets });
    mounted.leave = () => lab.leave();
    root.querySelector(".lab-kept").hidden = true;
  } catch {
    delete root.dataset.opened;
    const [failed, live] = [".lab-failed", ".sim-live"].map((place) => root.querySelector(place));
    const again = () => {
      root.querySelector("summary").focus();
      failed.hidden = true;
      live.textContent = "";
      open(root, draft, greets);
    };
    const [reason, button] = [".lab-reason", "button"].map((place) => failed.querySelector(place));
    live.textContent = await tellMissing(reason, button, { say, missing: "lab.failed_rules", again });
    failed.hidden = false;
  }
}

onEachPage(mount);
