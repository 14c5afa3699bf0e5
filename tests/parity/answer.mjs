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
const { ask } = await start(new WebAssembly.Module(readFileSync(join(runtime, "start.wasm"))));

/** What the ordinary start says. Throws an Error where the image lacks a function, or says something else. */
function answer(request) {
  const reply = handle(request);
  const said = ask(request);
  if (said !== reply && said !== null) throw new Error(`${request}\nordinarily: ${reply}\nfrom the image: ${said}`);
  if (said === null && reply.isWellFormed()) throw new Error(`${request}\nThe image does not answer: ${reply}`);
  return reply;
}

const lines = readFileSync(requests, "utf8").trimEnd().split("\n");
const digest = (text) => createHash("sha256").update(text, "utf8").digest("hex");
const told = what === "digests" ? (line) => digest(answer(line)) : answer;
writeFileSync(replies, lines.map((line) => `${told(line)}\n`).join(""));
