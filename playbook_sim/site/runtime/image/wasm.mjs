// Writes a WebAssembly file anew, with other function bodies, exports or memory. No index ever changes, so functions
// and addresses mean the same in the whole file and in what is made of it.

import { callees, instructionsOf } from "./calls.mjs";
import { join, list, Reader, signed, sized, unsigned } from "./reader.mjs";

export const MAGIC = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const [CUSTOM, IMPORTS, TABLES, MEMORY, GLOBALS, EXPORTS, CODE, DATA, DATA_COUNT] = [0, 2, 4, 5, 6, 7, 10, 11, 12];
const KINDS = { function: 0, table: 1, memory: 2, global: 3 };
const CUT = Uint8Array.of(0, 0x00, 0x0b); // no variables; unreachable; end
const PAGE = 65_536;
const BESIDE = [-2, -1, 1, 2];
const SHORT = 300; // bytes

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

/** The memory of a module as it is from the start, as far as it is not zero. */
export function dataOf({ sections }) {
  const data = new Reader(sections.find(({ id }) => id === DATA).body).list(segment);
  const whole = new Uint8Array(data.reduce((most, { start, bytes }) => Math.max(most, start + bytes.length), 0));
  for (const { start, bytes } of data) whole.set(bytes, start);
  return whole;
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
 * The numbers of the functions in `entered` and of the exports in `names`; of all that these call directly; and of the
 * short ones that stand beside them. Functions stand as in the source: beside what makes an object is what a collection
 * runs on it, and when it comes to that is chance.
 */
export function reached({ bodies, exports, imported }, entered, names) {
  const wanted = exports.filter(({ kind, name }) => kind === KINDS.function && names.includes(name));
  const roots = [...entered, ...wanted.map(({ index }) => index - imported)];
  const called = roots.flatMap((own) => callees(bodies[own])).filter((index) => index >= imported);
  const around = roots.flatMap((own) => BESIDE.map((step) => own + step)).filter((own) => bodies[own]?.length < SHORT);
  return new Set([...roots, ...called.map((index) => index - imported), ...around]);
}

/**
 * The module with the bodies of the `kept` functions alone, where any other one stops at once; with the exports in
 * `names` alone; and with a memory of `size` bytes with nothing in it. `notes` is text to keep beside it.
 */
export function reduced({ sections, bodies, exports, memory: [{ most }] }, { kept, names, size, notes }) {
  const whole = sections.filter(({ id }) => ![CUSTOM, DATA, DATA_COUNT].includes(id));
  return join([written(whole, {
    [CODE]: list(bodies.map((body, own) => sized(kept.has(own) ? body : CUT))),
    [EXPORTS]: exported(exports.filter(({ name }) => names.includes(name))),
    [MEMORY]: list([limited(size / PAGE, most)]),
  }), named(notes.name, toUtf8.encode(notes.text))]);
}

/** A section that means nothing to WebAssembly. */
export function named(name, content) {
  return join([[CUSTOM], sized(join([sized(toUtf8.encode(name)), content]))]);
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

/** A part of the memory as it is from the start. */
function segment(reader) {
  if (reader.number() !== 0 || reader.byte() !== 0x41) throw new Error("data that is not put at a given address");
  const start = reader.number(); // it has a sign, but no address here is that large
  if (reader.byte() !== 0x0b) throw new Error("data at an address that is computed");
  return { start, bytes: reader.take(reader.number()) };
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
