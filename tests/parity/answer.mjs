// Answers requests with the runtime as it is shipped to the browser: Pyodide and the library, nothing from elsewhere.
// node answer.mjs RUNTIME REQUESTS REPLIES: one JSON request a line in, one JSON reply a line out.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [runtime, requests, replies] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(runtime, "pyodide.mjs")));
const python = await loadPyodide({ indexURL: runtime, packageBaseUrl: runtime, stdLibURL: join(runtime, "library.zip") });
const { handle } = python.pyimport("playbook_sim.bridge");

const lines = readFileSync(requests, "utf8").trimEnd().split("\n");
writeFileSync(replies, lines.map((line) => `${handle(line)}\n`).join(""));
