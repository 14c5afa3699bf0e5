// Brings the files that lie beside this one, and proves that they are those that the build wrote.

// The browser's own, whatever a start puts in its place.
const { fetch } = globalThis;

const BLOCK = 1 << 20; // bytes, as in manifest.py: what has arrived is proven while the rest is on its way

/** Why a file cannot be used. `reason`: `network` (it did not arrive), `missing` (the server refused it) or `damaged`. */
export class FileError extends Error {
  constructor(reason, name, detail) {
    super(`${name}: ${detail}`);
    this.reason = reason;
  }
}

/**
 * `table`: name → `{size, sha256, blocks}`, in bytes and in base64; `blocks` are the digests of its parts of `BLOCK`
 * bytes, where there is more than one. `begun`: name → the response to whoever has asked for a file already; it is used
 * once. `onBytes(count)` hears of bytes that have arrived.
 *
 * Usually a file is used while it arrives and proven meanwhile: see `proven`. When `careful`, each is proven before
 * it is used, and fetched anew where the browser has kept a bad one.
 */
export class Files {
  onBytes = () => {};

  #table;
  #careful;
  #begun;
  #checks = [];
  #trouble = Promise.withResolvers?.() ?? withResolvers();

  constructor(table, { careful = false, begun = new Map() } = {}) {
    this.#table = table;
    this.#careful = careful;
    this.#begun = begun;
    this.#trouble.promise.catch(() => {}); // whoever asks `proven` hears of it
  }

  /** The same files, with nothing known of them yet: what has failed here does not count there. */
  anew() {
    return new Files(this.#table, { careful: this.#careful });
  }

  /** Whether the build has written all of these. */
  have(...names) {
    return names.every((name) => name in this.#table);
  }

  /** The address of a file. */
  url(name) {
    return new URL(name, import.meta.url).href;
  }

  /** How many bytes these files are together. */
  size(...names) {
    return names.reduce((sum, name) => sum + this.#table[name].size, 0);
  }

  /** A file as it arrives, for whoever can begin with a part of it. */
  response(name) {
    return this.#told(async () => {
      const response = await this.#get(name);
      if (this.#careful) return new Response(await this.#sound(name, response), { headers: response.headers });
      const copy = response.clone();
      this.#checks.push(this.#told(() => this.#read(name, copy)));
      return response;
    });
  }

  /** The bytes of a file, proven. */
  bytes(name) {
    return this.#told(async () => this.#sound(name, await this.#get(name)));
  }

  /** The bytes of a file in parts, each proven, and given when it is. The file arrives whether or not they are taken. */
  parts(name) {
    const arrive = async (take) => {
      if (this.#careful) take(await this.#sound(name, await this.#get(name)));
      else await this.#read(name, await this.#get(name), take);
    };
    const begin = (queue) =>
      this.#told(() => arrive((part) => queue.enqueue(part))).then(
        () => queue.close(),
        (error) => queue.error(error),
      );
    return taken(new ReadableStream({ start: (queue) => void begin(queue) }).getReader());
  }

  /** The text of a file, proven. */
  text(name) {
    return this.#told(async () => new TextDecoder().decode(await this.bytes(name)));
  }

  /** A module, proven before it runs: the browser takes it from what it has just kept. */
  module(name) {
    return this.#told(async () => {
      await this.bytes(name);
      return import(this.url(name));
    });
  }

  /** What `work` gives, once all files that it has used are proven. Fails as soon as one of them turns out bad. */
  async proven(work) {
    const result = await Promise.race([work, this.#trouble.promise]);
    await Promise.all(this.#checks);
    return result;
  }

  /** What `act` promises; if it is broken, `proven` hears of it, whoever else does. */
  #told(act) {
    const promise = act();
    promise.catch((error) => this.#trouble.reject(error));
    return promise;
  }

  async #get(name, options = {}) {
    // The browser offers digests to secure pages only; elsewhere it compares by itself, but late.
    const usual = crypto.subtle ? {} : { integrity: `sha256-${this.#table[name].sha256}` };
    let response;
    const begun = options.cache ? null : this.#begun.get(name);
    this.#begun.delete(name);
    try {
      response = await (begun ?? fetch(this.url(name), { ...usual, ...options }));
    } catch (error) {
      throw new FileError("network", name, error.message);
    }
    if (response.ok) return response;
    // Some hosts let browsers keep even a refusal.
    if (this.#careful && !options.cache) return this.#get(name, { cache: "reload" });
    throw new FileError("missing", name, response.status);
  }

  async #sound(name, response) {
    try {
      return await this.#read(name, response);
    } catch (error) {
      // Also one that is too short: a host may have let the browser keep the half of an upload.
      if (!this.#careful || !(error.reason === "damaged" || error.isShort)) throw error;
      return this.#read(name, await this.#get(name, { cache: "reload" }));
    }
  }

  /** All bytes of a file, proven; `take` is given its blocks in their order, each as soon as it and those before are. */
  async #read(name, response, take = () => {}) {
    const { size } = this.#table[name];
    const bytes = new Uint8Array(size);
    const proofs = [];
    const prove = () => {
      const block = bytes.subarray(proofs.length * BLOCK, (proofs.length + 1) * BLOCK);
      const proof = Promise.all([this.#proof(name, block, proofs.length), proofs.at(-1)]).then(() => take(block));
      proof.catch(() => {}); // whoever waits for all of them hears of it
      proofs.push(proof);
    };
    let length = 0;
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read().catch((error) => {
        throw new FileError("network", name, error.message);
      });
      if (done) break;
      if (length + value.length > size) {
        reader.cancel().catch(() => {});
        throw new FileError("damaged", name, `more than ${size} bytes`);
      }
      bytes.set(value, length);
      length += value.length;
      while (length >= (proofs.length + 1) * BLOCK) prove();
      this.onBytes(value.length);
    }
    if (length < size) {
      const reason = isWhole(response, length) ? "damaged" : "network";
      throw Object.assign(new FileError(reason, name, `${length} of ${size} bytes`), { isShort: true });
    }
    while (proofs.length * BLOCK < size) prove();
    await Promise.all(proofs);
    return bytes;
  }

  /** Throws a FileError unless a block of a file is as it was built. */
  async #proof(name, block, number) {
    if (!crypto.subtle) return;
    const { sha256, blocks = [sha256] } = this.#table[name];
    const digest = await crypto.subtle.digest("SHA-256", block);
    const found = btoa(String.fromCharCode(...new Uint8Array(digest)));
    if (found !== blocks[number]) throw new FileError("damaged", name, `sha256 ${found}`);
  }
}

/** What a reader gives, one after the other: not every browser can go through a stream by itself. */
async function* taken(reader) {
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

/** Whether a body has ended where the host said. Firefox ends one whose connection was cut as if that were all. */
function isWhole({ headers }, length) {
  return !headers.get("Content-Encoding") && headers.get("Content-Length") === String(length);
}

function withResolvers() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}
