// Brings the guided questions to life wherever they stand: after a load, or after navigation without one.

import { Triage } from "./simulator/triage.js";

window.document$.subscribe(() => {
  const root = document.getElementById("triage");
  if (root && !("mounted" in root.dataset)) new Triage(root);
});
