// Starts the engine of the page at once, before the page's own script has come with all its parts.

import { engineFor } from "./engines.js";

engineFor(document.querySelector("[data-runtime]")).begin();
