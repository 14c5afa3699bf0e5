// Starts Python and carries text to and from `playbook_sim.bridge.handle`: nothing else happens here.
// The protocol is written down in docs/decisions/0020-worker-and-fragment.md.

const tell = (message) => postMessage(JSON.stringify(message));

// Without its compiled half Pyodide neither starts nor fails, so we look for that before.
async function lookFor(name) {
  const { ok, status } = await fetch(new URL(name, import.meta.url), { method: "HEAD" });
  if (!ok) throw new Error(`${name}: ${status}`);
}

const started = (async () => {
  tell({ event: "progress", stage: "runtime" });
  const [{ loadPyodide }] = await Promise.all([import("./pyodide.mjs"), lookFor("pyodide.asm.wasm")]);
  tell({ event: "progress", stage: "python" });
  const python = await loadPyodide({ indexURL: new URL("./", import.meta.url).href, packages: ["playbook-sim"] });
  tell({ event: "progress", stage: "rulebook" });
  const { handle } = python.pyimport("playbook_sim.bridge");
  const { result } = JSON.parse(handle(JSON.stringify({ method: "version", params: {} })));
  tell({ event: "ready", version: result.rulebook });
  return handle;
})();

started.catch((error) => tell({ event: "failed", message: String(error?.message ?? error) }));

addEventListener("message", async ({ data }) => {
  const handle = await started;
  const { id } = JSON.parse(data);
  try {
    tell({ id, ...JSON.parse(handle(data)) });
  } catch (error) {
    tell({ id, error: { code: "internal", message: String(error?.message ?? error) } });
  }
});
