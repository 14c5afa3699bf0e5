// Brings "My cases" to life wherever its page appears: after a load, or after navigation without one.

import { MyCases } from "./cases/page.js";
import { onEachPage } from "./each-page.js";
import { engineFor } from "./simulator/engines.js";

let mounted = { root: null, page: null };

function mount() {
  const root = document.getElementById("saved-cases");
  if (root === mounted.root) return;
  mounted.page?.leave();
  mounted = { root, page: root && new MyCases(root, engineFor(root)) };
  mounted.page?.begin();
}

onEachPage(mount);
