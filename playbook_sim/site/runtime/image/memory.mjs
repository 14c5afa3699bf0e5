// The memory of a Python, ready to be saved: what is free in it, or need not differ, is the same everywhere.

import { join } from "./reader.mjs";
import { MAGIC, named } from "./wasm.mjs";

const WORD = 4; // bytes
const GRAIN = 16; // words: to name that many zeros costs less than to carry them
const NAME = "memory"; // of the section that holds it

/** In turn how many words of a memory are zero, and how many are not, or stand between those that are not. */
export function piecesOf(memory) {
  const words = new Uint32Array(memory.buffer, memory.byteOffset, memory.length / WORD);
  const found = [];
  let [start, end] = [0, 0]; // of the last piece
  for (let at = 0; at < words.length; at++) {
    if (words[at] === 0) continue;
    if (at - end > GRAIN || found.length === 0) {
      if (found.length) found.push(end - start);
      found.push(at - end);
      start = at;
    }
    end = at + 1;
  }
  return [...found, end - start];
}

/** How many bytes a file has of them. */
export function sizeOf(pieces) {
  return WORD * pieces.reduce((sum, words, turn) => sum + (turn % 2) * words, 0);
}

/** A file that ends with these parts. It is a WebAssembly file, because hosts compress those. */
export function packed(memory, pieces) {
  const parts = [];
  let at = 0;
  pieces.forEach((words, turn) => {
    if (turn % 2) parts.push(memory.subarray(at, at + WORD * words));
    at += WORD * words;
  });
  return join([MAGIC, named(NAME, join(parts))]);
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
