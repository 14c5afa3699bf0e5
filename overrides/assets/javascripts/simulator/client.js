// The page's side of the worker: numbers the calls, limits their time, restarts what hangs.

/** Why a call has no result. `code` is the bridge's, or `failed`, `timeout` or `stopped`; `fact` names a field. */
export class CallError extends Error {
  constructor({ code, message, fact }) {
    super(message);
    this.code = code;
    this.fact = fact;
  }
}

const NO_NEWER = { isThere: async () => false, take: () => {} };

/**
 * One worker at a time, started at the first call.
 *
 * `state` is `{name: "idle"}`, `{name: "starting", stage}`, `{name: "ready", version}` or
 * `{name: "failed", reason, message}` with the reason `load`, `replaced` (a newer version has taken its place), `start_timeout` or `answer_timeout`; `onState` hears
 * of each change. Times are in milliseconds. `createWorker` returns a new Worker.
 */
export class Engine {
  state = { name: "idle" };
  onState = () => {};
  /** Hears when a start has come to its end, good or bad. */
  onSettled = () => {};

  #createWorker;
  #startTime;
  #answerTime;
  #worker = null;
  #startTimer = null;
  #lastId = 0;
  #pending = new Map();
  #timeouts = 0;
  #newer;

  /** `newer`: whether a version has replaced the one that this engine belongs to, `isThere()`, and how to `take()` it. */
  constructor({ createWorker, startTime = 60_000, answerTime = 20_000, newer = NO_NEWER }) {
    this.#createWorker = createWorker;
    this.#newer = newer;
    this.#startTime = startTime;
    this.#answerTime = answerTime;
  }

  /** Start, also after a failure. Does nothing while a worker is there. */
  start() {
    if (this.#worker) return;
    let worker;
    try {
      worker = this.#createWorker();
    } catch (error) {
      this.#fail("load", error.message);
      return;
    }
    this.#worker = worker;
    // A worker that was replaced may still have something to say: nobody listens.
    const heard = (act) => (event) => worker === this.#worker && act(event);
    worker.onmessage = heard(({ data }) => this.#receive(JSON.parse(data)));
    worker.onerror = heard((event) => {
      event.preventDefault?.();
      this.#fail("load", event.message ?? "");
    });
    this.#startTimer = setTimeout(() => this.#fail("start_timeout", ""), this.#startTime);
    this.#enter({ name: "starting", stage: "runtime" });
  }

  /**
   * Ask the bridge. The promise is kept with its result or broken with a CallError, whatever happens.
   * `answerTime`: how long the answer may take.
   */
  call(method, params, answerTime = this.#answerTime) {
    if (this.state.name === "failed") {
      return Promise.reject(new CallError({ code: "failed", message: this.state.message }));
    }
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      this.#pending.set(id, { text: JSON.stringify({ id, method, params }), resolve, reject, answerTime, timer: null });
      this.start();
      if (this.state.name === "ready") this.#send(id);
    });
  }

  /** Try again after a failure. Where a newer version has replaced ours, only that one can help. */
  restart() {
    if (this.state.reason === "replaced") return this.#newer.take();
    this.stop();
    return this.start();
  }

  /** End the worker; calls under way break with `stopped`. */
  stop() {
    this.#end("stopped", "");
    this.#enter({ name: "idle" });
  }

  #send(id) {
    const call = this.#pending.get(id);
    call.timer = setTimeout(() => this.#hang(), call.answerTime);
    this.#worker.postMessage(call.text);
  }

  #receive(message) {
    if (message.event === "progress") {
      this.#enter({ name: "starting", stage: message.stage });
    } else if (message.event === "ready") {
      clearTimeout(this.#startTimer);
      // Whoever hears that it is ready may ask at once, and that call goes out by itself.
      const waiting = [...this.#pending.keys()];
      this.#enter({ name: "ready", version: message.version });
      for (const id of waiting) if (this.#pending.has(id)) this.#send(id);
    } else if (message.event === "failed") {
      this.#fail("load", message.message);
    } else {
      this.#settle(message);
    }
  }

  #settle({ id, result, error }) {
    const call = this.#pending.get(id);
    if (!call) return;
    this.#pending.delete(id);
    clearTimeout(call.timer);
    this.#timeouts = 0;
    if (error) call.reject(new CallError(error));
    else call.resolve(result);
  }

  /** An answer is overdue: begin afresh once, give up when that hangs too. */
  #hang() {
    this.#timeouts += 1;
    if (this.#timeouts > 1) {
      this.#timeouts = 0;
      this.#fail("answer_timeout", "");
      return;
    }
    this.#end("timeout", "");
    this.start();
  }

  #fail(reason, message) {
    this.#end("failed", message);
    this.#enter({ name: "failed", reason, message });
    if (reason === "load") this.#lookForNewer(this.state);
  }

  async #lookForNewer(failed) {
    const isThere = await this.#newer.isThere();
    if (isThere && this.state === failed) this.#enter({ name: "failed", reason: "replaced", message: "" });
  }

  #end(code, message) {
    clearTimeout(this.#startTimer);
    this.#worker?.terminate();
    this.#worker = null;
    const broken = [...this.#pending.values()];
    this.#pending.clear();
    for (const call of broken) {
      clearTimeout(call.timer);
      call.reject(new CallError({ code, message }));
    }
  }

  #enter(state) {
    this.state = state;
    this.onState(state);
    if (state.name === "ready" || state.name === "failed") this.onSettled();
  }
}
