// Stock Pyodide as its documentation has it: loadPyodide() fetches the project's plain wheel while it starts itself.
// It speaks the protocol of the simulator's own worker, so that the simulator's page can be run on it.

import { loadPyodide } from "/pyodide/pyodide.mjs";

const tell = (message) => postMessage(JSON.stringify(message));
const wheel = new URL("/wheel/{{ wheel }}", import.meta.url).href;

const started = (async () => {
  const python = await loadPyodide({ indexURL: "/pyodide/", packages: [wheel] });
  const { handle } = python.pyimport("playbook_sim.bridge");
  const { result } = JSON.parse(handle(JSON.stringify({ method: "version", params: {} })));
  tell({ event: "ready", version: result.rulebook });
  return handle;
})();

started.catch((error) => tell({ event: "failed", message: String(error?.message ?? error) }));

addEventListener("message", async ({ data }) => {
  const handle = await started;
  tell({ id: JSON.parse(data).id, ...JSON.parse(handle(data)) });
});
