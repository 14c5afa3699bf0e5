// Python from its start image: the memory of a Python that has imported and loaded everything, saved by the build.
// docs/decisions/0081-start-image.md says how it is made, and why nothing of it has to be trusted.

const NOTES = "playbook";
const PAGE = 65_536; // bytes
const WORD = 4; // bytes
const ENV = { module: "env", stderr: 2 };

const toUtf8 = new TextEncoder();
const fromUtf8 = new TextDecoder();

/** What the build wrote down beside the memory: addresses, and the module that calls C functions of any arity. */
function notesOf(module) {
  const [section] = WebAssembly.Module.customSections(module, NOTES);
  if (!section) throw new Error("this is not a start image");
  const { trampoline, ...notes } = JSON.parse(fromUtf8.decode(section));
  return { ...notes, trampoline: Uint8Array.from(atob(trampoline), (letter) => letter.charCodeAt(0)) };
}

/** Functions of the system that answering may need. Any other one ends this Python, and the next way is tried. */
function system(exportsOf) {
  const memory = () => new DataView(exportsOf().memory.buffer);
  return {
    emscripten_resize_heap(size) {
      const { memory: heap } = exportsOf();
      try {
        heap.grow(Math.ceil((size >>> 0) / PAGE) - heap.buffer.byteLength / PAGE);
        return 1;
      } catch {
        return 0;
      }
    },
    _Py_CheckEmscriptenSignals_Helper: () => 0,
    _PyEM_TrampolineCall_JS: (at, ...values) => exportsOf().__indirect_function_table.get(at)(...values),
    fd_write(file, vectors, count, written) {
      let text = "";
      let length = 0;
      for (let i = 0; i < count; i++) {
        const [start, size] = [0, 4].map((offset) => memory().getUint32(vectors + 8 * i + offset, true));
        text += fromUtf8.decode(new Uint8Array(exportsOf().memory.buffer, start, size));
        length += size;
      }
      console[file === ENV.stderr ? "error" : "log"](text);
      memory().setUint32(written, length, true);
      return 0;
    },
  };
}

function importsOf(module, given) {
  const imports = {};
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    const missing = () => {
      throw Object.assign(new Error(`the start image calls ${name}`), { beyond: true });
    };
    const global = () => new WebAssembly.Global({ value: "i32", mutable: true }, -1);
    (imports[from] ??= {})[name] = kind === "global" ? global() : (given[name] ?? missing);
  }
  return imports;
}

async function instantiate(module) {
  let instance;
  instance = await WebAssembly.instantiate(module, importsOf(module, system(() => instance.exports)));
  return instance.exports;
}

/** Where the browser cannot compile it, Python asks for `_PyEM_TrampolineCall_JS` instead. */
async function trampoline(bytes, { memory, __indirect_function_table }) {
  // As Pyodide does: those claim to know the instructions, and crash on them.
  const claims = globalThis.navigator?.userAgent ?? "";
  if (/iPad|iPhone|iPod/.test(claims) || globalThis.navigator?.platform === "MacIntel") return null;
  try {
    const { instance } = await WebAssembly.instantiate(bytes, { env: { memory, __indirect_function_table } });
    return instance.exports.trampoline_call;
  } catch {
    return null;
  }
}

/**
 * Put what the parts of a file have, one after the other, where it belongs in a memory; all else in that is zero already.
 * `begin` tells how many bytes of the file come before, `pieces` in turn how many words are zero and how many come from
 * the file.
 */
export async function fill(memory, parts, { begin, pieces }) {
  let [before, turn, to, left] = [begin, 0, 0, 0]; // bytes that are to be passed over, and those left of a piece
  for await (const part of parts) {
    let from = Math.min(before, part.length);
    before -= from;
    while (from < part.length) {
      for (; left === 0; turn += 1) {
        if (turn % 2) left = WORD * pieces[turn];
        else to += WORD * pieces[turn];
      }
      const size = Math.min(left, part.length - from);
      memory.set(part.subarray(from, from + size), to);
      [from, to, left] = [from + size, to + size, left - size];
    }
  }
}

/** The same in the memory of the whole core, which has by itself what is `left` out: that stays as it is. */
async function fillAround(memory, parts, notes) {
  const own = notes.left.map(([start, size]) => memory.slice(start, start + size));
  memory.fill(0);
  await fill(memory, parts, notes);
  own.forEach((part, at) => memory.set(part, notes.left[at][0]));
}

/**
 * Start the Python of an image: `image` is its compiled module, `memory` the parts of the file with its memory, which may
 * come one after the other; `core` the module whose code shall run, which is the image's own or Pyodide's whole one.
 *
 * The promise is kept with what its module exports, and with `ask`, which takes the text of a request and returns that
 * of the reply, or null where this Python has none to give. When `ask` throws, this Python is broken and must not be
 * asked again; when the error is `beyond`, no code can make this memory answer.
 */
export async function start(image, memory, core = image) {
  const notes = notesOf(image);
  const python = await instantiate(core);
  const table = python.__indirect_function_table;
  const call = await trampoline(notes.trampoline, python);
  if (call) {
    table.grow(notes.slot + 1 - table.length);
    table.set(notes.slot, call);
  }
  python.memory.grow(Math.max(0, (notes.size - python.memory.buffer.byteLength) / PAGE));
  const heap = new Uint8Array(python.memory.buffer);
  await (core === image ? fill : fillAround)(heap, memory, notes);
  if (!call) new DataView(python.memory.buffer).setUint32(notes.pointer, 0, true);
  python.__stack_pointer.value = notes.stack;
  return { ask: asking(python, notes.handle), exports: python };
}

function asking(python, handle) {
  const length = python.malloc(4);
  return (text) => {
    const bytes = toUtf8.encode(text);
    const start = python.malloc(bytes.length + 1);
    new Uint8Array(python.memory.buffer, start, bytes.length).set(bytes);
    const request = python.PyUnicode_FromStringAndSize(start, bytes.length);
    python.free(start);
    const reply = python.PyObject_CallOneArg(handle, request);
    python.Py_DecRef(request);
    // Neither an exception nor half a character can be carried over: Pyodide does that.
    const said = reply && python.PyUnicode_AsUTF8AndSize(reply, length);
    const size = said && new DataView(python.memory.buffer).getUint32(length, true);
    const answer = said ? fromUtf8.decode(new Uint8Array(python.memory.buffer, said, size)) : null;
    if (!said) python.PyErr_Clear();
    if (reply) python.Py_DecRef(reply);
    return answer;
  };
}
