// Makes the start image: node make.mjs PYODIDE LIBRARY REQUESTS START IMAGE MEMORY ON_DEMAND…
// LIBRARY is the archive that the ordinary start uses, REQUESTS the JSON list of what to ask, START the script that
// will start the image in the browser, IMAGE and MEMORY the files to write, for the functions and for the memory,
// ON_DEMAND the packages that are loaded later.
// Ends with an error, and without a file, when the image would answer anything otherwise than the ordinary start.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { clean, keepForever, packed, piecesOf, sizeOf } from "./memory.mjs";
import { answerOrdinarily } from "./ordinary.mjs";
import { startPython } from "./python.mjs";
import { forget, unread } from "./unread.mjs";
import { dataOf, probed, reached, read, reduced } from "./wasm.mjs";

const [pyodide, library, requestsFile, starter, imageFile, memoryFile, ...onDemand] = process.argv.slice(2);
const { start } = await import(pathToFileURL(starter));
const requests = JSON.parse(readFileSync(requestsFile, "utf8"));

const NAMES = [
  "memory", "__indirect_function_table", "__stack_pointer", "malloc", "free",
  "PyUnicode_FromStringAndSize", "PyObject_CallOneArg", "PyUnicode_AsUTF8AndSize", "PyErr_Clear", "Py_DecRef",
];
// Pyodide's own script brings this small module along, in hexadecimal.
const TRAMPOLINE = /getWasmTrampolineModule\(\)\{return new WebAssembly\.Module\(hexStringToUTF8Array\("([0-9a-f]+)"\)\)/;

// Longer than what the memory has room for, so that it has to grow.
const LARGE = " ".repeat(20_000_000);

const core = read(readFileSync(join(pyodide, "pyodide.asm.wasm")));
const { replies, modules } = await answerOrdinarily(pyodide, library, requests);
const { memory, notes } = await remember();
const kept = reached(core, await train(), NAMES);
const image = withFunctions(kept);
await compare(await start(new WebAssembly.Module(image), [memory]));
writeFileSync(imageFile, image);
writeFileSync(memoryFile, memory);
console.log(`${kept.size} of ${core.bodies.length} functions, ${requests.length} replies compared`);
process.exit(0); // Pyodide would keep node alive

function withFunctions(kept) {
  return reduced(core, { kept, names: NAMES, size: notes.size, notes: { name: "playbook", text: JSON.stringify(notes) } });
}

/** Start a Python, import everything, and then run programs that lie here. */
async function settled(programs, given = {}) {
  const python = await startPython(pyodide, readFileSync(library));
  const values = Object.entries({ NAMES: modules, ON_DEMAND: onDemand, ...given });
  const texts = programs.map((name) => readFileSync(join(import.meta.dirname, name), "utf8"));
  python.run([...values.map(([name, value]) => `${name} = ${JSON.stringify(value)}`), ...texts].join("\n"));
  return python;
}

/** The marks of the Python code that runs while the requests are answered; see codes.py. */
async function watch() {
  const python = await settled(["codes.py", "watch.py", "settle.py"]);
  return JSON.parse(python.ask(python.find("__main__", "ask"), JSON.stringify(requests)));
}

/** Bring a Python to where it has loaded everything, and take down its memory and what belongs to it. */
async function remember() {
  const python = await settled(["codes.py", "shed.py", "settle.py"], { RAN: await watch() });
  const handle = python.find("playbook_sim.bridge", "handle");
  python.run("shed()");
  keepForever(python, python.find("__main__", "everything"));
  // Chance would have it when a collection comes, and each kind of thing that it finds half done has functions of its own
  // for that. From here on the bridge says when: between two requests.
  python.run("collect()\nfreeze()\ndisable()\nglobals().clear()");
  clean(python);
  const { c } = python;
  const pointer = c._PyRuntime.value + python.word(c._PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET.value);
  const slot = core.tableSize;
  python.setWord(pointer, slot);
  const [, hexadecimal] = TRAMPOLINE.exec(readFileSync(join(pyodide, "pyodide.asm.mjs"), "utf8"));
  const trampoline = Buffer.from(hexadecimal, "hex").toString("base64");
  const { memory } = python;
  const data = dataOf(core);
  const left = unread(data, Object.fromEntries(core.exports.filter(({ name }) => name in c).map(({ name }) => [name, c[name].value])));
  forget(memory, data, left);
  const pieces = piecesOf(memory);
  const file = packed(memory, pieces);
  const begin = file.length - sizeOf(pieces);
  const notes = { stack: c.__stack_pointer.value, handle, slot, pointer, trampoline, begin, pieces, left: [...left.objects, ...left.tables], size: memory.length };
  return { memory: file, notes };
}

/** Which functions run while the requests are answered. Throws an Error when something of its state stays behind. */
async function train() {
  const none = withFunctions(new Set());
  const python = await start(new WebAssembly.Module(none), [memory], new WebAssembly.Module(probed(core)));
  const state = () => core.mutable.map((_, at) => python.exports[`mutable${at}`].value);
  const before = state();
  await compare(python);
  python.ask(LARGE);
  if (state().join() !== before.join()) throw new Error("a global that is not saved has changed");
  const entered = new Uint8Array(python.exports.entered.buffer);
  return core.bodies.map((_, own) => own).filter((own) => entered[own] !== 0);
}

/** Throws an Error at the first request that a Python answers otherwise than the ordinary one. */
async function compare({ ask }) {
  for (const [at, request] of requests.entries()) {
    const reply = answered(ask, request);
    if (reply !== replies[at] && !(reply === null && leaves(replies[at]))) {
      throw new Error(`The start image does not answer as the ordinary start does.\n${request}\n${reply}\n${replies[at]}`);
    }
  }
}

/** What `ask` answers. When it stops, the error tells at which request: the image must answer all that it was made with. */
function answered(ask, request) {
  try {
    return ask(request);
  } catch (error) {
    throw new Error(`The start image stops at this request.\n${request}`, { cause: error });
  }
}

/** Whether a reply is one that only the ordinary Python gives: an exception, a package to load, half a character. */
function leaves(reply) {
  return reply === null || !reply.isWellFormed() || JSON.parse(reply).error?.code === "needs";
}
