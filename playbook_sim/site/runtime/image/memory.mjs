// The memory of a Python, ready to be saved: what is free in it, or need not differ, is the same everywhere.

import { join } from "./reader.mjs";
import { MAGIC, named } from "./wasm.mjs";

const GRAIN = 4096; // zeros between two pieces of the memory that far apart are not written
const NAME = "memory"; // of the section that holds it

/** The parts of a memory that are not zero: `[start, size]` of each. */
export function piecesOf(memory) {
  const words = new Uint32Array(memory.buffer, memory.byteOffset, memory.length / 4);
  const found = [];
  for (let word = 0; word < words.length; word++) {
    if (words[word] === 0) continue;
    const last = found.at(-1);
    if (last && 4 * word - last.end < GRAIN) last.end = 4 * word + 4;
    else found.push({ start: 4 * word, end: 4 * word + 4 });
  }
  return found.map(({ start, end }) => [start, end - start]);
}

/** A file that ends with these parts. It is a WebAssembly file, because hosts compress those. */
export function packed(memory, pieces) {
  return join([MAGIC, named(NAME, join(pieces.map(([start, size]) => memory.subarray(start, start + size))))]);
}

/**
 * Let the objects whose addresses a function of Python gives live for ever: nothing counts who uses them, and no
 * collection looks at them. So they need neither a count nor a place in the collector's lists.
 */
export function keepForever(python, addresses) {
  const { c } = python;
  const given = c.PyObject_CallNoArgs(addresses);
  const start = c.PyBytes_AsString(given);
  const list = python.memory.slice(start, start + c.PyBytes_Size(given));
  c.Py_DecRef(given);
  for (const address of new Uint32Array(list.buffer)) c._Py_SetImmortal(address);
}

/** Fill with zeros what the allocators and the stack have free. They are asked for it: nothing is assumed of them. */
export function clean({ c }) {
  const zero = (start, size) => new Uint8Array(c.memory.buffer, start, size).fill(0);
  const end = c.sbrk(0);
  const [large, small] = [[], []];
  const takeLarge = () => {
    for (let size = 1 << 20; size > 0; size = size > 4096 ? size / 2 : size - 16) {
      for (;;) {
        const start = c.malloc(size);
        if (start === 0 || start >= end) {
          c.free(start);
          break;
        }
        zero(start, size);
        large.push(start);
      }
    }
  };
  takeLarge();
  // What is larger than 512 bytes comes from malloc. A new arena lies behind the end, since all before it is taken.
  for (let size = 512; size > 0; size -= 8) {
    for (let start = 0; start < end; ) {
      start = c.PyObject_Malloc(size);
      zero(start, size);
      small.push(start);
    }
  }
  takeLarge();
  small.reverse().forEach((start) => c.PyObject_Free(start));
  large.reverse().forEach((start) => c.free(start));
  c.malloc_trim(0);
  const bottom = c.emscripten_stack_get_end();
  zero(bottom, c.__stack_pointer.value - bottom);
}
