// Starts Python and carries text to and from `playbook_sim.bridge.handle`: nothing else happens here.
// The protocol is written down in docs/decisions/0020-worker-and-fragment.md.

const PACKAGE_TIME = 15_000; // ms; less than the page waits for an answer

const tell = (message) => postMessage(JSON.stringify(message));

// Without these Pyodide neither starts nor fails, so we look for them before.
async function lookFor(name) {
  const { ok, status } = await fetch(new URL(name, import.meta.url), { method: "HEAD" });
  if (!ok) throw new Error(`${name}: ${status}`);
}

const started = (async () => {
  tell({ event: "progress", stage: "runtime" });
  const [{ loadPyodide }] = await Promise.all([import("./pyodide.mjs"), ...["pyodide.asm.wasm", "library.zip"].map(lookFor)]);
  tell({ event: "progress", stage: "python" });
  const indexURL = new URL("./", import.meta.url).href;
  const python = await loadPyodide({ indexURL, stdLibURL: `${indexURL}library.zip` });
  tell({ event: "progress", stage: "rulebook" });
  const { handle } = python.pyimport("playbook_sim.bridge");
  const { result } = JSON.parse(handle(JSON.stringify({ method: "version", params: {} })));
  tell({ event: "ready", version: result.rulebook });
  return { python, handle };
})();

started.catch((error) => tell({ event: "failed", message: String(error?.message ?? error) }));

/** Load packages that lie beside this file. A failure is told by what is still missing: Pyodide only logs it. */
async function load(python, packages) {
  const late = new Promise((resolve) => setTimeout(resolve, PACKAGE_TIME));
  await Promise.race([python.loadPackage(packages), late]);
}

addEventListener("message", async ({ data }) => {
  const { python, handle } = await started;
  const { id } = JSON.parse(data);
  try {
    let reply = JSON.parse(handle(data));
    if (reply.error?.code === "needs") {
      await load(python, reply.error.packages);
      reply = JSON.parse(handle(data));
    }
    tell({ id, ...reply });
  } catch (error) {
    tell({ id, error: { code: "internal", message: String(error?.message ?? error) } });
  }
});
