// Writes a WebAssembly file anew, with other function bodies, exports or memory. No index ever changes, so functions
// and addresses mean the same in the whole file and in what is made of it.

import { callees, instructionsOf } from "./calls.mjs";
import { join, list, Reader, signed, sized, unsigned } from "./reader.mjs";

const MAGIC = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const [CUSTOM, IMPORTS, TABLES, MEMORY, GLOBALS, EXPORTS, CODE, DATA, DATA_COUNT] = [0, 2, 4, 5, 6, 7, 10, 11, 12];
const KINDS = { function: 0, table: 1, memory: 2, global: 3 };
const CUT = Uint8Array.of(0, 0x00, 0x0b); // no variables; unreachable; end
const PAGE = 65_536;
const BESIDE = [-2, -1, 0, 1, 2];
const GRAIN = 4096; // zeros between two pieces of the memory that far apart are not written

const fromUtf8 = new TextDecoder();
const toUtf8 = new TextEncoder();

/** A module: its sections, the bodies of its functions, its exports; what is imported comes first in each count. */
export function read(bytes) {
  const reader = new Reader(bytes, MAGIC.length);
  const sections = [];
  while (!reader.ended) sections.push({ id: reader.byte(), body: reader.take(reader.number()) });
  const at = (id) => new Reader(sections.find((section) => section.id === id).body);
  const imports = at(IMPORTS).list(importKind);
  const count = (kind) => imports.filter((found) => found === kind).length;
  return {
    sections,
    imported: count(KINDS.function),
    bodies: at(CODE).list((code) => code.take(code.number())),
    exports: at(EXPORTS).list((entry) => ({ name: text(entry), kind: entry.byte(), index: entry.number() })),
    mutable: at(GLOBALS).list(isMutable).flatMap((is, own) => (is ? [own + count(KINDS.global)] : [])),
    memory: at(MEMORY).list(limits),
    tableSize: at(TABLES).list(tableSize)[0],
  };
}

/**
 * The same module that notes in a second memory, exported as `entered`, a byte for each own function that runs, and
 * exports its mutable globals as `mutable0` and so on.
 */
export function probed(module) {
  const bodies = module.bodies.map((body, own) => {
    const start = instructionsOf(body);
    const note = [0x41, ...signed(own), 0x41, 1, 0x3a, 0x40, 1, 0]; // i32.const own; i32.const 1; i32.store8 in memory 1
    return join([body.subarray(0, start), note, body.subarray(start)]);
  });
  const globals = module.mutable.map((index, at) => ({ name: `mutable${at}`, kind: KINDS.global, index }));
  const entered = { name: "entered", kind: KINDS.memory, index: 1 };
  return written(module.sections, {
    [CODE]: list(bodies.map(sized)),
    [EXPORTS]: exported([...module.exports, entered, ...globals]),
    [MEMORY]: list([...module.memory.map(({ least, most }) => limited(least, most)), [0, Math.ceil(bodies.length / PAGE)]]),
  });
}

/**
 * The numbers of the functions in `entered` and of the exports in `names`, of those that stand beside them, and of all
 * that these call directly. Functions stand as in the source: beside what formats a number is what reads one.
 */
export function reached({ bodies, exports, imported }, entered, names) {
  const wanted = exports.filter(({ kind, name }) => kind === KINDS.function && names.includes(name));
  const roots = [...entered, ...wanted.map(({ index }) => index - imported)];
  const around = new Set(roots.flatMap((own) => BESIDE.map((step) => own + step)).filter((own) => own in bodies));
  const called = [...around].flatMap((own) => callees(bodies[own])).filter((index) => index >= imported);
  return new Set([...around, ...called.map((index) => index - imported)]);
}

/**
 * The module with the bodies of the `kept` functions alone, where any other one stops at once; with the exports in
 * `names` alone; and with `memory` as the content of its memory from the start. `notes` is text to keep beside it.
 */
export function reduced({ sections, bodies, exports, memory: [{ most }] }, { kept, names, memory, notes }) {
  const whole = sections.filter(({ id }) => ![CUSTOM, DATA, DATA_COUNT].includes(id));
  const custom = join([sized(toUtf8.encode(notes.name)), toUtf8.encode(notes.text)]);
  return written([...whole, { id: DATA, body: list(pieces(memory)) }, { id: CUSTOM, body: custom }], {
    [CODE]: list(bodies.map((body, own) => sized(kept.has(own) ? body : CUT))),
    [EXPORTS]: exported(exports.filter(({ name }) => names.includes(name))),
    [MEMORY]: list([limited(memory.length / PAGE, most)]),
  });
}

function text(reader) {
  return fromUtf8.decode(reader.take(reader.number()));
}

function importKind(reader) {
  reader.take(reader.number());
  reader.take(reader.number());
  const kind = reader.byte();
  if (kind === KINDS.function) reader.skip();
  else if (kind === KINDS.global) reader.take(2);
  else throw new Error(`an import of the unknown kind ${kind}`);
  return kind;
}

/** Whether a global can change; its first value must be a number that is given. */
function isMutable(reader) {
  const [, mutable] = reader.take(2);
  const code = reader.byte();
  if (code !== 0x41 && code !== 0x42) throw new Error("a global that is not given as a number");
  reader.skip();
  if (reader.byte() !== 0x0b) throw new Error("a global with an expression");
  return mutable === 1;
}

function limits(reader) {
  if (reader.byte() !== 1) throw new Error("a memory without a limit, or a shared one");
  return { least: reader.number(), most: reader.number() };
}

function tableSize(reader) {
  const [, bounded] = reader.take(2);
  const size = reader.number();
  reader.skip(bounded);
  return size;
}

const limited = (least, most) => [1, ...unsigned(least), ...unsigned(most)];

function exported(entries) {
  return list(entries.map(({ name, kind, index }) => join([sized(toUtf8.encode(name)), [kind], unsigned(index)])));
}

function written(sections, changed) {
  return join([MAGIC, ...sections.flatMap(({ id, body }) => [[id], sized(changed[id] ?? body)])]);
}

/** The parts of a memory that are not zero, as data segments. */
function pieces(memory) {
  const words = new Uint32Array(memory.buffer, memory.byteOffset, memory.length / 4);
  const found = [];
  for (let word = 0; word < words.length; word++) {
    if (words[word] === 0) continue;
    const last = found.at(-1);
    if (last && 4 * word - last.end < GRAIN) last.end = 4 * word + 4;
    else found.push({ start: 4 * word, end: 4 * word + 4 });
  }
  return found.map(({ start, end }) => join([[0, 0x41, ...signed(start), 0x0b], sized(memory.subarray(start, end))]));
}
