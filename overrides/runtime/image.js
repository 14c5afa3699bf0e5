// The quick start: a Python whose memory was saved by the build. What it cannot do, others do in its place.

const IMAGE = "start.wasm";
const MEMORY = "memory.wasm";
const CORE = "pyodide.asm.wasm";
const SAVED = "saved.js";
const ORDINARY = "ordinary.js";

/** What is downloaded for it. */
export const NAMES = [IMAGE, MEMORY, SAVED];

/**
 * Start Python. `files`: see files.js; `tell(stage)` hears how far it is.
 *
 * Gives `handle(text)`, which promises the answer to a request, and `load(packages)`, which loads packages on demand.
 */
export async function start(files, tell) {
  const memory = files.parts(MEMORY);
  const [image, { start: startSaved }] = await Promise.all([compiled(files, IMAGE), files.module(SAVED)]);
  tell("rulebook");
  const python = await startSaved(image, memory);
  const whole = async () => {
    const again = files.anew(); // the memory is too large to be kept for what is that rare
    const parts = again.parts(MEMORY);
    return startSaved(image, parts, await compiled(again, CORE));
  };
  return new Chain(files, [async () => python, once(whole)]);
}

async function compiled(files, name) {
  const module = WebAssembly.compileStreaming(files.response(name));
  module.catch(() => {}); // it may come after the file's failure, which says more
  return files.proven(module);
}

/** Asks the quickest Python that has not broken yet. The ordinary one has the last word, and is started for that. */
class Chain {
  #files;
  #saved;
  #ordinary = null;

  constructor(files, saved) {
    this.#files = files;
    this.#saved = saved;
  }

  handle = async (text) => {
    while (this.#saved.length > 0) {
      const [saved] = this.#saved;
      try {
        const { ask } = await saved();
        const reply = ask(text);
        if (reply !== null) return reply;
        break;
      } catch (error) {
        console.warn(`Python goes on in another way: ${error.message}`);
        if (error.beyond) this.#saved = [];
        if (this.#saved[0] === saved) this.#saved.shift();
      }
    }
    return (await this.#ordinarily()).handle(text);
  };

  load = async (packages) => (await this.#ordinarily()).load(packages);

  #ordinarily() {
    this.#ordinary ??= startOrdinarily(this.#files.anew());
    this.#ordinary.catch(() => (this.#ordinary = null)); // another time it may succeed
    return this.#ordinary;
  }
}

async function startOrdinarily(files) {
  const { start: startIt } = await files.module(ORDINARY);
  return startIt(files, () => {});
}

function once(act) {
  let result;
  return () => (result ??= act());
}
