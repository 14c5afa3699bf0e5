// Brings the guided questions to life wherever they stand: after a load, or after navigation without one.

import { onEachPage } from "./each-page.js";
import { Triage } from "./simulator/triage.js";

onEachPage(() => {
  const root = document.getElementById("triage");
  if (root && !("mounted" in root.dataset)) new Triage(root);
});
