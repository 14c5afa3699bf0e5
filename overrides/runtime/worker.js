// Starts Python and carries text to and from `playbook_sim.bridge.handle`: nothing else happens here.
// The protocol is written down in docs/decisions/0020-worker-and-fragment.md.

// The ways to start, the quickest first: each is a module with `start(files, tell)`, see ordinary.js. Where one fails,
// the next one is tried.
// Whoever needs packages names the worker so: only the ordinary start has them.
const forPackages = globalThis.name === "packages";
const STARTS = forPackages ? ["ordinary.js"] : ["image.js", "ordinary.js"];
const STEPS = 50; // in which the progress of the download is told
const FORESEE = JSON.stringify({ method: "foresee", params: {} });
const PAINT = 30; // ms after a reply that belong to the page, which shows it
const SLICE = 1; // ms after which no other part of an answer is begun
// The files of the quickest start, whose names the build writes here: nobody waits for the list of files to ask for them.
const AT_ONCE = [];

// Whoever starts again after a failure says so in the address: nothing is then taken as the browser has kept it.
const { search } = new URL(import.meta.url);
const careful = search !== "";

// Without digests each file is to be compared by the browser, which only the list of files tells it.
const begun = new Map(careful || forPackages || !globalThis.crypto?.subtle ? [] : AT_ONCE.map((name) => [name, begin(name)]));

function begin(name) {
  const response = fetch(new URL(name, import.meta.url));
  response.catch(() => {}); // whoever takes the file hears of it
  return response;
}

const tell = (message) => postMessage(JSON.stringify(message));

const started = (async () => {
  if (typeof WebAssembly !== "object") throw Object.assign(new Error(""), { reason: "unsupported" });
  tell({ event: "progress", stage: "runtime" });
  const [{ Files }, { default: table }] = await Promise.all(["files.js", "manifest.js"].map(unproven));
  const { handle, load } = await startWith(Files, table);
  const { result } = JSON.parse(await handle(JSON.stringify({ method: "version", params: {} })));
  tell({ event: "ready", version: result.rulebook });
  return { handle, load };
})();

/** A module that comes before anything can be proven. */
async function unproven(name) {
  try {
    return await import(`./${name}${search}`);
  } catch (error) {
    throw Object.assign(error, { reason: "load" });
  }
}

async function startWith(Files, table) {
  let failure;
  for (const name of STARTS) {
    const files = new Files(table, { careful, begun });
    try {
      const { start, NAMES } = await files.module(name);
      if (!files.have(...NAMES)) continue;
      files.onBytes = tellShare(files.size(...NAMES));
      return await start(files, (stage) => tell({ event: "progress", stage }));
    } catch (error) {
      failure = error;
      console.warn(`Python did not start by ${name}: ${error?.message ?? error}`);
    }
  }
  throw failure;
}

/** Tells what part of `size` bytes has arrived, in steps that can be seen. */
function tellShare(size) {
  let arrived = 0;
  let told = 0;
  return (count) => {
    arrived += count;
    const share = Math.floor((arrived / size) * STEPS) / STEPS;
    if (share > told) tell({ event: "progress", stage: "runtime", share: (told = share) });
  };
}

started.catch((error) => {
  tell({ event: "failed", reason: error?.reason ?? "start", message: String(error?.message ?? error) });
});

let turn = 0; // which request came last
let ahead = null; // the timer after which Python works ahead
let unforeseen = false; // whether Python knows what may be asked next and has not worked it all out

addEventListener("message", async ({ data }) => {
  const own = (turn += 1);
  clearTimeout(ahead);
  const python = await started.catch(() => null);
  if (!python) return; // that it did not start has been told
  const { handle, load } = python;
  const { id, method } = JSON.parse(data);
  try {
    let reply = await handle(data);
    const { error } = reply.startsWith('{"error"') ? JSON.parse(reply) : {};
    if (error?.code === "needs") {
      await load(error.packages);
      reply = await handle(data);
    }
    // An answer is long, and nothing here looks into it: its text goes on as it is, but for the id.
    postMessage(`{"id":${JSON.stringify(id)},${reply.slice(1)}`);
    if (method === "show") unforeseen = true;
  } catch (error) {
    tell({ id, error: { code: "internal", message: String(error?.message ?? error) } });
  }
  if (unforeseen && own === turn) ahead = setTimeout(foresee, PAINT, own);
});

// A timer would wait longer between two slices. Messages come in turn, so a request waits for one slice at most.
const slices = new MessageChannel();
slices.port1.onmessage = ({ data }) => foresee(data);

/** While the reader thinks, Python works out what may be asked next, until there is another request than `own`. */
async function foresee(own) {
  const { handle } = await started;
  const end = performance.now() + SLICE;
  try {
    while (own === turn && unforeseen && performance.now() < end) {
      unforeseen = JSON.parse(await handle(FORESEE)).result.more;
    }
  } catch {
    unforeseen = false; // what failed is told to whoever asks for it
  }
  if (own === turn && unforeseen) slices.port2.postMessage(own);
}
