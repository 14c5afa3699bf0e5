// Answers requests with the runtime as it is shipped to the browser: Pyodide and the library, nothing from elsewhere.
// node answer.mjs RUNTIME REQUESTS REPLIES replies|digests: one JSON request a line in; out, a line for each, the JSON
// reply or its SHA-256. Python's start image is asked too, and must say the same.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [runtime, requests, replies, what] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(runtime, "pyodide.mjs")));
const python = await loadPyodide({ indexURL: runtime, packageBaseUrl: runtime, stdLibURL: join(runtime, "library.zip") });
const { handle } = python.pyimport("playbook_sim.bridge");
const { start } = await import(pathToFileURL(join(runtime, "saved.js")));
const [image, core] = ["start.wasm", "pyodide.asm.wasm"].map((name) => new WebAssembly.Module(readFileSync(join(runtime, name))));
const memory = readFileSync(join(runtime, "memory.wasm"));
let saved = await start(image, [memory]);
let stopped = 0;

/** What the image says, where it stops under the whole core, or the ordinary start, as the page does it. */
async function sayFromImage(request) {
  try {
    return saved.ask(request);
  } catch (error) {
    stopped += 1;
    console.error(`${error.message}: ${request.slice(0, 500)}`);
    saved = await start(image, [memory]);
    return error.beyond ? handle(request) : (await start(image, [memory], core)).ask(request);
  }
}

/** What the ordinary start says. Throws an Error where the image says something else, or nothing without need. */
async function answer(request) {
  const reply = handle(request);
  const said = await sayFromImage(request);
  if (said !== reply && (said !== null || reply.isWellFormed())) {
    throw new Error(`${request}\nordinarily: ${reply}\nfrom the image: ${said}`);
  }
  return reply;
}

const lines = readFileSync(requests, "utf8").trimEnd().split("\n");
const digest = (text) => createHash("sha256").update(text, "utf8").digest("hex");
const told = [];
for (const line of lines) {
  const reply = await answer(line);
  told.push(`${what === "digests" ? digest(reply) : reply}\n`);
}
writeFileSync(replies, told.join(""));
// Each costs a reader a second: the build has to train with more of what people ask, see site/runtime/image/training.py.
if (stopped) throw new Error(`The image stopped at ${stopped} of ${lines.length} requests`);
