// What the ordinary start says to each request, and which modules a Python needs to say it.

import { join } from "node:path";
import { pathToFileURL } from "node:url";

const MODULES = `
import importlib, pkgutil, sys, playbook_sim
before = set(sys.modules)
for found in pkgutil.walk_packages(playbook_sim.__path__, "playbook_sim."):
    try:
        importlib.import_module(found.name)
    except ModuleNotFoundError:
        pass
names = [found.name for found in pkgutil.walk_packages(playbook_sim.__path__, "playbook_sim.")]
imported = set(sys.modules)
`;
const LATER = "names + sorted(name for name in sys.modules if name not in imported)";

/** The promise is kept with the replies, null where Python raises, and the names of the modules to import. */
export async function answerOrdinarily(pyodide, library, requests) {
  const { loadPyodide } = await import(pathToFileURL(join(pyodide, "pyodide.mjs")));
  const python = await loadPyodide({ indexURL: pyodide, stdLibURL: library });
  python.runPython(MODULES);
  const { handle } = python.pyimport("playbook_sim.bridge");
  const replies = requests.map((request) => {
    try {
      return handle(request);
    } catch (error) {
      if (error instanceof python.ffi.PythonError) return null;
      throw error;
    }
  });
  return { replies, modules: python.runPython(LATER).toJs() };
}
