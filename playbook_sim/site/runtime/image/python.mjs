// Starts the Python of Pyodide without Pyodide: C functions alone, no bridge to JavaScript, nothing from the machine.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const LIBRARY = "/lib/python314.zip";
const STARTED = Date.UTC(1980, 0, 2); // what any clock says, in ms
const SETTINGS = {
  utf8_mode: 1,
  use_hash_seed: 1,
  hash_seed: 0,
  site_import: 0,
  optimization_level: 2,
  install_signal_handlers: 0,
  write_bytecode: 0,
};

const toUtf8 = new TextEncoder();
const fromUtf8 = new TextDecoder();

/** What of the machine, the hour or chance could get into the memory, held still. */
const STILL = {
  emscripten_date_now: () => STARTED,
  emscripten_get_now: () => 0,
};

/** Start it with the library in a zip archive. The promise is kept with an instance of Python. */
export async function startPython(pyodide, library) {
  const { default: createModule } = await import(pathToFileURL(join(pyodide, "pyodide.asm.mjs")));
  const bytes = readFileSync(join(pyodide, "pyodide.asm.wasm"));
  let exports;
  Date.now = () => STARTED;
  await createModule({
    noInitialRun: true,
    thisProgram: "/python",
    API: { config: { jsglobals: globalThis, env: {} }, runtimeEnv: { IN_NODE: true }, lockFilePromise: new Promise(() => {}) },
    preRun: [
      ({ FS, ENV }) => {
        FS.mkdirTree("/lib");
        FS.writeFile(LIBRARY, library);
        Object.assign(ENV, { LANG: "C.UTF-8", TZ: "UTC" });
      },
    ],
    instantiateWasm(imports, received) {
      Object.assign(imports.env, STILL, { Jsv_GetError_import: () => null, JsvError_Check: () => 0 });
      const memory = () => new DataView(exports.memory.buffer);
      imports.wasi_snapshot_preview1.random_get = (start, size) => {
        new Uint8Array(exports.memory.buffer, start, size).fill(1);
        return 0;
      };
      imports.wasi_snapshot_preview1.clock_time_get = (clock, precision, at) => {
        memory().setBigUint64(at, BigInt(STARTED) * 1_000_000n, true);
        return 0;
      };
      WebAssembly.instantiate(bytes, imports).then(({ instance, module }) => {
        exports = instance.exports;
        received(instance, module);
      });
      return {};
    },
  });
  return new Python(exports);
}

class Python {
  constructor(exports) {
    this.c = exports;
    this.#initialize();
  }

  get memory() {
    return new Uint8Array(this.c.memory.buffer);
  }

  /** The address of a word of 32 bits → its value, and back. */
  word(address) {
    return new DataView(this.c.memory.buffer).getUint32(address, true);
  }
  setWord(address, value) {
    new DataView(this.c.memory.buffer).setUint32(address, value, true);
  }

  /** Run a program in `__main__`. Throws an Error when it raises; Python has then printed why. */
  run(program) {
    if (this.#with(program, (text) => this.c.PyRun_SimpleStringFlags(text, 0)) !== 0) throw new Error("a program failed");
  }

  /** The address of an attribute of a module; it is never freed. */
  find(module, name) {
    const found = this.#with(module, (text) => this.c.PyImport_ImportModule(text));
    const attribute = this.#with(name, (text) => this.c.PyObject_GetAttrString(found, text));
    if (!attribute) throw new Error(`${module} has no ${name}`);
    return attribute;
  }

  /** What a function of Python gives for a text, which must be a text. */
  ask(handle, text) {
    const { c } = this;
    const request = this.#with(text, (address) => c.PyUnicode_FromString(address));
    const reply = c.PyObject_CallOneArg(handle, request);
    const start = reply && c.PyUnicode_AsUTF8AndSize(reply, 0);
    if (!start) throw new Error("a function of Python gave no text");
    return fromUtf8.decode(this.memory.subarray(start, this.memory.indexOf(0, start)));
  }

  #with(text, use) {
    const address = this.#text(text);
    const result = use(address);
    this.c.free(address);
    return result;
  }

  #text(text) {
    const bytes = toUtf8.encode(text);
    const address = this.c.malloc(bytes.length + 1);
    this.memory.set([...bytes, 0], address);
    return address;
  }

  #initialize() {
    const { c } = this;
    const config = c.PyInitConfig_Create();
    for (const [name, value] of Object.entries(SETTINGS)) {
      this.#with(name, (text) => c.PyInitConfig_SetInt(config, text, BigInt(value)));
    }
    const paths = c.malloc(4);
    this.#with(LIBRARY, (path) => {
      this.setWord(paths, path);
      this.#with("module_search_paths", (text) => c.PyInitConfig_SetStrList(config, text, 1, paths));
    });
    if (c.Py_InitializeFromInitConfig(config) !== 0) throw new Error(`Python did not start: ${this.#why(config, paths)}`);
    c.PyInitConfig_Free(config);
    c.free(paths);
  }

  #why(config, at) {
    if (!this.c.PyInitConfig_GetError(config, at)) return "";
    const start = this.word(at);
    return fromUtf8.decode(this.memory.subarray(start, this.memory.indexOf(0, start)));
  }
}
