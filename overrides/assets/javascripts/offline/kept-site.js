// The page's side of the service worker: has it keep the languages, one after the other, and finds out about new
// versions. What it does is written down in docs/decisions/0084-offline.md.

const LOOK_EVERY = 3_600_000; // ms

/**
 * `kept` and `missing` are languages. `doing` says what is going on with the missing ones: `idle` (nothing yet),
 * `keeping`, `asking` (the reader has to agree), `refused` (the browser keeps nothing) or `failed`. `news` is null or
 * why to reload: `update`, `old` (this page is of the version before), `stuck` (the new version cannot be kept).
 * The event `change` tells of each change.
 */
export class KeptSite extends EventTarget {
  kept = [];
  missing;
  doing = "idle";
  news = null;
  bytes = null; // of each pack, as they travel; known when the reader is asked

  #root;
  #edition;
  #lang;
  #languages;
  #deployed;
  #container = navigator.serviceWorker;
  #registration = null;
  #controlled = Boolean(navigator.serviceWorker?.controller);
  #agreed = false;
  #typed = false;
  #lookedAt = Date.now();

  constructor({ root, edition, lang, languages, deployed }) {
    super();
    this.#root = root;
    this.#edition = edition;
    this.#lang = lang;
    // What is being read first.
    this.#languages = [lang, ...languages.filter((one) => one !== lang)];
    this.missing = this.#languages;
    this.#deployed = deployed;
  }

  async start() {
    if (!this.#container) return this.#tell({ doing: "refused" });
    this.#container.addEventListener("controllerchange", () => this.#controllerChanged());
    try {
      const known = await this.#container.getRegistration(this.#root);
      if (!known?.active && this.#mustAsk) return await this.#askReader();
      await this.#register();
    } catch {
      this.#tell({ doing: "refused" });
    }
  }

  /** The reader agrees to keep what is missing, or wants it tried again. */
  async keep() {
    this.#agreed = true;
    if (this.#registration?.active) await this.#refresh();
    else await this.#register().catch(() => this.#tell({ doing: "refused" }));
  }

  /** The reader wants the new version. */
  async reload() {
    const waiting = this.#registration?.waiting;
    if (this.news === "stuck") await this.#forget();
    if (this.news !== "update" || !waiting) return location.reload();
    // The pages that a worker answers for hear that it has gone; this one may not be among them.
    waiting.addEventListener("statechange", () => waiting.state === "activated" && location.reload());
    this.#typed = false;
    await ask(waiting, { type: "go" });
  }

  /** Something was typed on the page: it is not reloaded unasked. */
  typed() {
    this.#typed = true;
  }

  /** Another page has come into the document. */
  pageShown() {
    this.#typed = false;
    if (Date.now() - this.#lookedAt > LOOK_EVERY) this.lookForNewer();
  }

  lookForNewer() {
    this.#lookedAt = Date.now();
    // Without a network there is nothing to find.
    this.#registration?.update().catch(() => {});
  }

  async #register() {
    const script = new URL("service-worker.js", this.#root);
    this.#registration = await this.#container.register(script, { updateViaCache: "none" });
    this.#registration.addEventListener("updatefound", () => this.#follow(this.#registration.installing));
    this.#follow(this.#registration.installing);
    await this.#refresh();
  }

  /** Hear how a worker fares that has just been found. */
  #follow(worker) {
    if (!worker) return;
    const first = !this.#registration.active;
    if (first) this.#tell({ doing: "keeping" });
    let installed = worker.state !== "installing";
    worker.addEventListener("statechange", () => {
      if (worker.state === "redundant" && !installed) this.#notInstalled(first);
      installed ||= worker.state !== "installing";
      if (["installed", "activated"].includes(worker.state)) this.#refresh();
    });
  }

  async #notInstalled(first) {
    if (first) return this.#tell({ doing: "failed" });
    const [there, { build }] = await Promise.all([this.#deployed(), ask(this.#registration.active, { type: "status" })]);
    if (there && there.build !== build) this.#tell({ news: "stuck" });
  }

  /** Find out what is kept, and keep what is missing. */
  async #refresh() {
    const { active, waiting } = this.#registration;
    if (!active) return;
    if (waiting) {
      if ((await ask(waiting, { type: "status" })).leaves) return this.#leave();
      this.#tell({ news: "update" });
    }
    const status = await ask(active, { type: "status" });
    this.#know(status);
    if (status.edition !== this.#edition) await this.#differ(status);
    else if (!this.#container.controller) await ask(active, { type: "claim", edition: this.#edition });
    if (!waiting && !this.news) await this.#keepMissing();
  }

  /** The page is of another edition than the worker: older, unless it came past the worker from the host. */
  async #differ({ kept }) {
    if (this.news || !kept[this.#lang]) return;
    if ((await this.#deployed())?.edition !== this.#edition) this.#tell({ news: "old" });
  }

  async #keepMissing() {
    for (const language of this.missing) {
      if (this.#mustAsk) return this.#askReader();
      this.#tell({ doing: "keeping" });
      const status = await ask(this.#registration.active, { type: "keep", language });
      this.#know(status);
      if (status.failed) return this.#tell({ doing: "failed" });
    }
    return this.#tell({ doing: "idle" });
  }

  /** Many bytes are not fetched unasked where they cost something. */
  get #mustAsk() {
    const { saveData, type } = navigator.connection ?? {};
    return !this.#agreed && (saveData || type === "cellular");
  }

  async #askReader() {
    const there = await this.#deployed();
    this.#tell({ doing: "asking", bytes: there?.bytes ?? null });
  }

  #know({ kept }) {
    this.#tell({
      kept: this.#languages.filter((one) => kept[one]),
      missing: this.#languages.filter((one) => !kept[one]),
    });
  }

  /** Another worker answers from now on: the first one ever, or that of a new version, taken in some tab. */
  #controllerChanged() {
    const isFirst = !this.#controlled;
    this.#controlled = true;
    if (isFirst) return;
    if (this.#typed) this.#tell({ news: "old" });
    else location.reload();
  }

  /** The site is no longer to be kept: what is shown may be older than the host has. */
  async #leave() {
    if (this.#typed) return this.#tell({ news: "stuck" });
    await this.#forget();
    location.reload();
  }

  /** Give up what is kept, so that the page comes from the host again. */
  async #forget() {
    const names = (await caches.keys()).filter((name) => name.startsWith(`playbook ${this.#root} `));
    await Promise.all(names.map((name) => caches.delete(name)));
    await this.#registration.unregister();
  }

  #tell(changes) {
    Object.assign(this, changes);
    this.dispatchEvent(new Event("change"));
  }
}

/** Ask a service worker; the promise is kept with its reply. */
function ask(worker, question) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage(question, [port2]);
  });
}
