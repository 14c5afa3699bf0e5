// Brings the simulator to life wherever its page appears: after a load, or after navigation without one.

import { onEachPage } from "./each-page.js";
import { Ask } from "./simulator/ask.js";
import { Calendars } from "./simulator/calendars.js";
import { DayEnds } from "./simulator/day-ends.js";
import { Desk } from "./simulator/desk.js";
import { engineFor } from "./simulator/engines.js";
import { Futures } from "./simulator/futures.js";
import { Ledger } from "./simulator/ledger.js";
import { Page } from "./simulator/page.js";
import { Report } from "./simulator/report.js";
import { Saving } from "./simulator/saving.js";
import { Steps } from "./simulator/steps.js";
import { TakeAway } from "./simulator/takeaway.js";
import { WhatIf } from "./simulator/whatif.js";

// What works beside form and answer. Each is made with `(root, page)` before the page opens its first case, hears the
// root's events (`caseshown`, `casechanged`, `caseasked`, `answershown`, `answergone`) and is told to
// `leave()` when the page does.
const COMPANIONS = [Ask, Futures, WhatIf, Desk, Steps, Saving, TakeAway, Ledger, Calendars, DayEnds, Report];

let mounted = { root: null, page: null, companions: [] };

function mount() {
  const root = document.getElementById("simulator");
  if (root === mounted.root) return;
  mounted.page?.leave();
  for (const companion of mounted.companions) companion.leave();
  mounted = { root, page: null, companions: [] };
  if (!root) return;
  mounted.page = new Page(root, engineFor(root));
  mounted.companions = COMPANIONS.map((Companion) => new Companion(root, mounted.page));
  mounted.page.begin();
  root.dataset.ownFragment = location.pathname;
  root.addEventListener("fragmentchange", () => mounted.page.open(location.hash));
}

onEachPage(mount);
