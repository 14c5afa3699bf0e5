// What `make serve` adds to each page: it shows each change, and says what is wrong with the last one.

const WORDS = {
  en: { trouble: "This page does not show your last change as you meant it", todo: "To mend before others may have it" },
  it: { trouble: "Questa pagina non mostra l’ultima modifica come la volevi", todo: "Da sistemare prima di passarla agli altri" },
};
const words = WORDS[document.documentElement.lang] ?? WORDS.en;

const { dataset } = document.currentScript;
let shown = Number(dataset.number); // the last change that the page shows
let frame = dataset.frame; // stands for what is around the content
let told = { number: shown, loaded: 0 };
let following = false;

const place = document.createElement("div");
place.className = "live";
const source = new EventSource("/_live");

source.onmessage = async ({ data }) => {
  told = JSON.parse(data);
  if (following) return;
  following = true;
  while (shown < told.number) await follow(told);
  following = false;
  show(told.trouble, told.todo);
};
addEventListener("pagehide", () => source.close());
// Kept as it was while another page was looked at: it may be old by now.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

/** Show the change `number`; `loaded`: the last one for which scripts and Python have to be loaded anew. */
async function follow({ number, loaded }) {
  try {
    if (loaded > shown || !(await exchanged())) throw new Error("the page is to be loaded anew");
    shown = number;
  } catch {
    location.reload();
    await new Promise(() => {}); // until it is
  }
}

/** Exchange the content of the simulator's page and the rules of its Python, which goes on. False where that cannot be. */
async function exchanged() {
  const script = document.querySelector('script[src$="/javascripts/simulator.js"]');
  // Who has opened the rule lab before has modules that know of the rules of then.
  const lab = performance.getEntriesByType("resource").some(({ name }) => name.endsWith("/rules.json"));
  if (!script || lab) return false;
  const { engineFor } = await import(new URL("simulator/engines.js", script.src));
  const runtime = document.querySelector("[data-runtime]");
  const engine = engineFor(runtime);
  if (engine.state.name !== "ready") return false;
  const [next] = await Promise.all([pageAsItIsNow(), engine.call("live_rules", {})]);
  const { dataset: now } = next.querySelector('script[src="/_live.js"]');
  if (now.frame !== frame || next.querySelector("[data-runtime]").dataset.runtime !== runtime.getAttribute("data-runtime")) return false;
  put(next);
  return true;
}

async function pageAsItIsNow() {
  const response = await fetch(location.pathname, { cache: "no-store" });
  if (!response.ok) throw new Error(`${response.status}`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** As Material does when another page comes: its own parts and ours hear of it through `document$`. */
function put(next) {
  const [x, y] = [scrollX, scrollY];
  const focused = document.activeElement?.id;
  const content = "[data-md-component=container]";
  document.querySelector(content).replaceWith(document.adoptNode(next.querySelector(content)));
  for (const old of document.querySelectorAll(`${content} script`)) {
    const script = document.createElement("script");
    for (const { name, value } of old.attributes) script.setAttribute(name, value);
    script.textContent = old.textContent;
    old.replaceWith(script);
  }
  const back = () => scrollTo(x, y);
  document.getElementById("simulator")?.addEventListener("answershown", back, { once: true });
  window.document$.next(document);
  document.getElementById(focused)?.focus({ preventScroll: true });
  back();
}

function show(trouble, todo) {
  place.replaceChildren();
  if (trouble.length > 0) place.append(alert(block(words.trouble, trouble, "live__trouble", true)));
  if (todo.length > 0) place.append(block(`${words.todo}: ${todo.length}`, todo, "live__todo", false));
  if (place.childElementCount > 0 && !place.isConnected) document.body.append(place);
}

/** A fold may not be one itself. */
function alert(content) {
  const made = document.createElement("div");
  made.setAttribute("role", "alert");
  made.append(content);
  return made;
}

function block(title, lines, name, open) {
  const made = document.createElement("details");
  made.className = name;
  made.open = open;
  const summary = document.createElement("summary");
  summary.textContent = title;
  const list = document.createElement("ul");
  for (const line of lines) {
    const item = document.createElement("li");
    item.textContent = line;
    list.append(item);
  }
  made.append(summary, list);
  return made;
}
