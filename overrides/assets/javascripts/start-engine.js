// Starts the worker of the page at once: the scripts that will talk to it come later. They take it from here, see
// simulator/engines.js.
{
  const url = new URL(document.currentScript.closest("[data-runtime]").dataset.runtime, location.href).href;
  const begun = (globalThis.begunWorkers ??= new Map());
  if (!begun.has(url)) {
    begun.set(url, null);
    try {
      const worker = new Worker(url, { type: "module", name: "" });
      const listening = new AbortController();
      const heard = [];
      const { signal } = listening;
      worker.addEventListener("message", ({ data }) => heard.push(new MessageEvent("message", { data })), { signal });
      worker.addEventListener("error", ({ message }) => heard.push(new ErrorEvent("error", { message })), { signal });
      begun.set(url, { worker, heard, listening });
      document.documentElement.dataset.engine = "starting";
    } catch {
      // Whoever needs it tries again, and tells what is wrong.
    }
  }
}
