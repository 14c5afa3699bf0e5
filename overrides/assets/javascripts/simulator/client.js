// The page's side of the worker: numbers the calls, limits their time, restarts what hangs.

const STAGES = ["runtime", "python", "rulebook"];

/** How far a start is, from 0 to 3: see `Engine.state`. */
export function progressOf({ stage, share }) {
  return STAGES.indexOf(stage) + (stage === "runtime" ? share : 0.5);
}

/** Failures that another worker of this page would meet as well: a newer version, or a setting of the browser. */
const FOR_THE_WHOLE_PAGE = ["replaced", "unsupported"];

/** What helps against a failure, by the key of a word. */
export function remedyOf({ reason }) {
  return FOR_THE_WHOLE_PAGE.includes(reason) ? "engine.reload" : "engine.try_again";
}

/** Why a call has no result. `code` is the bridge's, or `failed`, `timeout` or `stopped`; `fact` names a field. */
export class CallError extends Error {
  constructor({ code, message, fact }) {
    super(message);
    this.code = code;
    this.fact = fact;
  }
}

/**
 * One worker at a time, started at the first call.
 *
 * `state` is `{name: "idle"}`, `{name: "starting", stage, share}`, `{name: "ready", version}` or
 * `{name: "failed", reason, message}`; `onState` hears of each change. `share`: the part of the download that is there,
 * from 0 to 1. The reasons: `network`, `missing` or `damaged` for a file of the runtime, `unsupported` for a browser
 * without WebAssembly, `start` where Python itself fails, `load` where not even the worker came, `replaced` where a
 * newer version has taken its place, `start_timeout` and `answer_timeout`. Times are in milliseconds; that of the start counts from the last sign of life.
 * `createWorker({careful})` returns a new Worker; after a failure it is to be `careful`: nothing that the browser
 * has kept is to be trusted.
 */
export class Engine {
  state = { name: "idle" };
  onState = () => {};
  /** Hears when a start has come to its end, good or bad, and whatever waited for it has been told. */
  onSettled = () => {};

  #createWorker;
  #startTime;
  #answerTime;
  #worker = null;
  #startTimer = null;
  #lastId = 0;
  #pending = new Map();
  #timeouts = 0;
  #isReplaced;
  #reload;
  #failures = 0; // starts that failed in a row
  #isSettling = false; // from the beginning of a start until `onSettled`

  /** `isReplaced`: promises whether a newer version has replaced the one that this engine belongs to; `reload`s the page. */
  constructor({ createWorker, startTime = 60_000, answerTime = 20_000, isReplaced = async () => false, reload = () => {} }) {
    this.#createWorker = createWorker;
    this.#isReplaced = isReplaced;
    this.#reload = reload;
    this.#startTime = startTime;
    this.#answerTime = answerTime;
  }

  /** Start, unless that has failed: then the reader says when. */
  begin() {
    if (this.state.name === "idle") this.start();
  }

  /** Start, also after a failure. Does nothing while a worker is there. */
  start() {
    if (this.#worker) return;
    let worker;
    try {
      worker = this.#createWorker({ careful: this.#failures > 0 });
    } catch (error) {
      this.#fail("load", error.message);
      return;
    }
    this.#worker = worker;
    this.#isSettling = true;
    // A worker that was replaced may still have something to say: nobody listens.
    const heard = (act) => (event) => worker === this.#worker && act(event);
    worker.onmessage = heard(({ data }) => this.#receive(JSON.parse(data)));
    worker.onerror = heard((event) => {
      event.preventDefault?.();
      this.#fail("load", event.message ?? "");
    });
    this.#awaitSign();
    for (const id of this.#pending.keys()) this.#send(id);
    this.#enter({ name: "starting", stage: "runtime", share: 0 });
  }

  /** The network is back: start again if that was what was missing. */
  online() {
    if (this.state.name === "failed" && this.state.reason === "network") this.start();
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
      if (this.#worker) this.#send(id);
      else this.start();
    });
  }

  /** Try again after a failure, in the way that `remedyOf` tells. */
  restart() {
    if (FOR_THE_WHOLE_PAGE.includes(this.state.reason)) return this.#reload();
    this.#failures += 1; // also where the worker answered, but wrongly
    this.stop();
    return this.start();
  }

  /** End the worker; calls under way break with `stopped`. */
  stop() {
    this.#end("stopped", "");
    this.#enter({ name: "idle" });
  }

  #awaitSign() {
    clearTimeout(this.#startTimer);
    this.#startTimer = setTimeout(() => this.#fail("start_timeout", ""), this.#startTime);
  }

  /** The worker takes a question at any time, and answers once Python is there: until then its time does not count. */
  #send(id) {
    const call = this.#pending.get(id);
    this.#worker.postMessage(call.text);
    if (this.state.name === "ready") this.#limit(call);
  }

  #limit(call) {
    call.timer = setTimeout(() => this.#hang(), call.answerTime);
  }

  #receive(message) {
    if (message.event === "progress") {
      this.#awaitSign();
      this.#enter({ name: "starting", stage: message.stage, share: message.share ?? 0 });
    } else if (message.event === "ready") {
      clearTimeout(this.#startTimer);
      this.#failures = 0;
      for (const call of this.#pending.values()) this.#limit(call);
      this.#enter({ name: "ready", version: message.version });
    } else if (message.event === "failed") {
      this.#fail(message.reason, message.message);
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
    this.#settled();
  }

  #settled() {
    if (this.#isSettling && this.#pending.size === 0) this.onSettled();
    this.#isSettling &&= this.#pending.size > 0;
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
    this.#failures += 1;
    // What the browser has kept may be bad, and nobody needs to know: it is fetched anew once.
    if (reason === "damaged" && this.#failures === 1) {
      this.#replace();
      return;
    }
    this.#end("failed", message);
    this.#enter({ name: "failed", reason, message });
    if (reason === "load" || reason === "missing") this.#askWhetherReplaced(this.state);
  }

  async #askWhetherReplaced(failed) {
    const isReplaced = await this.#isReplaced();
    if (isReplaced && this.state === failed) this.#enter({ name: "failed", reason: "replaced", message: "" });
  }

  /** Another worker for the same calls, which wait for it. */
  #replace() {
    this.#drop();
    this.start();
  }

  #drop() {
    clearTimeout(this.#startTimer);
    this.#worker?.terminate();
    this.#worker = null;
  }

  #end(code, message) {
    this.#drop();
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
    if (state.name === "ready" || state.name === "failed") this.#settled();
  }
}
