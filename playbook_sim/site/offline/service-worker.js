// Keeps the site in the browser, and answers from what is kept. Workbox's modules and `self.site` (the edition, this
// build, and the files of each pack with their hashes) stand before this script; docs/decisions/0084-offline.md says why
// it does what it does.

const { precaching, routing, strategies } = workbox;
const { edition, build } = self.site;
const ROOT = registration.scope;
const CACHES = `playbook ${ROOT} `;
const AT_ONCE = 4; // files under way at the same time: a browser has six connections to a host

/** Files that are kept together or not at all: either all of this build, or none is used. */
class Pack {
  #files;
  #whole = false;

  constructor(name, files) {
    this.cache = CACHES + name;
    this.#files = new precaching.PrecacheController({ cacheName: this.cache });
    // A path with a hash in it never has other bytes: there what the browser has already is good enough.
    const entries = files.map(([address, digest]) => ({
      url: new URL(address, ROOT).href,
      revision: address.startsWith("runtime/") ? null : digest,
      integrity: `sha256-${digest}`,
    }));
    this.#files.addToCacheList(entries);
  }

  /** Where a file of this pack is kept, by its address; undefined for one that is not in it. */
  key(href) {
    return this.#files.getCacheKeyForURL(href);
  }

  /** Whether someone has begun to keep this pack, this build's or an earlier one's. */
  isWanted() {
    return caches.has(this.cache);
  }

