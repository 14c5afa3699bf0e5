// What `make serve` adds to each page: it shows each change, and says what is wrong with the last one.

const { dataset } = document.currentScript;
const words = JSON.parse(dataset.words); // in the language of the page
let shown = Number(dataset.number); // the last change that the page shows
let frame = dataset.frame; // stands for what is around the content
let told = { number: shown, loaded: 0 };
let following = false;
const SETTLED = 200; // ms after which an entry is in the address, from which the page reads it again
let entered = -Infinity;
for (const type of ["input", "click"]) addEventListener(type, () => (entered = performance.now()), { capture: true });

const place = document.createElement("div");
place.className = "live";
const source = new EventSource("/_live");

source.onmessage = async ({ data }) => {
  told = JSON.parse(data);
  if (following) return;
  following = true;
  while (shown < told.number) await follow(told);
  following = false;
  show(told);
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
    await settled();
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
  await settled();
  put(next);
  return true;
}

/** Nothing that somebody enters is lost: it has reached the address, and half a date is left to whoever types it. */
async function settled() {
  const control = document.activeElement;
  const isHalf = control?.validity?.badInput || (control?.type === "date" && control.validity.rangeUnderflow);
  if (isHalf && document.hasFocus()) {
    await new Promise((left) => control.addEventListener("blur", left, { once: true }));
    return settled();
  }
  if (performance.now() - entered < SETTLED) {
    await new Promise((over) => setTimeout(over, SETTLED));
    return settled();
  }
  // At a click the page writes what it has put off.
  dispatchEvent(new Event("click"));
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
  // What is no part of the case, such as the words by which it is looked for.
  const typed = [...document.querySelectorAll(`${content} :is(input:not([type=radio], [type=checkbox]), textarea)[id]`)];
  document.querySelector(content).replaceWith(document.adoptNode(next.querySelector(content)));
  for (const old of document.querySelectorAll(`${content} script`)) {
    const script = document.createElement("script");
    for (const { name, value } of old.attributes) script.setAttribute(name, value);
    script.textContent = old.textContent;
    old.replaceWith(script);
  }
  for (const { id, value, defaultValue } of typed) {
    const control = value === defaultValue ? null : document.getElementById(id);
    if (control) control.value = value;
  }
  const back = () => scrollTo(x, y);
  document.getElementById("simulator")?.addEventListener("answershown", back, { once: true });
  window.document$.next(document);
  document.getElementById(focused)?.focus({ preventScroll: true });
  back();
}

function show({ trouble, todo }) {
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
