// The ordinary start: Pyodide, with the library that the build has made for it.

const [ASSEMBLY, LIBRARY, LOCK] = ["pyodide.asm.wasm", "library.zip", "pyodide-lock.json"];
const [LOADER, GLUE] = ["pyodide.mjs", "pyodide.asm.mjs"];
const PACKAGE_TIME = 15_000; // ms; less than the page waits for an answer

/** What is downloaded for it. */
export const NAMES = [ASSEMBLY, LIBRARY, LOCK, LOADER, GLUE];

/**
 * Start Python. `files`: see files.js; `tell(stage)` hears how far it is.
 *
 * Gives `handle(text)`, which answers a request with text, and `load(packages)`, which loads packages on demand.
 */
export async function start(files, tell) {
  const [wasm, library] = [ASSEMBLY, LIBRARY].map((name) => files.response(name));
  const [lock, loader, glue] = [files.text(LOCK), files.module(LOADER), files.module(GLUE)];
  const ready = (async () => {
    const [{ loadPyodide }, lockText] = await Promise.all([loader, lock, glue]);
    tell("python");
    const python = await withGiven({ [files.url(ASSEMBLY)]: wasm, [files.url(LIBRARY)]: library }, () =>
      loadPyodide({
        indexURL: files.url("./"),
        packageBaseUrl: files.url("./"),
        stdLibURL: files.url(LIBRARY),
        lockFileContents: JSON.parse(lockText),
      }),
    );
    tell("rulebook");
    const { handle } = python.pyimport("playbook_sim.bridge");
    return { handle, load: (packages) => load(python, packages) };
  })();
  ready.catch(() => {}); // it may come after a file's failure, which says more
  return files.proven(ready);
}

/** While `act` runs, `fetch` gives what is on its way already: Pyodide has no other way to be handed a file. */
async function withGiven(given, act) {
  const { fetch } = globalThis;
  globalThis.fetch = (address, options) => given[String(address)] ?? fetch(address, options);
  try {
    return await act();
  } finally {
    globalThis.fetch = fetch;
  }
}

/** Load packages that lie beside this file. A failure is told by what is still missing: Pyodide only logs it. */
async function load(python, packages) {
  const late = new Promise((resolve) => setTimeout(resolve, PACKAGE_TIME));
  await Promise.race([python.loadPackage(packages), late]);
}