  async isWhole() {
    if (this.#whole || !(await this.isWanted())) return this.#whole;
    const cache = await caches.open(this.cache);
    const kept = new Set((await cache.keys()).map(({ url }) => url));
    this.#whole = [...this.#files.getURLsToCacheKeys().values()].every((key) => kept.has(key));
    return this.#whole;
  }

  /** Fetch what is missing. Whatever has other bytes than this build's, or no room, breaks the promise. */
  async keep(event) {
    const rest = this.#files.getURLsToCacheKeys().entries();
    const some = async () => {
      for (const [url, cacheKey] of rest) await this.#keepOne(event, url, cacheKey);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, some));
  }

  async #keepOne(event, url, cacheKey) {
    const integrity = this.#files.getIntegrityForCacheKey(cacheKey);
    const cache = cacheKey === url ? "default" : "reload";
    const request = new Request(url, { integrity, cache, credentials: "same-origin" });
    await Promise.all(this.#files.strategy.handleAll({ event, request, params: { cacheKey, integrity } }));
  }

  /** The kept file. */
  answer(event, request, cacheKey) {
    const integrity = this.#files.getIntegrityForCacheKey(cacheKey);
    return this.#files.strategy.handle({ event, request, params: { cacheKey, integrity } });
  }

  /** Throw away what belongs to other builds only. */
  async tidy(event) {
    if (await this.isWanted()) await this.#files.activate(event);
  }
}

const packs = new Map(Object.entries(self.site.packs).map(([name, files]) => [name, new Pack(name, files)]));
const languages = [...packs.keys()].filter((name) => name !== "core");

/** The language that an address is in; undefined for what belongs to all or to none. */
function languageOf(href) {
  if (!href.startsWith(ROOT)) return undefined;
  const first = href.slice(ROOT.length).split(/[/?#]/)[0];
  return languages.includes(first) ? first : undefined;
}

// --- keeping ---

addEventListener("install", (event) => event.waitUntil(install(event)));

/** The languages being read and those kept by the build before: more is fetched when a page asks for it. */
async function install(event) {
  const open = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const wanted = new Set(open.map(({ url }) => languageOf(url)));
  for (const language of languages) {
    if (await packs.get(language).isWanted()) wanted.add(language);
  }
  await packs.get("core").keep(event);
  for (const language of languages) {
    if (wanted.has(language)) await packs.get(language).keep(event);
  }
}

addEventListener("activate", (event) => event.waitUntil(activate(event)));

async function activate(event) {
  const used = new Set([NOTES, ...[...packs.values()].map(({ cache }) => cache)]);
  const gone = (await caches.keys()).filter((name) => name.startsWith(CACHES) && !used.has(name));
  await Promise.all(gone.map((name) => caches.delete(name)));
  await noteOldPages();
  for (const pack of packs.values()) await pack.tidy(event);
}

// --- pages that were open before ---

// A page of the build before would get files of this one: it gets none, and goes to another page by loading it anew.
// Browsers stop a service worker when they like, so that what it remembers has to lie somewhere.
const NOTES = `${CACHES}notes`;
const OLD_PAGES = new URL("old-pages", ROOT).href;
let oldPages = null;

async function noteOldPages() {
  const open = await clients.matchAll({ type: "all" });
  oldPages = new Set(open.map(({ id }) => id));
  const notes = await caches.open(NOTES);
  await notes.put(OLD_PAGES, Response.json([...oldPages]));
}

async function isOld(id) {
  if (!id) return false;
  oldPages ??= new Set(await (await caches.match(OLD_PAGES, { cacheName: NOTES }))?.json());
  return oldPages.has(id);
}

// --- answering ---

/** The pack that has what an address names, and where in it. A query only says what to mark on the page. */
function find(url) {
  const address = url.origin + url.pathname.replace(/\/index\.html$/, "/");
  for (const pack of packs.values()) {
    const key = pack.key(address);
    if (key) return { pack, key };
  }
  return null;
}

const isKept = ({ url, sameOrigin }) => sameOrigin && url.href.startsWith(ROOT) && find(url);

// What `offline.html` consists of: it stands in for pages of languages that are not kept, too.
const STAND_IN = ["entrance.css", "entrance.js"].map((name) => new URL(name, ROOT).href);

async function answer({ event, request, params: { pack, key } }) {
  const isPage = request.mode === "navigate";
  if (!isPage && (await isOld(event.clientId))) return Response.error();
  if (await isKeptFor(event, request)) return pack.answer(event, request, key);
  const fresh = fetch(request);
  return STAND_IN.includes(request.url) ? fresh.catch(() => pack.answer(event, request, key)) : fresh;
}

for (const method of ["GET", "HEAD"]) routing.registerRoute(isKept, answer, method);

routing.registerRoute(({ request }) => request.mode === "navigate", new strategies.NetworkOnly());

routing.setCatchHandler(async ({ request, url }) => {
  if (request.mode !== "navigate") return Response.error();
  const folder = new URL(`${request.url.split(/[?#]/)[0]}/`);
  return find(folder) ? Response.redirect(folder) : offlinePage();
});

/** Whether the page that asks is answered from what is kept: all that belongs to it is, or nothing. */
async function isKeptFor(event, request) {
  const language = languageOf(request.url) ?? (await languageOfAsking(event, request));
  const needed = ["core", ...(language ? [language] : [])];
  const whole = await Promise.all(needed.map((name) => packs.get(name).isWhole()));
  return whole.every(Boolean);
}

/**
 * The language of the page that asks for what belongs to no language. Nobody needs to know who asks for a file of the
 * runtime, whose path has a hash in it, and Firefox would not tell: it knows a worker only when that has loaded all its
 * scripts, so that a script of a worker waits here until the browser has lost its patience, which is after a minute.
 */
async function languageOfAsking(event, request) {
  if (request.mode === "navigate" || request.url.startsWith(`${ROOT}runtime/`)) return undefined;
  const asking = await clients.get(event.clientId);
  return asking && languageOf(asking.url);
}

/** What a page that is not kept says without a network; it is served at any address, so it is told where it belongs. */
async function offlinePage() {
  const key = packs.get("core").key(new URL("offline.html", ROOT).href);
  const page = await caches.match(key, { cacheName: packs.get("core").cache });
  if (!page) return Response.error();
  const kept = [];
  for (const language of languages) if (await packs.get(language).isWhole()) kept.push(language);
  const text = (await page.text())
    .replace("<head>", `<head>\n    <base href="${encodeURI(ROOT)}">`)
    .replace('data-kept=""', `data-kept="${kept.join(" ")}"`);
  return new Response(text, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

// --- what pages ask for; each gets a reply ---

const REQUESTS = {
  /** What is kept. */
  async status() {
    const kept = {};
    for (const language of languages) {
      kept[language] = (await packs.get("core").isWhole()) && (await packs.get(language).isWhole());
    }
    return { edition, build, kept };
  },

  /** Keep a language too. */
  async keep(event, { language }) {
    if (!packs.has(language)) return REQUESTS.status();
    try {
      await packs.get("core").keep(event);
      await packs.get(language).keep(event);
    } catch (error) {
      return { ...(await REQUESTS.status()), failed: String(error?.message ?? error) };
    }
    return REQUESTS.status();
  },

  /** Answer for the pages that were open before the first service worker came, if they are of its edition. */
  async claim(event, asked) {
    if (asked.edition === edition) await clients.claim();
    return REQUESTS.status();
  },

  /** Take over from the build before. */
  async go() {
    await skipWaiting();
    return REQUESTS.status();
  },
};

addEventListener("message", (event) => {
  const act = REQUESTS[event.data?.type];
  if (!act || !event.ports.length) return;
  event.waitUntil(act(event, event.data).then((reply) => event.ports[0].postMessage(reply)));
});
