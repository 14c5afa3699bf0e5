// Answers requests with the runtime as it is shipped to the browser: Pyodide and the library, nothing from elsewhere.
// node answer.mjs RUNTIME REQUESTS REPLIES replies|digests: one JSON request a line in; out, a line for each, the JSON
// reply or its SHA-256.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [runtime, requests, replies, what] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(runtime, "pyodide.mjs")));
const python = await loadPyodide({ indexURL: runtime, packageBaseUrl: runtime, stdLibURL: join(runtime, "library.zip") });
const { handle } = python.pyimport("playbook_sim.bridge");

const lines = readFileSync(requests, "utf8").trimEnd().split("\n");
const digest = (text) => createHash("sha256").update(text, "utf8").digest("hex");
const told = what === "digests" ? (line) => digest(handle(line)) : handle;
writeFileSync(replies, lines.map((line) => `${told(line)}\n`).join(""));
