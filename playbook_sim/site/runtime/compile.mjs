// Finds what Python really imports, and compiles that, in the very interpreter that the browser will run.
// node compile.mjs PYODIDE WORK, where WORK holds
//   package.zip  the package as it travels, with its data
//   wheels/      the packages that are loaded on demand, and the pyodide-lock.json that names them
//   requests     JSON: what to ask the package
// and receives in compiled/
//   library/     the modules of the standard library that were imported
//   package/     those of the package
//   <wheel>/     those of each wheel
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [pyodide, work] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(pyodide, "pyodide.mjs")));
const lockFileContents = JSON.parse(readFileSync(join(work, "wheels", "pyodide-lock.json"), "utf8"));
const python = await loadPyodide({ indexURL: pyodide, packageBaseUrl: join(work, "wheels"), lockFileContents });
python.FS.mkdirTree("/work");
python.mountNodeFS("/work", work);
python.runPython(readFileSync(new URL("compile.py", import.meta.url), "utf8"));
const [handle, compileAll] = ["handle", "compile_all"].map((name) => python.globals.get(name));

/** Ask as the worker does. What the package raises is told to the page there; here it only shows what that imports. */
function ask(request) {
  try {
    return JSON.parse(handle(request)).error ?? {};
  } catch (error) {
    if (error instanceof python.ffi.PythonError) return {};
    throw error;
  }
}

for (const request of JSON.parse(readFileSync(join(work, "requests"), "utf8"))) {
  const { code, packages } = ask(request);
  if (code === "needs") {
    await python.loadPackage(packages, { messageCallback: () => {} });
    if (ask(request).code === "needs") throw new Error(`These packages did not load: ${packages}`);
  }
}
compileAll();
