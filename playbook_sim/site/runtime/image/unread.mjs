// What of the binary's own data answering never reads, and how a read of it is made to stop.
//
// Taken are only objects whose extent their own content tells, and that are reached by pointers alone: each pointer is
// replaced by an address that no memory has. Whoever follows one stops as if a function were cut, and the whole core, which
// has all this in its own memory, goes on. So nothing here has to be proven unused.

const NOWHERE = 0xfff00000; // a read here, or a little beyond, traps
const LIST_OF_MODULES = /^_PyImport_Frozen/;
const ENTRY = 16; // bytes: name, code, size and whether it is a package
const ROWS = 256; // of a table of characters: the first byte of a character gives the row, the second the place in it
const ROW = 8; // bytes: pointer, first and last place, padding
const FEWEST = 8; // rows in use; with fewer it may look like a table by chance

/**
 * The objects that are not read, `[start, size]` of each, and what lies before them: `tables`, `[start, size]` of each, with
 * the addresses of the pointers in them as `pointers`. `data`: the memory as the binary has it from the start;
 * `globals`: name → address of what it exports.
 */
export function unread(data, globals) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const found = { objects: [], tables: [], pointers: [] };
  const lists = Object.keys(globals).filter((name) => LIST_OF_MODULES.test(name));
  for (const name of lists) addModules(view, view.getUint32(globals[name], true), found);
  for (let at = 0; at + ROWS * ROW <= data.length; at += 4) if (addCharacters(view, at, found)) at += ROWS * ROW - 4;
  return found;
}

/** Take them from a memory, in which they must be as in `data`: throws an Error otherwise. */
export function forget(memory, data, { objects, tables, pointers }) {
  for (const [start, size] of [...objects, ...tables]) {
    const same = Buffer.compare(memory.subarray(start, start + size), data.subarray(start, start + size)) === 0;
    if (!same) throw new Error(`the data of the binary at ${start} is not what it was`);
  }
  for (const [start, size] of objects) memory.fill(0, start, start + size);
  const view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength);
  for (const at of pointers) view.setUint32(at, NOWHERE, true);
}

/** Modules of the library that are frozen into the binary. */
function addModules(view, start, { objects, tables, pointers }) {
  let at = start;
  for (; view.getUint32(at, true) !== 0; at += ENTRY) {
    objects.push([view.getUint32(at + 4, true), view.getInt32(at + 8, true)]);
    pointers.push(at + 4);
  }
  tables.push([start, at - start]);
}

/** A table of Chinese, Japanese or Korean characters: rows that lie one behind the other. Says whether it is one. */
function addCharacters(view, start, { objects, tables, pointers }) {
  const used = [];
  let first = 0;
  let next = 0;
  for (let at = start; at < start + ROWS * ROW; at += ROW) {
    const [row, from, to] = [view.getUint32(at, true), view.getUint8(at + 4), view.getUint8(at + 5)];
    if (view.getUint16(at + 6, true) !== 0 || to < from || (row === 0 && to !== 0)) return false;
    if (row === 0) continue;
    if (used.length > 0 && row !== next) return false;
    if (used.length === 0) first = row;
    next = row + 2 * (to - from + 1);
    if (next > view.byteLength) return false;
    used.push(at);
  }
  if (used.length < FEWEST) return false;
  objects.push([first, next - first]);
  tables.push([start, ROWS * ROW]);
  pointers.push(...used);
  return true;
}
