// Brings the drills to life wherever their page appears: after a load, or after navigation without one.

import { Drills } from "./drills/page.js";
import { onEachPage } from "./each-page.js";
import { engineFor } from "./simulator/engines.js";

let mounted = { root: null, drills: null };

function mount() {
  const root = document.getElementById("drills");
  if (root === mounted.root) return;
  mounted.drills?.leave();
  mounted = { root, drills: root && new Drills(root, engineFor(root)) };
  if (!root) return;
  root.dataset.ownFragment = location.pathname;
  root.addEventListener("fragmentchange", () => mounted.drills.open(location.hash));
}

onEachPage(mount);
